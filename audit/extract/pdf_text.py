"""Lines of a PDF → paragraphs and headings; and whether the text came out damaged.

Promises: lines are joined only where a sentence plainly runs on; wording is untouched. The damage
score tells text that a library garbled from text that is merely oddly written. Refuses to know:
files, tables, how to repair Thai.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import mean, median

from audit.extract.pdf_page import Line
from rules.document import Block, Kind
from rules.thai import PRIVATE

DAMAGED = 2.0
"""Faults per 1,000 Thai letters; found 26 of 28 damaged files with 1 false alarm in 110."""

LARGER = 1.12
"""A heading's size against the size of ordinary text."""

LONGEST_HEADING = 200

PARTED = 1.4
"""Distance of two lines, in usual ones, from which the second begins a paragraph."""

FULL_LINE = 34
"""Letters side by side; a shorter line ends where it ends."""

_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_THAI = re.compile(r"[\u0e01-\u0e5b]")
_MISPLACED = re.compile(
    rf"(?:^|[^\u0e01-\u0e5b])[{_MARKS}]"  # a mark without a letter to stand on
    rf"|[\u0e40-\u0e44][{_MARKS}]"  # a mark on a vowel that stands before its consonant
    r"|[\u0e34-\u0e37\u0e31\u0e47][\u0e34-\u0e39\u0e31\u0e47]"  # two vowels on one letter
    r"|[\u0e48-\u0e4b][\u0e31\u0e34-\u0e3a]"  # a tone mark below its vowel
    r"|[\u0e48-\u0e4b]{2}",  # two tone marks on one letter
    re.M,
)
_REPEATED = re.compile(rf"([\u0e01-\u0e2e][{_MARKS}]+)[\u0e01-\u0e30\u0e32\u0e33]? ?\1")
_STARTS_NEW = re.compile(r"[\d๐-๙]+[.)\s]|[(\[•◦▪●○\-–—*✓]|ข้อ\s|หมวด|ส่วนที่|บทที่")
_YEAR = re.compile(r"[\d๐-๙]{4}(?![\d๐-๙])")
_RANGE_ENDS = re.compile(r"[\d๐-๙]{4}\s*[-–—]\s*$")
_RANGE_BEGINS = re.compile(r"[-–—]\s*[\d๐-๙]{4}(?![\d๐-๙])")
_COMBINING = re.compile(rf"[{_MARKS}]")
_THAI_EDGE = re.compile(r"[\u0e00-\u0e4f\u0e5a-\u0e7f]")


def damage(text: str) -> float:
    """Faults per 1,000 Thai letters: the worse of misplaced marks and repeated clusters."""
    plain = re.sub(r"\u0e4d([\u0e48-\u0e4b]?)\u0e32", "\\1\u0e33", text.translate(PRIVATE))
    letters = len(_THAI.findall(plain))
    if letters < 50:
        return 0
    worst = max(len(_MISPLACED.findall(plain)), len(_REPEATED.findall(plain)))
    return worst * 1000 / letters


def is_damaged(text: str) -> bool:
    """Whether another library should try."""
    return damage(text) > DAMAGED


def body_size(lines: Sequence[Line]) -> float:
    """The size most letters are printed in; 0 when no sizes are known."""
    weight: dict[float, int] = {}
    for line in lines:
        weight[line.size] = weight.get(line.size, 0) + len(line.text)
    return max(weight, key=lambda size: weight[size], default=0)


def paragraphs(lines: Sequence[Line], where: str, size: float) -> Iterator[Block]:
    """Blocks of these lines; `size` is that of ordinary text."""
    widest = max(map(_extent, lines), default=0)
    pitch = _pitch(lines)
    group: list[Line] = []
    for line in lines:
        if group and not (
            _runs_on(group[-1], line, widest, size) and _is_next(group[-1], line, pitch)
        ):
            yield _block(group, where, size)
            group = []
        group.append(line)
    if group:
        yield _block(group, where, size)


def _block(group: Sequence[Line], where: str, size: float) -> Block:
    text = join([line.text for line in group])
    heading = _is_large(group[0], size) and 3 <= len(text) <= LONGEST_HEADING
    sure = [line.confidence for line in group if line.confidence is not None]
    return Block(
        kind=Kind.HEADING if heading else Kind.TEXT,
        text=text,
        where=where,
        confidence=round(mean(sure), 2) if sure else None,
    )


def _is_large(line: Line, size: float) -> bool:
    return size > 0 and line.size >= size * LARGER


def _runs_on(above: Line, below: Line, widest: float, size: float) -> bool:
    """Whether `below` plainly goes on with the sentence of `above`.

    A title goes on in the same large size; a paragraph when the line above is full.
    """
    if above.size != below.size:
        return False
    if _STARTS_NEW.match(below.text) and not _left_open(above.text, below.text):
        return False
    if _is_large(above, size):
        return True
    return _width(above.text) >= FULL_LINE and _extent(above) >= widest * 0.85


def _left_open(above: str, below: str) -> bool:
    """Whether a line ends inside brackets or a range of years, which the next one closes."""
    ranged = _RANGE_ENDS.search(above) and _YEAR.match(below)
    return above.count("(") > above.count(")") or bool(ranged or _RANGE_BEGINS.match(below))


def _pitch(lines: Sequence[Line]) -> float:
    """From one line of ordinary text down to the next; 0 when places are not known."""
    falls = [a.y - b.y for a, b in pairwise(lines) if a.y and b.y and a.size == b.size]
    return median([fall for fall in falls if fall > 0] or [0.0])


def _is_next(above: Line, below: Line, pitch: float) -> bool:
    """Whether no gap and no indent parts the lines, as far as their places are known."""
    if not (pitch and above.y and below.y):
        return True
    return above.y - below.y <= pitch * PARTED and below.x - above.x <= pitch


def _extent(line: Line) -> float:
    """How much of the paper's width a line takes: a title of large letters is full with fewer."""
    return _width(line.text) * (line.size or 1)


def _width(text: str) -> int:
    """Letters side by side: marks above and below take no room."""
    return len(text) - len(_COMBINING.findall(text))


def join(lines: Sequence[str]) -> str:
    """Lines as one; Thai letters run on without a space, digits and other scripts need one."""
    text = ""
    for line in lines:
        thai = text and _THAI_EDGE.match(text[-1]) and _THAI_EDGE.match(line)
        text = f"{text}{line}" if not text or thai else f"{text} {line}"
    return text
