"""What a fault is: a change of a site and what it makes of the elements it touches.

Promises: the outcomes an honest assessor would accept. Refuses to know: how faults are made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from audit.demo.draft import Draft

BROKEN = frozenset({"failed", "cant_tell"})
"""Not there, or there so badly that only a person can tell; never a pass."""
UNSEEN = frozenset({"untested", "cant_tell"})
"""Not open to a visitor or without text: never a pass, and not believed to be missing."""
FINE = frozenset({"passed"})
ANY = frozenset({"passed", "failed", "cant_tell", "untested"})
"""Assessors themselves would differ; such an element says nothing about the tool."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One change. `codes`: indicators it touches; `breaks`: element → acceptable outcomes.

    Elements that are not named keep their truth. `name` groups faults of one sort.
    """

    name: str
    codes: frozenset[str]
    do: Callable[[Draft], None]
    breaks: Mapping[str, frozenset[str]] = field(default_factory=dict)


def of(family: str, keys: str) -> tuple[str, ...]:
    """Element ids: `of("risk-assessment", "event level")`."""
    return tuple(f"{family}/{key}" for key in keys.split())
