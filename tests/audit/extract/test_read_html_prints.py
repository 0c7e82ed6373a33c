"""Pages that programs made of documents: Word, pdf2htmlEX, pdftohtml; flip-books and frames."""

from __future__ import annotations

import pytest

from audit.extract import extract
from rules.document import Kind


def blocks(body: str, title: str = "เอกสาร"):
    page = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    return extract(page.encode()).blocks


def seen(body: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in blocks(body)]


def targets(body: str) -> list[tuple[str | None, str]]:
    return [(b.href, b.near) for b in blocks(body) if b.kind is Kind.LINK]


# Word ----------------------------------------------------------------------------------------


def test_word_marks_titles_and_headings() -> None:
    assert seen(
        "<p class=MsoTitle>ประกาศกรม</p>"
        "<p class=MsoNormal style='mso-outline-level:2'>หมวด 1<o:p></o:p></p>"
        "<p class=MsoNormal>ข้อความ</p>"
    ) == [("heading", "ประกาศกรม"), ("heading", "หมวด 1"), ("text", "ข้อความ")]


def test_what_word_keeps_for_itself_is_left_out() -> None:
    assert seen(
        "<!--[if gte mso 9]><xml><w:View>Print</w:View></xml><![endif]-->"
        "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span>"
        "1.<span style='font:7.0pt'>&nbsp;&nbsp;</span></span><![endif]>แผน<span>งาน</span></p>"
        "<p>เห็น<span style='display:none;mso-hide: all'>ซ่อน</span></p>"
        "<p><!--[if gte vml 1]><v:shape><v:imagedata src='a.png'/></v:shape><![endif]-->"
        "<![if !vml]><img src='plan.files/image001.jpg' alt='ผัง'><![endif]></p>"
    ) == [("text", "1. แผนงาน"), ("text", "เห็น"), ("picture", "ผัง")]


def test_a_table_of_word_is_a_table() -> None:
    row = "<tr><td><p class=MsoNormal>{}<o:p></o:p></p></td><td><p class=MsoNormal>{}</p></td></tr>"
    table = (
        "<table class=MsoTableGrid>" + row.format("ลำดับ", "งบ") + row.format("1", "๕๐") + "</table>"
    )
    page = extract(f"<html><body><div class=WordSection1>{table}</div></body></html>".encode())
    assert [(table.header, table.rows) for table in page.tables] == [
        (("ลำดับ", "งบ"), (("1", "๕๐"),))
    ]


# prints --------------------------------------------------------------------------------------

SHEET = """<div id=pf{0} class="pf w0 h0" data-page-no="{0}"><div class="pc pc1">
<img class="bi x0 y0" alt="" src="bg.png">{1}</div></div>"""
LINES = """<div class="t m0 x1 h2 y1 ff1">แผนปฏิบัติ<span class="_ _0"></span>ราชการ<span class="_ _1"
> </span>2569</div><div class="t m0 x2 y2">รายการ</div><div class="t m0 x3 y2">งบประมาณ</div>
<div class="t x2 y3">โครงการ ก</div><div class="t x3 y3">50,000</div>
<div class="c x4 y9"><div class="t x0 y4">โครงการ</div><div class="t x0 y5">สองบรรทัด</div></div>
<div class="c x6 y9"><div class="t x0 y4"><a href="p.pdf">ไฟล์</a></div></div>"""


def test_pieces_of_a_printed_sheet_are_lines_again() -> None:
    found = blocks(SHEET.format("c", LINES) + "<p>ท้ายหน้า</p>")
    texts = [(b.kind, b.text) for b in found if b.kind not in (Kind.PICTURE, Kind.LINK)]
    assert texts == [
        (Kind.TEXT, "แผนปฏิบัติราชการ 2569"),
        (Kind.ROW, "รายการ | งบประมาณ"),
        (Kind.ROW, "โครงการ ก | 50,000"),
        (Kind.ROW, "โครงการ สองบรรทัด | ไฟล์"),
        (Kind.TEXT, "ท้ายหน้า"),
    ]
    assert {b.where for b in found[:-1]} == {"หน้า 12"}
    assert found[-1].where == "ต้นหน้า"
    link = next(b for b in found if b.kind is Kind.LINK)
    assert (link.href, link.near) == ("p.pdf", "โครงการ สองบรรทัด | ไฟล์")


def test_lines_placed_by_style() -> None:
    style = '<p style="position:absolute;top:{}px;left:{}px;white-space:nowrap">{}</p>'
    places = [
        (90, 50, "ประกาศ"),
        (120, 50, "รายการ"),
        (121.5, 300, "<b>จำนวน</b>"),
        (150, 50, "หนึ่ง"),
    ]
    body = "<div>" + "".join(style.format(*place) for place in places) + "</div>"
    assert seen(body) == [("text", "ประกาศ"), ("row", "รายการ | จำนวน"), ("text", "หนึ่ง")]


def test_a_page_laid_out_in_layers_keeps_its_parts() -> None:
    layer = '<div style="position:absolute;top:{}px"><h2>ส่วน {}</h2><p>ข้อความ</p></div>'
    found = seen("".join(layer.format(top, top) for top in (10, 10, 90, 90)))
    assert [kind for kind, _ in found] == ["heading", "text"] * 4


@pytest.mark.parametrize("number", ["", "zz", "-"])
def test_a_sheet_without_a_number_is_still_read(number: str) -> None:
    assert ("text", "แผนปฏิบัติราชการ 2569") in seen(SHEET.format(number, LINES))


# flip-books and frames -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "<div class=_df_book source='f/a.pdf'></div>",
        "<div class=flip data-pdf='f/a.pdf'></div>",
        "<div data-source='f/a.pdf'></div>",
        '<script>var option_df_1 = {"source":"f\\/a.pdf","webgl":true};</script>',
        "<script>$('#b').FlowPaperViewer({config:{PDFFile : 'f/a.pdf'}});</script>",
        "<iframe src='about:blank' data-src='f/a.pdf'></iframe>",
        "<iframe data-litespeed-src='f/a.pdf'></iframe>",
        "<object><param name=src value='f/a.pdf'></object>",
        "<object data='f/a.pdf'><p>เครื่องนี้เปิดไม่ได้</p></object>",
        "<embed src='f/a.pdf' type='application/pdf'>",
    ],
)
def test_a_document_shown_inside_a_page_belongs_to_it(body: str) -> None:
    assert ("f/a.pdf", "แผนปี 2569") in targets(f"<h2>แผนปี 2569</h2>{body}") or (
        "เปิดไม่ได้" in body and "f/a.pdf" in dict(targets(f"<h2>แผนปี 2569</h2>{body}"))
    )


def test_other_programs_are_no_documents() -> None:
    body = "<script>var a = {url: '/api', src: 'x.js', say: 'อ่าน a.pdf'};</script><p>ข้อความ</p>"
    assert targets(body) == []


def test_a_page_names_what_it_shows_when_it_has_no_heading() -> None:
    assert targets("<iframe src=plan.html></iframe>") == [("plan.html", "เอกสาร")]
