"""RTF → blocks.

Promises: the words with Thai in whatever way the file writes it, rows of tables, links. Refuses to
know: headings (few RTF files mark them), cells merged across, pictures beyond that there are some.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from striprtf.striprtf import rtf_to_text

from audit.extract.decode import decode
from audit.extract.reading import Reading, Source, row_block, shorten, squeeze, table_of
from audit.extract.titles import first_title
from rules.document import Block, Kind, Legibility, Table

MOST_BYTES = 8_000_000
"""Bytes besides pictures; the library reads letter by letter."""

# Marks put where rows and cells begin and end; no text uses these letters of private use.
_ROW, _CELL, _ROW_END = "\ue000", "\ue001", "\ue002"
_HREF, _HREF_END = "\ue003", "\ue004"
_GOES_ON, _EDGE = "\ue005", "\ue006"
_MARKS = (
    (re.compile(r"(?<!\\)((?:\\\\)*)\\trowd(?![a-z])"), _ROW),
    (re.compile(r"(?<!\\)((?:\\\\)*)\\(?:nest)?cell(?![a-z])"), _CELL),
    (re.compile(r"(?<!\\)((?:\\\\)*)\\(?:nest)?row(?![a-z])"), _ROW_END),
    (re.compile(r"(?<!\\)((?:\\\\)*)\\clvmrg(?![a-z])"), _GOES_ON),
    (re.compile(r"(?<!\\)((?:\\\\)*)\\cellx-?\d+"), _EDGE),
)
_HEX = re.compile(rb"[0-9a-fA-F\s]{400,}")
_THAI = re.compile(rb"\\ansicpg874|\\fcharset222|\\lang1054")
_LATIN = re.compile(rb"\\fcharset(?:0|1|255)(?!\d)")
_LINK = re.compile(r'(HYPERLINK\s+"([^"{}\\]{4,2000})"[^{}]{0,500}\}[\s}]*)')
_LINKED = re.compile(f"{_HREF}([^{_HREF_END}]*){_HREF_END}([^{_HREF}]{{0,200}})")
_SHAPE = re.compile(f"[{_ROW}{_GOES_ON}{_EDGE}]")
_ANY_HREF = re.compile(f"{_HREF}[^{_HREF_END}]*{_HREF_END}")


def read(source: Source) -> Reading:
    """The document's text; problem `too_large` when its end was left out."""
    data = _HEX.sub(b" ", source.data)
    blocks: list[Block] = []
    tables: list[Table] = []
    lines = enumerate(_lines(_text(data[:MOST_BYTES])), start=1)
    for _, group in groupby(lines, key=lambda line: bool(line[1][1])):
        together = [(f"ย่อหน้า {place}", text, cells) for place, (text, cells) in group]
        for where, text, cells in together:
            blocks += _blocks(text, cells, where)
        if table := table_of([_plain(cells) for *_, cells in together], together[0][0]):
            tables.append(table)
    if not blocks:
        problem = "scan" if b"\\pict" in source.data else "empty"
        return Reading(legibility=Legibility.NONE, problem=problem)
    return Reading(
        title=first_title(block.text for block in blocks),
        blocks=tuple(blocks),
        tables=tuple(tables),
        problem="too_large" if len(data) > MOST_BYTES else None,
    )


def _text(data: bytes) -> str:
    """The words, with our marks; Thai bytes under a font that claims to be Latin are Thai."""
    thai = _THAI.search(data)
    if thai:
        data = _LATIN.sub(rb"\\fcharset222", data)
    text = decode(data)
    for pattern, mark in _MARKS:
        # In a group of its own, so that it is never taken for the stand-in of another letter.
        text = pattern.sub(rf"\1{{{mark}}}", text)
    text = _LINK.sub(rf"\1{{{_HREF}\2{_HREF_END}}}", text)
    encoding = "cp874" if thai else "cp1252"
    words: Callable[[str, str, str], str] = rtf_to_text
    return words(text, encoding, "replace")


def _lines(text: str) -> Iterator[tuple[str, list[str]]]:
    """Paragraphs and rows in order: a paragraph without cells, or the cells of a row."""
    above: list[str] = []
    for piece in text.split(_ROW_END):
        before, mark, row = piece.partition(_ROW)
        if not mark and _CELL in piece:
            before, _, row = piece.rpartition("\n") if "\n" in piece else ("", "", piece)
        yield from ((line, []) for part in before.split("\n") if (line := squeeze(part)))
        cells = [squeeze(_SHAPE.sub("", cell)) for cell in row.split(_CELL)]
        if len(cells) > 1:
            above = _merged(cells[:-1], above, row)
            yield "", above
        elif cells[0]:
            yield cells[0], []


def _merged(cells: list[str], above: Sequence[str], row: str) -> list[str]:
    """The cells with those that go on from the row above filled in, as the row's shape tells."""
    marks = [_GOES_ON in shape for shape in row.partition(_CELL)[0].split(_EDGE)[:-1]]
    return [
        above[n] if n < min(len(marks), len(above)) and marks[n] and not cell else cell
        for n, cell in enumerate(cells)
    ]


def _plain(texts: Sequence[str]) -> list[str]:
    return [squeeze(_ANY_HREF.sub("", text)) for text in texts]


def _blocks(text: str, cells: Sequence[str], where: str) -> Iterator[Block]:
    """A paragraph or a row, and the links in it."""
    (words,) = _plain([text])
    block = row_block(_plain(cells), where) if cells else None
    if words and not cells:
        block = Block(kind=Kind.TEXT, text=words, where=where)
    if block:
        yield block
    near = block.text if block else ""
    for href, after in (found for one in (text, *cells) for found in _LINKED.findall(one)):
        linked = squeeze(after) or href
        around = "" if linked == near else shorten(near)
        yield Block(kind=Kind.LINK, text=linked, where=where, href=href, near=around)
