"""`oit classify`: what a row, a link, a file name say; silence where nothing decides."""

from __future__ import annotations

import json
from typing import Any

import pytest

from rules.classify import classify_lines
from rules.pack import Pack
from rules.reader import load_pack


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack("oit-2569").pack


def answered(pack: Pack, *, guess: bool = True, **item: object) -> dict[str, Any]:
    given = json.dumps({"id": "1", **item}, ensure_ascii=False)
    (line,) = classify_lines([given], pack, guess=guess)
    answer: dict[str, Any] = json.loads(line)
    assert answer["id"] == "1"
    return answer


def ask(pack: Pack, *, guess: bool = True, **item: object) -> list[dict[str, Any]]:
    topics: list[dict[str, Any]] = answered(pack, guess=guess, **item)["topics"]
    return topics


def test_a_label_names_its_topic_with_code_and_families(pack: Pack) -> None:
    topic, *_ = ask(pack, label="แผนปฏิบัติการป้องกันการทุจริต ปีงบประมาณ พ.ศ. 2569")
    assert topic["topic"] == "anticorruption-plan"
    assert topic["families"] == ["anticorruption-plan"]
    assert (topic["code"], topic["via"]) == ("o23", "label")
    assert 0 < int(str(topic["strength"])) <= 100


def test_merged_families_are_one_topic(pack: Pack) -> None:
    topic, *_ = ask(pack, label="อำนาจหน้าที่")
    assert (topic["topic"], topic["families"]) == ("org-structure", ["org-structure", "authority"])


def test_a_subject_the_pack_does_not_ask_has_no_code(pack: Pack) -> None:
    topic, *_ = ask(pack, label="นโยบายคุ้มครองข้อมูลส่วนบุคคล")
    assert (topic["topic"], topic["code"]) == ("privacy-policy", None)


def test_the_row_gives_a_button_its_meaning(pack: Pack) -> None:
    for headings in ("คู่มือหรือมาตรฐานการให้บริการ", ["ITA 2569", "คู่มือหรือมาตรฐานการให้บริการ"]):
        topic, *_ = ask(pack, label="ดาวน์โหลด", headings=headings)
        assert (topic["topic"], topic["via"]) == ("service-manual", "heading")


def test_the_file_name_speaks_when_the_words_are_silent(pack: Pack) -> None:
    topic, *_ = ask(pack, label="PDF", url="https://x.go.th/uploads/no-gift-policy_2569.pdf")
    assert (topic["topic"], topic["via"]) == ("no-gift-declaration", "filename")


@pytest.mark.parametrize(
    "label", ["ดาวน์โหลด", "คลิกที่นี่", "รายละเอียด", "หลักสูตรวิชาชีพ", "", "2569", "หน้าแรก"]
)
def test_silence_where_nothing_decides(pack: Pack, label: str) -> None:
    assert ask(pack, label=label, url="https://drive.google.com/file/d/1AbC/view") == []


def test_a_bare_manual_leaves_two_subjects_open(pack: Pack) -> None:
    assert ask(pack, label="คู่มืองานทะเบียน", guess=False) == []
    answer = answered(pack, label="คู่มืองานทะเบียน")
    assert answer["decided"] is None
    assert [(t["topic"], t["decided"], t["guess"]) for t in answer["topics"]] == [
        ("staff-manual", False, True),
        ("service-manual", False, True),
    ]


def test_what_the_words_decide_is_told_beside_the_candidates(pack: Pack) -> None:
    answer = answered(pack, label="คู่มือการปฏิบัติงาน")
    assert answer["decided"] == answer["topics"][0]["topic"] == "staff-manual"
    assert answer["topics"][0]["name"].startswith("คู่มือหรือแนวทางการปฏิบัติงาน")
    assert [t["guess"] for t in answer["topics"]] == [False, *[True] * 2]


FORKS = [
    ("แผนปฏิบัติราชการ", "annual-plan", "strategic-plan"),
    ("แผนปฏิบัติราชการ พ.ศ. 2566 - 2570", "annual-plan", "strategic-plan"),
    ("รายงานการประเมินผลการควบคุมภายใน", "risk-assessment", "integrity-measures-report"),
    ("คู่มือการดำเนินงานเรื่องร้องเรียน", "complaint-guideline", "staff-manual"),
    ("ข่าวประกวดราคา", "procurement-announcements", "procurement-monthly"),
    ("แผนพัฒนาทรัพยากรบุคคล", "hr-plan", "hr-policy"),
]


@pytest.mark.parametrize(("label", "first", "second"), FORKS)
def test_words_under_which_sites_keep_several_subjects_decide_nothing(
    label: str, first: str, second: str
) -> None:
    answer = answered(load_pack("oit-2565").pack, label=label)
    assert answer["decided"] is None
    assert [topic["topic"] for topic in answer["topics"]][:2] == [first, second]


