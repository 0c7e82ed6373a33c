"""Text documents and slides of LibreOffice."""

from makers import odf

from audit.extract import extract
from rules.document import Kind, Legibility


def cell(text: str, more: str = "") -> str:
    return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"


def covered(times: int = 1) -> str:
    return f'<table:covered-table-cell table:number-columns-repeated="{times}"/>'


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def table(*rows: str) -> str:
    return f"<table:table><table:table-column/>{''.join(rows)}</table:table>"


def test_headings_text_and_links():
    inside = (
        '<text:h text:outline-level="1">ประกาศ<text:s text:c="2"/>อบต.</text:h>'
        '<text:p>ดู<text:tab/><text:a xlink:href="https://example.go.th/a.pdf">แผน</text:a> แล้ว'
        "<office:annotation><text:p>ความเห็น</text:p></office:annotation>"
        "<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>เชิงอรรถ</text:p></text:note-body></text:note></text:p>"
        "<text:list><text:list-item><text:p>ข้อหนึ่ง</text:p></text:list-item></text:list>"
        '<text:section><text:p><draw:frame><draw:image xlink:href="a.png"/>'
        "<svg:desc xmlns:svg='x'>ผังโครงสร้าง</svg:desc></draw:frame></text:p></text:section>"
    )
    around = "<style:header><text:p>หัวกระดาษของเรา</text:p></style:header>"
    document = extract(odf("text", inside, around))
    assert [(block.kind, block.text) for block in document.blocks] == [
        (Kind.HEADING, "ประกาศ อบต."),
        (Kind.TEXT, "ดู แผน แล้ว"),
        (Kind.LINK, "แผน"),
        (Kind.TEXT, "เชิงอรรถ"),
        (Kind.TEXT, "ข้อหนึ่ง"),
        (Kind.PICTURE, "ผังโครงสร้าง"),
        (Kind.TEXT, "หัวกระดาษของเรา"),
    ]
    assert document.blocks[2].href == "https://example.go.th/a.pdf"
    assert document.blocks[1].where == "หัวข้อ ประกาศ อบต."
    assert document.title == "ประกาศ อบต."


def test_merged_cells_of_a_table_with_a_marked_header():
    header = row(
        cell("โครงการ", 'table:number-rows-spanned="2"'),
        cell("งบประมาณ", 'table:number-columns-spanned="2"'),
        covered(),
    ) + row(covered(), cell("ตั้งไว้"), cell("จ่ายจริง"))
    made = table(
        f"<table:table-header-rows>{header}</table:table-header-rows>",
        row(cell("ก"), cell("1,000", 'table:number-columns-repeated="2"')),
        row(cell("๒"), cell("5"), cell("")),
    )
    (found,) = extract(odf("text", made)).tables
    assert found.header == ("โครงการ", "งบประมาณ ตั้งไว้", "งบประมาณ จ่ายจริง")
    rows = [block.text for block in extract(odf("text", made)).blocks]
    assert rows[1] == "โครงการ | ตั้งไว้ | จ่ายจริง"
    assert found.rows == (("ก", "1,000", "1,000"), ("๒", "5", ""))


def test_rows_and_cells_repeated_without_end_are_bounded():
    endless = row(
        cell("x", 'table:number-columns-repeated="999999"'),
        more='table:number-rows-repeated="999999"',
    )
    document = extract(odf("text", table(endless)))
    assert sum(map(len, (document.tables[0].header, *document.tables[0].rows))) <= 2_100_000
    assert len(document.tables[0].header) == 100


def test_slides_and_what_the_speaker_notes():
    inside = (
        '<draw:page><draw:frame presentation:class="title"><draw:text-box><text:p>แผน</text:p>'
        "</draw:text-box></draw:frame><presentation:notes><text:p>บันทึก</text:p>"
        "</presentation:notes></draw:page><draw:page><draw:custom-shape><text:p>ผล</text:p>"
        "</draw:custom-shape></draw:page>"
    )
    document = extract(odf("presentation", inside))
    assert [(block.kind, block.text, block.where) for block in document.blocks] == [
        (Kind.HEADING, "แผน", "สไลด์ 1"),
        (Kind.TEXT, "ผล", "สไลด์ 2"),
    ]


def test_files_without_words_say_why():
    picture = odf("text", '<text:p><draw:frame><draw:image xlink:href="a"/></draw:frame></text:p>')
    assert (extract(picture).legibility, extract(picture).problem) == (Legibility.NONE, "scan")
    assert extract(odf("text", "")).problem == "empty"
    without = odf("text", "<text:p>ก</text:p>").replace(b"content.xml", b"another.xml")
    assert extract(without).problem == "broken"


def test_sheets_show_what_their_cells_show():
    money = '<table:table-cell office:value="1250"><text:p>1,250.00 บาท</text:p></table:table-cell>'
    link = '<text:a xlink:href="https://example.go.th/a">แผน</text:a>'
    rows = (
        row(
            cell("ลำดับ"), cell("รายการ"), cell("งบ", 'table:number-columns-spanned="2"'), covered()
        ),
        row(
            '<table:table-cell table:number-columns-repeated="16384"/>',
            more='table:number-rows-repeated="3"',
        ),
        row(cell("๑", 'table:number-rows-spanned="2"'), cell(link), money, cell("2569")),
        row(covered(), cell("ข"), cell("31 มี.ค. 69"), cell("")),
        row(cell(""), more='table:number-rows-repeated="1048000"'),
    )
    sheet = table(*rows).replace("<table:table>", '<table:table table:name="งบ2569">')
    document = extract(odf("spreadsheet", sheet + "<table:table/>"))
    assert document.tables[0].rows == (
        ("๑", "แผน", "1,250.00 บาท", "2569"),
        ("๑", "ข", "31 มี.ค. 69", ""),
    )
    assert document.blocks[1].where == "แผ่นงาน งบ2569 แถว 5"
    (pointer,) = [block for block in document.blocks if block.kind is Kind.LINK]
    assert (pointer.text, pointer.href) == ("แผน", "https://example.go.th/a")
