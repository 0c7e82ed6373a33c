"""The PDF's text layer says what the report says, letter by letter, to two readers."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_report import element, quote, report

from reports import as_pdf, safety
from reports.errors import ReportError
from reports.model import Report

pytestmark = pytest.mark.skipif(not as_pdf._fonts(), reason="no Thai font")

# Words that broke the text layers of producers measured: sara am with tones, tall consonants with
# two marks, hyphens at the end of lines, Thai digits, long runs without blanks.
HARD = (
    "น้ำ ค้ำ ถ้ำ ปั๊ม กำ่ ฐู ญู ผลสัมฤทธิ์ของงาน ปฏิบัติราชการ กตัญญู ฎีกา ป่าไม้ ฝ้าย ฟื้นฟู พฤติกรรม ๆ ฯลฯ ๒๕๖๙ "
    "ถาม-ตอบ ชื่อ-นามสกุล รายรับ-รายจ่าย ม.ค.-มี.ค. 2566-2570 E-Service (ฉบับที่ ๒) “อ้าง” – — … 1,234.50 บาท"
)


def squeezed(text: str) -> str:
    return "".join(text.split())


def by_pdfium(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as pdf:
        return squeezed("".join(page.get_textpage().get_text_range() for page in pdf))


def by_poppler(data: bytes) -> str:
    done = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
    return squeezed(done.stdout.decode("utf-8", "replace"))


READERS = [
    by_pdfium,
    pytest.param(
        by_poppler,
        marks=pytest.mark.skipif(not shutil.which("pdftotext"), reason="no pdftotext"),
    ),
]


def texts(made: Report) -> list[str]:
    found = []
    for indicator in made.indicators:
        for one in indicator.elements:
            found += [one.says, one.reason, one.fix, *(q.text for q in one.quotes)]
    return found


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("hostile", [False, True])
def test_every_text_is_found_in_the_text_layer(read, hostile):
    made = report(hostile=hostile)
    said = read(as_pdf.render(made))
    for text in texts(safety.cleaned(made)):
        assert squeezed(text) in said


def holding(*words: str) -> Report:
    made = report()
    elements = tuple(
        element(f"hard/t{number}", text, "failed", text, quotes=(quote("/x", "หน้า 1", text),))
        for number, text in enumerate(words)
    )
    line = replace(made.indicators[1], elements=elements, evidence=(), suggestions=())
    return replace(made, indicators=(line,), changes=())


@pytest.mark.parametrize("read", READERS)
def test_words_that_break_text_layers(read):
    words = [HARD[start : start + 90] for start in range(0, len(HARD) - 20, 7)]
    said = read(as_pdf.render(holding(HARD * 3, *words)))
    assert not [text for text in (HARD * 3, *words) if squeezed(text) not in said]


thai = st.sampled_from("กขคงจชซญฐดตถทธนบปผพฟมยรลวศสหอฮ")
above = st.sampled_from(
    ["", "ิ", "ี", "ึ", "ื", "ั", "ุ", "ู", "็", "์", "่", "้", "ิ่", "ี้", "ื่", "ั้", "ู้", "้ำ", "ำ"]
)
syllables = st.lists(st.tuples(thai, above).map("".join), min_size=1, max_size=60).map("".join)


@settings(max_examples=8)
@given(st.lists(syllables, min_size=5, max_size=30))
def test_any_thai_comes_out_as_it_went_in(words):
    said = by_pdfium(as_pdf.render(holding(*words)))
    assert not [text for text in words if squeezed(text) not in said]


def test_it_is_tagged_numbered_and_has_bookmarks():
    data = as_pdf.render(report())
    assert b"pdfuaid" in data and b"/MarkInfo" in data
    with pypdfium2.PdfDocument(data) as pdf:
        marks = [(mark.get_title(), mark.level) for mark in pdf.get_toc()]
        pages = len(pdf)
        last = pdf[pages - 1].get_textpage().get_text_range()
    assert ("ผลรายข้อ", 0) in marks
    assert any(title.startswith("O6 แผน") and level == 2 for title, level in marks)
    assert squeezed(f"หน้า {pages} จาก {pages}") in squeezed(last)


def test_links_lead_to_web_addresses_only():
    data = as_pdf.render(report(hostile=True))
    assert b"javascript:" not in data.lower().replace(b" ", b"")
    assert b"/Launch" not in data and b"/JavaScript" not in data


def test_letters_no_font_has_cost_nothing_else():
    data = as_pdf.render(holding("ข้อความ \U0001f600 \U00010400 中文"))
    assert "ข้อความ" in by_pdfium(data)


def test_without_thai_fonts_it_says_what_to_do(monkeypatch):
    monkeypatch.setattr(as_pdf, "_fonts", lambda: ())
    with pytest.raises(ReportError) as caught:
        as_pdf.render(report())
    assert "fonts-thai-tlwg" in caught.value.todo


def test_long_cards_go_on_over_the_page_instead_of_leaving_it_half_empty():
    long = "ข้อความยาวที่เว็บไซต์เผยแพร่ " * 60
    data = as_pdf.render(holding(*[long] * 6))
    with pypdfium2.PdfDocument(data) as pdf:
        filled = [len(squeezed(page.get_textpage().get_text_range())) for page in pdf]
    assert min(filled[1:-2]) > 2000, filled


def test_what_waits_for_one_reason_is_told_once():
    reason = "ยังเก็บหน้าเว็บไม่ครบ จึงสรุปไม่ได้ว่าไม่มี"
    lone = element("a/z", "แสดงสิ่งอื่น", "untested", "เปิดไม่ได้")
    alike = [element(f"a/t{n}", f"แสดงสิ่งที่ {n}", "untested", reason) for n in range(20)]
    made = report()
    line = replace(made.indicators[0], elements=(*alike, lone))
    made = replace(made, indicators=(line,), totals=replace(made.totals, untested=21))
    said = by_pdfium(as_pdf.render(made))
    start, end = said.index("ยังไม่ได้ตรวจ21รายการ"), said.index("ผลรายข้อ")
    assert said[start:end].count(squeezed(reason)) == 1
    assert "O1(20)รวม20องค์ประกอบ" in said[start:end] and "แสดงสิ่งอื่น" in said[start:end]


def test_no_advice_for_what_is_not_asked_of_this_agency():
    one = element("a/b", "แสดงผู้บริหารฝ่ายการเมือง", "inapplicable", fix="ใส่คำแนะนำนี้")
    line = replace(report().indicators[0], elements=(one,))
    assert "ใส่คำแนะนำนี้" not in by_pdfium(as_pdf.render(replace(report(), indicators=(line,))))
