"""Fetches one site, best addresses first.

Promises: every address handed out ends as one capture, whatever the server does; a bug costs one
page. Refuses to know: how bytes are stored, what a page says.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Coroutine
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from scrapy import Request, Spider, signals
from scrapy.exceptions import DontCloseSpider, IgnoreRequest, StopDownload

from crawler import answers
from crawler.again import LONGEST_DELAY, Again
from crawler.answers import Answer
from crawler.blocked import names_a_wall
from crawler.capture import Recorder
from crawler.certificates import Distrust
from crawler.chains import COMPLETED
from crawler.closing import Closing
from crawler.cookies import Cookies
from crawler.errands import Errands
from crawler.failures import problem_of
from crawler.frontier import Frontier, Waiting
from crawler.guard import open_doors
from crawler.lists import Listing, lists_of
from crawler.media import is_file, is_page, is_useless, parse
from crawler.model import Capture, CrawlPlan, Snapshot
from crawler.rendering import Browser
from crawler.retries import Health
from crawler.revisit import Revisits
from crawler.roads import Roads
from crawler.scout import SUSPECT, Scout, named_sitemaps
from crawler.snapshots import SnapshotStore
from crawler.urls import canonical, hostname, origin, path_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Headers, Response
    from scrapy.robotstxt import RobotParser
    from selectolax.lexbor import LexborHTMLParser
    from twisted.python.failure import Failure

FILE_PATIENCE = 4  # a large document may take this many times as long as a page
LISTS_WITHIN = 1  # clicks from the beginning
READ_ON = frozenset({None, "login"})  # problems with which a page's links still count


class SiteSpider(Spider):
    """One crawl of one site."""

    name = "site"
    errands: Errands
    resting = ""  # the time of day the crawl waits for
    again: Again

    def __init__(self, plan: CrawlPlan, store: SnapshotStore, crawl_id: int) -> None:
        super().__init__()
        self.plan = plan
        self.store = store
        self.crawl_id = crawl_id
        self.recorder = Recorder(store, crawl_id)
        stored = {snapshot.url: snapshot for snapshot in store.snapshots(crawl_id)}
        self.frontier = Frontier(max(0, plan.pages - len(stored)), self._turn)
        self.roads = Roads(plan, self.frontier)
        self.recorder.more = self._counters
        self.health = Health(plan.delay)
        self.cookies = Cookies()
        self.revisits = Revisits(plan, store, crawl_id)
        self.scout = Scout(crawl_id, self._download, self.revisits.heard)
        self.browser = Browser(plan, self._download)
        self.closing = Closing(plan.delay)
        self._seeds = frozenset(filter(None, map(canonical, plan.seeds)))
        self._listings: list[Listing] = []
        self._begun = False
        self._distrust = Distrust(open_doors(plan.open_origins))
        self._restore(stored)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> SiteSpider:
        """Scrapy's way to build it."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.errands = errands = Errands(crawler)
        spider.again = Again(
            plan=spider.plan, crawler=crawler, frontier=spider.frontier, health=spider.health,
            closing=spider.closing, errands=errands, make=spider._request,
        )  # fmt: skip
        crawler.signals.connect(spider.on_idle, signals.spider_idle)
        crawler.signals.connect(spider.on_robots, signals.robots_parsed)
        crawler.signals.connect(spider.on_headers, signals.headers_received)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Scrapy's beginning: the frontier is filled already."""
        self._begun = True
        self._read_lists()
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
                self.cookies.offered(hostname(page.url), response.headers)
            if self.again.tries(page, answer.problem, answer.headers.get("retry-after", "")):
                return None
            if self._needs_probe(page, answer):
                return self._after_probe(page, answer)
            self._take(page, answer)
        except Exception:
            self._bug(page)
        return None

    def on_failure(self, failure: Failure) -> None:
        """No answer came."""
        page: Waiting = failure.request.meta["page"]  # type: ignore[attr-defined]  # Scrapy sets it
        problem = problem_of(failure.value or OSError(), page.url)
        if self.again.tries(page, problem):
            return
        if problem == "robots":
            self.frontier.give_back()
        if problem == "tls":
            self.errands.start(self._without_trust(page))
            return
        if problem in SUSPECT and self._home(page):
            self.errands.start(self._hung_up(page, problem))
            return
        self._lost(page, problem)

    def on_idle(self) -> None:
        """Nothing to fetch at the moment; something may still come."""
        if self.frontier.closed:
            return
        if self.errands.open or self.frontier.held or self.again.begins_closing_pass():
            raise DontCloseSpider

    def on_headers(self, headers: Headers, request: Request) -> None:
        """The body of what nobody can read is not fetched."""
        declared = (headers.get("Content-Type") or b"").decode("latin-1")
        if "page" in request.meta and is_useless(declared):
            raise StopDownload(fail=True)

    def on_robots(self, robotparser: RobotParser, request: Request) -> None:
        """A robots.txt was read: it may name sitemaps and ask for patience."""
        if self.plan.only or not self.roads.scope.ours(request.url):
            return
        home = origin(request.url)
        self._slow_down(request, robotparser)
        self.errands.start(
            self._read_sitemaps([*named_sitemaps(robotparser, home), f"{home}/sitemap.xml"])
        )

    # -- one page ----------------------------------------------------------------------------------

    def _take(self, page: Waiting, answer: Answer) -> None:
        problem = answer.problem or self.scout.soft_404(answer, home=self._home(page))
        if answer.is_redirect and problem in (None, "login"):
            lost = self.roads.redirected(page.url, answer.target, page.depth)
            if lost == "redirect_loop" and self._accepts_cookies(page, answer):
                return
            problem = problem or lost
        self.closing.note(page, problem)
        if problem is None and self.browser.wants(answer):
            self.errands.start(self._draw(page, answer))
            return
        self._record(answers.capture(answer, problem, self.recorder.keep))
        if answer.tree is not None and problem in READ_ON and self.roads.follows(page.url):
            self._walk(answer.tree, page.url, page.depth)

    async def _draw(self, page: Waiting, answer: Answer) -> None:
        """Record a page made by scripts as it looks in a browser, else as it came."""
        drawn = await self.browser.draw(answer)
        shown = answers.drawn(answer, drawn.body) if drawn else answer
        problem = shown.problem or self.scout.soft_404(shown, home=self._home(page))
        capture = answers.capture(shown, problem, self.recorder.keep)
        if drawn:
            capture = answers.as_drawn(capture, answer, drawn.fed, self.recorder.keep)
        self._record(capture)
        if shown.tree is not None and problem is None and self.roads.follows(page.url):
            self._walk(shown.tree, page.url, page.depth)
            self.roads.named(drawn.fed if drawn else {}, page.depth)

    def _walk(self, tree: LexborHTMLParser, url: str, depth: int, *, carried: bool = False) -> None:
        """Take the ways out of a page; a site names its feeds and lists on its first pages."""
        self.roads.met(tree, url, depth, carried=carried)
        if depth <= LISTS_WITHIN:
            ours = self.roads.scope.ours
            self._listings += [one for one in lists_of(tree, url) if ours(one.url)]
        if self._begun:
            self._read_lists()

    def _read_lists(self) -> None:
        while self._listings:
            self.errands.start(self._read_list(self._listings.pop(0)))

    async def _read_list(self, listing: Listing) -> None:
        self.roads.listed(await self.scout.list_pages(listing))

    def _accepts_cookies(self, page: Waiting, answer: Answer) -> bool:
        """A site that sends us round until we show its cookie gets it, once."""
        if answer.target is None or not self.cookies.accept(hostname(page.url)):
            return False
        if answer.target != page.url:
            self._record(answers.capture(answer, None, self.recorder.keep))
        again = replace(page, url=answer.target)
        self.again.later(again)
        return True

    def _unchanged(self, page: Waiting, known: Snapshot | None) -> None:
        if known is None or known.sha256 is None:  # 304 to a question we did not ask
            self._record(Capture(url=page.url, status=304, problem="server_error"))
            return
        self._take_stored(page, answers.unchanged(page.url, known))

    async def _carry(self, page: Waiting, known: Snapshot) -> None:
        """Take a page as an earlier crawl left it."""
        try:
            self._take_stored(page, answers.carried(known))
        except Exception:
            self._bug(page)

    def _take_stored(self, page: Waiting, capture: Capture) -> None:
        body = self.store.read(capture.sha256 or "")
        self._record(replace(capture, bytes=len(body)))
        if is_page(capture.media) and self.roads.follows(page.url):
            carried = capture.asked_at is not None
            self._walk(parse(body), page.url, page.depth, carried=carried)

    def _record(self, capture: Capture) -> None:
        self.recorder.add(capture)
        host = hostname(capture.url)
        self.health.note(host, capture.problem)
        if self.health.dead(host):
            self.frontier.shut(host)

    def _lost(self, page: Waiting, problem: str) -> None:
        self.closing.note(page, problem)
        self._record(Capture(url=page.url, problem=problem))

    def _bug(self, page: Waiting) -> None:
        self.logger.exception("could not take %s", page.url)
        self._record(Capture(url=page.url, problem="network"))

    # -- asking again, asking beside ---------------------------------------------------------------

    def _needs_probe(self, page: Waiting, answer: Answer) -> bool:
        if answer.problem in SUSPECT:
            return self._home(page) and not names_a_wall(answer.body, answer.headers)
        if answer.status != 200 and not answer.is_redirect:
            return False
        here = origin(answer.url)
        return self.scout.known(here) is None and self.roads.scope.ours(answer.url)

    async def _after_probe(self, page: Waiting, answer: Answer) -> None:
        if answer.problem in SUSPECT:
            word = await self.scout.second_look(page.url, answer.problem)
            answer = replace(answer, problem=word)
        else:
            await self.scout.missing(origin(page.url))
        try:
            self._take(page, answer)
        except Exception:
            self._bug(page)

    async def _hung_up(self, page: Waiting, problem: str) -> None:
        """Whether a server that gives us nothing gives it to browsers."""
        self._lost(page, await self.scout.second_look(page.url, problem))

    async def _without_trust(self, page: Waiting) -> None:
        """Look at the certificate that was not believed, and say what is wrong with it."""
        self._lost(page, await self._distrust.why(page.url))

    async def _read_sitemaps(self, urls: list[str]) -> None:
        self.roads.listed(await self.scout.sitemap_pages(urls))

    async def _download(self, request: Request) -> Response:
        if self.frontier.closed:
            raise IgnoreRequest("stopping")
        assert self.crawler.engine is not None
        return await self.crawler.engine.download_async(request)

    def _slow_down(self, request: Request, robots: RobotParser) -> None:
        """Crawl-delay, unless the plan says that the site's owner does not mind."""
        asked = robots.crawl_delay("oit")
        if asked and self.plan.delay > 0:
            host = hostname(request.url)
            self.errands.slow_down(host, min(float(asked), LONGEST_DELAY))

    # -- requests ----------------------------------------------------------------------------------

    def _counters(self) -> dict[str, Any]:
        return {
            "asked": self.roads.scope.most_asked(),
            "render": self.browser.stats,
            "resting": self.resting,
            "chains": sorted(COMPLETED),
        }

    def _home(self, page: Waiting) -> bool:
        return page.url in self._seeds or path_of(page.url) == "/"

    def _turn(self, page: Waiting) -> Request | None:
        """The request for a page whose turn came; none when it need not be asked for."""
        known = self.revisits.carried(page)
        if known is None:
            return self._request(page)
        self.errands.start(self._carry(page, known))  # which wakes Scrapy for the next one
        return None

    def _request(self, page: Waiting) -> Request:
        meta: dict[str, Any] = {"page": page, "dont_redirect": True}
        if is_file(page.url):
            meta["download_timeout"] = self.plan.timeout * FILE_PATIENCE
        meta["spelled"] = self.cookies.spelled(page.url)
        cookie = self.cookies.header(hostname(page.url))
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
        fed = self.store.fed(self.crawl_id) if stored else {}
        for url, snapshot in stored.items():
            depth = max(0, self.roads.depths.setdefault(url, 0))
            self.recorder.restored(answers.stored(snapshot))
            self.closing.note(Waiting(0, 0, url, depth), snapshot.problem)
            if snapshot.location and snapshot.problem in READ_ON:
                self.roads.redirected(url, snapshot.location, depth)
            if not is_page(snapshot.media) or snapshot.problem not in READ_ON:
                continue
            if snapshot.sha256 and self.roads.follows(url):
                self._walk(parse(self.store.read(snapshot.sha256)), url, depth)
                self.roads.named(fed.get(url, {}), depth)
        self.frontier.drop(stored)