SETTLED = [
    ("แผนปฏิบัติราชการประจำปี", "annual-plan"),
    ("แผนปฏิบัติราชการ 2565", "annual-plan"),
    ("รายงานการประเมินความเสี่ยงการทุจริตและการควบคุมภายใน", "risk-assessment"),
    ("คู่มือการจัดการเรื่องร้องเรียน", "complaint-guideline"),
    ("ประกาศประกวดราคา", "procurement-announcements"),
    ("คู่มือการปฏิบัติงาน", "staff-manual"),
    ("ข่าวประชาสัมพันธ์", "news"),
]


@pytest.mark.parametrize(("label", "topic"), SETTLED)
def test_one_word_more_settles_them(label: str, topic: str) -> None:
    assert answered(load_pack("oit-2565").pack, label=label)["decided"] == topic


def test_a_heading_of_another_subject_leaves_nothing_open(pack: Pack) -> None:
    assert ask(pack, label="คู่มืองานทะเบียน", headings="หลักสูตรวิชาชีพ") == []


def test_what_sites_mix_up_stands_behind_the_answer(pack: Pack) -> None:
    topics = ask(pack, label="คู่มือการปฏิบัติงาน")
    assert [t["topic"] for t in topics][:2] == ["staff-manual", "service-manual"]
    assert [t["decided"] for t in topics] == [True, *[False] * (len(topics) - 1)]
    strengths = [int(str(t["strength"])) for t in topics]
    assert strengths == sorted(strengths, reverse=True)


FILES = [
    ("uploads/annual-report-2568.pdf", "annual-report"),
    ("files/orgChart.png", "org-structure"),
    ("files/HR_Plan_2569.pdf", "hr-criteria"),
    ("doc/khumue-prachachon.pdf", "service-manual"),
    ("d/procurement_plan69.xlsx", "procurement-plan"),
    ("d/procurement-results.pdf", "procurement-annual-report"),
    ("contactus/index.php", "contact"),
    ("strategic/12.pdf", "strategic-plan"),
]


@pytest.mark.parametrize(("path", "topic"), FILES)
def test_names_in_latin_letters_speak(pack: Pack, path: str, topic: str) -> None:
    assert ask(pack, label="ดาวน์โหลด", url=f"https://x.go.th/{path}")[0]["topic"] == topic


@pytest.mark.parametrize("path", ["infrastructure.pdf", "news/rice-price.pdf", "new-building.pdf"])
def test_parts_of_words_and_folders_of_named_files_are_silent(pack: Pack, path: str) -> None:
    assert ask(pack, label="ดาวน์โหลด", url=f"https://x.go.th/{path}") == []


def test_a_file_named_for_the_list_comes_before_the_words_of_its_link(pack: Pack) -> None:
    plan, url = "แผนพัฒนาท้องถิ่น", "https://x.go.th/f/{}การประเมินความเสี่ยงการทุจริต.pdf"
    assert ask(pack, label=plan, url=url.format(""))[0]["topic"] == "strategic-plan"
    first, second, *_ = ask(pack, label=plan, url=url.format("o21-"))
    assert (first["topic"], second["topic"]) == ("risk-assessment", "strategic-plan")
    assert not first["decided"]


def test_candidates_come_in_order(pack: Pack) -> None:
    topics = ask(pack, label="แผนปฏิบัติงานและแผนงบประมาณประจำปี 2569")
    assert {str(topic["topic"]) for topic in topics[:2]} == {"annual-plan", "budget-plan"}


@pytest.mark.parametrize("line", ["{", "[]", "12", '{"id": [1]}', "ไม่ใช่ JSON"])
def test_a_broken_line_costs_one_answer(pack: Pack, line: str) -> None:
    good = json.dumps({"id": 7, "label": "ข้อมูลผู้บริหาร"})
    first, second = (json.loads(out) for out in classify_lines([line, good, "", " \n"], pack))
    assert first["id"] is None
    assert "JSON" in first["error"]
    assert (second["id"], second["topics"][0]["code"]) == (7, "o2")


def test_the_number_of_a_file_is_a_guess_where_no_words_help(pack: Pack) -> None:
    item = {"label": "รายละเอียด", "url": "https://x.go.th/f/o21-2569.pdf"}
    topic, *_ = ask(pack, **item)
    assert (topic["topic"], topic["guess"], topic["decided"]) == ("risk-assessment", True, False)
    assert ask(pack, guess=False, **item) == []
    (moit, *_) = ask(load_pack("moit-2568").pack, label="MOIT 14.1", url="https://x.go.th/1.pdf")
    assert (moit["code"], moit["guess"]) == ("moit14", True)


@pytest.mark.parametrize("name", ["o2026.pdf", "office365.pdf", "photo12.pdf", "o99.pdf"])
def test_other_figures_are_no_number_of_an_item(pack: Pack, name: str) -> None:
    assert ask(pack, label="รายละเอียด", url=f"https://x.go.th/f/{name}") == []
