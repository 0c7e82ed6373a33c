"""One spelling for every address."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crawler import canonical
from crawler.urls import LONGEST, link_base, origin

HOME = "http://www.example.go.th/a/b.html"

SPELLINGS = [
    ("HTTP://WWW.Example.go.th:80", "http://www.example.go.th/"),
    ("https://example.go.th:443/x#top", "https://example.go.th/x"),
    ("http://example.go.th:8080/x", "http://example.go.th:8080/x"),
    ("http://example.go.th./x", "http://example.go.th/x"),
    ("http://user:secret@example.go.th/x", "http://example.go.th/x"),
    ("http://ตัวอย่าง.ไทย/ก", "http://xn--72c1a1bt4awk9o.xn--o3cw4h/%E0%B8%81"),
    ("http://example.go.th/a/./b/../c", "http://example.go.th/a/c"),
    ("http://example.go.th/../../x", "http://example.go.th/x"),
    ("http://example.go.th/a/..", "http://example.go.th/"),
    ("http://example.go.th/%7euser/%e0%b8%81", "http://example.go.th/~user/%E0%B8%81"),
    ("http://example.go.th/%a1%d2", "http://example.go.th/%A1%D2"),
    ("http://example.go.th/แผน งาน.pdf", "http://example.go.th/%E0%B9%81%E0%B8%9C%E0%B8%99%20"
     "%E0%B8%87%E0%B8%B2%E0%B8%99.pdf"),
    ("http://example.go.th/100%", "http://example.go.th/100%25"),
    ("http://example.go.th\\docs\\x.pdf", "http://example.go.th/docs/x.pdf"),
    ("http://example.go.th/?a=1&amp;b=2", "http://example.go.th/?a=1&b=2"),
    ("http://example.go.th/?", "http://example.go.th/"),
    ("http://example.go.th/?b=2&a=1", "http://example.go.th/?b=2&a=1"),
    ("http://example.go.th/?a=&b", "http://example.go.th/?a=&b"),
    ("http://example.go.th/?utm_source=x&id=5&fbclid=y", "http://example.go.th/?id=5"),
    ("http://example.go.th/x?PHPSESSID=0a1b", "http://example.go.th/x"),
    ("http://example.go.th/x;jsessionid=0A1B?id=5", "http://example.go.th/x?id=5"),
    ("http://example.go.th/x?sid=a81bc81bdead4e5d", "http://example.go.th/x"),
    ("http://example.go.th/modules.php?name=News&sid=12",
     "http://example.go.th/modules.php?name=News&sid=12"),
    (" \n http://example.go.th/a\tb ", "http://example.go.th/ab"),
    ("http://[::1]:80/x", "http://[::1]/x"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "wanted"), SPELLINGS)
def test_spellings(written: str, wanted: str) -> None:
    assert canonical(written) == wanted


RELATIVE = [
    ("c.html", "http://www.example.go.th/a/c.html"),
    ("/c.html", "http://www.example.go.th/c.html"),
    ("../c.html", "http://www.example.go.th/c.html"),
    ("?id=1", "http://www.example.go.th/a/b.html?id=1"),
    ("//cdn.example.go.th/c", "http://cdn.example.go.th/c"),
    ("ก.html", "http://www.example.go.th/a/%E0%B8%81.html"),
    ("", "http://www.example.go.th/a/b.html"),
    ("docs\\c.pdf", "http://www.example.go.th/a/docs/c.pdf"),
]


@pytest.mark.parametrize(("href", "wanted"), RELATIVE)
def test_relative(href: str, wanted: str) -> None:
    assert canonical(href, HOME) == wanted
    assert canonical(href, link_base(HOME, href)) == wanted


@pytest.mark.parametrize(
    "href",
    ["mailto:a@b.go.th", "javascript:void(0)", "tel:021234567", "data:text/html,x", "ftp://x.th/",
     "file:///etc/passwd", "http://", "http://a b.go.th/", "http://x.go.th:99999/", "http://[::1/",
     "http://x.go.th/" + "a" * LONGEST],
)  # fmt: skip
def test_what_is_no_address(href: str) -> None:
    assert canonical(href) is None


LETTERS = st.text(st.characters(max_codepoint=0x3000), max_size=40)
PIECES = st.sampled_from(
    ["..", ".", "%2e", "%2E%2e", "%", "%41", "%zz", "a", "ก", " ", "//", "\\", "?", "&", "&amp;",
     ";", "=", "#", "%26amp;", ";jsessionid=1", "sid=", "abcdefgh12345678", "utm_x", "@", ":", "+"]
)  # fmt: skip


@given(st.lists(st.one_of(PIECES, LETTERS), max_size=12))
@example(["%2e%2e", "/", "%25", "41"])
@example(["/", ";jsessionid=1", ";jsessionid=1"])
def test_the_form_is_final(pieces: list[str]) -> None:
    once = canonical("http://example.go.th/" + "".join(pieces))
    assert once is None or canonical(once) == once


@given(st.lists(st.one_of(PIECES, LETTERS), max_size=8))
def test_a_short_base_resolves_alike(pieces: list[str]) -> None:
    href = "".join(pieces).strip()
    assert canonical(href, link_base(HOME, href)) == canonical(href, HOME)


def test_origin() -> None:
    assert origin("https://example.go.th/x") == "https://example.go.th:443"
    assert origin("http://[::1]:8080/") == "http://[::1]:8080"
