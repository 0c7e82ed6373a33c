"""What the crawls of one site got, written down and read back.

Promises: a batch is stored whole or not at all; a crawl that did not finish can be gone on with;
reading never waits for a crawl that is writing. Refuses to know: the network, what a page says.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from crawler import reading
from crawler.blobs import Blobs
from crawler.errors import store_errors
from crawler.media import HTML
from crawler.model import Capture, CrawlPlan, CrawlResult, CrawlRow, SitePaths, Snapshot
from crawler.schema import open_database

RESUME_WITHIN = timedelta(hours=24)  # an older half is not the same state of the site any more

_SAVE_PAGE = """
insert into page (url, first_crawl, last_crawl) values (:url, :crawl_id, :crawl_id)
on conflict (url) do update set last_crawl = excluded.last_crawl"""
_SAVE_BLOB = "insert or ignore into blob (sha256, bytes, media) values (:sha256, :bytes, :media)"
_SAVE_SNAPSHOT = """
insert or replace into snapshot (crawl_id, page_id, fetched_at, status, problem, sha256, charset,
                                 etag, last_modified, location, rendered, raw, asked_at, unchanged)
select :crawl_id, id, :fetched_at, :status, :problem, :sha256, :charset,
       :etag, :last_modified, :location, :rendered, :raw, :asked_at,
       max(:unchanged, coalesce((
         select e.sha256 = :sha256 from snapshot e
         where e.page_id = page.id and e.crawl_id < :crawl_id and e.sha256 is not null
         order by e.crawl_id desc limit 1), 0))
