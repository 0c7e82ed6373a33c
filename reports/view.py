"""What several formats show in the same way: the work list, the questions, groups, problems.

Promises: pure rearrangements of a Report, in a stable order. Refuses to know: formats, wording.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass

from reports.model import (
    ElementLine,
    EvidenceLine,
    GapLine,
    IndicatorLine,
    ProblemLine,
    RemarkLine,
    Report,
)

Pair = tuple[IndicatorLine, ElementLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    """One element to be fixed. `page`: where to fix it, None when no usable page exists yet."""

    indicator: IndicatorLine
    element: ElementLine
    gap: GapLine | None
    page: str | None
    late: bool
    waived: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemGroup:
    """All pages with one problem. `count` may exceed the pages listed."""

    word: str
    count: int
    lines: tuple[ProblemLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Indicators under one heading of the handbook."""

    name: str
    indicators: tuple[IndicatorLine, ...]


def work_list(report: Report) -> tuple[WorkItem, ...]:
    """Elements not found and gaps still open: late first, then by due date, then by place."""
    items = [
        _work_item(report, indicator, element)
        for indicator in report.indicators
        for element in indicator.elements
        if element.outcome == "failed" or _open(element)
    ]
    return tuple(sorted(items, key=_urgency))


def _work_item(report: Report, indicator: IndicatorLine, element: ElementLine) -> WorkItem:
    gap = element.gap
    waived = bool(gap and gap.state == "waived")
    late = bool(gap and gap.due_on and gap.due_on < report.as_of and not waived)
    page = where_to_fix(indicator, element)
    return WorkItem(
        indicator=indicator, element=element, gap=gap, page=page, late=late, waived=waived
    )


def _urgency(item: WorkItem) -> tuple[bool, bool, str, int]:
    """Waived last; what somebody promised for a day comes before what merely pays most."""
    due = (item.gap.due_on if item.gap else None) or "9999"
    return item.waived, not item.late, due, item.element.place or sys.maxsize


def where_to_fix(indicator: IndicatorLine, element: ElementLine) -> str | None:
    """The page where something was seen, else the best evidence, else the first page read."""
    if element.quotes:
        return element.quotes[0].url or None
    best = next(iter(counted(indicator)), None)
    if best:
        return best.url
    return next(iter(element.looked_at), None)


def needs_work(element: ElementLine) -> bool:
    """Whether telling what to do helps: not found, in doubt, or still an open gap."""
    return element.outcome in ("failed", "cant_tell") or _open(element)


def _open(element: ElementLine) -> bool:
    return element.gap is not None and element.gap.state != "closed"


def waiting(report: Report, outcome: str) -> tuple[Pair, ...]:
    """Elements that wait for a person: `cant_tell` for a word, `untested` for a look."""
    return tuple(
        (indicator, element)
        for indicator in report.indicators
        for element in indicator.elements
        if element.outcome == outcome
    )


def counted(indicator: IndicatorLine) -> tuple[EvidenceLine, ...]:
    """Evidence that was judged."""
    return tuple(line for line in indicator.evidence if line.aside is None)


def set_aside(indicator: IndicatorLine) -> tuple[EvidenceLine, ...]:
    """Pages considered and set aside."""
    return tuple(line for line in indicator.evidence if line.aside is not None)


def remarks_on(report: Report, code: str) -> tuple[RemarkLine, ...]:
    """What does not fit together about one indicator."""
    return tuple(line for line in report.remarks if code in line.codes)


UNSTATED = "ไม่ระบุ"
"""What a pack calls the heading of its indicators when its source names none."""


def groups(report: Report) -> tuple[Group, ...]:
    """Indicators under their headings, both in the order of the pack."""
    found: dict[str, list[IndicatorLine]] = {}
    for indicator in report.indicators:
        found.setdefault(indicator.group, []).append(indicator)
    if list(found) == [UNSTATED]:  # a heading that says nothing is none
        found = {"": found[UNSTATED]}
    return tuple(Group(name=name, indicators=tuple(lines)) for name, lines in found.items())


def problems(report: Report) -> tuple[ProblemGroup, ...]:
    """Pages by problem, the most frequent first."""
    lines: dict[str, list[ProblemLine]] = {}
    for line in report.coverage.problems:
        lines.setdefault(line.problem, []).append(line)
    counts = Counter({word: len(found) for word, found in lines.items()})
    counts.update(
        {w: max(0, n - counts[w]) for w, n in dict(report.coverage.problem_counts).items()}
    )
    order = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(
        ProblemGroup(word=word, count=number, lines=tuple(lines.get(word, ())))
        for word, number in order
        if number
    )


def unconfirmed(report: Report) -> tuple[tuple[str, tuple[Pair, ...]], ...]:
    """Elements whose requirement is not confirmed for this year, by basis, in pack order."""
    found: dict[str, list[Pair]] = {}
    for indicator in report.indicators:
        for element in indicator.elements:
            if element.basis != "sourced":
                found.setdefault(element.basis, []).append((indicator, element))
    return tuple((basis, tuple(pairs)) for basis, pairs in found.items())


def tally(indicator: IndicatorLine) -> tuple[tuple[str, int], ...]:
    """How many elements have each outcome, in the order they first appear."""
    return tuple(Counter(element.outcome for element in indicator.elements).items())
