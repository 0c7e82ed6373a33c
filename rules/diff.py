"""What changed between two packs, told by what stays the same: topics and element ids.

Promises: a short, ordered list of changes in words. Refuses to know: files, numbers of lines,
whether a change matters.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rules.pack import Element, Indicator, Pack

Sort = Literal[
    "added", "removed", "renumbered", "renamed", "regrouped", "wording", "check", "basis"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference. `what` is a topic or an element id; `old` and `new` are the words themselves.

    For `added` and `removed` of an indicator the words are `code title`; of an element, `says`.
    """

    sort: Sort
    what: str
    old: str = ""
    new: str = ""


def diff(old: Pack, new: Pack) -> tuple[Change, ...]:
    """Changes in the order of the new pack; what was removed comes last."""
    return (*_indicators(old, new), *_elements(old, new))


def _indicators(old: Pack, new: Pack) -> Iterator[Change]:
    kept = set()
    for indicator in new.indicators:
        before = _same(indicator, old)
        if before is None:
            yield Change(sort="added", what=indicator.topic, new=_named(indicator))
            continue
        kept.add(before.topic)
        yield from _changed(indicator, before)
    for indicator in old.indicators:
        if indicator.topic not in kept:
            yield Change(sort="removed", what=indicator.topic, old=_named(indicator))


def _same(indicator: Indicator, old: Pack) -> Indicator | None:
    """The indicator that was this one: the same topic, else one that held its first family."""
    exact = next((one for one in old.indicators if one.topic == indicator.topic), None)
    return exact or next((one for one in old.indicators if indicator.topic in one.families), None)


def _changed(indicator: Indicator, before: Indicator) -> Iterator[Change]:
    pairs: tuple[tuple[Sort, str, str], ...] = (
        ("renumbered", before.code, indicator.code),
        ("renamed", before.title, indicator.title),
        ("regrouped", ", ".join(before.families), ", ".join(indicator.families)),
    )
    for sort, was, now in pairs:
        if was != now:
            yield Change(sort=sort, what=indicator.topic, old=was, new=now)


def _elements(old: Pack, new: Pack) -> Iterator[Change]:
    before, after = _by_id(old), _by_id(new)
    for name, element in after.items():
        was = before.get(name)
        if was is None:
            yield Change(sort="added", what=name, new=element.says)
            continue
        if was.says != element.says:
            yield Change(sort="wording", what=name, old=was.says, new=element.says)
        if was.check != element.check:
            yield Change(sort="check", what=name, old=_written(was), new=_written(element))
        if was.basis != element.basis:
            yield Change(sort="basis", what=name, old=was.basis, new=element.basis)
    for name, element in before.items():
        if name not in after:
            yield Change(sort="removed", what=name, old=element.says)


def _by_id(pack: Pack) -> dict[str, Element]:
    return {one.id: one for indicator in pack.indicators for one in indicator.elements}


def _named(indicator: Indicator) -> str:
    return f"{indicator.code} {indicator.title}"


def _written(element: Element) -> str:
    return str(element.check.model_dump(mode="json", exclude_defaults=True))
