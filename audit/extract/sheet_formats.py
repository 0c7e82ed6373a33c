"""Which format each cell of an XLSX file has; the spreadsheet library drops them.

Promises: the cells with a format that changes what people see (white words on white paper are not
seen), by sheet; the sheets with formulas that no program has counted yet. Refuses to know: values.
"""

from __future__ import annotations

import re

from lxml import etree

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


_COLOURED = re.compile(rb"<(?:\w+:)?(?:conditionalFormatting|tablePart|picture)\b")
"""What may put a colour under white words."""


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
    parts = package.relations(package.main(BOOK)).values()
    part = next((one.target for one in parts if one.sort == "styles"), "xl/styles.xml")
    root = package.xml(part)
    if root is None:
        return {}
    codes = dict(BUILT_IN)
    for item in root.iterfind(f"{S}numFmts/{S}numFmt"):
        codes[_number(item.get("numFmtId"))] = item.get("formatCode", "")
    white, plain = _white_fonts(root), _plain_fills(root)
    found: dict[int, Format] = {}
    for index, item in enumerate(root.iterfind(f"{S}cellXfs/{S}xf")):
        form = understood(codes.get(_number(item.get("numFmtId")), ""))
        if _number(item.get("fontId")) in white and _number(item.get("fillId")) in plain:
            form = _unseen
        if form is not None:
            found[index] = form
    return found


def _unseen(_: object) -> str:
    """White words on white paper."""
    return ""


def _white_fonts(root: etree._Element) -> set[int]:
    return {
        number
        for number, font in enumerate(root.iterfind(f"{S}fonts/{S}font"))
        if any(_is_white(color) for color in font.iterfind(f"{S}color"))
    }


def _plain_fills(root: etree._Element) -> set[int]:
    """The fills that leave the paper white."""
    return {
        number
        for number, fill in enumerate(root.iterfind(f"{S}fills/{S}fill"))
        if (pattern := fill.find(f"{S}patternFill")) is not None
        and (
            pattern.get("patternType", "none") == "none"
            or any(_is_white(color) for color in pattern.iterfind(f"{S}fgColor"))
        )
    }


def _is_white(color: etree._Element) -> bool:
    """By its value, or as the first colour of the theme, without a tint that darkens it."""
    if color.get("rgb", "").upper().endswith("FFFFFF"):
        return True
    return color.get("theme") == "0" and color.get("tint") is None


def _formats(package: Package, part: str, styles: dict[int, Format]) -> dict[Place, Format]:
    """Read off the bytes: parsing a large sheet once more would double its cost."""
    data = package.part(part) or b""
    if _COLOURED.search(data):
        styles = {style: form for style, form in styles.items() if form is not _unseen}
    if not styles:
        return {}
    wanted = "|".join(map(str, styles)).encode()
    cell = re.compile(rb'<(?:\w+:)?c r="([A-Z]{1,3})(\d{1,7})" s="(' + wanted + rb')"')
    found: dict[Place, Format] = {}
    for match in cell.finditer(data):
        letters, row, style = match.groups()
        found[int(row), column_of(letters.decode())] = styles[int(style)]
        if len(found) >= MOST_STYLED:
            break
    return found


def _number(value: str | None) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 7 else 0
