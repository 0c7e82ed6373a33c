"""Tables with ruling lines in a PDF.

Promises: the cells that the lines draw, merged ones repeated, their text read by PDFium inside each
cell; a table that goes on over the next page, with or without its header repeated, is one.
Refuses to know: tables without lines.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pdfplumber
import pypdfium2 as pdfium

from audit.extract.pdf_page import Line, Page
from audit.extract.reading import squeeze, table_of
from rules.document import Table

MOST_PAGES = 30
"""Pages of one file searched for tables; each costs about a tenth of a second."""

MOST_CELLS = 3_000
"""Cells on one page; more is a drawing."""

Box = tuple[float, float, float, float]

logging.getLogger("pdfminer").setLevel(logging.ERROR)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTable:
    """A table on one page; `box` is left, bottom, right, top in PDFium's coordinates."""

    page: int
    box: Box
    columns: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    words: str

    def holds(self, line: Line) -> bool:
        """Whether this printed line is one of the table's; by its words where no place is known."""
        if line.x == 0 and line.y == 0:
            return "".join(line.text.split()) in self.words
        left, bottom, right, top = self.box
        return left <= line.x <= right and bottom <= line.y <= top


def find_tables(
    data: bytes, document: pdfium.PdfDocument, pages: Sequence[Page], *, own_text: bool
) -> dict[int, list[PageTable]]:
    """The ruled tables by page number; `own_text` when PDFium damages the text of this file."""
    ruled = [page.number for page in pages if page.is_ruled and page.lines][:MOST_PAGES]
    if not ruled:
        return {}
    try:
        with pdfplumber.open(io.BytesIO(data), pages=ruled) as plumber:
            return {
                page.page_number: _on_page(page, document, own_text=own_text)
                for page in plumber.pages
            }
    except Exception:  # damaged files raise anything; the text is read already
        return {}


def _on_page(page: Any, document: pdfium.PdfDocument, *, own_text: bool) -> list[PageTable]:
    found = []
    native = document[page.page_number - 1]
    if native.get_rotation():
        return []
    textpage = native.get_textpage()
    for table in page.find_tables():
        texts = _texts(table, page, textpage, own_text=own_text)
        rows = _grid(texts)
        if len(rows) < 2 or max(map(len, rows)) < 2:
            continue
        left, bottom, right, top = _upright(table.bbox, page)
        found.append(
            PageTable(
                page=page.page_number,
                box=(left, bottom, right, top),
                columns=tuple(sorted({round(box[0] / 4) for box in texts})),
                rows=rows,
                words="".join("".join(texts.values()).split()),
            )
        )
    native.close()
    page.close()
    return found


def _texts(table: Any, page: Any, textpage: Any, *, own_text: bool) -> dict[Box, str]:
    """The text of every cell by its box (left, top, right, bottom as pdfplumber counts)."""
    boxes = [box for box in table.cells if box][:MOST_CELLS]
    if own_text:
        rows = zip(table.rows, table.extract(), strict=True)
        pairs = [pair for row, texts in rows for pair in zip(row.cells, texts, strict=True)]
        return {box: squeeze(text or "") for box, text in pairs if box}
    return {
        box: squeeze(textpage.get_text_bounded(*_upright(box, page)).replace("\r\n", " "))
        for box in boxes
    }


def _upright(box: Box, page: Any) -> Box:
    """A box counted from the page's top as left, bottom, right, top counted from its foot."""
    left, top, right, bottom = box
    foot = page.mediabox[1] + page.height
    return left, foot - bottom, right, foot - top


def _grid(texts: Mapping[Box, str]) -> tuple[tuple[str, ...], ...]:
    """Rows of equal width; a merged cell stands in every place that it covers."""
    lefts = _edges([box[0] for box in texts])
    tops = _edges([box[1] for box in texts])
    if len(lefts) * len(tops) > MOST_CELLS:
        return ()
    grid = [[""] * len(lefts) for _ in tops]
    for (left, top, right, bottom), text in texts.items():
        for row, y in enumerate(tops):
            if not top - 1 <= y < bottom - 2:
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
    same_header = before.rows[0] == table.rows[0]
    return before.columns == table.columns or (
        same_header and len(before.rows[0]) == len(table.rows[0])
    )


def _table(group: Sequence[PageTable]) -> Table | None:
    rows = list(group[0].rows)
    for table in group[1:]:
        rows += table.rows[_repeated(group[0].rows, table.rows) :]
    return table_of(rows, f"หน้า {group[0].page}")


def _repeated(first: Sequence[tuple[str, ...]], later: Sequence[tuple[str, ...]]) -> int:
    """How many rows at the top of `later` only repeat those at the top of the table."""
    pairs = enumerate(zip(first, later, strict=False))
    return next((i for i, (one, other) in pairs if one != other), min(len(first), len(later)))
