"""Next year's pack as a start: moved, unconfirmed, and honest about what is open."""

from __future__ import annotations

import datetime as dt

import pytest

from rules.checks import AsOf, Series
from rules.new_pack import NewPackError, new_pack
from rules.pack import Pack
from rules.reader import load_pack, pack_names, parse_pack
from rules.tree import Leaf, Node

DAY = dt.date(2026, 11, 22)


def checks(node: Node):
    if isinstance(node, Leaf):
        yield node.check
        return
    below = getattr(node, next(iter(type(node).model_fields)))
    for child in below if isinstance(below, tuple) else (below,):
        if not isinstance(child, str):
            yield from checks(child)


def windows(pack: Pack) -> list[tuple[str, dt.date, dt.date]]:
    return [
        (element.id, check.start, check.end)
        for indicator in pack.indicators
        for element in indicator.elements
        for check in checks(element.check)
        if isinstance(check, AsOf | Series)
    ]


def a_year_later(day: dt.date) -> dt.date:
    return day.replace(year=day.year + 1)


@pytest.mark.parametrize("name", pack_names())
def test_every_pack_can_be_moved_by_a_year(name: str):
    old = load_pack(name)
    year = old.pack.fiscal_year
    later = name.replace(str(year), str(year + 1))
    made = new_pack(old.pack, old.text, later, DAY).pack
    assert (made.pack, made.fiscal_year, made.status) == (later, year + 1, "draft")
    assert {e.basis for i in made.indicators for e in i.elements} == {"unconfirmed"}
    assert "unconfirmed" in made.source.note
    assert made.source.read_on == DAY
    moved = [(i, a_year_later(start), a_year_later(end)) for i, start, end in windows(old.pack)]
    assert windows(made) == moved
    for before, after in zip(old.pack.indicators, made.indicators, strict=True):
        assert (after.code, after.families) == (before.code, before.families)
        assert [one.source for one in after.elements] == [one.source for one in before.elements]


def test_years_move_and_laws_stay():
    old = load_pack("oit-2569")
    text = old.text + "# ตามพระราชบัญญัติการจัดซื้อจัดจ้าง พ.ศ. 2560 และแผน 2566-2570 ดู oit-2568.yml\n"
    made = new_pack(old.pack, text, "oit-2570", DAY)
    assert made.text.endswith("พ.ศ. 2560 และแผน 2567-2571 ดู oit-2568.yml\n")
    titles = {one.code: one.title for one in made.pack.indicators}
    assert titles["o6"].endswith("พ.ศ. 2570")
    assert titles["o7"].endswith("พ.ศ. 2569")


def test_two_years_at_once():
    old = load_pack("oit-2567")
    made = new_pack(old.pack, old.text, "oit-2569-ours", DAY).pack
    assert made.fiscal_year == 2569
    assert "2569" in made.title


def test_a_day_that_next_year_lacks():
    old = load_pack("oit-2569")
    text = old.text.replace("status: draft", "deadline: 2028-02-29\nstatus: draft", 1)
    pack = parse_pack(text, "x.yml")
    assert new_pack(pack, text, "oit-2570", DAY).pack.deadline == dt.date(2029, 2, 28)


def test_what_a_person_must_settle_is_named():
    old = load_pack("oit-2569")
    told = new_pack(old.pack, old.text, "oit-2570", DAY).unsettled
    text = "\n".join(told)
    assert len(told) >= 10
    for said in (
        "26 ข้อ (o1–o26)",
        "previous): ตอนนี้คือ o7 o12",
        "2027-04-01 (o6 o10 o11)",
        "procurement-monthly/cols",
        "o1 org-structure/political-side",
        "93 รายการ",
        "deadline",
        "verified",
    ):
        assert said in text, said


@pytest.mark.parametrize("name", ["oit-2569", "oit-2568", "ours"])
def test_the_name_says_a_later_year(name: str):
    old = load_pack("oit-2569")
    with pytest.raises(NewPackError, match="เช่น oit-2570"):
        new_pack(old.pack, old.text, name, DAY)
