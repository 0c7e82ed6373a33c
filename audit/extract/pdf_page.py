"""One page of a PDF through PDFium.

Promises: lines with their size and place, the text in ruled cells, link annotations with the words
under them, pictures with the words at their foot. Refuses to know: paragraphs, damaged text.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

import pypdfium2 as pdfium
from pypdfium2 import raw

from audit.extract.pdf_columns import unruled
from audit.extract.pdf_gaps import LostSpace, lost_spaces, spaced
from audit.extract.pdf_letters import text_of
from audit.extract.pdf_notes import carries_file, notes
from audit.extract.pdf_rules import Box, look
from audit.extract.pdf_unseen import take_unseen
from audit.extract.pdf_upright import set_upright
from audit.extract.reading import shorten, squeeze
from rules.repair import with_hard_spaces

MOST_LINKS = 300
MOST_PICTURES = 40

PICTURED = 0.25
"""Share of a page that pictures cover when it may be a scan."""

SMALL = 40.0
"""Points; smaller pictures are signs and bullets."""

SAMPLE = 100
"""Letters of a page looked at to tell whether they are drawn."""

CAPTION = 60.0
"""Points below a picture where its words stand (a name and a post, mostly)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One printed line; `x`, `y` of its first letter in points from the page's lower left corner.

    `size` in points; 0 when not known. `confidence` as in `rules.document.Block`.
    """

    text: str
    size: float = 0
    x: float = 0
    y: float = 0
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link annotation: the words under it, its target, the line around it."""

    text: str
    href: str
    near: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture: its width in pixels at 96 a inch, and the words on or just below it."""

    width: int
    near: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What PDFium sees on a page.

    `number` counts from 1; `tables` are the texts of ruled cells; `notes` are words put onto the
    page later; `is_pictured` when pictures cover so much of the page that its text may be in them;
    `is_recognised` when the text over them cannot be seen, as OCR programs lay it; `is_read_again`
    when the lines are another reader's, because PDFium garbles this page; `unseen` are the boxes
    of words that nobody sees and that are left out; `is_turned` when its places are not the file's,
    because its words did not lie level.
    """

    number: int
    lines: tuple[Line, ...]
    links: tuple[Link, ...] = ()
    tables: tuple[Mapping[Box, str], ...] = ()
    pictures: tuple[Picture, ...] = ()
    notes: tuple[str, ...] = ()
    carries_file: bool = False
    is_pictured: bool = False
    is_recognised: bool = False
    is_read_again: bool = False
    unseen: tuple[Box, ...] = ()
    is_turned: bool = False


def read_page(document: pdfium.PdfDocument, index: int) -> Page:
    """Page `index` (from 0); a page PDFium cannot load is empty."""
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return Page(number=index + 1, lines=())
    turned = page.get_rotation()
    try:
        # PDFium orders the lines as the page is shown, which tears them apart when it is turned.
        page.set_rotation(0)
        drawing = look(page)
        whole = page.get_width() * page.get_height()
        is_pictured = sum(map(_area, drawing.pictures)) >= whole * PICTURED
        unseen = take_unseen(page, is_pictured=is_pictured)
        textpage = page.get_textpage()
        is_turned = set_upright(page, textpage)
        if is_turned:
            drawing, textpage = look(page), page.get_textpage()
        lost: list[LostSpace] = []
        lines = tuple(_lines(textpage, lost))
        words = _Words(textpage=textpage, lost=lost)
        return Page(
            number=index + 1,
            lines=lines,
            links=tuple(islice(_links(document, page, words, lines), MOST_LINKS)),
            tables=tuple(
                words.sorted_into(cells)
                for cells in (
                    *drawing.tables,
                    *unruled(textpage, drawing.tables),
                )
            ),
            pictures=tuple(_pictures(words, drawing.pictures, whole)),
            notes=notes(page),
            carries_file=carries_file(page),
            is_pictured=is_pictured,
            is_recognised=is_pictured and _is_unseen(textpage),
            unseen=unseen,
            is_turned=is_turned,
        )
    except pdfium.PdfiumError:
        return Page(number=index + 1, lines=())
    finally:
        page.set_rotation(turned)
        page.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The words of a page by their place, with the spaces that PDFium lost."""

    textpage: pdfium.PdfTextPage
    lost: list[LostSpace]

    def sorted_into(self, cells: tuple[Box, ...]) -> dict[Box, str]:
        """The words of each cell: a letter belongs where it stands, not where its marks reach."""
        parts: dict[Box, list[str]] = {cell: [] for cell in cells}
        text = text_of(self.textpage)
        spaces = {space.index for space in self.lost}
        home: Box | None = None
        for index, char in enumerate(text):
            if not char.isspace():
                here = _origin(self.textpage, index)
                if home is None or not _holds(home, here):
                    home = next((cell for cell in cells if _holds(cell, here)), None)
            if home is not None:
                parts[home] += [" ", char] if index in spaces else [char]
        return {cell: squeeze("".join(chars)) for cell, chars in parts.items()}

    def inside(self, box: Box) -> str:
        left, bottom, right, top = box
        text = str(self.textpage.get_text_bounded(*box))
        for space in self.lost:
            if left <= space.x <= right and bottom <= space.y <= top:
                text = space.put_back(text)
        return squeeze(text)


def _lines(textpage: pdfium.PdfTextPage, lost: list[LostSpace]) -> Iterator[Line]:
    """The page's lines; the spaces put back in them are added to `lost`."""
    text = with_hard_spaces(text_of(textpage))
    start = 0
    for piece in text.splitlines(keepends=True):
        found = lost_spaces(textpage, piece, start)
        lost += found
        if words := squeeze(spaced(piece, found)):
            indent = len(piece) - len(piece.lstrip())
            char = raw.FPDFText_GetCharIndexFromTextIndex(textpage, start + indent)
            x, y = _place(textpage, char)
            yield Line(text=words, size=_size(textpage, char), x=x, y=y)
        start += len(piece)


