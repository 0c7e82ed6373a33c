"""Posts shown with a picture and without a name: somebody is there whom nobody named.

Promises: the places of short lines that give a post right below a picture, with no name beside.
Refuses to know: who holds a post (`rules.cards`), what that means for an element.
"""

from __future__ import annotations

from rules.document import Document, Kind
from rules.people import holding, names

_SHORT = 100
"""Letters of a line that gives a post; longer ones are prose."""
_NEAR = 2
"""Blocks between a picture and the line that belongs to it."""


def unnamed(document: Document, posts: tuple[str, ...]) -> tuple[int, ...]:
    """The places of posts without a name; pictures that are gone show nobody."""
    blocks = document.blocks
    found: list[int] = []
    for at, block in enumerate(blocks):
        if block.kind not in (Kind.TEXT, Kind.HEADING) or len(block.text) > _SHORT:
            continue
        above = range(max(0, at - _NEAR), at)
        picture = next((n for n in reversed(above) if blocks[n].kind is Kind.PICTURE), None)
        if picture is None or holding(block.text, posts) is None:
            continue
        beside = blocks[picture : at + 2]
        if not any(names(f"{one.text} {one.near}") for one in beside):
            found.append(at)
    return tuple(found)
