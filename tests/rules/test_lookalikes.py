"""Pages under other names, and signs beside a failure: a person is asked, nothing passes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from audit.judging import context_for, judge_pack
from rules.document import Document, Label
from rules.find import Finder
from rules.lookalikes import LOOKALIKE, lookalikes
from rules.markup import document
from rules.model import Finding, Outcome
from rules.pack import Pack
from rules.reader import load_pack
from rules.signs import signs

HOME = "https://www.example.go.th/"
STEPS = """# เราจัดการเรื่องของท่านอย่างไร
บุคคลภายนอกแจ้งเบาะแสการทุจริตได้ทางแบบฟอร์มหรือจดหมายถึงหัวหน้าสำนักงาน
กลุ่มงานอำนวยการซึ่งเป็นผู้รับผิดชอบลงรับภายใน 1 วัน ตรวจสอบข้อเท็จจริงให้เสร็จใน 30 วัน แล้วแจ้งผลภายใน 7 วัน
"""
TREES = "# ต้นไม้ประจำสำนักงาน\nราชพฤกษ์ออกดอกสีเหลืองในเดือนเมษายน ปลูกไว้หน้าอาคารเมื่อปีก่อน สูงสามเมตรแล้ว\n"


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack("oit-2569").pack


def page(path: str, text: str) -> Document:
    return document({"url": HOME + path, "text": text})


def judged(pack: Pack, *documents: Document, complete: bool = True) -> dict[str, Finding]:
    context = context_for(pack, "department", dt.date(2026, 5, 15), crawl_complete=complete)
    found = judge_pack(pack, documents, context, declared={}, also_named={}, front=HOME)
    return {one.element: one for one in found.findings}


def test_a_page_under_another_name_is_for_a_person(pack: Pack) -> None:
    seen = judged(pack, page("a", STEPS), page("b", TREES))
    outcomes = {key: one.outcome for key, one in seen.items() if "complaint-guideline/" in key}
    assert Outcome.PASSED not in outcomes.values()
    assert outcomes["complaint-guideline/unit"] is Outcome.CANT_TELL
    assert LOOKALIKE in seen["complaint-guideline/unit"].reason
    assert seen["complaint-guideline/unit"].looked_at == (HOME + "a",)


def test_a_page_of_something_else_is_no_lookalike(pack: Pack) -> None:
    seen = judged(pack, page("b", TREES))
    assert seen["complaint-guideline/unit"].outcome is Outcome.FAILED
    assert seen["complaint-guideline/unit"].looked_at == ()


def test_what_a_lookalike_lacks_says_nothing(pack: Pack) -> None:
    """The reason stays that no page of the subject was found."""
    text = STEPS.replace("ภายใน 1 วัน", "").replace("ให้เสร็จใน 30 วัน", "").replace("ภายใน 7 วัน", "")
    seen = judged(pack, page("a", text))
    assert seen["complaint-guideline/time"].outcome is Outcome.FAILED
    assert "ไม่พบหน้าหรือเอกสารของข้อนี้" in seen["complaint-guideline/time"].reason
    assert judged(pack, page("a", text), complete=False)["complaint-guideline/time"].outcome is (
        Outcome.UNTESTED
    )


def test_pages_are_looked_at_elsewhere_only_where_the_subject_has_none(pack: Pack) -> None:
    own = replace(
        page("c", "# แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริต\nสำนักงานมีความยินดีรับฟังทุกความเห็นของท่านเสมอมา"),
        labels=(Label(text="แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริต", near="", heading="", url=HOME),),
    )
    seen = judged(pack, own, page("a", STEPS))
    assert seen["complaint-guideline/unit"].outcome is Outcome.FAILED


def test_likelier_pages_come_first(pack: Pack) -> None:
    """A neighbour's page, then one whose name leaves the subject open, then one nothing names."""
    indicator = next(one for one in pack.indicators if one.topic == "hr-criteria")
    pages = (
        page("a", TREES),
        page("b", "# สรรหาบุคคล\nพบกันทุกวันศุกร์"),
        page("c", "# รายงานผลการบริหารและพัฒนาทรัพยากรบุคคลประจำปี\nเขียนถึงเราได้ทุกวัน"),
    )
    near = Finder(pack, pages).nearby(indicator)
    assert [one.document.url for one in near] == [HOME + "c", HOME + "b", HOME + "a"]
    assert {one.stands_in for one in near} == {"lookalike"}
    context = context_for(pack, "department", dt.date(2026, 5, 15), crawl_complete=True)
    assert lookalikes(indicator, near, context) == ()


def test_a_sign_beside_a_failure_asks_a_person(pack: Pack) -> None:
    title = "# แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริต\nผู้ร้องส่งจดหมายมาได้ที่สำนักงานของเราทุกวันในเวลาราชการ\n"
    unit = "complaint-guideline/unit"
    assert judged(pack, page("c", title))[unit].outcome is Outcome.FAILED
    sign = judged(pack, page("c", f"{title}กลุ่มกฎหมายดูแล"))[unit]
    assert sign.outcome is Outcome.CANT_TELL
    assert sign.quotes[0].text == "กลุ่มกฎหมายดูแล"


def test_words_of_a_link_are_no_sign(pack: Pack) -> None:
    title = "# แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริต\nผู้ร้องส่งจดหมายมาได้ที่สำนักงานของเราทุกวันในเวลาราชการ\n"
    led = judged(pack, page("c", f"{title}[กลุ่มกฎหมายดูแล](law.pdf)"))
    assert led["complaint-guideline/unit"].outcome is Outcome.FAILED


def test_signs_are_of_elements_that_some_list_asks() -> None:
    names = [f"oit-{year}" for year in range(2564, 2570)]
    names += ["oit-2568-ovec", "oit-2569-ovec", "oit-2568-obec", "moit-2568"]
    known = {e.id for n in names for i in load_pack(n).pack.indicators for e in i.elements}
    assert set(signs()) <= known
