"""ODS, the sheets of LibreOffice → rows with their sheet and number.

Promises: figures and dates as the file itself shows them, merged cells repeated, links. Refuses to
know: formulas, charts, hidden sheets.
"""

from __future__ import annotations

from audit.extract.odf_words import OFFICE, TABLE, TEXT, Cell, Words, cells_of, content_of
from audit.extract.office import Package
from audit.extract.reading import Reading, Source
from audit.extract.sheet import MOST_ROWS, Rows, reading_of
from audit.extract.sheet_legacy import Links

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"


def read(source: Source) -> Reading:
    """Every visible sheet. UnreadableError: `password`, `broken`, `too_large`."""
    root = content_of(Package(source.data))
    hidden = {
        style.get(f"{_STYLE}name")
        for style in root.iter(f"{_STYLE}style")
        for look in style.iterfind(f"{_STYLE}table-properties")
        if look.get(f"{TABLE}display") == "false"
    }
    sheets: dict[str, Rows] = {}
    links: Links = {}
    too_large = False
    for table in root.iterfind(f".//{OFFICE}spreadsheet/{TABLE}table"):
        if table.get(f"{TABLE}style-name") in hidden:
            continue
        name = f"แผ่นงาน {table.get(f'{TABLE}name', '')}"
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
        too_large = too_large or len(grid) >= MOST_ROWS
    return reading_of(sheets, links, too_large=too_large)


def _words(cell: Cell) -> tuple[str, list[str]]:
    """What a cell shows, and where its links lead."""
    lines = [Words(line) for line in cell.iterfind(f"{TEXT}p")]
    text = " ".join(filter(None, (line.text for line in lines)))
    return text, [href for line in lines for _, href in line.links]
