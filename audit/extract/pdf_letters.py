"""The letters of a PDF page, one by one, with the places where PDFium saw them.

Promises: letters side by side on one line as pieces, parted where the gap is wide. Refuses to know:
tables, paragraphs, words.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import pypdfium2 as pdfium
from pypdfium2 import raw

_MEANT = re.compile("(?<![a-z]{2})\ufffe|\ufffe(?![a-z])")

MOST_LETTERS = 60_000
"""Letters of one page; more is a drawing made of letters."""

WIDE = 1.2
"""A gap that parts two pieces, in widths of a letter (two or three spaces)."""

SAME_LINE = 2.0
"""Points by which letters of one line may stand higher or lower."""


@dataclass(slots=True)
class Letter:
    """One letter: where its foot stands, the room it takes, and its full height, in points."""

    x: float
    y: float
    left: float
    right: float
    height: float


@dataclass(frozen=True, slots=True)
class Piece:
    """Words on one line without a wide gap."""

    left: float
    right: float
    y: float
    height: float


def letters_of(textpage: pdfium.PdfTextPage) -> list[Letter]:
    """What is printed, in the order of the page; a letter's room holds its marks."""
    x, y = ctypes.c_double(), ctypes.c_double()
    room = raw.FS_RECTF()
    at_x, at_y, at_room = ctypes.byref(x), ctypes.byref(y), ctypes.byref(room)
    found: list[Letter] = []
    for index in range(min(textpage.count_chars(), MOST_LETTERS)):
        code = raw.FPDFText_GetUnicode(textpage, index)
        raw.FPDFText_GetCharOrigin(textpage, index, at_x, at_y)
        raw.FPDFText_GetLooseCharBox(textpage, index, at_room)
        if _is_mark(code) and found:
            found[-1].right = max(found[-1].right, room.right)
        elif not _is_blank(code):
            height = room.top - room.bottom
            found.append(Letter(x.value, y.value, room.left, room.right, height))
    return found


def text_of(textpage: pdfium.PdfTextPage) -> str:
    """The page's text as PDFium tells it, with the hyphens that end a line where they are meant.

    PDFium takes every one for a broken word: right in `infor-mation`, wrong in `e-bidding`.
    """
    return _MEANT.sub("-", str(textpage.get_text_range()))


def is_wide(textpage: pdfium.PdfTextPage, before: int, after: int) -> bool:
    """Whether a wide gap parts two letters of one line; both are places in the page's text."""
    boxes = []
    for place in (before, after):
        room = raw.FS_RECTF()
        index = raw.FPDFText_GetCharIndexFromTextIndex(textpage, place)
        if index < 0 or not raw.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(room)):
            return False
        boxes.append(room)
    one, other = boxes
    width = max(one.right - one.left, other.right - other.left)
    return bool(other.left - one.right > WIDE * width > 0)


def _is_mark(code: int) -> bool:
    """Whether it stands above or below another letter."""
    return code == 0xE31 or 0xE34 <= code <= 0xE3A or 0xE47 <= code <= 0xE4E


def _is_blank(code: int) -> bool:
    return code < 0x21 or code in {0xA0, 0x200B, 0xFEFF}


def lines_of(letters: Sequence[Letter]) -> list[list[Piece]]:
    """The pieces of each printed line from left to right, lines from the top."""
    rows: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda one: (-one.y, one.x)):
        if not rows or rows[-1][0].y - letter.y > SAME_LINE:
            rows.append([])
        rows[-1].append(letter)
    return [list(_pieces(sorted(row, key=lambda one: one.x))) for row in rows]


def _pieces(row: Sequence[Letter]) -> Iterator[Piece]:
    left, right = row[0].left, row[0].right
    height = max(letter.height for letter in row)
    wide = WIDE * median(letter.right - letter.left for letter in row)
    for letter in row[1:]:
        if letter.left - right > wide:
            yield Piece(left, right, row[0].y, height)
            left = letter.left
        right = max(right, letter.right)
    yield Piece(left, right, row[0].y, height)
