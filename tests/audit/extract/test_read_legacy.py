"""Office files of before 2007, and RTF."""

import pytest
from makers_ole import Para, doc, doc_row, ole, ppt

from audit.extract import extract
from rules.document import Kind, Legibility


def test_a_word_file_with_headings_and_a_table():
    header = doc_row("ลำดับ", "โครงการ", "งบประมาณ")
    rows = doc_row("๑", "ซื้อกระดาษ\rและหมึก", "1,250.00") + doc_row("2", "", "น้ำดื่ม")
    document = extract(
        doc([Para("รายงานผลการจัดซื้อ พ.ศ. ๒๕๖๙\r", style=1), *header, *rows, Para("จบ\r")])
    )
    assert document.problem is None
    assert [block.kind for block in document.blocks[:2]] == [Kind.HEADING, Kind.ROW]
    assert document.blocks[-1].text == "จบ"
    assert document.blocks[1].where == "หัวข้อ รายงานผลการจัดซื้อ พ.ศ. ๒๕๖๙"
    (table,) = document.tables
    assert table.header == ("ลำดับ", "โครงการ", "งบประมาณ")
    assert table.rows == (("๑", "ซื้อกระดาษ และหมึก", "1,250.00"), ("2", "", "น้ำดื่ม"))


@pytest.mark.parametrize("heap", [False, True])
def test_merged_cells_stand_in_every_place_that_they_cover(heap):
    rows = [
        *doc_row("โครงการ", "ไตรมาส", edges=[0, 1000, 3000], flags=[0x60, 0]),
        *doc_row("", "แรก", "หลัง", flags=[0x20, 0, 0]),
        *doc_row("ก", "5", "6"),
        *doc_row("ข", "7", "8"),
    ]
    (table,) = extract(doc(rows, heap=heap)).tables
    assert table.header == ("โครงการ", "ไตรมาส แรก", "ไตรมาส หลัง")
    assert table.rows[0] == ("ก", "5", "6")


def test_fields_of_a_word_file_are_instructions_and_links():
    link = '\x13 HYPERLINK "https://example.go.th/a.pdf" \x14ดาวน์โหลดแผน\x15'
    document = extract(doc([Para(f"{link} หน้า \x13 PAGE \x145\x15\r")], footnote="หมายเหตุ\r"))
    text, pointer, note = document.blocks
    assert text.text == "ดาวน์โหลดแผน หน้า 5"
    assert (pointer.kind, pointer.text, pointer.href) == (
        Kind.LINK, "ดาวน์โหลดแผน", "https://example.go.th/a.pdf",
    )  # fmt: skip
    assert (note.text, note.where) == ("หมายเหตุ", "เชิงอรรถ")


def test_a_word_file_that_cannot_be_read_says_why():
    assert extract(doc([Para("ก\r")], flags=0x0300)).problem == "password"
    assert extract(doc([Para("\x01\r")])).problem == "scan"
    assert extract(doc([Para("\r")])).problem == "empty"
    assert extract(ole({"WordDocument": b"\xec\xa5\x65\0" + bytes(600)})).problem == "unsupported"
    assert extract(ole({"WordDocument": b"\xec\xa5\xc1\0" + bytes(600)})).problem == "broken"


def test_a_word_file_that_holds_a_workbook_is_a_word_file():
    assert (
        extract(ole({"Workbook": b"x", "WordDocument": b"x"})).media == "application/vnd.ms-excel"
    )
    nested = doc([Para("Workbook\r")])
    assert extract(nested).media == "application/msword"


def test_slides_of_an_old_presentation():
    document = extract(ppt(("แผนปฏิบัติราชการ", "ข้อหนึ่ง\rข้อสอง"), ("ผลงาน", "น้ำใจ")))
    assert [(block.kind, block.text, block.where) for block in document.blocks] == [
        (Kind.HEADING, "แผนปฏิบัติราชการ", "สไลด์ 1"),
        (Kind.TEXT, "ข้อหนึ่ง", "สไลด์ 1"),
        (Kind.TEXT, "ข้อสอง", "สไลด์ 1"),
        (Kind.HEADING, "ผลงาน", "สไลด์ 2"),
        (Kind.TEXT, "น้ำใจ", "สไลด์ 2"),
    ]
    assert document.title == "แผนปฏิบัติราชการ"


def test_an_old_presentation_that_cannot_be_read_says_why():
    assert extract(ppt(("ก", "ข"), encrypted=True)).problem == "password"
    assert extract(ppt(("", ""))).problem == "scan"
    assert extract(ole({"PowerPoint Document": b"nothing"})).problem == "broken"


