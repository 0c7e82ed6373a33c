"""Posts with a picture and without a name."""

import datetime as dt

import pytest

from rules.checks import Person
from rules.markup import document
from rules.model import Context
from rules.unnamed import unnamed

CHIEF = "![นายสมชาย ใจดี](a.jpg)\nนายสมชาย ใจดี\nอธิบดีกรมตัวอย่าง\nโทร. 0 2000 1111\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{CHIEF}![](b.jpg)\nรองอธิบดีกรมตัวอย่าง\nโทร. 0 2000 2222", 1),
        (f"{CHIEF}![](b.jpg)\nนางสาวสมหญิง รักดี\nรองอธิบดีกรมตัวอย่าง", 0),
        (f"{CHIEF}![นางสาวสมหญิง รักดี](b.jpg)\nรองอธิบดีกรมตัวอย่าง", 0),
        (f"{CHIEF}# รองอธิบดี\n![](b.jpg)\nนางสาวสมหญิง รักดี", 0),
        (f"{CHIEF}![ตราสัญลักษณ์](logo.png)\nข้อความทั่วไป", 0),
    ],
)
def test_a_post_under_a_picture_needs_a_name(text: str, found: int) -> None:
    assert len(unnamed(document(text), ("อธิบดี", "รองอธิบดี"))) == found


def test_a_person_decides_when_somebody_is_not_named() -> None:
    context = Context(fiscal_year=2569, as_of=dt.date(2026, 5, 15), agency_kind="department")
    check = Person(holding=("อธิบดี", "รองอธิบดี"), each_has=("name",))
    page = document(f"{CHIEF}![](b.jpg)\nรองอธิบดีกรมตัวอย่าง\nโทร. 0 2000 2222")
    look = check.look((page,), context)
    assert look.found
    assert look.doubt
    assert not check.look((document(CHIEF),), context).doubt
