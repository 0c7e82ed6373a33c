"""What a site calls itself is proposed, and never taken by itself."""

from __future__ import annotations

import re

import pytest

from audit.called import name_in, own_name
from audit.site import Site
from rules.document import Block, Document, Kind, Legibility
from tests import hostile


def home(title: str, heading: str = "", problem: str | None = None) -> Document:
    blocks = (Block(kind=Kind.HEADING, text=heading, where=""),) if heading else ()
    return Document(
        sha256="0" * 64, media="html", legibility=Legibility.TEXT, title=title, blocks=blocks,
        problem=problem,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("title", "heading", "name"),
    [
        ("หน้าแรก - กรมตัวอย่าง", "", "กรมตัวอย่าง"),
        ("กรมตัวอย่าง | Home", "ข่าว", "กรมตัวอย่าง"),
        ("ยินดีต้อนรับสู่เว็บไซต์ องค์การบริหารส่วนตำบลตัวอย่าง", "", "องค์การบริหารส่วนตำบลตัวอย่าง"),
        ("หน้าหลัก", "เทศบาลตำบลตัวอย่าง", "เทศบาลตำบลตัวอย่าง"),
        ("Home", "", ""),
        ("", "", ""),
        ("ก" * 300, "", ""),
        ("อบต.ตัวอย่าง-เหนือ", "", "อบต.ตัวอย่าง-เหนือ"),
    ],
)
def test_the_name_in_a_first_page(title: str, heading: str, name: str) -> None:
    assert name_in(home(title, heading)) == name


@pytest.mark.parametrize("text", hostile.TEXTS)
def test_a_name_controls_no_terminal_and_turns_no_line(text: str) -> None:
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", name_in(home(text)))


def test_a_page_that_was_not_got_names_nobody() -> None:
    assert not name_in(home("403 Forbidden", problem="forbidden"))


def test_a_name_a_person_gave_is_not_questioned(tmp_path) -> None:
    assert not own_name(Site.create(tmp_path / "a", "https://a.example/", name="กรมเรา"))
    assert not own_name(Site.create(tmp_path / "b", "https://a.example/")), "nothing crawled yet"
