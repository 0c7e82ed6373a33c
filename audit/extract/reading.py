"""What every reader hands back, and the few habits all readers share.

Promises: text keeps its wording, only white space is collapsed and control characters are dropped;
a table has one header and rows of equal width. Refuses to know: any file format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rules.document import Block, Kind, Legibility, Table

MOST_CELLS = 400_000
"""Cells of all tables of one document; more is a machine's export, not something people read."""

MOST_NEAR = 300
"""Characters kept of the surroundings of a link or a picture."""

# Controls never belong to the wording; XML and SQLite refuse some of them. White space stays.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")

_YEAR = re.compile(r"(?:25|๒๕)[0-9๐-๙]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One blob as a reader gets it: bytes, what the server called it, its declared charset.

    `ocr`: text that stands in pictures is wanted too, which takes seconds for every page.
    """

    data: bytes
    name: str = ""
    media: str = ""
    charset: str | None = None
    ocr: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a reader got out of a blob; fields as in `rules.document.Document`."""

    title: str = ""
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    legibility: Legibility = Legibility.TEXT
    problem: str | None = None
    ocr_places: frozenset[str] = frozenset()
    repairs: tuple[str, ...] = ()


class UnreadableError(Exception):
    """A reader cannot read this blob; `problem` is the word of `rules.document.Document`."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def squeeze(text: str) -> str:
    """`text` on one line: white space collapsed, control characters dropped, wording kept."""
    return " ".join(_CONTROL.sub("", text).split())


def shorten(text: str, most: int = MOST_NEAR) -> str:
    """The first `most` characters of `text`."""
    return text if len(text) <= most else text[:most].rstrip()


def row_text(cells: Sequence[str]) -> str:
    """The cells of one row as one line; empty cells and repeats of a merged cell are left out."""
    kept: list[str] = []
    before = ""
    for cell in cells:
        if cell and cell != before:
            kept.append(cell)
        before = cell
    return " | ".join(kept)


def row_block(cells: Sequence[str], where: str) -> Block | None:
    """The row block of these cells, or None when all are empty."""
    text = row_text(cells)
    return Block(kind=Kind.ROW, text=text, where=where) if text else None


def even(rows: Iterable[Sequence[str]]) -> list[tuple[str, ...]]:
    """The rows that hold something, all of one width, without columns empty on the right."""
    kept = [row for row in rows if any(row)]
    width = max((_filled_width(row) for row in kept), default=0)
    return [(*row[:width], *("",) * (width - len(row))) for row in kept]


def _filled_width(row: Sequence[str]) -> int:
    return next((i for i in range(len(row), 0, -1) if row[i - 1]), 0)


def table_of(rows: Iterable[Sequence[str]], where: str, *, header_rows: int = 0) -> Table | None:
    """The table of these rows, or None when they are no table (under two rows or two columns).

    `header_rows` is how many rows the file itself marks as header; 0 lets us look for it.
    """
    grid = even(rows)
    if len(grid) < 2 or len(grid[0]) < 2:
        return None
    first, after = (0, header_rows) if 0 < header_rows < len(grid) else _find_header(grid)
    header = _joined(grid[first:after])
    return Table(header=header, rows=tuple(grid[after:]), where=where)


def _find_header(grid: Sequence[Sequence[str]]) -> tuple[int, int]:
    """Where the header begins and ends: the first row with two different filled cells.

    A row above it with one text across is the table's title. A second header row is told by the
    merged cells over it: the first row repeats or leaves open what the second one spells out.
    """
    first = next((i for i, row in enumerate(grid[:10]) if _different(row) >= 2), 0)
    if first + 2 < len(grid) and _spans(grid[first], grid[first + 1]):
        return first, first + 2
    return first, first + 1


def _different(row: Sequence[str]) -> int:
    return len({cell for cell in row if cell})


def _spans(above: Sequence[str], below: Sequence[str]) -> bool:
    """Whether `below` spells out merged cells of `above`: every column is named by one of them."""
    if any(is_number(cell) for cell in (*above, *below)):
        return False
    merged = [i for i in range(1, len(above)) if above[i] in {"", above[i - 1]}]
    spelled = [i for i in merged if below[i] and below[i] != above[i]]
    alone = [i for i in range(len(above)) if i not in merged]
    open_below = any(below[i] in {"", above[i]} for i in alone)
    return bool(spelled) and open_below


def is_number(cell: str) -> bool:
    """Whether a cell holds a figure; a year of the Buddhist era may name a column."""
    figure = bool(cell) and all(letter.isdigit() or letter in ".,-+%/ " for letter in cell)
    return figure and not _YEAR.fullmatch(cell)


def _joined(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Header rows as one: each column's different words from top to bottom."""
    columns = zip(*rows, strict=True)
    return tuple(" ".join(dict.fromkeys(cell for cell in column if cell)) for column in columns)
