"""PDF files that are not what they should be: forms for other programs, damage."""

import pytest
from makers import Sheet, pdf

from audit.extract import extract
from rules.document import Legibility

TEXT = ("ประกาศองค์การบริหารส่วนตำบล เรื่อง นโยบายไม่รับของขวัญ", "ประจำปีงบประมาณ พ.ศ. 2569")
CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"


def form(template: str, filled: str) -> bytes:
    """An XFA form; its page only asks for another program."""
    whole = pdf(Sheet().text("Please wait..."))
    parts = "[(template) 90 0 R (datasets) 91 0 R]"
    catalog = (
        CATALOG[:-2] + f"/AcroForm << /Fields [] /XFA {parts} >> /NeedsRendering true >>".encode()
    )
    more = b""
    for number, part in ((90, template), (91, filled)):
        data = part.encode()
        more += f"{number} 0 obj\n<< /Length {len(data)} >>\nstream\n".encode()
        more += data + b"\nendstream\nendobj\n"
    return whole.replace(CATALOG, catalog).replace(b"xref\n", more + b"xref\n", 1)


def test_a_form_for_another_program_is_read_from_its_xml():
    template = (
        "<template xmlns='t'><subform><draw><text>แบบคำขอข้อมูลข่าวสาร</text></draw>"
        "<field name='a'><caption><text>ชื่อ</text></caption></field></subform></template>"
    )
    document = extract(form(template, "<x:datasets xmlns:x='d'><a>นายทดสอบ ใจดี</a></x:datasets>"))
    assert [(block.text, block.where) for block in document.blocks] == [
        ("แบบคำขอข้อมูลข่าวสาร", "แบบฟอร์ม"),
        ("ชื่อ", "แบบฟอร์ม"),
        ("นายทดสอบ ใจดี", "ข้อมูลที่กรอกในแบบฟอร์ม"),
    ]
    assert document.problem == "partly"


def test_a_form_without_words_is_read_as_its_pages():
    document = extract(form("<template/>", "not xml"))
    assert document.blocks[0].text == "Please wait..."


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data.replace(b"startxref", b"startxxxx"),
        lambda data: data.replace(b"xref\n0", b"xref\n9"),
        lambda data: data[: data.index(b"xref\n")],
        lambda data: b"junk" * 100 + data,
    ],
)
def test_a_file_with_a_broken_index_is_read_all_the_same(damage):
    document = extract(damage(pdf(Sheet().text(*TEXT))))
    assert document.blocks[0].text.startswith("ประกาศองค์การบริหารส่วนตำบล")


def test_what_one_library_does_not_open_another_may():
    data = pdf(Sheet().text(*TEXT)).replace(b"/Type /Pages /Count 1", b"/Type /Pages /Count 0")
    document = extract(data)
    assert document.problem == "broken" or document.legibility is Legibility.TEXT


def test_rescued_text_is_told_as_read_in_part(monkeypatch):
    monkeypatch.setattr("audit.extract.pdf.pdfium.PdfDocument", lambda data: [])
    document = extract(pdf(Sheet().text(*TEXT), Sheet().text("หน้าสอง")))
    assert document.problem == "partly"
    assert {block.where for block in document.blocks} == {"หน้า 1", "หน้า 2"}
    assert extract(pdf(Sheet())).problem == "broken"
