"""The work list and the other arrangements of a report."""

from __future__ import annotations

from dataclasses import replace

from sample_report import COVERAGE, SITE, report

from reports import view
from reports.model import ElementLine, GapLine, ProblemLine, Report


def with_gaps(*gaps: GapLine | None, outcome: str = "failed") -> Report:
    whole = report()
    elements = tuple(
        ElementLine(id=f"x/{n}", says=str(n), outcome=outcome, reason="", fix="", basis="", gap=gap)
        for n, gap in enumerate(gaps)
    )
    return replace(whole, indicators=(replace(whole.indicators[0], elements=elements),))


def gap(id: int, **more: str) -> GapLine:
    return GapLine(id=id, **{"state": "assigned", "since": "2026-01-01", **more})


def order(whole: Report) -> list[int | None]:
    return [item.gap.id if item.gap else None for item in view.work_list(whole)]


def test_late_work_first_then_by_date_and_waived_last():
    whole = with_gaps(
        gap(1, state="waived", waived_until="2026-12-31", due_on="2026-01-02"),
        gap(2),
        gap(3, due_on="2026-06-30"),
        gap(4, due_on="2026-05-14"),
        None,
        gap(5, due_on="2026-05-15"),
    )
    assert order(whole) == [4, 5, 3, 2, None, 1]
    late = [item.gap.id for item in view.work_list(whole) if item.gap and item.late]
    assert late == [4]


def test_an_open_gap_stays_work_while_its_element_cannot_be_seen():
    assert order(with_gaps(gap(1), None, gap(2, state="closed"), outcome="untested")) == [1]
    assert order(with_gaps(gap(1, state="closed"), None, outcome="passed")) == []


def test_where_to_fix_prefers_the_quote_then_counted_evidence():
    structure, executives, plan, *_ = report().indicators
    assert view.where_to_fix(executives, executives.elements[1]) == f"{SITE}/about/executives"
    assert str(view.where_to_fix(plan, plan.elements[0])).endswith("-2569.pdf")
    nothing = replace(structure, evidence=())
    seen = replace(structure.elements[2], looked_at=(f"{SITE}/x",))
    assert view.where_to_fix(nothing, seen) == f"{SITE}/x"
    assert view.where_to_fix(nothing, structure.elements[2]) is None


def test_what_waits_for_a_person():
    asked = [element.id for _, element in view.waiting(report(), "cant_tell")]
    assert asked == ["executives/photo", "no-gift/declared"]
    unseen = [element.id for _, element in view.waiting(report(), "untested")]
    assert unseen == ["procurement-monthly/months", "procurement-monthly/columns"]


def test_problems_are_counted_even_when_not_listed():
    found = {group.word: (group.count, len(group.lines)) for group in view.problems(report())}
    assert found == {"blocked": (5, 1), "not_found": (1, 1), "scan": (1, 1)}
    assert view.problems(report())[0].word == "blocked"


def test_problems_listed_but_not_counted_are_still_shown():
    lines = (ProblemLine(problem="dns", text="", url="http://x"),) * 2
    whole = replace(report(), coverage=replace(COVERAGE, problems=lines, problem_counts=()))
    assert [(g.word, g.count) for g in view.problems(whole)] == [("dns", 2)]


def test_a_heading_that_names_nothing_is_not_shown():
    lines = tuple(replace(line, group="ไม่ระบุ") for line in report().indicators)
    assert [group.name for group in view.groups(replace(report(), indicators=lines))] == [""]


def test_groups_keep_the_order_of_the_pack():
    names = [group.name for group in view.groups(report())]
    assert [name.split()[0] for name in names] == ["9.1", "9.2", "10.2"]


def test_unconfirmed_elements_are_named_by_basis():
    found = {basis: len(pairs) for basis, pairs in view.unconfirmed(report())}
    assert found == {"sourced-other-year": 6, "unconfirmed": 1}
