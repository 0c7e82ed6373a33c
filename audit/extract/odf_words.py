"""The words of one OpenDocument paragraph, the cells of one table, and the part that holds them.

Promises: text as printed (repeated blanks, tabs and line breaks as spaces, comments left out);
merged and repeated cells filled in, within bounds. Refuses to know: where they stand.
"""

from __future__ import annotations

from lxml import etree

from audit.extract.odf_hidden import DRAW, TABLE, TEXT, clear_hidden, hidden_columns, number
from audit.extract.office import Package
from audit.extract.reading import UnreadableError, squeeze

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_HREF = "{http://www.w3.org/1999/xlink}href"

MOST_ROWS = 20_000
MOST_COLUMNS = 100
MOST_CELLS = 200_000
MOST_EMPTY = 500

_BLANKS = {f"{TEXT}s", f"{TEXT}tab", f"{TEXT}line-break"}
_LEFT_OUT = {f"{OFFICE}annotation", f"{OFFICE}annotation-end", f"{TEXT}ruby-text"}
_GROUPS = {f"{TABLE}table-header-rows", f"{TABLE}table-rows", f"{TABLE}table-row-group"}

_NOTHING = etree.Element(f"{TABLE}covered-table-cell")
"""Stands where a row has no cell of its own and none covers the place."""

Cell = etree._Element


def content_of(package: Package) -> etree._Element:
    """What a file holds. UnreadableError: `password`, `broken`."""
    root = package.xml("content.xml")
    if root is None:
        locked = b"encryption-data" in (package.part("META-INF/manifest.xml") or b"")
        raise UnreadableError("password" if locked else "broken")
    clear_hidden(root, package.xml("styles.xml"))
    return root


class Words:
    """What stands in a paragraph: `boxes` (text boxes, notes) are to be read after it."""

    def __init__(self, item: etree._Element) -> None:
        self.parts: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.frames: list[etree._Element] = []
        self.boxes: list[etree._Element] = []
        self._walk(item)
        self.text = squeeze("".join(self.parts))

    def _walk(self, node: etree._Element) -> None:
        self.parts.append(node.text or "")
        for child in node:
            if isinstance(child.tag, str):
                self._child(child)
            self.parts.append(child.tail or "")

    def _child(self, child: etree._Element) -> None:
        if child.tag in _BLANKS:
            self.parts.append(" ")
        elif child.tag == f"{TEXT}note":
            self.boxes += child.iterfind(f"{TEXT}note-body")
        elif child.tag == f"{DRAW}frame":
            self.frames.append(child)
            self.boxes += child.iterfind(f"{DRAW}text-box")
        elif child.tag.startswith(DRAW) and child.tag != f"{DRAW}a":
            self.boxes.append(child)
        elif child.tag not in _LEFT_OUT:
            start = len(self.parts)
            self._walk(child)
            href = child.get(_HREF, "")
            if child.tag in {f"{TEXT}a", f"{DRAW}a"} and href and not href.startswith("#"):
                self.links.append((squeeze("".join(self.parts[start:])), href))


def cells_of(table: etree._Element) -> tuple[list[list[Cell]], int]:
    """The cells by row, merged ones repeated across and down; and how many rows are header."""
    rows: list[list[Cell]] = []
    header_rows = count = 0
    hidden = hidden_columns(table)
    for row, in_header in _rows(table):
        line: list[Cell] = []
        for cell in row:
            if cell.tag not in {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}:
                continue
            times = min(number(cell, "number-columns-repeated"), MOST_COLUMNS - len(line))
            for _ in range(times):
                line.append(_covering(cell, line, rows))
        times = min(number(row, "number-rows-repeated"), MOST_ROWS - len(rows))
        if not any(map(len, line)):
            line = []
            times = min(times, MOST_EMPTY)  # a sheet's empty end is repeated a million times
        header_rows += times if in_header else 0
        times = min(times, max(1, (MOST_CELLS - count) // max(1, len(line))))
        count += len(line) * times
        rows += [line] * times
        if count + MOST_COLUMNS > MOST_CELLS or len(rows) >= MOST_ROWS:
            break
    if hidden:
        seen = ([_NOTHING if n in hidden else cell for n, cell in enumerate(row)] for row in rows)
        return list(seen), header_rows
    return rows, header_rows


def _rows(node: etree._Element) -> list[tuple[etree._Element, bool]]:
    found: list[tuple[etree._Element, bool]] = []
    for child in node:
        if child.tag == f"{TABLE}table-row":
            found.append((child, node.tag == f"{TABLE}table-header-rows"))
        elif child.tag in _GROUPS:
            found += _rows(child)
    return found


def _covering(cell: etree._Element, line: list[Cell], rows: list[list[Cell]]) -> Cell:
    """The cell itself, or the merged one that covers its place: to the left, or above."""
    if cell.tag == f"{TABLE}table-cell":
        return cell
    if line and line.count(line[-1]) < number(line[-1], "number-columns-spanned"):
        return line[-1]
    return rows[-1][len(line)] if rows and len(line) < len(rows[-1]) else _NOTHING
