"""Thai digits seen anew: the OCR program's Thai alphabet has no ๔ ๖ ๗ ๘ ๙ and writes others.

Promises: digits of a number are told by their shape, from drawn ones in many typefaces; where two
are near, what the program wrote stays, with little confidence. Refuses to know: words, lines of a
page, whether a number makes sense.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby, pairwise, product
from pathlib import Path
from statistics import median

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from audit.extract.ocr_engine import Word

TILES = Path(__file__).with_name("thai_digits.png")
"""Drawn by `scripts/thai_digits.py`."""

DIGITS = "๐๑๒๓๔๕๖๗๘๙"
OTHERS = "กขคงจชซฌฑฒณดตถทธนบผมยรลวศษสหอๆาะเ0123456789()/"
SIGNS = DIGITS + OTHERS

MEANT = {"๐": "๐๖", "๑": "๑", "๒": "๒๖๘", "๓": "๓๗๘๙", "๕": "๔๕๖๘๙"}
"""What is printed where the program writes one of the digits it knows."""

SIDE = 24
"""Pixels of a tile."""

GAP = 0.6
"""Heights of a letter between two numbers."""

MARGIN = 1.05
"""How much further off the next digit must be before the nearest is believed."""

UNLIKE = 45.0
"""Mean difference of greys from which a shape is none of those drawn."""

DOUBTED = 60.0
"""Confidence of a digit that two shapes contend for."""

_INK = 140
_FLAT = 0.45
"""Height of full stops, commas and hyphens against the digits beside them."""
_BELOW = 0.1
"""How far a comma reaches below the line, against the height of digits."""
_POINTS = ".,-/:()"
_CUT = 0.3
"""How far outside a box the middle of its letter may be, in heights."""
_SPECK = 6
"""Pixels of the box of a piece too small to be a full stop."""
_RUN = re.compile(rb"[^\x00]+")
_TAKEN = 128
_ON_WHITE = [255 if level < _INK else 0 for level in range(256)]
_FAINT = [255 if level < 200 else 0 for level in range(256)]
"""Thin strokes hold together."""
_ONLY_TAKEN = [255 if level == _TAKEN else 0 for level in range(256)]
_NOT_TAKEN = [255 if level == 255 else 0 for level in range(256)]


@dataclass(frozen=True, slots=True)
class _Ink:
    """One connected piece of ink, alone in its picture; where that stands."""

    picture: Image.Image
    box: tuple[int, int, int, int]

    @property
    def width(self) -> int:
        return self.box[2] - self.box[0]

    @property
    def height(self) -> int:
        return self.box[3] - self.box[1]


def with_digits(words: Sequence[Word], picture: Image.Image) -> list[Word]:
    """The words, in numbers with Thai digits every digit as its shape says."""
    found: list[Word] = []
    for _, line in groupby(words, key=lambda word: word.line):
        for group in _groups(list(line)):
            for piece, is_number in _numbers(group):
                found += _number(piece, picture) if is_number else piece
    return found


def tile(picture: Image.Image) -> Image.Image | None:
    """The ink of a picture stretched to a square of `SIDE`; None when there is none."""
    box = picture.point(_ON_WHITE).getbbox()
    return picture.resize((SIDE, SIDE), Image.Resampling.BOX, box) if box else None


def nearest(picture: Image.Image) -> list[tuple[str, float]]:
    """The signs by how far their drawn shapes are from this one, the nearest first."""
    seen = tile(picture)
    if seen is None:
        return []
    drawn = _tiles()
    across, down = drawn.width // SIDE, drawn.height // SIDE
    soft = _soft(seen)
    levels = [255.0] * (across * down)
    for x, y in product((-1, 0, 1), repeat=2):
        moved = Image.new("L", soft.size, 255)
        moved.paste(soft, (x, y))
        means = ImageChops.difference(_repeated(moved, across, down), drawn).convert("F")
        levels = [*map(min, levels, array("f", means.reduce(SIDE).tobytes()))]
    best = [min(levels[at * across : (at + 1) * across]) for at in range(down)]
    return sorted(zip(SIGNS, best, strict=True), key=lambda pair: pair[1])


def _repeated(picture: Image.Image, across: int, down: int) -> Image.Image:
    """The tile side by side and row under row."""
    data, width = picture.tobytes(), picture.width
    rows = [data[start : start + width] * across for start in range(0, len(data), width)]
    return Image.frombytes("L", (width * across, picture.height * down), b"".join(rows) * down)


def _soft(picture: Image.Image) -> Image.Image:
    """Strokes a little to the side still meet."""
    return picture.filter(ImageFilter.GaussianBlur(1))


def _groups(line: list[Word]) -> Iterator[list[Word]]:
    """The words of a line that stand close together."""
    height = sorted(word.height for word in line)[len(line) // 4]
    group = [line[0]]
    for before, word in pairwise(line):
        if word.left - before.left - before.width > GAP * height:
            yield group
            group = []
        group.append(word)
    yield group


def _numbers(group: list[Word]) -> Iterator[tuple[list[Word], bool]]:
    """The group in pieces, and whether each is a number: one that runs into words is cut off."""
    digits = sum(sign in DIGITS for word in group for sign in word.text)
    if not digits:
        yield group, False
    elif 2 * digits >= sum(sign not in _POINTS for word in group for sign in word.text):
        yield group, True
    else:
        for is_number, piece in groupby(group, key=_is_numeric):
            yield list(piece), is_number


def _is_numeric(word: Word) -> bool:
    return all(sign in DIGITS or sign in _POINTS for sign in word.text)


def _number(group: list[Word], picture: Image.Image) -> list[Word]:
    """The group with its digits told by shape; as it was when its pieces are not clear."""
    for ink in (_FAINT, _ON_WHITE):
        if told := _digits(group, list(_inks(group, picture, ink))):
            return told
    return group


def _digits(group: list[Word], inks: Sequence[_Ink]) -> list[Word]:
    """The pieces of ink as words; none when one of them is unclear."""
    tall = max((ink.height for ink in inks), default=0)
    digits = [ink for ink in inks if ink.height >= _FLAT * tall]
    if not digits:
        return []
    base = median(ink.box[3] for ink in digits)
    written = [(sign, word.confidence) for word in group for sign in word.text]
    if len(written) != len(inks):
        written = [("", min(word.confidence for word in group))] * len(inks)
    told = []
    for ink, (sign, sure) in zip(inks, written, strict=True):
        if ink.height >= _FLAT * tall:
            told.append(_told(ink, sign, sure))
        else:
            point = "," if ink.box[3] > base + tall * _BELOW else "."
            told.append((sign if sign and sign in _POINTS else point, sure))
    if not all(text for text, _ in told):
        return []
    return [
        replace(
            group[0], text=text, left=ink.box[0], top=ink.box[1],
            width=ink.width, height=ink.height, confidence=sure,
        )
        for ink, (text, sure) in zip(inks, told, strict=True)
    ]  # fmt: skip


def _told(ink: _Ink, written: str, sure: float) -> tuple[str, float]:
    """Which digit this is and how sure that is; what was written when it is none."""
    meant = MEANT.get(written, DIGITS)
    if len(meant) == 1:
        return written, sure
    signs = nearest(ink.picture)
    (sign, distance), (_, further) = [pair for pair in signs if pair[0] in meant][:2]
    if meant == DIGITS and (signs[0][0] not in DIGITS or distance > UNLIKE):
        return written, sure
    return sign, max(sure if further > distance * MARGIN else 0, DOUBTED)


def _inks(group: Sequence[Word], picture: Image.Image, levels: Sequence[int]) -> Iterator[_Ink]:
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
            yield from _pieces(wide, ink, edge, top, run.span())


def _pieces(
    wide: Image.Image, ink: Image.Image, left: int, top: int, span: tuple[int, int]
) -> Iterator[_Ink]:
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
            found.append(_Ink(paper.crop(bounds), place))
    yield from sorted(found, key=lambda one: one.box)


@cache
def _tiles() -> Image.Image:
    with Image.open(TILES) as picture:
        sheet = picture.convert("L")
    for x, y in product(range(0, sheet.width, SIDE), range(0, sheet.height, SIDE)):
        box = (x, y, x + SIDE, y + SIDE)
        sheet.paste(_soft(sheet.crop(box)), box)
    return sheet