def _is_unseen(textpage: pdfium.PdfTextPage) -> bool:
    """Whether the text is not drawn: of letters from all over the page most are invisible."""
    count = textpage.count_chars()
    modes = [
        raw.FPDFTextObj_GetTextRenderMode(thing)
        for index in range(0, count, max(1, count // SAMPLE))
        if (thing := raw.FPDFText_GetTextObject(textpage, index))
    ]
    unseen = modes.count(raw.FPDF_TEXTRENDERMODE_INVISIBLE)
    return unseen * 2 > len(modes)


def _size(textpage: pdfium.PdfTextPage, char: int) -> float:
    """Points as printed: some producers write size 1 and scale it."""
    matrix = raw.FS_MATRIX()
    if char < 0 or not raw.FPDFText_GetMatrix(textpage, char, ctypes.byref(matrix)):
        return 0
    size = float(raw.FPDFText_GetFontSize(textpage, char))
    return round(size * math.hypot(matrix.c, matrix.d), 1)


def _place(textpage: pdfium.PdfTextPage, char: int) -> tuple[float, float]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if char < 0 or not raw.FPDFText_GetCharBox(
        textpage, char, *map(ctypes.byref, (left, right, bottom, top))
    ):
        return 0, 0
    return (left.value + right.value) / 2, (bottom.value + top.value) / 2


def _origin(textpage: pdfium.PdfTextPage, index: int) -> tuple[float, float]:
    """Where the pen stood for the character at this index of the page's text."""
    x, y = ctypes.c_double(), ctypes.c_double()
    char = raw.FPDFText_GetCharIndexFromTextIndex(textpage, index)
    if char < 0 or not raw.FPDFText_GetCharOrigin(textpage, char, ctypes.byref(x), ctypes.byref(y)):
        return -1.0, -1.0
    return x.value, y.value


def _holds(cell: Box, place: tuple[float, float]) -> bool:
    left, bottom, right, top = cell
    return left - 1 <= place[0] < right and bottom <= place[1] < top


def _pictures(words: _Words, boxes: tuple[Box, ...], whole: float) -> Iterator[Picture]:
    """Photos and charts with their words; not what fills the page, not what is tiny."""
    for box in boxes[:MOST_PICTURES]:
        left, bottom, right, top = box
        if min(right - left, top - bottom) < SMALL or _area(box) > whole * PICTURED * 3:
            continue
        near = words.inside((left - 10, bottom - CAPTION, right + 10, top))
        yield Picture(width=round((right - left) * 96 / 72), near=shorten(near))


def _area(box: Box) -> float:
    left, bottom, right, top = box
    return (right - left) * (top - bottom)


def _links(
    document: pdfium.PdfDocument,
    page: pdfium.PdfPage,
    words: _Words,
    lines: tuple[Line, ...],
) -> Iterator[Link]:
    position = ctypes.c_int(0)
    link = raw.FPDF_LINK()
    for _ in range(MOST_LINKS * 4):
        if not raw.FPDFLink_Enumerate(page, ctypes.byref(position), ctypes.byref(link)):
            return
        href = _target(document, link)
        area = raw.FS_RECTF()
        if href and raw.FPDFLink_GetAnnotRect(link, ctypes.byref(area)):
            text = words.inside((area.left, area.bottom, area.right, area.top))
            near = [line.text for line in lines if area.bottom <= line.y <= area.top]
            yield Link(text=shorten(text), href=href, near=shorten(" ".join(near)))


def _target(document: pdfium.PdfDocument, link: raw.FPDF_LINK) -> str:
    """The web address of a link; '' when it leads elsewhere in the file."""
    action = raw.FPDFLink_GetAction(link)
    if not action:
        return ""
    length = raw.FPDFAction_GetURIPath(document, action, None, 0)
    if length <= 1:
        return ""
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFAction_GetURIPath(document, action, buffer, length)
    return buffer.value.decode("utf-8", errors="replace").strip()
