"""What to fix first: points, work and days decide; waived work has no place."""

from __future__ import annotations

import pytest

from audit.priorities import EFFORT, prioritise, readiness, work_of, worth
from reports.model import ElementLine, EvidenceLine, GapLine, IndicatorLine
from rules.reader import load_pack

PACK = load_pack("oit-2569").pack


def element(id: str, outcome: str = "failed", gap: GapLine | None = None, **more) -> ElementLine:
    return ElementLine(
        id=id, says="แสดง", outcome=outcome, reason="", fix="แก้", basis="sourced", gap=gap, **more
    )


def evidence(media: str = "text/html", aside: str | None = None) -> EvidenceLine:
    return EvidenceLine(
        url="http://a.test/x", title="", media=media, via="link", label="", strength=80, aside=aside
    )


def line(code: str, *elements: ElementLine, state: str = "to_fix", **more) -> IndicatorLine:
    return IndicatorLine(
        code=code, topic=code, families=(code,), title=code, group="ไม่ระบุ", owner="กอง",
        state=state, elements=elements, **more,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "work"),
    [
        ([], "document"),
        ([evidence(aside="wrong_year")], "document"),
        ([evidence(aside="hub")], "document"),
        ([evidence(aside="dead")], "link"),
        ([evidence(aside="elsewhere"), evidence(aside="hub")], "link"),
        ([evidence(aside="under_construction")], "page"),
        ([evidence()], "page"),
        ([evidence("application/pdf")], "file"),
        ([evidence("application/pdf"), evidence(aside="dead")], "file"),
    ],
)
def test_the_sort_of_work_follows_from_what_was_found(lines, work):
    assert work_of(element("a/b"), lines) == work
    assert work_of(element("a/b", "cant_tell"), lines) is None


def test_the_share_of_an_element_and_the_order():
    lines = (
        line("o1", element("a/1"), element("a/2"), evidence=(evidence("application/pdf"),)),
        line("o2", element("b/1"), evidence=(evidence(),)),
        line("o3", element("c/1")),
        line("o4", element("d/1", "passed"), state="ready"),
    )
    ranked = prioritise(PACK, lines, None)
    carried = round(40 / len(lines), 2)
    assert [one.points for one in ranked] == [carried] * 4
    assert [e.at_risk for one in ranked for e in one.elements] == [5.0, 5.0, 10.0, 10.0, None]
    places = {e.id: e.place for one in ranked for e in one.elements}
    assert places == {"b/1": 1, "a/1": 2, "a/2": 3, "c/1": 4, "d/1": None}


def test_waived_work_has_points_at_risk_and_no_place():
    gap = GapLine(id=1, state="waived", since="2026-01-01")
    (ranked,) = prioritise(PACK, (line("o1", element("a/1", gap=gap)),), None)
    assert ranked.elements[0].place is None
    assert ranked.elements[0].at_risk is not None


def test_work_that_cannot_be_done_in_time_waits():
    long = element("a/1", work="document", at_risk=12.0)
    short = element("b/1", work="file", at_risk=3.0)
    assert worth(long, 30) > worth(short, 30)
    assert worth(long, 10) < worth(short, 10)
    assert worth(long, -3) == worth(long, None), "after the deadline the days say nothing"
    assert worth(long, 0) == 0


def test_every_sort_of_work_takes_time():
    assert sorted(EFFORT.values()) == list(EFFORT.values())
    assert min(EFFORT.values()) > 0


def test_inapplicable_indicators_carry_nothing_and_other_lists_have_no_points():
    lines = (
        line("o1", element("a/1", "inapplicable"), state="inapplicable"),
        line("o2", element("b/1")),
    )
    first, second = prioritise(PACK, lines, 3)
    assert (first.points, second.points) == (None, 40.0)
    moit = PACK.model_copy(update={"framework": "MOIT"})
    assert readiness(moit, lines) is None
    ranked = prioritise(moit, lines, 3)
    assert [one.points for one in ranked] == [None, None]
    assert ranked[1].elements[0].place == 1
