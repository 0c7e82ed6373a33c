"""Next year's pack as a start: a copy whose years and dates are moved, with nothing confirmed.

Promises: text that still reads as a pack, comments and all, `draft` and unconfirmed throughout;
and what a person must settle, in Thai, before anybody is judged by it. Refuses to know: today,
where the file goes, what next year's handbook will say.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from rules.checks import TableCheck
from rules.pack import Element, Indicator, Pack
from rules.reader import parse_pack
from rules.tree import Leaf

NEAR = range(-3, 3)
"""Years this near to the pack's own move with it; the year of a law stays."""
WIDE = 5
"""A table with so many columns is a form, and forms are published anew every year."""
_YEAR = re.compile(r"(?<![A-Za-z]-)(?<![\dA-Za-z])(25\d\d)(?!\d)")
_DATE = re.compile(r"(?<!\d)(20\d\d)(-\d\d-\d\d)(?!\d)")
_SOURCE = re.compile(r" +source: \[| +- [a-z0-9-]+$")
"""Where something was read stays where it was read."""
_NOTE = re.compile(r"^  note:.*\n(?:    .*\n|\n(?=    ))*", re.MULTILINE)

NOTE = """\
  note: >-
    คัดลอกจาก {old} แล้วเลื่อนปีและวันที่ ยังไม่ได้อ่านเกณฑ์ของปี {year} ทุกองค์ประกอบจึงเป็น unconfirmed
    เลขข้อ ชื่อข้อ ปีของข้อมูล และคอลัมน์อาจเปลี่ยน ใช้เตรียมงานได้ แต่ห้ามใช้ตัดสิน
"""


class NewPackError(ValueError):
    """The wanted pack cannot be made from the old one; says why, in Thai."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPack:
    """The text of the new pack, the pack itself, and what a person must settle."""

    text: str
    pack: Pack
    unsettled: tuple[str, ...]


def new_pack(old: Pack, text: str, name: str, read_on: dt.date) -> NewPack:
    """A pack called `name` (`oit-2570`) from the text of an older one; `read_on` is the day.

    Raises `NewPackError` when the name says no later year.
    """
    year = _year_of(name)
    if year <= old.fiscal_year:
        raise NewPackError(
            f"ชื่อ “{name}” ต้องบอกปีงบประมาณที่หลังจากปี {old.fiscal_year} เช่น oit-{old.fiscal_year + 1}"
        )
    moved = _moved(text, old.fiscal_year, year - old.fiscal_year)
    for key, value in (("pack", name), ("status", "draft"), ("read_on", read_on.isoformat())):
        moved = re.sub(rf"(?m)^( *{key}:) \S+", rf"\g<1> {value}", moved, count=1)
    moved = re.sub(r"(?m)^( +basis:) [a-z-]+", r"\1 unconfirmed", moved)
    moved = _with_note(moved, NOTE.format(old=old.pack, year=year))
    pack = parse_pack(moved, f"{name}.yml")
    return NewPack(text=moved, pack=pack, unsettled=tuple(_unsettled(pack)))


def _year_of(name: str) -> int:
    found = re.search(r"(?<!\d)25\d\d(?!\d)", name)
    return int(found[0]) if found else 0


def _moved(text: str, year: int, by: int) -> str:
    """Buddhist years near the pack's own, and Gregorian dates, moved; ids and laws are not."""

    def later(found: re.Match[str]) -> str:
        said = int(found[1])
        return str(said + by) if said - year in NEAR else found[1]

    def dated(found: re.Match[str]) -> str:
        day = "-02-28" if found[2] == "-02-29" else found[2]
        return f"{int(found[1]) + by}{day}"

    return "".join(
        line if _SOURCE.match(line) else _DATE.sub(dated, _YEAR.sub(later, line))
        for line in text.splitlines(keepends=True)
    )


def _with_note(text: str, note: str) -> str:
    """The old limits are not the new ones."""
    if _NOTE.search(text):
        return _NOTE.sub(lambda _: note, text, count=1)
    return re.sub(r"(?m)^(  read_on: .*\n)", lambda found: found[0] + note, text, count=1)


