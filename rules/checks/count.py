"""`count`: are there at least so many lines, rows, links or files?

Promises: counts different ones only. Refuses to know: what they say beyond the words asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from rules.checks.base import Check, Reads
from rules.checks.seeing import called, listed, quote
from rules.document import Document, Kind, Reach
from rules.model import Context, Look, Quote
from rules.targets import sort_of
from rules.thai import fold

LEAST = 8
"""Letters of a line that says something."""
_NAMES: dict[str, str] = {"lines": "บรรทัด", "files": "ไฟล์", "links": "ลิงก์", "rows": "แถว"}
_BULLET = re.compile(r"^(?:[\W_]*(?:\(?[\d๐-๙]{1,3}(?:[.][\d๐-๙]{1,3})*[.)]|\(?[ก-ฮ][.)]))?[\W_]+")

_IN_CELL = re.compile(r"\n|\s+[-–•·▪*]\s+")
"""What parts the lines of one cell: breaks, and bullets that took their place."""
_SORTS = frozenset(
    fold(word)
    for word in (
        "สำนัก", "กอง", "ศูนย์", "ฝ่าย", "ส่วน", "กลุ่ม", "งาน", "โครงการ", "กิจกรรม", "มาตรการ",
    )
)  # fmt: skip
"""Sorts of things; a line with nothing else names none of them."""
_MAYOR = "นายก"
"""Before `องค์การ` it would be read as the department `กอง`, as before many a given name."""
_ADDED = re.compile(r"\([^()]*\)")
_ACT = ("พรบ", "พระราชบัญญัติ")
"""An act is the same act under its abbreviation."""


class Count(Check):
    """Counts. Repetitions count once: the same link twice is one link.

    A line is a line of text, a heading, a caption, a link's text or one cell of a table row;
    bullets and numbers before its first word are passed over; with `starting`, bullets inside a
    cell begin lines of their own. Where neither words nor beginnings are asked for, only lines that
    say something count: not links and a few letters. Rows are those of tables, header
    not counted. Dead links and files are not counted.

    Parameters:
        `of`: lines, files, links or rows. `starting`: words, one of which begins it.
        `named`: words, one of which stands in it (or near it, for links and files).
        `min`: how many different ones.

    Passes: {of: lines, starting: [สำนัก, กอง], min: 2}
        1. สำนักงานเลขานุการกรม
        2. กองคลัง

    Passes: {of: files, named: [คู่มือ], min: 2}
        [คู่มือประชาชน](a.pdf)
        [คู่มือเจ้าหน้าที่](b.pdf)

    Fails: {of: lines, starting: [กอง], min: 2}
        กองคลัง
        กองคลัง

    Fails: {of: rows, named: [กอง], min: 1}
        | ชื่อ | ตำแหน่ง |
        | นายหนึ่ง ใจดี | นายกองค์การบริหารส่วนตำบล |

    Fails: {of: files, min: 2}
        [คู่มือ](a.pdf)
        [ดาวน์โหลด](a.pdf)
    """

    of: Literal["lines", "files", "links", "rows"]
    starting: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    min: int = Field(ge=1)

    reads: ClassVar[Reads] = "text"

    def look(self, document: Document, context: Context) -> Look:
        """Found when at least `min` different ones are there."""
        starting, named = context.words(self.starting), context.words(self.named)
        seen: dict[str, Quote] = {}
        for said, text, near, where in self._things(document):
            key = _same_act(text) if said.startswith(_ACT) else said
            words = text.replace(_MAYOR, "")
            if key not in seen and _starts(text, starting) and called(named, words, near):
                seen[key] = quote(document, text or near or key, where)
        asked = listed(starting + named)
        verb = "ขึ้นต้นด้วย" if starting and not named else "มีคำว่า"
        name = _NAMES[self.of] + (f"ที่{verb} {asked}" if asked else "")
        quotes = tuple(seen.values())[:5]
        if len(seen) >= self.min:
            return Look(found=True, reason=f"พบ {len(seen)} {name}", quotes=quotes)
        reason = f"พบเพียง {len(seen)} {name} (ต้องมีอย่างน้อย {self.min})"
        return Look(found=False, reason=reason, quotes=quotes)

    def _things(self, document: Document) -> Iterator[tuple[str, str, str, str]]:
        """What is counted: its identity, its words, the words near it, its place."""
        if self.of == "rows":
            yield from _rows(document)
        elif self.of == "lines":
            lines = _lines(document, parted=bool(self.starting))
            bare = not (self.starting or self.named)
            yield from (_telling(document, lines) if bare else lines)
        else:
            yield from _links(document, files=self.of == "files")


def _same_act(text: str) -> str:
    """An act by its name and year, however it is abbreviated and whatever is added in brackets."""
    short, whole = _ACT
    named = _BULLET.sub("", _ADDED.sub("", text))
    return fold(named).replace(whole, short).replace("พศ", "")


def _starts(text: str, words: tuple[str, ...]) -> bool:
    if not words:
        return True
    first = fold(_BULLET.sub("", text))
    return first.startswith(tuple(fold(word) for word in words)) and first not in _SORTS


def _rows(document: Document) -> Iterator[tuple[str, str, str, str]]:
    for table in document.tables:
        for row in table.rows:
            text = " | ".join(row)
            if row != table.header and any(char.isalnum() for char in text):
                yield fold(text), text, "", table.where


def _lines(document: Document, *, parted: bool) -> Iterator[tuple[str, str, str, str]]:
    for block in document.blocks:
        if block.kind is Kind.PICTURE:
            continue
        pieces = block.text.split(" | ") if block.kind is Kind.ROW else block.text.splitlines()
        if parted and block.kind is Kind.ROW:
            pieces = [line for piece in pieces for line in _IN_CELL.split(piece)]
        for piece in pieces:
            if key := fold(_BULLET.sub("", piece)):
                yield key, piece.strip(), "", block.where


def _telling(
    document: Document, lines: Iterator[tuple[str, str, str, str]]
) -> Iterator[tuple[str, str, str, str]]:
    """The lines that say something: no words of links, more than a few letters."""
    idle = {
        fold(_BULLET.sub("", block.text)) for block in document.blocks if block.kind is Kind.LINK
    }
    yield from (line for line in lines if len(line[0]) >= LEAST and line[0] not in idle)


def _links(document: Document, *, files: bool) -> Iterator[tuple[str, str, str, str]]:
    for block in document.blocks:
        if block.kind is not Kind.LINK or block.reach is Reach.DEAD:
            continue
        sort = sort_of(block.href)
        if sort and (sort == "file" or not files):
            yield block.href or "", block.text, block.near, block.where
