"""Tables without ruling lines on a PDF page, told by columns that line up.

Promises: cells only where at least three lines have words in at least three columns with clear
space between them; what does not line up stays text. Refuses to know: letters, what cells say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from statistics import median

import pypdfium2 as pdfium

from audit.extract.pdf_letters import Piece, is_wide, letters_of, lines_of, text_of
from audit.extract.pdf_rules import Box

FEWEST = 3
"""Columns that a table has at least, and lines that fill so many of them."""

FAR = 3.0
"""Heights of a line between two lines of one table at the most."""

ROOM = 0.72
"""Part of a line's height above its foot; the rest is below."""

SOME_GAPS = FEWEST * (FEWEST - 1)
"""Gaps between columns in the smallest table."""

MOST_LINES = 400

FULL = 0.4
"""Part of a table's lines that fill three columns: less is a list with long explanations."""

_GAP = re.compile(r"(?<=\S) +(?=\S)")
_FIGURE = re.compile(r"(?:^|\s)(?:[\d๐-๙][\d๐-๙,./:%]*|-)(?=\s|$)")

Line = list[Piece]
Span = tuple[float, float]


def unruled(
    textpage: pdfium.PdfTextPage, ruled: Sequence[Sequence[Box]]
) -> Iterator[tuple[Box, ...]]:
    """The cells of each table that only its columns show.

    None on a page with `ruled` tables: whoever rules one table of a page rules them all.
    """
    if all(len(cells) <= FEWEST for cells in ruled) and _may_hold_tables(textpage):
        yield from tables_in(lines_of(letters_of(textpage)))


def _may_hold_tables(textpage: pdfium.PdfTextPage) -> bool:
    """Whether it is worth looking at every letter: there are some figures and some wide gaps."""
    text = text_of(textpage)
    if len(list(islice(_FIGURE.finditer(text), FEWEST))) < FEWEST:
        return False
    wide = (gap for gap in _GAP.finditer(text) if is_wide(textpage, gap.start() - 1, gap.end()))
    return len(list(islice(wide, SOME_GAPS))) == SOME_GAPS


def tables_in(lines: Sequence[Line]) -> Iterator[tuple[Box, ...]]:
    """The cells of each table from the top."""
    for group in _groups(lines[:MOST_LINES]):
        yield from _table(group)


def _groups(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines that follow one another closely."""
    group: list[Line] = []
    for line in lines:
        if group and group[-1][0].y - line[0].y > FAR * max(line[0].height, group[-1][0].height):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _table(lines: list[Line]) -> Iterator[tuple[Box, ...]]:
    """The table among these lines, then what else there is above and below it."""
    columns = _columns(lines)
    if not columns:
        return
    fits = [_fits(line, columns) for line in lines]
    full = [n for n, line in enumerate(lines) if fits[n] and len(_filled(line, columns)) >= FEWEST]
    runs = [run for run in _runs(full, fits) if _is_full(run, full)]
    if not runs:
        return
    run = max(runs, key=len)
    first = run.start
    while first > 0 and run.start - first < 2 and len(lines[first - 1]) >= FEWEST:
        first -= 1  # a header may reach over several columns
    inside = lines[first : run.stop]
    yield from _table(lines[:first])
    yield tuple(_cells(_rows(inside, columns), columns))
    yield from _table(lines[run.stop :])


def _is_full(run: range, full: Sequence[int]) -> bool:
    return sum(number in run for number in full) >= max(FEWEST, FULL * len(run))


def _columns(lines: Sequence[Line]) -> list[Span]:
    """The room of each column, by the lines of most pieces on which at least three agree."""
    counts = sorted({len(line) for line in lines if len(line) >= FEWEST}, reverse=True)
    for count in counts:
        agreeing = [line for line in lines if len(line) >= count]
        columns = _merged(piece for line in agreeing for piece in line)
        if len(agreeing) >= FEWEST and len(columns) >= max(FEWEST, count):
            return columns
    return []


def _merged(pieces: Iterator[Piece]) -> list[Span]:
    spans: list[Span] = []
    for piece in sorted(pieces, key=lambda one: one.left):
        if spans and piece.left < spans[-1][1] + 2:
            spans[-1] = (spans[-1][0], max(spans[-1][1], piece.right))
        else:
            spans.append((piece.left, piece.right))
    return spans


def _over(piece: Piece, columns: Sequence[Span]) -> list[int]:
    """The columns that a piece reaches into."""
    return [
        n for n, (left, right) in enumerate(columns) if piece.left < right and piece.right > left
    ]


def _filled(line: Line, columns: Sequence[Span]) -> set[int]:
    return {n for piece in line for n in _over(piece, columns)}


def _fits(line: Line, columns: Sequence[Span]) -> bool:
    """Whether every piece keeps to one column, or stands in the space beside one."""
    return all(len(_over(piece, columns)) <= 1 for piece in line)


def _runs(full: Sequence[int], fits: Sequence[bool]) -> Iterator[range]:
    """From a full line to a full line, with nothing between that does not fit."""
    start: int | None = None
    last = 0
    for number, fit in enumerate(fits):
        if not fit and start is not None:
            yield range(start, last + 1)
            start = None
        if number in full:
            start = number if start is None else start
            last = number
    if start is not None:
        # Lines that only finish the cells of the last row.
        while last + 1 < len(fits) and fits[last + 1]:
            last += 1
        yield range(start, last + 1)


def _rows(lines: Sequence[Line], columns: Sequence[Span]) -> list[list[Line]]:
    """Lines by row: what stands closer than rows do, or begins no first cell, goes on above."""
    gaps = [above[0].y - below[0].y for above, below in pairwise(lines)]
    starts = [n for n, line in enumerate(lines) if 0 in _filled(line, columns)]
    steps = [lines[one][0].y - lines[other][0].y for one, other in pairwise(starts)]
    step = median(steps) if steps else 0
    rows: list[list[Line]] = [[lines[0]]]
    for gap, line in zip(gaps, lines[1:], strict=True):
        begins = 0 in _filled(line, columns)
        wraps = gap < step * 0.8 or (not begins and len(line) < len(columns) / 2)
        if wraps and not (begins and len(line) >= FEWEST) and len(rows) > 1:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _cells(rows: Sequence[Sequence[Line]], columns: Sequence[Span]) -> Iterator[Box]:
    """A box for every cell; one that reaches over several columns covers them all."""
    edges = [
        columns[0][0] - 2,
        *((a[1] + b[0]) / 2 for a, b in pairwise(columns)),
        columns[-1][1] + 2,
    ]
    tops = [row[0][0].y + ROOM * row[0][0].height for row in rows]
    last = rows[-1][-1][0]
    bottoms = [*tops[1:], last.y - (1 - ROOM) * last.height]
    for row, top, bottom in zip(rows, tops, bottoms, strict=True):
        wide = [over for line in row for piece in line if len(over := _over(piece, columns)) > 1]
        column = 0
        while column < len(columns):
            end = max((over[-1] for over in wide if over[0] == column), default=column)
            yield edges[column], bottom, edges[end + 1], top
            column = end + 1
