"""Draws pages that are made by scripts, in a browser that this machine happens to have.

Promises: only pages whose bytes say nothing by themselves; one at a time, bounded in number and
time; a browser without a network, whose questions the crawl answers (`visit`). Refuses to know:
links, snapshots, what a page says.
"""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
from collections.abc import Awaitable, Callable
from contextlib import suppress
from importlib.util import find_spec
from time import monotonic
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from crawler.answers import Answer, headers_of
from crawler.media import parse
from crawler.model import CrawlPlan
from crawler.settings import BROWSER_SLOT, BROWSERS, agent
from crawler.shells import may_be_shell, says_more
from crawler.visit import Drawn, Fetched, Visit, plain_headers

if TYPE_CHECKING:
    from playwright.async_api import Browser as Chromium
    from playwright.async_api import Playwright

log = logging.getLogger(__name__)

PATIENCE = 30.0  # seconds for one page
MOST_SHARE = 0.2  # of the pages of a plan
MOST_SECONDS = 1800.0
MOST_KEPT = 40_000_000  # bytes of scripts and data kept for the next pages
LARGEST = 20_000_000  # bytes of a drawn page
_PASSED_ON = ("accept", "origin", "referer", "x-requested-with")
_SWITCHES = (
    "--disable-gpu", "--disable-dev-shm-usage", "--disable-extensions", "--disable-sync",
    "--disable-background-networking", "--no-proxy-server", "--mute-audio",
    "--dns-prefetch-disable",
    "--blink-settings=imagesEnabled=false", "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    # Should anything ever slip past the routes: no name and no address leads anywhere.
    "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip

SANDBOX = "OIT_BROWSER_SANDBOX"
"""`off`: what the browser runs in is closed off already, as our container is, and forbids it to
close itself off once more."""

Download = Callable[[Request], Awaitable[Response]]


class Browser:
    """The browser of one crawl. `drawn`: pages drawn so far; `missed`: pages it could not draw."""

    def __init__(self, plan: CrawlPlan, download: Download) -> None:
        found = next(filter(None, map(shutil.which, BROWSERS)), None)
        self._program = found if find_spec("playwright") else None
        self._why = "" if self._program else "no_browser"
        self._wanted = plan.render
        self._most = max(10, int(plan.pages * MOST_SHARE))
        self._agent = agent(plan.agent)
        self._delay = plan.delay
        self._download = download
        self._turn = asyncio.Lock()
        self._running: Chromium | None = None
        self._known: dict[str, Fetched] = {}
        self._kept = 0
        self._spent = 0.0
        self.drawn = self.missed = 0

    @property
    def stats(self) -> dict[str, int | str | float]:
        """What a report says about it."""
        spent = round(self._spent, 1)
        return {"drawn": self.drawn, "missed": self.missed, "seconds": spent, "why": self._why}

    def wants(self, answer: Answer) -> bool:
        """Whether this page is to be drawn; one that should be and cannot is counted."""
        if not self._wanted or not may_be_shell(answer.tree, answer.body):
            return False
        if self._program and self.drawn < self._most and self._spent < MOST_SECONDS:
            return True
        self.missed += 1
        return False

    async def draw(self, answer: Answer) -> Drawn | None:
        """The page as it stands when its scripts have run; None when that shows no more."""
        async with self._turn:
            began = monotonic()
            try:
                async with asyncio.timeout(PATIENCE):
                    drawn = await self._draw(answer)
            except Exception:  # of whatever kind: a browser has many ways to fail
                drawn = None
            self._spent += monotonic() - began
            shows = drawn is not None and says_more(parse(drawn.body), parse(answer.body))
            self.drawn += shows
            self.missed += not shows
            await asyncio.sleep(self._delay)
        return drawn if shows else None

    async def _draw(self, answer: Answer) -> Drawn | None:
        sent = Fetched(answer.status, plain_headers(answer.headers), answer.body)
        visit = Visit(answer.url, sent, self._fetch, self._known)
        drawn = await visit.draw(await self._open(), self._agent)
        return drawn if len(drawn.body) <= LARGEST else None

    async def _open(self) -> Chromium:
        """The browser, begun when it is first needed and again when it crashed."""
        if self._running is not None and self._running.is_connected():
            return self._running
        from playwright.async_api import async_playwright  # noqa: PLC0415 (not everybody has it)

        driver = await async_playwright().start()
        try:
            self._running = await self._launched(driver)
        except Exception:  # the machine does not let it start, and will not the next time
            log.warning("the browser does not start; no page is drawn", exc_info=True)
            self._program, self._why = None, "no_start"
            await driver.stop()
            raise
        return self._running

    async def _launched(self, driver: Playwright) -> Chromium:
        return await driver.chromium.launch(
            executable_path=self._program,
            chromium_sandbox=_sandboxed(),
            args=list(_SWITCHES),
            handle_sigint=False, handle_sigterm=False, handle_sighup=False,
        )  # fmt: skip

    async def _fetch(self, url: str, headers: dict[str, str]) -> Fetched | None:
        """Something a page asks for, fetched the crawl's own way."""
        meta: dict[str, Any] = {
            "download_slot": BROWSER_SLOT, "autothrottle_dont_adjust_delay": True
        }  # fmt: skip
        passed = {name: headers[name] for name in _PASSED_ON if name in headers}
        response = None
        with suppress(Exception):  # refused, or gone: the page has to do without
            response = await self._download(
                Request(url, callback=NO_CALLBACK, headers=passed, meta=meta)
            )
        if response is None:
            return None
        self._make_room(len(response.body))
        return Fetched(response.status, plain_headers(headers_of(response)), response.body)

    def _make_room(self, size: int) -> None:
        self._kept += size
        if self._kept > MOST_KEPT:
            self._known.clear()
            self._kept = size


def _sandboxed() -> bool:
    """Whether the browser closes itself off; root cannot."""
    asked = os.environ.get(SANDBOX, "").lower() != "off"
    return asked and os.name == "posix" and os.geteuid() != 0
