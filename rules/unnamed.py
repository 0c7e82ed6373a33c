"""Posts without a name and names without a post, where others are shown with both.

Promises: the places of short lines that give a post right below a picture, or of rows that give a
post and a telephone, with no name beside; of names with a telephone and nothing else. Refuses to
know: who holds a post (`rules.cards`), what that means for an element.
"""

from __future__ import annotations

import re

from rules.contacts import emails, phones
from rules.document import Block, Document, Kind
from rules.people import holding, names
from rules.plain import plain

_SHORT = 100
"""Letters of a line that gives a post; longer ones are prose."""
_OF_CONTACT = re.compile(r"โทรศัพท์|โทรสาร|มือถือ|เบอร์|โทร|อีเมล|e-?mail|line|tel|[^ก-๎]", re.I)
_NUMBER = 8
"""Figures of a telephone number, right or not; fewer count something."""
_NEAR = 2
"""Blocks between a picture and the line that belongs to it."""


def unnamed(document: Document, posts: tuple[str, ...]) -> tuple[int, ...]:
    """The places of posts without a name; pictures that are gone show nobody."""
    blocks = document.blocks
    found: list[int] = []
    for at, block in enumerate(blocks):
        if block.kind is Kind.ROW and _gives_a_post_alone(block, posts):
            found.append(at)
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


def _gives_a_post_alone(row: Block, posts: tuple[str, ...]) -> bool:
    if len(row.text) > _SHORT or holding(row.text, posts) is None or names(row.text):
        return False
    return sum(map(str.isdecimal, row.text)) >= _NUMBER or bool(emails(row.text))


def postless(document: Document, posts: tuple[str, ...]) -> tuple[int, ...]:
    """The places of names with a telephone or e-mail and no other word, among holders of posts."""
    blocks = document.blocks
    if not any(holding(block.text, posts) and len(block.text) <= _SHORT for block in blocks):
        return ()
    starts = [at for at, b in enumerate(blocks) if len(b.text) <= _SHORT and names(b.text)]
    ends = (*starts[1:], len(blocks))
    return tuple(
        at for at, end in zip(starts, ends, strict=False) if _says_no_more(blocks, at, end)
    )


def _says_no_more(blocks: tuple[Block, ...], at: int, end: int) -> bool:
    """Whether a name is followed by ways to reach somebody alone, up to the next name."""
    card = [blocks[at]]
    if blocks[at].kind is not Kind.ROW:
        card += [b for b in blocks[at + 1 : min(end, at + _NEAR + 1)] if b.kind is Kind.TEXT]
    said = "\n".join(block.text for block in card)
    if not (phones(said) or emails(said)):
        return False
    rest = plain(said)
    for _, span in reversed(names(said)):
        rest = rest[: span[0]] + rest[span[1] :]
    return not _OF_CONTACT.sub("", rest)
