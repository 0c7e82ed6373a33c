"""Word and PowerPoint files as their readers see them."""

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.shared import Pt
from makers import bomb, png, pptx, zipped

from audit.extract import extract
from rules.document import Kind, Legibility

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word(**parts: str):
    """The document of a DOCX with this body (WordprocessingML)."""
    body = f"<w:document {SPACES}><w:body>{parts.pop('body')}</w:body></w:document>"
    return extract(zipped({"[Content_Types].xml": "", "word/document.xml": body, **parts}))


def seen(document, kind=None):
    return [block.text for block in document.blocks if kind in {None, block.kind}]


def test_headings_lines_and_places():
    made = docx.Document()
    made.core_properties.title = "แผนปฏิบัติราชการ"
    made.add_heading("บทที่ ๑", 1)
    paragraph = made.add_paragraph("บรรทัดแรก")
    paragraph.add_run().add_break()
    paragraph.add_run("บรรทัดสอง\tต่อ")
    made.add_paragraph().add_run("หัวข้อตัวหนา").bold = True
    made.add_paragraph("ความ")
    document = extract(saved(made))
    assert document.title == "แผนปฏิบัติราชการ"
    assert [(b.kind.value, b.text, b.where) for b in document.blocks] == [
        ("heading", "บทที่ ๑", "หัวข้อ บทที่ ๑"),
        ("text", "บรรทัดแรก", "หัวข้อ บทที่ ๑"),
        ("text", "บรรทัดสอง ต่อ", "หัวข้อ บทที่ ๑"),
        ("heading", "หัวข้อตัวหนา", "หัวข้อ หัวข้อตัวหนา"),
        ("text", "ความ", "หัวข้อ หัวข้อตัวหนา"),
    ]


def test_headers_and_footers_are_read_once():
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "กรมตัวอย่าง"
    made.sections[0].footer.paragraphs[0].text = "ข้อมูล ณ วันที่ ๓๑ มีนาคม ๒๕๖๙"
    made.add_paragraph("เนื้อ")
    document = extract(saved(made))
    assert [(b.text, b.where) for b in document.blocks] == [
        ("กรมตัวอย่าง", "หัวกระดาษ"),
        ("เนื้อ", "ต้นเอกสาร"),
        ("ข้อมูล ณ วันที่ ๓๑ มีนาคม ๒๕๖๙", "ท้ายกระดาษ"),
    ]


def test_tables_with_merged_cells():
    made = docx.Document()
    table = made.add_table(rows=4, cols=3)
    for row, cells in enumerate(
        [["รายการ", "ปี", ""], ["", "2568", "2569"], ["อบรม", "10", "20"], ["", "30", "40"]]
    ):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(2, 0).merge(table.cell(3, 0))
    document = extract(saved(made))
    (found,) = document.tables
    assert found.header == ("รายการ", "ปี 2568", "ปี 2569")
    assert found.rows == (("อบรม", "10", "20"), ("อบรม", "30", "40"))
    assert seen(document, Kind.ROW)[-1] == "อบรม | 30 | 40"


def test_pictures_with_width_and_words():
    made = docx.Document()
    table = made.add_table(rows=1, cols=2)
    picture = table.cell(0, 0).paragraphs[0].add_run().add_picture(io.BytesIO(png()), width=Pt(90))
    picture._inline.docPr.set("descr", "รูปอธิบดี")
    table.cell(0, 1).text = "นายสมชาย ใจดี อธิบดี"
    (found,) = [b for b in extract(saved(made)).blocks if b.kind is Kind.PICTURE]
    assert (found.text, found.width, found.near) == ("รูปอธิบดี", 120, "นายสมชาย ใจดี อธิบดี")


def test_a_file_of_pictures_alone_is_a_scan():
    made = docx.Document()
    made.add_picture(io.BytesIO(png()))
    document = extract(saved(made))
    assert (document.legibility, document.problem) == (Legibility.NONE, "scan")


def test_links_by_relation_and_by_field():
    document = word(
        body='<w:p><w:r><w:t xml:space="preserve">คู่มือ </w:t></w:r>'
        '<w:hyperlink r:id="r1"><w:r><w:t>ที่นี่</w:t></w:r></w:hyperlink></w:p>'
        '<w:p><w:r><w:instrText> HYPERLINK "http://x.go.th/b" </w:instrText></w:r></w:p>',
        **{
            "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org'
            '/package/2006/relationships"><Relationship Id="r1" Type="a/hyperlink" '
            'Target="http://x.go.th/a" TargetMode="External"/></Relationships>'
        },
    )
    links = [(b.text, b.href, b.near) for b in document.blocks if b.kind is Kind.LINK]
    assert links == [("ที่นี่", "http://x.go.th/a", "คู่มือ ที่นี่"), ("", "http://x.go.th/b", "")]


