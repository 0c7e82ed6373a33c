"""What a site publishes does no harm in a page, a cell or a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_report import report

from reports import safety


@pytest.mark.parametrize(
    "url", ["http://a.go.th", "https://a.go.th/ก?x=1#y", "HTTPS://A.GO.TH/", "http://[::1]:80/"]
)
def test_web_addresses_are_links(url):
    assert safety.link(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:x",
        "data:text/html,x", "vbscript:x", "file:///etc/passwd", "//a.go.th", "/path", "", "#",
        "https://", "http:///x", "https://[bad", "mailto:a@b.c", "\x01https://a.go.th",
    ],
)  # fmt: skip
def test_other_addresses_are_only_text(url):
    assert safety.link(safety.plain(url)) is None


def test_addresses_are_shown_in_thai_without_tricks():
    assert safety.shown("https://a.go.th/%E0%B9%81%E0%B8%9C%E0%B8%99.pdf").endswith("/แผน.pdf")
    assert "\u202e" not in safety.shown("https://a.go.th/%E2%80%AEgpj.exe")
    assert "\n" not in safety.shown("https://a.go.th/%0Ax")


def test_plain_keeps_thai_and_zero_width_breaks():
    text = "ประกาศ\u200bกรม\tครั้งที่ ๒\nน้ำ"
    assert safety.plain(text) == text
    assert safety.plain("\ufeffก\u200eข\r\nค\u2028ง") == "กข\nค\nง"


@given(st.text())
def test_plain_text_is_printable_and_stays(text):
    once = safety.plain(text)
    assert safety.plain(once) == once
    assert not set(once) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00\x1b\r")
    once.encode("utf-8")


@given(st.text())
def test_no_csv_cell_starts_a_formula(text):
    line = safety.csv_cell(text)
    assert not line.startswith(("=", "+", "-", "@", "\t", "\r", "\n", " "))
    assert "\n" not in line
    assert len(line) <= safety.CELL_LIMIT


def test_cells_have_a_limit():
    assert len(safety.cell("ก" * 40_000)) == safety.CELL_LIMIT
    assert safety.cell("ก" * 40_000).endswith("…")
    assert len(safety.csv_cell("=" + "ก" * 40_000)) == safety.CELL_LIMIT


def test_cleaned_reaches_every_string_and_keeps_the_rest():
    cleaned = safety.cleaned(report(hostile=True))
    assert "\u202e" not in repr(cleaned)
    assert "\\x00" not in repr(cleaned)
    assert safety.cleaned(report()) == report()
