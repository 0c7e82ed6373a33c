"""What the trunk remembers: documents, audits, evidence, findings, gaps, attestations.

Promises: all SQL of the trunk is here, in `audit.workstore` and `audit.paststore`, over the same
`site.db` as the crawler's; a stage is written whole or not at all; nothing of the history is
deleted. Refuses to know: what rows mean to people.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from typing import Any, Self

from sqlite_utils import Database

from audit.errors import STORE_TROUBLE, UserError, told
from audit.paststore import PastStore
from audit.rows import (
    Judged,
    Noted,
    Row,
    Seen,
    evidence_row,
    finding_row,
    now,
    remark_row,
    seal,
)
from audit.schema import KNOWN, migrations
from audit.workstore import WorkStore
from crawler import SnapshotStore
from crawler.model import SitePaths
from crawler.schema import open_database
from rules.reader import PackFile

NEWEST_BEFORE = """
  select max(g.audit_id) from finding g join audit b on b.id = g.audit_id
  where g.topic = f.topic and g.element = f.element and b.finished_at is not null
    and b.pack = :pack and b.trial = :trial and b.id <= :audit"""


SEALED = (
    "select crawl_id, pack_sha256, scope, trial, as_of, engine from audit where id = ?",
    """select topic, element, outcome, reason, quotes, looked_at, basis, attestation from finding
       where audit_id = ? order by topic, element""",
    """select topic, url, sha256, via, label, strength, aside from evidence
       where audit_id = ? order by topic, rank""",
)
"""All that a seal is taken over, besides the seal before."""


class Store(PastStore, WorkStore):
    """The trunk's side of one `site.db`; the crawler's side is `.snapshots`."""

    def __init__(self, paths: SitePaths) -> None:
        """Open the database, make or bring up to date the tables; trouble is a `UserError`."""
        with told():
            self.snapshots = SnapshotStore(paths)
            self.db: Database = open_database(paths.database)
            _refuse_newer(self.db)
            migrations.apply(self.db)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self.snapshots.close()
        self.db.close()

    # documents -----------------------------------------------------------------------------

    def readers_of(self, but: frozenset[str] = frozenset()) -> dict[str, set[str]]:
        """SHA-256 → the readers whose reading is kept, `but` those with one of these problems."""
        kept: dict[str, set[str]] = {}
        for row in self.db.query("select sha256, reader, problem from document"):
            if row["problem"] not in but:
                kept.setdefault(row["sha256"], set()).add(row["reader"])
        return kept

    def save_documents(self, rows: Iterable[Row]) -> None:
        """Keep what readers read: `sha256`, `reader`, `legibility`, `problem`, `body`."""
        with self.transaction():
            for row in rows:
                self._insert("document", row, "or replace")

    def body(self, sha256: str, readers: frozenset[str]) -> str | None:
        """The text a current reader made of a blob, as JSON; None when it was not read yet.

        A reading with recognised pictures (a longer id) goes before one without.
        """
        return self.bodies([sha256], readers).get(sha256)

    def bodies(self, sha256s: Sequence[str], readers: frozenset[str]) -> dict[str, str]:
        """What `body` answers for each of these blobs, those that were read, in one look."""
        rows = self.db.execute(
            """select sha256, body from document
               where sha256 in (select value from json_each(?))
               and reader in (select value from json_each(?)) order by length(reader)""",
            [json.dumps(list(sha256s)), json.dumps(list(readers))],
        )
        return dict(rows.fetchall())

    def mark_reading(self, sha256: str, reader: str, mark: str) -> None:
        """Let a reading count for `reader + mark` too."""
        with self.transaction():
            self.db.execute(
                """insert or ignore into document
                   select sha256, reader || ?, legibility, problem, body from document
                   where sha256 = ? and reader = ?""",
                [mark, sha256, reader],
            )

    def scans(self, readers: frozenset[str]) -> dict[str, str]:
        """SHA-256 → the current reader that left pictures of text unread in it."""
        best = self._best_readings(readers)
        return {sha: row["reader"] for sha, row in best.items() if row["problem"] == "scan"}

    def unreadable(self, readers: frozenset[str]) -> dict[str, str]:
        """SHA-256 → why the reading of a current reader holds no text."""
        best = self._best_readings(readers)
        return {
            sha: row["problem"] or "empty"
            for sha, row in best.items()
            if row["legibility"] == "none"
        }

    def _best_readings(self, readers: frozenset[str]) -> dict[str, Row]:
        """What counts of each blob with trouble or recognised pictures."""
        rows = self.db.query(
            """select sha256, reader, legibility, problem from document
               where problem is not null or legibility <> 'text' or reader like '%+%'
               order by length(reader)"""
        )
        return {row["sha256"]: row for row in rows if row["reader"] in readers}

    # audits --------------------------------------------------------------------------------

    def begin_audit(
        self,
        *,
        crawl_id: int,
        pack: PackFile,
        scope: Iterable[str] | None,
        trial: bool,
        as_of: dt.date,
        engine: str,
    ) -> int:
        """A new audit without an end; it counts only once `finish_audit` has written it."""
        name = pack.pack.pack
        with self.transaction():
            row = {"sha256": pack.sha256, "name": name, "text": pack.text}
            self._insert("pack", row, "or ignore")
            return self._insert(
                "audit",
                {
                    "crawl_id": crawl_id,
                    "pack": name,
                    "pack_sha256": pack.sha256,
                    "scope": None if scope is None else ",".join(scope),
                    "trial": int(trial),
                    "as_of": as_of.isoformat(),
                    "started_at": now(),
                    "engine": engine,
                },
            )

    def finish_audit(self, audit_id: int, judged: Iterable[Judged], seen: Iterable[Seen]) -> str:
        """Write findings and evidence and seal them; call inside a transaction. The seal."""
        for one in judged:
            self._insert("finding", finding_row(audit_id, one))
        ranks: dict[str, int] = {}
        for item in seen:
            ranks[item.topic] = rank = ranks.get(item.topic, 0) + 1
            page_id = self._page_id(item.evidence.document.url)
            self._insert("evidence", evidence_row(audit_id, rank, item, page_id), "or ignore")
        return self._close_audit(audit_id)

    def save_remarks(self, audit_id: int, noted: Iterable[Noted]) -> None:
        """Keep what an audit noticed besides outcomes; call inside a transaction."""
        for rank, one in enumerate(noted, 1):
            self._insert("remark", remark_row(audit_id, rank, one))

    def copy_remarks(self, audit_id: int, source: int | None) -> None:
        """Take over what an earlier audit noticed."""
        self.db.execute(
            """insert into remark select ?, rank, sort, text, codes, urls, quotes from remark
               where audit_id = ?""",
            [audit_id, source],
        )

    def remark_rows(self, audit_id: int) -> list[Row]:
        """What an audit noticed besides outcomes, in its order."""
        return list(
            self.db.query("select * from remark where audit_id = ? order by rank", [audit_id])
        )

    def copy_evidence(self, audit_id: int, source: int, topic: str) -> None:
        """Take over a topic's evidence from an earlier audit."""
        self.db.execute(
            """insert into evidence select ?, topic, url, page_id, sha256, via, label, strength,
               aside, title, media, years, led_by, rank from evidence
               where audit_id = ? and topic = ?""",
            [audit_id, source, topic],
        )

    def audit_row(self, audit_id: int) -> Row | None:
        """A finished audit, with the text of its pack."""
        return self._first(
            """select a.*, p.text as pack_text from audit a join pack p on p.sha256 = a.pack_sha256
               where a.id = ? and a.finished_at is not null""",
            [audit_id],
        )

    def judged_since(self, crawl_id: int) -> bool:
        """Whether an audit was finished that rests on this crawl or a later one."""
        sql = "select 1 from audit where crawl_id >= ? and finished_at is not null limit 1"
        return self._first(sql, [crawl_id]) is not None

    def newest_audit(
        self,
        *,
        trial: bool | None = False,
        pack: str | None = None,
        whole: bool = False,
        before: int | None = None,
    ) -> int | None:
        """The newest finished audit; `trial` None means either sort; `before` an audit's id."""
        row = self._first(
            """select max(id) as id from audit where finished_at is not null
               and (:trial is null or trial = :trial) and (:pack is null or pack = :pack)
               and (:whole = 0 or scope is null) and (:before is null or id < :before)""",
            {"trial": trial, "pack": pack, "whole": whole, "before": before},
        )
        return None if row is None or row["id"] is None else int(row["id"])

    def findings_as_of(self, audit: Row) -> list[Row]:
        """The newest word on each element up to an audit, of the same pack, attested or not."""
        return list(
            self.db.query(
                f"""select f.*, t.who as attested_by from finding f
                    left join attestation t on t.id = f.attestation
                    where f.audit_id = ({NEWEST_BEFORE}) order by f.topic, f.element""",  # noqa: S608 our own text
                {"pack": audit["pack"], "trial": audit["trial"], "audit": audit["id"]},
            )
        )

    def pages_of(self, topic: str) -> tuple[str, ...]:
        """The addresses of a topic's evidence in the newest audit, and the pages leading there."""
        rows = self.db.query(
            """select url, led_by from evidence where topic = :topic and audit_id = (
                 select max(e.audit_id) from evidence e join audit a on a.id = e.audit_id
                 where e.topic = :topic and a.finished_at is not null and a.trial = 0)
               order by rank""",
            {"topic": topic},
        )
        pairs = [(row["led_by"], row["url"]) for row in rows]
        return tuple(dict.fromkeys(url for pair in pairs for url in pair if url))

    def hubs(self) -> tuple[str, ...]:
        """The index pages of the newest audit, those that lead to most topics first."""
        rows = self.db.query(
            """select url from evidence where aside = 'hub' and audit_id = (
                 select max(id) from audit
                 where finished_at is not null and trial = 0 and scope is null)
               group by url order by count(*) desc, url"""
        )
        return tuple(row["url"] for row in rows)

    def trodden(self, pack: str) -> tuple[str, ...]:
        """Every address the newest whole audit by a pack looked at, and what led there."""
        rows = self.db.query(
            """select url from evidence where audit_id = :id
               union select led_by from evidence where audit_id = :id and led_by <> ''""",
            {"id": self.newest_audit(trial=None, pack=pack, whole=True)},
        )
        return tuple(row["url"] for row in rows)

    def evidence_rows(self, audit_id: int, topic: str) -> list[Row]:
        """What an audit looked at for a topic, best first."""
        return list(
            self.db.query(
                "select * from evidence where audit_id = ? and topic = ? order by rank",
                [audit_id, topic],
            )
        )

    def current_finding(self, topic: str, element: str) -> Row | None:
        """The newest word on one element."""
        return self._first(
            "select * from current_finding where topic = ? and element = ?", [topic, element]
        )

    def current_findings(self, outcome: str) -> list[Row]:
        """The elements whose newest outcome is this word."""
        return list(
            self.db.query(
                """select * from current_finding where outcome = ?
                   order by length(code), code, element""",
                [outcome],
            )
        )

    # the inside ----------------------------------------------------------------------------

    def _page_id(self, url: str) -> int | None:
        row = self._first("select id from page where url = ?", [url])
        return None if row is None else int(row["id"])

    def _close_audit(self, audit_id: int) -> str:
        sealed = self.seal_of(audit_id)
        self.db.table("audit").update(audit_id, {"finished_at": now(), "seal": sealed})
        return sealed

    def seal_of(self, audit_id: int) -> str:
        """SHA-256 over the seal before, the audit's terms, its findings and their evidence."""
        before = self._first(
            """select seal from audit where id < ? and finished_at is not null
               order by id desc limit 1""",
            [audit_id],
        )
        parts: list[list[Any]] = [[before["seal"] if before else ""]]
        for sql in SEALED:
            parts.extend(list(row.values()) for row in self.db.query(sql, [audit_id]))
        return seal(parts)


def _refuse_newer(db: Database) -> None:
    """A migration we do not know was made by a later oit: leave the file as it is."""
    if {one.name for one in migrations.applied(db)} - set(KNOWN):
        raise UserError(*STORE_TROUBLE["newer_database"])
