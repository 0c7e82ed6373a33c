"""Agencies named in and after posts."""

from __future__ import annotations

import pytest

from rules.agencies import another, of_post

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


ANOTHERS = [
    ("กระทรวงสาธารณสุข ถนนติวานนท์", "สำนักงานสาธารณสุขจังหวัดตัวอย่าง", True),
    ("สายด่วนกรมควบคุมโรค 1422", "สำนักงานสาธารณสุขจังหวัดตัวอย่าง", True),
    ("กรมตัวอย่าง กระทรวงศึกษาธิการ ถนนราชดำเนิน", "กรมตัวอย่าง", False),
    ("องค์การบริหารส่วนตำบลดอนตะวัน 9 หมู่ 2", "อบต.ดอนตะวัน", False),
    ("โรงพยาบาลส่งเสริมสุขภาพตำบลหนองแวง", "รพ.สต.หนองแวง", False),
    ("เลขที่ 9 ใกล้โรงพยาบาลเมืองทอง", "อบต.ดอนตะวัน", False),
    ("กองคลัง โทร.", "อบต.ดอนตะวัน", False),
    ("โรงพยาบาลเมืองทอง โทร.", "", False),
    ("กรมตัวอย่าง 99 ถนนตัวอย่าง", "สาธิต", False),
    ("กรมตัวอย่าง 99 ถนนตัวอย่าง", "www.example.go.th", False),
]


@pytest.mark.parametrize(("lead", "own", "other"), ANOTHERS)
def test_what_stands_behind_another_agencys_name_is_not_ours(
    lead: str, own: str, other: bool
) -> None:
    assert (another(lead, own) is not None) is other
