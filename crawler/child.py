"""The process in which Scrapy lives: `python -m crawler.child FOLDER CRAWL PARENT`.

Promises: runs the stored plan of one crawl, writes everything it got, and says by its exit code how
it ended; dies when its parent is gone. Refuses to know: progress bars, people.
"""

from __future__ import annotations

import asyncio
import ctypes
import gc
import logging
import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler

from crawler.errors import KINDS
from crawler.hours import seconds_until, told
from crawler.model import CrawlPlan, SitePaths
from crawler.settings import settings_for
from crawler.snapshots import SnapshotStore
from crawler.spider import SiteSpider

CANCELLED = 10
BROKEN = 20  # plus the place of the error's kind in KINDS
GRACE = 3.0  # seconds that open requests get after a stop
TICK = 0.1
# A page is thousands of small objects, nearly all free of circles: looking for circles as often as
# Python does by itself is work for nothing.
GARBAGE = (20_000, 20, 50)
LOOK_AT_CLOCK = 1.0  # seconds

_PR_SET_PDEATHSIG = 1  # linux/prctl.h


class Warden:
    """Watches over one running crawl: the clock, the disk, the parent, the stop signal."""

    def __init__(self, crawler: Crawler, plan: CrawlPlan, parent: int) -> None:
        self._crawler = crawler
        self._deadline = monotonic() + plan.minutes * 60
        self._parent = parent
        self._hours = () if plan.only else plan.hours  # a few pages disturb nobody
        self.stopped = False
        self._abandoned = False
        self._came_to_end = False
        self._task: asyncio.Task[None] | None = None
        crawler.signals.connect(self._begin, signals.spider_opened)
        crawler.signals.connect(self._end, signals.spider_closed)

    @property
    def spider(self) -> SiteSpider:
        """The spider of this process."""
        assert isinstance(self._crawler.spider, SiteSpider)
        return self._crawler.spider

    def stop(self, *_: object) -> None:
        """The signal handler: finish what is open and go."""
        self.stopped = True

    def abandon(self, *_: object) -> None:
        """The parent is gone: write what is there and go, at once."""
        self.stopped = True
        self._abandoned = True

    def _end(self, reason: str) -> None:
        self._came_to_end = self._came_to_end or reason == "finished"

    def _begin(self) -> None:
        self._tick()
        self._task = asyncio.ensure_future(self._watch())

    async def _watch(self) -> None:
        spider = self.spider
        while not self._over():
            await asyncio.sleep(TICK)
            self._tick()
        self._came_to_end = not self.stopped  # a limit of the plan is an end, too
        spider.frontier.stop()
        if self._abandoned:
            self.leave()
        assert self._crawler.engine is not None
        closing = asyncio.ensure_future(self._crawler.engine.close_spider_async(reason="stopped"))
        await asyncio.wait([closing], timeout=GRACE)
        self.leave()

    def _over(self) -> bool:
        if os.getppid() != self._parent:
            self.abandon()
        broken = self.spider.recorder.broken is not None
        return self.stopped or broken or self.spider.frontier.closed or monotonic() > self._deadline

    def _tick(self) -> None:
        spider = self.spider
        wait = seconds_until(self._hours, datetime.now(UTC))
        spider.resting = told(self._hours[0]) if wait else ""
        if wait:
            spider.frontier.hold(min(wait, LOOK_AT_CLOCK))
            self._deadline += TICK  # resting is not crawling
        spider.recorder.tick(spider.frontier.left, dict(spider.roads.traps.stopped))

    def leave(self) -> None:
        """Write what is left, close the crawl, end the process; open requests are let go."""
        spider = self.spider
        spider.recorder.finish(spider.frontier.left, dict(spider.roads.traps.stopped))
        code = self._close()
        logging.shutdown()
        os._exit(code)

    def _close(self) -> int:
        """Close the crawl when it came to its end; the exit code says how it ended."""
        spider = self.spider
        if spider.recorder.broken:
            return BROKEN + KINDS.index(spider.recorder.broken.kind)
        if self.stopped:
            return CANCELLED
        if not self._came_to_end:
            return 1
        spider.store.finish(spider.crawl_id, "limit" if spider.frontier.left else "complete")
        return 0


def main() -> None:
    """Run the crawl named on the command line."""
    folder, crawl_id = Path(sys.argv[1]), int(sys.argv[2])
    # Elsewhere a launcher may stand between us and the parent.
    parent = int(sys.argv[3]) if os.name == "posix" else os.getppid()
    _die_with_parent()
    gc.freeze()  # what was imported stays to the end
    gc.set_threshold(*GARBAGE)
    store = SnapshotStore(SitePaths(folder=folder))
    plan = store.crawl_row(crawl_id).plan
    process = AsyncCrawlerProcess(settings_for(plan))
    # Scrapy makes a record of every answer before its handler throws it away.
    logging.getLogger("scrapy").setLevel(logging.INFO)
    crawler = process.create_crawler(SiteSpider)
    warden = Warden(crawler, plan, parent)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, warden.stop)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, warden.abandon)
    process.crawl(crawler, plan=plan, store=store, crawl_id=crawl_id)
    process.start(install_signal_handlers=False)
    if crawler.spider is None:
        sys.exit(1)
    warden.leave()


def _die_with_parent() -> None:
    """Linux tells us when the parent is gone; elsewhere `Warden` looks every moment."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGHUP, 0, 0, 0)


if __name__ == "__main__":
    main()
