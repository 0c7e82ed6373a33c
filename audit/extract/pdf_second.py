"""A second reader for pages whose text PDFium garbles.

Promises: playa's lines of the pages asked for, laid where PDFium saw the same line, so that sizes
and places are kept; a page keeps its first reading unless the second is less damaged. Refuses to
know: how Thai is repaired.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

import playa

from audit.extract.pdf_page import Line, Page
from audit.extract.pdf_text import damage, is_damaged
from audit.extract.reading import squeeze
from rules.repair import Mender
from rules.repair_signs import REPEATED

AROUND = 6
"""Lines up and down in which the same line is looked for: columns are read in another order."""

ALIKE = 0.6
"""Ratio (0–1) of common letters from which two lines are the same; doubled letters leave 0.67."""

SKIA = "Skia/PDF"
"""The writer of Chromium, whose Thai PDFium always garbles and playa reads without an error."""

KEPT = 0.6
"""Share of the first reading's length that the second must have; doubled letters go."""

_LETTER = re.compile(r"[\u0e01-\u0e2e\d๐-๙A-Za-z]")

# What playa thinks of a damaged file is no news for the person at the terminal.
logging.getLogger("playa").setLevel(logging.CRITICAL)


def read_again(data: bytes, pages: Sequence[Page], producer: str = "") -> list[Page]:
    """The pages, the damaged ones as playa reads them where it reads them better."""
    always = SKIA in producer
    wanted = [page.number for page in pages if always or _is_garbled(text_of(page.lines))]
    if not wanted:
        return list(pages)
    others = dict(zip(wanted, second_opinion(data, wanted), strict=False))
    return [_better(page, others.get(page.number, []), always=always) for page in pages]


def text_of(lines: Sequence[Line]) -> str:
    """The lines as one text."""
    return "\n".join(line.text for line in lines)


def second_opinion(data: bytes, numbers: Sequence[int]) -> list[list[str]]:
    """The lines of these pages (from 1) as playa reads them; empty when it cannot."""
    try:
        with playa.parse(data) as document:
            return [_squeezed(document.pages[number - 1].extract_text()) for number in numbers]
    except Exception:  # damaged files raise anything; the first reading stands
        return []


def _squeezed(text: str) -> list[str]:
    return [words for line in text.splitlines() if (words := squeeze(line))]


def _is_garbled(text: str) -> bool:
    return is_damaged(text) or REPEATED.search(text) is not None or Mender(text).is_garbled


def _better(page: Page, other: list[str], *, always: bool) -> Page:
    one, first = "\n".join(other), text_of(page.lines)
    if len(one) < len(first) * KEPT or not (always or _is_less_damaged(one, first)):
        return page
    return replace(page, lines=tuple(_placed(other, page.lines)), is_read_again=True)


def _is_less_damaged(one: str, other: str) -> bool:
    """Words weigh more than marks."""
    strange, less = Mender(one).strangeness, Mender(other).strangeness
    return (strange, damage(one)) < (less, damage(other))


def _placed(texts: Sequence[str], lines: Sequence[Line]) -> list[Line]:
    """Each text where the line most like it stands; nowhere when none is like it."""
    keys = ["".join(_LETTER.findall(line.text)) for line in lines]
    placed = []
    at = 0
    for text in texts:
        key = "".join(_LETTER.findall(text))
        near = range(max(0, at - AROUND), min(len(lines), at + AROUND + 1))
        best = max(near, key=lambda index: _alike(key, keys[index]), default=None)
        if best is None or _alike(key, keys[best]) < ALIKE:
            placed.append(Line(text=text))
            continue
        placed.append(replace(lines[best], text=text))
        at = best + 1
    return placed


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).quick_ratio() if one else 0.0
