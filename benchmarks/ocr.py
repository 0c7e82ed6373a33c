"""How truly scans are read: made pages as scanners make them, and real scans.

`python -m benchmarks.ocr` prints Markdown. Made pages: the texts of `benchmarks.pdf_makers` are
printed, drawn at the scanner's resolution, laid askew, soiled, packed as JPEG into a PDF of
pictures, and read as the product reads them: character error rate without white space, also without
Thai digits. Real scans (`OIT_REAL`): the share of letters in dictionary words stands for the truth.
Seconds are computing time, child processes included. Refuses to know: reading text layers.

    python -m benchmarks.ocr [--texts 12]
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import resource
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from statistics import mean

import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageFilter

from audit.extract import extract, ocr, ocr_here
from benchmarks.labels import real_folder
from benchmarks.pdf_makers import FONTS, TEXTS, as_typst
from benchmarks.pdf_truth import error_rate, truth
from rules.repair_words import known_share

SHEET = (595, 842)
"""Points of an A4 page."""
FEW = 4
"""Texts used where a variant is not one of the two that are aimed at."""
_THAI_DIGITS = re.compile("[๐-๙]")

Distort = Callable[[Image.Image], Image.Image]


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A scanner and its habits; `aim` in per cent where there is one."""

    name: str
    dpi: int
    distort: tuple[Distort, ...] = ()
    quality: int = 92
    aim: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One text read."""

    rate: float
    without_digits: float
    pages: int
    seconds: float


def askew(angle: float, picture: Image.Image) -> Image.Image:
    """The page laid askew by so many degrees."""
    return picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)


def on_its_side(picture: Image.Image) -> Image.Image:
    """The page laid across."""
    return picture.rotate(90, expand=True)


def blurred(picture: Image.Image) -> Image.Image:
    """The page out of focus."""
    return picture.filter(ImageFilter.GaussianBlur(0.8))


def soiled(picture: Image.Image) -> Image.Image:
    """Grey paper, pale ink and grain."""
    pale = picture.point([45 + round(level * 0.72) for level in range(256)])
    return ImageChops.add(pale, _grain(picture.size), offset=-128)


@cache
def _grain(size: tuple[int, int]) -> Image.Image:
    """Grain that is the same every time: a picture without repeats, made by a fixed rule."""
    state, levels = 12345, bytearray()
    for _ in range(997 * 61):
        state = (state * 1103515245 + 12345) % 2**31
        levels.append(128 + (state >> 16) % 61 - 30)
    tile = Image.frombytes("L", (997, 61), bytes(levels))
    grain = Image.new("L", size, 128)
    for y in range(0, size[1], 61):
        for x in range(-(y * 7) % 997 - 997, size[0], 997):
            grain.paste(tile, (x, y))
    return grain


CLEAN: tuple[Distort, ...] = ()
DIRTY: tuple[Distort, ...] = (blurred, soiled)
SLIGHTLY: tuple[Distort, ...] = (partial(askew, 0.7),)

VARIANTS = (
    Variant(name="150 dpi, clean", dpi=150),
    Variant(name="200 dpi, clean", dpi=200, aim=3),
    Variant(name="300 dpi, clean", dpi=300),
    Variant(name="200 dpi, askew 0.7°", dpi=200, distort=SLIGHTLY),
    Variant(name="200 dpi, askew 3°", dpi=200, distort=(partial(askew, 3.0),)),
    Variant(name="200 dpi, on its side", dpi=200, distort=(on_its_side,)),
    Variant(name="150 dpi, dirty, JPEG 55", dpi=150, distort=DIRTY, quality=55),
    Variant(name="200 dpi, dirty, JPEG 55", dpi=200, distort=SLIGHTLY + DIRTY, quality=55, aim=8),
    Variant(name="300 dpi, dirty, JPEG 55", dpi=300, distort=DIRTY, quality=55),
)
"""Dirty pages are out of focus, on grey paper, in pale ink, grainy; the aimed one is askew too."""


def main() -> int:
    """Print the section."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=len(TEXTS))
    print(section(parser.parse_args().texts))
    return 0


def section(texts: int = len(TEXTS)) -> str:
    """The measurements as Markdown."""
    if not ocr_here.is_here():
        return "## Scans\n\nNot measured: the OCR program is not installed.\n"
    real = real_folder()
    return f"{_made(texts)}\n{_real(real)}" if real else _made(texts)


