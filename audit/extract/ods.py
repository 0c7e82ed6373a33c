"""ODS, the sheets of LibreOffice → rows with their sheet and number.

Promises: figures and dates as the file itself shows them, merged cells repeated, links, the words
of text boxes; not what is hidden. Refuses to know: formulas, charts.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from audit.extract.odf_hidden import DRAW, TABLE, TEXT, is_filtered
from audit.extract.odf_words import (
    MOST_CELLS,
    MOST_COLUMNS,
    OFFICE,
    Cell,
    Words,
    cells_of,
    content_of,
)
from audit.extract.office import Package
from audit.extract.office_pictures import wordless
from audit.extract.reading import Reading, Source
from audit.extract.sheet import MOST_ROWS, Rows, reading_of
from audit.extract.sheet_drawn import Drawn, placed
from audit.extract.sheet_looks import Links
from rules.document import Block, Kind


def read(source: Source) -> Reading:
    """Every visible sheet. UnreadableError: `password`, `broken`, `too_large`."""
    package = Package(source.data)
    root = content_of(package)
    sheets: dict[str, Rows] = {}
    links: Links = {}
    drawn: Drawn = {}
    problem = None
    for table in root.iterfind(f".//{OFFICE}spreadsheet/{TABLE}table"):
        name = placed(table.get(f"{TABLE}name", ""))
        grid, _ = cells_of(table)
        words = {cell: _words(cell) for row in grid for cell in row}
        sheets[name] = {
            number: [words[cell][0] for cell in row]
            for number, row in enumerate(grid, start=1)
            if any(words[cell][0] for cell in row)
        }
        links[name] = [
            ((number, column), href)
            for number, row in enumerate(grid, start=1)
            for column, cell in enumerate(row)
            for href in words[cell][1]
        ]
        drawn[name] = list(_drawn(table, name))
        if len(grid) >= MOST_ROWS or sum(map(len, grid)) + MOST_COLUMNS > MOST_CELLS:
            problem = "too_large"
        elif is_filtered(table):
            problem = problem or "partly"
    reading = reading_of(sheets, links, drawn, problem=problem)
    return wordless(reading.blocks, package, source) if reading.problem == "empty" else reading


def _words(cell: Cell) -> tuple[str, list[str]]:
    """What a cell and the tables in it show, and where its links lead."""
    inside = (*cell.iterfind(f"{TEXT}p"), *cell.iterfind(f"{TABLE}table//{TEXT}p"))
    lines = [Words(line) for line in inside]
    text = " ".join(filter(None, (line.text for line in lines)))
    return text, [href for line in lines for _, href in line.links]


def _drawn(table: etree._Element, where: str) -> Iterator[Block]:
    """What lies on the sheet beside its cells."""
    lines = (line for shape in table.iter(f"{DRAW}*") for line in shape.iterfind(f".//{TEXT}p"))
    for line in dict.fromkeys(lines):
        if text := Words(line).text:
            yield Block(kind=Kind.TEXT, text=text, where=where)
    for _ in table.iter(f"{DRAW}image"):
        yield Block(kind=Kind.PICTURE, text="", where=where)