def test_text_boxes_deleted_and_hidden_words():
    made = docx.Document()
    paragraph = made.add_paragraph("นอกกล่อง")
    box = (
        f'<w:r {SPACES} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        "<mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>ในกล่อง</w:t></w:r></w:p>"
        "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>ในกล่อง</w:t></w:r>"
        "</w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
    )
    paragraph._p.append(parse_xml(box))
    gone = f"<w:del {SPACES}><w:r><w:delText>ลบแล้ว</w:delText></w:r></w:del>"
    paragraph._p.append(parse_xml(gone))
    hidden = f"<w:r {SPACES}><w:rPr><w:vanish/></w:rPr><w:t>ซ่อน</w:t></w:r>"
    paragraph._p.append(parse_xml(hidden))
    assert seen(extract(saved(made))) == ["นอกกล่อง", "ในกล่อง"]


SHAPE = (
    "<p:sp><p:nvSpPr><p:nvPr>{place}</p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:rPr>{click}</a:rPr>"
    "<a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
)


def shape(text, place="", click=""):
    return SHAPE.format(text=text, place=place, click=click)


def test_slides():
    cell = "<a:tc><a:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></a:txBody></a:tc>"
    rows = (("เดือน", "เรื่อง"), ("ต.ค.", "0"))
    table = "".join(f"<a:tr>{''.join(map(cell.format, row))}</a:tr>" for row in rows)
    document = extract(
        pptx(
            shape("นโยบายไม่รับของขวัญ", '<p:ph type="title"/>') + shape("ข้อความ"),
            shape("คลิก", click='<a:hlinkClick r:id="k"/>') + f"<a:tbl>{table}</a:tbl>",
            links=(("k", "https://x.go.th/"),),
        )
    )
    assert document.title == "นโยบายไม่รับของขวัญ"
    assert [(b.kind.value, b.text, b.where) for b in document.blocks] == [
        ("heading", "นโยบายไม่รับของขวัญ", "สไลด์ 1"),
        ("text", "ข้อความ", "สไลด์ 1"),
        ("text", "คลิก", "สไลด์ 2"),
        ("link", "คลิก", "สไลด์ 2"),
        ("row", "เดือน | เรื่อง", "สไลด์ 2"),
        ("row", "ต.ค. | 0", "สไลด์ 2"),
    ]
    assert document.tables[0].rows == (("ต.ค.", "0"),)


@pytest.mark.parametrize("name", ["word/document.xml", "ppt/presentation.xml"])
def test_broken_parts(name, monkeypatch):
    monkeypatch.setattr("audit.extract.office.MOST_PART", 20_000_000)
    assert extract(zipped({"[Content_Types].xml": "", name: ""})).problem == "broken"
    assert extract(bomb(name, 30)).problem == "too_large"
    assert extract(bomb(name, 2)[:1500]).problem == "broken"


def test_entities_are_not_expanded():
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    body = (
        f'<!DOCTYPE d [<!ENTITY l0 "ha"><!ENTITY f SYSTEM "file:///etc/hostname">{laughs}]>'
        f"<w:document {SPACES}><w:body><w:p><w:r><w:t>ก&l8;&f;ข</w:t></w:r></w:p></w:body>"
        "</w:document>"
    )
    document = extract(zipped({"[Content_Types].xml": "", "word/document.xml": body}))
    assert "ha" not in "".join(seen(document))


def test_merged_cells_of_a_slide():
    def cell(text, more=""):
        return f"<a:tc {more}><a:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></a:txBody></a:tc>"

    rows = (
        cell("โครงการ", 'rowSpan="2"') + cell("งบประมาณ", 'gridSpan="2"') + cell("", 'hMerge="1"'),
        cell("", 'vMerge="1"') + cell("ตั้งไว้") + cell("จ่ายจริง"),
        cell("ก") + cell("10") + cell("5"),
    )
    inside = "".join(f"<a:tr>{row}</a:tr>" for row in rows)
    (table,) = extract(pptx(f"<a:tbl>{inside}</a:tbl>")).tables
    assert table.header == ("โครงการ", "งบประมาณ ตั้งไว้", "งบประมาณ จ่ายจริง")
    assert table.rows == (("ก", "10", "5"),)
