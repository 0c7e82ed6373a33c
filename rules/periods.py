"""Months, quarters and halves of the fiscal year that a text names.

Promises: each named period with its first and last day and its place. Refuses to know: which
periods are asked for, documents.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rules.dates import (
    BUDDHIST,
    DAY_BEFORE,
    ERA,
    MONTH,
    SHORT_YEAR,
    TO,
    YEAR,
    Span,
    end_of_month,
    gregorian,
    month_number,
    months,
)
from rules.late import late
from rules.plain import GAP, any_of, loose, plain
from rules.years import year_mentions

Grain = Literal["month", "quarter", "half"]

MONTHS_IN: dict[Grain, int] = {"month": 1, "quarter": 3, "half": 6}


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Whole months from `start` to `end` (both days included), and where they are named."""

    start: dt.date
    end: dt.date
    span: Span

    @property
    def months(self) -> int:
        """How many months."""
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1


_YEAR_WORD = any_of(
    "ประจำปีงบประมาณ", "ปีงบประมาณ", "ปีงบ", "งบประมาณ", "ประจำปี", "ของปี", "ปี"
)  # fmt: skip
_OF_YEAR = rf"(?:{GAP}(?:\(?{_YEAR_WORD}|/|FY|of){ERA}(?P<year>{YEAR}|{SHORT_YEAR}))?"
_QUARTER = late(
    rf"(?:{loose('ไตรมาส')}{GAP}(?:{loose('ที่')})?|\bquarter\b|\bQ){GAP}"
    rf"(?P<number>[1-4])(?:{TO}(?:{loose('ไตรมาส')}{GAP}(?:{loose('ที่')})?{GAP})?(?P<last>[1-4]))?(?!\d)"
    + _OF_YEAR,
    re.IGNORECASE,
)
_WHICH = any_of("แรก", "หลัง")
# `ภายใน 6 เดือน` is a time limit: only a round, the first or last half, or a report of it counts.
_HALF = late(
    rf"(?P<round>{any_of('รอบ', 'ผล', 'รายงาน', 'ประจำ', 'ก้าวหน้า')}[^\d\n|]{{0,24}})?"
    rf"(?<!\d)6{GAP}{loose('เดือน')}{GAP}\(?(?P<which>{_WHICH})?\)?{_OF_YEAR}"
    rf"|{loose('ครึ่งปี')}{GAP}(?P<which2>{_WHICH}){_OF_YEAR.replace('year', 'year2')}",
    re.IGNORECASE,
)
_RANGE = late(
    rf"({MONTH})(?:{ERA}({YEAR}|{SHORT_YEAR}))?{TO}({MONTH}){ERA}({YEAR}|{SHORT_YEAR})",
    re.IGNORECASE,
)
_DAYS = late(
    rf"(?<!\d)0?1{GAP}({MONTH})(?:{ERA}({YEAR}|{SHORT_YEAR}))?{TO}(\d\d){GAP}({MONTH}){ERA}({YEAR}|{SHORT_YEAR})"
    rf"|(?<!\d)0?1{TO}(\d\d){GAP}({MONTH}){ERA}({YEAR}|{SHORT_YEAR})",
    re.IGNORECASE,
)
_MONTH_ALONE = late(rf"({MONTH})(?!{ERA}(?:{YEAR}|{SHORT_YEAR}))(?!{TO}{MONTH})", re.IGNORECASE)


@lru_cache(maxsize=4096)
def named_periods(text: str, fiscal_year: int | None = None) -> tuple[Period, ...]:
    """Every period the text names, in reading order.

    A quarter or half is of the fiscal year named with it. Months, quarters and halves named
    without one are of the one fiscal year the text speaks of, else of `fiscal_year` (BE); without
    either they are left out: a bare year may be the calendar's. Months inside a range
    (`ตุลาคม – ธันวาคม 2568`) are not named one by one.
    """
    seen = plain(text)
    year = _own_year(text, fiscal_year)
    found: list[Period] = []
    for reading in (_ranges, _quarters, _halves, _months, _lone_months):
        found.extend(
            period
            for period in reading(seen, year)
            if not any(_overlap(period.span, other.span) for other in found)
        )
    return tuple(sorted(found, key=lambda period: period.span))


def _own_year(text: str, fallback: int | None) -> int | None:
    """The one year the text names; without a year to fall back on it must be called fiscal."""
    named = [y for y in year_mentions(text) if y.sort == "named"]
    if fallback is None:
        named = [y for y in named if "งบ" in text[slice(*y.span)]]
    years = {y.first for y in named}
    return years.pop() if len(years) == 1 else fallback


