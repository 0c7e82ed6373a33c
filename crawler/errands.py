"""Work beside the queue: what is waited for while other pages are fetched.

Promises: nothing is forgotten while it runs, and Scrapy is woken when something is done. Refuses to
know: what the work is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from time import monotonic
from typing import Any

from scrapy.crawler import Crawler

LEAST_DELAY = 0.001  # seconds


class Errands:
    """The tasks of one crawl, and the pace of its hosts."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def open(self) -> bool:
        """Whether anything is still under way."""
        return bool(self._tasks)

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Let this run beside the crawl."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def slow_down(self, host: str, delay: float) -> None:
        """Leave at least `delay` seconds between two requests to a host, from now on."""
        assert self._crawler.engine is not None
        slot = self._crawler.engine.downloader.slots.get(host)
        if slot is not None:
            slot.delay = max(slot.delay, delay)

    def hold_back(self, host: str, seconds: float) -> None:
        """Let also what was handed out already wait so long."""
        assert self._crawler.engine is not None
        slot = self._crawler.engine.downloader.slots.get(host)
        if slot is not None:
            slot.delay = max(slot.delay, LEAST_DELAY)  # without one, Scrapy looks at no clock
            slot.lastseen = max(slot.lastseen, monotonic() + seconds)

    def _done(self, task: asyncio.Task[None]) -> None:
        """Tell Scrapy that there may be work; by itself it looks every five seconds."""
        self._tasks.discard(task)
        engine = self._crawler.engine
        if engine is not None and engine._slot is not None:  # it offers no public way
            engine._slot.nextcall.schedule()
