"""Grey, shaded, grainy and specky paper made white, so that only ink is left.

Promises: a clean page on even white paper only gets its full contrast, and so does a page of boxes
and pictures, such as a poster. Refuses to know: where ink is, how a page lies.
"""

from __future__ import annotations

from itertools import accumulate

from PIL import Image, ImageChops, ImageFilter, ImageMath, ImageOps

GRAINY = 3
"""Difference of the middle pixel from those around it, in greys, from which paper is grainy. Of
clean scans it is 0, of JPEG at a low quality 1; letters do not count, most pixels are paper."""

WHITE = 250
"""Greys from which nearly all paper must be to need no treatment."""

_CELL = 8
"""Pixels across of what the ground is told from: grain is lost in the mean …"""
_REACH = 9
"""… and letters in the lightest of so many cells."""
_SHADE = 0.05
"""Share of the page that may be darker than white: a stamp, a picture."""
_STEP, _EDGES = 10, 0.015
"""Greys between cells side by side that make the edge of a box, which shadows have not; share of
such cells from which a page is no sheet of paper. Scanned sheets have 0.008, posters 0.02 and more.
"""
_FLOOR = 0.5
"""Of the usual ground: what is darker is no shadow on paper but a picture."""
_PAPER = 224
"""Grey of evened paper, for a time: what is lighter tells its grain."""
_WITHIN, _SPREADS = 0.68, 2.0
"""Share of the lighter paper that its spread is told from; so many spreads darker is paper too."""
_INK = 210
"""Greys below are ink where specks are looked for: of pale letters the strokes hold together."""
_MASS, _NEAR = 12, 9
"""Pixels of ink within a square of so many that make it no speck: a full stop has more."""
_SPECKY = 0.05
"""Share of specks in the ink of a page worth cleaning; of clean pages it is 0.006, of photocopies
that show specks 0.15."""
_DARKEST = 0.01
"""Share of pixels that become black."""


def on_white_paper(grey: Image.Image) -> Image.Image:
    """The picture with full contrast, its paper white and even."""
    if quantile(_grain(grey), 0.5) >= GRAINY:
        grey = grey.filter(ImageFilter.GaussianBlur(1))
    ground = _ground(grey)
    if quantile(ground.histogram(), _SHADE) >= WHITE or _is_patched(ground):
        return without_specks(ImageOps.autocontrast(grey, cutoff=1))
    return without_specks(_stretched(_evened(grey, ground)))


def without_specks(grey: Image.Image) -> Image.Image:
    """The picture; without lone specks where it is full of them."""
    ink = grey.point([255 if level < _INK else 0 for level in range(256)])
    near = ink.filter(ImageFilter.BoxBlur(_NEAR // 2))
    if _white(_lone(ink, near)) <= _white(ink) * _SPECKY:
        return grey
    # What stands close to enough ink is the end of a stroke.
    specks = _lone(ink, near.filter(ImageFilter.MaxFilter(5)))
    return ImageChops.lighter(grey, specks.filter(ImageFilter.MaxFilter(3)))


def _lone(ink: Image.Image, near: Image.Image) -> Image.Image:
    """White where ink stands with little ink around it, black elsewhere."""
    few = round(255 * _MASS / _NEAR**2)
    return ImageChops.darker(ink, near.point([255 if level < few else 0 for level in range(256)]))


def _white(picture: Image.Image) -> int:
    return picture.histogram()[255]


def quantile(histogram: list[int], share: float) -> int:
    """The grey that this share of pixels does not exceed."""
    wanted = sum(histogram) * share
    return next((grey for grey, sum_ in enumerate(accumulate(histogram)) if sum_ >= wanted), 255)


def _grain(grey: Image.Image) -> list[int]:
    """How far pixels are from those around them, as a histogram."""
    return ImageChops.difference(grey, grey.filter(ImageFilter.MedianFilter(3))).histogram()


def _ground(grey: Image.Image) -> Image.Image:
    """What the page would be without ink, in small."""
    small = grey.reduce(_CELL)
    return small.filter(ImageFilter.MaxFilter(_REACH)).filter(ImageFilter.MinFilter(_REACH))


def _is_patched(ground: Image.Image) -> bool:
    """Whether the ground is of several greys with edges between them."""
    lighter, darker = (
        ground.filter(ImageFilter.MaxFilter(3)),
        ground.filter(ImageFilter.MinFilter(3)),
    )
    steps = ImageChops.subtract(lighter, darker).histogram()
    return sum(steps[_STEP:]) > sum(steps) * _EDGES


def _evened(grey: Image.Image, ground: Image.Image) -> Image.Image:
    """The picture as if its ground were the same everywhere, with room for its grain above."""
    floor = round(quantile(ground.histogram(), 0.5) * _FLOOR)
    lifted = ground.point([max(level, floor, 1) for level in range(256)])
    whole = lifted.filter(ImageFilter.GaussianBlur(_REACH / 2)).resize(
        grey.size, Image.Resampling.BILINEAR
    )
    evened: Image.Image = ImageMath.lambda_eval(
        lambda this: this["convert"](this["min"](this["grey"] * _PAPER / this["whole"], 255), "L"),
        grey=grey,
        whole=whole,
    )
    return evened


def _stretched(grey: Image.Image) -> Image.Image:
    """Full contrast; what is hardly darker than the paper is white."""
    histogram = grey.histogram()
    paper = max(range(_PAPER // 2, 256), key=histogram.__getitem__)
    lighter = quantile([0] * paper + histogram[paper:], _WITHIN) - paper
    white = paper - round(_SPREADS * lighter)
    black = min(quantile(histogram, _DARKEST), white - 1)
    return grey.point([round((level - black) * 255 / (white - black)) for level in range(256)])
