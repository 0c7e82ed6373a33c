"""Figures and dates of spreadsheets as people see them."""

import datetime
import io

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from audit.extract import extract
from audit.extract.number_formats import understood

DAY = datetime.datetime(2026, 3, 31, 13, 5)
ACCOUNTING = r'_-* #,##0.00_-;\-* #,##0.00_-;_-* "-"??_-;_-@_-'
CASES = [
    ("#,##0.00", 1250.0, "1,250.00"),
    ("#,##0", -5.0, "-5"),
    ("#,##0.00_);(#,##0.00)", -3.5, "(3.50)"),
    ("[Red]#,##0;[Blue]-#,##0", -5, "-5"),
    (ACCOUNTING, 1234.5, "1,234.50"),
    (ACCOUNTING, 0, "-"),
    ("0%", 0.455, "46%"),
    ("0.0%", 0.4555, "45.6%"),
    ("0.##", 1.5, "1.5"),
    ("00000", 42, "00042"),
    ("#,##0,", 12_000, "12"),
    ("t#,##0", 12_345, "๑๒,๓๔๕"),
    ("[$-D00041E]0", 2569, "๒๕๖๙"),
    ('#,##0 "บาท"', 1250, "1,250 บาท"),
    ("[$฿-41E]#,##0.00", 12.5, "฿12.50"),
    ("[$-107041E]d mmm yy;@", DAY, "31 มี.ค. 69"),
    ("[$-D07041E]d mmmm yyyy", DAY, "๓๑ มีนาคม ๒๕๖๙"),
    ("[$-th-TH,107]d mmm yyyy hh:mm", DAY, "31 มี.ค. 2569 13:05"),
    ("[$-41E]d mmmm yyyy", DAY, "31 มีนาคม 2026"),
    ("d/m/bbbb", DAY.date(), "31/3/2569"),
]


@pytest.mark.parametrize(("code", "value", "seen"), CASES)
def test_what_people_see(code, value, seen):
    form = understood(code)
    assert form is not None
    assert form(value) == seen


@pytest.mark.parametrize("code", ["", "General", "@", "yyyy-mm-dd", "mmm-yy", "# ?/?", "0.00E+00"])
def test_formats_that_change_nothing(code):
    assert understood(code) is None


@pytest.mark.parametrize("value", ["x", True, None, datetime.time(1, 2)])
def test_values_that_the_format_is_not_for(value):
    assert understood("#,##0")(value) is None
    assert understood("d/m/bbbb")(value) is None


@given(st.text(alphabet='#0?,.%;[]$-tdmybhs@"\\ /()41E฿', max_size=20), st.floats(allow_nan=False))
def test_no_format_breaks_the_reader(code, value):
    form = understood(code)
    assert form is None or isinstance(form(value), str | None)
    assert form is None or isinstance(form(DAY), str | None)


def test_a_sheet_is_read_as_people_see_it():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("งบ")
        money = book.add_format({"num_format": "#,##0.00"})
        day = book.add_format({"num_format": "[$-107041E]d mmmm yyyy"})
        plain = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, ["รายการ", "บาท", "วันที่", "บันทึกเมื่อ"])
        sheet.write(1, 0, "กระดาษ")
        sheet.write(1, 1, 1250, money)
        sheet.write_datetime(1, 2, DAY.replace(hour=0, minute=0), day)
        sheet.write_datetime(1, 3, DAY.replace(hour=0, minute=0), plain)
    (table,) = extract(out.getvalue()).tables
    assert table.rows == (("กระดาษ", "1,250.00", "31 มีนาคม 2569", "2026-03-31"),)
