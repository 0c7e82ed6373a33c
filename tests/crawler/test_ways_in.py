"""Ways into a site that no link shows: feeds, content interfaces, other languages, old systems."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from scrapy import Request

from crawler import CrawlPlan
from crawler.answers import parse
from crawler.frontier import Frontier
from crawler.lists import read_list
from crawler.roads import Roads
from crawler.traps import Traps
from tests.crawler.conftest import Seen
from tests.servers import Handler, Page, Route, html, serve

Look = Callable[..., Seen]

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><link>HOME/</link>
<item><title>ก</title><link> HOME/item </link><enclosure url="HOME/item.pdf" type="x"/></item>
<item><link>https://elsewhere.invalid/x</link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><link href="HOME/"/>
<entry><link rel="alternate" href="HOME/entry"/><link rel="edit" href="HOME/edit"/></entry>
</feed>"""


def test_feeds_and_languages(look: Look) -> None:
    head = """<link rel="alternate" type="application/rss+xml" href="/rss">
      <link rel="alternate" type="application/atom+xml" href="/atom">
      <link rel="alternate" type="application/rss+xml" href="https://elsewhere.invalid/rss">
      <link rel="alternate" hreflang="en" href="/en/"><link rel="next" href="/second">
      <link rel="alternate" type="application/json+oembed" href="/oembed">"""
    with serve({"/*": html()}) as site:
        site.routes |= {
            "/": head + html(),
            "/rss": Page(body=RSS.replace("HOME", site.url), type="application/rss+xml"),
            "/atom": Page(body=ATOM.replace("HOME", site.url), type="application/atom+xml"),
        }
        seen = look(site.url)
    assert set(seen.all) == {"/", "/item", "/item.pdf", "/entry", "/en/", "/second"}


@pytest.mark.parametrize("root", ["/wp-json/", "/?rest_route=/", "/index.php?rest_route=/"])
def test_wordpress_lists_all_it_has(look: Look, root: str) -> None:
    """Also posts that no page links to any more; media only when it belongs to something."""

    def interface(handler: Handler) -> Page | str:
        home = handler.site.url
        if "/wp/v2/" not in handler.path:
            return f'<link rel="https://api.w.org/" href="{home}{root}">' + html()
        number = int((handler.path + "&page=1").partition("&page=")[2][:1])
        entries: list[dict[str, object]] = []
        if "/posts" in handler.path:
            entries = [{"link": f"{home}/post-{number}-{n}"} for n in range(3)]
        elif "/media" in handler.path and number == 1:
            entries = [
                {"source_url": f"{home}/plan.pdf", "post": 7, "mime_type": "application/pdf"},
                {"source_url": f"{home}/draft.pdf", "post": None, "mime_type": "application/pdf"},
                {"source_url": f"{home}/photo.jpg", "post": 7, "mime_type": "image/jpeg"},
            ]
        headers = {"X-WP-TotalPages": "2" if "/posts" in handler.path else "1"}
        return Page(body=json.dumps(entries), type="application/json", headers=headers)

    routes: dict[str, Route] = {"/": interface, "/index.php": interface, "/wp-json*": interface}
    with serve({"/post-*": html(), "/plan.pdf": Page(body=b"%PDF-1"), **routes}) as site:
        seen = look(site.url)
    assert {path for path in seen.all if "rest_route" not in path} == {
        "/", "/plan.pdf", *(f"/post-{page}-{n}" for page in (1, 2) for n in range(3)),
    }  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [b"", b"no list", b"[", b"[1, null, {}]", b'{"code": "no"}', b"<rss>", b"<", b"<a/>",
     b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><r><item><link>&e;</link></item></r>'],
)  # fmt: skip
def test_what_is_no_list(body: bytes) -> None:
    assert read_list(body) == []


