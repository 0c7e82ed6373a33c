"""The gaps of a site as cards on a board: what, whose, where, by when.

Promises: the gaps of `audit.gaps` beside what the report says of their elements; filters that only
leave out; the most urgent first. Refuses to know: pages and commands.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable
from dataclasses import dataclass

from audit.gaps import Gap, Note
from reports import safety, view
from reports.model import ElementLine, IndicatorLine, Report

SOON = 7
"""Days within which a gap counts as due soon."""
DUES = ("late", "soon", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One gap. `owner`: the unit the pack names; `page`: where to fix it, when there is a page.

    `place`: in the order of work; `soon`: due within days; `notes`: its history, once asked for.
    """

    gap: Gap
    title: str
    says: str
    fix: str
    owner: str
    outcome: str
    page: str | None
    place: int | None
    soon: bool
    notes: tuple[Note, ...] = ()

    @property
    def path(self) -> str:
        """The page as a person names it: host and path."""
        return safety.shown("".join(safety.host_and_path(self.page or "")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to leave on the board; empty values leave everything."""

    owner: str = ""
    assignee: str = ""
    page: str = ""
    due: str = ""
    state: str = ""


def cards(report: Report, gaps: Iterable[Gap], today: dt.date) -> tuple[Card, ...]:
    """All gaps with what is known of them, the most urgent first."""
    known = {
        (line.topic, one.id): (line, one) for line in report.indicators for one in line.elements
    }
    made = (_card(gap, known.get((gap.topic, gap.element)), today) for gap in gaps)
    return tuple(sorted(made, key=_urgency))


def wanted(found: Iterable[Card], filters: Wanted) -> tuple[Card, ...]:
    """The cards that fit; without a state asked for, closed ones are left out."""
    return tuple(card for card in found if _fits(card, filters))


def _card(gap: Gap, known: tuple[IndicatorLine, ElementLine] | None, today: dt.date) -> Card:
    line, element = known or (None, None)
    last = (today + dt.timedelta(days=SOON)).isoformat()
    due = bool(gap.due_on) and today.isoformat() <= (gap.due_on or "") <= last
    return Card(
        gap=gap,
        title=line.title if line else "",
        says=element.says if element else gap.element,
        fix=element.fix if element else "",
        owner=line.owner if line else "",
        outcome=element.outcome if element else "",
        page=view.where_to_fix(line, element) if line and element else None,
        place=element.place if element else None,
        soon=due and gap.state in {"open", "assigned"},
    )


def _fits(card: Card, filters: Wanted) -> bool:
    gap = card.gap
    if filters.state != "all" and (
        gap.state != filters.state if filters.state else gap.state == "closed"
    ):
        return False
    if filters.owner and card.owner != filters.owner:
        return False
    if filters.assignee and gap.assignee != filters.assignee:
        return False
    if filters.page and filters.page.strip() not in f"{card.page or ''} {card.path}":
        return False
    due = {"late": gap.late, "soon": card.soon, "none": gap.due_on is None}
    return due.get(filters.due, True)


def _urgency(card: Card) -> tuple[bool, bool, bool, str, int, int]:
    gap = card.gap
    return (
        gap.state == "closed",
        gap.state == "waived",
        not gap.late,
        gap.due_on or "9999",
        card.place or sys.maxsize,
        gap.id,
    )
