"""Text out of pictures: scanned pages of a PDF, and pictures that are documents themselves.

Promises: blocks with the places they were read from; never longer than its limits, and what was not
read stays named (problem `scan`); nothing is read when the OCR program is missing. Refuses to know:
how the program works, which documents are worth the time.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import pypdfium2 as pdfium
from PIL import Image

from audit.extract.ocr_digits import with_digits
from audit.extract.ocr_engine import COLUMN, DPI, SPARSE, Word, words
from audit.extract.ocr_here import DOCUMENT_SECONDS, PAGE_SECONDS, is_here
from audit.extract.ocr_lines import OcrLine, confidence, lines_of, trust
from audit.extract.ocr_picture import (
    Prepared,
    is_blank,
    lies_on_its_side,
    prepared,
    shows_print,
)
from audit.extract.pdf_page import Line
from audit.extract.pdf_text import body_size, paragraphs
from audit.extract.reading import Reading, row_text
from audit.extract.titles import first_title
from rules.document import Block, Kind, Legibility

MOST_PAGES = 20
"""Pictured pages read of one document; the first ones say what it is."""

SURE = 80.0
"""Mean confidence above which the first look at a page is good enough."""

WORTH_ANOTHER = 60
"""Letters seen, believed or not, that make a second look at a doubtful page worth its time."""

HARDLY = 0.3
"""Share of the letters seen that is believed when a page lies upside down."""

FEWEST_LETTERS = 12
"""Fewer believed letters in a picture are a logo or a sign in a photo."""

_A3 = 1200.0
"""Points: a larger page is mostly a scan whose program did not say how fine it is …"""
_USUAL_SIDE = 2400
"""… and is drawn as an A4 page would be, in pixels."""

_PAGE = re.compile(r"หน้า (\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What was read of one picture. `whole` is False when there is text we could not read."""

    blocks: tuple[Block, ...] = ()
    whole: bool = True


def with_scans(reading: Reading, document: pdfium.PdfDocument, scans: Sequence[int]) -> Reading:
    """`reading` of a PDF with the text of its pictured pages (numbered from 1) added."""
    pictures = ((f"หน้า {number}", _drawn(document, number)) for number in scans[:MOST_PAGES])
    return with_pictures(reading, pictures, len(scans))


def with_pictures(
    reading: Reading, pictures: Iterable[tuple[str, Image.Image | None]], count: int
) -> Reading:
    """`reading` with the text of pictures added, each at its place; `count` is of all there are."""
    if not is_here():
        return reading
    looks: dict[str, Look] = {}
    until = time.monotonic() + DOCUMENT_SECONDS
    for where, picture in pictures:
        if time.monotonic() > until:
            break
        looks[where] = read_picture(picture, where) if picture else Look(whole=False)
    found = [block for look in looks.values() for block in look.blocks]
    whole = len(looks) == count and all(look.whole for look in looks.values())
    return _joined(reading, found, whole=whole)


def read_picture(picture: Image.Image, where: str) -> Look:
    """The text of one picture as blocks at this place."""
    ready = prepared(picture)
    if is_blank(ready.picture):
        return Look()
    lines = _best(ready, time.monotonic() + PAGE_SECONDS)
    if sum(line.letters for line in lines) < FEWEST_LETTERS:
        return Look(whole=False)
    return Look(blocks=tuple(_blocks(lines, where)))


def _best(ready: Prepared, until: float) -> list[OcrLine]:
    """The lines of the look that read most; a sure look is enough."""
    seen, best = _look(ready, COLUMN, until)
    letters = sum(len(word.text) for word in seen)
    sideways = lies_on_its_side(ready.picture)
    if letters < WORTH_ANOTHER:
        enough = not sideways and not shows_print(ready.picture)
    else:
        enough = confidence(seen) >= SURE
    if enough:
        return best
    scattered, around = (ready, SPARSE), (ready.turned(180), COLUMN)
    tries = [(ready.turned(90), COLUMN), (ready.turned(270), COLUMN), scattered]
    if not sideways:
        # Of letters that stand on their heads hardly any line is believed.
        tries = [around, scattered] if trust(best) < letters * HARDLY else [scattered, around]
    for one, mode in tries:
        seen, lines = _look(one, mode, until)
        best = max(best, lines, key=trust)
        if confidence(seen) >= SURE:
            break
    return best


def _look(ready: Prepared, mode: int, until: float) -> tuple[list[Word], list[OcrLine]]:
    seen = words(ready.picture, mode, until - time.monotonic())
    try:
        told = with_digits(seen, ready.picture)
    except Exception:  # a bug costs the digits, never the page
        told = seen
    return seen, lines_of(told, ready)


def _blocks(lines: Sequence[OcrLine], where: str) -> Iterator[Block]:
    """Paragraphs and headings; a line of several cells is a row."""
    placed = [
        (
            line,
            Line(
                text=line.cells[0],
                size=line.height,
                x=1,
                y=float(-line.top),
                confidence=line.confidence / 100,
            ),
        )
        for line in lines
    ]
    size = body_size([line for _, line in placed])
    loose: list[Line] = []
    for line, plain in placed:
        if len(line.cells) == 1:
            loose.append(plain)
            continue
        yield from paragraphs(loose, where, size)
        loose = []
        sure = round(line.confidence / 100, 2)
        yield Block(kind=Kind.ROW, text=row_text(line.cells), where=where, confidence=sure)
    yield from paragraphs(loose, where, size)


def _joined(reading: Reading, found: Sequence[Block], *, whole: bool) -> Reading:
    """What was read from pictures in its place among what was there already."""
    other = None if reading.problem == "scan" else reading.problem
    unread = reading.legibility is Legibility.NONE
    problem = other if whole and (found or not unread) else "scan"
    texts = [block.text for block in found]
    return replace(
        reading,
        title=reading.title or first_title(texts),
        blocks=tuple(sorted((*reading.blocks, *found), key=_page)),
        legibility=Legibility.OCR if unread and found else reading.legibility,
        problem=problem,
        ocr_places=reading.ocr_places | {block.where for block in found},
    )


def _page(block: Block) -> int:
    """The page a block stands on; 0 when its place is no page."""
    found = _PAGE.match(block.where)
    return int(found[1]) if found else 0


def _drawn(document: pdfium.PdfDocument, number: int) -> Image.Image | None:
    """A page as a grey picture; None when PDFium cannot draw it."""
    try:
        page = document[number - 1]
    except pdfium.PdfiumError:
        return None
    try:
        longer = max(page.get_width(), page.get_height())
        scale = DPI / 72 if longer <= _A3 else _USUAL_SIDE / longer
        drawn: Image.Image | None = page.render(scale=scale, grayscale=True).to_pil()
    except (pdfium.PdfiumError, ValueError):
        drawn = None
    finally:
        page.close()
    return drawn