def test_old_systems_number_their_records() -> None:
    """Joomla's articles are no facets; one article below many menus is taken a few times only."""
    traps = Traps()
    url = "http://x.go.th/index.php?option=com_content&view=article&id={}:name&catid=3&Itemid={}"
    assert not any(traps.stops(url.format(number, 1)) for number in range(1000))
    assert sum(bool(traps.stops(url.format(5000, menu))) for menu in range(10)) == 7


def test_spellings_of_one_address(look: Look) -> None:
    """Backslashes, capitals in the host, entities, session numbers, old Thai encoding."""
    thai = "%E1%BC%B9"  # "แผน" in TIS-620
    home = (
        f'<a href="docs\\plan.pdf">1</a><a href="/docs/plan.pdf?PHPSESSID=abc123">2</a>'
        f'<a href="/x/../docs/plan.pdf#page=2">3</a><a href="/{thai}.html">4</a>'
        '<a href="/list?a=1&amp;b=2">5</a><a href="/list?a=1&b=2&utm_source=x">6</a>'
        '<a href="HTTP://LOCALHOST:PORT/docs/plan.pdf">7</a>'
    )
    with serve({"/*": html()}) as site:
        named = site.url.replace("127.0.0.1", "localhost")
        site.routes["/"] = home.replace("PORT", named.rpartition(":")[2]) + html()
        seen = look(named, open_origins=(named,))
    assert set(seen.all) == {"/", "/docs/plan.pdf", f"/{thai}.html", "/list?a=1&b=2"}


def test_lists_are_read_again_when_the_home_page_did_not_change(look: Look) -> None:
    feed = "<rss><item><link>HOME/only-in-the-feed</link></item></rss>"
    home = '<link rel="alternate" type="application/rss+xml" href="/rss">' + html()

    def unchanged(handler: Handler) -> Page:
        known = handler.headers["If-None-Match"] == '"1"'
        return Page(status=304) if known else Page(body=home, headers={"ETag": '"1"'})

    with serve({"/": unchanged, "/only-in-the-feed": html()}) as site:
        site.routes["/rss"] = Page(body=feed.replace("HOME", site.url), type="text/xml")
        for _ in range(2):
            assert set(look(site.url).all) == {"/", "/only-in-the-feed"}


def roads_of(**plan: Any) -> Roads:
    plan = {"seeds": ("https://www.example.go.th/",)} | plan
    return Roads(CrawlPlan(**plan), Frontier(100, lambda page: Request(page.url)))


def test_other_hosts_of_the_agency_are_asked_for_not_followed() -> None:
    roads = roads_of()
    roads.listed(["https://plan.example.go.th/a", "https://plan.example.go.th/b"])
    roads.listed(["https://other.go.th/", "https://example.go.th.evil.com/", "http://go.th/"])
    assert roads.redirected("https://www.example.go.th/", "https://new.or.th/", 0) == "outside"
    assert dict(roads.scope.asked) == {"plan.example.go.th": 2, "new.or.th": 1}


def test_all_hosts_of_the_agency_when_a_person_said_so() -> None:
    scope = roads_of(subdomains=True).scope
    ours = ["http://plan.example.go.th/a", "https://example.go.th/", "https://a.b.example.go.th/"]
    others = [
        "https://other.go.th/", "https://go.th/", "https://badexample.go.th/",
        "https://example.go.th.evil.com/", "https://plan.example.go.th:8443/",
    ]  # fmt: skip
    assert [scope.ours(url) for url in ours] == [True] * 3
    assert [scope.ours(url) for url in others] == [False] * 5


def test_spellings_forgotten_on_a_large_site_cost_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What pages lead to is taken once, whether its spelling is remembered or not."""
    monkeypatch.setattr("crawler.roads.MOST_SPELLED", 2)
    roads = roads_of()
    tree = parse(b"".join(b"<a href=/p%d>page</a>" % number for number in range(5)))
    for number in range(4):
        roads.met(tree, f"https://www.example.go.th/{number}", 1)
    taken = [url for url in roads.depths if "/p" in url]
    assert taken == [f"https://www.example.go.th/p{number}" for number in range(5)]
