"""Agencies named in and after posts."""

from __future__ import annotations

import pytest

from rules.agencies import of_post

POSTS = [
    ("นายกองค์การบริหารส่วนตำบลไร่อ้อย", "นายกองค์การบริหารส่วนตำบล", "ไร่อ้อย"),
    ("รองนายก อบต.ไร่อ้อย", "รองนายก อบต", "ไร่อ้อย"),
    ("นายกเทศมนตรีตำบลเกาะยาง", "นายกเทศมนตรี", "เกาะยาง"),
    ("รองนายกเทศมนตรีเมืองสวนพริก", "รองนายกเทศมนตรี", "สวนพริก"),
    ("อธิบดีกรมตัวอย่าง", "อธิบดี", "ตัวอย่าง"),
    ("นายกเทศมนตรี", "นายกเทศมนตรี", None),
    ("นายกเทศมนตรี มาเยี่ยม เทศบาลตำบลเกาะยาง", "นายกเทศมนตรี", None),
    ("อธิบดี ตรวจเยี่ยมกรมอื่น", "อธิบดี", None),
]


@pytest.mark.parametrize(("line", "post", "name"), POSTS)
def test_the_agency_of_a_post(line: str, post: str, name: str | None) -> None:
    at = line.index(post)
    found = of_post(line, (at, at + len(post)))
    assert (found.name if found else None) == name
