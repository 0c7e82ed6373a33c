"""The order of the queue: names, crowds, and what a sitemap named before any link did."""

from __future__ import annotations

from typing import Any

from scrapy import Request

from crawler.frontier import Frontier
from crawler.leads import CROWD, Leads
from crawler.media import parse
from crawler.model import CrawlPlan
from crawler.roads import Roads

HOME = "https://www.example.go.th/"


def roads_and_queue(pages: int = 1000, **plan: Any) -> tuple[Roads, Frontier]:
    frontier = Frontier(pages, lambda page: Request(page.url))
    return Roads(CrawlPlan(seeds=(HOME,), **plan), frontier), frontier


def taken(frontier: Frontier) -> list[str]:
    """The rest of the queue in its order, without the site's own address."""
    found = []
    while frontier.has_pending_requests():
        request = frontier.next_request()
        assert request is not None
        found.append(request.url.removeprefix(HOME))
    return [path for path in found if path]


def news(number: int) -> list[str]:
    return [f"{HOME}news/{n}.html" for n in range(number)]


def test_a_link_tells_what_a_sitemap_did_not() -> None:
    roads, frontier = roads_and_queue(leads=("แผนปฏิบัติราชการ",))
    roads.listed([*news(10), f"{HOME}p/77.html"])
    roads.met(parse("<a href=/p/77.html>แผนปฏิบัติราชการ</a>".encode()), HOME, 0)
    assert frontier.left == 12, "the site's own address, ten news and one page, each once"
    order = taken(frontier)
    assert order[0] == "p/77.html"
    assert sorted(order) == sorted(["p/77.html", *(f"news/{n}.html" for n in range(10))])
    assert frontier.left == 0


def test_a_link_deep_down_puts_nothing_back() -> None:
    roads, frontier = roads_and_queue(leads=("แผน",))
    roads.listed([f"{HOME}a.html", f"{HOME}b.html"])
    roads.met(parse(b"<a href=/a.html>more</a>"), f"{HOME}deep", 7)
    assert taken(frontier) == ["a.html", "b.html"]


def test_what_was_fetched_is_not_named_any_more() -> None:
    roads, frontier = roads_and_queue(leads=("แผน",))
    roads.listed([f"{HOME}a.html"])
    assert taken(frontier) == ["a.html"]
    roads.met(parse("<a href=/a.html>แผน</a>".encode()), HOME, 0)
    assert taken(frontier) == []
    assert frontier.left == 0


def test_a_host_that_is_shut_takes_its_addresses_along_once() -> None:
    roads, frontier = roads_and_queue(leads=("แผน",))
    roads.listed([f"{HOME}a.html", f"{HOME}b.html"])
    roads.met(parse("<a href=/a.html>แผน</a>".encode()), HOME, 0)
    frontier.shut("www.example.go.th")
    assert frontier.left_out == 3
    roads.met(parse("<a href=/b.html>แผน</a>".encode()), HOME, 0)
    assert taken(frontier) == []
    assert frontier.left == 3


def test_an_interrupted_crawl_does_not_name_what_it_has() -> None:
    roads, frontier = roads_and_queue(leads=("แผน",))
    roads.listed([f"{HOME}a.html", f"{HOME}b.html"])
    frontier.drop({f"{HOME}a.html"})
    roads.met(parse("<a href=/a.html>แผน</a>".encode()), HOME, 0)
    assert taken(frontier) == ["b.html"]


def test_a_crowd_of_news_lets_other_pages_pass() -> None:
    roads, frontier = roads_and_queue(leads=("แผน",))
    links = "".join(f"<a href={url}>x</a>" for url in news(200))
    roads.met(parse(links.encode()), f"{HOME}news", 1)
    roads.met(parse(b"<a href=/office/duties.html>y</a>"), f"{HOME}office", 2)
    order = taken(frontier)
    assert order.index("office/duties.html") <= 4 * CROWD
    assert len(order) == 201


def test_without_words_the_order_is_breadth_first() -> None:
    roads, frontier = roads_and_queue()
    links = "".join(f"<a href={url}>x</a>" for url in news(200))
    roads.met(parse(links.encode()), f"{HOME}news", 1)
    roads.met(parse(b"<a href=/office/duties.html>y</a>"), f"{HOME}office", 2)
    assert taken(frontier)[-1] == "office/duties.html"


def test_a_menu_counts_from_the_page_a_person_named() -> None:
    roads, frontier = roads_and_queue(leads=("แผน",))
    menu = parse(b"<a href=/b/menu.html>menu</a>")
    roads.listed([f"{HOME}a/{n}.html" for n in range(5)] + [f"{HOME}b/menu.html"])
    roads.met(menu, f"{HOME}a/0.html", 2)  # fetched before the first page's answer came
    roads.met(menu, HOME, 0)
    assert taken(frontier)[0] == "b/menu.html"


def test_an_address_ranked_again_makes_no_crowd() -> None:
    leads = Leads(("แผน",))
    for _ in range(500):
        assert leads.rank("https://www.example.go.th/news/1", None, 20, again=True) == 20
    ranks = [leads.rank(f"https://www.example.go.th/news/{n}", None, 20) for n in range(500)]
    assert ranks[0] == 20 < ranks[-1]
