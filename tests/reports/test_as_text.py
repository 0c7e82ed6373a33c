"""The terminal summary: narrow, short, urgent things first."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from sample_report import COVERAGE, HOSTILE, report

from reports.as_text import WIDTH, WORK_LINES, fit, summary


def test_says_what_an_officer_must_know_first():
    lines = summary(report()).splitlines()
    assert lines[0] == ("กรมตัวอย่างบริการประชาชน · เกณฑ์ oit-2569 (ฉบับร่าง) · เหลือ 41 วันถึงกำหนดส่ง")
    assert lines[1].startswith("เก็บหน้าเว็บ 1,204 หน้า  เปลี่ยน 17  ใหม่ 3  เข้าไม่ได้ 6 (ไฟร์วอลล์กั้น 5")
    assert "อ่านไม่ได้ 1 (ภาพสแกน 1)" in lines[1]
    assert "ยังไม่ครบทั้งเว็บไซต์" in lines[2]
    text = "\n".join(lines)
    assert "พร้อม 3 · ต้องแก้ 2 · รอยืนยัน 1 · ยังตรวจไม่ครบ 1" in text
    assert "พร้อมแน่ 3 ข้อ ถึงมากที่สุด 5 ข้อ" in text
    assert "คะแนน OIT ที่เป็นไปได้ (ประมาณการ) 17.14 ถึง 28.57 จาก 40 ไม่รวม IIT และ EIT" in text
    assert "วิธีรวมคะแนนยังไม่ยืนยัน" in text
    assert "แก้แล้ว 1 รายการ แย่ลง 1 รายการ" in text


def test_a_piece_of_work_names_element_page_fix_gap_and_person():
    text = summary(report())
    assert "o2  ✗ ผู้บริหารแต่ละคนมีช่องทางการติดต่อ" in text
    assert "https://www.example.go.th/about/executives" in text
    assert "→ ใส่หมายเลขโทรศัพท์" in text
    assert "#12 ทีมเว็บ เลยกำหนด" in text
    assert "#14" not in text, "what is waived does not press"
    assert text.splitlines()[-1] == "ดูละเอียด: oit explain o2     ออกรายงาน: oit report"


def test_lines_fit_and_the_work_list_is_short():
    lines = summary(report(hostile=True)).splitlines()
    assert max(cell_len(line) for line in lines) <= WIDTH
    head = f"  ต้องแก้ {len(HOSTILE) + 2} "
    start = next(n for n, line in enumerate(lines) if line.startswith(head))
    end = next(n for n, line in enumerate(lines) if "oit gaps" in line)
    assert end - start - 1 == WORK_LINES
    assert "\x1b" not in "\n".join(lines)


def test_what_was_not_seen_is_never_cut_off():
    counts = (("blocked", 1500), ("soft_404", 1400), ("tls_self_signed", 1300), ("scan", 1200))
    many = replace(report(), coverage=replace(COVERAGE, problem_counts=counts))
    lines = summary(many).splitlines()
    assert lines[1].endswith("ใหม่ 3")
    assert lines[2].strip().startswith("เข้าไม่ได้ 4,201 (")
    assert lines[3].strip().startswith("อ่านไม่ได้ 1,2")


def test_nothing_to_fix_is_quiet():
    calm = replace(
        report(),
        indicators=report().indicators[-2:],
        changes=(),
        coverage=replace(COVERAGE, ended="complete", problems=(), problem_counts=()),
    )
    text = summary(calm)
    assert len(text.splitlines()) == 7
    assert "เข้าไม่ได้" not in text and "oit gaps" not in text


@given(st.text(alphabet="กำ่ี้abc ๆฯ中", max_size=60), st.integers(min_value=1, max_value=30))
def test_fit_never_exceeds_its_width(text, width):
    assert cell_len(fit(text, width)) <= width
