"""What to fix first: points that an indicator carries, work that a fix takes, days that are left.

Promises: indicators with their points, failing elements with what is at risk, the sort of work and
a place in the order. Refuses to know: how elements were judged; who does the work.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from reports.model import ElementLine, EvidenceLine, IndicatorLine, PointsLine
from rules.aggregate import FULL, interval, points
from rules.pack import Pack

EFFORT = {"link": 1, "page": 2, "file": 5, "document": 15}
"""Days from noticing to published, by sort of work: a link is one edit; a page has to be written
and proof-read; a file goes back to the division that owns it; a document that does not exist must
be drafted, approved and signed. An assumption of this program, kept coarse on purpose: it only
orders the work."""
LINK_TROUBLE = frozenset({"dead", "unreachable", "elsewhere"})
PLACES = 2  # decimals; more would pretend to know


def readiness(pack: Pack, indicators: Iterable[IndicatorLine]) -> PointsLine | None:
    """The interval of OIT points that these states are worth; None for lists that are not OIT."""
    found = interval(pack, {line.code: line.state for line in indicators})
    if found is None:
        return None
    return PointsLine(
        certain=round(found.certain, PLACES),
        possible=round(found.possible, PLACES),
        full=FULL,
        basis=found.basis,
        equal=found.equal,
    )


def prioritise(
    pack: Pack, indicators: tuple[IndicatorLine, ...], days_left: int | None
) -> tuple[IndicatorLine, ...]:
    """The same indicators with points, points at risk, sorts of work and the order of work."""
    counted = [line.code for line in indicators if line.state != "inapplicable"]
    oit = interval(pack, {}) is not None
    carried = points(pack, counted) if oit else {}
    weighed = tuple(_weighed(line, carried.get(line.code)) for line in indicators)
    failing = [one for line in weighed for one in line.elements if one.work and not _waived(one)]
    order = sorted(failing, key=lambda one: -worth(one, days_left))
    place = {one.id: number for number, one in enumerate(order, start=1)}
    return tuple(
        replace(line, elements=tuple(replace(e, place=place.get(e.id)) for e in line.elements))
        for line in weighed
    )


def worth(element: ElementLine, days_left: int | None) -> float:
    """Points won per day of work, less where the days left are too few for that work.

    After the deadline, and when none is known, only points per day count. Without points (a list
    that is not OIT) every element is worth the same and ease decides.
    """
    days = EFFORT[element.work or "document"]
    in_time = 1.0 if days_left is None or days_left < 0 else min(1.0, days_left / days)
    return (1.0 if element.at_risk is None else element.at_risk) / days * in_time


def work_of(element: ElementLine, evidence: Iterable[EvidenceLine]) -> str | None:
    """The sort of work a failing element takes: a key of `EFFORT`; None when it does not fail."""
    if element.outcome != "failed":
        return None
    lines = tuple(evidence)
    counted = [line for line in lines if line.aside is None]
    if counted:
        return "page" if any("html" in line.media for line in counted) else "file"
    asides = {line.aside for line in lines}
    if asides & LINK_TROUBLE:
        return "link"
    return "page" if "under_construction" in asides else "document"


def _weighed(line: IndicatorLine, carried: float | None) -> IndicatorLine:
    failing = sum(one.outcome == "failed" for one in line.elements)
    return replace(
        line,
        points=None if carried is None else round(carried, PLACES),
        elements=tuple(
            replace(
                one,
                work=work_of(one, line.evidence),
                at_risk=_share(carried, failing) if one.outcome == "failed" else None,
            )
            for one in line.elements
        ),
    )


def _share(carried: float | None, failing: int) -> float | None:
    """An item counts only when nothing is missing, so those that are missing share its points."""
    return None if carried is None else round(carried / failing, PLACES)


def _waived(element: ElementLine) -> bool:
    return element.gap is not None and element.gap.state == "waived"
