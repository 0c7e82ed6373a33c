"""Dates: every way a Thai agency writes a day leads to that day."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.dates import as_of_dates, dates, end_of_month, fiscal_year, months, written

LONG = [
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
]
SHORT = [
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
]
ENGLISH = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")

FORMATS = {
    "long": lambda d: f"{d.day} {LONG[d.month - 1]} {d.year + 543}",
    "era": lambda d: f"{d.day} {LONG[d.month - 1]} พ.ศ. {d.year + 543}",
    "word for month": lambda d: f"{d.day} เดือน {LONG[d.month - 1]} พุทธศักราช {d.year + 543}",
    "Thai digits": lambda d: f"{d.day} {LONG[d.month - 1]} {d.year + 543}".translate(THAI_DIGITS),
    "short": lambda d: f"{d.day} {SHORT[d.month - 1]} {d.year + 543}",
    "short, two figures": lambda d: f"{d.day} {SHORT[d.month - 1]} {(d.year + 543) % 100}",
    "glued": lambda d: f"{d.day}{SHORT[d.month - 1]}{(d.year + 543) % 100}",
    "spaced dots": lambda d: f"{d.day} {SHORT[d.month - 1].replace('.', '. ')}{d.year + 543}",
    "broken line": lambda d: f"{d.day}\n{LONG[d.month - 1]}\n{d.year + 543}",
    "Christian": lambda d: f"{d.day} {LONG[d.month - 1]} ค.ศ. {d.year}",
    "figures": lambda d: f"{d.day}/{d.month}/{d.year + 543}",
    "padded figures": lambda d: f"{d.day:02}-{d.month:02}-{d.year + 543}",
    "dotted figures": lambda d: f"{d.day:02}.{d.month:02}.{d.year + 543}",
    "Christian figures": lambda d: f"{d.day:02}/{d.month:02}/{d.year}",
    "two figures": lambda d: f"{d.day:02}/{d.month:02}/{(d.year + 543) % 100}",
    "ISO": lambda d: d.isoformat(),
    "ISO of the Buddhist era": lambda d: f"{d.year + 543}-{d.month:02}-{d.day:02}",
    "English": lambda d: f"{d.day} {ENGLISH[d.month - 1]} {d.year}",
    "English short": lambda d: f"{d.day} {ENGLISH[d.month - 1][:3]}. {d.year}",
    "American": lambda d: f"{ENGLISH[d.month - 1]} {d.day}, {d.year}",
    "lost marks": lambda d: (
        f"{d.day} {''.join(c for c in LONG[d.month - 1] if c not in 'ิีุ์ั')} {d.year + 543}"
    ),
}


@given(st.dates(dt.date(2008, 1, 1), dt.date(2040, 12, 31)), st.sampled_from(sorted(FORMATS)))
def test_every_format_gives_back_the_day(date: dt.date, name: str) -> None:
    shown = FORMATS[name](date)
    text = f"ประชุมเมื่อ {shown} ณ กรม"
    assert [found for found, _ in dates(text)] == [date]
    ((_, span),) = dates(text)
    assert text[slice(*span)].strip() == shown.strip()


@pytest.mark.parametrize(
    "text",
    [
        "30 กุมภาพันธ์ 2569",
        "32 มกราคม 2569",
        "02-123-4569",
        "0 2123 4567",
        "ข้อ 1.2.3",
        "1-1037-01234-56-7",
        "มาตรา 9 และ 10",
        "2569",
        "ส.ค.ส. 2569",
        "งบประมาณ 1,500,000 บาท",
        "ว 0105.2/1234",
    ],
)
def test_what_is_no_full_date(text: str) -> None:
    assert dates(text) == ()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1 ตุลาคม 2568 – 31 มีนาคม 2569", "2025-10-01", "2026-03-31"),
        ("1 ตุลาคม - 31 ธันวาคม 2568", "2025-10-01", "2025-12-31"),
        ("1 ต.ค. ถึงวันที่ 31 มี.ค. 69", "2025-10-01", "2026-03-31"),
        ("1 - 31 มกราคม 2569", "2026-01-01", "2026-01-31"),
    ],
)
def test_both_ends_of_a_range_are_dates(text: str, first: str, last: str) -> None:
    assert [date.isoformat() for date, _ in dates(text)] == [first, last]


@given(st.dates(dt.date(2000, 1, 1), dt.date(2090, 12, 31)))
def test_the_fiscal_year_begins_in_october(date: dt.date) -> None:
    year = fiscal_year(date)
    assert dt.date(year - 544, 10, 1) <= date <= dt.date(year - 543, 9, 30)


@pytest.mark.parametrize(
    "text",
    [
        "ข้อมูล ณ วันที่ 31 มีนาคม 2569",
        "(ณ วันที่ ๓๑ มี.ค. ๖๙)",
        "ข้อมูล ณ 31/03/2569",
        "ข้อมูล ณ เดือนมีนาคม 2569",
        "ข้อมูล ณ สิ้นเดือน มีนาคม พ.ศ. 2569",
        "ข้อมูลถึงวันที่ 31 มีนาคม 2569",
        "Data as of 31 March 2026",
        "ข้อมูล ณ\nวันที่ 31 มีนาคม 2569",
    ],
)
def test_dates_of_data(text: str) -> None:
    assert [date for date, _ in as_of_dates(text)] == [dt.date(2026, 3, 31)]


@pytest.mark.parametrize(
    "text",
    [
        "ประกาศ ณ วันที่ 31 มีนาคม 2569",
        "สั่ง ณ วันที่ 31 มีนาคม พ.ศ. 2569",
        "ให้ไว้ ณ วันที่ 31 มีนาคม พ.ศ. 2569",
        "วันที่ 31 มีนาคม 2569",
        "จัดอบรม ณ โรงแรม วันที่ 31 มีนาคม 2569",
    ],
)
def test_other_dates_say_nothing_about_data(text: str) -> None:
    assert as_of_dates(text) == ()


def test_a_month_with_a_year_but_no_day() -> None:
    text = "เดือน ต.ค. 68 และ มีนาคม พ.ศ. ๒๕๖๙ ไม่ใช่ 5 เมษายน 2569"
    assert [first for first, _ in months(text)] == [dt.date(2025, 10, 1), dt.date(2026, 3, 1)]
    assert end_of_month(dt.date(2028, 2, 3)) == dt.date(2028, 2, 29)


def test_a_date_as_people_write_it() -> None:
    assert written(dt.date(2026, 3, 31)) == "31 มีนาคม 2569"
