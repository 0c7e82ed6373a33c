"""Points are shown as an interval and an estimate, with what is not seen, in every format."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import openpyxl
import pytest
from sample_report import report

import reports
from reports import view, wording


def test_the_page_shows_interval_weight_and_what_is_at_risk():
    page = reports.render(report(), "html").decode()
    assert "คะแนน OIT ที่เป็นไปได้ (ประมาณการ)</b> 17.14 ถึง 28.57 จาก 40" in page
    assert "ไม่รวม IIT และ EIT" in page and "ไม่ทำนายระดับ" in page
    assert "ซึ่งยังไม่ยืนยัน" in page
    assert "<dt>คะแนนที่เสี่ยง (ประมาณ)</dt><dd>5.71</dd>" in page
    assert "น้ำหนักราว</b> 5.71 จาก 40 คะแนน" in page


def test_the_workbook_can_be_sorted_by_points():
    book = openpyxl.load_workbook(io.BytesIO(reports.render(report(), "xlsx")))
    head, *rows = book["งานที่ต้องแก้"].iter_rows(values_only=True)
    found = {row[head.index("รหัสองค์ประกอบ")]: row for row in rows}
    contact = found["executives/contact"]
    assert contact[head.index("คะแนนที่เสี่ยง (ประมาณ)")] == pytest.approx(5.71)
    assert contact[head.index("ควรแก้ลำดับที่")] == 1
    assert contact[head.index("ลักษณะงาน")] == "แก้หน้าเว็บ"


def test_json_has_the_numbers_and_lists_without_points_say_nothing():
    assert json.loads(reports.render(report(), "json"))["points"]["possible"] == pytest.approx(
        28.57
    )
    bare = replace(report(), points=None)
    for name in reports.FORMATS:
        assert "คะแนน OIT ที่เป็นไปได้" not in reports.render(bare, name).decode("utf-8", "replace")


def test_work_follows_places_after_promised_days():
    items = [item.element for item in view.work_list(report()) if not item.waived]
    assert [item.place for item in items] == [1, 2]


@pytest.mark.parametrize(
    ("value", "shown"), [(40.0, "40"), (1.5, "1.5"), (1.538, "1.54"), (0.0, "0")]
)
def test_points_are_written_short(value, shown):
    assert wording.number(value) == shown


def test_an_interval_without_doubt_is_one_number():
    line = replace(report().points, certain=20.0, possible=20.0, basis="sourced", equal=False)
    assert wording.points(line) == "20 จาก 40"
    assert wording.points_note(line) == wording.NO_PROMISE
