"""Writes Word files, workbooks and CSV files.

Promises: the same bytes for the same words: no clock, no machine name. Refuses to know: which
documents the department has.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from itertools import groupby
from typing import Any

import docx
import xlsxwriter

from audit.demo.content import Grid, Paper, Part

MADE_ON = dt.datetime(2026, 5, 4, 9, 0)
ZIP_TIME = (2026, 5, 4, 9, 0, 0)
COLUMN_WIDTH = 24


def word(paper: Paper) -> bytes:
    """A document as DOCX."""
    document = docx.Document()
    document.core_properties.title = paper.title
    document.core_properties.author = paper.office
    document.core_properties.created = document.core_properties.modified = MADE_ON
    document.add_heading(paper.title, level=0)
    document.add_paragraph(paper.office)
    if paper.as_of:
        document.add_paragraph(paper.as_of)
    for part in paper.body:
        _add(document, part)
    out = io.BytesIO()
    document.save(out)
    return _fixed(out.getvalue())


def workbook(paper: Paper) -> bytes:
    """A document as XLSX, one sheet for every `sheet` part (or a single one)."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_numbers": False}) as book:
        book.set_properties({"title": paper.title, "author": paper.office, "created": MADE_ON})
        bold = book.add_format({"bold": True, "font_name": "Laksaman", "font_size": 14})
        head = book.add_format(
            {"bold": True, "text_wrap": True, "border": 1, "bg_color": "#E4ECF5", "valign": "top"}
        )
        cell = book.add_format({"text_wrap": True, "border": 1, "valign": "top"})
        for name, parts in _sheets(paper):
            sheet = book.add_worksheet(name)
            sheet.set_column(0, 12, COLUMN_WIDTH)
            for row, (style, values) in enumerate(_lines(paper, parts)):
                made = {"head": head, "cell": cell, "plain": bold if row < 2 else None}[style]
                for column, value in enumerate(values):
                    sheet.write_string(row, column, value, made)
    return out.getvalue()


def comma(paper: Paper) -> bytes:
    """The tables of a document as CSV in UTF-8 with a byte order mark, as spreadsheets want it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for part in paper.body:
        if part.table:
            writer.writerow(part.table.head)
            writer.writerows(part.table.rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def _add(document: Any, part: Part) -> None:
    if part.h:
        document.add_heading(part.h, level=1)
    for text in (part.p, part.caption, *(part.sign or ())):
        if text:
            document.add_paragraph(text)
    for item in part.list or ():
        document.add_paragraph(item, style="List Bullet")
    for item in part.steps or ():
        document.add_paragraph(item, style="List Number")
    if part.table:
        _add_table(document, part.table)
    if part.new_page:
        document.add_page_break()


def _add_table(document: Any, grid: Grid) -> None:
    table = document.add_table(rows=0, cols=len(grid.head), style="Table Grid")
    for values in (grid.head, *grid.rows):
        for cell, value in zip(table.add_row().cells, values, strict=True):
            cell.text = value


def _sheets(paper: Paper) -> list[tuple[str, list[Part]]]:
    """Parts by the sheet they stand on."""
    name, placed = "ข้อมูล", []
    for part in paper.body:
        if part.sheet:
            name = part.sheet
        else:
            placed.append((name, part))
    return [(key, [part for _, part in group]) for key, group in groupby(placed, lambda p: p[0])]


def _lines(paper: Paper, parts: list[Part]) -> list[tuple[str, tuple[str, ...]]]:
    """A sheet's lines, each with its style."""
    lines: list[tuple[str, tuple[str, ...]]] = [
        ("plain", (paper.title,)),
        ("plain", (paper.office,)),
    ]
    if paper.as_of:
        lines.append(("plain", (paper.as_of,)))
    for part in parts:
        texts = (part.h, part.p, part.caption, *(part.list or ()), *(part.steps or ()))
        lines += [("plain", (text,)) for text in texts if text]
        if part.table:
            lines.append(("head", part.table.head))
            lines += [("cell", row) for row in part.table.rows]
    return lines


def _fixed(data: bytes) -> bytes:
    """The same archive with fixed times: python-docx stamps members with the clock."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            member = zipfile.ZipInfo(info.filename, ZIP_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(info.filename))
    return out.getvalue()
