"""The shapes of Thai digits, and of what is not one, drawn in many typefaces.

Promises: the signs whose drawn shapes are nearest to a picture's, told by the same picture the same
way. Refuses to know: what the OCR program wrote, numbers.
"""

from __future__ import annotations

from array import array
from functools import cache
from itertools import product
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

TILES = Path(__file__).with_name("thai_digits.png")
"""Drawn by `scripts/thai_digits.py`."""

DIGITS = "๐๑๒๓๔๕๖๗๘๙"
OTHERS = "กขคงจชซฌฑฒณดตถทธนบผมยรลวศษสหอๆาะเ0123456789()/"
SIGNS = DIGITS + OTHERS

SIDE = 24
"""Pixels of a tile."""

INK = 140
"""Greys below are ink."""
_ON_WHITE = [255 if level < INK else 0 for level in range(256)]


def tile(picture: Image.Image) -> Image.Image | None:
    """The ink of a picture stretched to a square of `SIDE`; None when there is none."""
    box = picture.point(_ON_WHITE).getbbox()
    return picture.resize((SIDE, SIDE), Image.Resampling.BOX, box) if box else None


def nearest(picture: Image.Image, among: str = SIGNS) -> list[tuple[str, float]]:
    """Signs by how far their drawn shapes are from this one, the nearest first."""
    seen = tile(picture)
    if seen is None:
        return []
    drawn = _tiles(among)
    across, down = drawn.width // SIDE, drawn.height // SIDE
    soft = _soft(seen)
    levels = [255.0] * (across * down)
    for x, y in product((-1, 0, 1), repeat=2):
        moved = Image.new("L", soft.size, 255)
        moved.paste(soft, (x, y))
        means = ImageChops.difference(_repeated(moved, across, down), drawn).convert("F")
        levels = [*map(min, levels, array("f", means.reduce(SIDE).tobytes()))]
    best = [min(levels[at * across : (at + 1) * across]) for at in range(down)]
    return sorted(zip(among, best, strict=True), key=lambda pair: pair[1])


def _repeated(picture: Image.Image, across: int, down: int) -> Image.Image:
    """The tile side by side and row under row."""
    data, width = picture.tobytes(), picture.width
    rows = [data[start : start + width] * across for start in range(0, len(data), width)]
    return Image.frombytes("L", (width * across, picture.height * down), b"".join(rows) * down)


def _soft(picture: Image.Image) -> Image.Image:
    """Strokes a little to the side still meet."""
    return picture.filter(ImageFilter.GaussianBlur(1))


@cache
def _tiles(among: str) -> Image.Image:
    """The rows of these signs, one under the other."""
    whole = _sheet()
    rows = Image.new("L", (whole.width, SIDE * len(among)))
    for at, sign in enumerate(among):
        y = SIGNS.index(sign) * SIDE
        rows.paste(whole.crop((0, y, whole.width, y + SIDE)), (0, at * SIDE))
    return rows


@cache
def _sheet() -> Image.Image:
    with Image.open(TILES) as picture:
        sheet = picture.convert("L")
    for x, y in product(range(0, sheet.width, SIDE), range(0, sheet.height, SIDE)):
        box = (x, y, x + SIDE, y + SIDE)
        sheet.paste(_soft(sheet.crop(box)), box)
    return sheet
