"""Which of the words an OCR program reports are believed, and how they become lines."""

from dataclasses import replace

import pytest
from ocr_makers import spelled

from audit.extract.ocr_lines import composed, confidence, lines_of, trust


class Ruled:
    """Upright lines at these places, level lines at these heights, over the whole picture."""

    def __init__(self, upright=(), level=()):
        self.upright, self.level = upright, level

    def column(self, left, _):
        return sum(line < left for line in self.upright)

    def is_parted(self, _, top, bottom):
        return any(top <= line < bottom for line in self.level)

    def is_table(self, _):
        return len(self.upright) > 1


BARE = Ruled()


def cells(words, rules=BARE):
    return [line.cells for line in lines_of(words, rules)]


def test_letters_become_words_and_gaps_become_spaces():
    assert cells(spelled("กรมทดสอบ ส่งเสริม")) == [("กรมทดสอบ ส่งเสริม",)]


def test_wide_gaps_part_the_cells_of_a_row():
    assert cells(spelled("ลำดับ|รายการ|วงเงิน")) == [("ลำดับ", "รายการ", "วงเงิน")]


def test_ruled_lines_part_cells_however_near():
    near = spelled("หนึ่ง สอง")
    second = next(word.left for word in near if word.text == "ส")
    assert cells(near, Ruled(upright=(30, second - 5, 900))) == [("หนึ่ง", "สอง")]


def test_a_wide_gap_within_a_ruled_cell_parts_nothing():
    assert cells(spelled("ร้อยละ|สิบ"), Ruled(upright=(30, 900))) == [("ร้อยละ สิบ",)]


def test_cells_that_run_over_several_lines_are_one_row():
    words = spelled("ก|ซ่อมแซม|สอง", "|อาคาร")
    edges = (30, 100, 330, 900)
    assert cells(words, Ruled(upright=edges)) == [("ก", "ซ่อมแซมอาคาร", "สอง")]
    ruled = Ruled(upright=edges, level=(105,))
    assert cells(words, ruled) == [("ก", "ซ่อมแซม", "สอง"), ("อาคาร",)]


def test_what_the_program_is_not_sure_of_is_dropped():
    sure, unsure = spelled("แน่ใจ"), spelled("ไม่แน่ใจ", confidence=40, top=200)
    other = [replace(w, line=("2",)) for w in unsure]
    assert cells(sure + other) == [("แน่ใจ",)]
    assert 40 < confidence(sure + other) < 95
    assert trust(lines_of(sure, BARE)) == pytest.approx(0.95 * 4)


def test_a_row_of_marks_is_no_line():
    marks = [replace(w, line=("9",), top=46, height=12) for w in spelled("๐ ส oe")]
    small = [replace(w, line=("8",), top=400, height=12) for w in spelled("หมายเหตุ")]
    body = spelled("ด้วยกรมทดสอบได้จัดทำแผน", "และเปิดเผยให้ประชาชนทราบ")
    assert cells(marks + body + small) == [
        ("ด้วยกรมทดสอบได้จัดทำแผน",),
        ("และเปิดเผยให้ประชาชนทราบ",),
        ("หมายเหตุ",),
    ]


def test_sizes_that_waver_are_one_size():
    words = spelled("บรรทัดหนึ่งยาวพอสมควร", "บรรทัดสองยาวพอสมควร")
    uneven = [replace(w, height=30 + (w.line[2] == "1") * 3) for w in words]
    assert len({line.height for line in lines_of(uneven, BARE)}) == 1
    words = spelled("ประกาศ", "ด้วยกรมทดสอบได้จัดทำแผน")
    title = [replace(w, height=45 if w.line[2] == "0" else 30) for w in words]
    assert [line.height for line in lines_of(title, BARE)] == [45, 30]


@pytest.mark.parametrize(
    ("read", "text"),
    [("จํานวน", "จำนวน"), ("นํ้า", "น้ำ"), ("น้ํา", "น้ำ"), ("น้ำ ก", "น้ำ ก"), ("", "")],
)
def test_sara_am_is_one_letter(read, text):
    assert composed(read) == text


def test_nothing_seen_is_nothing():
    assert lines_of([], BARE) == []
    assert confidence([]) == 0
