"""A file is what its bytes say, whatever its name and media type."""

import pytest
from makers import Sheet, bomb, odf, pdf, png, pptx, zipped

from audit import extract
from audit.extract.sniff import HEAD, Sort, sort_of


def reader_of(data: bytes, media: str | None = None, name: str = "") -> str:
    """The reader's name without its version."""
    return extract.reader_of(data, media, name).partition("/")[0]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def ole(stream: str) -> bytes:
    return OLE + (stream + "\0").encode("utf-16-le") + bytes(600)


CASES = [
    (b"<!DOCTYPE html><html><body>x</body></html>", "html"),
    ("\ufeff\n <!-- saved --> <div>สวัสดี</div>".encode(), "html"),
    (b"Warning: mysql_connect() failed<br><html><body>x</body></html>", "html"),
    (b"<?xml version='1.0'?><rss><channel/></rss>", "html"),
    ("<html><p>ไทย</p></html>".encode("utf-16"), "html"),
    (pdf(Sheet().text("A")), "pdf"),
    (b"\n\njunk before" + pdf(Sheet().text("A")), "pdf"),
    (zipped({"[Content_Types].xml": "", "word/document.xml": ""}), "docx"),
    (zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "sheet"),
    (pptx(""), "pptx"),
    (ole("Workbook"), "sheet"),
    (ole("WordDocument"), "doc"),
    (ole("PowerPoint Document"), "ppt"),
    (ole("EncryptedPackage"), "locked"),
    (b"Rar!\x1a\x07\x00" + pdf(Sheet().text("A")), "archive"),
    (b"7z\xbc\xaf\x27\x1c" + pdf(Sheet().text("A")), "archive"),
    (b"\x1f\x8b\x08rest", "gzip"),
    (
        b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "sheet-xml",
    ),
    (zipped({"readme.txt": "x"}), "archive"),
    (zipped({"word/readme.txt": "x", "a.txt": "y"}), "archive"),
    (zipped({"ประกาศ.docx": zipped({"word/document.xml": "<w/>" * 9})}), "archive"),
    (b"Rar!\x1a\x07\x01\x00rest", "archive"),
    (b"7z\xbc\xaf\x27\x1crest", "archive"),
    (b"{\\rtf1 hello}", "rtf"),
    (odf("text", ""), "odf"),
    (odf("presentation", ""), "odf"),
    (odf("spreadsheet", ""), "ods"),
    (
        b"From: <Saved>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
        b'\ttype="text/html"\r\n\r\n--a\r\nContent-Type: text/html\r\n\r\n<html>x',
        "mht",
    ),
    (png(), "image"),
    (b"\xff\xd8\xff\xe0rest", "image"),
    (b"GIF89arest", "image"),
    (b"RIFF\0\0\0\0WEBPVP8 ", "image"),
    (b"\0\0\0\x20ftypavif\0\0\0\0", "image"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'><text>x</text></svg>", "image"),
    ("ข้อความธรรมดา\nสองบรรทัด".encode(), "text"),
    ("ลำดับ,รายการ,จำนวน\n1,ก,2\n2,ข,3\n3,ค,4".encode("cp874"), "csv"),
    (b"", "none"),
    (b" \n\t\0", "none"),
    (bytes(range(256)) * 20, "none"),
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
    assert reader_of(bomb("word/document.xml", 3)[:500]) == "docx"


def test_name_and_media_choose_between_sorts_that_look_alike():
    two = "ชื่อ,จำนวน\nก,1".encode()
    assert sort_of(two) is Sort.TEXT
    assert sort_of(two, None, "data.csv") is Sort.CSV
    assert sort_of(two, "text/csv; charset=utf-8") is Sort.CSV
    assert sort_of(b"not found", "text/html") is Sort.TEXT
    assert sort_of(b"<b>not</b> found", "text/html") is Sort.HTML


def test_scripts_are_not_read_although_they_hold_tags():
    code = b"document.write('<html><body>x</body></html>')"
    assert reader_of(code, "application/javascript") == "none"
    assert reader_of(code, None, "menu.js") == "none"
