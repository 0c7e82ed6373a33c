"""Periods: months, quarters and halves of the fiscal year."""

from __future__ import annotations

import datetime as dt

import pytest

from rules.periods import Grain, cover, named_periods, periods, window

JAN_MAR = (dt.date(2026, 1, 1), dt.date(2026, 3, 31))
FIRST_HALF = (dt.date(2025, 10, 1), dt.date(2026, 3, 31))
SECOND_HALF = (dt.date(2026, 4, 1), dt.date(2026, 9, 30))


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("เดือนมกราคม 2569", 1),
        ("ประจำเดือน ม.ค. ๖๙", 1),
        ("สรุปผล เดือน ก.พ. 2569", 2),
        ("วันที่ 1 - 31 มกราคม 2569", 1),
        ("1 มีนาคม - 31 มีนาคม 2569", 3),
        ("January 2026", 1),
        ("สขร.1 เดือนมกราคม 2569", 1),
        ("แบบ สขร. 1 เดือน มกราคม 2569", 1),
        ("ครั้งที่ 1 มกราคม 2569", 1),
    ],
)
def test_months(text: str, month: int) -> None:
    ((start, _),) = periods(text, "month")
    assert start == dt.date(2026, month, 1)


@pytest.mark.parametrize(
    "text",
    [
        "ไตรมาสที่ 2/2569",
        "ไตรมาส 2 ปีงบประมาณ พ.ศ. 2569",
        "ไตรมาสที่ ๒ ประจำปีงบประมาณ ๒๕๖๙",
        "ไตรมาส 2 (มกราคม – มีนาคม 2569)",
        "Q2/2569",
        "Quarter 2 FY2026",
        "มกราคม - มีนาคม 2569",
        "ม.ค. 69 ถึง มี.ค. 69",
        "1 มกราคม 2569 – 31 มีนาคม 2569",
        "ม.ค. 69 ก.พ. 69 มี.ค. 69",
    ],
)
def test_quarters(text: str) -> None:
    assert periods(text, "quarter") == {JAN_MAR}


@pytest.mark.parametrize(
    ("text", "half"),
    [
        ("รอบ 6 เดือน ปีงบประมาณ พ.ศ. 2569", FIRST_HALF),
        ("รอบ ๖ เดือนแรก ปีงบประมาณ ๒๕๖๙", FIRST_HALF),
        ("6 เดือน (แรก) ปี 2569", FIRST_HALF),
        ("รอบ 6 เดือนหลัง ปีงบประมาณ 2569", SECOND_HALF),
        ("ครึ่งปีหลัง 2569", None),
        ("ครึ่งปีหลัง ปี 2569", SECOND_HALF),
        ("1 ตุลาคม 2568 - 31 มีนาคม 2569", FIRST_HALF),
        ("ตุลาคม - มีนาคม 2569", FIRST_HALF),
        ("ไตรมาส 1/2569 และ ไตรมาส 2/2569", FIRST_HALF),
        ("รอบ 16 เดือน ปี 2569", None),
    ],
)
def test_halves(text: str, half: tuple[dt.date, dt.date] | None) -> None:
    assert periods(text, "half") == ({half} if half else set())


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("ไตรมาสที่ 2/2569", "month"),
        ("รอบ 6 เดือน ปี 2569", "quarter"),
        ("ม.ค. 69 และ ก.พ. 69", "quarter"),
        ("5 มกราคม 2569", "month"),
        ("1 - 15 มกราคม 2569", "month"),
        ("เดือนมกราคม", "month"),
        ("ไตรมาสที่ 2", "quarter"),
    ],
)
def test_what_names_no_such_period(text: str, of: Grain) -> None:
    assert periods(text, of) == set()


def test_a_year_from_above_is_lent() -> None:
    assert periods("เดือนตุลาคม", "month", 2569) == {(dt.date(2025, 10, 1), dt.date(2025, 10, 31))}
    assert periods("เดือนกันยายน", "month", 2569) == {(dt.date(2026, 9, 1), dt.date(2026, 9, 30))}
    assert periods("ไตรมาสที่ 2", "quarter", 2569) == {JAN_MAR}
    assert periods("5 มกราคม", "month", 2569) == set()


def test_places_and_lengths() -> None:
    text = "รายงานไตรมาสที่ 2/2569 ฉบับแก้"
    (period,) = named_periods(text)
    assert text[slice(*period.span)] == "ไตรมาสที่ 2/2569"
    assert period.months == 3


def test_the_window_holds_whole_periods_only() -> None:
    assert len(window("month", dt.date(2025, 10, 1), dt.date(2026, 3, 31))) == 6
    assert len(window("month", dt.date(2025, 10, 2), dt.date(2026, 3, 30))) == 4
    assert window("quarter", dt.date(2025, 11, 1), dt.date(2026, 3, 31)) == (JAN_MAR,)
    assert window("half", dt.date(2025, 10, 1), dt.date(2026, 9, 30)) == (FIRST_HALF, SECOND_HALF)
    assert window("half", dt.date(2026, 1, 1), dt.date(2026, 6, 30)) == ()


def test_finer_periods_add_up_and_coarser_ones_do_not_divide() -> None:
    months = set(window("month", *JAN_MAR))
    assert cover(months, "quarter") == {JAN_MAR}
    assert cover(months - {min(months)}, "quarter") == set()
    assert cover({FIRST_HALF}, "quarter") == set()
