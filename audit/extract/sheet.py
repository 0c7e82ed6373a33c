"""Spreadsheets and CSV → rows with their sheet and number.

Promises: every visible sheet, without the rows and columns that are hidden; numbers and dates as
people write them; merged cells repeated; the header found; text boxes and the words of charts.
Refuses to know: formulas (their last value is read; without one the reading says that it is not
whole).
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping, Sequence
from dataclasses import replace

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from audit.extract import sheet_legacy
from audit.extract.locked import opened
from audit.extract.number_formats import Format
from audit.extract.office import Package
from audit.extract.office_pictures import wordless
from audit.extract.reading import (
    MOST_CELLS,
    Reading,
    Source,
    UnreadableError,
    is_number,
    row_text,
    shorten,
    squeeze,
    table_of,
)
from audit.extract.sheet_drawn import Drawn, placed
from audit.extract.sheet_hidden import NOTHING, Hidden
from audit.extract.sheet_links import Place
from audit.extract.sheet_looks import Links, looks_of
from audit.extract.sheet_macros import without_macros
from audit.extract.titles import first_title
from rules.document import Block, Kind, Legibility, Table

MOST_ROWS = 20_000
"""Rows read of one sheet."""

Rows = dict[int, list[str]]
"""The cells of each filled row by the number people see."""

MOST_MERGED = 5_000


def read(source: Source) -> Reading:
    """XLSX, XLS. UnreadableError: `password`, `broken`, `too_large`."""
    # Opening it refuses a zip that unpacks to far too much.
    package = Package(source.data) if source.data.startswith(b"PK") else None
    if package is None and sheet_legacy.is_locked(source.data):
        source = replace(source, data=opened(source.data))
    looks = looks_of(package) if package else sheet_legacy.looks_of(source.data)
    try:
        book = _opened(source.data, package)
        visible = [one for one in book.sheets_metadata if _is_shown(one)]
        sheets = [
            book.get_sheet_by_name(one.name)
            for one in visible
            if one.typ == SheetTypeEnum.WorkSheet
        ]
    except PasswordError as error:
        raise UnreadableError("password") from error
    except CalamineError as error:
        raise UnreadableError("broken") from error
    rows = {
        placed(sheet.name): _rows(
            sheet, looks.formats.get(sheet.name, {}), looks.hidden.get(sheet.name, NOTHING)
        )
        for sheet in sheets
    }
    partly = looks.partly & {sheet.name for sheet in sheets}
    cut = any(sheet.total_height > MOST_ROWS for sheet in sheets)
    reading = reading_of(
        rows,
        {placed(sheet.name): looks.seen_links(sheet.name) for sheet in sheets},
        {placed(one.name): looks.drawn.get(one.name, []) for one in visible},
        problem="too_large" if cut else "partly" if partly else None,
    )
    if reading.problem == "empty" and looks.pictured:
        reading = replace(reading, problem="scan")
        return wordless(reading.blocks, package, source) if package else reading
    return reading


def _opened(data: bytes, package: Package | None) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except CalamineError:
        if package is None:
            raise
        return CalamineWorkbook.from_filelike(io.BytesIO(without_macros(package)))


def _is_shown(sheet: SheetMetadata) -> bool:
    is_printed = sheet.typ in (SheetTypeEnum.WorkSheet, SheetTypeEnum.ChartSheet)
    return is_printed and sheet.visible == SheetVisibleEnum.Visible


def reading_of(
    sheets: dict[str, Rows], links: Links, drawn: Drawn | None = None, *, problem: str | None
) -> Reading:
    """The reading of these sheets; `problem` when something of them is left out."""
    blocks: list[Block] = []
    tables: list[Table] = []
    cells = 0
    for name, rows in sheets.items():
        cells += sum(map(len, rows.values()))
        if cells > MOST_CELLS * 2:
            problem = "too_large"
            break
        blocks += _blocks(name, rows, links.get(name, []))
        made = (table_of(part, name or "ทั้งไฟล์") for part in _parts(rows))
        tables += [table for table in made if table]
    blocks += [block for name in drawn or {} for block in (drawn or {})[name]]
    if not any(block.text for block in blocks if block.kind is not Kind.PICTURE):
        return Reading(blocks=tuple(blocks), legibility=Legibility.NONE, problem=problem or "empty")
    return Reading(
        title=first_title(block.text for block in blocks),
        blocks=tuple(blocks),
        tables=tuple(tables),
        problem=problem,
    )


def _parts(rows: Rows) -> list[list[list[str]]]:
    """The rows of each table of a sheet: one begins below an empty row, at a title or a header."""
    parts: list[list[list[str]]] = [[]]
    before = 0
    for number, row in rows.items():
        one, two = rows.get(number + 1, []), rows.get(number + 2, [])
        is_title = len({cell for cell in row if cell}) == 1
        begins = _is_header(one, two) if is_title else _is_header(row, one)
        if number > before + 1 and parts[-1] and begins:
            parts.append([])
        parts[-1].append(row)
        before = number
    return parts


def _is_header(row: Sequence[str], below: Sequence[str]) -> bool:
    """Words in at least two columns, and figures below some of them; not the middle of a table."""
    named = [column for column, cell in enumerate(row) if cell]
    if len({row[column] for column in named}) < 2 or any(is_number(row[n]) for n in named):
        return False
    return any(is_number(below[column]) for column in named if column < len(below))


def _blocks(name: str, rows: Rows, links: Sequence[tuple[Place, str]]) -> list[Block]:
    """Row blocks with their links; lines of one text above the header are headings."""
    blocks: list[Block] = []
    in_row: dict[int, list[tuple[int, str]]] = {}
    for (number, column), href in links:
        in_row.setdefault(number, []).append((column, href))
    above_header = True
    for number, cells in rows.items():
        text = row_text(cells)
        if not text:
            continue
        above_header = above_header and len({cell for cell in cells if cell}) == 1
        kind = Kind.HEADING if above_header and len(text) <= 200 else Kind.ROW
        where = f"{name} แถว {number}".strip()
        blocks.append(Block(kind=kind, text=text, where=where))
        for column, href in in_row.get(number, ()):
            words = cells[column] if column < len(cells) else ""
            near = "" if words == text else shorten(text)
            blocks.append(Block(kind=Kind.LINK, text=words, where=where, href=href, near=near))
    return blocks


def _rows(sheet: CalamineSheet, formats: Mapping[Place, Format], hidden: Hidden) -> Rows:
    """The rows by the number people see, merged cells filled in."""
    values = sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS)
    rows = [[shown(value) for value in row] for row in values]
    for (number, column), form in formats.items():
        if number <= len(values) and column < len(values[number - 1]):
            seen = form(values[number - 1][column])
            rows[number - 1][column] = rows[number - 1][column] if seen is None else squeeze(seen)
    for (top, left), (bottom, right) in (sheet.merged_cell_ranges or [])[:MOST_MERGED]:
        _fill(rows, range(top, bottom + 1), range(left, right + 1))
    shown_rows = (hidden.blanked(number, row) for number, row in enumerate(rows, start=1))
    return {number: row for number, row in enumerate(shown_rows, start=1) if any(row)}


def _fill(rows: list[list[str]], tall: range, wide: range) -> None:
    inside = [row for row in tall if row < len(rows)]
    if not inside or wide.start >= len(rows[inside[0]]):
        return
    value = rows[inside[0]][wide.start]
    for row in inside:
        for column in wide:
            if column < len(rows[row]):
                rows[row][column] = value


def shown(value: object) -> str:
    """A cell as people write it: 1234 not 1234.0, dates in ISO form."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    return squeeze(str(value))


def _number(value: float) -> str:
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.6f}".rstrip("0").rstrip(".") if 1e-4 <= abs(value) < 1e15 else f"{value:g}"