def periods(text: str, of: Grain, fiscal_year: int | None = None) -> set[tuple[dt.date, dt.date]]:
    """The first and last days of every month, quarter or half that the text names.

    Finer periods add up (three months named are their quarter); coarser ones prove nothing finer.
    """
    return cover({(p.start, p.end) for p in named_periods(text, fiscal_year)}, of)


def cover(named: set[tuple[dt.date, dt.date]], of: Grain) -> set[tuple[dt.date, dt.date]]:
    """The whole periods of grain `of` that are named or are made up of finer named ones."""
    size = MONTHS_IN[of]
    covered: set[tuple[dt.date, dt.date]] = set()
    fine: set[dt.date] = set()
    for start, end in named:
        inside = list(_firsts(start, end))
        if len(inside) <= size:
            fine.update(inside)
    for first in fine:
        if (first.month - 10) % size:
            continue
        wanted = [_add(first, step) for step in range(size)]
        if fine.issuperset(wanted):
            covered.add((first, end_of_month(wanted[-1])))
    return covered


def window(of: Grain, start: dt.date, end: dt.date) -> tuple[tuple[dt.date, dt.date], ...]:
    """The periods of grain `of` that lie wholly between two days, in order."""
    size = MONTHS_IN[of]
    first = start.replace(day=1)
    found = []
    while first <= end:
        last = end_of_month(_add(first, size - 1))
        if (first.month - 10) % size == 0 and first >= start and last <= end:
            found.append((first, last))
        first = _add(first, 1)
    return tuple(found)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _add(first: dt.date, steps: int) -> dt.date:
    """The first day of the month `steps` later."""
    total = first.year * 12 + first.month - 1 + steps
    return dt.date(total // 12, total % 12 + 1, 1)


def _firsts(start: dt.date, end: dt.date) -> Iterator[dt.date]:
    first = start.replace(day=1)
    while first <= end:
        yield first
        first = _add(first, 1)


def _of_fiscal_year(year: int, skip: int, size: int, span: Span) -> Period:
    """`size` months from month `skip` of a fiscal year (BE); 0 is October."""
    start = _add(dt.date(year - BUDDHIST - 1, 10, 1), skip)
    return Period(start=start, end=end_of_month(_add(start, size - 1)), span=span)


def _year(figures: str | None, fallback: int | None) -> int | None:
    return gregorian(figures) + BUDDHIST if figures else fallback


def _quarters(seen: str, fiscal_year: int | None) -> Iterator[Period]:
    for match in _QUARTER.finditer(seen):
        if year := _year(match["year"], fiscal_year):
            first = int(match["number"])
            last = max(first, int(match["last"] or first))
            yield _of_fiscal_year(year, 3 * (first - 1), 3 * (last - first + 1), match.span())


def _halves(seen: str, fiscal_year: int | None) -> Iterator[Period]:
    for match in _HALF.finditer(seen):
        if match["which2"] is None and not (match["round"] or match["which"] or match["year"]):
            continue
        if year := _year(match["year"] or match["year2"], fiscal_year):
            which = match["which"] or match["which2"] or "แรก"
            yield _of_fiscal_year(year, 6 if which.startswith("ห") else 0, 6, match.span())


def _ranges(seen: str, _: int | None) -> Iterator[Period]:
    for pattern in (_DAYS, _RANGE):
        for match in pattern.finditer(seen):
            if period := _range(match):
                yield period


def _range(match: re.Match[str]) -> Period | None:
    """A range of months; days must be the first and the last of theirs."""
    if match.re.pattern == _RANGE.pattern:
        first, first_year, last, last_year = match.groups()
        day = None
    elif match[1]:
        first, first_year, day, last, last_year = match.groups()[:5]
    else:
        day, last, last_year = match.groups()[5:]
        first, first_year = last, last_year
    end = dt.date(gregorian(last_year), month_number(last), 1)
    start = dt.date(gregorian(first_year or last_year), month_number(first), 1)
    if start > end and not first_year:
        start = start.replace(year=start.year - 1)
    whole = end_of_month(end)
    if start > end or (day and int(day) != whole.day):
        return None
    return Period(start=start, end=whole, span=match.span())


def _months(seen: str, _: int | None) -> Iterator[Period]:
    for first, span in months(seen):
        yield Period(start=first, end=end_of_month(first), span=span)


def _lone_months(seen: str, fiscal_year: int | None) -> Iterator[Period]:
    if fiscal_year is None:
        return
    for match in _MONTH_ALONE.finditer(seen):
        if not DAY_BEFORE.search(seen, max(0, match.start() - 20), match.start()):
            skip = (month_number(match[1]) - 10) % 12
            yield _of_fiscal_year(fiscal_year, skip, 1, match.span())
