"""A guest's manners: at most so often, when it suits, and never sooner than the server asks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from time import monotonic, sleep

import pytest

from crawler import CrawlPlan, Progress, SitePaths, crawl
from crawler.hours import THAILAND, minutes_of, seconds_until
from crawler.robots import Parser
from tests.crawler.conftest import Seen
from tests.servers import Handler, Page, Route, html, serve

Look = Callable[..., Seen]


class Diary:
    """When each path was asked for."""

    def __init__(self) -> None:
        self.times: list[tuple[str, float]] = []

    def page(self, *links: str) -> Callable[[Handler], str]:
        def answer(handler: Handler) -> str:
            self.times.append((handler.path, monotonic()))
            return html(*links, text=f"เนื้อหาของ {handler.path} " * 9)

        return answer

    @property
    def span(self) -> float:
        return self.times[-1][1] - self.times[0][1]


def test_the_delay_is_kept(look: Look) -> None:
    diary = Diary()
    with serve({"/": diary.page("/a", "/b"), "/*": diary.page()}) as site:
        look(site.url, delay=0.4)
    assert diary.span > 0.95 * 0.4 * (len(diary.times) - 1)


@pytest.mark.parametrize(("delay", "waits"), [(0.05, True), (0, False)])
def test_crawl_delay_is_kept_unless_the_owner_asked(look: Look, delay: float, waits: bool) -> None:
    diary = Diary()
    robots = Page(body="User-agent: *\nCrawl-delay: 1\n", type="text/plain")
    routes: dict[str, Route] = {"/robots.txt": robots, "/": diary.page("/a"), "/a": diary.page()}
    with serve(routes) as site:
        look(site.url, delay=delay)
    asked = dict(diary.times)
    assert (asked["/a"] - asked["/"] > 0.9) is waits


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("oit", True), ("OIT", True), ("OIT/1.0", True), ("oit/0.1.0 (audit)", True),
        ("Oit ; v2", True), ("oit-other", False), ("oitbot", False), ("x oit/1.0", False),
    ],
)  # fmt: skip
def test_a_group_for_our_name_with_a_version_is_ours(name: str, ours: bool) -> None:
    body = f"User-agent: *\nAllow: /\n\nUser-Agent: {name}\r\nDisallow: /closed\n"
    parser = Parser(body.encode(), None)
    assert parser.allowed("https://www.example.go.th/closed/x", "oit") is not ours
    assert parser.allowed("https://www.example.go.th/open", "oit")


def test_the_crawl_reads_robots_txt_so(look: Look) -> None:
    robots = Page(body="User-agent: OIT/1.0\nDisallow: /closed\n", type="text/plain")
    diary = Diary()
    routes: dict[str, Route] = {"/robots.txt": robots, "/": diary.page("/closed", "/open")}
    with serve(routes | {"/*": diary.page()}) as site:
        look(site.url, delay=0)
    asked = dict(diary.times)
    assert "/open" in asked and "/closed" not in asked


def test_retry_after_holds_the_whole_host(look: Look) -> None:
    """While a server asks for a pause, nothing else of it is asked for."""
    diary = Diary()
    busy = iter([Page(status=429, headers={"Retry-After": "1"})])

    def once_busy(handler: Handler) -> Page | str:
        diary.page()(handler)
        return next(busy, None) or html(text="ว่างแล้ว " * 30)

    def slow_beside_busy(handler: Handler) -> str:
        """What is under way keeps its place until our pause is known, however slow the machine."""
        asked = monotonic()
        page = diary.page()(handler)
        if any(path == "/busy" and asked - moment < 0.5 for path, moment in diary.times):
            sleep(0.4)
        return page

    routes: dict[str, Route] = {
        "/": diary.page("/busy", *(f"/{n}" for n in range(30))), "/busy": once_busy,
        "/*": slow_beside_busy,
    }  # fmt: skip
    with serve(routes) as site:
        seen = look(site.url, delay=0.02)
    first, again = (moment for path, moment in diary.times if path == "/busy")
    assert again - first > 0.95
    between = [path for path, moment in diary.times if first < moment < again - 0.1]
    assert len(between) <= 4, "more than what was under way already"
    assert seen.result.problems == {}


@pytest.mark.parametrize(
    ("hours", "clock", "wait"),
    [
        ("20:00-06:00", "19:30", 1800),
        ("20:00-06:00", "20:00", 0),
        ("20:00-06:00", "23:59", 0),
        ("20:00-06:00", "05:59", 0),
        ("20:00-06:00", "06:00", 14 * 3600),
        ("12:15-13:00", "12:30", 0),
        ("12:15-13:00", "13:00", 23.25 * 3600),
    ],
)
def test_hours_of_the_day(hours: str, clock: str, wait: float) -> None:
    now = datetime.fromisoformat(f"2026-05-15T{clock}:00").replace(tzinfo=THAILAND)
    assert seconds_until(minutes_of(hours), now.astimezone(UTC)) == pytest.approx(wait)


@pytest.mark.parametrize("hours", ["", "20-6", "20:00", "25:00-06:00", "20:00-20:00", "a:b-c:d"])
def test_what_are_no_hours(hours: str) -> None:
    with pytest.raises(ValueError):
        minutes_of(hours)


def test_outside_its_hours_a_crawl_rests(tmp_path) -> None:
    later = datetime.now(THAILAND) + timedelta(hours=3)
    first = later.hour * 60 + later.minute
    told: list[Progress] = []

    def look_on(progress: Progress) -> None:
        told.append(progress)
        if progress.resting:
            raise KeyboardInterrupt

    with serve({"/": html()}) as site:
        plan = CrawlPlan(
            seeds=(site.url + "/",), open_origins=(site.url,), delay=0, hours=(first, first + 1),
        )  # fmt: skip
        result = crawl(plan, SitePaths(folder=tmp_path), look_on)
        assert site.hits == []
    assert result.ended == "cancelled"
    assert told[-1].resting == f"{later.hour:02}:{later.minute:02}"
