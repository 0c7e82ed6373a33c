"""A file is what its bytes say, whatever its name and media type."""

import pytest
from makers import Sheet, bomb, pdf, png, pptx, zipped

from audit.extract import reader_of
from audit.extract.sniff import HEAD, Sort, sort_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def ole(stream: str) -> bytes:
    return OLE + (stream + "\0").encode("utf-16-le") + bytes(600)


CASES = [
    (b"<!DOCTYPE html><html><body>x</body></html>", "html/1"),
    ("\ufeff\n <!-- saved --> <div>สวัสดี</div>".encode(), "html/1"),
    (b"Warning: mysql_connect() failed<br><html><body>x</body></html>", "html/1"),
    (b"<?xml version='1.0'?><rss><channel/></rss>", "html/1"),
    ("<html><p>ไทย</p></html>".encode("utf-16"), "html/1"),
    (pdf(Sheet().text("A")), "pdf/1"),
    (b"\n\njunk before" + pdf(Sheet().text("A")), "pdf/1"),
    (zipped({"[Content_Types].xml": "", "word/document.xml": ""}), "docx/1"),
    (zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "sheet/1"),
    (pptx(""), "pptx/1"),
    (ole("Workbook"), "sheet/1"),
    (ole("WordDocument"), "none/1"),
    (ole("EncryptedPackage"), "none/1"),
    (zipped({"readme.txt": "x"}), "none/1"),
    (b"Rar!\x1a\x07\x01\x00rest", "none/1"),
    (b"7z\xbc\xaf\x27\x1crest", "none/1"),
    (b"{\\rtf1 hello}", "none/1"),
    (png(), "image/1"),
    (b"\xff\xd8\xff\xe0rest", "image/1"),
    (b"GIF89arest", "image/1"),
    (b"RIFF\0\0\0\0WEBPVP8 ", "image/1"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'><text>x</text></svg>", "image/1"),
    ("ข้อความธรรมดา\nสองบรรทัด".encode(), "text/1"),
    ("ลำดับ,รายการ,จำนวน\n1,ก,2\n2,ข,3\n3,ค,4".encode("cp874"), "csv/1"),
    (b"", "none/1"),
    (b" \n\t\0", "none/1"),
    (bytes(range(256)) * 20, "none/1"),
]


@pytest.mark.parametrize(("data", "reader"), CASES)
@pytest.mark.parametrize(
    ("media", "name"), [(None, ""), ("application/pdf", "a.pdf"), ("image/png", "a.docx")]
)
def test_content_decides(data, reader, media, name):
    assert reader_of(data, media, name) == reader


@pytest.mark.parametrize(("data", "reader"), CASES)
def test_the_head_is_enough(data, reader):
    assert reader_of(data[:HEAD]) == reader


def test_an_office_file_whose_end_is_lost_is_still_known():
    assert reader_of(bomb("word/document.xml", 3)[:500]) == "docx/1"


def test_name_and_media_choose_between_sorts_that_look_alike():
    two = "ชื่อ,จำนวน\nก,1".encode()
    assert sort_of(two) is Sort.TEXT
    assert sort_of(two, None, "data.csv") is Sort.CSV
    assert sort_of(two, "text/csv; charset=utf-8") is Sort.CSV
    assert sort_of(b"not found", "text/html") is Sort.TEXT
    assert sort_of(b"<b>not</b> found", "text/html") is Sort.HTML


def test_scripts_are_not_read_although_they_hold_tags():
    code = b"document.write('<html><body>x</body></html>')"
    assert reader_of(code, "application/javascript") == "none/1"
    assert reader_of(code, None, "menu.js") == "none/1"
