"""Fetches one site, best addresses first.

Promises: every address handed out ends as one capture, whatever the server does; a bug costs one
page. Refuses to know: how bytes are stored, what a page says.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.exceptions import DontCloseSpider, IgnoreRequest

from crawler import answers
from crawler.answers import Answer
from crawler.capture import Recorder
from crawler.cookies import Cookies
from crawler.failures import problem_of
from crawler.frontier import Frontier, Waiting
from crawler.media import is_file, is_page
from crawler.model import Capture, CrawlPlan, Snapshot
from crawler.retries import Health
from crawler.roads import Roads
from crawler.scout import Scout
from crawler.snapshots import SnapshotStore
from crawler.urls import canonical, origin

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.robotstxt import RobotParser
    from twisted.python.failure import Failure

FILE_PATIENCE = 4  # a large document may take this many times as long as a page
LONGEST_DELAY = 10.0  # seconds between requests that a robots.txt may ask for
READ_ON = frozenset({None, "login"})  # problems with which a page's links still count


class SiteSpider(Spider):
    """One crawl of one site."""

    name = "site"

    def __init__(self, plan: CrawlPlan, store: SnapshotStore, crawl_id: int) -> None:
        super().__init__()
        self.plan = plan
        self.store = store
        self.crawl_id = crawl_id
        self.recorder = Recorder(store, crawl_id)
        stored = {snapshot.url: snapshot for snapshot in store.snapshots(crawl_id)}
        self.frontier = Frontier(max(0, plan.pages - len(stored)), self._request)
        self.roads = Roads(plan, self.frontier)
        self.health = Health(plan.delay)
        self.scout = Scout(crawl_id, self._download)
        self.cookies = Cookies()
        self._seeds = frozenset(filter(None, map(canonical, plan.seeds)))
        self._tasks: set[asyncio.Task[None]] = set()
        self._restore(stored)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> SiteSpider:
        """Scrapy's way to build it."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.on_idle, signals.spider_idle)
        crawler.signals.connect(spider.on_robots, signals.robots_parsed)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Scrapy's beginning: the frontier is filled already."""
        return
        yield

    # -- what Scrapy tells us ----------------------------------------------------------------------

    def on_answer(self, response: Response) -> Coroutine[Any, Any, None] | None:
        """An answer came; waits for the host's probe the first time."""
        page: Waiting = response.meta["page"]
        try:
            if response.status == 304:
                self._unchanged(page, response.meta.get("known"))
                return None
            answer = answers.understand(page.url, response)
            if answer.is_redirect:
                host = urlsplit(page.url).hostname or ""
                self.cookies.offered(host, response.headers.getlist("Set-Cookie"))
            if self._tries_again(
                page,
                answer.problem,
                answer.headers.get("retry-after", ""),
            ):
                return None
            if self._needs_probe(answer):
                return self._after_probe(page, answer)
            self._take(page, answer)
        except Exception:
            self._bug(page)
        return None

    def on_failure(self, failure: Failure) -> None:
        """No answer came."""
        page: Waiting = failure.request.meta["page"]  # type: ignore[attr-defined]  # Scrapy sets it
        problem = problem_of(failure.value or OSError(), page.url)
        if self._tries_again(page, problem, ""):
            return
        if problem == "robots":
            self.frontier.give_back()
        self._record(Capture(url=page.url, problem=problem))

    def on_idle(self) -> None:
        """Nothing to fetch at the moment; something may still come."""
        if self._tasks and not self.frontier.closed:
            raise DontCloseSpider

    def on_robots(self, robotparser: RobotParser, request: Request) -> None:
        """A robots.txt was read: it may name sitemaps and ask for patience."""
        if self.plan.only or not self.roads.scope.ours(request.url):
            return
        home = origin(request.url)
        self._slow_down(request, robotparser)
        self._later(self._read_sitemaps([*_sitemaps(robotparser), f"{home}/sitemap.xml"]))

    # -- one page ----------------------------------------------------------------------------------

    def _take(self, page: Waiting, answer: Answer) -> None:
        problem = answer.problem or self._soft(page, answer)
        if answer.is_redirect and problem in (None, "login"):
            lost = self.roads.redirected(page.url, answer.target, page.depth)
            if lost == "redirect_loop" and self._accepts_cookies(page, answer):
                return
            problem = problem or lost
        self._record(answers.capture(answer, problem, self.recorder.keep))
        if answer.tree is not None and problem in READ_ON and self.roads.follows(page.url):
            self.roads.met(answer.tree, page.url, page.depth)

    def _accepts_cookies(self, page: Waiting, answer: Answer) -> bool:
        """A site that sends us round until we show its cookie gets it, once."""
        if answer.target is None or not self.cookies.accept(urlsplit(page.url).hostname or ""):
            return False
        if answer.target != page.url:
            self._record(answers.capture(answer, None, self.recorder.keep))
        again = replace(page, url=answer.target)
        self._later(self._again(again, 0.0))
        return True

    def _soft(self, page: Waiting, answer: Answer) -> str | None:
        missing = self.scout.known(origin(page.url))
        if missing is None:
            return None
        if answer.is_redirect:
            return "soft_404" if missing.sends_to(answer.target) and not self._home(page) else None
        if answer.tree is None or not missing.looks_like(answer.tree):
            return None
        if self._home(page):
            missing.forget()
            return None
        return "soft_404"

    def _unchanged(self, page: Waiting, known: Snapshot | None) -> None:
        if known is None or known.sha256 is None:  # 304 to a question we did not ask
            self._record(Capture(url=page.url, status=304, problem="server_error"))
            return
        body = self.store.read(known.sha256)
        self._record(answers.unchanged(page.url, known, len(body)))
        if is_page(known.media) and self.roads.follows(page.url):
            self.roads.met(answers.parse(body), page.url, page.depth)

    def _record(self, capture: Capture) -> None:
        self.recorder.add(capture)
        host = urlsplit(capture.url).hostname or ""
        self.health.note(host, capture.problem)
        if self.health.dead(host):
            self.frontier.shut(host)

    def _bug(self, page: Waiting) -> None:
        self.logger.exception("could not take %s", page.url)
        self._record(Capture(url=page.url, problem="network"))

    # -- asking again, asking beside ---------------------------------------------------------------

    def _tries_again(self, page: Waiting, problem: str | None, retry_after: str) -> bool:
        host = urlsplit(page.url).hostname or ""
        wait = self.health.wait(host, problem, page.tries, retry_after)
        if wait is None or self.frontier.closed:
            return False
        if problem == "rate_limited" or retry_after:
            self.frontier.pause(host, wait - 0.1)  # over before the page is asked for again
        self._later(self._again(page, wait))
        return True

    async def _again(self, page: Waiting, wait: float) -> None:
        await asyncio.sleep(wait)
        if not self.frontier.closed:
            assert self.crawler.engine is not None
            self.crawler.engine.crawl(self._request(page.once_more()))

    def _needs_probe(self, answer: Answer) -> bool:
        if answer.status != 200 and not answer.is_redirect:
            return False
        here = origin(answer.url)
        return self.scout.known(here) is None and self.roads.scope.ours(answer.url)

    async def _after_probe(self, page: Waiting, answer: Answer) -> None:
        await self.scout.missing(origin(page.url))
        try:
            self._take(page, answer)
        except Exception:
            self._bug(page)

    async def _read_sitemaps(self, urls: list[str]) -> None:
        self.roads.listed(await self.scout.sitemap_pages(urls))
        self._wake()

    def _wake(self) -> None:
        """Tell Scrapy that there is work; by itself it looks every five seconds."""
        engine = self.crawler.engine
        if engine is not None and engine._slot is not None:  # it offers no public way
            engine._slot.nextcall.schedule()

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _download(self, request: Request) -> Response:
        if self.frontier.closed:
            raise IgnoreRequest("stopping")
        assert self.crawler.engine is not None
        return await self.crawler.engine.download_async(request)

    def _slow_down(self, request: Request, robots: RobotParser) -> None:
        """Crawl-delay, unless the plan says that the site's owner does not mind."""
        asked = robots.crawl_delay("oit")
        if not asked or self.plan.delay <= 0 or self.crawler.engine is None:
            return
        slot = self.crawler.engine.downloader.slots.get(urlsplit(request.url).hostname or "")
        if slot is not None:
            slot.delay = max(slot.delay, min(float(asked), LONGEST_DELAY))

    # -- requests ----------------------------------------------------------------------------------

    def _home(self, page: Waiting) -> bool:
        return page.url in self._seeds or urlsplit(page.url).path == "/"

    def _request(self, page: Waiting) -> Request:
        meta: dict[str, Any] = {"page": page, "dont_redirect": True}
        if is_file(page.url):
            meta["download_timeout"] = self.plan.timeout * FILE_PATIENCE
        cookie = self.cookies.header(urlsplit(page.url).hostname or "")
        return Request(
            page.url,
            callback=self.on_answer,
            errback=self.on_failure,
            headers={"Cookie": cookie} if cookie else None,
            dont_filter=True,
            meta=meta,
        )

    def _restore(self, stored: dict[str, Snapshot]) -> None:
        """Walk again, on disk, the way an interrupted crawl went."""
        for url, snapshot in stored.items():
            depth = max(0, self.roads.depths.setdefault(url, 0))
            self.recorder.restored(_as_capture(snapshot))
            if snapshot.location and snapshot.problem in READ_ON:
                self.roads.redirected(url, snapshot.location, depth)
            if not is_page(snapshot.media) or snapshot.problem not in READ_ON:
                continue
            if snapshot.sha256 and self.roads.follows(url):
                tree = answers.parse(self.store.read(snapshot.sha256))
                self.roads.met(tree, url, depth)
        self.frontier.drop(stored)


def _as_capture(snapshot: Snapshot) -> Capture:
    return Capture(url=snapshot.url, status=snapshot.status, problem=snapshot.problem)


def _sitemaps(robots: RobotParser) -> list[str]:
    """The Sitemap lines; Scrapy's interface hides the parser that knows them."""
    parser = getattr(robots, "rp", None)
    return list(parser.sitemaps)[:20] if parser is not None else []
