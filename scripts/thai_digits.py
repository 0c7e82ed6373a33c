"""Draws `audit/extract/thai_digits.png`: Thai digits, and what is not one, in many typefaces.

    python scripts/thai_digits.py FONT…

Promises: one square tile for each sign and typeface, a row of tiles for each sign, the signs in the
order of `audit.extract.ocr_shapes.SIGNS`. The typefaces of `benchmarks.pdf_makers` are left out, so
that reading these stays a fair measure. Refuses to know: pages.
"""

from __future__ import annotations

import sys

from PIL import Image, ImageDraw, ImageFont

from audit.extract.ocr_shapes import SIDE, SIGNS, TILES, tile

SIZE = 64


def main(fonts: list[str]) -> int:
    """Write the sheet; a typeface without a sign leaves its place to the one before it."""
    rows = [[made for font in fonts if (made := _drawn(sign, font))] for sign in SIGNS]
    width = max(len(row) for row in rows)
    sheet = Image.new("L", (SIDE * width, SIDE * len(rows)))
    for y, row in enumerate(rows):
        for x in range(width):
            sheet.paste(row[min(x, len(row) - 1)], (x * SIDE, y * SIDE))
    sheet.quantize(8).save(TILES, optimize=True)
    return 0


def _drawn(sign: str, path: str) -> Image.Image | None:
    font = ImageFont.truetype(path, SIZE)
    if font.getmask(sign).getbbox() == font.getmask("\U0010ffff").getbbox():
        return None
    picture = Image.new("L", (SIZE * 3, SIZE * 3), 255)
    ImageDraw.Draw(picture).text((SIZE, SIZE // 2), sign, font=font, fill=0)
    return tile(picture)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
