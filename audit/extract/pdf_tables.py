"""Tables with ruling lines in a PDF.

Promises: the cells that the lines draw, merged ones repeated, with the text printed inside each;
a table that goes on over the next page, with or without its header repeated, is one.
Refuses to know: tables without lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import playa

from audit.extract.pdf_fonts import page_of
from audit.extract.pdf_page import Line, Page
from audit.extract.pdf_rules import MOST_CELLS, Box
from audit.extract.reading import squeeze, table_of
from rules.document import Table

_NUMBER = re.compile(r"[\d๐-๙]{1,4}[.)]?")

SHIFTED = 5.0
"""Points by which the columns of a table may move from page to page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTable:
    """A table on one page; `words` is all its text without white space."""

    page: int
    box: Box
    columns: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    words: str

    def holds(self, line: Line) -> bool:
        """Whether this printed line is one of the table's; by its words where no place is known."""
        if line.x == 0 and line.y == 0:
            return "".join(line.text.split()) in self.words
        left, bottom, right, top = self.box
        return left <= line.x <= right and bottom <= line.y <= top


def find_tables(data: bytes, pages: Sequence[Page]) -> dict[int, list[PageTable]]:
    """The ruled tables by page number; read by playa on pages whose text PDFium garbles."""
    cells = {page.number: page.tables for page in pages if page.tables and page.lines}
    garbled = {page.number for page in pages if page.is_read_again} & cells.keys()
    if garbled:
        cells |= _printed_otherwise(data, {number: cells[number] for number in sorted(garbled)})
    return {number: list(_page_tables(number, tables)) for number, tables in cells.items()}


def _page_tables(number: int, tables: Sequence[Mapping[Box, str]]) -> Iterator[PageTable]:
    for cells in tables:
        rows = _grid(cells)
        if len(rows) < 2 or len(rows[0]) < 2:
            continue
        yield PageTable(
            page=number,
            box=_around(list(cells)),
            columns=tuple(_edges([box[0] for box in cells])),
            rows=rows,
            words="".join("".join(cells.values()).split()),
        )


def _around(boxes: Sequence[Box]) -> Box:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _printed_otherwise(
    data: bytes, tables: Mapping[int, tuple[Mapping[Box, str], ...]]
) -> dict[int, tuple[Mapping[Box, str], ...]]:
    """The text inside every cell, by playa: letter by letter, each into the cell it stands in."""
    found = dict(tables)
    try:
        with playa.parse(data, space="default") as document:
            for number in tables:
                texts = _sorted_into(
                    [box for cells in tables[number] for box in cells], page_of(document, number)
                )
                found[number] = tuple(
                    {box: texts[box] for box in cells} for cells in tables[number]
                )
    except Exception:  # damaged files raise anything; PDFium's text is better than none
        return found
    return found


def _sorted_into(boxes: Sequence[Box], page: playa.Page) -> dict[Box, str]:
    parts: dict[Box, list[str]] = {box: [] for box in boxes}
    home: Box | None = None
    line = 0.0
    for glyph in page.glyphs:
        x, y = glyph.origin
        if home is None or not _inside(home, x, y):
            home = next((box for box in boxes if _inside(box, x, y)), None)
        if home is not None and glyph.text:
            if parts[home] and abs(y - line) > 1:
                parts[home].append(" ")
            parts[home].append(glyph.text)
            line = y
    return {box: squeeze("".join(letters)) for box, letters in parts.items()}


def _inside(box: Box, x: float, y: float) -> bool:
    left, bottom, right, top = box
    return left - 1 <= x < right and bottom <= y < top


def _grid(texts: Mapping[Box, str]) -> tuple[tuple[str, ...], ...]:
    """Rows of equal width; a merged cell stands in every place that it covers."""
    lefts = _edges([box[0] for box in texts])
    tops = [-y for y in _edges([-box[3] for box in texts])]
    if len(lefts) * len(tops) > MOST_CELLS:
        return ()
    grid = [[""] * len(lefts) for _ in tops]
    for (left, bottom, right, top), text in texts.items():
        for row, y in enumerate(tops):
            if not bottom + 2 < y <= top + 1:
                continue
            for column, x in enumerate(lefts):
                if left - 1 <= x < right - 2:
                    grid[row][column] = text
    return tuple(tuple(row) for row in grid if any(row))


def _edges(positions: Sequence[float]) -> list[float]:
    """Different positions, those within two points of one another taken as one."""
    edges: list[float] = []
    for position in sorted(positions):
        if not edges or position - edges[-1] > 2:
            edges.append(position)
    return edges


def joined(tables: Mapping[int, Sequence[PageTable]]) -> tuple[Table, ...]:
    """All tables; those that go on from page to page as one."""
    groups: list[list[PageTable]] = []
    for page in sorted(tables):
        for place, table in enumerate(tables[page]):
            before = groups[-1][-1] if groups else None
            if before and place == 0 and _goes_on(before, table, tables[before.page][-1]):
                groups[-1].append(table)
            else:
                groups.append([table])
    made = (_table(group) for group in groups)
    return tuple(table for table in made if table)


def _goes_on(before: PageTable, table: PageTable, last: PageTable) -> bool:
    """Whether `table` continues `before`: next page, same columns or the same header."""
    if table.page != before.page + 1 or before is not last:
        return False
    if len(before.rows[0]) != len(table.rows[0]):
        return False
    pairs = zip(before.columns, table.columns, strict=False)
    return before.rows[0] == table.rows[0] or all(abs(a - b) <= SHIFTED for a, b in pairs)


def _table(group: Sequence[PageTable]) -> Table | None:
    rows = list(group[0].rows)
    for table in group[1:]:
        more = list(table.rows[_repeated(group[0].rows, table.rows) :])
        if more and _is_rest(rows[-1], more[0]):
            rows[-1] = tuple(map(_finished, rows[-1], more.pop(0)))
        rows += more
    return table_of(rows, f"หน้า {group[0].page}")


def _is_rest(row: Sequence[str], next_page: Sequence[str]) -> bool:
    """Whether the first row of a page only finishes the last one of the page before.

    None of its cells says something where the row above says nothing, and most are empty or the
    number of the row is missing.
    """
    if not all(above for above, below in zip(row, next_page, strict=True) if below):
        return False
    few = sum(map(bool, next_page)) * 2 <= sum(map(bool, row))
    return few or (bool(_NUMBER.fullmatch(row[0])) and not next_page[0])


def _finished(above: str, below: str) -> str:
    return f"{above} {below}" if below else above


def _repeated(first: Sequence[tuple[str, ...]], later: Sequence[tuple[str, ...]]) -> int:
    """How many rows at the top of `later` only repeat those at the top of the table."""
    pairs = enumerate(zip(first, later, strict=False))
    return next((i for i, (one, other) in pairs if one != other), min(len(first), len(later)))
