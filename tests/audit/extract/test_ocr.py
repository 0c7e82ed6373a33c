"""Scanned pages and pictures become documents; what was not read stays named."""

from __future__ import annotations

import io
import shutil

import docx
import pytest
from makers import Sheet, pdf, png
from ocr_makers import NOTICE, drawn, pretend, saved, slow_program, specks, spelled
from PIL import Image

from audit.extract import extract, ocr_engine, ocr_here
from rules.document import Kind, Legibility
from rules.thai import contains

has_program = pytest.mark.skipif(shutil.which("tesseract") is None, reason="needs tesseract")
LINES = ("ประกาศกรมทดสอบ", "เปิดเผยข้อมูลให้ประชาชนทราบ")


def text_of(document) -> str:
    return "\n".join(block.text for block in document.blocks)


@pytest.fixture
def program(monkeypatch):
    pretend(monkeypatch, *LINES)


@pytest.fixture
def forget_engine():
    yield
    ocr_engine.engine.cache_clear()


# the program itself ----------------------------------------------------------------------------


@has_program
@pytest.mark.parametrize("turn", [0, 3, 90, 180])
def test_a_page_is_read_however_it_lies(turn):
    page = drawn().rotate(turn, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    document = extract(saved(page, "JPEG"), name="notice.jpg", ocr=True)
    assert (document.legibility, document.problem) == (Legibility.OCR, None)
    text = text_of(document)
    for words in ("แผนการจัดซื้อจัดจ้าง", "ส่งเสริมการเรียนรู้ของประชาชน", "กองกลาง"):
        assert contains(text, words)
    assert "02 123 4567" in text


@has_program
def test_rows_of_a_ruled_table_keep_their_cells():
    document = extract(saved(drawn()), ocr=True)
    rows = [block.text for block in document.blocks if block.kind is Kind.ROW]
    assert any(contains(row, "ซ่อมแซมอาคารสำนักงาน") and "| 430,500" in row for row in rows)
    heading = next(block for block in document.blocks if block.kind is Kind.HEADING)
    assert contains(heading.text, "ประกาศกรมทดสอบ")


@has_program
def test_a_scanned_file_is_read_page_by_page():
    blank = Image.new("L", (600, 800), 255)
    document = extract(saved(drawn(), "PDF", blank, drawn(NOTICE, size=14)), ocr=True)
    assert (document.legibility, document.problem) == (Legibility.OCR, None)
    assert document.ocr_places == {"หน้า 1", "หน้า 3"}
    assert contains(document.title, "แผนการจัดซื้อจัดจ้าง")


def test_a_page_whose_first_look_saw_little_is_looked_at_again(monkeypatch):
    pretend(monkeypatch)
    seen = iter([spelled("N", confidence=95), spelled(*LINES)])
    monkeypatch.setattr("audit.extract.ocr.words", lambda *_: next(seen, []))
    assert contains(text_of(extract(saved(drawn()), ocr=True)), LINES[0])


def test_a_bug_in_the_digits_costs_no_page(program, monkeypatch):
    def fails(*_):
        raise ValueError

    monkeypatch.setattr("audit.extract.ocr.with_digits", fails)
    assert contains(text_of(extract(saved(specks()), ocr=True)), LINES[0])


# what becomes of it ----------------------------------------------------------------------------


def test_nobody_recognises_unasked(program):
    assert extract(saved(specks())).legibility is Legibility.NONE
    assert extract(saved(specks(), "PDF")).problem == "scan"


def test_without_the_program_a_scan_stays_a_scan(monkeypatch):
    pretend(monkeypatch, generation=None)
    for data in (saved(specks()), saved(specks(), "PDF")):
        document = extract(data, ocr=True)
        assert (document.legibility, document.problem) == (Legibility.NONE, "scan")


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP", "AVIF", "TIFF", "BMP"])
def test_pictures_of_every_format(program, form):
    document = extract(saved(specks(), form), name="poster", ocr=True)
    assert (document.legibility, document.problem) == (Legibility.OCR, None)
    assert document.title == "ประกาศกรมทดสอบ"
    assert [block.kind for block in document.blocks] == [Kind.PICTURE, Kind.TEXT, Kind.TEXT]
    assert document.ocr_places == {"ทั้งภาพ"}


def test_pages_of_a_tiff(program):
    document = extract(saved(specks(), "TIFF", specks(), specks()), ocr=True)
    assert document.ocr_places == {"หน้า 1", "หน้า 2", "หน้า 3"}


def test_a_scanned_page_among_text_pages(program):
    words = ["ด้วยกรมทดสอบได้จัดทำแผนประจำปี และเปิดเผยให้ประชาชนทราบ"]
    data = pdf(Sheet().text(*words), Sheet(picture=True), Sheet().text(*words))
    assert extract(data).problem == "scan"
    document = extract(data, ocr=True)
    assert (document.legibility, document.problem) == (Legibility.TEXT, None)
    assert document.ocr_places == {"หน้า 2"}
    places = [block.where for block in document.blocks]
    assert places == sorted(places)


def test_pages_beyond_the_limit_stay_unread(program, monkeypatch):
    monkeypatch.setattr("audit.extract.ocr.MOST_PAGES", 2)
    for form in ("PDF", "TIFF"):
        document = extract(saved(specks(), form, specks(), specks()), ocr=True)
        assert (document.legibility, document.problem) == (Legibility.OCR, "scan")
        assert document.ocr_places == {"หน้า 1", "หน้า 2"}


def test_no_page_is_begun_when_the_time_is_up(program, monkeypatch):
    monkeypatch.setattr("audit.extract.ocr.DOCUMENT_SECONDS", -1)
    document = extract(saved(specks(), "PDF", specks()), ocr=True)
    assert (document.legibility, document.problem) == (Legibility.NONE, "scan")


def test_a_photo_stays_a_photo(monkeypatch):
    pretend(monkeypatch, "ก1")
    document = extract(saved(specks()), ocr=True)
    assert (document.legibility, document.problem) == (Legibility.NONE, "scan")
    assert [block.kind for block in document.blocks] == [Kind.PICTURE]


def test_small_pictures_are_not_looked_into(monkeypatch):
    monkeypatch.setattr(
        "audit.extract.ocr.with_pictures", lambda *_: pytest.fail("looked into a logo")
    )
    assert extract(png(120, 80), ocr=True).problem == "scan"


def test_a_picture_of_too_many_pixels_is_not_unpacked(monkeypatch):
    monkeypatch.setattr("audit.extract.image.MOST_PIXELS", 1000)
    monkeypatch.setattr("audit.extract.ocr.with_pictures", lambda *_: pytest.fail("unpacked"))
    assert extract(saved(specks()), ocr=True).problem == "too_large"


def test_a_picture_whose_end_is_lost_is_broken():
    data = saved(drawn(), "JPEG")
    assert extract(data[: len(data) // 2], ocr=True).problem == "broken"
    assert extract(b"<svg xmlns='http://www.w3.org/2000/svg'/>", ocr=True).problem == "scan"


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP", "TIFF"])
@pytest.mark.parametrize("kept", [0.3, 0.9])
def test_damaged_pictures_are_pictures(program, form, kept):
    data = saved(drawn("ก" * 300, dpi=60), form)
    document = extract(data[: int(len(data) * kept)], ocr=True)
    assert document.legibility in {Legibility.NONE, Legibility.OCR}


# limits of the program -------------------------------------------------------------------------


def test_a_program_that_never_answers_is_given_up(tmp_path, monkeypatch, forget_engine):
    slow_program(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    ocr_engine.engine.cache_clear()
    found = ocr_engine.engine()
    assert found is not None
    assert (found.generation, found.languages) == (5, "tha")
    assert ocr_engine.words(specks(), ocr_engine.COLUMN, 0.2) == []
    assert ocr_engine.words(specks(), ocr_engine.COLUMN, 0) == []


def test_a_program_without_thai_is_none(tmp_path, monkeypatch, forget_engine):
    slow_program(tmp_path)
    program = tmp_path / "tesseract"
    program.write_text(program.read_text().replace("echo tha", "echo eng"))
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    ocr_engine.engine.cache_clear()
    assert ocr_engine.engine() is None
    assert not ocr_here.is_here()


def test_readings_are_named_by_version_and_generation(monkeypatch):
    pretend(monkeypatch, generation=5)
    assert ocr_here.marks() == (f"+ocr{ocr_here.VERSION}.5",)
    pretend(monkeypatch, generation=None)
    assert f"+ocr{ocr_here.VERSION}.5" in ocr_here.marks()


def test_pictures_pasted_into_an_office_file_are_read_in_their_order(program):
    made = docx.Document()
    for picture in (specks(20, 20), *[specks(600 + n) for n in range(10)]):
        made.add_picture(io.BytesIO(saved(picture)))
    out = io.BytesIO()
    made.save(out)
    data = out.getvalue()
    document = extract(data, ocr=True)
    assert (document.legibility, document.problem) == (Legibility.OCR, None)
    places = dict.fromkeys(block.where for block in document.blocks if block.text)
    assert list(places) == [f"ภาพที่ {n}" for n in range(1, 11)]
    assert extract(data).problem == "scan"


def test_every_block_says_how_sure_the_program_was(program):
    read = [block for block in extract(saved(specks()), ocr=True).blocks if block.text]
    assert {block.confidence for block in read if block.kind is not Kind.PICTURE} == {0.95}
