"""RTF → blocks.

Promises: the words with Thai in whatever way the file writes it, rows of tables with merged cells
repeated, links, what stands in boxes, notes, heads and feet of pages; not what is hidden or struck
out. Refuses to know: headings (few RTF files mark them), pictures beyond that there are some.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
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
_GOES_ON, _EDGE, _EDGE_END = "\ue005", "\ue006", "\ue007"
_MARKS = (
    (re.compile(r"(?<!\\)((?:\\\\)*)\\trowd(?![a-z])"), _ROW),
    (re.compile(r"(?<!\\)((?:\\\\)*)\\(?:nest)?cell(?![a-z])"), _CELL),
    (re.compile(r"(?<!\\)((?:\\\\)*)\\(?:nest)?row(?![a-z])"), _ROW_END),
    (re.compile(r"(?<!\\)((?:\\\\)*)\\clvmrg(?![a-z])"), _GOES_ON),
    (re.compile(r"(?<!\\)((?:\\\\)*)\\cellx(-?\d+)"), rf"{_EDGE}\2{_EDGE_END}"),
)
_HEX = re.compile(rb"[0-9a-fA-F\s]{400,}")
_THAI = re.compile(rb"\\ansicpg874|\\fcharset222|\\lang1054")
_LATIN = re.compile(rb"\\fcharset(?:0|1|255)(?!\d)")
_BESIDE = re.compile(
    rb"\{(?:\\\*)?\\(?:shpinst|shptxt|shp|footnote|(?:header|footer)[lrf]?)(?![a-z])"
)
"""Groups that the library drops though people read them: boxes, notes, heads and feet of pages."""
_UNSEEN = re.compile(rb"\\(?:v|deleted)(?![a-z0-9-])")
"""Hidden, or struck out as a revision."""
_TOKEN = re.compile(rb"\\([a-z]+)(-?[0-9]+)? ?|([{}]|\\\*)|\\'[0-9a-fA-F]{2}|\\.|[^\\{}]+", re.S)
_LINK = re.compile(r'(HYPERLINK\s+"([^"{}\\]{4,2000})"[^{}]{0,500}\}[\s}]*)')
_LINKED = re.compile(f"{_HREF}([^{_HREF_END}]*){_HREF_END}([^{_HREF}]{{0,200}})")
_SHAPE = re.compile(f"[{_ROW}{_GOES_ON}]|{_EDGE}-?[0-9]+{_EDGE_END}")
_CELLS = re.compile(f"({_GOES_ON}?){_EDGE}(-?[0-9]+){_EDGE_END}")
_ANY_HREF = re.compile(f"{_HREF}[^{_HREF_END}]*{_HREF_END}")


SLACK = 30
"""Twips (twentieths of a point) by which edges of one column differ between rows."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row's cells, and of each its right edge and whether it goes on from the row above."""

    cells: list[str]
    shape: list[tuple[int, bool]]


def read(source: Source) -> Reading:
    """The document's text; problem `too_large` when its end was left out."""
    data = _HEX.sub(b" ", source.data)
    blocks: list[Block] = []
    tables: list[Table] = []
    lines = enumerate(_lines(_text(data[:MOST_BYTES])), start=1)
    for _, group in groupby(lines, key=lambda line: line[1][1] is not None):
        together = list(group)
        grid = _grid([row for _, (_, row) in together if row])
        for number, (place, (text, row)) in enumerate(together):
            blocks += _blocks(text, grid[number] if row else [], f"ย่อหน้า {place}")
        if table := table_of(map(_plain, grid), f"ย่อหน้า {together[0][0]}"):
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
    text = decode(_BESIDE.sub(rb"{ ", _seen(data)))
    for pattern, mark in _MARKS:
        # In a group of its own, so that it is never taken for the stand-in of another letter.
        text = pattern.sub(rf"\1{{{mark}}}", text)
    text = _LINK.sub(rf"\1{{{_HREF}\2{_HREF_END}}}", text)
    encoding = "cp874" if thai else "cp1252"
    words: Callable[[str, str, str], str] = rtf_to_text
    return words(text, encoding, "replace")


def _seen(data: bytes) -> bytes:
    """The file without the words that people do not see; what shapes the text stays."""
    if not _UNSEEN.search(data):
        return data
    out: list[bytes] = []
    around: list[frozenset[bytes]] = []
    hiding: frozenset[bytes] = frozenset()
    for token in _TOKEN.finditer(data):
        word, number, mark = token.groups()
        if word in {b"v", b"deleted"}:
            hiding = hiding - {word} if number == b"0" else hiding | {word}
            continue
        if mark == b"{":
            around.append(hiding)
        elif mark == b"}" and around:
            hiding = around.pop()
        elif word == b"plain":
            hiding = frozenset()
        if not hiding or mark or (word and word != b"u"):
            out.append(token[0])
    return b"".join(out)


def _lines(text: str) -> Iterator[tuple[str, _Row | None]]:
    """Paragraphs and rows in order: a paragraph without a row, or a row."""
    for piece in text.split(_ROW_END):
        before, mark, row = piece.partition(_ROW)
        if not mark and _CELL in piece:
            before, _, row = piece.rpartition("\n") if "\n" in piece else ("", "", piece)
        yield from ((line, None) for part in before.split("\n") if (line := squeeze(part)))
        cells = [squeeze(_SHAPE.sub("", cell)) for cell in row.split(_CELL)]
        if len(cells) > 1:
            shape = _CELLS.findall(row.partition(_CELL)[0])
            yield "", _Row(cells[:-1], [(int(edge), bool(mark)) for mark, edge in shape])
        elif cells[0]:
            yield cells[0], None


def _grid(rows: Sequence[_Row]) -> list[list[str]]:
    """The cells of a table, each in every column and row that it reaches over."""
    edges = _edges(rows)
    grid: list[list[str]] = []
    for row in rows:
        if len(row.shape) != len(row.cells):
            grid.append(row.cells)
            continue
        out: list[str] = []
        for cell, (edge, goes_on) in zip(row.cells, row.shape, strict=True):
            at = len(out)
            wide = max(1, sum(one <= edge + SLACK for one in edges) - at)
            above = grid[-1][at] if goes_on and not cell and grid and at < len(grid[-1]) else cell
            out += [above] * wide
        grid.append(out)
    return grid


def _edges(rows: Sequence[_Row]) -> list[int]:
    """The right edges of the columns of all rows; those that nearly meet are one."""
    edges: list[int] = []
    for edge in sorted(edge for row in rows for edge, _ in row.shape):
        if not edges or edge > edges[-1] + SLACK:
            edges.append(edge)
    return edges


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
    for href, after in (
        found for one in (text, *dict.fromkeys(cells)) for found in _LINKED.findall(one)
    ):
        linked = squeeze(after) or href
        around = "" if linked == near else shorten(near)
        yield Block(kind=Kind.LINK, text=linked, where=where, href=href, near=around)
