"""How strongly what names a document leads to it as evidence of a subject.

Promises: one scale for all ways of finding. Refuses to know: documents, what proves anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Strength(IntEnum):
    """How strongly each way of finding leads (0–100).

    The order is a judgement, measured in `docs/accuracy.md`: the row of an index says more than the
    link's own words, a menu less.
    """

    DECLARED = 100
    ROW = 90
    LINK = 80
    HEADED = 70
    NUMBERED = 65
    TITLE = 60
    MENU = 55
    FILENAME = 45
    ATTACHED = 40
    FRONT = 20
    NEARBY = 10


@dataclass(frozen=True, slots=True)
class Lead:
    """A topic that something names (`via`, see `Evidence`), in which words, how strongly."""

    topic: str
    via: str
    label: str
    strength: int
