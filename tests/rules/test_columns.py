"""Columns under other names: what they tell, and what is kept apart."""

from __future__ import annotations

import datetime as dt

import pytest

from rules.checks import TableCheck
from rules.columns import subject, subjects
from rules.markup import document
from rules.model import Context

CONTEXT = Context(fiscal_year=2569, as_of=dt.date(2026, 5, 15), agency_kind="department")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("งบประมาณที่ใช้จริง (บาท)", "spent"),
        ("งบที่ใช้", "spent"),
        ("วงเงินที่ตั้งไว้", "budget"),
        ("แผนการใช้จ่าย", "budget"),
        ("ปีงบประมาณ", "year"),
        ("แหล่งงบประมาณ", "source"),
        ("เมื่อไร", "when"),
        ("สถานที่", "place"),  # not `ที่`
        ("ที่", "order"),
        ("ราคากลาง", "reference price"),
        ("ราคาที่ตกลง", "agreed price"),
        ("ยังไม่เสร็จ", "pending"),
        ("เสร็จแล้ว", "done"),
        ("ผู้ตรวจ", ""),
    ],
)
def test_the_longest_wording_says_what_a_column_tells(name: str, told: str) -> None:
    assert subject(name) == told


def test_several_names_may_mean_several_things() -> None:
    assert subjects(("งบประมาณ", "ผลการใช้จ่าย", "ผู้ตรวจ")) == {"budget", "spent"}


ASKED = TableCheck(columns=(("โครงการ",), ("งบประมาณ",), ("ผลการใช้จ่าย",)))


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("กิจกรรม | วงเงินที่ตั้งไว้ | จ่ายไป", True),
        ("กิจกรรม | วงเงินที่ตั้งไว้ | คงเหลือ", False),
        ("กิจกรรม | งบประมาณ | งบที่ได้รับ", False),  # two budgets are not what was spent
        ("กิจกรรม | งบที่ใช้ | หมายเหตุ", False),
    ],
)
def test_a_table_is_known_by_what_its_columns_tell(header: str, found: bool) -> None:
    page = document({"text": f"| {header} |\n| อบรมครู | 50,000 | 47,300 |"})
    assert ASKED.look(page, CONTEXT).found is found
