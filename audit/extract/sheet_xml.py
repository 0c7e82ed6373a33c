"""XML Spreadsheet 2003, which programs of agencies write and call XLS → rows.

Promises: every visible sheet as Excel shows it: hidden rows and columns left out, merged cells
repeated, dates and figures by their format, links. Refuses to know: formulas, charts.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from audit.extract.number_formats import Format, understood
from audit.extract.office import PARSER
from audit.extract.reading import MOST_CELLS, Reading, Source, UnreadableError, squeeze
from audit.extract.sheet import MOST_ROWS, Rows, reading_of, shown
from audit.extract.sheet_drawn import placed
from audit.extract.sheet_looks import Links

MOST_COLUMNS = 500
_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_X = "{urn:schemas-microsoft-com:office:excel}"


def read(source: Source) -> Reading:
    """The sheets. UnreadableError: `broken`."""
    root = etree.fromstring(source.data.lstrip(), PARSER)
    if root is None:
        raise UnreadableError("broken")
    formats = {
        style.get(f"{_SS}ID"): understood(look.get(f"{_SS}Format", ""))
        for style in root.iter(f"{_SS}Style")
        for look in style.iterfind(f"{_SS}NumberFormat")
    }
    sheets: dict[str, Rows] = {}
    links: Links = {}
    cut = False
    for sheet in root.iter(f"{_SS}Worksheet"):
        table = sheet.find(f"{_SS}Table")
        if table is None or sheet.findtext(f".//{_X}Visible"):
            continue
        name = placed(sheet.get(f"{_SS}Name", ""))
        grid = _Grid(table, formats)
        sheets[name], links[name] = grid.read()
        cut = cut or grid.cut or len(sheets[name]) >= MOST_ROWS
    return reading_of(sheets, links, problem="too_large" if cut else None)


class _Grid:
    """The cells of a sheet while they are being read."""

    def __init__(self, table: etree._Element, formats: dict[str | None, Format | None]) -> None:
        self.table = table
        self.formats = formats
        self.cells: dict[tuple[int, int], str] = {}
        self.links: list[tuple[tuple[int, int], str]] = []
        self.cut = False
        self.hidden = {
            column
            for start, item in _numbered(table.iterfind(f"{_SS}Column"), "Span")
            if item.get(f"{_SS}Hidden") == "1"
            for column in range(start, start + 1 + _count(item, "Span"))
        }

    def read(self) -> tuple[Rows, list[tuple[tuple[int, int], str]]]:
        """The rows by number, and the links."""
        unseen: set[int] = set()
        rows = islice(self.table.iterfind(f"{_SS}Row"), MOST_ROWS)
        for number, row in _numbered(rows, "Span"):
            if row.get(f"{_SS}Hidden") == "1":
                unseen.add(number)
            for column, cell in _numbered(row.iterfind(f"{_SS}Cell"), "MergeAcross"):
                self.take(number, column, cell)
        grid: Rows = {}
        for (number, column), text in sorted(self.cells.items()):
            if number not in unseen and column not in self.hidden:
                line = grid.setdefault(number, [])
                line += [""] * (column - len(line))
                line[column - 1] = text
        links = [
            ((number, column), href)
            for (number, column), href in self.links
            if number not in unseen and column + 1 not in self.hidden
        ]
        return grid, links

    def take(self, number: int, column: int, cell: etree._Element) -> None:
        text = self.text(cell)
        if href := cell.get(f"{_SS}HRef"):
            self.links.append(((number, column - 1), href))
        wide = min(1 + _count(cell, "MergeAcross"), MOST_COLUMNS + 1 - column)
        room = (MOST_CELLS - len(self.cells)) // max(1, wide)
        tall = min(1 + _count(cell, "MergeDown"), MOST_ROWS, room)
        self.cut = self.cut or bool(text and (wide < 1 or room < 1))
        for down in range(tall if text else 0):
            for right in range(wide):
                self.cells[number + down, column + right] = text

    def text(self, cell: etree._Element) -> str:
        data = cell.find(f"{_SS}Data")
        if data is None:
            return ""
        written = squeeze("".join(map(str, data.itertext())))
        value = _value(written, data.get(f"{_SS}Type", ""))
        form = self.formats.get(cell.get(f"{_SS}StyleID"))
        seen = form(value) if form else None
        return shown(value) if seen is None else squeeze(seen)


def _value(written: str, sort: str) -> object:
    try:
        if sort == "Number":
            return float(written)
        if sort == "DateTime":
            return datetime.datetime.fromisoformat(written)
    except ValueError:
        return written
    return written


def _numbered(items: Iterator[etree._Element], reach: str) -> Iterator[tuple[int, etree._Element]]:
    """Each thing with its number from 1: stated, or the next one."""
    after = 1
    for item in items:
        number = _count(item, "Index") or after
        yield number, item
        after = number + 1 + _count(item, reach)


def _count(item: etree._Element, name: str) -> int:
    value = item.get(f"{_SS}{name}", "0")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else 0
