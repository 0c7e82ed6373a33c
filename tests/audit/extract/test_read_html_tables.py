"""Tables of a page: data told from layout, spans filled, header found."""

import pytest

from audit.extract import extract
from audit.extract.html_tables import MOST_COLUMNS
from rules.document import Kind


def read(body: str):
    return extract(f"<html><body>{body}</body></html>".encode())


def rows(body: str):
    return [block.text for block in read(body).blocks if block.kind is Kind.ROW]


def test_header_rows_and_cells():
    page = read(
        "<h2>งบ</h2><table><caption>ตารางที่ 1</caption><thead><tr><th>ลำดับ<th>รายการ<th>บาท</tr>"
        "<tbody><tr><td>1<td>ค่าไฟ<td>1,200.50</tr><tr><td>2<td>ค่าน้ำ<td></tr></table>"
    )
    (table,) = page.tables
    assert table.header == ("ลำดับ", "รายการ", "บาท")
    assert table.rows == (("1", "ค่าไฟ", "1,200.50"), ("2", "ค่าน้ำ", ""))
    assert table.where == "หัวข้อ งบ"
    assert [b.text for b in page.blocks if b.kind is Kind.ROW][1] == "1 | ค่าไฟ | 1,200.50"
    assert (Kind.CAPTION, "ตารางที่ 1") in [(b.kind, b.text) for b in page.blocks]


def test_two_header_rows_become_one():
    page = read(
        "<table><tr><th rowspan=2>รายการ<th colspan=2>งบประมาณ</tr><tr><th>แผน<th>ผล</tr>"
        "<tr><td>อบรม<td>10<td>8</tr></table>"
    )
    assert page.tables[0].header == ("รายการ", "งบประมาณ แผน", "งบประมาณ ผล")
    assert page.tables[0].rows == (("อบรม", "10", "8"),)


def test_unmarked_headers_over_two_rows_are_found_too():
    page = read(
        "<table><tr><td rowspan=2>รายการ<td colspan=2>ปี</tr><tr><td>2568<td>2569</tr>"
        "<tr><td>อบรม<td>10<td>8</tr></table>"
    )
    assert page.tables[0].header == ("รายการ", "ปี 2568", "ปี 2569")


def test_a_title_across_the_table_is_not_its_header():
    page = read(
        "<table><tr><td colspan=2>สถิติเรื่องร้องเรียน</tr><tr><td>เดือน<td>เรื่อง</tr>"
        "<tr><td>ต.ค. 68<td>0</tr></table>"
    )
    assert page.tables[0].header == ("เดือน", "เรื่อง")


def test_a_heading_row_across_the_table_leads_the_rows_below():
    page = read(
        "<table><tr><th>ข้อ<th>ไฟล์</tr><tr><th colspan=2>ตัวชี้วัดที่ 9</tr>"
        "<tr><td>O1<td><a href=1.pdf>โครงสร้าง</a></tr></table>"
    )
    (link,) = [block for block in page.blocks if block.kind is Kind.LINK]
    assert (link.where, link.near) == ("หัวข้อ ตัวชี้วัดที่ 9", "O1 | โครงสร้าง")


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr><td><h1>เรื่อง</h1><p>ความ</p></td><td>ข้าง</td></tr></table>",
        "<table><tr><td>เรื่อง</td></tr><tr><td>ความ</td></tr></table>",
        "<table role=presentation><tr><td>เรื่อง<td>ความ</tr><tr><td>ก<td>ข</tr></table>",
        "<table><tr><td>เรื่อง<td>" + "ยาว" * 900 + "<td>ความ</tr></table>",
    ],
)
def test_tables_that_only_arrange_the_page_flow(body):
    page = read(body)
    assert not page.tables
    assert Kind.ROW not in {block.kind for block in page.blocks}
    assert "เรื่อง" in [block.text for block in page.blocks]


def test_a_table_inside_a_layout_table_is_data():
    inner = "<table><tr><th>ก<th>ข</tr><tr><td>1<td>2</tr></table>"
    page = read(f"<table><tr><td>เมนู<td>{inner}</tr></table>")
    assert [table.rows for table in page.tables] == [(("1", "2"),)]


def test_claimed_sizes_are_bounded():
    page = read(
        "<table><tr><td colspan=999999>ก<td rowspan=999999>ข</tr><tr><td>ค<td>ง</tr></table>"
    )
    assert all(len(table.header) <= MOST_COLUMNS for table in page.tables)
    assert "ง" in " ".join(block.text for block in page.blocks)


@pytest.mark.parametrize("span", ["0", "-1", "x", "1.5", "๓", ""])
def test_odd_spans_are_taken_as_one(span):
    assert rows(f"<table><tr><td colspan='{span}'>ก<td>ข</tr><tr><td>ค<td>ง</tr></table>") == [
        "ก | ข",
        "ค | ง",
    ]


def test_a_picture_in_a_cell_is_near_the_words_of_its_cell():
    page = read(
        "<table><tr><td><img src=a.jpg><br>นายสมชาย ใจดี<td><img src=b.jpg><br>นางสมหญิง งามดี</tr>"
        "<tr><td>อธิบดี<td>รองอธิบดี</tr></table>"
    )
    near = {block.href: block.near for block in page.blocks if block.kind is Kind.PICTURE}
    assert near == {"a.jpg": "นายสมชาย ใจดี", "b.jpg": "นางสมหญิง งามดี"}


def test_a_big_table_is_read_whole():
    body = "".join(f"<tr><td>{n}<td>รายการที่ {n}<td>{n * 10}</tr>" for n in range(3000))
    page = read(f"<table><tr><th>ลำดับ<th>รายการ<th>บาท</tr>{body}</table>")
    assert len(page.tables[0].rows) == 3000
    assert page.tables[0].rows[-1] == ("2999", "รายการที่ 2999", "29990")
