"""Pages that need not be asked for again, and pages that must be."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from crawler import CrawlPlan, SitePaths, SnapshotStore, crawl
from crawler.answers import parse
from crawler.frontier import Frontier, Waiting
from crawler.lists import Named, read_list
from crawler.model import Capture, CrawlResult
from crawler.revisit import Revisits
from crawler.roads import Roads
from crawler.sitemaps import read_sitemap
from tests.servers import Page, Route, html, serve

HOUR = timedelta(hours=1)
PLAN = CrawlPlan(seeds=("http://a.test/",), revisit_hours=1.0, always=("http://a.test/evidence",))
FAR = Waiting(0, 0, "http://a.test/news", depth=2)


def routes() -> dict[str, Route]:
    return {
        "/": html("/list"),
        "/list": html("/news", "/evidence", "/broken"),
        "/news": html("/news/1"),
        "/news/1": html(),
        "/evidence": html(),
        "/broken": Page(status=503),
        "/robots.txt": Page(status=404),
    }


def crawl_again(
    url: str, folder: Path, *, revisit_hours: float = 0.0, always: tuple[str, ...] = ()
) -> CrawlResult:
    plan = CrawlPlan(
        seeds=(url + "/",),
        delay=0,
        open_origins=(url,),
        render=False,
        revisit_hours=revisit_hours,
        always=always,
    )
    return crawl(plan, SitePaths(folder=folder))


def test_only_pages_that_nobody_waits_for_are_carried_over(tmp_path: Path) -> None:
    with serve(routes()) as site:
        first = crawl_again(site.url, tmp_path)
        site.hits.clear()
        second = crawl_again(
            site.url, tmp_path, revisit_hours=1.0, always=(site.url + "/evidence",)
        )
    assert {"/", "/list", "/evidence", "/broken"} <= set(site.hits)
    assert not {"/news", "/news/1"} & set(site.hits)
    assert (
        second.pages == first.pages
    )  # the way through what was carried over is walked all the same
    assert (second.new, second.changed, second.gone) == (0, 0, 0)
    with SnapshotStore(SitePaths(folder=tmp_path)) as store:
        rows = {one.url.removeprefix(site.url): one for one in store.snapshots(second.crawl_id)}
        stats = store.crawl_row(second.crawl_id).stats
        before = {one.url: one.fetched_at for one in store.snapshots(first.crawl_id)}
        looks = store.history([rows["/news"].url])
    assert {path for path, one in rows.items() if one.asked_at} == {"/news", "/news/1"}
    assert rows["/news"].status == 200
    assert rows["/news"].sha256
    assert stats["carried"] == 2
    assert rows["/news"].seen_at == before[rows["/news"].url], "not the time of taking it over"
    assert rows["/list"].seen_at == rows["/list"].fetched_at
    assert [one.crawl_id for one in looks] == [first.crawl_id], "nobody looked a second time"


def test_a_changed_page_is_seen_when_everything_is_asked_for(tmp_path: Path) -> None:
    with serve(routes()) as site:
        crawl_again(site.url, tmp_path)
        site.routes["/news"] = html("/news/1", "/news/2")
        site.routes["/news/2"] = html()
        carried = crawl_again(site.url, tmp_path, revisit_hours=1.0)
        asked = crawl_again(site.url, tmp_path)
    assert (carried.new, carried.changed) == (0, 0)
    assert (asked.new, asked.changed) == (1, 1)


def test_a_page_that_is_gone_from_all_menus_is_not_kept_alive(tmp_path: Path) -> None:
    with serve(routes()) as site:
        crawl_again(site.url, tmp_path)
        site.routes["/list"] = html("/evidence")
        second = crawl_again(site.url, tmp_path, revisit_hours=1.0)
    assert second.gone == 2  # /news and /news/1


@pytest.mark.parametrize("carried", [True, False])
def test_only_what_costs_a_request_is_a_loop(carried: bool) -> None:
    """Pages that show the same again and again are no loop to a crawl that has them already."""
    roads = Roads(PLAN, Frontier(99, lambda _: None))
    tree = parse(html(title="เหมือนกัน").encode())
    for number in range(60):
        roads.met(tree, f"http://a.test/p/{number}", 2, carried=carried)
    assert roads.traps.closed("http://a.test/p/99") is not carried


@pytest.mark.parametrize(
    ("same_for", "age", "carried"),
    [
        (0 * HOUR, 0.5 * HOUR, True),
        (0 * HOUR, 1.5 * HOUR, False),
        (10 * HOUR, 4 * HOUR, True),  # half of what it was seen to stay the same
        (10 * HOUR, 6 * HOUR, False),
        (1000 * HOUR, 160 * HOUR, True),
        (1000 * HOUR, 170 * HOUR, False),  # a week at most
        (0 * HOUR, -1 * HOUR, False),  # a clock that was set back proves nothing
    ],
)
def test_the_longer_a_page_stayed_the_same_the_longer_it_is_believed(
    tmp_path: Path, same_for: timedelta, age: timedelta, carried: bool
) -> None:
    store = SnapshotStore(SitePaths(folder=tmp_path))
    asked = datetime.now(UTC) - age
    _stored(store, asked - same_for, b"one")
    number = _stored(store, asked, b"one")
    assert (Revisits(PLAN, store, number + 1).carried(FAR) is not None) is carried


def test_time_counts_from_the_latest_change(tmp_path: Path) -> None:
    store = SnapshotStore(SitePaths(folder=tmp_path))
    now = datetime.now(UTC)
    _stored(store, now - 100 * HOUR, b"one")
    number = _stored(store, now - 2 * HOUR, b"two")
    assert Revisits(PLAN, store, number + 1).carried(FAR) is None


def test_what_was_carried_over_was_not_asked_for(tmp_path: Path) -> None:
    """Taking a page again and again does not make it younger."""
    store = SnapshotStore(SitePaths(folder=tmp_path))
    now = datetime.now(UTC)
    _stored(store, now - 2 * HOUR, b"one")
    number = _stored(store, now - 0.5 * HOUR, b"one", asked_at=now - 2 * HOUR)
    assert Revisits(PLAN, store, number + 1).carried(FAR) is None


LISTS = (
    "<urlset><url><loc>http://a.test/news</loc><lastmod>{iso}</lastmod></url></urlset>",
    "<rss><channel><item><link>http://a.test/news</link><pubDate>{mail}</pubDate></item></channel></rss>",
    "<feed><entry><link href='http://a.test/news'/><updated>{iso}</updated></entry></feed>",
    '[{{"link": "http://a.test/news", "modified_gmt": "{wordpress}"}}]',
)


@pytest.mark.parametrize("text", LISTS)
@pytest.mark.parametrize(("ago", "carried"), [(0.1, False), (3, True), (-5, False), (9000, True)])
def test_a_list_that_says_when_a_page_changed_is_believed(
    tmp_path: Path, text: str, ago: float, carried: bool
) -> None:
    store = SnapshotStore(SitePaths(folder=tmp_path))
    number = _stored(store, datetime.now(UTC) - 0.5 * HOUR, b"one")
    when = datetime.now(UTC) - ago * HOUR
    body = text.format(
        iso=when.isoformat(timespec="seconds"), mail=format_datetime(when),
        wordpress=when.replace(tzinfo=None).isoformat(timespec="seconds"),
    ).encode()  # fmt: skip
    revisits = Revisits(PLAN, store, number + 1)
    revisits.heard(read_sitemap(body)[0] or read_list(body))
    assert (revisits.carried(FAR) is not None) is carried


@pytest.mark.parametrize("said", ["", "yesterday", "2569-01-01T00:00", "Mon, 99 Foo", "0000-00-00"])
def test_a_time_that_is_none_says_nothing(tmp_path: Path, said: str) -> None:
    store = SnapshotStore(SitePaths(folder=tmp_path))
    number = _stored(store, datetime.now(UTC), b"one")
    revisits = Revisits(PLAN, store, number + 1)
    revisits.heard([Named(FAR.url, said)])
    assert (revisits.carried(FAR) is not None) is (not said.startswith("2569"))


def test_a_day_lasts_to_its_end(tmp_path: Path) -> None:
    store = SnapshotStore(SitePaths(folder=tmp_path))
    number = _stored(store, datetime.now(UTC), b"one")
    revisits = Revisits(PLAN, store, number + 1)
    revisits.heard([Named(FAR.url, datetime.now(UTC).date().isoformat())])
    assert revisits.carried(FAR) is None


def test_a_page_that_the_sitemap_calls_changed_is_asked_for(tmp_path: Path) -> None:
    told = "<urlset><url><loc>{}/news</loc><lastmod>{}</lastmod></url></urlset>"
    with serve(routes()) as site:
        crawl_again(site.url, tmp_path)
        now = (datetime.now(UTC) + 0.01 * HOUR).isoformat()
        site.routes["/sitemap.xml"] = Page(body=told.format(site.url, now).encode())
        site.routes["/robots.txt"] = Page(body=b"User-agent: *\nAllow: /\n", type="text/plain")
        site.hits.clear()
        crawl_again(site.url, tmp_path, revisit_hours=1.0)
    assert "/news" in site.hits
    assert "/news/1" not in site.hits


@pytest.mark.parametrize(
    "page",
    [
        Waiting(0, 0, "http://a.test/news", depth=1),
        Waiting(0, 0, "http://a.test/news", depth=2, tries=1),
        Waiting(0, 0, "http://a.test/evidence", depth=2),
        Waiting(0, 0, "http://a.test/unknown", depth=2),
    ],
)
def test_always_asked_for(tmp_path: Path, page: Waiting) -> None:
    store = SnapshotStore(SitePaths(folder=tmp_path))
    number = _stored(store, datetime.now(UTC), b"one")
    for url in ("http://a.test/evidence",):
        _stored(store, datetime.now(UTC), b"one", url=url)
    assert Revisits(PLAN, store, number + 2).carried(page) is None


def _stored(
    store: SnapshotStore,
    at: datetime,
    body: bytes,
    *,
    asked_at: datetime | None = None,
    url: str = FAR.url,
) -> int:
    """A crawl of one page at this time."""
    number, _ = store.begin(CrawlPlan(seeds=("http://a.test/",), resume=False))
    capture = Capture(
        url=url,
        status=200,
        sha256=store.keep(body),
        bytes=3,
        media="text/html",
        asked_at=asked_at and asked_at.isoformat(timespec="microseconds"),
    )
    store.save(number, [capture])
    store._db.execute(
        "update snapshot set fetched_at = ? where crawl_id = ?",
        [at.isoformat(timespec="microseconds"), number],
    )
    store.finish(number, "complete")
    return number
