"""How many OIT points the states of indicators are worth: an interval, never one number.

Promises: what each indicator carries by the pack's aggregation, and what is certain and possible.
Refuses to know: IIT and EIT, which are most of ITA and not on a website; ratings; elements.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from rules.pack import Indicator, Pack, Part

FULL = 40.0
"""OIT's points among the 100 of ITA (IIT 30, EIT 30). Source: ITA's weights since FY2564."""
FRAMEWORK = "OIT"
"""Lists of other ministries are counted in ways of their own."""
CERTAIN = frozenset({"ready"})
POSSIBLE = CERTAIN | {"to_confirm", "incomplete"}
LEFT_OUT = "inapplicable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Points of `FULL`: `certain` if every doubt goes against the agency, `possible` if none does.

    `basis` says how well the way of adding up is known; `equal` that none is known, and every
    indicator was taken to count the same.
    """

    certain: float
    possible: float
    basis: str
    equal: bool


def interval(pack: Pack, states: Mapping[str, str]) -> Interval | None:
    """The points of these states (code → ready, to_fix, …); None for lists that are not OIT.

    An item counts whole or not at all. Indicators without a state count as not yet seen.
    """
    if pack.framework != FRAMEWORK:
        return None
    known = {one.code: states.get(one.code, "incomplete") for one in pack.indicators}
    carried = points(pack, [code for code, state in known.items() if state != LEFT_OUT])
    return Interval(
        certain=sum(worth for code, worth in carried.items() if known[code] in CERTAIN),
        possible=sum(worth for code, worth in carried.items() if known[code] in POSSIBLE),
        basis=pack.aggregation.basis if pack.aggregation else "unconfirmed",
        equal=pack.aggregation is None,
    )


def points(pack: Pack, counted: Collection[str]) -> dict[str, float]:
    """What each of the counted indicators (codes) carries of `FULL`; together they are `FULL`.

    A group or part of which nothing is counted leaves its weight to the others.
    """
    live = [one for one in pack.indicators if one.code in counted]
    parts = [
        [group for group in groups if group]
        for groups in (_groups(part, live) for part in _parts(pack))
    ]
    parts = [groups for groups in parts if groups]
    return {
        one.code: FULL / len(parts) / len(groups) / len(group)
        for groups in parts
        for group in groups
        for one in group
    }


def _parts(pack: Pack) -> tuple[Part | None, ...]:
    return pack.aggregation.parts if pack.aggregation else (None,)


def _groups(part: Part | None, live: list[Indicator]) -> list[list[Indicator]]:
    """The counted indicators by group; all in one when no aggregation is known."""
    if part is None:
        return [live]
    return [[one for one in live if one.group == name] for name in part.groups]
