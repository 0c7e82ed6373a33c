"""Nothing that is in a file makes `extract` raise."""

import gzip
import zlib

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from makers import Sheet, odf, pdf, png, pptx, zipped
from makers_ole import Para, doc
from test_read_office import saved, shape

from audit.extract import MOST_BYTES, extract, image, reader_of, unread
from audit.extract.body import dump, load
from audit.extract.reading import Source, squeeze
from rules.document import Kind, Legibility

SEEDS = {
    "html": "<html><h1>ก</h1><table><tr><td>ข<td><a href=x>ค</a></table><ul><li>ง</ul>".encode(),
    "pdf": pdf(Sheet().text("ประกาศ").table([["ก", "ข"], ["ค", "ง"]])),
    "docx": saved(docx.Document()),
    "pptx": pptx(shape("ก")),
    "xlsx": zipped({"[Content_Types].xml": "", "xl/workbook.xml": "<workbook/>"}),
    "csv": "ก,ข,ค\n1,2,3\n4,5,6\n7,8,9".encode("cp874"),
    "png": png(),
    "ods": odf("spreadsheet", "<table:table><table:table-row/></table:table>"),
    "rtf": rb"{\rtf1\ansi{\v a}{\deleted b\deleted0 c}\par d\cell}",
    "sheet-xml": b"<Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'><Worksheet>"
    b"<Table xmlns:s='urn:schemas-microsoft-com:office:spreadsheet'><Row s:Index='2'><Cell>"
    b"<Data s:Type='Number'>1</Data></Cell></Row></Table></Worksheet></Workbook>",
    "gzip": gzip.compress("ก,ข".encode()),
    "doc": doc([Para("ก\r"), Para("ข\r", letters=b"\x3c\x08\x01")]),
    "xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "Workbook\0".encode("utf-16-le"),
}


def fine(data: bytes) -> bool:
    document = extract(data)
    assert document.legibility is Legibility.NONE or document.blocks
    assert document.problem or document.legibility is not Legibility.NONE
    assert load(document.sha256, dump(document)) == document
    assert "/" in reader_of(data)
    return True


@given(st.binary(max_size=2000))
def test_any_bytes(data):
    assert fine(data)


@pytest.mark.parametrize("seed", SEEDS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_files_with_bytes_changed(seed, data):
    changed = bytearray(SEEDS[seed])
    for _ in range(data.draw(st.integers(1, 12))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    assert fine(bytes(changed))


@pytest.mark.parametrize("seed", SEEDS)
def test_files_cut_anywhere(seed):
    whole = SEEDS[seed]
    for cut in range(0, len(whole), max(1, len(whole) // 25)):
        assert fine(whole[:cut])


@given(st.text(alphabet="<>/ab=\"' tdrhliupo!-#กำ่&;\n", max_size=300))
def test_any_markup(text):
    assert fine(f"<html>{text}".encode())


def test_too_many_bytes_are_not_even_looked_at():
    document = extract(b"<html>" + b" " * MOST_BYTES)
    assert (document.problem, document.media) == ("too_large", "text/html")


def test_what_nobody_reads_says_why():
    assert extract(b"").problem == "empty"
    assert extract(zipped({"a.exe": bytes(range(256)) * 9})).problem == "unsupported"
    assert unread.read(Source(data=b"{\\rtf1}")).problem == "unsupported"


def test_pictures_wait_for_a_reader():
    document = extract(png(320, 200), name="แผนผัง.png", media="text/html")
    (picture,) = document.blocks
    assert (picture.kind, picture.text, picture.width) == (Kind.PICTURE, "แผนผัง.png", 320)
    assert (document.legibility, document.problem) == (Legibility.NONE, "scan")
    jpeg = b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x11\x08\x00\x64\x01\x40rest"
    assert image.width_of(jpeg) == 320
    assert image.width_of(b"GIF89a\x40\x01\x64\x00") == 320
    assert image.width_of(b"\xff\xd8cut") is None


def test_a_reader_with_a_bug_costs_its_document_only(monkeypatch):
    def bug(*_):
        raise zlib.error("inside a library")

    monkeypatch.setattr("audit.extract.pdf._open", bug)
    assert extract(SEEDS["pdf"]).problem == "broken"


@given(st.text())
def test_squeezed_text_can_be_stored_anywhere(text):
    out = squeeze(text)
    assert out == squeeze(out)
    assert not any(ord(letter) < 32 for letter in out)
    out.encode("utf-8")


def test_a_panic_of_a_library_costs_its_document_only(monkeypatch):
    panic = type("PanicException", (BaseException,), {"__module__": "pyo3_runtime"})

    def bug(*_):
        raise panic("index out of range")

    monkeypatch.setattr("audit.extract.pdf._open", bug)
    assert extract(SEEDS["pdf"]).problem == "broken"
    monkeypatch.setattr("audit.extract.pdf._open", lambda *_: (_ for _ in ()).throw(SystemExit()))
    with pytest.raises(SystemExit):
        extract(SEEDS["pdf"])
