"""Where an address leads, told from the address alone."""

from __future__ import annotations

import pytest

from rules.targets import file_name, sort_of


@pytest.mark.parametrize(
    ("href", "sort"),
    [
        ("plan.pdf", "file"),
        ("/files/แผน 2569.PDF", "file"),
        ("https://www.example.go.th/a.xlsx?download=1", "file"),
        ("/download.php?id=3", "file"),
        ("/get?file=plan.docx", "file"),
        ("https://docs.google.com/spreadsheets/d/abc/edit", "file"),
        ("https://drive.google.com/drive/folders/abc", "page"),
        ("/about", "page"),
        ("news.php?id=1", "page"),
        ("https://www.example.go.th/", "page"),
        ("https://docs.google.com/forms/d/e/abc/viewform", "form"),
        ("https://forms.office.com/r/abc", "form"),
        ("https://www.google.co.th/maps/place/x", "map"),
        ("https://maps.app.goo.gl/abc", "map"),
        ("https://line.me/R/ti/p/@example", "chat"),
        ("https://m.me/example", "chat"),
        ("/webboard/topic/1", "chat"),
        ("/faq", "page"),
        ("https://line.me/R/msg/text/?ข่าว", None),
        ("https://www.linkedin.com/shareArticle?mini=true", None),
        ("https://www.facebook.com/", "page"),
        ("https://www.google.com/maps", "page"),
        ("https://forms.gle/", "page"),
        ("/q-and-a", "chat"),
        ("https://th-th.facebook.com/example", "social"),
        ("https://x.com/example", "social"),
        ("https://youtu.be/abc", "social"),
        ("https://fb.watch/abc", "social"),
        ("https://mobile.twitter.com/example", "social"),
        ("https://vt.tiktok.com/abc", "social"),
        ("https://drive.usercontent.google.com/download?id=abc", "file"),
        ("https://sites.google.com/view/example", "page"),
        ("https://box.com/example", "page"),
        ("https://www.facebook.com/sharer/sharer.php?u=https://a", None),
        ("https://twitter.com/intent/tweet?url=https://a", None),
        ("#top", None),
        ("", None),
        (None, None),
        ("mailto:info@example.go.th", None),
        ("tel:021234567", None),
        ("javascript:void(0)", None),
    ],
)
def test_sorts(href: str | None, sort: str | None) -> None:
    assert sort_of(href) == sort


def test_file_names_are_readable() -> None:
    assert file_name("https://a.go.th/f/%E0%B9%81%E0%B8%9C%E0%B8%99.pdf?x=1") == "แผน.pdf"
    assert file_name("/a/b/") == "b"
    assert file_name(None) == ""


def test_an_address_that_is_no_address_is_no_trouble() -> None:
    assert sort_of("http://[broken") is None
    assert file_name("http://[broken") == ""
