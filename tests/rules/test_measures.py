"""Spans of time and how many, as manuals and statistics say them."""

from __future__ import annotations

import pytest

from rules.measures import durations, matters, people

TIMES = {
    "(๒) นิติกรตรวจสอบ ภายใน ๓ วันทำการ": 1,
    "รับเรื่อง ภายใน ๑ วัน ตรวจสอบ ภายในสิบห้าวัน": 2,
    "ยื่นคำขอ | 5 นาที": 1,
    "กองคลัง | 1 วัน": 1,
    "อบรมเจ้าหน้าที่ 3 วัน": 0,
    "วันที่ 15 เปิดรับสมัคร 30 คน": 0,
    "รอบ 6 เดือน": 0,
    "เปิดเวลา 08.30 น. ทุกวัน": 0,
}


@pytest.mark.parametrize(("text", "times"), TIMES.items())
def test_durations(text: str, times: int) -> None:
    assert len(durations(text)) == times


def test_people_and_matters() -> None:
    assert [said for said, _ in people("ผู้แทน 45 คน และ 1,200 ครัวเรือน ไม่ใช่ 0 คน")] == [
        "45 คน",
        "1,200 ครัวเรือน",
    ]
    assert [said for said, _ in matters("ทั้งหมด ๒ เรื่อง แล้วเสร็จ 0 เรื่อง")] == ["๒ เรื่อง", "0 เรื่อง"]
