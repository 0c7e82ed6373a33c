"""A picture made ready for recognition: grey, of a good size, straight, without ruled lines.

Promises: the same picture gives the same result; nothing larger than the limits is ever unpacked.
Refuses to know: what a picture shows, which files hold pictures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from PIL import Image, ImageChops, ImageFilter, ImageOps

from audit.extract.ocr_paper import on_white_paper

SMALL_SIDE, LONG_SIDE = 1500, 3600
"""Pixels: a picture whose longer side is smaller is enlarged twice, a longer one made smaller. A
page at 200 dpi has 2,340."""

STEEPEST = 6.0
"""Degrees a page may hang askew; more than that is not a scan laid badly but a drawing."""

STRAIGHT = 0.15
"""Degrees of skew that do no harm."""

_LOOK = 800
"""Pixels across when only the direction of lines matters."""
_INK = 140
"""Greys below are ink when looking for lines; scans fade."""
_RULE_INK = 170
"""Greys below are ink of a ruled line, which is thin and fades first."""
_DARK = 128
_MOSTLY = 0.6
"""Share of dark greys from which they are the ground, not the ink."""
_BLANK = 0.0002
"""Share of ink below which a page is empty: a scan has specks."""
_SIDEWAYS = 1.5
"""How much steeper the lines must be the other way before a page is taken to lie on its side."""
_LINED = 4.0
"""How much steeper lines of print are one way than the other; photos are much alike both ways."""
_PRINT = (0.008, 0.15)
"""Share of ink of a page of print; a heading alone has less, a photo more."""
_CLEARLY = 1.05
"""How much better a turned page must look before it is turned."""
_RULE = (7, 6)
"""Powers of two: 128 pixels of ink side by side are a ruled line, 64 on top of each other too (few
letters are as tall, and none of those as thin)."""
_THIN = 3
"""Power of two: 8 pixels across are a letter's stem, a bar or a frame."""

_STROKE = re.compile(rb"\x00+")
"""Black pixels side by side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A grey picture without its ruled lines; `level` and `upright` hold those, black on white."""

    picture: Image.Image
    level: Image.Image
    upright: Image.Image

    def column(self, left: int, height: int) -> int:
        """How many upright lines stand left of a place."""
        if not 0 <= height < self.upright.height or left <= 0:
            return 0
        row = self.upright.crop((0, height, left, height + 1)).tobytes()
        return len(_STROKE.findall(row))

    def is_parted(self, left: int, top: int, bottom: int) -> bool:
        """Whether a level line runs between two places above each other."""
        if bottom <= top:
            return False
        darkest, _ = self.level.crop((left, top, left + 1, bottom)).getextrema()
        return bool(darkest == 0)

    def is_table(self, height: int) -> bool:
        """Whether there are upright lines at this height."""
        return self.column(self.upright.width, height) > 1

    def turned(self, degrees: int) -> Prepared:
        """The same, turned anticlockwise by 90, 180 or 270 degrees."""
        level, upright = (one.rotate(degrees, expand=True) for one in (self.level, self.upright))
        if degrees % 180:
            level, upright = upright, level
        picture = self.picture.rotate(degrees, expand=True)
        return Prepared(picture=picture, level=level, upright=upright)


def prepared(picture: Image.Image) -> Prepared:
    """The picture as the OCR program reads it best."""
    grey = on_white_paper(_sized(_on_light(_on_white(picture))))
    angle = skew(grey)
    if abs(angle) > STRAIGHT:
        grey = grey.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    level, upright = _rules(grey)
    plain = _without(grey, ImageChops.darker(level, upright))
    return Prepared(picture=plain, level=level, upright=upright)


def is_blank(grey: Image.Image) -> bool:
    """Whether there is hardly any ink."""
    return sum(grey.histogram()[:_INK]) < grey.width * grey.height * _BLANK


def skew(grey: Image.Image) -> float:
    """Degrees to turn the picture so that its lines lie level, or stand upright when it was laid
    on its side; 0 when it has no clear lines."""
    ink = _ink(grey)
    level, standing = _straightened(ink), _straightened(_turned(ink))
    return standing[1] if standing[0] > _SIDEWAYS * level[0] else level[1]


def lies_on_its_side(grey: Image.Image) -> bool:
    """Whether the lines seem to run from top to bottom."""
    ink = _ink(grey)
    return _steepness(_turned(ink), 0) > _SIDEWAYS * _steepness(ink, 0)


