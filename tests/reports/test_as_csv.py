"""The CSV opens in Excel, one line per element, and runs nothing."""

from __future__ import annotations

import csv
import io

from sample_report import report

import reports
from reports.model import Report
from reports.rows import ELEMENT_COLUMNS


def rows(made: Report) -> list[dict[str, str]]:
    text = reports.render(made, "csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_begins_with_a_byte_order_mark_and_ends_lines_with_crlf():
    data = reports.render(report(), "csv")
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == 1 + report().totals.elements


def test_one_row_per_element_in_pack_order():
    found = rows(report())
    ids = [element.id for line in report().indicators for element in line.elements]
    assert [row["รหัสองค์ประกอบ"] for row in found] == ids
    assert tuple(found[0]) == ELEMENT_COLUMNS


def test_a_row_tells_the_whole_story():
    row = rows(report())[4]
    assert row["ข้อ"] == "O2"
    assert row["ผล"] == "ไม่พบ"
    assert row["เหตุผล"] == "รองอธิบดี 2 คน ไม่มีหมายเลขโทรศัพท์หรืออีเมล"
    assert row["ข้อบกพร่อง"] == "#12"
    assert row["ผู้ได้รับมอบหมาย"] == "ทีมเว็บ"
    assert row["กำหนดแก้"] == "30 เม.ย. 69"
    assert row["สิ่งที่ต้องทำ"].startswith("ใส่หมายเลขโทรศัพท์")


def test_a_passed_element_asks_for_nothing():
    assert rows(report())[0]["สิ่งที่ต้องทำ"] == ""


def test_no_cell_starts_a_formula():
    found = rows(report(hostile=True))
    cells = [cell for row in found for cell in row.values()]
    assert not [cell for cell in cells if cell[:1] in "=+-@\t\r" and cell]
    assert any(cell.startswith("'=HYPERLINK") for cell in cells)
    assert "\x00" not in "".join(cells)
