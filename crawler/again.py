"""Asks again: soon for what failed for a moment, and once more at the end, in less of a hurry.

Promises: never sooner than the server asks, and nothing once the crawl is stopping. Refuses to
know: what an answer means (`retries` and `closing` say what is worth it).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from crawler.closing import Closing
from crawler.errands import Errands
from crawler.frontier import Frontier, Waiting
from crawler.model import CrawlPlan
from crawler.retries import Health
from crawler.urls import hostname

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

LONGEST_DELAY = 10.0  # seconds between requests that a robots.txt may ask for


class Again:
    """The further tries of one crawl."""

    def __init__(
        self,
        *,
        plan: CrawlPlan,
        crawler: Crawler,
        frontier: Frontier,
        health: Health,
        closing: Closing,
        errands: Errands,
        make: Callable[[Waiting], Request],
    ) -> None:
        self._closing = closing
        self._delay = plan.delay
        self._crawler = crawler
        self._frontier = frontier
        self._health = health
        self._errands = errands
        self._make = make

    def tries(self, page: Waiting, problem: str | None, retry_after: str = "") -> bool:
        """Whether the page is asked for again because of this problem."""
        host = hostname(page.url)
        wait = self._health.wait(host, problem, page.tries, retry_after)
        if wait is None or self._frontier.closed:
            return False
        if problem == "rate_limited" or retry_after:
            self._frontier.pause(host, wait - 0.1)  # over before the page is asked for again
            self._errands.hold_back(host, wait - 0.1)
        self.later(page, wait)
        return True

    def later(self, page: Waiting, wait: float = 0.0) -> None:
        """Ask for the page again after so many seconds."""
        self._errands.start(self._ask(page, wait))

    def begins_closing_pass(self) -> bool:
        """At the end, whatever failed for a moment is asked for once more; False when it was."""
        pages = [
            page for page in self._closing.begin()
            if not self._health.sent_away(hostname(page.url))
        ]  # fmt: skip
        if not pages:
            return False
        for host in {hostname(page.url) for page in pages}:
            self._health.last_chance(host)
            self._errands.slow_down(host, min(2 * self._delay, LONGEST_DELAY))
        self._errands.start(self._ask_last(pages))
        return True

    async def _ask(self, page: Waiting, wait: float) -> None:
        await asyncio.sleep(wait)
        if not self._frontier.closed:
            assert self._crawler.engine is not None
            self._crawler.engine.crawl(self._make(page.once_more()))

    async def _ask_last(self, pages: list[Waiting]) -> None:
        await asyncio.sleep(self._closing.pause)
        for page in pages:
            self._frontier.again(page)
