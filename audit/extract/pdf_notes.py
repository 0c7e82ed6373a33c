"""Words that were put onto a PDF page later: typed over it, or into the fields of a form.

Promises: those that people see on the page, from top to bottom; whether a file is pinned to it.
Refuses to know: the page's own text, comments that open when clicked, buttons.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2 as pdfium
from pypdfium2 import raw

from audit.extract.reading import squeeze

MOST = 300
"""Annotations looked at on one page."""

_UNSEEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
_FIELDS = ("Tx", "Ch")
"""Sorts of fields with words: typed ones and lists to choose from."""


def carries_file(page: pdfium.PdfPage) -> bool:
    """Whether another file is pinned to the page."""
    return any(sort == raw.FPDF_ANNOT_FILEATTACHMENT for sort in _sorts(page))


def _sorts(page: pdfium.PdfPage) -> Iterator[int]:
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), MOST)):
        if note := raw.FPDFPage_GetAnnot(page, index):
            sort = raw.FPDFAnnot_GetSubtype(note)
            raw.FPDFPage_CloseAnnot(note)
            yield sort


def notes(page: pdfium.PdfPage) -> tuple[str, ...]:
    """The words of each, the topmost first."""
    return tuple(text for _, text in sorted(_found(page), key=lambda found: -found[0]))


def _found(page: pdfium.PdfPage) -> Iterator[tuple[float, str]]:
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), MOST)):
        note = raw.FPDFPage_GetAnnot(page, index)
        if not note:
            continue
        try:
            area = raw.FS_RECTF()
            if (text := _words(note)) and raw.FPDFAnnot_GetRect(note, ctypes.byref(area)):
                yield area.top, text
        finally:
            raw.FPDFPage_CloseAnnot(note)


def _words(note: raw.FPDF_ANNOTATION) -> str:
    if raw.FPDFAnnot_GetFlags(note) & _UNSEEN:
        return ""
    sort = raw.FPDFAnnot_GetSubtype(note)
    if sort == raw.FPDF_ANNOT_FREETEXT:
        return _value(note, "Contents")
    is_field = sort == raw.FPDF_ANNOT_WIDGET and _value(note, "FT") in _FIELDS
    return _value(note, "V") if is_field else ""


def _value(note: raw.FPDF_ANNOTATION, key: str) -> str:
    """A text of the annotation; '' when it has none under this key."""
    length = raw.FPDFAnnot_GetStringValue(note, key.encode(), None, 0)
    buffer = ctypes.create_string_buffer(length + 2)
    wide = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    raw.FPDFAnnot_GetStringValue(note, key.encode(), wide, length)
    return squeeze(buffer.raw.decode("utf-16-le", errors="ignore").partition("\0")[0])
