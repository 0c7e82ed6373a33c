"""One page in the browser, which has no network of its own.

Promises: whatever the page asks for is fetched by the crawl itself or not at all, so that its
guard, robots.txt and limits hold; only GET; nothing is submitted; what a click would open is
written down, not opened. Refuses to know: when a page is worth a browser, what it says.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from crawler.pagescript import SCRIPT

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page, Request, Route

SCRIPTS_MAY_TAKE = 8.0  # seconds until a page that is never quiet is taken as it is
QUIET = 0.3  # seconds without any answer after which a page stands …
QUIET_OF_WORDS = 1.0  # … that says a little only …
QUIET_OF_NOTHING = 3.0  # … that says nothing yet
LOOK = 0.05
ENOUGH = 50  # letters
MOST_REQUESTS = 120  # of one page
MOST_CLICKS = 20
CLOSING = 5.0  # seconds
AFTER_CLICK = 0.06  # seconds
_FETCHED = frozenset({"script", "xhr", "fetch", "document"})
_OURS_TO_SAY = frozenset({"content-length", "content-encoding", "transfer-encoding", "connection"})


class Fetched(NamedTuple):
    """An answer to something a page asked for."""

    status: int
    headers: dict[str, str]
    body: bytes


Fetch = Callable[[str, dict[str, str]], Awaitable[Fetched | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A page as it stands. `fed`: the data its scripts asked for, by address."""

    body: bytes
    fed: dict[str, bytes]


class Visit:
    """One page: what it asks for, what it was fed, where its buttons lead."""

    def __init__(self, url: str, answer: Fetched, fetch: Fetch, known: dict[str, Fetched]) -> None:
        self._url = url
        self._answer = answer
        self._fetch = fetch
        self._known = known  # answers already here, by address
        self._fed: dict[str, bytes] = {}
        self._asked = self._open = 0
        self._latest = monotonic()
        self._led: list[str] = []  # where the page wanted to go since we last looked
        self._loading = False

    async def draw(self, browser: Browser, agent: str) -> Drawn:
        """Open the page, let its scripts run, see where its buttons lead."""
        context = await browser.new_context(
            user_agent=agent, locale="th-TH", timezone_id="Asia/Bangkok",
            service_workers="block", accept_downloads=False,
            viewport={"width": 1280, "height": 4000},  # what is loaded on scrolling is in view
        )  # fmt: skip
        try:
            await context.route("**/*", self._route)
            await context.route_web_socket("**/*", lambda socket: socket.close())
            await context.add_init_script(SCRIPT)
            page = await context.new_page()
            await self._load(page)
            away = self._led
            await self._click_through(page)
            await page.evaluate("urls => oit.add(urls)", away)
            return Drawn(body=(await page.content()).encode(), fed=self._fed)
        finally:
            with suppress(Exception):  # a browser that crashed has closed it, or never will
                async with asyncio.timeout(CLOSING):
                    await context.close()

    async def _load(self, page: Page) -> None:
        self._led = []
        self._loading = True
        self._latest = monotonic()
        with suppress(_playwright_error()):  # a page that at once goes elsewhere
            await page.goto(self._url, wait_until="commit")
        until = monotonic() + SCRIPTS_MAY_TAKE
        while monotonic() < until and not await self._stands(page):
            await asyncio.sleep(LOOK)

    async def _stands(self, page: Page) -> bool:
        quiet = monotonic() - self._latest
        if self._open or quiet < QUIET:
            return False
        letters = int(await page.evaluate("oit.letters()"))
        return letters > ENOUGH or quiet > (QUIET_OF_WORDS if letters else QUIET_OF_NOTHING)

    async def _click_through(self, page: Page) -> None:
        """Press what looks like a link and is none; turn it into one where it leads somewhere."""
        found: dict[int, str] = {}
        fresh = True
        for number in range(min(await page.evaluate("oit.mark()"), MOST_CLICKS)):
            if not fresh:
                await self._load(page)
                await page.evaluate("oit.mark()")
            self._led = []
            fresh = bool(await page.evaluate("number => oit.press(number)", number))
            await asyncio.sleep(AFTER_CLICK)
            self._led += await page.evaluate("oit.led()")
            if self._led:
                found[number] = self._led[0]
            fresh = fresh and bool(await page.evaluate("oit.whole()"))
        if not fresh:
            await self._load(page)
            await page.evaluate("oit.mark()")
        while self._open:
            await asyncio.sleep(LOOK)
        await page.evaluate("found => oit.wrap(found)", list(found.items()))

    # -- what the page asks for --------------------------------------------------------------------

    async def _route(self, route: Route, request: Request) -> None:
        self._open += 1
        try:
            answer = await self._answer_to(request)
            if answer is None:
                await route.abort("aborted")  # of a navigation: the page stays
            else:
                await route.fulfill(status=answer.status, headers=answer.headers, body=answer.body)
        except _playwright_error():  # the page is gone
            return
        finally:
            self._open -= 1
            self._latest = monotonic()

    async def _answer_to(self, request: Request) -> Fetched | None:
        if request.is_navigation_request():
            return self._navigation(request)
        if request.method != "GET" or request.resource_type not in _FETCHED:
            return None
        known = self._known.get(request.url)
        if known is None:
            if self._asked >= MOST_REQUESTS:
                return None
            self._asked += 1
            known = await self._fetch(request.url, dict(request.headers))
            if known is None:
                return None
            self._known[request.url] = known
        self._take_data(request, known)
        return known

    def _navigation(self, request: Request) -> Fetched | None:
        """The page itself, from the bytes we have; frames are pages of their own."""
        if request.frame.parent_frame is not None:
            return None
        if self._loading and request.url.partition("#")[0] == self._url.partition("#")[0]:
            self._loading = False
            return self._answer
        if request.method == "GET":
            self._led.append(request.url)
        return None

    def _take_data(self, request: Request, answer: Fetched) -> None:
        json = answer.body.lstrip()[:1] in (b"{", b"[")  # servers often call it a page
        if request.resource_type in ("xhr", "fetch") and json and answer.status == 200:
            self._fed[request.url] = answer.body


def plain_headers(headers: dict[str, str]) -> dict[str, str]:
    """The headers of an answer whose body was unpacked already."""
    return {name: value for name, value in headers.items() if name not in _OURS_TO_SAY}


def _playwright_error() -> type[Exception]:
    from playwright.async_api import Error  # noqa: PLC0415 (only where there is a browser)

    return Error