def _made(texts: int) -> str:
    rows = [_row(variant, texts if variant.aim else min(texts, FEW)) for variant in VARIANTS]
    return f"""## Scans: made pages

Characters read wrongly, per hundred, white space aside; median text and worst text beside the mean.

| scan | texts | errors | worst | without Thai digits | aim | seconds a page |
|---|---|---|---|---|---|---|
{chr(10).join(rows)}
"""


def _row(variant: Variant, texts: int) -> str:
    scores = [_read(variant, number) for number in range(texts)]
    rate = mean(score.rate for score in scores)
    pace = sum(score.seconds for score in scores) / sum(score.pages for score in scores)
    aim = f"≤ {variant.aim:g} %" if variant.aim else ""
    return (
        f"| {variant.name} | {texts} | {rate:.2f} % | {max(s.rate for s in scores):.2f} % "
        f"| {mean(s.without_digits for s in scores):.2f} % | {aim} | {pace:.1f} |"
    )


def _read(variant: Variant, number: int) -> Score:
    lines, font = TEXTS[number], FONTS[number % len(FONTS)]
    pages = [_scanned(page, variant) for page in _drawn(as_typst(lines, font), variant.dpi)]
    out = io.BytesIO()
    pages[0].save(
        out, "PDF", save_all=True, append_images=pages[1:], resolution=variant.dpi,
        quality=variant.quality,
    )  # fmt: skip
    start = _computing()
    document = extract(out.getvalue(), ocr=True)
    seconds = _computing() - start
    wanted, seen = truth(lines), "\n".join(block.text for block in document.blocks)
    return Score(
        rate=error_rate(wanted, seen),
        without_digits=error_rate(_THAI_DIGITS.sub("", wanted), _THAI_DIGITS.sub("", seen)),
        pages=len(pages),
        seconds=seconds,
    )


def _scanned(page: Image.Image, variant: Variant) -> Image.Image:
    for distort in variant.distort:
        page = distort(page)
    return page


def _drawn(data: bytes, dpi: int) -> Iterator[Image.Image]:
    document = pdfium.PdfDocument(data)
    for page in document:
        yield page.render(scale=dpi / 72, grayscale=True).to_pil()


def _computing() -> float:
    """Seconds of computing so far, ours and that of finished children."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _real(real: Path) -> str:
    """Every PDF of the list: its pages with text, and those that OCR can read, of all it has."""
    with (real / "docs.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["type"] == "pdf"]
    table, pages, texts, read, tried, seconds = [], 0, 0, 0, 0, 0.0
    for row in rows:
        data = (real / row["file"]).read_bytes()
        plain = extract(data)
        with_text = len({block.where for block in plain.blocks if block.text})
        pages, texts = pages + int(row["pages"] or 0), texts + with_text
        if plain.problem != "scan":
            continue
        start = _computing()
        document = extract(data, ocr=True)
        took = _computing() - start
        places = document.ocr_places
        # A page that has a text layer of a few letters beside its scan is pictured too.
        pictured = max(int(row["pages"] or 0) - with_text, len(places))
        count = min(pictured, ocr.MOST_PAGES)
        read, tried, seconds = read + len(places), tried + count, seconds + took
        seen = "\n".join(block.text for block in document.blocks if block.where in places)
        share = f"{known_share(seen):.3f}" if places else "nothing read"
        table.append(
            f"| {row['pages']} | {with_text} | {len(places)} | {len(seen)} | {share} "
            f"| {document.problem or ''} | {took:.0f} |"
        )
    return f"""## Scans: real files

{len(table)} files with pages that have no usable text; at the most {ocr.MOST_PAGES} of each file's
are read.

| pages | with text | read by OCR | characters | letters in known words | left | seconds |
|---|---|---|---|---|---|---|
{chr(10).join(table)}

- of {pages} pages in all {len(rows)} PDFs {texts} have text and {read} were read by OCR:
  **{100 * (texts + read) / max(1, pages):.1f} %** readable (aim: 95 %)
- {read} of {tried} pictured pages read, {tried / max(seconds, 0.1):.2f} pages a second of computing
"""


if __name__ == "__main__":
    raise SystemExit(main())
