"""Which format each cell of an XLSX file has; the spreadsheet library drops them.

Promises: the cells with a format that changes what people see, by sheet; the sheets with formulas
that no program has counted yet. Refuses to know: values.
"""

from __future__ import annotations

import re

from audit.extract.number_formats import Format, understood
from audit.extract.office import Package
from audit.extract.sheet_links import BOOK, Place, S, column_of, parts_of

MOST_STYLED = 400_000
"""Cells of one sheet whose format is looked up."""

BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
             37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00",
             41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00",
             # What these numbers mean in the Thai edition (ECMA-376 part 1, 18.8.30).
             59: "t0", 60: "t0.00", 61: "t#,##0", 62: "t#,##0.00", 67: "t0%", 68: "t0.00%",
             71: "td/m/bbbb", 72: "td mmm bb", 73: "td mmm bb", 81: "d/m/bb"}  # fmt: skip


_UNCOUNTED = re.compile(
    rb"<(?:\w+:)?c(?:\s(?![^>]*t=\"str\")[^>]*)?>\s*"
    rb"<(?:\w+:)?f(?:\s[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
"""A cell with a formula and no value; one that was counted to an empty text says it is text."""


def uncounted(package: Package) -> set[str]:
    """The names of sheets where people see a figure that is not in the file."""
    return {
        name for name, part in parts_of(package) if _UNCOUNTED.search(package.part(part) or b"")
    }


def formats_of(package: Package) -> dict[str, dict[Place, Format]]:
    """The formats of each sheet's cells by the sheet's name."""
    styles = _styles(package)
    if not styles:
        return {}
    return {name: _formats(package, part, styles) for name, part in parts_of(package)}


def _styles(package: Package) -> dict[int, Format]:
    """The formats that change something, by the number of the style."""
    parts = package.relations(BOOK).values()
    part = next((one.target for one in parts if one.sort == "styles"), "xl/styles.xml")
    root = package.xml(part)
    if root is None:
        return {}
    codes = dict(BUILT_IN)
    for item in root.iterfind(f"{S}numFmts/{S}numFmt"):
        codes[_number(item.get("numFmtId"))] = item.get("formatCode", "")
    found: dict[int, Format] = {}
    for index, item in enumerate(root.iterfind(f"{S}cellXfs/{S}xf")):
        form = understood(codes.get(_number(item.get("numFmtId")), ""))
        if form is not None:
            found[index] = form
    return found


def _formats(package: Package, part: str, styles: dict[int, Format]) -> dict[Place, Format]:
    """Read off the bytes: parsing a large sheet once more would double its cost."""
    wanted = "|".join(map(str, styles)).encode()
    cell = re.compile(rb'<(?:\w+:)?c r="([A-Z]{1,3})(\d{1,7})" s="(' + wanted + rb')"')
    found: dict[Place, Format] = {}
    for match in cell.finditer(package.part(part) or b""):
        letters, row, style = match.groups()
        found[int(row), column_of(letters.decode())] = styles[int(style)]
        if len(found) >= MOST_STYLED:
            break
    return found


def _number(value: str | None) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 7 else 0
