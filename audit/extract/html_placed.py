"""Pages that are prints: every line of text is put at its place by hand (pdf2htmlEX, pdftohtml).

Promises: pieces that stand on one line become one line again, in the order of the file. Refuses to
know: what a line says; style sheets.
"""

from __future__ import annotations

import re

from bs4.element import Tag

from audit.extract.html_links import attribute, first_of

FEWEST = 4
"""Pieces; with fewer the page only moves an ornament."""
SAME_LINE = 3.0
"""Pixels between the tops of two pieces of one line."""

_TOP = re.compile(r"(?:^|;)\s*(?:top|bottom)\s*:\s*(-?\d+(?:\.\d+)?)\s*(px|pt|em|%)?", re.I)
_ABSOLUTE = re.compile(r"position\s*:\s*absolute", re.I)
_HEIGHT = re.compile(r"(?:^|\s)(y[0-9a-f]+)(?=\s|$)")
_PIECE = {"t", "c"}
_PARTS = {"div", "dl", "form", "h1", "h2", "h3", "iframe", "li", "p", "table"}


def sheet_of(tag: Tag) -> int | None:
    """The number of the printed sheet that an element is; None when it is none."""
    number = attribute(tag, "data-page-no")
    try:
        return int(number, 16) if number and "pf" in attribute(tag, "class").split() else None
    except ValueError:
        return None


def placed_lines(tag: Tag) -> list[list[Tag]]:
    """The lines of a box whose text is placed by hand, each as its pieces; else nothing."""
    pieces = [child for child in tag.children if isinstance(child, Tag)]
    heights = [(piece, _height(piece)) for piece in pieces]
    known = sum(height is not None for _, height in heights)
    if known < FEWEST or known < 0.8 * len(pieces):
        return []
    lines: list[list[Tag]] = []
    before: str | float | None = None
    for piece, height in heights:
        if lines and _same_line(before, height):
            lines[-1].append(piece)
        else:
            lines.append([piece])
        before = height
    return lines


def _height(piece: Tag) -> str | float | None:
    """Where a piece stands, as far as the page itself says it: in pixels, or by a class's name."""
    names = attribute(piece, "class")
    if _PIECE.intersection(names.split()) and (found := _HEIGHT.search(names)):
        return found[1]
    style = attribute(piece, "style")
    place = _TOP.search(style) if _ABSOLUTE.search(style) else None
    if place is None or first_of(piece, _PARTS):  # a part of a page, not a piece of a line
        return None
    return float(place[1]) * (10 if place[2] in ("em", "%") else 1)


def _same_line(one: str | float | None, other: str | float | None) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) <= SAME_LINE
    return one is not None and one == other
