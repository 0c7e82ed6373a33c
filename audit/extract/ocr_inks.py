"""The pieces of ink that the letters of a few words are made of.

Promises: each piece alone in a picture, from left to right, with where it stands; digits that touch
are parted. Refuses to know: which digit a piece is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFilter, ImageOps

from audit.extract.ocr_engine import Word
from audit.extract.ocr_shapes import DIGITS, INK, nearest

JOINED = 1.45
"""Width of a piece of ink, in heights, from which it is several digits that touch."""
DIGIT = 0.88
"""Width of a digit in heights."""
LONGEST = 6.0
"""Width in heights above which it is a line or a frame."""
CUTS = 6
"""Places tried for one cut, those with the least ink."""

DARK = [255 if level < INK else 0 for level in range(256)]
FAINT = [255 if level < 200 else 0 for level in range(256)]
"""Which greys count as ink; of faint ink thin strokes hold together."""
_CUT = 0.3
"""How far outside a box the middle of its letter may be, in heights."""
_SPECK = 6
"""Pixels of the box of a piece too small to be a full stop."""
_RUN = re.compile(rb"[^\x00]+")
_TAKEN = 128
_ONLY_TAKEN = [255 if level == _TAKEN else 0 for level in range(256)]
_NOT_TAKEN = [255 if level == 255 else 0 for level in range(256)]


@dataclass(frozen=True, slots=True)
class Ink:
    """One connected piece of ink, alone in its picture; where that stands."""

    picture: Image.Image
    box: tuple[int, int, int, int]

    @property
    def width(self) -> int:
        return self.box[2] - self.box[0]

    @property
    def height(self) -> int:
        return self.box[3] - self.box[1]


def inks(group: Sequence[Word], picture: Image.Image, levels: Sequence[int]) -> Iterator[Ink]:
    """The pieces of ink of a group from left to right.

    The program's boxes cut through letters: a piece belongs where most of it is.
    """
    left, top = min(word.left for word in group), min(word.top for word in group) - 1
    right = max(word.left + word.width for word in group)
    bottom = max(word.top + word.height for word in group) + 1
    edge, cut = left - (bottom - top), (bottom - top) * _CUT
    wide = picture.crop((edge, top, right + (bottom - top), bottom))
    ink = wide.point(levels)
    columns = ink.resize((ink.width, 1), Image.Resampling.BOX).tobytes()
    for run in _RUN.finditer(columns):
        middle = edge + (run.start() + run.end()) / 2
        if left - cut <= middle <= right + cut:
            for piece in _pieces(wide, ink, edge, top, run.span()):
                yield from _parted(piece)


def _parted(piece: Ink) -> Iterator[Ink]:
    """The digits of a piece so wide that several touch, cut where the left one looks best."""
    rest = piece
    if piece.width > piece.height * LONGEST:
        yield piece
        return
    while rest.width >= rest.height * JOINED:
        usual = rest.height * DIGIT
        near = rest.width / max(2, round(rest.width / usual))
        ink = ImageOps.invert(rest.picture).resize((rest.width, 1), Image.Resampling.BOX).tobytes()
        around = range(max(1, round(near - usual / 3)), min(rest.width, round(near + usual / 3)))
        parts = [_cut(rest, at) for at in sorted(around, key=lambda x: ink[x])[:CUTS]]
        parted = min((both for both in parts if all(both)), key=_strangeness, default=None)
        if parted is None:
            break
        left, right = parted
        assert left is not None and right is not None, "both were looked for"
        yield left
        rest = right
    yield rest


def _cut(piece: Ink, at: int) -> tuple[Ink | None, Ink | None]:
    """What stands left of a column, and right of it."""
    return _inside(piece, 0, at), _inside(piece, at, piece.width)


def _inside(piece: Ink, start: int, end: int) -> Ink | None:
    part = piece.picture.crop((start, 0, end, piece.height))
    bounds = part.point(FAINT).getbbox()
    if bounds is None:
        return None
    left, top = piece.box[0] + start, piece.box[1]
    box = (left + bounds[0], top + bounds[1], left + bounds[2], top + bounds[3])
    return Ink(part.crop(bounds), box)


def _strangeness(parted: tuple[Ink | None, Ink | None]) -> float:
    """How far the left part is from any digit."""
    left = parted[0]
    seen = nearest(left.picture, DIGITS) if left else []
    return seen[0][1] if seen else 255.0


def _pieces(
    wide: Image.Image, ink: Image.Image, left: int, top: int, span: tuple[int, int]
) -> Iterator[Ink]:
    """What stands in these columns; letters whose tails overlap are parted."""
    start, end = span
    box = (start, 0, end, ink.height)
    rest, grey = ink.crop(box), wide.crop(box)
    found = []
    while seen := rest.getbbox():
        first = rest.crop((0, seen[1], rest.width, seen[1] + 1)).getbbox()
        if first is None:
            return
        ImageDraw.floodfill(rest, (first[0], seen[1]), _TAKEN)
        piece = rest.point(_ONLY_TAKEN)
        rest = rest.point(_NOT_TAKEN)
        bounds = piece.getbbox()
        if bounds and (bounds[2] - bounds[0]) * (bounds[3] - bounds[1]) >= _SPECK:
            paper = Image.new("L", grey.size, 255)
            paper.paste(grey, mask=piece.filter(ImageFilter.MaxFilter(3)))
            x0, y0, x1, y1 = bounds
            place = (left + start + x0, top + y0, left + start + x1, top + y1)
            found.append(Ink(paper.crop(bounds), place))
    yield from sorted(found, key=lambda one: one.box)
