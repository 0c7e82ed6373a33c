"""PDF forms of the XFA kind, whose pages only say that another program is needed.

Promises: the words of the form and what was filled in, from the XML inside the file. Refuses to
know: how the form is laid out, its scripts.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2 as pdfium
from lxml import etree
from pypdfium2 import raw

from audit.extract.office import PARSER
from audit.extract.reading import Reading, squeeze
from audit.extract.titles import first_title
from rules.document import Block, Kind

MOST_BYTES = 20_000_000
MOST_PACKETS = 40

_PLACES = {"template": "แบบฟอร์ม", "datasets": "ข้อมูลที่กรอกในแบบฟอร์ม"}
_SHOWN = {"text", "exData"}


def read(document: pdfium.PdfDocument) -> Reading | None:
    """The form's words, told as read in part; None when the file is no such form."""
    if raw.FPDF_GetFormType(document) != raw.FORMTYPE_XFA_FULL:
        return None
    blocks = [block for name, data in _packets(document) for block in _blocks(name, data)]
    if not blocks:
        return None
    title = first_title(block.text for block in blocks)
    return Reading(title=title, blocks=tuple(blocks), problem="partly")


def _packets(document: pdfium.PdfDocument) -> Iterator[tuple[str, bytes]]:
    for index in range(min(raw.FPDF_GetXFAPacketCount(document), MOST_PACKETS)):
        length = raw.FPDF_GetXFAPacketName(document, index, None, 0)
        name = ctypes.create_string_buffer(max(length, 1))
        raw.FPDF_GetXFAPacketName(document, index, name, length)
        size = ctypes.c_ulong()
        raw.FPDF_GetXFAPacketContent(document, index, None, 0, ctypes.byref(size))
        if 0 < size.value <= MOST_BYTES:
            data = ctypes.create_string_buffer(size.value)
            raw.FPDF_GetXFAPacketContent(document, index, data, size.value, ctypes.byref(size))
            yield name.value.decode("utf-8", "replace"), data.raw


def _blocks(name: str, data: bytes) -> Iterator[Block]:
    where = _PLACES.get(name)
    root = etree.fromstring(data, PARSER) if where else None
    if where is None or root is None:
        return
    for item in root.iter(etree.Element):
        is_filled = name == "datasets" and not len(item)
        if not is_filled and etree.QName(item).localname not in _SHOWN:
            continue
        if text := squeeze(" ".join(map(str, item.itertext()))):
            yield Block(kind=Kind.TEXT, text=text, where=where)
