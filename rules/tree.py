"""The check tree of an element: combinators around check kinds.

Promises: a closed union in which every node is a mapping with exactly one key. Refuses to know:
outcomes and how they combine (`rules.judge`).
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from rules.checks import (
    AsOf,
    Count,
    FiscalYear,
    Link,
    Pattern,
    Person,
    Phrase,
    Picture,
    Series,
    TableCheck,
    Told,
)
from rules.checks.base import Check, Strict, TogetherCheck


class All(Strict):
    """Every one of these."""

    all: tuple[Node, ...] = Field(min_length=1)


class AnyOf(Strict):
    """At least one of these."""

    any: tuple[Node, ...] = Field(min_length=1)


class NoneOf(Strict):
    """Not one of these."""

    none: tuple[Node, ...] = Field(min_length=1)


class Hint(Strict):
    """Looks right when this holds, but a person confirms."""

    hint: Node


class Ask(Strict):
    """Only a person can say; the value is the question."""

    ask: str


class Leaf(Strict):
    """A node that holds one check under its kind's name."""

    @property
    def check(self) -> Check | TogetherCheck:
        """The check itself."""
        value = getattr(self, next(iter(type(self).model_fields)))
        assert isinstance(value, (Check, TogetherCheck))
        return value


class PhraseNode(Leaf):
    phrase: Phrase


class PatternNode(Leaf):
    pattern: Pattern


class TableNode(Leaf):
    table: TableCheck


class PersonNode(Leaf):
    person: Person


class PictureNode(Leaf):
    picture: Picture


class LinkNode(Leaf):
    link: Link


class CountNode(Leaf):
    count: Count


class FiscalYearNode(Leaf):
    fiscal_year: FiscalYear


class AsOfNode(Leaf):
    as_of: AsOf


class SeriesNode(Leaf):
    series: Series


class ToldNode(Leaf):
    told: Told


NODES: dict[str, type[Strict]] = {
    "all": All, "any": AnyOf, "none": NoneOf, "hint": Hint, "ask": Ask,
    "phrase": PhraseNode, "pattern": PatternNode, "table": TableNode, "person": PersonNode,
    "picture": PictureNode, "link": LinkNode, "count": CountNode, "fiscal_year": FiscalYearNode,
    "as_of": AsOfNode, "series": SeriesNode, "told": ToldNode,
}  # fmt: skip


def _key(value: Any) -> str | None:
    """The one key of a node as written, or of a node already built."""
    if isinstance(value, dict):
        return next(iter(value)) if len(value) == 1 else None
    return next(iter(type(value).model_fields), None) if isinstance(value, Strict) else None


Node = Annotated[
    Annotated[All, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[NoneOf, Tag("none")]
    | Annotated[Hint, Tag("hint")]
    | Annotated[Ask, Tag("ask")]
    | Annotated[PhraseNode, Tag("phrase")]
    | Annotated[PatternNode, Tag("pattern")]
    | Annotated[TableNode, Tag("table")]
    | Annotated[PersonNode, Tag("person")]
    | Annotated[PictureNode, Tag("picture")]
    | Annotated[LinkNode, Tag("link")]
    | Annotated[CountNode, Tag("count")]
    | Annotated[FiscalYearNode, Tag("fiscal_year")]
    | Annotated[AsOfNode, Tag("as_of")]
    | Annotated[SeriesNode, Tag("series")]
    | Annotated[ToldNode, Tag("told")],
    Discriminator(_key),
]

for _model in (All, AnyOf, NoneOf, Hint):
    _model.model_rebuild()
