"""Tables of a PDF that only their columns show."""

from makers import Sheet, pdf

from audit.extract import extract
from rules.document import Kind

HEADER = ["ลำดับ", "โครงการ", "งบประมาณ"]
ROWS = [[str(n), f"โครงการที่ {n}", f"{n * 1250:,}.00"] for n in range(1, 6)]


def printed(rows: list[list[str]], top: float = 600, step: float = 20, left: float = 50) -> Sheet:
    """Rows without any line between them."""
    sheet = Sheet()
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.words.append((left + column * 170, top - number * step, 10, cell))
    return sheet


def test_columns_that_line_up_are_a_table():
    sheet = printed([HEADER, *ROWS]).text("ประกาศผลการดำเนินงาน", size=16)
    sheet.words.append((50, 300, 10, "หมายเหตุ ข้อมูล ณ วันที่ 31 มีนาคม 2569"))
    document = extract(pdf(sheet))
    (table,) = document.tables
    assert table.header == tuple(HEADER)
    assert table.rows == tuple(map(tuple, ROWS))
    texts = [block.text for block in document.blocks if block.kind is not Kind.ROW]
    assert texts == ["ประกาศผลการดำเนินงาน", "หมายเหตุ ข้อมูล ณ วันที่ 31 มีนาคม 2569"]


def test_empty_cells_and_words_that_wrap():
    rows = [
        HEADER,
        ["1", "ก", "100.00"],
        ["2", "", "200.00"],
        ["3", "ค", "-"],
        ["4", "ง", "400.00"],
    ]
    sheet = printed(rows, step=30)
    sheet.words.append((50 + 170, 600 - 30 * 3 - 12, 10, "ต่อท้าย"))
    (table,) = extract(pdf(sheet)).tables
    assert table.rows[1:3] == (("2", "", "200.00"), ("3", "ค ต่อท้าย", "-"))


def test_a_header_over_two_rows():
    top = printed([["ที่", "โครงการ", "ตั้งไว้", "จ่ายจริง"], *[["1", "ก", "5.00", "6.00"]] * 4], top=580)
    top.words.append((450, 600, 10, "งบประมาณ (บาท) ประจำปี 2569"))
    document = extract(pdf(top))
    assert document.tables[0].rows[-1] == ("1", "ก", "5.00", "6.00")


def test_a_table_that_goes_on_over_the_page():
    first, second = printed([HEADER, *ROWS]), printed([HEADER, *ROWS[::-1]], left=53)
    (table,) = extract(pdf(first, second)).tables
    assert len(table.rows) == 10


def test_two_columns_or_two_lines_are_no_table():
    two_columns = [[f"ข้อ {n} 2569", f"{n}.00 บาท 12"] for n in range(8)]
    assert extract(pdf(printed(two_columns))).tables == ()
    assert extract(pdf(printed([HEADER, ROWS[0]]))).tables == ()


def test_sentences_with_wide_gaps_are_no_table():
    sheet = Sheet()
    for number in range(12):
        x = 50.0
        for word in ("ตามที่หน่วยงาน 12", "ได้รับงบประมาณ", "ปี 2569 จำนวน", "หนึ่งแสนบาท"):
            sheet.words.append((x, 700 - number * 16, 10, word))
            x += len(word) * 6 + 12 + (number * 37 + len(word) * 11) % 40
    document = extract(pdf(sheet))
    assert document.tables == ()
    assert all(block.kind is Kind.TEXT for block in document.blocks)


def test_a_row_cut_by_the_end_of_the_page():
    table = [["ลำดับ", "โครงการ", "บาท"], ["1", "ก", "10"], ["2", "ปรับปรุงถนน", "20"]]
    rest = [["", "สายหนึ่ง", ""], ["3", "ค", "30"]]
    pages = (Sheet().table(table), Sheet().table(rest, top=700))
    (found,) = extract(pdf(*pages)).tables
    assert found.rows[1:] == (("2", "ปรับปรุงถนน สายหนึ่ง", "20"), ("3", "ค", "30"))


def test_hyphens_at_the_end_of_a_line():
    lines = ("ประกวดราคาอิเล็กทรอนิกส์ e-", "bidding ตามระเบียบ infor-", "mation โทร. 0 2345-", "6789")
    text = " ".join(block.text for block in extract(pdf(Sheet().text(*lines))).blocks)
    assert "e-bidding" in text
    assert "information" in text
    assert "infor-mation" not in text
