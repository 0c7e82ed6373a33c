"""Thai letters by what the embedded font calls its glyphs, where the file's own list is wrong.

WeasyPrint lists each glyph by the first word it stood in, and so loses marks that the font sets
lower or further left. The font inside the file still says which letter each of its glyphs is.

Promises: only Thai glyphs that the font itself names are named anew; what it does not name stays.
Refuses to know: outlines, places, words.
"""

from __future__ import annotations

import io
from collections.abc import Mapping

import playa
from playa.font import CIDFont
from playa.fontprogram import TrueTypeFontProgram
from playa.pdftypes import ContentStream, PDFObject, resolve1
from playa.utils import IDENTITY_MAPPING

from rules.thai import PRIVATE

LISTS_BADLY = "WeasyPrint"
"""The producer whose list of glyphs is wrong."""

_THAI = range(0x0E01, 0x0E5C)


def page_of(document: playa.Document, number: int) -> playa.Page:
    """A page (from 1) whose glyphs are called what they are."""
    page = document.pages[number - 1]
    if any(LISTS_BADLY in _producer(table.trailer) for table in document.xrefs):
        for font in page.fonts.values():
            if isinstance(font, CIDFont) and font.tounicode is not None:
                font.tounicode.bytes2unicode.update(_names(font))
    return page


def _producer(trailer: Mapping[str, PDFObject]) -> str:
    """Who made the file."""
    info = resolve1(trailer.get("Info"))
    made = resolve1(info.get("Producer")) if isinstance(info, dict) else None
    return made.decode("latin-1") if isinstance(made, bytes) else ""


def _names(font: CIDFont) -> dict[bytes, str]:
    """The Thai letters of an embedded TrueType font by their codes, which must be its glyphs."""
    program = resolve1(font.descriptor.get("FontFile2"))
    if not isinstance(program, ContentStream) or font.cid2gid is not IDENTITY_MAPPING:
        return {}
    try:
        known = TrueTypeFontProgram(font.basefont, io.BytesIO(program.buffer)).create_tounicode()
    except Exception:  # a damaged font names nothing
        return {}
    letters = known.bytes2unicode if known else {}
    return {
        code: PRIVATE.get(ord(letter), letter)
        for code, letter in letters.items()
        if any(code) and (ord(letter) in _THAI or ord(letter) in PRIVATE)
    }
