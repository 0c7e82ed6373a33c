"""What earlier audits said, as rows.

Promises: the SQL of looking back; nothing is written. Refuses to know: what the rows mean.
"""

from __future__ import annotations

from sqlite_utils import Database

from audit.rows import Row

STAMP = """
select (select max(id) from audit where finished_at is not null) as audit,
  (select max(id) from gap_note) as note, (select max(id) from attestation) as attestation,
  (select count(*) from attestation where revoked_at is not null) as revoked,
  (select max(rowid) from crawl) as crawl"""


class PastStore:
    """Reads the tables `audit` and `finding` over time."""

    db: Database

    def stamp(self) -> tuple[int | None, ...]:
        """Another value whenever an audit, a decision or a note was added."""
        return tuple(next(iter(self.db.query(STAMP))).values())

    def answers(self, crawl_id: int) -> int:
        """How many pages a crawl has an answer for by now."""
        rows = self.db.execute("select count(*) from snapshot where crawl_id = ?", [crawl_id])
        return int(rows.fetchone()[0])

    def audits(self, limit: int = 500) -> list[Row]:
        """Finished audits, newest first, without the text of their packs."""
        return list(
            self.db.query(
                """select a.id, a.crawl_id, a.pack, a.scope, a.trial, a.as_of, a.started_at,
                     a.finished_at, a.engine, a.seal, c.reason from audit a
                   join crawl c on c.id = a.crawl_id
                   where a.finished_at is not null order by a.id desc limit ?""",
                [limit],
            )
        )

    def outcomes_over_time(self, pack: str, limit: int = 60) -> list[Row]:
        """Of the newest whole audits by a pack: each topic with the outcomes of its elements."""
        return list(
            self.db.query(
                """select f.audit_id, a.as_of, f.topic, group_concat(distinct f.outcome) as outcomes
                   from finding f join audit a on a.id = f.audit_id
                   where a.id in (select id from audit where finished_at is not null and trial = 0
                                  and scope is null and pack = ? order by id desc limit ?)
                   group by f.audit_id, f.topic order by f.audit_id""",
                [pack, limit],
            )
        )

    def element_history(self, topic: str, limit: int = 40) -> list[Row]:
        """What each audit said of the elements of a topic, newest first."""
        return list(
            self.db.query(
                """select f.element, f.outcome, f.reason, f.audit_id, a.as_of, t.who
                   from finding f join audit a on a.id = f.audit_id
                   left join attestation t on t.id = f.attestation
                   where f.topic = ? and a.finished_at is not null and a.trial = 0
                     and a.id in (select id from audit where trial = 0 order by id desc limit ?)
                   order by f.audit_id desc""",
                [topic, limit],
            )
        )

    def got(self, sha256: str, url: str = "") -> Row | None:
        """The newest time that this site gave these bytes, from this address when it did."""
        rows = self.db.query(
            """select s.crawl_id, s.page_id, p.url, s.fetched_at, s.status, s.problem, s.sha256,
                 b.media, s.charset, s.rendered from snapshot s
               join page p on p.id = s.page_id join blob b on b.sha256 = s.sha256
               where s.sha256 = ? and s.asked_at is null
               order by p.url = ? desc, s.crawl_id desc limit 1""",
            [sha256, url],
        )
        row = next(iter(rows), None)
        return None if row is None else row | {"rendered": bool(row["rendered"])}
