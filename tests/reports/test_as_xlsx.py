"""The workbook opens elsewhere, holds every row, and has no formula or link to run."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from sample_report import COVERAGE, report

import reports
from reports.model import ElementLine, ProblemLine, Report
from reports.rows import ELEMENT_COLUMNS

SHEETS = ["องค์ประกอบ", "ข้อ", "งานที่ต้องแก้", "ความครอบคลุม", "ข้อจำกัด"]


def book(made: Report) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(reports.render(made, "xlsx")))


@pytest.fixture(scope="module")
def calm() -> Workbook:
    return book(report())


def values(workbook: Workbook, sheet: str) -> list[tuple[object, ...]]:
    return list(workbook[sheet].iter_rows(values_only=True))


def test_sheets_with_frozen_headers_filters_and_print_setup(calm):
    assert calm.sheetnames == SHEETS
    for sheet in calm:
        assert sheet.freeze_panes in ("B2", "A2")
        assert sheet.auto_filter.ref
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.cell(1, 1).font.bold
        assert all(cell.alignment.wrap_text for cell in sheet[2] if cell.value)


@pytest.mark.parametrize(("sheet", "last"), [("องค์ประกอบ", "เหตุผล"), ("งานที่ต้องแก้", "กำหนดแก้")])
def test_paper_has_only_the_columns_that_can_be_read(calm, sheet, last):
    corner = calm[sheet].print_area.rpartition(":")[2].replace("$", "")
    assert calm[sheet].cell(1, calm[sheet][corner].column).value == last


def test_one_row_per_element_coloured_and_worded(calm):
    rows = values(calm, "องค์ประกอบ")
    assert rows[0] == ELEMENT_COLUMNS
    elements = [element for line in report().indicators for element in line.elements]
    assert [row[-1] for row in rows[1:]] == [element.id for element in elements]
    outcome = ELEMENT_COLUMNS.index("ผล") + 1
    cell = calm["องค์ประกอบ"].cell(6, outcome)
    assert cell.value == "ไม่พบ"
    assert cell.fill.fgColor.rgb == "FFFBE6E4"


def test_indicators_count_their_outcomes(calm):
    rows = values(calm, "ข้อ")
    assert rows[2][:5] == ("O2", "ข้อมูลผู้บริหาร", "9.1 ข้อมูลพื้นฐาน", "สำนักงานเลขานุการกรม", "ต้องแก้")
    assert rows[2][5:10] == (1, 1, 1, 0, 0)


def test_work_coverage_and_limits(calm):
    work = values(calm, "งานที่ต้องแก้")
    assert [row[0] for row in work[1:]] == ["#12", "#13", "#14"]
    assert work[1][11] == "เลยกำหนด"
    coverage = {row[0]: row for row in values(calm, "ความครอบคลุม")}
    assert coverage["หน้าและไฟล์ที่เก็บได้"][1] == "1,204"
    assert coverage["ภาพสแกน"][1] == "https://www.example.go.th/files/scan.pdf"
    limits = [row[1] for row in values(calm, "ข้อจำกัด")]
    assert set(report().limits) <= set(limits)
    assert "แบบตรวจการเปิดเผยข้อมูลสาธารณะ (OIT) ประจำปีงบประมาณ พ.ศ. 2569 (ฉบับร่าง)" in limits


def test_nothing_runs():
    data = reports.render(report(hostile=True), "xlsx")
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    kinds = {cell.data_type for sheet in workbook for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n"}
    cells = [str(c.value) for row in workbook["องค์ประกอบ"].iter_rows() for c in row]
    assert any(cell.startswith("=HYPERLINK") for cell in cells), "kept as text"
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert not [name for name in names if "external" in name.lower() or "vba" in name.lower()]
    assert not [sheet for sheet in workbook if sheet._hyperlinks]


def test_equal_reports_make_equal_files():
    assert reports.render(report(), "xlsx") == reports.render(report(), "xlsx")


@pytest.mark.parametrize("says", ["ก" * 50_000, "ที่ดินของหน่วยงาน " * 900, "\n".join(["ก ข"] * 300)])
def test_what_no_row_can_show_is_cut_and_pointed_to(says):
    whole = report()
    long = ElementLine(id="x/y", says=says, outcome="failed", reason="", fix="", basis="")
    made = book(replace(whole, indicators=(replace(whole.indicators[0], elements=(long,)),)))
    sheet = made["องค์ประกอบ"]
    shown = sheet.cell(2, ELEMENT_COLUMNS.index("องค์ประกอบ") + 1).value
    kept, _, rest = shown.rpartition("\n")
    assert says.startswith(kept) and 30 < len(kept) < 1000
    assert rest == "… ยาวเกินช่อง ดูทั้งหมดในรายงาน html"
    assert unicodedata.category(says[len(kept)]) != "Mn", "no vowel is cut from its letter"
    assert sheet.row_dimensions[2].height <= 409


def test_every_problem_page_is_listed_and_the_rest_counted():
    lines = tuple(
        ProblemLine(problem="dns", text="", url=f"https://a.go.th/{n}") for n in range(500)
    )
    coverage = replace(COVERAGE, problems=lines, problem_counts=(("dns", 502),))
    rows = values(book(replace(report(), coverage=coverage)), "ความครอบคลุม")
    found = [row for row in rows if row[0] == "ไม่พบโดเมน"]
    assert len(found) == 501
    assert found[-1][1] == "อีก 2 หน้าที่ไม่ได้แจกแจง"


def test_a_report_without_anything_still_opens():
    bare = replace(report(), indicators=(), limits=(), changes=(), as_of="")
    assert book(bare).sheetnames == SHEETS
