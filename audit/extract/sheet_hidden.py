"""Which rows and columns of a sheet its maker has hidden from everyone who opens the file.

Promises: those of an XLSX file by sheet, hidden by hand, by a filter, in a folded group, or made
as narrow as nothing. Refuses to know: what stands in them, hidden sheets, colours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from audit.extract.office import Package
from audit.extract.sheet_links import parts_of

MOST = 200_000
"""Rows of one sheet looked at."""

_ROW = re.compile(rb"<(?:\w+:)?row\s([^>]*)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\s([^>]*)>")
_SET = re.compile(rb'\b(r|min|max|hidden|ht|width|outlineLevel)="(\d{1,7}|true)"')
_TRUE = (b"1", b"true")
_FILTERED = re.compile(rb"<(?:\w+:)?filterColumn\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """Rows from 1, as people see them, and columns from 0; `folded` when the sheet offers a button
    that shows them again (of a filter or a group)."""

    rows: frozenset[int] = frozenset()
    columns: tuple[range, ...] = ()
    folded: bool = False

    def hides(self, number: int, column: int) -> bool:
        """Whether a cell is not shown."""
        return number in self.rows or any(column in some for some in self.columns)

    def blanked(self, number: int, cells: list[str]) -> list[str]:
        """The cells of a row as people see them; a hidden one is empty."""
        if number in self.rows:
            return []
        if not self.columns:
            return cells
        return ["" if self.hides(number, column) else cell for column, cell in enumerate(cells)]


NOTHING = Hidden()


def hidden_of(package: Package) -> dict[str, Hidden]:
    """What is hidden in each sheet by the sheet's name."""
    return {name: _hidden(package.part(part) or b"") for name, part in parts_of(package)}


def _hidden(data: bytes) -> Hidden:
    """Read off the bytes: parsing a large sheet once more would double its cost."""
    if b"hidden=" not in data and b'ht="0"' not in data and b'width="0"' not in data:
        return NOTHING
    rows: set[int] = set()
    folded = _FILTERED.search(data) is not None
    number = 0
    for stated in _stated(_ROW.finditer(data)):
        number = int(stated.get(b"r", b"%d" % (number + 1)))
        if stated.get(b"hidden") in _TRUE or stated.get(b"ht") == b"0":
            rows.add(number)
            folded = folded or b"outlineLevel" in stated
        if number >= MOST:
            break
    columns = tuple(
        range(int(stated.get(b"min", b"1")) - 1, int(stated.get(b"max", b"0")))
        for stated in _stated(_COLUMN.finditer(data[: data.find(b"sheetData")]))
        if stated.get(b"hidden") in _TRUE or stated.get(b"width") == b"0"
    )
    return Hidden(rows=frozenset(rows), columns=columns, folded=folded and bool(rows))


def _stated(found: Iterable[re.Match[bytes]]) -> Iterator[dict[bytes, bytes]]:
    return (dict(_SET.findall(one[1])) for one in found)
