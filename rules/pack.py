"""A pack as people write it: one framework, one fiscal year, a closed vocabulary.

Promises: strict models whose JSON Schema editors can use. Refuses to know: files, line numbers
(`rules.reader`), how checks look (`rules.checks`).
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from rules.checks.base import Strict
from rules.tree import Node

AgencyKind = Literal[
    "department", "province", "local", "university", "college", "school", "hospital",
    "enterprise", "other",
]  # fmt: skip
Basis = Literal[
    "sourced", "sourced-other-year", "sourced-other-variant", "evidence", "evidence-other-year",
    "inferred", "unconfirmed",
]  # fmt: skip
Year = Literal["current", "previous", "any"]
Phrases = tuple[str, ...]


class Source(Strict):
    """Where the criteria come from; a report cites it."""

    publisher: str
    document: str
    read_on: dt.date
    note: str = ""


class Find(Strict):
    """How evidence of an indicator is recognised, beyond the shared vocabulary of its families.

    `year`: the fiscal year its documents must be of (`any` when none is asked); an element may
    ask for another.
    """

    named: Phrases = ()
    never: Phrases = ()
    year: Year = "any"
    media: Phrases = ()


class Element(Strict):
    """One thing the handbook says must be shown.

    `id` is `family/key` and stays the same across years. `basis` says how well the requirement is
    known; `source` names the pages it was read from. `year` overrides `find.year`. `front`: it
    counts on the site's first page as well, header and footer included.
    """

    id: str = Field(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")
    says: str
    check: Node
    fix: str
    basis: Basis
    source: Phrases = ()
    cite: str | None = None
    year: Year | None = None
    front: bool = False
    only_for: tuple[AgencyKind, ...] = ()
    expected_from: dt.date | None = None


class Indicator(Strict):
    """One item. `topic` is the first of `families`; `code` is only this year's label.

    A code is the list's own letters and number: `o6` (OIT), `moit6` (Ministry of Public Health).
    """

    code: str = Field(pattern=r"^[a-z]{1,4}[0-9]{1,2}$")
    topic: str
    families: Phrases
    group: str
    title: str
    owner: str
    cite: str | None = None
    find: Find = Find()
    elements: tuple[Element, ...] = Field(min_length=1)

    @property
    def wordings(self) -> tuple[str, ...]:
        """What the list itself says of the item: its title, and what each element must show."""
        return (self.title, *(element.says for element in self.elements))


class Part(Strict):
    """One of the equally weighted parts that make up OIT, e.g. `9`, with its sub-indicators."""

    code: str
    groups: Phrases = Field(min_length=1)


class Aggregation(Strict):
    """How items become OIT points: mean in a group, mean of groups in a part, mean of parts.

    `groups` are the indicators' `group`. `basis` says how well this way of adding up is known.
    """

    basis: Basis
    source: Phrases = ()
    parts: tuple[Part, ...] = Field(min_length=1)


class Pack(Strict):
    """All rules of one framework in one fiscal year. `terms`: word → agency kind → wordings.

    Without `aggregation` every indicator is taken to count the same, and reports say so.
    """

    format: Literal[1]
    pack: str
    framework: str
    fiscal_year: int = Field(ge=2550, le=2650)
    title: str
    status: Literal["draft", "verified"]
    source: Source
    deadline: dt.date | None = None
    terms: dict[str, dict[AgencyKind, Phrases]] = Field(default_factory=dict)
    aggregation: Aggregation | None = None
    guards: tuple[Element, ...] = ()
    indicators: tuple[Indicator, ...] = Field(min_length=1)
