"""Pages in the old Thai encodings, declared rightly, wrongly or not at all, whole or cut."""

from __future__ import annotations

import pytest

from audit.extract import extract
from audit.extract.decode import decode

ENCODINGS = ["cp874", "tis-620", "iso8859-11", "utf-8"]
DECLARED = [
    "", '<meta charset="utf-8">', '<meta charset="windows-874">', "<meta charset=TIS-620>",
    '<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-11">',
    '<meta http-equiv=Content-Type content="text/html; charset=windows-1252">',
    "<meta charset='x-sjis'>", "<meta charset=thai>",
]  # fmt: skip
SERVERS = [None, "utf-8", "iso-8859-1", "windows-874", "tis-620", "binary"]
WORDS = "กรมตัวอย่าง แผนปฏิบัติราชการ ประจำปีงบประมาณ พ.ศ. ๒๕๖๙ ผู้บริหาร ที่ดิน น้ำ ฐานข้อมูล"
SHORT = "<p>Annual report of the department, published on its own website. ติดต่อเรา</p>" * 4


def page(declared: str, body: str) -> str:
    return f"<html><head>{declared}<title>กรม</title></head><body>{body}</body></html>"


def text_of(data: bytes, server: str | None = None) -> str:
    return " ".join(block.text for block in extract(data, charset=server).blocks)


@pytest.mark.parametrize("declared", DECLARED)
@pytest.mark.parametrize("server", SERVERS)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_words_are_read(encoding: str, server: str | None, declared: str) -> None:
    data = page(declared, f"<h1>{WORDS}</h1>").encode(encoding)
    assert WORDS in text_of(data, server)


@pytest.mark.parametrize("declared", DECLARED[:6])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_single_thai_word_on_an_english_page(encoding: str, declared: str) -> None:
    assert "ติดต่อเรา" in text_of(page(declared, SHORT).encode(encoding))


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_page_cut_anywhere_loses_only_its_end(encoding: str) -> None:
    whole = page("<meta charset=utf-8>", f"<p>{WORDS}</p>" * 3)
    data = whole.encode(encoding)
    for end in range(len(data) - 40, len(data)):
        assert whole.startswith(decode(data[:end]))


@pytest.mark.parametrize("encoding", ["cp874", "iso8859-11"])
def test_spaces_that_do_not_break_and_marks_of_windows(encoding: str) -> None:
    assert text_of(page("", f"<p>แผน\u00a0งาน {WORDS}</p>").encode(encoding)).startswith("แผน งาน")
    curly = page("<meta charset=tis-620>", f"<p>“แผน” … {WORDS}</p>").encode("cp874")
    assert "“แผน” …" in text_of(curly)


def test_a_piece_in_the_old_encoding_inside_a_new_page() -> None:
    news = f"<p>{WORDS}</p>" * 12
    menu = "<li>โครงสร้างหน่วยงาน</li><li>ทำเนียบผู้บริหาร</li>".encode("cp874")
    data = page("", news + "<ul>@</ul>").encode().replace(b"@", menu)
    text = text_of(data)
    assert text.count(WORDS) == 12
    assert "โครงสร้างหน่วยงาน" in text
    assert "ทำเนียบผู้บริหาร" in text


def test_letters_that_a_program_cut_in_half_stay_damaged_letters() -> None:
    data = (f"<p>{WORDS}</p>" * 3).encode() + "<p>แผนปฏิบัติ".encode()[:-2] + b"...</p>"
    text = text_of(data)
    assert text.count(WORDS) == 3
    assert "แผนปฏิบั" in text
    assert "เธ" not in text


def test_thai_written_as_numbers() -> None:
    numbers = "".join(f"&#{ord(letter)};" for letter in "อำนาจหน้าที่")
    hexadecimal = "".join(f"&#x{ord(letter):x};" for letter in "พันธกิจ")
    assert text_of(f"<p>{numbers} {hexadecimal}</p>".encode("ascii")) == "อำนาจหน้าที่ พันธกิจ"
