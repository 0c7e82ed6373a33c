"""Words the OCR program saw → lines one can believe, with spaces, cells and sizes.

Promises: rows of marks that the program takes for lines of their own are dropped, and so is what it
was not sure of; ruled lines and wide gaps part the cells of a row. Refuses to know: pictures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median
from typing import Protocol

from audit.extract.ocr_engine import Word
from audit.extract.pdf_text import join
from audit.extract.reading import squeeze

BELIEVED = 60.0
"""Lines of a lower mean confidence are mostly inventions: dropping them halves the errors."""

PHANTOM = 0.62
"""Height of a row of vowels and tone marks against the letters under it; Thai letters of one line
are all of one height."""

SPACE, CELL = 0.6, 2.4
"""Gaps between words and between cells, in heights of a letter."""

SAME_SIZE = 0.2
"""Lines whose letters differ by less are set in one size: scans waver."""

_TONE = "\u0e48-\u0e4b"
_SARA_AM = re.compile(f"\u0e4d([{_TONE}]?)\u0e32|([{_TONE}])\u0e4d\u0e32")
_LETTER = re.compile(r"[^\W_]")
_LATIN = re.compile(r"[!-~]+")
_EDGE = re.compile(r"^[|\[\]!_\s]+|[|\[\]_\s]+$")


class Rules(Protocol):
    """The ruled lines of a picture, as `audit.extract.ocr_picture` knows them."""

    def column(self, left: int, height: int) -> int:
        """How many upright lines stand left of a place."""

    def is_parted(self, left: int, top: int, bottom: int) -> bool:
        """Whether a level line runs between two places above each other."""

    def is_table(self, height: int) -> bool:
        """Whether there are upright lines at this height."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OcrLine:
    """One line: its cells (mostly one), its place in pixels, the height of its letters.

    `columns` are the columns of a ruled table that the cells stand in, `lefts` where they begin.
    """

    cells: tuple[str, ...]
    columns: tuple[int, ...]
    lefts: tuple[int, ...]
    top: int
    bottom: int
    height: float
    confidence: float

    @property
    def middle(self) -> int:
        """Half-way down; of the last line when several stand in one row."""
        return self.bottom - round(self.height / 2)

    @property
    def letters(self) -> int:
        """Letters and digits."""
        return sum(len(_LETTER.findall(cell)) for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    text: str
    column: int
    left: int


def lines_of(words: Sequence[Word], rules: Rules) -> list[OcrLine]:
    """The lines worth believing, in the program's reading order; few sizes; one for a table row."""
    groups = [list(group) for _, group in groupby(words, key=lambda word: word.line)]
    lines = [line for group in groups if (line := _line(group, rules))]
    if not lines:
        return []
    usual = median(height for line in lines for height in [line.height] * line.letters)
    kept = [
        replace(line, height=_settled(line.height, usual))
        for line in lines
        if not _is_phantom(line, lines, usual)
    ]
    return _rows(kept, rules)


def _rows(lines: Iterable[OcrLine], rules: Rules) -> list[OcrLine]:
    """The lines, those of one row of a ruled table together: cells run over several lines."""
    rows: list[OcrLine] = []
    for line in lines:
        if rows and _is_same_row(rows[-1], line, rules):
            rows[-1] = _together(rows[-1], line)
        else:
            rows.append(line)
    return rows


def _is_same_row(above: OcrLine, below: OcrLine, rules: Rules) -> bool:
    """Whether both stand in a ruled table and no line runs between them."""
    top, bottom = above.middle, below.middle
    if bottom <= top or not (rules.is_table(top) and rules.is_table(bottom)):
        return False
    return not any(rules.is_parted(left, top, bottom) for left in below.lefts)


def _together(above: OcrLine, below: OcrLine) -> OcrLine:
    cells = dict(zip(above.columns, above.cells, strict=True))
    lefts = dict(zip(above.columns, above.lefts, strict=True))
    for column, text, left in zip(below.columns, below.cells, below.lefts, strict=True):
        cells[column] = join([cells[column], text]) if column in cells else text
        lefts.setdefault(column, left)
    order = sorted(cells)
    return replace(
        above,
        cells=tuple(cells[column] for column in order),
        columns=tuple(order),
        lefts=tuple(lefts[column] for column in order),
        bottom=below.bottom,
    )


def trust(lines: Iterable[OcrLine]) -> float:
    """How much was read: letters, each counted by the confidence of its line (0 to 1)."""
    return sum(line.letters * line.confidence / 100 for line in lines)


def confidence(words: Sequence[Word]) -> float:
    """The mean confidence of all that was seen, believed or not; 0 when nothing was."""
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0


def composed(text: str) -> str:
    """Sara am as one letter: the program writes it as two."""
    return _SARA_AM.sub("\\1\\2\u0e33", text)


def _line(words: Sequence[Word], rules: Rules) -> OcrLine | None:
    sure = confidence(words)
    if sure < BELIEVED:
        return None
    # Many boxes hold a letter and its marks; the lower quarter are letters alone.
    height = sorted(word.height for word in words)[len(words) // 4]
    cells = [cell for cell in _cells(words, height, rules) if _LETTER.search(cell.text)]
    if not cells:
        return None
    return OcrLine(
        cells=tuple(cell.text for cell in cells),
        columns=tuple(cell.column for cell in cells),
        lefts=tuple(cell.left for cell in cells),
        top=min(word.top for word in words),
        bottom=max(word.top + word.height for word in words),
        height=height,
        confidence=sure,
    )


def _cells(words: Sequence[Word], height: float, rules: Rules) -> list[_Cell]:
    """The texts between wide gaps and between ruled lines; each in a column of its own."""
    groups = [[words[0]]]
    text = words[0].text
    texts = [text]
    for before, word in pairwise(words):
        gap = word.left - before.left - before.width
        if gap > CELL * height or (gap > 0 and _column(word, rules) > _column(before, rules)):
            groups.append([word])
            texts.append(word.text)
            continue
        groups[-1].append(word)
        spaced = gap > SPACE * height or _are_latin(before.text, word.text)
        texts[-1] += f" {word.text}" if spaced else word.text
    return _in_columns(groups, texts, rules)


def _in_columns(
    groups: Sequence[Sequence[Word]], texts: Sequence[str], rules: Rules
) -> list[_Cell]:
    """Cells that a wide gap parts within one column of the table are one cell."""
    cells: list[_Cell] = []
    for words, text in zip(groups, texts, strict=True):
        column = _column(words[0], rules)
        plain = composed(squeeze(_EDGE.sub("", text)))
        if cells and column and cells[-1].column == column:
            cells[-1] = replace(cells[-1], text=f"{cells[-1].text} {plain}")
        else:
            # Without ruled lines every cell is the next column.
            number = column or len(cells)
            cells.append(_Cell(text=plain, column=number, left=words[0].left))
    return cells


def _column(word: Word, rules: Rules) -> int:
    return rules.column(word.left + word.width // 2, word.top + word.height // 2)


def _are_latin(left: str, right: str) -> bool:
    """The program parts Latin text by words, Thai by letters."""
    return bool(_LATIN.fullmatch(left) and _LATIN.fullmatch(right))


def _is_phantom(line: OcrLine, lines: Sequence[OcrLine], usual: float) -> bool:
    """Whether a line is nothing but the marks above or below the letters of another one."""
    if line.height >= usual * PHANTOM:
        return False
    return any(
        other is not line
        and other.height > line.height / PHANTOM
        and other.letters > line.letters / 2
        and min(line.bottom, other.bottom) > max(line.top, other.top)
        for other in lines
    )


def _settled(height: float, usual: float) -> float:
    """The usual height for what is near it; else a multiple of a quarter of it."""
    if abs(height - usual) <= usual * SAME_SIZE:
        return usual
    return round(height / usual * 4) / 4 * usual
