"""XML Spreadsheet 2003, and text that is called a workbook."""

import io

import pytest
import xlsxwriter
from makers_ole import ole
from test_sheet_hidden import three_rows

from audit.extract import extract, locked
from audit.extract.reading import UnreadableError

BOOK = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:o="urn:schemas-microsoft-com:office:office">
<o:DocumentProperties><o:Author>ผู้พิมพ์</o:Author></o:DocumentProperties>
<Styles>
<Style ss:ID="d"><NumberFormat ss:Format="[$-D07041E]d mmmm yyyy"/></Style>
<Style ss:ID="n"><NumberFormat ss:Format="#,##0"/></Style></Styles>
<Worksheet ss:Name="แผน"><Table><Column ss:Index="3" ss:Span="1" ss:Hidden="1"/>
<Row><Cell ss:MergeAcross="1"><Data ss:Type="String">แผนปี 2569</Data></Cell></Row>
<Row><Cell ss:HRef="https://www.example.go.th/a.pdf"><Data ss:Type="String">โครงการ</Data></Cell>
<Cell ss:Index="2"><Data ss:Type="String">งบ</Data></Cell>
<Cell ss:Index="4"><Data ss:Type="String">ลับ</Data></Cell></Row>
<Row ss:Index="5"><Cell ss:MergeDown="1"><Data ss:Type="String">ถนน</Data></Cell>
<Cell ss:StyleID="n"><Data ss:Type="Number">1500</Data></Cell></Row>
<Row><Cell ss:Index="2" ss:StyleID="d"><Data ss:Type="DateTime">2026-03-31T00:00:00</Data></Cell>
</Row><Row ss:Hidden="1"><Cell><Data ss:Type="String">ลับ</Data></Cell></Row>
</Table></Worksheet>
<Worksheet ss:Name="ซ่อน"><Table><Row><Cell><Data ss:Type="String">ลับ</Data></Cell></Row></Table>
<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible>
</WorksheetOptions></Worksheet></Workbook>"""


def test_a_book_in_xml_is_read_as_excel_shows_it():
    document = extract(BOOK.encode(), media="application/vnd.ms-excel", name="a.xls")
    rows = [(one.text, one.where) for one in document.blocks if one.href is None]
    assert rows == [
        ("แผนปี 2569", "แผ่นงาน แผน แถว 1"),
        ("โครงการ | งบ", "แผ่นงาน แผน แถว 2"),
        ("ถนน | 1,500", "แผ่นงาน แผน แถว 5"),
        ("ถนน | ๓๑ มีนาคม ๒๕๖๙", "แผ่นงาน แผน แถว 6"),
    ]
    assert [one.text for one in document.blocks if one.href] == ["โครงการ"]
    assert document.tables[0].header == ("โครงการ", "งบ")


def test_a_damaged_book_in_xml():
    head, _, _ = BOOK.partition("<Row ss:Index")
    assert extract(head.encode()).blocks[0].text == "แผนปี 2569"
    nothing = b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
    assert extract(nothing).problem == "empty"
    odd = BOOK.replace(">1500<", ">พันห้า<").replace("2026-03-31T", "ไม่ทราบ")
    assert "ถนน | พันห้า" in [one.text for one in extract(odd.encode()).blocks]


@pytest.mark.parametrize("mark", ["\t", ","])
@pytest.mark.parametrize("encoding", ["cp874", "utf-8-sig", "utf-16"])
def test_text_called_a_workbook_is_a_table(mark, encoding):
    data = f"ลำดับ{mark}โครงการ\r\n1{mark}ถนน\r\n".encode(encoding)
    (table,) = extract(data, name="a.xls").tables
    assert table.rows == (("1", "ถนน"),)
    assert not extract(data, name="a.txt").tables


def test_prose_called_a_workbook_stays_text():
    assert extract("ประกาศกรม\nเรื่อง แผน".encode(), name="a.xls").media == "text/plain"


def test_what_excel_opens_without_asking_is_read():
    office = pytest.importorskip("msoffcrypto.format.ooxml")
    plain = io.BytesIO()
    with xlsxwriter.Workbook(plain, {"in_memory": True}) as made:
        three_rows(made)
    for word, problem in (("VelvetSweatshop", None), ("1234", "password")):
        out = io.BytesIO()
        office.OOXMLFile(plain).encrypt(word, out)
        assert extract(out.getvalue(), name="a.xlsx").problem == problem


def test_other_locked_files_stay_closed():
    with pytest.raises(UnreadableError) as caught:
        locked.opened(ole({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}))
    assert caught.value.problem == "password"


def test_cells_merged_over_everything_take_no_room():
    cell = (
        '<Cell ss:MergeAcross="99999" ss:MergeDown="99999"><Data ss:Type="String">แผน</Data></Cell>'
    )
    head, _, tail = BOOK.partition("<Row>")
    document = extract(f"{head}{f'<Row>{cell}</Row>' * 50}<Row>{tail}".encode(), name="a.xls")
    assert document.problem == "too_large"
