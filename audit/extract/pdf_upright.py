"""Pages whose words run up or down the sheet, as wide tables are laid on tall paper.

Promises: such a page's things are turned so that its lines lie level; every other page stays as it
is, also one that stands upside down. Refuses to know: what the words say.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter

import pypdfium2 as pdfium
from pypdfium2 import raw

SAMPLE = 200
"""Letters looked at."""

MOSTLY = 0.8
"""Share of them that must run the same way."""

Turn = tuple[float, float, float, float, float, float]


def set_upright(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage) -> bool:
    """Turn what is on the page, if its words stand on their side; whether they did."""
    turn = _turn(page, _quarter(textpage))
    if turn is None:
        return False
    for number in range(raw.FPDFPage_CountObjects(page)):
        raw.FPDFPageObj_Transform(raw.FPDFPage_GetObject(page, number), *turn)
    raw.FPDFPage_TransformAnnots(page, *turn)
    return True


def _turn(page: pdfium.PdfPage, quarter: int) -> Turn | None:
    """The matrix that turns the page, to where it was on paper; None when it is upright."""
    edge = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, ctypes.byref(edge))
    turns: dict[int, Turn] = {
        1: (0, 1, -1, 0, edge.top, -edge.left),
        3: (0, -1, 1, 0, -edge.bottom, edge.right),
    }
    return turns.get(quarter)


def _quarter(textpage: pdfium.PdfTextPage) -> int:
    """By how many quarters of a turn, counted with the clock, most letters are turned."""
    count = textpage.count_chars()
    angles = [
        raw.FPDFText_GetCharAngle(textpage, index)
        for index in range(0, count, max(1, count // SAMPLE))
    ]
    quarters = Counter(round(angle / (math.pi / 2)) % 4 for angle in angles if angle >= 0)
    ((quarter, most),) = quarters.most_common(1) or [(0, 0)]
    return quarter if most >= len(angles) * MOSTLY else 0
