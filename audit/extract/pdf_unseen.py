"""Words of a PDF page that nobody sees, taken off the page before it is read.

Promises: what stands outside the page, is not drawn, is too small for any eye, is white on white,
or lies on a layer that is switched off. Refuses to know: what the words say, words covered by
something else.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw

from audit.extract.pdf_rules import DEEPEST_FORM, Box, own_matrix

MOST_OBJECTS = 40_000
SMALLEST = 1.0
"""Points; smaller letters are no print."""

WHITE = 244
"""Grey from which a colour is that of paper."""

TRACE = 6
"""Difference in grey by which something is drawn at a place."""

_LAYER = (ord("O"), ord("C"), 0)
"""How the mark of a layer is called."""

LARGEST = 1_000
"""Pixels of the longer side of the picture in which a place is looked at."""


@dataclass(frozen=True, slots=True)
class _Words:
    """A stretch of text, and what holds it: the page, or a form on it; `scale` is the form's."""

    thing: Any
    holder: Any
    is_in_form: bool
    box: Box
    scale: float


def take_unseen(page: pdfium.PdfPage, *, is_pictured: bool) -> tuple[Box, ...]:
    """Take the words off that people do not see; the boxes they stood in.

    On a page that is a picture, words that are not drawn are what somebody recognised in it.
    """
    edge = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, ctypes.byref(edge))
    if edge.right <= edge.left or edge.top <= edge.bottom:
        return ()
    looker = _Looker(edge, is_pictured=is_pictured)
    paper: Image.Image | None = None
    gone: list[_Words] = []
    for words in islice(_words(page, None, 0), MOST_OBJECTS):
        if looker.is_lost(words):
            gone.append(words)
            continue
        white = looker.is_white(words.thing)
        if white or looker.is_layered(words.thing):
            paper = paper or _drawn(page)
            if _leaves_no_trace(paper, words, edge, white=white):
                gone.append(words)
    for words in gone:
        remove = raw.FPDFFormObj_RemoveObject if words.is_in_form else raw.FPDFPage_RemoveObject
        if remove(words.holder, words.thing):
            raw.FPDFPageObj_Destroy(words.thing)
    return tuple(words.box for words in gone)


def _words(holder: Any, matrix: pdfium.PdfMatrix | None, depth: int) -> Iterator[_Words]:
    """All stretches of text, with their boxes on the page; blanks between words left out."""
    count = raw.FPDFFormObj_CountObjects if depth else raw.FPDFPage_CountObjects
    get = raw.FPDFFormObj_GetObject if depth else raw.FPDFPage_GetObject
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    room = tuple(map(ctypes.byref, (left, bottom, right, top)))
    scale = math.hypot(matrix.c, matrix.d) if matrix else 1.0
    for number in range(min(count(holder), MOST_OBJECTS)):
        thing = get(holder, number)
        sort = raw.FPDFPageObj_GetType(thing)
        if sort == raw.FPDF_PAGEOBJ_TEXT and raw.FPDFPageObj_GetBounds(thing, *room):
            box = left.value, bottom.value, right.value, top.value
            if box[2] > box[0] and box[3] > box[1]:
                placed = matrix.on_rect(*box) if matrix else box
                yield _Words(thing, holder, depth > 0, placed, scale)
        elif sort == raw.FPDF_PAGEOBJ_FORM and depth < DEEPEST_FORM:
            own = own_matrix(thing)
            yield from _words(thing, own.multiply(matrix) if matrix else own, depth + 1)


class _Looker:
    """Tells by what the file says of them whether words can be seen; its buffers are used again
    for every stretch, of which a page may have thousands."""

    def __init__(self, edge: raw.FS_RECTF, *, is_pictured: bool) -> None:
        self.is_pictured = is_pictured
        self.left, self.bottom = edge.left, edge.bottom
        self.right, self.top = edge.right, edge.top
        self.colour = tuple(ctypes.c_uint() for _ in range(4))
        self.colour_refs = tuple(map(ctypes.byref, self.colour))
        self.name = (ctypes.c_ushort * 4)()
        self.length = ctypes.c_ulong()

    def is_lost(self, words: _Words) -> bool:
        """Whether the words stand outside the page, are not drawn, or are too small."""
        left, bottom, right, top = words.box
        if right < self.left or left > self.right or top < self.bottom or bottom > self.top:
            return True
        if raw.FPDFTextObj_GetTextRenderMode(words.thing) == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
            return not self.is_pictured
        return top - bottom < 2 * SMALLEST and _size(words) < SMALLEST

    def is_white(self, thing: Any) -> bool:
        """Whether the letters are filled, and with the colour of paper or with none."""
        if not raw.FPDFPageObj_GetFillColor(thing, *self.colour_refs):
            return False
        red, green, blue, weight = self.colour
        is_pale = red.value >= WHITE and green.value >= WHITE and blue.value >= WHITE
        is_filled = raw.FPDFTextObj_GetTextRenderMode(thing) == raw.FPDF_TEXTRENDERMODE_FILL
        return (is_pale or weight.value < TRACE) and is_filled

    def is_layered(self, thing: Any) -> bool:
        """Whether the words lie on a layer that may be off, in letters that we can draw."""
        for number in range(raw.FPDFPageObj_CountMarks(thing)):
            mark = raw.FPDFPageObj_GetMark(thing, number)
            raw.FPDFPageObjMark_GetName(mark, self.name, 8, ctypes.byref(self.length))
            if self.length.value == len(_LAYER) * 2 and tuple(self.name[:3]) == _LAYER:
                return bool(raw.FPDFFont_GetIsEmbedded(raw.FPDFTextObj_GetFont(thing)) == 1)
        return False


def _size(words: _Words) -> float:
    """Points as printed."""
    size, look = ctypes.c_float(), raw.FS_MATRIX()
    raw.FPDFTextObj_GetFontSize(words.thing, ctypes.byref(size))
    raw.FPDFPageObj_GetMatrix(words.thing, ctypes.byref(look))
    return size.value * math.hypot(look.c, look.d) * words.scale


def _drawn(page: pdfium.PdfPage) -> Image.Image:
    """The page in grey, upright as its coordinates are."""
    scale = min(1.0, LARGEST / max(page.get_width(), page.get_height()))
    turned = -page.get_rotation() % 360
    picture: Image.Image = page.render(
        scale=scale, rotation=turned, grayscale=True, may_draw_forms=False
    ).to_pil()
    return picture


def _leaves_no_trace(paper: Image.Image, words: _Words, edge: raw.FS_RECTF, *, white: bool) -> bool:
    """Whether nothing is to be seen at the place: white words need a darker ground."""
    scale = paper.width / (edge.right - edge.left)
    left, bottom, right, top = words.box
    greys = paper.crop(
        (
            max(0, math.floor((left - edge.left) * scale)),
            max(0, math.floor((edge.top - top) * scale)),
            min(paper.width, math.ceil((right - edge.left) * scale)),
            min(paper.height, math.ceil((edge.top - bottom) * scale)),
        )
    ).tobytes()
    if not greys:
        return False
    return min(greys) >= WHITE - TRACE if white else max(greys) - min(greys) < TRACE