from page where url = :url"""

_SAVE_FED = """
insert or replace into fed (crawl_id, page_id, url, sha256)
select :crawl_id, id, :data_url, :sha256 from page where url = :url"""


class Look(NamedTuple):
    """The newest snapshot of a page, and since when its bytes are these."""

    snapshot: Snapshot
    since: str


class SnapshotStore:
    """The database and the blobs of one site. One writer at a time, any number of readers."""

    def __init__(self, paths: SitePaths) -> None:
        """Open, making what is missing; raises `StoreError`."""
        self.paths = paths
        self._db = open_database(paths.database)
        self._blobs = Blobs(paths.blobs)
        self._last_time = ""

    def __enter__(self) -> SnapshotStore:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._db.conn.close()

    # -- writing ---------------------------------------------------------------------------------

    def begin(self, plan: CrawlPlan) -> tuple[int, bool]:
        """The crawl to run for this plan: its id, and whether it goes on with an unfinished one."""
        unfinished = None if plan.fresh or not plan.resume or plan.only else self._unfinished(plan)
        stored = json.dumps(asdict(plan), ensure_ascii=False)
        with store_errors(self.paths.database), self._db.atomic():
            if unfinished is not None:
                self._db.execute("update crawl set plan = ? where id = ?", [stored, unfinished])
                self._forget_broken(unfinished)
                self._blobs.sweep()
                return unfinished, True
            self._abandon(rechecks=bool(plan.only))
            found = self._db.execute(
                "insert into crawl (reason, started_at, plan) values (?, ?, ?)",
                [plan.reason, _now(), stored],
            )
            assert found.lastrowid is not None
            return found.lastrowid, False

    def keep(self, body: bytes) -> str:
        """Store bytes and return their hash; raises `StoreError`."""
        return self._blobs.keep(body)

    def save(self, crawl_id: int, captures: Sequence[Capture]) -> None:
        """Store a batch of captures, all or none; raises `StoreError`."""
        rows = [self._row(crawl_id, capture) for capture in captures]
        with store_errors(self.paths.database), self._db.atomic():
            connection = self._db.conn
            connection.executemany(_SAVE_PAGE, rows)
            connection.executemany(_SAVE_BLOB, [row for row in rows if row["sha256"]])
            connection.executemany(_SAVE_SNAPSHOT, rows)
            if any(row["raw"] for row in rows):
                self._save_drawn([row for row in rows if row["raw"]])

    def set_stats(self, crawl_id: int, stats: dict[str, Any]) -> None:
        """Renew the counters of a crawl."""
        with store_errors(self.paths.database):
            self._db.execute(
                "update crawl set stats = ? where id = ?",
                [json.dumps(stats, ensure_ascii=False), crawl_id],
            )

    def finish(self, crawl_id: int, ended: str) -> None:
        """Close a crawl for good: `complete` or `limit` (or `cancelled`, when abandoned)."""
        with store_errors(self.paths.database):
            self._db.execute(
                "update crawl set finished_at = ?, ended = ? where id = ?",
                [_now(), ended, crawl_id],
            )

    # -- reading ---------------------------------------------------------------------------------

    def latest_crawl(self) -> int | None:
        """The newest crawl, finished or not."""
        row = self._one("select max(id) from crawl")
        return row[0] if row else None

    def crawl_row(self, crawl_id: int) -> CrawlRow:
        """One crawl as stored; `KeyError` when there is none."""
        row = self._one(reading.CRAWL, [crawl_id])
        if row is None:
            raise KeyError(crawl_id)
        return reading.crawl_row(row)

    def newest_whole(self) -> CrawlRow | None:
        """The newest crawl that was not of single pages, finished or not."""
        row = self._one(reading.WHOLE)
        return None if row is None else reading.crawl_row(row)

    def snapshots(self, crawl_id: int) -> Iterator[Snapshot]:
        """What this crawl fetched, in the order fetched."""
        return self._snapshots(reading.OF_CRAWL, {"crawl_id": crawl_id})

    def current(self, crawl_id: int) -> Iterator[Snapshot]:
        """What the site looks like as of this crawl.

        A complete crawl stands alone; a limited, cancelled or partial one is laid over what was
        fetched since the last complete one, the newest snapshot of each page counting.
        """
        return self._snapshots(reading.CURRENT, {"crawl_id": crawl_id})

    def new_blobs(self, crawl_id: int, after: str = "") -> list[Snapshot]:
        """Snapshots with a body, in the order fetched, later than the `fetched_at` given.

        Pass the last one's `fetched_at` as `after` of the next call: nothing is left out or twice.
        """
        return list(
            self._snapshots(reading.WITH_BLOB_AFTER, {"crawl_id": crawl_id, "after": after})
        )

    def previous(self, url: str, before: int) -> Snapshot | None:
        """The newest snapshot with a body that earlier crawls have of this address."""
        found = self._snapshots(reading.PREVIOUS, {"url": url, "crawl_id": before})
        return next(found, None)

    def look(self, url: str, before: int) -> Look | None:
        """What earlier crawls know of an address."""
        row = self._one(reading.LOOK, {"url": url, "crawl_id": before})
        return Look(reading.snapshot(row[:-1]), since=row[-1]) if row else None

    def history(self, urls: Sequence[str]) -> list[Snapshot]:
        """Everything that crawls ever got for these addresses, oldest first."""
        return list(self._snapshots(reading.HISTORY, {"urls": json.dumps(list(urls))}))

    def counts(self, crawl_id: int) -> CrawlResult:
        """The counts of a crawl, finished or on its way (then `ended` is `cancelled`)."""
        row = self.crawl_row(crawl_id)
        values = self._one(reading.COUNTS, {"crawl_id": crawl_id})
        assert values is not None
        pages, new, changed, gone, absent = values
        whole = row.ended == "complete" and not row.plan.only
        problems = dict(self._db.execute(reading.PROBLEM_COUNTS, [crawl_id]).fetchall())
        return CrawlResult(
            crawl_id=crawl_id,
            ended=row.ended or "cancelled",
            pages=pages,
            new=new,
            changed=changed,
            gone=gone + (absent if whole else 0),
            problems=problems,
        )

    def has(self, sha256: str) -> bool:
        """Whether the bytes of this hash are there."""
        return self._blobs.path(sha256).exists()

    def read(self, sha256: str) -> bytes:
        """The bytes of a blob."""
        return self._blobs.read(sha256)

    def blob_path(self, sha256: str) -> Path:
        """The file of a blob."""
        return self._blobs.path(sha256)

    def fed(self, crawl_id: int) -> dict[str, dict[str, bytes]]:
        """The data that drawn pages of this crawl were fed: page → address → bytes."""
        found: dict[str, dict[str, bytes]] = {}
        with store_errors(self.paths.database):
            rows = self._db.execute(reading.FED, [crawl_id]).fetchall()
        for page, url, sha256 in rows:
            with suppress(FileNotFoundError):  # a power cut, or a tidy
                found.setdefault(page, {})[url] = self.read(sha256)
        return found

    # -- inside ----------------------------------------------------------------------------------

    def _row(self, crawl_id: int, capture: Capture) -> dict[str, Any]:
        values = {name: getattr(capture, name) for name in Capture.__slots__}
        return values | {"crawl_id": crawl_id, "fetched_at": self._tick(crawl_id)}

    def _save_drawn(self, rows: Sequence[dict[str, Any]]) -> None:
        """What stands behind drawn pages; call inside a transaction."""
        raw = [{"sha256": row["raw"], "bytes": row["raw_bytes"], "media": HTML} for row in rows]
        data = [
            row | {"data_url": url, "sha256": sha256, "bytes": size, "media": "application/json"}
            for row in rows
            for url, sha256, size in row["fed"]
        ]
        self._db.conn.executemany(_SAVE_BLOB, [*raw, *data])
        self._db.conn.executemany(_SAVE_FED, data)

    def _one(self, sql: str, values: Any = ()) -> tuple[Any, ...] | None:
        with store_errors(self.paths.database):
            row: tuple[Any, ...] | None = self._db.execute(sql, values).fetchone()
            return row

    def _snapshots(self, sql: str, values: dict[str, Any]) -> Iterator[Snapshot]:
        with store_errors(self.paths.database):
            rows = self._db.execute(sql, values).fetchall()
        return map(reading.snapshot, rows)

    def _unfinished(self, plan: CrawlPlan) -> int | None:
        row = self._one(reading.UNFINISHED)
        if row is None:
            return None
        crawl = reading.crawl_row(row)
        latest = self._one("select max(fetched_at) from snapshot where crawl_id = ?", [crawl.id])
        since = (latest and latest[0]) or crawl.started_at
        fresh = datetime.now(UTC) - datetime.fromisoformat(since) < RESUME_WITHIN
        return crawl.id if fresh and crawl.plan.seeds == plan.seeds else None

    def _abandon(self, *, rechecks: bool) -> None:
        """Only the newest unfinished crawl can be gone on with; a re-check leaves it alone."""
        self._db.execute(
            "update crawl set finished_at = :now, ended = 'cancelled' where finished_at is null"
            " and (json_array_length(plan, '$.only') > 0 or not :rechecks)",
            {"now": _now(), "rechecks": rechecks},
        )

    def _forget_broken(self, crawl_id: int) -> None:
        """After a power cut a row may name bytes the disk never got: fetch those pages again."""
        rows = self._db.execute(reading.BLOB_SIZES, [crawl_id]).fetchall()
        broken = [(crawl_id, sha) for sha, size in rows if not self._blobs.whole(sha, size)]
        self._db.conn.executemany("delete from snapshot where crawl_id = ? and sha256 = ?", broken)

    def _tick(self, crawl_id: int) -> str:
        """The time now, later than every time given for this crawl before, whatever the clock."""
        if not self._last_time:
            row = self._one("select max(fetched_at) from snapshot where crawl_id = ?", [crawl_id])
            self._last_time = (row and row[0]) or ""
        now = _now()
        if now <= self._last_time:
            later = datetime.fromisoformat(self._last_time) + timedelta(microseconds=1)
            now = later.isoformat(timespec="microseconds")
        self._last_time = now
        return now


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
