"""Asks a site for what is not one of its pages: sitemaps, and an address nobody has.

Promises: each once per origin, failures are silence. Refuses to know: pages, captures.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable

from scrapy import Request
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser

from crawler.answers import Answer, headers_of, understand
from crawler.blocked import names_a_wall, visible_text
from crawler.lists import MOST_ANSWERS, Listing, Named, answer_url, other_door, read_list
from crawler.shells import LITTLE_TEXT
from crawler.sitemaps import MOST_SITEMAPS, read_sitemap
from crawler.soft404 import Missing, parts_of, probe_url
from crawler.urls import canonical, path_of
from crawler.urls import origin as origin_of

# What a firewall that knows programs by their name lets pass.
AS_A_BROWSER = {
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
}

# Trouble that may be meant for programs alone.
SUSPECT = frozenset({"blocked", "network", "timeout", "server_error", "client_error"})

# The home page by its other names.
_FIRST_PAGE = re.compile(
    r"/(?:(?:index|default|home|main)\.\w+|(?:th|en|home|index|main)/?)?\Z", re.I
)

Download = Callable[[Request], Awaitable[Response]]
Heard = Callable[[list[Named]], None]


class Scout:
    """The side errands of one crawl; who wants to know what lists say of their pages is `heard`."""

    def __init__(self, crawl_id: int, download: Download, heard: Heard) -> None:
        self._crawl_id = crawl_id
        self._download = download
        self._heard = heard
        self._missing: dict[str, asyncio.Future[Missing]] = {}
        self._listed: set[str] = set()

    def known(self, origin: str) -> Missing | None:
        """How the origin answers for a missing page, if it is known already."""
        asked = self._missing.get(origin)
        return asked.result() if asked and asked.done() else None

    def soft_404(self, answer: Answer, *, home: bool) -> str | None:
        """The word for an answer that shows no more than a missing page would."""
        missing = self.known(origin_of(answer.url))
        if missing is None:
            return None
        if answer.is_redirect:
            return "soft_404" if missing.sends_to(answer.target) and not home else None
        if answer.tree is None or not missing.looks_like(answer.tree):
            return None
        if home and len(visible_text(answer.tree)) < LITTLE_TEXT:
            missing.forget()
        return None if home or _FIRST_PAGE.match(path_of(answer.url)) else "soft_404"

    async def missing(self, origin: str) -> Missing:
        """How the origin answers for a page that does not exist; asked once."""
        asked = self._missing.get(origin)
        if asked is None:
            asked = self._missing[origin] = asyncio.get_running_loop().create_future()
            try:
                asked.set_result(await self._probe(origin))
            except Exception:  # others wait for this answer
                logging.getLogger(__name__).exception("no probe of %s", origin)
                asked.set_result(Missing())
        return await asked

    async def _probe(self, origin: str) -> Missing:
        url = canonical(probe_url(origin, self._crawl_id))
        response = await self._fetch(url, redirects=False) if url else None
        if response is None or url is None:
            return Missing()
        answer = understand(url, response)
        if answer.is_redirect:
            return Missing(target=answer.target, name=path_of(url).strip("/"))
        if answer.tree is None or answer.problem in ("challenge", "blocked", "login"):
            return Missing()
        name = path_of(url).strip("/")
        return Missing(shows=frozenset(part for part in parts_of(answer.tree) if name not in part))

    async def second_look(self, url: str, problem: str) -> str:
        """Whether a page is kept from programs alone (`blocked`), or what else is wrong with it.

        Asked once as a browser would ask, and once more as ourselves, so that a moment's trouble is
        not taken for a wall; only the kind of answer is looked at.
        """
        as_browser = await self._fetch(url, redirects=False, headers=AS_A_BROWSER)
        if as_browser is not None and as_browser.status < 400:
            ourselves = await self._fetch(url, redirects=False)
            return problem if ourselves is not None and ourselves.status < 400 else "blocked"
        if problem != "blocked" or as_browser is None:
            return problem
        named = names_a_wall(as_browser.body, headers_of(as_browser))
        told = named or as_browser.status not in (401, 403)
        return "blocked" if told else "forbidden"

    async def sitemap_pages(self, urls: list[str]) -> list[str]:
        """The addresses of these sitemaps and of those they name, as written."""
        waiting = list(urls)
        pages: list[str] = []
        while waiting and len(self._listed) < MOST_SITEMAPS:
            url = canonical(waiting.pop(0))
            if url is None or url in self._listed:
                continue
            self._listed.add(url)
            response = await self._fetch(url, redirects=True)
            if response is None or response.status != 200:
                continue
            found, further = read_sitemap(response.body)
            pages += self._hear(found, url)
            waiting += filter(None, (canonical(one, url) for one in further))
        return pages

    async def list_pages(self, listing: Listing) -> list[str]:
        """The addresses of a list, all its answers; nothing when it was read before."""
        if listing.url in self._listed or len(self._listed) >= 2 * MOST_SITEMAPS:
            return []
        self._listed.add(listing.url)
        pages: list[str] = []
        other = other_door(listing)
        for number in range(1, MOST_ANSWERS + 1):
            response = await self._fetch(answer_url(listing, number), redirects=True)
            if response is None or response.status != 200:
                return await self.list_pages(other) if other and number == 1 else pages
            found = read_list(response.body)
            pages += self._hear(found, listing.url)
            if not found or not listing.paged or number >= _answers(response):
                break
        return pages

    def _hear(self, found: list[Named], home: str) -> list[str]:
        """The addresses of a list at `home`, told to whoever wants to know of them."""
        likely = (one for one in found if "/" in one.url or "." in one.url)
        named = [(canonical(one.url, home), one.changed) for one in likely]
        whole = [Named(url, changed) for url, changed in named if url]
        self._heard(whole)
        return [one.url for one in whole]

    async def _fetch(
        self, url: str, *, redirects: bool, headers: dict[str, str] | None = None
    ) -> Response | None:
        meta = {"dont_redirect": not redirects}
        request = Request(url, callback=NO_CALLBACK, headers=headers, meta=meta)
        try:
            return await self._download(request)
        except Exception:  # of whatever kind: a side errand that fails is silence
            return None


def _answers(response: Response) -> int:
    """How many answers a list of WordPress has; a server that does not say is asked on."""
    said = (response.headers.get("X-WP-TotalPages") or b"").decode("latin-1")
    return int(said) if said.isdigit() else MOST_ANSWERS


def named_sitemaps(robots: RobotParser, home: str) -> list[str]:
    """The Sitemap lines; Scrapy's interface hides the parser that knows them."""
    parser = getattr(robots, "rp", None)
    named = list(parser.sitemaps)[:20] if parser is not None else []
    return [url for url in (canonical(one, f"{home}/") for one in named) if url]
