"""`oit simulate`: the interval after gaps are closed, and what would still be open."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_commands import report_with

from audit.commands.simulate import simulated
from audit.errors import UserError
from audit.priorities import prioritise, readiness
from reports.model import ElementLine, GapLine, IndicatorLine, Report
from rules.pack import Pack
from rules.reader import load_pack


def element(id: str, outcome: str, gap: int | None = None) -> ElementLine:
    line = GapLine(id=gap, state="open", since="2026-01-01") if gap else None
    return ElementLine(
        id=id, says="แสดง", outcome=outcome, reason="", fix="แก้", basis="sourced", gap=line
    )


def line(code: str, state: str, *elements: ElementLine) -> IndicatorLine:
    return IndicatorLine(
        code=code, topic=code, families=(code,), title=code, group="ไม่ระบุ", owner="กอง",
        state=state, elements=elements,
    )  # fmt: skip


LINES = (
    line("o1", "ready", element("a/1", "passed")),
    line("o2", "to_fix", element("b/1", "failed", 3), element("b/2", "cant_tell")),
    line("o3", "to_fix", element("c/1", "failed", 4), element("c/2", "failed", 12)),
    line("o4", "inapplicable", element("d/1", "inapplicable")),
)


@pytest.fixture
def pack() -> Pack:
    whole = load_pack("oit-2569").pack
    return whole.model_copy(update={"indicators": whole.indicators[:4]})


@pytest.fixture
def report(pack: Pack) -> Report:
    indicators = prioritise(pack, LINES, None)
    return replace(report_with(), indicators=indicators, points=readiness(pack, indicators))


def test_closing_one_of_two_gaps_wins_nothing_yet(report, pack):
    found = simulated(report, pack, "12")
    assert (found.now.certain, found.after.certain) == (13.33, 13.33)
    assert [one.code for one in found.still] == ["o3"]


def test_closing_both_wins_the_item(report, pack):
    found = simulated(report, pack, "#4, 12")
    assert (found.after.certain, found.after.possible) == (26.67, 26.67)
    assert (found.ready_now, found.ready_after) == (1, 2)
    assert found.still == ()


def test_doubt_stays_in_the_interval_until_the_whole_item_is_meant(report, pack):
    gap, item = simulated(report, pack, "3"), simulated(report, pack, "O2")
    assert (gap.after.certain, gap.after.possible) == (13.33, 26.67)
    assert (item.after.certain, item.after.possible) == (26.67, 26.67)
    assert item.closed == ("b/1", "b/2")


@pytest.mark.parametrize("wanted", ["99", "o9", "", " , ", "x"])
def test_what_is_not_there_is_said(report, pack, wanted):
    with pytest.raises(UserError):
        simulated(report, pack, wanted)


def test_lists_without_points_say_so(report, pack):
    with pytest.raises(UserError, match="OIT"):
        simulated(replace(report, points=None), pack, "o2")
