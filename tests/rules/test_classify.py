"""`oit classify`: what a row, a link, a file name say; silence where nothing decides."""

from __future__ import annotations

import json

import pytest

from rules.classify import classify_lines
from rules.pack import Pack
from rules.reader import load_pack


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack("oit-2569").pack


def ask(pack: Pack, **item: object) -> list[dict[str, object]]:
    (line,) = classify_lines([json.dumps({"id": "1", **item}, ensure_ascii=False)], pack)
    answer = json.loads(line)
    assert answer["id"] == "1"
    topics: list[dict[str, object]] = answer["topics"]
    return topics


def test_a_label_names_its_topic_with_code_and_families(pack: Pack) -> None:
    (topic,) = ask(pack, label="แผนปฏิบัติการป้องกันการทุจริต ปีงบประมาณ พ.ศ. 2569")
    assert topic["topic"] == "anticorruption-plan"
    assert topic["families"] == ["anticorruption-plan"]
    assert (topic["code"], topic["via"]) == ("o23", "label")
    assert 0 < int(str(topic["strength"])) <= 100


def test_merged_families_are_one_topic(pack: Pack) -> None:
    (topic,) = ask(pack, label="อำนาจหน้าที่")
    assert (topic["topic"], topic["families"]) == ("org-structure", ["org-structure", "authority"])


def test_a_subject_the_pack_does_not_ask_has_no_code(pack: Pack) -> None:
    (topic,) = ask(pack, label="นโยบายคุ้มครองข้อมูลส่วนบุคคล")
    assert (topic["topic"], topic["code"]) == ("privacy-policy", None)


def test_the_row_gives_a_button_its_meaning(pack: Pack) -> None:
    for headings in ("คู่มือหรือมาตรฐานการให้บริการ", ["ITA 2569", "คู่มือหรือมาตรฐานการให้บริการ"]):
        (topic,) = ask(pack, label="ดาวน์โหลด", headings=headings)
        assert (topic["topic"], topic["via"]) == ("service-manual", "heading")


def test_the_file_name_speaks_when_the_words_are_silent(pack: Pack) -> None:
    (topic,) = ask(pack, label="PDF", url="https://x.go.th/uploads/no-gift-policy_2569.pdf")
    assert (topic["topic"], topic["via"]) == ("no-gift-declaration", "filename")


@pytest.mark.parametrize("label", ["ดาวน์โหลด", "คลิกที่นี่", "รายละเอียด", "คู่มืองานทะเบียน", "", "2569"])
def test_silence_where_nothing_decides(pack: Pack, label: str) -> None:
    assert ask(pack, label=label, url="https://drive.google.com/file/d/1AbC/view") == []


def test_candidates_come_in_order(pack: Pack) -> None:
    topics = ask(pack, label="แผนปฏิบัติงานและแผนงบประมาณประจำปี 2569")
    assert {str(topic["topic"]) for topic in topics} == {"annual-plan", "budget-plan"}


@pytest.mark.parametrize("line", ["{", "[]", "12", '{"id": [1]}', "ไม่ใช่ JSON"])
def test_a_broken_line_costs_one_answer(pack: Pack, line: str) -> None:
    good = json.dumps({"id": 7, "label": "ข้อมูลผู้บริหาร"})
    first, second = (json.loads(out) for out in classify_lines([line, good, "", " \n"], pack))
    assert first["id"] is None
    assert "JSON" in first["error"]
    assert (second["id"], second["topics"][0]["code"]) == (7, "o2")
