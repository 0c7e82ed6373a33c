"""Spreadsheets and CSV as their reader sees them."""

import datetime
import io
import re
import zipfile

import openpyxl
import pytest
from makers import bomb, zipped

from audit.extract import extract
from audit.extract.sheet import MOST_ROWS, shown
from audit.extract.sheet_csv import delimiter_of
from rules.document import Kind


def saved(book) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def book(rows, title="งบ2569"):
    made = openpyxl.Workbook()
    made.active.title = title
    for row in rows:
        made.active.append(row)
    return made


def test_sheets_rows_and_places():
    made = book(
        [["รายงานการใช้จ่าย"], ["ลำดับ", "รายการ", "บาท"], [1, "ค่าไฟ", 1200.5], [2, "น้ำ", 300]]
    )
    second = made.create_sheet("ไตรมาส 2")
    second.append(["ก", "ข"])
    second.append(["ค", "ง"])
    document = extract(saved(made))
    assert [(b.kind.value, b.text, b.where) for b in document.blocks] == [
        ("heading", "รายงานการใช้จ่าย", "แผ่นงาน งบ2569 แถว 1"),
        ("row", "ลำดับ | รายการ | บาท", "แผ่นงาน งบ2569 แถว 2"),
        ("row", "1 | ค่าไฟ | 1200.5", "แผ่นงาน งบ2569 แถว 3"),
        ("row", "2 | น้ำ | 300", "แผ่นงาน งบ2569 แถว 4"),
        ("row", "ก | ข", "แผ่นงาน ไตรมาส 2 แถว 1"),
        ("row", "ค | ง", "แผ่นงาน ไตรมาส 2 แถว 2"),
    ]
    assert document.tables[0].header == ("ลำดับ", "รายการ", "บาท")
    assert document.tables[0].where == "แผ่นงาน งบ2569"
    assert document.title == "รายงานการใช้จ่าย"


def test_row_numbers_are_those_people_see():
    made = openpyxl.Workbook()
    made.active["B5"], made.active["C5"] = "ก", "ข"
    made.active["B9"], made.active["C9"] = "ค", "ง"
    wheres = [block.where for block in extract(saved(made)).blocks]
    assert [where.split()[-1] for where in wheres] == ["5", "9"]


def test_merged_headers_over_two_rows():
    made = book([["รายการ", "งบประมาณ", None], [None, "แผน", "ผล"], ["อบรม", 10, 8]])
    made.active.merge_cells("A1:A2")
    made.active.merge_cells("B1:C1")
    (table,) = extract(saved(made)).tables
    assert table.header == ("รายการ", "งบประมาณ แผน", "งบประมาณ ผล")
    assert table.rows == (("อบรม", "10", "8"),)


def test_links_in_cells_and_formulas():
    made = book([["ข้อ", "เอกสาร"], ["O1", "โครงสร้าง"], ["O2", "ผู้บริหาร"]])
    made.active["B2"].hyperlink = "https://example.go.th/o1.pdf"
    made.active["B3"] = '=HYPERLINK("https://example.go.th/o2.pdf","ผู้บริหาร")'
    made.active["A3"].hyperlink = "#งบ2569!A1"
    links = [b for b in extract(saved(made)).blocks if b.kind is Kind.LINK]
    assert [(b.href, b.where) for b in links] == [
        ("https://example.go.th/o1.pdf", "แผ่นงาน งบ2569 แถว 2"),
        ("https://example.go.th/o2.pdf", "แผ่นงาน งบ2569 แถว 3"),
    ]
    assert (links[0].text, links[0].near) == ("โครงสร้าง", "O1 | โครงสร้าง")


def test_hidden_sheets_are_not_published():
    made = book([["เห็น", "ได้"], ["ก", "ข"]])
    hidden = made.create_sheet("ซ่อน")
    hidden.append(["ลับ", "มาก"])
    hidden.sheet_state = "hidden"
    assert "ลับ" not in " ".join(block.text for block in extract(saved(made)).blocks)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1234.0, "1234"),
        (0.1 + 0.2, "0.3"),
        (1234567.25, "1234567.25"),
        (0.0, "0"),
        (-5.0, "-5"),
        (True, "TRUE"),
        (None, ""),
        ("  ก \n ข ", "ก ข"),
        (datetime.date(2026, 3, 31), "2026-03-31"),
        (datetime.datetime(2026, 3, 31), "2026-03-31"),
        (datetime.datetime(2026, 3, 31, 9, 5), "2026-03-31 09:05"),
        (1e20, "1e+20"),
    ],
)
def test_values_as_people_write_them(value, text):
    assert shown(value) == text


