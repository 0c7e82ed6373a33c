"""The boxes that ruling lines draw on a PDF page.

Promises: the cells of every ruled table, found by pdfplumber's table algorithm from the strokes
that PDFium reports (letting pdfplumber parse the page again for its lines costs ten times as much).
Refuses to know: text.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
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

MOST_PATHS = 5_000
MOST_SEGMENTS = 2_000
MOST_EDGES = 6_000
MOST_CROSSINGS = 3_000
"""More lines than this are a drawing or a map, not a table."""

TOLERANCE = 3.0
"""Points by which lines may miss one another and still meet (pdfplumber's own default)."""

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points from the page's lower left corner."""

_Point = tuple[float, float]


def ruled_tables(page: pdfium.PdfPage) -> list[list[Box]]:
    """The cells of each ruled table of `page`, from top to bottom."""
    edges = list(islice(_edges(page), MOST_EDGES + 1))
    if len(edges) > MOST_EDGES:
        return []
    merged = [
        edge
        for edge in merge_edges(edges, TOLERANCE, TOLERANCE, TOLERANCE, TOLERANCE)
        if max(edge["width"], edge["height"]) >= TOLERANCE
    ]
    crossings = edges_to_intersections(merged, TOLERANCE, TOLERANCE)
    if not crossings or len(crossings) > MOST_CROSSINGS:
        return []
    tables = cells_to_tables(intersections_to_cells(crossings))
    return [[_box(cell) for cell in table] for table in tables]


def _box(cell: Box) -> Box:
    """pdfplumber counts downwards."""
    left, top, right, bottom = cell
    return left, -bottom, right, -top


def _edges(page: pdfium.PdfPage) -> Iterator[dict[str, Any]]:
    """Horizontal and vertical strokes, as pdfplumber's algorithm wants them."""
    for path in islice(page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,), max_depth=4), MOST_PATHS):
        for (x0, y0), (x1, y1) in _strokes(path):
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


def _strokes(path: pdfium.PdfObject) -> Iterator[tuple[_Point, _Point]]:
    """The straight pieces of a path on the page, closing pieces too."""
    matrix = _matrix(path)
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


def _matrix(path: pdfium.PdfObject) -> pdfium.PdfMatrix:
    """From the path's own coordinates to the page's, through the forms it is nested in."""
    matrix = path.get_matrix()
    container = path.container
    while container is not None:
        matrix = matrix.multiply(container.get_matrix())
        container = container.container
    return matrix
