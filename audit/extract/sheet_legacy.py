"""What the spreadsheet library drops of an XLS file: looks and links of cells, what is hidden.

Promises: each by sheet, as `sheet_formats`, `sheet_links` and `sheet_hidden` tell them of XLSX, and
the words of text boxes; nothing when the file is older than Excel 97 or damaged; whether it is
locked. Refuses to know: values, formulas, links to other files.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from itertools import islice

import olefile

from audit.extract.number_formats import Format, understood
from audit.extract.reading import squeeze
from audit.extract.sheet_drawn import placed
from audit.extract.sheet_formats import BUILT_IN, MOST_STYLED
from audit.extract.sheet_hidden import Hidden
from audit.extract.sheet_links import MOST_LINKS, Place
from audit.extract.sheet_looks import Looks
from rules.document import Block, Kind

_Record = tuple[int, bytes]

# Sorts of records in the stream (MS-XLS 2.3).
_BEGIN, _END, _SHEET, _FORMAT, _STYLE = 0x0809, 0x000A, 0x0085, 0x041E, 0x00E0
_NUMBERS = {0x0203, 0x027E, 0x0006}
_ROW_OF_NUMBERS, _LINK = 0x00BD, 0x01B8
_LOCK = 0x002F
_ROW, _COLUMNS, _FILTERED = 0x0208, 0x007D, 0x009B
_NO_HEIGHT, _FOLDED = 0x20, 0x07
_BOX, _GOES_ON, _PICTURES = 0x01B6, 0x003C, 0x00EB

MOST_BOXES = 2_000
"""Text boxes of one sheet."""

_WEB = bytes.fromhex("e0c9ea79f9bace118c8200aa004ba90b")
"""The sort of target that is a web address."""
_HAS_TARGET, _HAS_WORDS, _HAS_FRAME, _AS_TEXT = 0x01, 0x10, 0x80, 0x100


def looks_of(data: bytes) -> Looks:
    """What the library does not tell of the sheets; less of it when the file is damaged."""
    looks = Looks()
    try:
        stream = _stream(data)
        styles, sheets = _globals(stream)
        pictured = any(sort == _PICTURES for sort, _ in _records(stream, 0))
        looks = Looks(pictured=pictured)
        for name, start in sheets:
            looks.formats[name] = dict(islice(_formats(stream, start, styles), MOST_STYLED))
            looks.hidden[name] = _hidden(stream, start)
            looks.links[name] = list(islice(_links(stream, start), MOST_LINKS))
            looks.drawn[name] = list(islice(_boxes(stream, start, placed(name)), MOST_BOXES))
    except Exception:  # damaged files raise anything; the values do not depend on this
        return looks
    return looks


def is_locked(data: bytes) -> bool:
    """Whether the file is encrypted: the library takes such a file for no workbook at all."""
    try:
        return any(sort == _LOCK for sort, _ in _records(_stream(data), 0))
    except Exception:  # damaged files raise anything
        return False


def _stream(data: bytes) -> bytes:
    with olefile.OleFileIO(io.BytesIO(data)) as ole:
        return bytes(ole.openstream("Workbook").read()) if ole.exists("Workbook") else b""


def _records(stream: bytes, start: int) -> Iterator[_Record]:
    """The records of one part of the stream, up to its end; not of charts inside it."""
    at = start
    depth = 0
    while at + 4 <= len(stream):
        sort, length = struct.unpack_from("<HH", stream, at)
        depth += (sort == _BEGIN) - (sort == _END)
        if sort == _END and depth < 1:
            return
        if depth < 2:
            yield sort, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _globals(stream: bytes) -> tuple[dict[int, Format], list[tuple[str, int]]]:
    """The styles that change what people see, and where each sheet begins."""
    codes = dict(BUILT_IN)
    used: list[int] = []
    sheets: list[tuple[str, int]] = []
    for sort, body in _records(stream, 0):
        if sort == _SHEET:
            (start,) = struct.unpack_from("<I", body)
            sheets.append((_letters(body[7:], body[6]), start))
        elif sort == _FORMAT:
            number, length = struct.unpack_from("<HH", body)
            codes[number] = _letters(body[4:], length)
        elif sort == _STYLE:
            used.append(struct.unpack_from("<H", body, 2)[0])
    found = {index: understood(codes.get(number, "")) for index, number in enumerate(used)}
    return {index: form for index, form in found.items() if form}, sheets


def _letters(body: bytes, length: int) -> str:
    """A string after its length: a byte that says how wide its letters are, then these."""
    wide = body[0] & 1
    return body[1 : 1 + length * (1 + wide)].decode("utf-16-le" if wide else "latin-1")


def _formats(
    stream: bytes, start: int, styles: dict[int, Format]
) -> Iterator[tuple[Place, Format]]:
    for sort, body in _records(stream, start):
        if sort in _NUMBERS:
            row, column, style = struct.unpack_from("<HHH", body)
            if style in styles:
                yield (row + 1, column), styles[style]
        elif sort == _ROW_OF_NUMBERS:
            row, first = struct.unpack_from("<HH", body)
            for nth, at in enumerate(range(4, len(body) - 2, 6)):
                (style,) = struct.unpack_from("<H", body, at)
                if style in styles:
                    yield (row + 1, first + nth), styles[style]


def _hidden(stream: bytes, start: int) -> Hidden:
    rows: set[int] = set()
    columns: list[range] = []
    folded = False
    for sort, body in _records(stream, start):
        if sort == _FILTERED:
            folded = True
        elif sort == _ROW and body[12] & _NO_HEIGHT:
            rows.add(struct.unpack_from("<H", body)[0] + 1)
            folded = folded or bool(body[12] & _FOLDED)
        elif sort == _COLUMNS:
            first, last, width, _, flags = struct.unpack_from("<HHHHH", body)
            if flags & 1 or not width:
                columns.append(range(first, last + 1))
    return Hidden(rows=frozenset(rows), columns=tuple(columns), folded=folded and bool(rows))


def _boxes(stream: bytes, start: int, where: str) -> Iterator[Block]:
    """The words of text boxes: each stands in the record after the one that describes its box."""
    length = 0
    for sort, body in _records(stream, start):
        if sort == _BOX:
            (length,) = struct.unpack_from("<H", body, 10)
        elif sort == _GOES_ON and length and body:
            if text := squeeze(_letters(body, length)):
                yield Block(kind=Kind.TEXT, text=text, where=where)
            length = 0


def _links(stream: bytes, start: int) -> Iterator[tuple[Place, str]]:
    for sort, body in _records(stream, start):
        if sort != _LINK:
            continue
        row, _, column, _ = struct.unpack_from("<HHHH", body)
        if href := _target(body):
            yield (row + 1, column), href


def _target(body: bytes) -> str:
    """The web address of a link record; '' when it leads elsewhere."""
    (flags,) = struct.unpack_from("<I", body, 28)
    at = 32
    for flag in (_HAS_WORDS, _HAS_FRAME):
        if flags & flag:
            at += 4 + 2 * int(struct.unpack_from("<I", body, at)[0])
    if not flags & _HAS_TARGET:
        return ""
    if flags & _AS_TEXT:
        (length,) = struct.unpack_from("<I", body, at)
        return _until_null(body[at + 4 : at + 4 + 2 * length])
    if body[at : at + 16] != _WEB:
        return ""
    (size,) = struct.unpack_from("<I", body, at + 16)
    return _until_null(body[at + 20 : at + 20 + size])


def _until_null(letters: bytes) -> str:
    return letters.decode("utf-16-le", errors="ignore").partition("\0")[0]
