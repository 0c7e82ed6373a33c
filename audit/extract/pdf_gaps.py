"""Spaces that PDFium loses after a Thai mark, put back from where the letters stand.

Promises: a space only where the gap after a mark is clearly wider than the gaps in the rest of the
line, so that letters set wide stay together. Refuses to know: words, paragraphs.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import pypdfium2 as pdfium
from pypdfium2 import raw

SPACE = 0.14
"""Gap in parts of the letter's height from which it is a space; Thai fonts set 0.2 and more."""

_AFTER_MARK = re.compile(r"(?<=[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])[^\s\u0e30-\u0e3a\u0e45-\u0e4e]")
_CLUSTER = re.compile(r"\S[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]*")


CONTEXT = 4
"""Letters kept on either side of a lost space, to find its place again in a cell's text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LostSpace:
    """A space that belongs before the letter at `at` of its line, `index` of the page's text.

    `x`, `y` is where it stands.
    """

    at: int
    index: int
    x: float
    y: float
    before: str
    after: str

    def put_back(self, text: str) -> str:
        """`text`, which was printed around this place, with the space."""
        for size in range(CONTEXT, 0, -1):
            before, after = self.before[-size:], self.after[:size]
            if before + after in text:
                return text.replace(before + after, f"{before} {after}", 1)
        return text


def lost_spaces(textpage: pdfium.PdfTextPage, line: str, start: int) -> list[LostSpace]:
    """The spaces lost in `line`, which begins at index `start` of the page's text."""
    suspects = [found.start() for found in _AFTER_MARK.finditer(line)]
    wide = [at for at in suspects if _gap_before(textpage, line, start, at) > SPACE]
    if not wide:
        return []
    usual = median(list(_gaps(textpage, line, start, set(wide))) or [0.0])
    return [
        LostSpace(
            at=at,
            index=start + at,
            x=x,
            y=y,
            before=line[:at][-CONTEXT:],
            after=line[at : at + CONTEXT],
        )
        for at in wide
        if _gap_before(textpage, line, start, at) > SPACE + usual
        for x, y in [_place(textpage, start + at)]
    ]


def spaced(line: str, lost: Sequence[LostSpace]) -> str:
    """`line` with its lost spaces."""
    places = [0, *(space.at for space in lost), len(line)]
    return " ".join(line[one:other] for one, other in pairwise(places))


def _gaps(
    textpage: pdfium.PdfTextPage, line: str, start: int, suspects: set[int]
) -> Iterator[float]:
    """The gaps between neighbouring letters that no space parts, those of `suspects` aside."""
    for one, other in pairwise(_CLUSTER.finditer(line)):
        if one.end() == other.start() and other.start() not in suspects:
            yield max(0.0, _gap_before(textpage, line, start, other.start()))


def _gap_before(textpage: pdfium.PdfTextPage, line: str, start: int, at: int) -> float:
    """Between the letter at index `at` and the cluster before it, in parts of the letter's height.

    0 when they do not stand side by side on one line.
    """
    first = at - 1
    while first > 0 and _is_mark(line[first]):
        first -= 1
    boxes = [box for index in range(first, at) if (box := _box(textpage, start + index))]
    here = _box(textpage, start + at)
    if not boxes or here is None:
        return 0
    height = here[3] - here[1]
    right, bottom = max(box[2] for box in boxes), boxes[0][1]
    if height <= 0 or abs(bottom - here[1]) > height / 2 or here[0] < boxes[0][0]:
        return 0
    return (here[0] - right) / height


def _is_mark(char: str) -> bool:
    return "\u0e34" <= char <= "\u0e3a" or "\u0e47" <= char <= "\u0e4e" or char == "\u0e31"


def _place(textpage: pdfium.PdfTextPage, index: int) -> tuple[float, float]:
    box = _box(textpage, index)
    return (box[0], (box[1] + box[3]) / 2) if box else (0.0, 0.0)


def _box(textpage: pdfium.PdfTextPage, index: int) -> tuple[float, float, float, float] | None:
    """Left, bottom, right, top of the room a letter takes, its side bearings included."""
    char = raw.FPDFText_GetCharIndexFromTextIndex(textpage, index)
    area = raw.FS_RECTF()
    if char < 0 or not raw.FPDFText_GetLooseCharBox(textpage, char, ctypes.byref(area)):
        return None
    return area.left, area.bottom, area.right, area.top
