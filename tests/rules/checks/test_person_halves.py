"""`person`: names without a post, posts without a name, posts that only some assessors ask for."""

from __future__ import annotations

import pytest

ALL = {"holding": ["@chief", "@deputy"]}
PERHAPS = {"holding": ["@deputy"], "each_has": ["contact"], "perhaps": ["ปลัดเทศบาล"]}


@pytest.mark.parametrize(
    ("secretary", "doubt"),
    [
        ("นายสี่ คงดี\nปลัดเทศบาล\nโทร 0 2123 4569", ""),
        ("นายสี่ คงดี\nปลัดเทศบาล", "แต่ไม่พบช่องทางการติดต่อของ “นายสี่ คงดี”"),
        ("", "ปลัดเทศบาล"),
    ],
)
def test_posts_that_some_assessors_ask_for(ask, secretary: str, doubt: str) -> None:
    look = ask("person", PERHAPS, f"นางสอง ยั่งยืน\nรองอธิบดี\nโทร 0 2123 4568\n{secretary}")
    assert look.found
    assert look.doubt is bool(doubt)
    assert doubt in look.reason


def test_only_what_they_lack_is_said(ask) -> None:
    asked = PERHAPS | {"each_has": ["name", "photo", "contact"]}
    page = (
        "![ภาพ](a.jpg)\nนางสอง ยั่งยืน\nรองอธิบดี\nโทร 0 2123 4568\n![ภาพ](b.jpg)\nนายสี่ คงดี\nปลัดเทศบาล"
    )
    look = ask("person", asked, page)
    assert look.doubt
    assert "ช่องทางการติดต่อของ “นายสี่ คงดี”" in look.reason and "รูปถ่าย" not in look.reason


def test_posts_perhaps_asked_for_mean_nothing_to_other_agencies(ask) -> None:
    asked = PERHAPS | {"perhaps": ["@permanent"]}
    assert not ask("person", asked, "นางสอง ยั่งยืน\nรองอธิบดี\nโทร 0 2123 4568").doubt


@pytest.mark.parametrize(
    ("more", "doubt"),
    [
        ("| นายสี่ คงดี 0 2123 4569 |", True),
        ("นายสี่ คงดี\nโทร 0 2123 4569", True),
        ("| นายสี่ คงดี รองอธิบดี 0 2123 4569 |", False),
        ("นายสี่ คงดี\nเลขานุการกรม\nโทร 0 2123 4569", False),
        ("นายสี่ คงดี", False),
        ("ติดต่อสอบถาม นายสี่ คงดี โทร 0 2123 4569", False),
    ],
)
def test_a_name_without_a_post_among_others(ask, more: str, doubt: bool) -> None:
    page = f"| ผู้บริหาร |\n| นายหนึ่ง มั่นคง อธิบดี 0 2123 4567 |\n\n{more}"
    look = ask("person", ALL | {"each_has": ["post"]}, page)
    assert look.found
    assert look.doubt is doubt


@pytest.mark.parametrize(
    ("row", "doubt"),
    [
        ("| รองอธิบดี 0 2123 4569 |", True),
        ("| รองอธิบดี four@example.go.th |", True),
        ("| รองอธิบดี 2 คน |", False),
        ("| นายสี่ คงดี รองอธิบดี 0 2123 4569 |", False),
    ],
)
def test_a_row_with_a_post_and_a_telephone_names_nobody(ask, row: str, doubt: bool) -> None:
    page = f"| ผู้บริหาร |\n| นายหนึ่ง มั่นคง อธิบดี 0 2123 4567 |\n{row}"
    look = ask("person", ALL | {"each_has": ["name"]}, page)
    assert look.doubt is doubt
