"""Workbooks: sheets of plain cells, with headers that stay and columns one can filter.

Promises: no formula and no link is ever made from text; equal sheets make equal bytes; an outcome
is a word and a colour, never a colour alone. Refuses to know: what the columns mean.
"""

from __future__ import annotations

import datetime as dt
import io
import math
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from reports.safety import cell

_FONT = {"font_name": "TH Sarabun New", "font_size": 14, "valign": "top"}
# Dark letters on a light ground of the same hue; contrast at least 7:1 (WCAG 2.2, 1.4.6).
_GOOD, _BAD, _ASK = ("#0f4d2a", "#e3f3e8"), ("#7d1414", "#fbe6e4"), ("#5c3d00", "#fdf1d3")
_UNSEEN, _OFF = ("#2c3a52", "#e6ebf3"), ("#44474d", "#f0f0f0")
_COLOURS = {
    "passed": _GOOD, "ready": _GOOD, "failed": _BAD, "to_fix": _BAD, "cant_tell": _ASK,
    "to_confirm": _ASK, "untested": _UNSEEN, "incomplete": _UNSEEN, "inapplicable": _OFF,
}  # fmt: skip
_WIDTH = 14
_LINE, _TALLEST = 24, 409  # points: a line of the font, and Excel's tallest row
_FULL = 0.85  # how much of a line is filled before Thai words move to the next
_MOST_ROWS = _TALLEST // _LINE
_REST = "… ยาวเกินช่อง ดูทั้งหมดในรายงาน html"
_NAME_LIMIT = 31  # characters; Microsoft, "Excel specifications and limits"

Cell = str | int | float
Row = tuple[str, Sequence[Cell]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: `rows` pair the word that colours the `coloured` column with the cells.

    `printed`: how many columns go on paper, all by default.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    coloured: int | None = None
    printed: int | None = None


def workbook(
    sheets: Iterable[Sheet], widths: Mapping[str, int], *, title: str, as_of: str
) -> bytes:
    """The workbook's bytes; `widths` gives a column's width by its name."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False},
    )
    book.set_properties({"title": title[:255], "created": _created(as_of)})
    formats = _formats(book)
    taken: set[str] = set()
    for sheet in sheets:
        _write(book.add_worksheet(_name(sheet.name, taken)), sheet, formats, widths)
    book.close()
    return out.getvalue()


def _created(as_of: str) -> dt.datetime:
    """The audit's date, never the clock: equal reports make equal files."""
    try:
        return dt.datetime.fromisoformat(as_of).replace(tzinfo=None)
    except ValueError:
        return dt.datetime(2000, 1, 1)  # a spreadsheet's dates have no zone


def _name(wanted: str, taken: set[str]) -> str:
    """A sheet's name: letters Excel allows, not too long, no other sheet's."""
    plain = "".join(" " if letter in "[]:*?/\\'\n\t" else letter for letter in wanted)
    plain = " ".join(plain.split()) or "-"
    name, number = plain[:_NAME_LIMIT], 2
    while name.casefold() in taken or name.casefold() == "history":  # Excel keeps that one
        ending = f" {number}"
        name, number = plain[: _NAME_LIMIT - len(ending)] + ending, number + 1
    taken.add(name.casefold())
    return name


def _formats(book: Any) -> dict[str, Any]:
    made = {
        "": book.add_format({**_FONT, "text_wrap": True}),
        "header": book.add_format(
            {**_FONT, "bold": True, "bg_color": "#1f3a5f", "font_color": "#ffffff", "border": 1,
             "text_wrap": True, "valign": "vcenter"}
        ),
    }  # fmt: skip
    for word, (ink, ground) in _COLOURS.items():
        made[word] = book.add_format(
            {**_FONT, "bold": True, "font_color": ink, "bg_color": ground, "text_wrap": True}
        )
    return made


def _fitted(text: str, size: int) -> str:
    """What the tallest row can show, and where the rest is told: Excel cuts it off in silence."""
    if _rows(text, size) <= _MOST_ROWS:
        return text
    kept: list[str] = []
    room = _MOST_ROWS - _rows(_REST, size)
    for line in text.split("\n"):
        needed = _rows(line, size)
        if needed > room:
            kept.append(_first(line, room, size))
            break
        kept.append(line)
        room -= needed
    return "\n".join([*filter(None, kept), _REST])


def _first(line: str, rows: int, size: int) -> str:
    """The beginning of a line, cut before a blank or at least between letters."""
    end = int(rows * _FULL * size)
    while end < len(line) and _rows(line[: end + 1], size) <= rows:
        end += 1
    while 0 < end < len(line) and unicodedata.category(line[end]) == "Mn":
        end -= 1
    blank = line.rfind(" ", end - size, end)
    return line[: blank if blank > 0 else end].rstrip()


def _rows(text: str, size: int) -> int:
    """How many rows of letters a cell of this width needs."""
    lines = text.split("\n")
    return sum(math.ceil(max(1, _letters(line)) / (_FULL * size)) for line in lines)


def _height(cells: Sequence[Cell], sizes: Sequence[int]) -> float:
    """Points that a row needs: not every office suite works it out for wrapped text."""
    lines = (_rows(str(text), size) for text, size in zip(cells, sizes, strict=False))
    return float(min(_TALLEST, _LINE * max(lines, default=1)))


def _letters(text: str) -> int:
    """Letters side by side: vowels and tones above and below take no room."""
    return sum(unicodedata.category(letter) != "Mn" for letter in text)


def _write(page: Any, sheet: Sheet, formats: dict[str, Any], widths: Mapping[str, int]) -> None:
    for column, name in enumerate(sheet.columns):
        page.set_column(column, column, widths.get(name, _WIDTH))
        page.write_string(0, column, name, formats["header"])
    sizes = [widths.get(name, _WIDTH) for name in sheet.columns]
    page.set_row(0, _height(sheet.columns, sizes))
    for number, (word, whole) in enumerate(sheet.rows, start=1):
        cells = [
            _fitted(cell(value), size) if isinstance(value, str) else value
            for value, size in zip(whole, sizes, strict=False)
        ]
        page.set_row(number, _height(cells, sizes))
        for column, value in enumerate(cells):
            style = formats.get(word if column == sheet.coloured else "", formats[""])
            if isinstance(value, int | float):
                page.write_number(number, column, value, style)
            else:
                page.write_string(number, column, value, style)
    page.hide_gridlines(0)  # shown and printed
    page.freeze_panes(1, min(1, len(sheet.columns) - 1))
    page.autofilter(0, 0, max(1, len(sheet.rows)), len(sheet.columns) - 1)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    if sheet.printed:
        page.print_area(0, 0, max(1, len(sheet.rows)), sheet.printed - 1)
    page.set_footer("&L&A&Rหน้า &P จาก &N")