def test_a_long_sheet_is_read_to_its_limit():
    made = openpyxl.Workbook(write_only=True)
    sheet = made.create_sheet("ยาว")
    for number in range(MOST_ROWS + 5):
        sheet.append([number, "ก"])
    document = extract(saved(made))
    assert document.problem == "too_large"
    assert len(document.blocks) == MOST_ROWS


def test_unreadable_books(monkeypatch):
    monkeypatch.setattr("audit.extract.office.MOST_TOTAL", 20_000_000)
    assert extract(zipped({"[Content_Types].xml": "", "xl/workbook.xml": "x"})).problem == "broken"
    assert extract(bomb("xl/worksheets/sheet1.xml", 30)).problem == "too_large"
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert extract(ole + "Workbook\0".encode("utf-16-le")).problem == "broken"
    assert extract(ole + "EncryptedPackage\0".encode("utf-16-le")).problem == "password"
    assert extract(saved(openpyxl.Workbook())).problem == "empty"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_csv_of_any_charset_and_delimiter(encoding, mark):
    rows = [["ลำดับ", "รายการ", "บาท"], ["1", "ค่าไฟ", "100"], ["2", f'"น้ำ{mark} ประปา"', "5"]]
    data = "\r\n".join(mark.join(row) for row in rows).encode(encoding)
    document = extract(data, name="x.csv")
    assert document.media == "text/csv"
    assert document.tables[0].header == ("ลำดับ", "รายการ", "บาท")
    assert document.tables[0].rows[1][1] == " ".join(f"น้ำ{mark} ประปา".split())
    assert document.blocks[1].where == "แถว 2"


def test_a_comma_inside_numbers_does_not_win():
    assert delimiter_of(['ก;"1,200"', 'ข;"1,300,000"', "ค;5"]) == ";"


def test_a_row_is_named_by_its_last_line_when_a_cell_has_several():
    document = extract('ก,ข\n"ค\nง",จ\nฉ,ช'.encode(), name="x.csv")
    assert [block.text for block in document.blocks if block.kind is Kind.ROW] == [
        "ก | ข",
        "ค ง | จ",
        "ฉ | ช",
    ]


def test_several_tables_on_one_sheet():
    first = [["ที่", "โครงการ", "บาท"], [1, "ก", 10], [2, "ข", 20]]
    second = [["หน่วยงาน", "จำนวนคน"], ["กองคลัง", 4], ["กองช่าง", 5]]
    document = extract(saved(book([*first, [], ["บุคลากร"], *second])))
    assert [table.header for table in document.tables] == [
        ("ที่", "โครงการ", "บาท"),
        ("หน่วยงาน", "จำนวนคน"),
    ]
    assert document.tables[1].rows == (("กองคลัง", "4"), ("กองช่าง", "5"))


def test_an_empty_row_inside_a_table_does_not_part_it():
    rows = [["ที่", "โครงการ", "บาท"], [1, "ก", 10], [], ["รวม", "สองกอง", 30], [], ["กอง", "ค", "ง"]]
    (table,) = extract(saved(book(rows))).tables
    assert len(table.rows) == 3


def test_the_line_that_tells_excel_the_delimiter_is_no_row():
    document = extract("sep=|\r\nลำดับ|รายการ\r\n1|ก;ข;ค\r\n".encode("cp874"), name="a.csv")
    assert [(b.text, b.where) for b in document.blocks] == [
        ("ลำดับ | รายการ", "แถว 2"),
        ("1 | ก;ข;ค", "แถว 3"),
    ]


def counted(cell: str) -> bytes:
    """A workbook whose last cell is written like this."""
    book = openpyxl.Workbook()
    book.active.append(["รวมเงิน", "=1+1"])
    out, made = io.BytesIO(), io.BytesIO()
    book.save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name).decode()
            new.writestr(name, re.sub('<c r="B1".*?</c>', cell, part, flags=re.S))
    return out.getvalue()


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ('<c r="B1"><f>1+1</f><v></v></c>', "partly"),
        ('<c r="B1"><f>1+1</f><v/></c>', "partly"),
        ('<c r="B1" s="1"><f t="shared" si="0"/></c>', "partly"),
        ('<c r="B1"><f>1+1</f><v>2</v></c>', None),
        ('<c r="B1" t="str"><f>""</f><v></v></c>', None),
    ],
)
def test_a_formula_nobody_counted_is_told(cell, problem):
    document = extract(counted(cell), name="a.xlsx")
    assert document.problem == problem
    assert document.blocks[0].text.startswith("รวมเงิน")
