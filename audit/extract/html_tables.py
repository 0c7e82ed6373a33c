"""A table of a page as a grid: spans filled, header known, layout told from data.

Promises: every cell of a merged area carries its element; sizes are bounded whatever the page
claims. Refuses to know: blocks, links, text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bs4.element import Tag

from audit.extract.html_links import attribute, first_of

MOST_COLUMNS = 100
MOST_ROWS = 20_000
MOST_SLOTS = 200_000
_PAGE_PARTS = {"table", "h1", "h2", "form"}

LONG_CELL = 2_000
"""Characters; a cell that holds more is a part of the page's layout."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The cells of a table by row; `header_rows` counts the rows marked as header."""

    rows: tuple[tuple[Tag | None, ...], ...]
    header_rows: int

    @property
    def width(self) -> int:
        """Columns of the widest row."""
        return max((len(row) for row in self.rows), default=0)


def grid_of(table: Tag) -> Grid:
    """The table's own rows (not those of tables inside it), merged cells repeated."""
    rows: list[tuple[Tag | None, ...]] = []
    hanging: dict[int, tuple[int, Tag]] = {}
    header_rows = slots = 0
    for row, in_head in _own_rows(table):
        cells = [
            cell for cell in row.children if isinstance(cell, Tag) and cell.name in {"td", "th"}
        ]
        line, hanging = _place(cells, hanging)
        if not line:
            continue
        marked = in_head or (bool(cells) and all(cell.name == "th" for cell in cells))
        if marked and header_rows == len(rows):
            header_rows += 1
        rows.append(tuple(line))
        slots += len(line)
        if len(rows) >= MOST_ROWS or slots >= MOST_SLOTS:
            break
    return Grid(rows=tuple(rows), header_rows=header_rows)


def _own_rows(table: Tag) -> Iterator[tuple[Tag, bool]]:
    for child in table.children:
        if not isinstance(child, Tag):
            continue
        if child.name == "tr":
            yield child, False
        elif child.name in {"thead", "tbody", "tfoot"}:
            for row in child.find_all("tr", recursive=False):
                yield row, child.name == "thead"


def _place(
    cells: list[Tag], hanging: dict[int, tuple[int, Tag]]
) -> tuple[list[Tag | None], dict[int, tuple[int, Tag]]]:
    """One row with the cells that hang down into it; and what hangs into the next one."""
    line: list[Tag | None] = []
    below: dict[int, tuple[int, Tag]] = {}
    queue = list(reversed(cells))
    while queue or any(column >= len(line) for column in hanging):
        column = len(line)
        if column >= MOST_COLUMNS:
            break
        if column in hanging:
            left, cell = hanging[column]
            line.append(cell)
            if left > 1:
                below[column] = (left - 1, cell)
        elif queue:
            cell = queue.pop()
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            for _ in range(min(width, MOST_COLUMNS - column)):
                if height > 1:
                    below[len(line)] = (height - 1, cell)
                line.append(cell)
        else:
            line.append(None)
    return line, below


def _span(cell: Tag, name: str) -> int:
    value = attribute(cell, name).strip()
    if name == "rowspan" and value == "0":
        return MOST_ROWS
    return max(1, int(value)) if value.isascii() and value.isdigit() and len(value) < 7 else 1


def is_layout(table: Tag, grid: Grid) -> bool:
    """Whether the table only arranges the page: its cells then flow like ordinary paragraphs."""
    if grid.width < 2 or attribute(table, "role") in {"presentation", "none"}:
        return True
    if first_of(table, _PAGE_PARTS):
        return True
    longest = _longest_cell(grid)
    return longest > LONG_CELL or (len(grid.rows) == 1 and longest > LONG_CELL / 5)


def _longest_cell(grid: Grid) -> int:
    seen: set[int] = set()
    longest = 0
    for row in grid.rows:
        for cell in row:
            if cell is not None and id(cell) not in seen:
                seen.add(id(cell))
                longest = max(longest, sum(map(len, cell.strings)))
    return longest


def real_header_rows(grid: Grid, texts: list[tuple[str, ...]]) -> int:
    """Marked header rows, when all of them hold text and no title runs across the first."""
    count = grid.header_rows
    marked = texts[:count]
    if not marked or not all(any(row) for row in marked):
        return 0
    return count if len({cell for cell in marked[0] if cell}) > 1 else 0