def _unsettled(pack: Pack) -> Iterator[str]:
    """What only the published criteria can say, with what the copy says now."""
    codes = [one.code for one in pack.indicators]
    yield f"จำนวนข้อ เลขข้อ และลำดับ: ตอนนี้ {len(codes)} ข้อ ({codes[0]}–{codes[-1]}) รายการเปลี่ยนเกือบทุกปี"
    yield "ชื่อข้อ (title) และข้อที่ถูกรวม แยก ตัด หรือเพิ่ม: เทียบทีละข้อ แล้วแก้ topic และ families ให้ตรง"
    yield "ตัวชี้วัดย่อย (group): " + _listed(pack, lambda one: one.group == "ไม่ระบุ", "ยังไม่ระบุใน")
    yield "ข้อที่ถามข้อมูลของปีก่อน (find.year: previous): " + _asked(pack, "previous")
    yield "ข้อที่ถามข้อมูลของปีที่ประเมิน (find.year: current): " + _asked(pack, "current")
    yield "วันที่เริ่มคาดหวัง (expected_from): " + _due(pack)
    yield "แบบฟอร์มและคอลัมน์ของตาราง: " + (_elements(pack, _is_form) or "ไม่มีตารางแบบฟอร์ม")
    yield "ข้อยกเว้นตามประเภทหน่วยงาน (only_for): " + (
        _elements(pack, lambda one: bool(one.only_for)) or "ยังไม่มี"
    )
    count = sum(len(one.elements) for one in pack.indicators)
    yield (
        f"องค์ประกอบทั้ง {count} รายการ: อ่านเกณฑ์แล้วแก้ says, check, fix "
        "และเปลี่ยน basis เป็น sourced ทีละรายการ"
    )
    yield f"วันสุดท้ายที่ส่งได้ (deadline): ตอนนี้{_day(pack.deadline)}"
    yield "ที่มา (source): ชื่อคู่มือ ผู้ออก วันที่อ่าน และข้อจำกัด แล้วลบ note ที่ว่าคัดลอกมา"
    yield "กรณีทดสอบ: เพิ่มชื่อชุดนี้ในไฟล์กรณีของเรื่องที่ไม่เปลี่ยน และเขียนกรณีใหม่ให้เรื่องที่เปลี่ยน"
    yield "สถานะ (status): เป็น verified ได้เมื่อมีผู้ตรวจทานกับคู่มือฉบับจริงสองคน"


def _asked(pack: Pack, year: str) -> str:
    return _listed(pack, lambda one: one.find.year == year, "ตอนนี้คือ")


def _listed(pack: Pack, wanted: Callable[[Indicator], bool], words: str) -> str:
    codes = [one.code for one in pack.indicators if wanted(one)]
    return f"{words} {' '.join(codes)}" if codes else "ไม่มี"


def _elements(pack: Pack, wanted: Callable[[Element], bool]) -> str:
    return ", ".join(
        f"{indicator.code} {element.id}"
        for indicator in pack.indicators
        for element in indicator.elements
        if wanted(element)
    )


def _due(pack: Pack) -> str:
    days: dict[dt.date, dict[str, None]] = {}
    for indicator in pack.indicators:
        for element in indicator.elements:
            if element.expected_from:
                days.setdefault(element.expected_from, {})[indicator.code] = None
    return "; ".join(f"{day} ({' '.join(codes)})" for day, codes in sorted(days.items())) or "ไม่มี"


def _day(day: dt.date | None) -> str:
    return f"เลื่อนเป็น {day}" if day else "ยังไม่ระบุ"


def _is_form(element: Element) -> bool:
    return any(
        isinstance(leaf.check, TableCheck) and len(leaf.check.columns) >= WIDE
        for leaf in _leaves(element.check)
    )


def _leaves(node: BaseModel) -> Iterator[Leaf]:
    if isinstance(node, Leaf):
        yield node
        return
    below = getattr(node, next(iter(type(node).model_fields)))
    for child in below if isinstance(below, tuple) else (below,):
        if isinstance(child, BaseModel):
            yield from _leaves(child)
