"""Thai labels: complete, and honest about a word they do not know."""

from __future__ import annotations

import typing

import pytest

from crawler.model import PROBLEMS as CRAWL_PROBLEMS
from reports import wording
from rules.model import Outcome
from rules.pack import AgencyKind, Basis

# `rules.document.Document.problem` lists its words in its docstring.
READING_PROBLEMS = {
    "password", "broken", "too_large", "partly", "unsupported", "scan", "empty", "crash", "timeout",
    "under_construction",
}  # fmt: skip


def test_every_word_of_the_leaves_has_a_label():
    assert set(CRAWL_PROBLEMS) | READING_PROBLEMS == set(wording.PROBLEMS)
    assert set(wording.OUTCOMES) == {outcome.word for outcome in Outcome}
    assert set(wording.KINDS) == set(typing.get_args(AgencyKind))
    assert set(wording.BASIS) == set(typing.get_args(Basis))


@pytest.mark.parametrize("word", sorted(wording.PROBLEMS))
def test_a_problem_says_what_happened_and_what_to_do(word):
    known = wording.problem(word)
    assert known.name and known.what and known.todo
    assert not any("a" <= letter <= "z" for letter in known.what[0] + known.todo[0])


def test_names_and_symbols_differ():
    for labels in (wording.OUTCOMES, wording.STATES):
        assert len({label.name for label in labels.values()}) == len(labels)
        assert len({label.symbol for label in labels.values()}) == len(labels)


def test_an_unknown_word_is_shown_not_hidden():
    assert wording.outcome("maybe").name == "maybe"
    assert wording.state("odd").name == "odd"
    assert wording.via("pigeon") == "pigeon"
    assert wording.aside("odd") == "odd"
    assert wording.aside(None) == ""
    assert "teapot" in wording.problem("teapot").what


@pytest.mark.parametrize(
    ("iso", "long", "short"),
    [
        ("2026-03-16", "16 มีนาคม 2569", "16 มี.ค. 69"),
        ("2025-10-01", "1 ตุลาคม 2568", "1 ต.ค. 68"),
        ("2024-02-29", "29 กุมภาพันธ์ 2567", "29 ก.พ. 67"),
        ("เมื่อวาน", "เมื่อวาน", "เมื่อวาน"),
        ("", "", ""),
        (None, "", ""),
    ],
)
def test_dates_are_of_the_buddhist_era(iso, long, short):
    assert wording.thai_date(iso) == long
    assert wording.thai_date(iso, short=True) == short


@pytest.mark.parametrize(
    ("iso", "shown"),
    [
        ("2025-12-31T18:30:00+00:00", "1 มกราคม 2569 เวลา 01.30\u00a0น."),
        ("2025-12-31T18:30:00Z", "1 มกราคม 2569 เวลา 01.30\u00a0น."),
        ("2026-03-16 09:05:00", "16 มีนาคม 2569 เวลา 09.05\u00a0น."),
        ("2026-03-16", "16 มีนาคม 2569"),
        ("", ""),
    ],
)
def test_moments_are_thai_time(iso, shown):
    assert wording.thai_datetime(iso) == shown


def test_counters_and_deadlines():
    assert wording.count(1204) == "1,204"
    assert wording.days_left(41) == "เหลือ 41 วันถึงกำหนดส่ง"
    assert wording.days_left(0) == "ครบกำหนดส่งวันนี้"
    assert wording.days_left(-3) == "เลยกำหนดส่งแล้ว 3 วัน"
    assert wording.days_left(None) == ""
    assert wording.interval(19, 23) == "พร้อมแน่ 19 ข้อ ถึงมากที่สุด 23 ข้อ"
    assert wording.interval(26, 26) == "พร้อมแน่ 26 ข้อ"


def test_small_words():
    assert wording.code("o6") == "O6"
    assert wording.media("application/pdf") == "PDF"
    assert wording.media("text/html; charset=tis-620") == "หน้าเว็บ"
    assert wording.media("image/png") == "ภาพ"
    assert wording.media("") == "ไม่ทราบชนิด"
    assert wording.gap_state("waived", waived_until="2026-06-30") == "ผ่อนผันถึง 30 มิ.ย. 69"
    assert wording.gap_state("assigned", late=True) == "เลยกำหนด"