def rtf(inside: str, head: str = r"\ansi\ansicpg874\deff0") -> bytes:
    fonts = r"{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset222 Angsana New;}}"
    return ("{\\rtf1" + head + fonts + inside + "}").encode("ascii")


def hexed(text: str) -> str:
    return "".join(f"\\'{byte:02x}" for byte in text.encode("cp874"))


def test_rtf_without_what_is_hidden_or_struck_out():
    words = r"one {\deleted two}{\v three}{\b four\v0}{\cf1\deleted\fs28 five}{\viewkind4 six}\par"
    text = " ".join(block.text for block in extract(rtf(words)).blocks)
    assert text.split() == ["one", "foursix"]


def test_rtf_with_heads_feet_notes_and_boxes():
    words = (
        r"{\header\pard head\par}{\footerr foot\par} body{\footnote\pard note}"
        r" rest{\shp{\*\shpinst{\sp{\sn shapeType}{\sv 202}}{\shptxt\pard box\par}}"
        r"{\shprslt{\*\do box}}}\par {\header\v hidden}end\par"
    )
    seen = [block.text for block in extract(rtf(words)).blocks]
    assert seen == ["head", "foot", "body note rest box", "end"]


def test_rtf_in_every_way_of_writing_thai():
    codes = "".join(f"\\u{ord(letter)}?" for letter in "น้ำใจ")
    words = rf"\f1 {hexed('ประกาศ')}\par\f0 {hexed('คำสั่ง')}\par {codes}\par"
    assert [block.text for block in extract(rtf(words)).blocks] == ["ประกาศ", "คำสั่ง", "น้ำใจ"]
    raw = rtf("X\\par").replace(b"X", "ประกาศ".encode("cp874"))
    assert extract(raw).blocks[0].text == "ประกาศ"


def test_tables_and_links_of_rtf():
    def row(*cells: str) -> str:
        return (
            r"\trowd\cellx1\cellx2 " + "".join(f"{hexed(cell)}\\cell " for cell in cells) + r"\row "
        )

    link = (
        r'{\field{\*\fldinst{HYPERLINK "https://example.go.th/a"}}{\fldrslt{' + hexed("ดู") + "}}}"
    )
    document = extract(
        rtf(
            r"\pard x\par "
            + row("ก", "ข")
            + row("1", "")
            + row("3", "4")
            + r"\pard "
            + link
            + r"\par"
        )
    )
    (table,) = document.tables
    assert (table.header, table.rows) == (("ก", "ข"), (("1", ""), ("3", "4")))
    assert [block.text for block in document.blocks if block.kind is Kind.ROW] == [
        "ก | ข",
        "1",
        "3 | 4",
    ]
    pointer = document.blocks[-1]
    assert (pointer.kind, pointer.text, pointer.href) == (Kind.LINK, "ดู", "https://example.go.th/a")


def test_rtf_without_words():
    empty = extract(rtf(""))
    assert (empty.legibility, empty.problem) == (Legibility.NONE, "empty")
    assert extract(rtf(r"{\pict\pngblip " + "89504e47" * 200 + "}")).problem == "scan"


def test_cells_of_rtf_that_are_merged_downwards():
    def row(shape: str, *cells: str) -> str:
        return rf"\trowd {shape}" + "".join(f"{hexed(cell)}\\cell " for cell in cells) + r"\row "

    first = r"\clvmgf\cellx100\cellx200 "
    rest = r"\clvmrg\clvertalt\cellx100\cellx200 "
    whole = row(r"\cellx100\cellx200 ", "กอง", "งาน") + row(first, "คลัง", "ก") + row(rest, "", "ข")
    (table,) = extract(rtf(whole)).tables
    assert table.rows == (("คลัง", "ก"), ("คลัง", "ข"))


def test_a_cell_of_rtf_that_reaches_over_several_columns_stands_in_each():
    def row(edges: str, *cells: str) -> str:
        return rf"\trowd {edges} " + "".join(f"{hexed(cell)}\\cell " for cell in cells) + r"\row "

    above = row(r"\cellx1000\cellx3010", "กอง", "งบ")
    below = row(r"\clvmrg\cellx1000\cellx2000\cellx3000", "", "ตั้ง", "ใช้")
    values = row(r"\cellx1000\cellx2000\cellx3000", "คลัง", "5", "3")
    (table,) = extract(rtf(above + below + values)).tables
    assert (table.header, table.rows) == (("กอง", "งบ ตั้ง", "งบ ใช้"), (("คลัง", "5", "3"),))
