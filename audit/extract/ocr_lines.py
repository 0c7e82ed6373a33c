"""Words the OCR program saw → lines one can believe, with spaces, cells and sizes.

Promises: rows of marks that the program takes for lines of their own are dropped, and so is what it
was not sure of; ruled lines and wide gaps part the cells of a row. Refuses to know: pictures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from audit.extract.ocr_engine import Word
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

IsRuled = Callable[[int, int, int], bool]
"""Whether a ruled line stands between two places of a row: left, right, height on the picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OcrLine:
    """One line: its cells (mostly one), its place in pixels, the height of its letters."""

    cells: tuple[str, ...]
    top: int
    bottom: int
    height: float
    confidence: float

    @property
    def letters(self) -> int:
        """Letters and digits."""
        return sum(len(_LETTER.findall(cell)) for cell in self.cells)


def lines_of(words: Sequence[Word], is_ruled: IsRuled = lambda *_: False) -> list[OcrLine]:
    """The lines worth believing, in the program's reading order; few sizes."""
    groups = [list(group) for _, group in groupby(words, key=lambda word: word.line)]
    lines = [line for group in groups if (line := _line(group, is_ruled))]
    if not lines:
        return []
    usual = median(height for line in lines for height in [line.height] * line.letters)
    return [
        replace(line, height=_settled(line.height, usual))
        for line in lines
        if not _is_phantom(line, lines, usual)
    ]


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


def _line(words: Sequence[Word], is_ruled: IsRuled) -> OcrLine | None:
    sure = confidence(words)
    if sure < BELIEVED:
        return None
    # Many boxes hold a letter and its marks; the lower quarter are letters alone.
    height = sorted(word.height for word in words)[len(words) // 4]
    cells = tuple(cell for cell in _cells(words, height, is_ruled) if _LETTER.search(cell))
    if not cells:
        return None
    return OcrLine(
        cells=cells,
        top=min(word.top for word in words),
        bottom=max(word.top + word.height for word in words),
        height=height,
        confidence=sure,
    )


def _cells(words: Sequence[Word], height: float, is_ruled: IsRuled) -> list[str]:
    """The texts between wide gaps and between ruled lines."""
    cells = [words[0].text]
    for before, word in pairwise(words):
        left = before.left + before.width
        gap = word.left - left
        middle = max(before.top, word.top) + min(before.height, word.height) // 2
        if gap > CELL * height or (gap > 0 and is_ruled(left, word.left, middle)):
            cells.append(word.text)
        elif gap > SPACE * height or _are_latin(before.text, word.text):
            cells[-1] += " " + word.text
        else:
            cells[-1] += word.text
    return [composed(squeeze(_EDGE.sub("", cell))) for cell in cells]


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
