"""Faults that look like content: empty forms, promises, copied criteria, another year's text.

Promises: a list of faults, each with what it breaks. Refuses to know: which a site gets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from audit.demo.draft import Draft
from audit.demo.fault import ANY, BROKEN, FINE, Fault, of
from audit.demo.faults_pages import (
    MONTHS,
    PAGES,
    PARTICIPATION,
    PEOPLE,
    STATISTICS,
    SUMMARY,
    filling,
)
from audit.demo.faults_papers import (
    ANNUAL,
    CORRUPTION_PLAN,
    DECLARATION,
    GUIDELINE,
    HR_PLAN,
    INTEGRITY,
    PLAN,
    RISK,
    RISK_REPORT,
    STAFF,
    STRATEGY,
    Target,
    change_paper,
)

PROMISE = "อยู่ระหว่างรวบรวมข้อมูล"
FILLER = "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor"
TABLES = (PLAN, HR_PLAN, RISK, CORRUPTION_PLAN, INTEGRITY, RISK_REPORT)
WHOLE = (PLAN, ANNUAL, STAFF, GUIDELINE, RISK, CORRUPTION_PLAN, STRATEGY)
CRITERIA = {
    PARTICIPATION: (
        "ประเด็นหรือเรื่องในการมีส่วนร่วม", "สรุปข้อมูลของผู้มีส่วนร่วม", "ผลจากการมีส่วนร่วม",
        "การนำผลจากการมีส่วนร่วมไปปรับปรุงพัฒนาการดำเนินงาน",
    ),
    STATISTICS: (
        "จำนวนเรื่องร้องเรียนทั้งหมด", "จำนวนเรื่องที่ดำเนินการแล้วเสร็จ", "จำนวนเรื่องที่อยู่ระหว่างดำเนินการ",
        "(กรณีไม่มีเรื่องร้องเรียน ให้เผยแพร่ว่าไม่มีเรื่องร้องเรียนการทุจริต)",
    ),
}  # fmt: skip


def faults() -> Iterator[Fault]:
    """Every fault of this sort."""
    for target in TABLES:
        for name, cell in (("blank_form", "............"), ("dashes", "-")):
            yield change_paper(name, target, _celled(target, cell), soft=ANY)
    for target in WHOLE:
        yield change_paper("promised", target, _saying(target, PROMISE), soft=ANY)
        yield change_paper("filler", target, _saying(target, FILLER), soft=ANY)
        yield change_paper("contents_only", target, _contents(target), soft=ANY)
    for target in (PLAN, HR_PLAN, CORRUPTION_PLAN):
        yield change_paper("year_on_cover", target, _older_inside(target), soft=BROKEN)
    signed = of("no-gift-declaration", "signed")
    yield change_paper("acting_signature", DECLARATION, _acting, only=signed)
    yield change_paper("unsigned_form", DECLARATION, _unfilled, only=signed)
    yield from _pages()
    yield from _months()


def _pages() -> Iterator[Fault]:
    for page, lines in CRITERIA.items():
        items = "".join(f"<li>{line}</li>" for line in lines)
        criteria = f"<h2>องค์ประกอบด้านข้อมูล</h2><ul>{items}</ul><a href='#'>ดาวน์โหลด</a>"
        promises = "".join(f"<h2>{line}</h2><p>{PROMISE}</p>" for line in lines[:3])
        details = f"<details><summary>องค์ประกอบด้านข้อมูล</summary><ol>{items}</ol></details>"
        for name, inside in (
            ("criteria_list", criteria), ("promised_sections", promises),
            ("criteria_panel", details),
        ):  # fmt: skip
            code, elements = PAGES[page]
            yield Fault(
                name=name, codes=frozenset({code}), do=filling(page, inside),
                breaks=dict.fromkeys(elements, BROKEN),
            )  # fmt: skip
    none = "<p>ในปีงบประมาณ พ.ศ. 2568 กรมไม่มีเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ</p>"
    yield Fault(
        name="no_complaints", codes=frozenset({"o18"}), do=filling(STATISTICS, none),
        breaks=dict.fromkeys(of("complaint-statistics", "total done pending none"), FINE),
    )  # fmt: skip
    yield Fault(
        name="other_complaints", codes=frozenset({"o18"}),
        do=filling(STATISTICS, none.replace("การทุจริตและประพฤติมิชอบ", "ด้านการให้บริการ")),
        breaks=dict.fromkeys(of("complaint-statistics", "total done pending none"), ANY),
    )  # fmt: skip
    yield Fault(
        name="dead_photo", codes=frozenset({"o2"}),
        do=_photo_gone,
        breaks={"executives/photo": BROKEN},
    )  # fmt: skip


def _months() -> Iterator[Fault]:
    broken = {"procurement-monthly/six": BROKEN, "procurement-monthly/none": ANY}
    for month in ("2568-11", "2569-01", "2569-03"):
        yield Fault(
            name="promised_month", codes=frozenset({"o11"}), do=_promising(month), breaks=broken
        )
    yield Fault(name="doubled_month", codes=frozenset({"o11"}), do=_doubling, breaks=broken)


# What a fault does --------------------------------------------------------------------------


def _celled(target: Target, cell: str) -> Callable[[Draft], None]:
    """Every cell but the running number says the same."""

    def do(draft: Draft) -> None:
        body = draft.parts(target.file)
        for part in body:
            if isinstance(table := part.get("table"), dict):
                row = [cell] * len(table["head"])
                part["table"] = table | {"rows": [row] * 3}
        draft.edit(target.file, body=body)

    return do


def _saying(target: Target, words: str) -> Callable[[Draft], None]:
    """Each section of the document says only this."""

    def do(draft: Draft) -> None:
        kept: list[dict[str, object]] = []
        for part in draft.parts(target.file):
            if "h" in part:
                kept += [part, {"p": words}]
        draft.edit(target.file, body=kept or [{"p": words}], as_of=None)

    return do


def _contents(target: Target) -> Callable[[Draft], None]:
    def do(draft: Draft) -> None:
        names = [str(part["h"]) for part in draft.parts(target.file) if "h" in part]
        names += [
            str(column)
            for part in draft.parts(target.file)
            if isinstance(table := part.get("table"), dict)
            for column in table["head"]
        ]
        lines = [{"p": f"{name} {'.' * 30} {page}"} for page, name in enumerate(names, 3)]
        draft.edit(target.file, body=[{"h": "สารบัญ"}, *lines], as_of=None)

    return do


def _older_inside(target: Target) -> Callable[[Draft], None]:
    """Last year's text below this year's title."""

    def do(draft: Draft) -> None:
        title = draft.papers[target.file].title
        draft.reword(target.file, lambda text: re.sub(r"25[67]\d", _year_before, text))
        told = [{"p": f"ข้อมูลของปีงบประมาณ พ.ศ. 2568 {word}"} for word in ("ครั้งที่ 1", "ครั้งที่ 2", "สรุป")]
        draft.edit(target.file, title=title, body=[*draft.parts(target.file), *told])

    return do


def _year_before(year: re.Match[str]) -> str:
    return str(int(year[0]) - 1)


def _acting(draft: Draft) -> None:
    """A deputy signs on behalf."""
    draft.edit(
        DECLARATION.file,
        body=[
            {"sign": ["ลงนาม สุนันทินี สมมติวงศ์", "(นางสุนันทินี สมมติวงศ์)", "รองอธิบดี ปฏิบัติราชการแทนอธิบดี"]}
            if "sign" in part
            else {"p": str(part["p"]).replace("ข้าพเจ้า นางสาวมาลีรัตน์ ทดสอบงาม อธิบดี", "ผู้บริหาร")}
            if "p" in part
            else part
            for part in draft.parts(DECLARATION.file)
        ],
    )


def _unfilled(draft: Draft) -> None:
    """The form of the declaration before anybody signed it."""
    dots = "." * 40
    body = [
        {"sign": [f"ลงชื่อ {dots}", f"({dots})", "อธิบดี"]} if "sign" in part else part
        for part in draft.parts(DECLARATION.file)
    ]
    draft.edit(DECLARATION.file, body=body)


def _photo_gone(draft: Draft) -> None:
    """The picture's address leads nowhere; it states no size, so a crawl asks for it."""
    photo = re.compile(r'<img src="/images/people/deputy-2\.png"([^>]*?) width="\d+" height="\d+">')
    draft.pages[PEOPLE] = photo.sub(r'<img src="/images/people/gone.png"\1>', draft.pages[PEOPLE])


def _promising(month: str) -> Callable[[Draft], None]:
    """The month stands in its row, but instead of a link there is a promise."""

    def do(draft: Draft) -> None:
        draft.remove(f"{SUMMARY}{month}.xlsx")
        link = re.compile(rf'<a [^>]*{SUMMARY}{month}\.xlsx"[^>]*>.*?</a>', re.S)
        draft.pages[MONTHS] = link.sub("รอเผยแพร่", draft.pages[MONTHS])

    return do


def _doubling(draft: Draft) -> None:
    """November's file stands under January's name as well."""
    draft.copy(f"{SUMMARY}2569-01.xlsx", f"{SUMMARY}2568-11.xlsx")
    draft.swap(MONTHS, "มกราคม 2569", "พฤศจิกายน 2568")
