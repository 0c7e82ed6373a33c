"""Plain text stays in step with the original, and loose patterns forgive lost marks."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.plain import any_of, loose, plain


@given(st.text())
def test_every_character_stays_at_its_place(text: str) -> None:
    assert len(plain(text)) == len(text)


def test_what_becomes_plain() -> None:
    assert plain("๒๕๖๙–๗๐\u00a0\u200bก\uf70a") == "2569-70 \u200bก่"
    assert plain("บรรทัด\nใหม่") == "บรรทัด\nใหม่"


@pytest.mark.parametrize(
    "text",
    ["กุมภาพันธ์", "กมภาพนธ", "กุม ภาพันธ์", "กุมภา\u200bพันธ์", "กุมภาพันธ"],
)
def test_a_word_with_lost_or_parted_marks_is_the_word(text: str) -> None:
    assert re.fullmatch(loose("กุมภาพันธ์"), text)


def test_sara_am_in_all_its_forms() -> None:
    for text in ("ประจำปี", "ประจําปี", "ประจ าปี", "ประจาปี"):
        assert re.fullmatch(loose("ประจำปี"), plain(text))


def test_the_longest_word_is_tried_first() -> None:
    match = re.match(any_of("ปี", "ปีงบประมาณ"), "ปีงบประมาณ 2569")
    assert match
    assert match[0].strip() == "ปีงบประมาณ"
