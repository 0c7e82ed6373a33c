"""What need not be kept for ever: the bytes of old pages that no finding rests on.

Promises: only bytes go; every row with its hash and time stays, and so does whatever is evidence of
an audit, is part of the newest state of the site, or is younger than asked. Refuses to know: what
the bytes say.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from audit.store import Store

_EVIDENCE = "select distinct sha256 from evidence where sha256 is not null"
_YOUNG = """
select sha256, raw from snapshot s join crawl c on c.id = s.crawl_id
where s.fetched_at >= ? or c.finished_at is null"""
_BEHIND = """
select sha256, raw from snapshot where raw is not null
union select s.sha256, f.sha256 from fed f join snapshot s using (crawl_id, page_id)"""
"""What stands behind a drawn page: its bytes as they came, and the data it was fed."""
_KNOWN = "select sha256 from blob"


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """Files removed, and their bytes."""

    files: int
    bytes: int


def tidy(store: Store, days: int, now: datetime | None = None) -> Removed:
    """Remove the bytes that are older than `days` and not needed."""
    before = (now or datetime.now(UTC)) - timedelta(days=days)
    needed = _needed(store, before.isoformat(timespec="microseconds"))
    files = size = 0
    for (sha256,) in store.db.execute(_KNOWN).fetchall():
        file = store.snapshots.blob_path(sha256)
        if sha256 in needed or not file.exists():
            continue
        found = file.stat().st_size
        with suppress(FileNotFoundError):
            file.unlink()
            files, size = files + 1, size + found
    return Removed(files=files, bytes=size)


def _needed(store: Store, before: str) -> set[str]:
    needed = {sha256 for (sha256,) in store.db.execute(_EVIDENCE).fetchall()}
    for pair in store.db.execute(_YOUNG, [before]).fetchall():
        needed.update(filter(None, pair))
    newest = store.snapshots.latest_crawl()
    if newest is not None:
        needed.update(s.sha256 for s in store.snapshots.current(newest) if s.sha256)
    behind = store.db.execute(_BEHIND).fetchall()
    return needed | {came for drawn, came in behind if drawn in needed}
