"""The crawl's one way to the disk.

Promises: captures are stored in batches of a hundred or half a second, counters once a second, and
nothing is taken any more once the disk said no. Refuses to know: requests, HTML.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from time import monotonic
from typing import Any

from crawler.errors import StoreError
from crawler.model import Capture
from crawler.snapshots import SnapshotStore

BATCH = 100
BATCH_SECONDS = 0.5
STATS_SECONDS = 1.0


class Recorder:
    """Gathers the captures of one crawl and stores them."""

    def __init__(self, store: SnapshotStore, crawl_id: int) -> None:
        self.broken: StoreError | None = None
        self.more: Callable[[], dict[str, Any]] = dict  # counters of others, by name
        self.pages = 0
        self._store = store
        self._crawl_id = crawl_id
        self._batch: list[Capture] = []
        self._flushed = self._reported = self._started = monotonic()
        self._bytes = self._carried = 0
        self._url = ""
        self._statuses: Counter[str] = Counter()
        self._problems: Counter[str] = Counter()
        self._troubled: dict[str, Capture] = {}

    def keep(self, body: bytes) -> str | None:
        """Store the bytes of an answer; None when there are none, or the disk is broken."""
        if not body or self.broken:
            return None
        try:
            return self._store.keep(body)
        except StoreError as error:
            self.broken = error
            return None

    def add(self, capture: Capture) -> None:
        """Take one capture; it is on disk at the latest half a second later."""
        if self.broken:
            return
        self._batch.append(capture)
        self._count(capture)
        if len(self._batch) >= BATCH:
            self.flush()

    def restored(self, capture: Capture) -> None:
        """Count what an interrupted crawl had stored already."""
        self._count(capture)

    def tick(self, queued: int, traps: dict[str, int]) -> None:
        """Called often: stores what waited long enough."""
        now = monotonic()
        if self._batch and now - self._flushed >= BATCH_SECONDS:
            self.flush()
        if now - self._reported >= STATS_SECONDS:
            self.report(queued, traps)

    def flush(self) -> None:
        """Store the batch now."""
        self._flushed = monotonic()
        if not self._batch or self.broken:
            return
        try:
            self._store.save(self._crawl_id, self._batch)
            self._batch = []
        except StoreError as error:
            self.broken = error

    def report(self, queued: int, traps: dict[str, int]) -> None:
        """Write the counters now."""
        self._reported = monotonic()
        if self.broken:
            return
        try:
            self._store.set_stats(self._crawl_id, self.stats(queued, traps))
        except StoreError as error:
            self.broken = error

    def finish(self, queued: int, traps: dict[str, int]) -> None:
        """Write everything that is left."""
        self.flush()
        self.report(queued, traps)

    def stats(self, queued: int, traps: dict[str, int]) -> dict[str, Any]:
        """The counters, as `CrawlRow.stats` has them."""
        return {
            "pages": self.pages,
            "queued": queued,
            "bytes": self._bytes,
            "carried": self._carried,
            "seconds": round(monotonic() - self._started, 1),
            "url": self._url,
            "statuses": dict(self._statuses),
            "problems": dict(self._problems),
            "traps": dict(traps),
            **self.more(),
        }

    def _count(self, capture: Capture) -> None:
        self._uncount(capture.url)
        self.pages += 1
        self._carried += capture.asked_at is not None
        self._bytes += 0 if capture.asked_at or capture.status == 304 else capture.bytes
        self._url = capture.url
        self._statuses[str(capture.status or "none")] += 1
        if capture.problem:
            self._problems[capture.problem] += 1
            self._troubled[capture.url] = capture

    def _uncount(self, url: str) -> None:
        """A page that is asked for once more at the end counts once, as it is then."""
        before = self._troubled.pop(url, None)
        if before is None:
            return
        self.pages -= 1
        self._bytes -= before.bytes
        self._statuses -= Counter([str(before.status or "none")])
        self._problems -= Counter([before.problem or ""])
