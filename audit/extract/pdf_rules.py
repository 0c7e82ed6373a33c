"""What is drawn on a PDF page: the boxes of its ruled tables, and whether there are pictures.

Promises: the cells of every ruled table, found by pdfplumber's table algorithm from the strokes
that PDFium reports (letting pdfplumber parse the page again for its lines costs ten times as much).
Refuses to know: text.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pypdfium2 as pdfium
from pdfplumber.table import (
    cells_to_tables,
    edges_to_intersections,
    intersections_to_cells,
    merge_edges,
)
from pypdfium2 import raw

MOST_OBJECTS = 40_000
MOST_SEGMENTS = 2_000
MOST_EDGES = 6_000
MOST_CROSSINGS = 3_000
MOST_CELLS = 3_000
"""More than this on one page is a drawing or a map, not a table."""

FEWEST_EDGES = 6
"""Three lines each way: two rows and two columns."""

DEEPEST_FORM = 4

TOLERANCE = 3.0
"""Points by which lines may miss one another and still meet (pdfplumber's own default)."""

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points from the page's lower left corner."""

_Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """The cells of each ruled table from top to bottom, and the boxes of pictures."""

    tables: tuple[tuple[Box, ...], ...]
    pictures: tuple[Box, ...]


def look(page: pdfium.PdfPage) -> Drawing:
    """What is drawn on `page`."""
    edges: list[dict[str, Any]] = []
    pictures: list[Box] = []
    top = _inside(page, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, pdfium.PdfMatrix(), 0)
    for thing, matrix, is_picture in islice(top, MOST_OBJECTS):
        if is_picture:
            pictures.append(_square(matrix))
        elif len(edges) <= MOST_EDGES:
            edges += _edges(thing, matrix)
    return Drawing(tables=tuple(_tables(edges)), pictures=tuple(pictures))


def _square(matrix: pdfium.PdfMatrix) -> Box:
    """Where a picture stands: it fills the unit square of its own coordinates."""
    xs, ys = zip(*(matrix.on_point(x, y) for x in (0, 1) for y in (0, 1)), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _inside(
    holder: Any, count: Any, get: Any, matrix: pdfium.PdfMatrix, depth: int
) -> Iterator[tuple[Any, pdfium.PdfMatrix, bool]]:
    """Paths and pictures with the way to the page's coordinates, and whether it is a picture."""
    for number in range(count(holder)):
        thing = get(holder, number)
        sort = raw.FPDFPageObj_GetType(thing)
        if sort in {raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH}:
            is_picture = sort == raw.FPDF_PAGEOBJ_IMAGE
            yield thing, own_matrix(thing).multiply(matrix), is_picture
        elif sort == raw.FPDF_PAGEOBJ_FORM and depth < DEEPEST_FORM:
            inner = own_matrix(thing).multiply(matrix)
            yield from _inside(
                thing, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, inner, depth + 1
            )


def own_matrix(thing: Any) -> pdfium.PdfMatrix:
    """How a thing on a page is placed in what holds it."""
    found = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(thing, ctypes.byref(found))
    return pdfium.PdfMatrix.from_raw(found)


def _tables(edges: list[dict[str, Any]]) -> Iterator[tuple[Box, ...]]:
    if not FEWEST_EDGES <= len(edges) <= MOST_EDGES:
        return
    merged = [
        edge
        for edge in merge_edges(edges, TOLERANCE, TOLERANCE, TOLERANCE, TOLERANCE)
        if max(edge["width"], edge["height"]) >= TOLERANCE
    ]
    crossings = edges_to_intersections(merged, TOLERANCE, TOLERANCE)
    if not crossings or len(crossings) > MOST_CROSSINGS:
        return
    for cells in cells_to_tables(intersections_to_cells(crossings)):
        if len(cells) <= MOST_CELLS:
            yield tuple(_box(cell) for cell in cells)


def _box(cell: Box) -> Box:
    """pdfplumber counts downwards."""
    left, top, right, bottom = cell
    return left, -bottom, right, -top


def _edges(path: Any, matrix: pdfium.PdfMatrix) -> Iterator[dict[str, Any]]:
    """Horizontal and vertical strokes, as pdfplumber's algorithm wants them."""
    for (x0, y0), (x1, y1) in _strokes(path, matrix):
        if abs(x1 - x0) <= 1 <= abs(y1 - y0):
            yield _edge(x0, x0, y0, y1, "v")
        elif abs(y1 - y0) <= 1 <= abs(x1 - x0):
            yield _edge(x0, x1, y0, y0, "h")


def _edge(x0: float, x1: float, y0: float, y1: float, orientation: str) -> dict[str, Any]:
    top, bottom = -max(y0, y1), -min(y0, y1)
    return {
        "object_type": "line",
        "orientation": orientation,
        "x0": min(x0, x1),
        "x1": max(x0, x1),
        "top": top,
        "bottom": bottom,
        "doctop": top,
        "width": abs(x1 - x0),
        "height": abs(y1 - y0),
    }


def _strokes(path: Any, matrix: pdfium.PdfMatrix) -> Iterator[tuple[_Point, _Point]]:
    """The straight pieces of a path on the page, closing pieces too."""
    start = last = (0.0, 0.0)
    x, y = ctypes.c_float(), ctypes.c_float()
    for number in range(min(raw.FPDFPath_CountSegments(path), MOST_SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(path, number)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = matrix.on_point(x.value, y.value)
        sort = raw.FPDFPathSegment_GetType(segment)
        if sort == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif sort == raw.FPDF_SEGMENT_LINETO:
            yield last, point
        if raw.FPDFPathSegment_GetClose(segment):
            yield point, start
        last = point
