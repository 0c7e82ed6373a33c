"""The links in the cells of an XLSX file, which the spreadsheet library does not report.

Promises: address and cell of every link to the web, whether set on the cell or made by a formula.
Refuses to know: what the cells say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.extract.office import Package, R

MOST_LINKS = 5_000
"""Links of one sheet."""

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
BOOK = "xl/workbook.xml"
_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_FORMULA = re.compile(r'^\s*=?\s*HYPERLINK\(\s*"([^"]+)"', re.I)

Place = tuple[int, int]
"""Row (from 1, as people see it) and column (from 0)."""


def links_of(package: Package) -> dict[str, list[tuple[Place, str]]]:
    """The links of each sheet by the sheet's name."""
    return {name: list(_links(package, part)) for name, part in parts_of(package)}


def parts_of(package: Package) -> Iterator[tuple[str, str]]:
    """The name of each sheet and of the part that holds it."""
    main = package.main(BOOK)
    book = package.xml(main)
    if book is None:
        return
    parts = package.relations(main)
    for sheet in book.iter(f"{S}sheet"):
        if (key := sheet.get(f"{R}id", "")) in parts:
            yield sheet.get("name", ""), parts[key].target


def _links(package: Package, part: str) -> Iterator[tuple[Place, str]]:
    data = package.part(part) or b""
    if b"yperlink" not in data and b"HYPERLINK" not in data:
        return
    root = package.xml(part)
    if root is None:
        return
    relations = package.relations(part)
    found = [(item.get("ref", ""), item.get(f"{R}id", "")) for item in root.iter(f"{S}hyperlink")]
    for ref, key in found[:MOST_LINKS]:
        target = relations[key].target if key in relations and relations[key].external else "#"
        if (place := _place(ref)) and not target.startswith("#"):
            yield place, target
    for formula in root.iter(f"{S}f"):
        made = _FORMULA.match(formula.text or "")
        cell = formula.getparent()
        if made and cell is not None and (place := _place(cell.get("r", ""))):
            yield place, made.group(1)


def _place(ref: str) -> Place | None:
    """`C5` or `C5:D6` → row 5, column 2."""
    found = _CELL.match(ref)
    if found is None:
        return None
    return int(found.group(2)), column_of(found.group(1))


def column_of(letters: str) -> int:
    """`A` → 0, `AB` → 27."""
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1
