"""The outcome algebra and the judging rules, on small trees over hand-written documents."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from pydantic import TypeAdapter

from rules.document import Block, Kind, Legibility
from rules.judge import judge_indicator
from rules.markup import document
from rules.model import Context, Evidence, Finding, Outcome
from rules.pack import Element, Indicator
from rules.tree import Node

CONTEXT = Context(fiscal_year=2569, as_of=dt.date(2026, 5, 15), agency_kind="department")
PAGE = "# หน้าแรกของเรา\nกรมมีภารกิจส่งเสริมการเรียนรู้ของประชาชนทั่วประเทศอย่างเท่าเทียม มะม่วง"
YES = {"phrase": {"one_of": ["มะม่วง"]}}
NO = {"phrase": {"one_of": ["ทุเรียน"]}}
MAYBE = {"hint": YES}
LEAVES = {Outcome.PASSED: YES, Outcome.CANT_TELL: MAYBE, Outcome.FAILED: NO}


def judge(
    check: dict[str, Any], *evidence: Evidence, context: Context = CONTEXT, **fields: Any
) -> Finding:
    year = fields.pop("find_year", "any")
    element = Element(
        id="subject/thing",
        says="แสดงผลไม้ประจำหน่วยงาน",
        check=TypeAdapter(Node).validate_python(check),
        fix="เพิ่ม",
        basis="sourced",
        **fields,
    )
    indicator = Indicator.model_validate(
        {
            "code": "o1",
            "topic": "subject",
            "families": ("subject",),
            "group": "",
            "title": "ผลไม้ประจำหน่วยงาน",
            "owner": "",
            "find": {"year": year},
            "elements": (element,),
        }
    )
    (finding,) = judge_indicator(indicator, evidence, context)
    return finding


def shown(text: str = PAGE, **fields: Any) -> Evidence:
    own = ("aside", "years", "via", "doubt", "stands_in", "foreign")
    more = {key: fields.pop(key) for key in own if key in fields}
    page = replace(document({"text": text, "url": "https://x.go.th/p"}), **fields)
    return replace(Evidence(document=page, via="link", label="", strength=80), **more)


@pytest.mark.parametrize(("first", "second"), list(product(LEAVES, LEAVES)))
def test_all_takes_the_worst_and_any_the_best(first: Outcome, second: Outcome) -> None:
    pair = [LEAVES[first], LEAVES[second]]
    assert judge({"all": pair}, shown()).outcome is max(first, second)
    assert judge({"any": pair}, shown()).outcome is min(first, second)


@pytest.mark.parametrize(
    ("inner", "outer"),
    [
        (Outcome.PASSED, Outcome.FAILED),
        (Outcome.FAILED, Outcome.PASSED),
        (Outcome.CANT_TELL, Outcome.CANT_TELL),
    ],
)
def test_none_swaps_passed_and_failed(inner: Outcome, outer: Outcome) -> None:
    assert judge({"none": [LEAVES[inner]]}, shown()).outcome is outer


@pytest.mark.parametrize("inner", list(LEAVES))
def test_hint_is_never_better_than_cant_tell(inner: Outcome) -> None:
    assert judge({"hint": LEAVES[inner]}, shown()).outcome is max(inner, Outcome.CANT_TELL)


def test_only_a_person_answers_a_question() -> None:
    finding = judge({"any": [NO, {"ask": "ไม่มีผลไม้ใช่หรือไม่"}]}, shown())
    assert (finding.outcome, finding.reason) == (Outcome.CANT_TELL, "ไม่มีผลไม้ใช่หรือไม่")


def test_the_best_document_counts_and_halves_do_not_add_up() -> None:
    both = {"all": [YES, {"phrase": {"one_of": ["มังคุด"]}}]}
    other = shown(PAGE.replace("มะม่วง", "มังคุด"))
    assert judge(both, shown(), other).outcome is Outcome.FAILED
    assert judge(both, other, shown(PAGE + " มังคุด")).outcome is Outcome.PASSED


def test_a_pass_quotes_words_and_place() -> None:
    finding = judge(YES, shown())
    assert "มะม่วง" in finding.quotes[0].text
    assert finding.quotes[0].url == "https://x.go.th/p"


@pytest.mark.parametrize(
    ("problem", "outcome"),
    [
        ("scan", Outcome.CANT_TELL),
        (None, Outcome.CANT_TELL),
        ("empty", Outcome.FAILED),
        ("password", Outcome.UNTESTED),
        ("broken", Outcome.UNTESTED),
        ("crash", Outcome.UNTESTED),
    ],
)
def test_unreadable_is_not_absent(problem: str | None, outcome: Outcome) -> None:
    scan = shown("", legibility=Legibility.NONE, problem=problem)
    assert judge(NO, scan).outcome is outcome


def test_what_was_read_from_a_picture_does_not_pass() -> None:
    assert judge(YES, shown(legibility=Legibility.OCR)).outcome is Outcome.CANT_TELL


@pytest.mark.parametrize(
    ("aside", "outcome"),
    [
        ("unreachable", Outcome.UNTESTED),
        ("elsewhere", Outcome.UNTESTED),
        ("dead", Outcome.FAILED),
        ("under_construction", Outcome.FAILED),
    ],
)
def test_what_was_set_aside_is_not_simply_missing(aside: str, outcome: Outcome) -> None:
    assert judge(YES, shown(aside=aside)).outcome is outcome


def test_blocked_beside_a_page_that_lacks_it_is_untested() -> None:
    assert judge(NO, shown(), shown(aside="unreachable")).outcome is Outcome.UNTESTED


@pytest.mark.parametrize(
    ("complete", "outcome"), [(True, Outcome.FAILED), (False, Outcome.UNTESTED)]
)
def test_not_found_is_believed_only_if_we_looked(complete: bool, outcome: Outcome) -> None:
    context = replace(CONTEXT, crawl_complete=complete)
    assert judge(YES, context=context).outcome is outcome
    assert judge(YES, shown(aside="hub"), context=context).outcome is outcome
    assert judge(NO, shown(stands_in="section"), context=context).outcome is outcome
    assert judge(NO, shown(), context=context).outcome is Outcome.FAILED


@pytest.mark.parametrize("stands_in", ["section", "lookalike"])
def test_another_year_of_what_stands_in_says_nothing_of_pages_not_reached(stands_in: str) -> None:
    other = shown(stands_in=stands_in, years=(2568,))
    context = replace(CONTEXT, crawl_complete=False)
    found = judge(YES, other, context=context, find_year="current")
    assert found.outcome is Outcome.UNTESTED
    own = judge(YES, shown(years=(2568,)), context=context, find_year="current")
    assert own.outcome is Outcome.FAILED and "2568" in own.reason


def test_a_lookalike_of_another_year_is_not_the_page_asked_for() -> None:
    found = judge(YES, shown(stands_in="lookalike", years=(2568,)), find_year="current")
    assert found.outcome is Outcome.FAILED and "2568" not in found.reason


@pytest.mark.parametrize(("front", "outcome"), [(True, Outcome.CANT_TELL), (False, Outcome.FAILED)])
def test_the_first_page_proves_nothing_by_itself(front: bool, outcome: Outcome) -> None:
    first = shown(via="text", doubt="อยู่ในหน้าแรก", stands_in="front")
    found = judge(YES, first, front=front)
    assert found.outcome is outcome
    assert ("อยู่ในหน้าแรก" in found.reason) is front


@pytest.mark.parametrize(
    ("years", "outcome", "said"),
    [
        ((2569,), Outcome.PASSED, ""),
        ((2568, 2569), Outcome.PASSED, ""),
        ((2568,), Outcome.FAILED, "พบเฉพาะของปี 2568"),
        ((), Outcome.CANT_TELL, "ไม่ระบุว่าเป็นของปี 2569"),
    ],
)
def test_last_years_is_not_this_years(years: tuple[int, ...], outcome: Outcome, said: str) -> None:
    finding = judge(YES, shown(years=years), find_year="current")
    assert finding.outcome is outcome
    assert said in finding.reason


def test_an_elements_year_outranks_its_indicators() -> None:
    last = shown(years=(2568,))
    assert judge(YES, last, find_year="current", year="previous").outcome is Outcome.PASSED
    assert judge(YES, last, find_year="current", year="any").outcome is Outcome.PASSED


def test_not_for_us_and_not_yet_are_inapplicable() -> None:
    assert judge(YES, shown(), only_for=("local",)).outcome is Outcome.INAPPLICABLE
    later = dt.date(2026, 6, 1)
    assert judge(YES, shown(), expected_from=later).outcome is Outcome.INAPPLICABLE


def test_furniture_never_proves() -> None:
    menu = Block(kind=Kind.TEXT, text="มะม่วง", where="", furniture=True)
    page = document(PAGE.replace("มะม่วง", ""))
    item = shown()
    item = replace(item, document=replace(page, blocks=(*page.blocks, menu)))
    assert judge(YES, item).outcome is Outcome.FAILED


@pytest.mark.parametrize(
    "text",
    [
        "# มะม่วง",
        "# มะม่วง\n[ดาวน์โหลด](#)",
        "# มะม่วง\nหน้าแรก / มะม่วง\n[ดาวน์โหลด](/a.pdf)",
        "# มะม่วง\n| รายการ | ไฟล์ |\n| มะม่วง | ดาวน์โหลด |",
    ],
)
def test_a_title_without_content_passes_nothing(text: str) -> None:
    assert judge(YES, shown(text)).outcome is not Outcome.PASSED


def test_the_criteria_repeated_prove_nothing() -> None:
    echo = f"{PAGE.replace('มะม่วง', '')}\nแสดงผลไม้ประจำหน่วยงาน"
    assert (
        judge({"phrase": {"one_of": ["ผลไม้ประจำหน่วยงาน"]}}, shown(echo)).outcome is Outcome.FAILED
    )


def test_the_basis_changes_with_the_bytes_only() -> None:
    first, second = shown(sha256="a"), shown(sha256="b")
    assert judge(YES, first, second).basis == judge(NO, second, first).basis
    assert judge(YES, first).basis != judge(YES, second).basis


@pytest.mark.parametrize(
    ("problem", "outcome"),
    [
        ("scan", Outcome.CANT_TELL),
        ("partly", Outcome.CANT_TELL),
        ("too_large", Outcome.UNTESTED),
    ],
)
def test_a_part_that_was_not_read_may_hold_it(problem: str, outcome: Outcome) -> None:
    assert judge(NO, shown(problem=problem)).outcome is outcome
    assert judge(YES, shown(problem=problem)).outcome is Outcome.PASSED


def test_words_read_from_one_picture_page_do_not_pass() -> None:
    page = shown()
    (text,) = [b for b in page.document.blocks if "มะม่วง" in b.text]
    picture = replace(page.document, ocr_places=frozenset({text.where}))
    assert judge(YES, replace(page, document=picture)).outcome is Outcome.CANT_TELL
    other = replace(page.document, ocr_places=frozenset({"หน้า 99"}))
    assert judge(YES, replace(page, document=other)).outcome is Outcome.PASSED


def test_words_missing_from_a_picture_may_have_been_misread() -> None:
    page = shown()
    (text,) = [b for b in page.document.blocks if "มะม่วง" in b.text]
    for changed in (
        replace(page.document, ocr_places=frozenset({text.where})),
        replace(page.document, legibility=Legibility.OCR),
    ):
        finding = judge(NO, replace(page, document=changed))
        assert finding.outcome is Outcome.CANT_TELL
        assert "อ่านจากภาพสแกน" in finding.reason
        absent = judge({"none": [NO]}, replace(page, document=changed))
        assert absent.outcome is Outcome.CANT_TELL


def test_a_document_of_another_year_is_the_plainest_reason() -> None:
    other = shown(PAGE.replace("มะม่วง", ""), years=(2569,))
    last = shown(years=(2568,))
    finding = judge(YES, other, last, find_year="current")
    assert (finding.outcome, finding.reason) == (Outcome.FAILED, "พบเฉพาะของปี 2568")
    assert "มะม่วง" in finding.quotes[0].text
    check = {"all": [YES, {"fiscal_year": {"year": "current"}}]}
    dated = shown(f"# ปีงบประมาณ พ.ศ. 2568\n{PAGE}", years=(2568,))
    assert judge(check, other, dated, find_year="current").reason == "พบเฉพาะของปี 2568"


def test_nothing_passes_on_a_draft() -> None:
    finding = judge(YES, replace(shown(), draft=True))
    assert finding.outcome is Outcome.CANT_TELL
    assert "ฉบับร่าง" in finding.reason


def test_a_breadcrumb_is_no_content() -> None:
    crumb = "# มะม่วง\nหน้าแรก / การเปิดเผยข้อมูล / O1 มะม่วงประจำหน่วยงานของเรา ปี 2569"
    assert judge(YES, shown(crumb)).outcome is Outcome.FAILED


def test_rows_of_dead_links_are_no_content() -> None:
    row = '| เป็นการดำเนินการในปีงบประมาณ พ.ศ. 2569 | [ดาวน์โหลด](# "dead") |'
    rows = f"# มะม่วง ปี 2569\n| รายการ | ไฟล์ |\n{row}"
    assert judge({"fiscal_year": {"year": "current"}}, shown(rows)).outcome is Outcome.FAILED


def test_a_dead_link_is_told_beside_last_years_document() -> None:
    finding = judge(YES, shown(years=(2568,)), shown(aside="dead"), find_year="current")
    assert finding.reason == "พบเฉพาะของปี 2568 และมีลิงก์ของข้อนี้ แต่ปลายทางไม่มีอยู่แล้ว"


@pytest.mark.parametrize(
    ("post", "agency", "outcome"),
    [
        ("อธิบดีกรมตัวอย่าง", "กรมตัวอย่าง", Outcome.PASSED),
        ("อธิบดี", "กรมตัวอย่าง", Outcome.PASSED),
        ("อธิบดีกรมแหล่งน้ำ", "กรมตัวอย่าง", Outcome.CANT_TELL),
        ("อธิบดี กรมแหล่งน้ำ", "กรมตัวอย่าง", Outcome.CANT_TELL),
        ("อธิบดีกรมแหล่งน้ำ", "", Outcome.PASSED),
        ("นายกเทศมนตรีตำบลเกาะยาง", "เทศบาลตำบลเกาะยาง", Outcome.PASSED),
        ("นายกเทศมนตรีตำบลเกาะยาง", "เทศบาลตำบลหาดใหม่", Outcome.CANT_TELL),
        ("นายกองค์การบริหารส่วนตำบลไร่อ้อย", "อบต.ไร่อ้อย", Outcome.PASSED),
        ("นายกองค์การบริหารส่วนตำบลไร่อ้อย", "อบต.ทุ่งทอง", Outcome.CANT_TELL),
    ],
)
def test_the_chief_of_another_agency_is_for_a_person(
    post: str, agency: str, outcome: Outcome
) -> None:
    page = shown(f"# ผู้บริหารสูงสุดของหน่วยงาน\nนายสมชาย ใจดี\n{post}\nปฏิบัติหน้าที่ตั้งแต่ปีที่แล้วจนถึงวันนี้")
    finding = judge(
        {"person": {"holding": ["อธิบดี", "นายกเทศมนตรี", "นายกองค์การบริหารส่วนตำบล"]}},
        page,
        context=replace(CONTEXT, agency=agency),
    )
    assert finding.outcome is outcome


def test_what_stands_under_headings_of_other_subjects_is_no_proof() -> None:
    page = "# ของเรา\nเนื้อหา มะม่วง ของกรมที่ยาวพอจะไม่ใช่แค่หัวข้อ\n# ของเรื่องอื่น\nทุเรียน ของเรื่องอื่น"
    places = {block.text[:3]: block.where for block in document({"text": page}).blocks}
    foreign = frozenset({places["ทุเ"]})
    assert judge(YES, shown(page, foreign=foreign)).outcome is Outcome.PASSED
    assert judge(NO, shown(page)).outcome is Outcome.PASSED
    seen = judge(NO, shown(page, foreign=foreign))
    assert seen.outcome is Outcome.CANT_TELL
    assert "หัวข้อของเรื่องอื่น" in seen.reason


def test_a_page_that_hands_out_last_years_file_passes_nothing() -> None:
    page = shown(f"{PAGE}\n[รายงาน](https://www.example.go.th/old.pdf)", years=(2569,))
    last = shown(PAGE.replace("มะม่วง", ""), years=(2568,))
    last = replace(last, document=replace(last.document, url="https://www.example.go.th/old.pdf"))
    assert judge(YES, page, find_year="current").outcome is Outcome.PASSED
    assert judge(YES, page, last, find_year="current").outcome is Outcome.CANT_TELL
