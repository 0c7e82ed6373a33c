"""`phrase`: the wording, its places, its near misses."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from rules.checks import Phrase


@pytest.mark.parametrize(
    ("within", "text", "found"),
    [
        (["heading"], "# แผนผังโครงสร้าง", True),
        (["heading"], "แผนผังโครงสร้าง", False),
        (["text"], "แผนผังโครงสร้าง", True),
        (["row"], "| แผนผังโครงสร้าง | ภาพ |", True),
        (["text"], "| แผนผังโครงสร้าง | ภาพ |", False),
        (["caption"], "![แผนผังโครงสร้าง](a.png)", True),
        (["title"], {"title": "แผนผังโครงสร้าง"}, True),
        (["label"], {"labels": ["แผนผังโครงสร้าง"]}, True),
        (["title", "heading", "caption", "row", "text"], {"labels": ["แผนผังโครงสร้าง"]}, False),
    ],
)
def test_places(ask, within: list[str], text: object, found: bool) -> None:
    look = ask("phrase", {"one_of": ["แผนผังโครงสร้าง"], "within": within}, text)
    assert look.found is found
    assert not look.doubt


def test_a_label_is_not_looked_at_unless_asked(ask) -> None:
    assert not ask("phrase", {"one_of": ["แผนผัง"]}, {"labels": ["แผนผัง"]}).found


def test_each_of_needs_all_and_says_what_is_missing(ask) -> None:
    check = {"each_of": ["โครงการ", "งบประมาณ", "ระยะเวลา"]}
    assert ask("phrase", check, "โครงการ\nงบประมาณ\nระยะเวลา").found
    look = ask("phrase", check, "โครงการ\nงบประมาณ")
    assert not look.found
    assert "ระยะเวลา" in look.reason
    assert "โครงการ" not in look.reason


def test_both_lists_must_hold(ask) -> None:
    check = {"one_of": ["รายงาน", "สรุป"], "each_of": ["ปี 2569"]}
    assert ask("phrase", check, "สรุปผล ปี ๒๕๖๙").found
    assert not ask("phrase", check, "สรุปผล ปี 2568").found
    assert not ask("phrase", check, "แผน ปี 2569").found


def test_terms_are_this_kind_of_agencys_words(ask) -> None:
    assert ask("phrase", {"each_of": ["@chief"]}, "เลขาธิการ").found
    assert not ask("phrase", {"one_of": ["@unknown"]}, "อะไรก็ได้").found


def test_a_wording_broken_over_two_lines_is_found_and_a_short_word_is_not(ask) -> None:
    assert ask("phrase", {"one_of": ["แผนปฏิบัติราชการ"]}, "แผนปฏิบัติ\nราชการ").found
    assert not ask("phrase", {"one_of": ["แผนที่"]}, "แผน\nที่").found


def test_words_of_a_link_are_left_to_a_person_and_of_a_dead_one_are_nothing(ask) -> None:
    check = {"one_of": ["คู่มือประชาชน"]}
    live = ask("phrase", check, "[คู่มือประชาชน](a.pdf)")
    assert live.found
    assert live.doubt
    assert not ask("phrase", check, '[คู่มือประชาชน](a.pdf "dead")').found
    assert not ask("phrase", {**check, "within": ["heading"]}, "[คู่มือประชาชน](a.pdf)").found


@pytest.mark.parametrize(
    "line", ["คู่มือประชาชน [ดาวน์โหลด](a.pdf{})", "| 1 | คู่มือประชาชน | [เปิด](a.pdf{}) |"]
)
def test_a_line_whose_only_link_is_dead_says_nothing(ask, line: str) -> None:
    check = {"one_of": ["คู่มือประชาชน"]}
    assert ask("phrase", check, line.format("")).found
    assert not ask("phrase", check, line.format(' "dead"')).found
    prose = "คู่มือประชาชนของกรม " + "ว่าด้วยการขอรับบริการ " * 10 + '[ดู](a.pdf "dead")'
    assert ask("phrase", check, prose).found


def test_nearly_right_words_count_only_when_read_from_a_picture_and_then_as_doubt(ask) -> None:
    check, text = {"one_of": ["แผนการใช้จ่ายงบประมาณประจำปี"]}, "แผนการใช้จ่ายงบปรมาณประจำปี"
    assert not ask("phrase", check, text).found
    read = ask("phrase", check, {"text": text, "legibility": "ocr"})
    assert read.found
    assert read.doubt
    report = {"text": "รายงานผลการใช้จ่ายงบประมาณประจำปี", "legibility": "ocr"}
    assert not ask("phrase", check, report).found


def test_quotes_are_as_published_with_their_place(ask) -> None:
    text = "# หมวด ๑\n" + "ก" * 300 + " อํานาจหน้าที่ " + "ข" * 300
    (quote,) = ask("phrase", {"one_of": ["อำนาจหน้าที่"]}, text).quotes
    assert "อํานาจหน้าที่" in quote.text
    assert quote.text in text
    assert len(quote.text) <= 200
    assert quote.where == "หัวข้อ หมวด ๑"
    assert quote.url
    assert quote.sha256


def test_asking_nothing_is_an_error() -> None:
    with pytest.raises(ValidationError, match="one_of"):
        Phrase.model_validate({})
    with pytest.raises(ValidationError):
        Phrase.model_validate({"one_of": ["ก"], "within": ["footer"]})