def shows_print(grey: Image.Image) -> bool:
    """Whether there is as much ink as on a page of print, and in lines."""
    share = sum(grey.histogram()[:_INK]) / (grey.width * grey.height)
    ink = _ink(grey)
    level, standing = _steepness(ink, 0), _steepness(_turned(ink), 0)
    return _PRINT[0] <= share <= _PRINT[1] and max(level, standing) > _LINED * min(level, standing)


def _straightened(ink: Image.Image) -> tuple[float, float]:
    """How steep the lines can be made, and by how many degrees of turning."""
    best = _steepness(ink, 0)
    angle = 0.0
    for step in (1.0, 0.5, 0.2):
        reach = STEEPEST if step == 1.0 else step * 2
        centre = angle
        turns = round(reach / step)
        for turn in range(-turns, turns + 1):
            tried = centre + turn * step
            found = _steepness(ink, tried) if turn else 0.0
            if found > best * (_CLEARLY if not angle else 1):
                best, angle = found, tried
    return best, angle


def _turned(ink: Image.Image) -> Image.Image:
    return ink.transpose(Image.Transpose.ROTATE_90)


def _rules(grey: Image.Image) -> tuple[Image.Image, Image.Image]:
    """The level and the upright ruled lines, black on white."""
    paper = grey.point([0 if level < _RULE_INK else 255 for level in range(256)])
    level = _runs(paper, _RULE[0], along=(1, 0))
    upright = _runs(paper, _RULE[1], along=(0, 1))
    return _thin(level, across=(0, 1)), _thin(upright, across=(1, 0))


def _thin(runs: Image.Image, across: tuple[int, int]) -> Image.Image:
    """Only those runs of ink that are no broader than a line."""
    return ImageChops.lighter(runs, ImageOps.invert(_runs(runs, _THIN, along=across)))


def _without(grey: Image.Image, rules: Image.Image) -> Image.Image:
    """Tables' lines hide the words of narrow cells; one pixel more on each side is grey."""
    return ImageChops.lighter(grey, ImageOps.invert(rules.filter(ImageFilter.MinFilter(3))))


def _runs(paper: Image.Image, power: int, along: tuple[int, int]) -> Image.Image:
    """Black where at least 2**power black pixels stand in a row in this direction."""
    runs = paper
    for step in range(power):
        runs = ImageChops.lighter(runs, _shifted(runs, along, 2**step))
    for step in range(power):
        runs = ImageChops.darker(runs, _shifted(runs, along, -(2**step)))
    return runs


def _shifted(image: Image.Image, along: tuple[int, int], by: int) -> Image.Image:
    """The picture moved by so many pixels; white comes in."""
    moved = Image.new("L", image.size, 255)
    moved.paste(image, (along[0] * -by, along[1] * -by))
    return moved


def _ink(grey: Image.Image) -> Image.Image:
    """A small picture, white where there is ink, so that what turns in from outside is black."""
    small = grey.resize((_LOOK, max(1, round(grey.height * _LOOK / grey.width))))
    return small.point([255 if level < _INK else 0 for level in range(256)])


def _steepness(ink: Image.Image, angle: float) -> float:
    """How sharply rows of ink and rows of paper take turns at this angle."""
    turned = ink.rotate(angle, Image.Resampling.NEAREST) if angle else ink
    rows = turned.resize((1, turned.height), Image.Resampling.BOX).tobytes()
    return float(sum((above - below) ** 2 for above, below in pairwise(rows)))


def _on_white(picture: Image.Image) -> Image.Image:
    """Grey; what is transparent is paper."""
    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return picture.convert("L")
    clear = picture.convert("RGBA")
    paper = Image.new("RGBA", clear.size, (255, 255, 255, 255))
    return Image.alpha_composite(paper, clear).convert("L")


def _on_light(grey: Image.Image) -> Image.Image:
    """Light words on a dark ground, as on posters, turned into dark ones on a light ground."""
    dark = sum(ImageOps.autocontrast(grey, cutoff=1).histogram()[:_DARK])
    return ImageOps.invert(grey) if dark > grey.width * grey.height * _MOSTLY else grey


def _sized(grey: Image.Image) -> Image.Image:
    longer = max(grey.size)
    if longer < SMALL_SIDE:
        return grey.resize((grey.width * 2, grey.height * 2), Image.Resampling.BICUBIC)
    if longer > LONG_SIDE:
        grey.thumbnail((LONG_SIDE, LONG_SIDE))
    return grey
