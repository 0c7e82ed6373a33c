"""A second reader for pages whose text PDFium garbles.

Promises: playa's lines of the pages asked for, laid where PDFium saw the same line, so that sizes
and places are kept; a page keeps its first reading unless the second is less damaged. Refuses to
know: how Thai is repaired.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

import playa

from audit.extract.pdf_fonts import LISTS_BADLY, page_of
from audit.extract.pdf_gaps import SPACE
from audit.extract.pdf_page import Line, Page
from audit.extract.pdf_rules import Box
from audit.extract.pdf_text import damage, is_damaged
from audit.extract.reading import squeeze
from rules.repair import Mender
from rules.repair_signs import REPEATED
from rules.thai import fold

AROUND = 6
"""Lines up and down in which the same line is looked for: columns are read in another order."""

ALIKE = 0.6
"""Ratio (0–1) of common letters from which two lines are the same; doubled letters leave 0.67."""

SKIA = "Skia/PDF"
"""The writer of Chromium, whose Thai PDFium always garbles and playa reads without an error."""

MOST_AGAIN = 160
"""Damaged pages read of one file: playa reads 6 to 10 a second, and a file has one minute."""

KEPT = 0.6
"""Share of the first reading's length that the second must have; doubled letters go."""

WIDE = 1.5
"""A gap in parts of a glyph's height that begins a new line; a space is 0.2 to 0.4."""

_LETTER = re.compile(r"[\u0e01-\u0e2e\d๐-๙A-Za-z]")

# What playa thinks of a damaged file is no news for the person at the terminal.
logging.getLogger("playa").setLevel(logging.CRITICAL)


def read_again(data: bytes, pages: Sequence[Page], producer: str = "") -> list[Page]:
    """The pages, the damaged ones as playa reads them where it reads them better.

    Pages from the first damaged one that there is no time for are left out.
    """
    always = SKIA in producer or LISTS_BADLY in producer
    wanted = [page.number for page in pages if always or _is_garbled(text_of(page.lines))]
    if not wanted:
        return list(pages)
    if len(wanted) > MOST_AGAIN:
        pages = [page for page in pages if page.number < wanted[MOST_AGAIN]]
        del wanted[MOST_AGAIN:]
    others = dict(zip(wanted, second_opinion(data, wanted), strict=False))
    return [_better(page, others.get(page.number, []), always=always) for page in pages]


def text_of(lines: Sequence[Line]) -> str:
    """The lines as one text."""
    return "\n".join(line.text for line in lines)


def second_opinion(data: bytes, numbers: Sequence[int]) -> list[list[Line]]:
    """The lines of these pages (from 1) as playa reads them; empty when it cannot."""
    try:
        with playa.parse(data, space="default") as document:
            return [_lines_of(page_of(document, number)) for number in numbers]
    except Exception:  # damaged files raise anything; the first reading stands
        return []


def _lines_of(page: playa.Page) -> list[Line]:
    """With places where the glyphs say all that the page says; some producers say more."""
    texts = [words for line in page.extract_text().splitlines() if (words := squeeze(line))]
    lines = list(_laid(page))
    same = fold("".join(texts)) == fold("".join(line.text for line in lines))
    return lines if same else [Line(text=text) for text in texts]


def _laid(page: playa.Page) -> Iterator[Line]:
    """The glyphs as lines; a wide gap, such as between the cells of a table, begins a new one."""
    parts: list[str] = []
    start = (0.0, 0.0)
    right = 0.0
    for glyph in page.glyphs:
        (x, y), box = glyph.origin, glyph.bbox
        height = max(1.0, box[3] - box[1])
        gap = (x - right) / height
        if parts and (abs(y - start[1]) > height / 4 or not -WIDE < gap < WIDE):
            yield Line(text=squeeze("".join(parts)), x=start[0], y=start[1])
            parts = []
        if not parts:
            start = x, y
        elif gap > SPACE:
            parts.append(" ")
        parts.append(glyph.text or "")
        right = max(right, box[2]) if len(parts) > 1 and gap > -WIDE else box[2]
    yield Line(text=squeeze("".join(parts)), x=start[0], y=start[1])


def _is_garbled(text: str) -> bool:
    return is_damaged(text) or REPEATED.search(text) is not None or Mender(text).is_garbled


def _better(page: Page, other: list[Line], *, always: bool) -> Page:
    if page.is_turned:
        return page
    if page.unseen:
        # Lines without a place may be what was taken off the page.
        other = [line for line in other if line.y and not _is_taken(line, page.unseen)]
    one, first = text_of(other), text_of(page.lines)
    if len(one) < len(first) * KEPT or not (always or _is_less_damaged(one, first)):
        return page
    return replace(page, lines=tuple(_placed(other, page.lines)), is_read_again=True)


def _is_taken(line: Line, unseen: Sequence[Box]) -> bool:
    return any(
        left - 1 <= line.x <= right + 1 and bottom - 1 <= line.y <= top + 1
        for left, bottom, right, top in unseen
    )


def _is_less_damaged(one: str, other: str) -> bool:
    """Words weigh more than marks."""
    strange, less = Mender(one).strangeness, Mender(other).strangeness
    return (strange, damage(one)) < (less, damage(other))


def _placed(others: Sequence[Line], lines: Sequence[Line]) -> list[Line]:
    """Each line with the size, and the place if it has none, of the first reading's like it."""
    if not lines:
        return list(others)
    keys = ["".join(_LETTER.findall(line.text)) for line in lines]
    placed = []
    at = 0
    for other in others:
        if not other.text:
            continue
        if other.y:
            near = min(lines, key=lambda line: abs(line.y - other.y))
            placed.append(replace(other, size=near.size))
            continue
        key = "".join(_LETTER.findall(other.text))
        around = range(max(0, at - AROUND), min(len(lines), at + AROUND + 1))
        best = max(around, key=lambda index: _alike(key, keys[index]), default=at)
        if around and _alike(key, keys[best]) >= ALIKE:
            placed.append(replace(lines[best], text=other.text))
            at = best + 1
        else:
            placed.append(other)
    return placed


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).quick_ratio() if one else 0.0
