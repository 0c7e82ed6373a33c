"""What all check kinds share: where words stand in a document, and how they are quoted.

Promises: the places of a document by name; quotes that are verbatim and short; shared Thai
clauses. Refuses to know: what any check asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

from rules.document import Block, Document, Kind, Reach
from rules.model import Quote
from rules.thai import excerpt, folded

Place = Literal["title", "heading", "caption", "row", "text", "label"]

BODY: tuple[Place, ...] = ("title", "heading", "caption", "row", "text")
"""What the document itself says: all places but the labels."""
QUOTE_WIDTH = 160
"""Characters of a quote: enough for a sentence around the match."""
POINTING_LETTERS = 150
"""A line or row with a link and no more letters than this names what is behind the link."""
HEADING_LETTERS = 60
"""A longer line without a heading's type is a sentence."""
SUBJECT_LETTERS = 300
"""The subject of an order may be long; more is prose."""
_SUBJECT = re.compile(r"\W*เรื่อง(?![ก-๎])[\s:]*\S")
LISTED = 5
"""How many names a reason lists before it says `และอีก … `."""

PLACES: dict[Kind, Place] = {
    Kind.HEADING: "heading",
    Kind.CAPTION: "caption",
    Kind.PICTURE: "caption",
    Kind.ROW: "row",
    Kind.TEXT: "text",
}
_FLOWING = (Kind.TEXT, Kind.HEADING)


def texts(document: Document, within: tuple[Place, ...]) -> Iterator[tuple[str, str]]:
    """The document's texts in these places with their `where`, title first, labels last."""
    if "title" in within and document.title:
        yield document.title, "ชื่อเอกสาร"
    hollow = only_pointing(document)
    for block in document.blocks:
        if block.kind is Kind.PICTURE and block.reach is Reach.DEAD:
            continue
        if block.text and PLACES.get(block.kind) in within and block.text not in hollow:
            yield block.text, block.where
    if "heading" in within and "text" not in within:
        yield from _like_headings(document)
    if "label" in within:
        for label in document.labels:
            yield label.text, "ข้อความลิงก์ที่นำมายังเอกสารนี้"


def _like_headings(document: Document) -> Iterator[tuple[str, str]]:
    """The line `เรื่อง …` of an order; short lines above more, in a file without headings."""
    blocks = document.blocks
    yield from ((b.text, b.where) for b in blocks if b.kind is Kind.TEXT and is_subject(b.text))
    if document.media.startswith("text/html") or any(b.kind is Kind.HEADING for b in blocks):
        return
    for block, below in pairwise(blocks):
        short = block.kind is Kind.TEXT and len(block.text) <= HEADING_LETTERS
        longer = below.kind is Kind.TEXT and len(below.text) > len(block.text)
        if short and (longer or below.kind is Kind.ROW):
            yield block.text, block.where


def is_subject(text: str) -> bool:
    """Whether a line says what an announcement, an order or a memo is about."""
    return len(text) <= SUBJECT_LETTERS and bool(_SUBJECT.match(text))


def only_pointing(document: Document) -> frozenset[str]:
    """Short lines and rows that only name what their links lead to, when all of those are dead."""
    dead: dict[str, bool] = {}
    for block in document.blocks:
        if block.kind is Kind.LINK and 0 < len(block.near) <= POINTING_LETTERS:
            dead[block.near] = dead.get(block.near, True) and block.reach is Reach.DEAD
    return frozenset(near for near, all_dead in dead.items() if all_dead)


def link_texts(document: Document) -> Iterator[tuple[str, str]]:
    """The words of links that are not dead: they say what lies behind them, not what is here."""
    for block in document.blocks:
        if block.kind is Kind.LINK and block.text and block.reach is not Reach.DEAD:
            yield block.text, block.where


def shows_pictures(document: Document) -> bool:
    """Whether pictures of this sort of file are seen at all: those inside a PDF are not."""
    return document.media != "application/pdf"


def wrapped(document: Document, within: tuple[Place, ...]) -> Iterator[tuple[str, str]]:
    """Two neighbouring pieces of running text as one: printed lines break inside a wording."""
    for first, second in zip(document.blocks, document.blocks[1:], strict=False):
        flows = first.kind is second.kind and first.kind in _FLOWING
        if flows and PLACES.get(first.kind) in within:
            yield f"{first.text}\n{second.text}", first.where


def quote(document: Document, text: str, where: str, span: tuple[int, int] | None = None) -> Quote:
    """The words at `span` (all of `text` when None) with a little of what stands around them."""
    return Quote(
        text=excerpt(text, span or (0, len(text)), QUOTE_WIDTH),
        where=where,
        url=document.url,
        sha256=document.sha256,
    )


def quote_block(document: Document, block: Block) -> Quote:
    """A block by its own words, else by what stands near it, else by its address."""
    return quote(document, block.text or block.near or block.href or "", block.where)


def called(words: tuple[str, ...], *names: str) -> bool:
    """Whether one of the names contains one of the words; always when no words are asked."""
    if not words:
        return True
    return any(folded(name).contains(word) for name in names if name for word in words)


def listed(names: list[str] | tuple[str, ...]) -> str:
    """Names for a Thai sentence: `“ก” “ข” และอีก 3 รายการ`."""
    shown = " ".join(f"“{name}”" for name in names[:LISTED])
    return shown if len(names) <= LISTED else f"{shown} และอีก {len(names) - LISTED} รายการ"
