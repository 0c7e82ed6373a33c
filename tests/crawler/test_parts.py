"""The small judgements of a crawl: encodings, media types, traps, scope, patience."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from crawler import CrawlPlan
from crawler.links import links
from crawler.media import as_utf8, charset_of, media_type
from crawler.retries import DEAD, TRIES, WEARY, Health, seconds_asked
from crawler.scope import Scope
from crawler.sitemaps import read_sitemap
from crawler.soft404 import Missing, parts_of
from crawler.traps import PER_CALENDAR, PER_LISTING, PER_SEARCH, PER_VIEW, Traps

THAI = "ประกาศกรมตัวอย่าง เรื่อง แผนปฏิบัติราชการ “ฉบับแก้ไข”… "


@pytest.mark.parametrize("codec", ["utf-8", "cp874", "utf-16"])
def test_thai_survives(codec: str) -> None:
    assert as_utf8((THAI * 20).encode(codec)).decode() == THAI * 20


def test_a_few_bad_bytes_do_no_harm() -> None:
    whole = (THAI * 20).encode()
    cut = whole[: len(whole) - 2] + b"\xff\xfe"
    assert as_utf8(cut).decode().startswith(THAI * 19)


@given(st.binary(max_size=300))
def test_any_bytes_become_text(body: bytes) -> None:
    list(links(LexborHTMLParser(as_utf8(body)), "http://x.go.th/"))


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES = [
    ("application/pdf", b"<html><body>no</body>", "/a.pdf", "text/html"),
    ("text/html", b"%PDF-1.7", "/a", "application/pdf"),
    ("application/octet-stream", b"PK\x03\x04....", "/a.docx", WORD),
    (WORD, b"PK\x03\x04....", "/download?id=1", WORD),
    ("application/octet-stream", b"PK\x03\x04 word/document.xml", "/get", WORD),
    ("application/x-zip", b"PK\x03\x04....", "/a.zip", "application/zip"),
    ("", b"\xd0\xcf\x11\xe0", "/a.xls", "application/vnd.ms-excel"),
    ("text/plain", b"a,b\n1,2", "/a.csv", "text/csv"),
    ("text/html; charset=TIS-620", b"hello", "/a", "text/html"),
    ("", b"?", "/a", "application/octet-stream"),
]


@pytest.mark.parametrize(("declared", "body", "path", "wanted"), TYPES)
def test_media_type(declared: str, body: bytes, path: str, wanted: str) -> None:
    assert media_type(declared, body, f"http://x.go.th{path}") == wanted


def test_charset() -> None:
    assert charset_of('text/html; charset="TIS-620"') == "tis-620"
    assert charset_of("text/html") is None


def taken(addresses: list[str]) -> int:
    traps = Traps()
    return sum(traps.stops(f"http://x.go.th{path}") is None for path in addresses)


ENDLESS = [
    (PER_CALENDAR, [f"/cal?date=2569-{m:02}-{d:02}" for m in range(1, 13) for d in range(1, 29)]),
    (PER_CALENDAR, [f"/events/{y}/{m:02}/" for y in range(2000, 2050) for m in range(1, 13)]),
    (PER_CALENDAR, [f"/x?y={y}&m={m}" for y in range(2000, 2030) for m in range(1, 13)]),
    (PER_SEARCH, [f"/search?q={n}" for n in range(100)]),
    (PER_SEARCH, [f"/?s=word{n}" for n in range(100)]),
    (PER_LISTING, [f"/news?page={n}" for n in range(1000)]),
    (PER_LISTING, [f"/category/news/page/{n}/" for n in range(1000)]),
    (PER_VIEW, [f"/print/{n}" for n in range(100)]),
    (PER_VIEW, [f"/news/print.php?id={n}" for n in range(100)]),
    (0, ["/a/b/a/b/a/b/a/b", "/x/x/x/y", "/" + "/".join("abcdefghijklmnopqrst")]),
]


@pytest.mark.parametrize(("most", "addresses"), ENDLESS)
def test_endless_patterns_end(most: int, addresses: list[str]) -> None:
    assert taken(addresses) == most


HONEST = [
    [f"/news/view/{n}" for n in range(500)],
    [f"/page/{n}.html" for n in range(3000)],
    [f"/index.php?option=com_content&id={n}" for n in range(500)],
    [f"/modules.php?name=News&file=article&sid={n}" for n in range(500)],
    [f"/uploads/2568/03/scan{n}.pdf" for n in range(500)],
    [f"/2568/03/{n:02}/report-of-day-{n}-slug{'x' * n}" for n in range(1, 29)],
    [f"/?p={n}" for n in range(500)],
    [f"/index.php?q=content/page-{n}" for n in range(100)],
]


@pytest.mark.parametrize("addresses", HONEST)
def test_ordinary_addresses_are_all_taken(addresses: list[str]) -> None:
    assert taken(addresses) == len(addresses)


def test_scope_of_hosts() -> None:
    scope = Scope(
        CrawlPlan(
            seeds=("https://www.x.go.th/th/",), also=("data.x.go.th", "http://y.go.th:81/"),
            follow_once=("drive.example.com",),
        )
    )  # fmt: skip
    ours = [
        "http://x.go.th/",
        "https://www.x.go.th/a",
        "http://data.x.go.th/",
        "http://y.go.th:81/",
    ]
    assert [scope.place(url) for url in ours] == ["ours"] * 4
    assert scope.place("https://drive.example.com/f") == "once"
    others = ["http://x.go.th:8080/", "http://y.go.th/", "http://z.x.go.th/", "http://evilx.go.th/"]
    assert [scope.place(url) for url in others] == [None] * 4


def test_patience() -> None:
    health = Health(delay=1.0)
    assert health.wait("x", "timeout", 0, "") == 2.0
    assert health.wait("x", "timeout", 1, "") == 4.0
    assert health.wait("x", "timeout", TRIES, "") is None
    assert health.wait("x", "not_found", 0, "") is None
    assert health.wait("x", "rate_limited", 0, "30") == 30.0
    assert health.wait("x", "rate_limited", 0, "86400") is None
    for _ in range(WEARY):
        health.note("x", "timeout")
    assert health.wait("x", "timeout", 0, "") is None
    assert not health.dead("x")
    for _ in range(DEAD):
        health.note("x", "blocked")
    assert health.dead("x")
    assert not health.dead("y")
    health.note("x", "not_found")  # says nothing about the host's health
    assert health.dead("x")
    health.note("x", None)
    assert not health.dead("x")


def test_retry_after() -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=60))
    assert 50 < seconds_asked(soon) <= 60
    past = format_datetime(datetime.now(UTC) - timedelta(seconds=60))
    assert [seconds_asked(value) for value in ("7", "", "soon", past)] == [7.0, 0.0, 0.0, 0.0]


def test_sitemaps_that_are_none() -> None:
    for body in (b"", b"<html>", b"\x1f\x8bbroken", b"<urlset", b"\x00\x01" * 50):
        assert read_sitemap(body) == ([], [])


def test_a_sitemap_does_not_read_our_files() -> None:
    evil = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
        b"<urlset><url><loc>http://x.go.th/&e;</loc></url></urlset>"
    )
    assert [one.url for one in read_sitemap(evil)[0]] in ([], ["http://x.go.th/"])


def test_a_missing_page_is_one_that_shows_nothing_new() -> None:
    menu = '<a href="/a">หน้าแรก</a><a href="/b">ข่าว</a>'
    missing = Missing(shows=parts_of(LexborHTMLParser(f"{menu}<p>ไม่มีข้อมูล 12:01</p>")))
    same = LexborHTMLParser(f"{menu}<p>ไม่มีข้อมูล 15:44</p>")
    pictures = LexborHTMLParser(menu + "".join(f"<img src=/{n}/chart.png>" for n in "abcdef"))
    assert missing.looks_like(same)
    assert not missing.looks_like(pictures)
    assert not Missing().looks_like(same)


def test_menus_are_given_once_for_all_pages() -> None:
    spelled: set[str] = set()
    tree = LexborHTMLParser('<a href="/menu">m</a><a href="next">n</a>')
    first = [link.url for link in links(tree, "http://x.go.th/a/", spelled)]
    second = [link.url for link in links(tree, "http://x.go.th/b/", spelled)]
    assert first == ["http://x.go.th/menu", "http://x.go.th/a/next"]
    assert second == ["http://x.go.th/b/next"]


def test_another_base_shares_nothing() -> None:
    spelled = {"/menu"}
    tree = LexborHTMLParser('<base href="http://y.go.th/"><a href="/menu">m</a>')
    assert [link.url for link in links(tree, "http://x.go.th/", spelled)] == ["http://y.go.th/menu"]
