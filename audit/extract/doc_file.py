"""A Word file of 1997 to 2003 as paragraphs, by Microsoft's description of the format ([MS-DOC]).

Promises: the text of every part in the order of the file, without what is hidden or struck out as
a revision, with the marks that end cells and rows, and how wide each cell of a row is. Refuses to
know: what is a table, a heading or a link; styles that hide.
"""

from __future__ import annotations

import io
import re
import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import olefile

from audit.extract.reading import UnreadableError

MOST_LETTERS = 5_000_000
MOST_PAGES = 50_000
"""Pages of paragraph properties, 512 bytes each."""

_WORD_97 = 0xC1
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_LENGTHS = (("body", 0x4C), ("footnotes", 0x50), ("headers", 0x54), ("", 0x58), ("", 0x5C),
            ("endnotes", 0x60), ("boxes", 0x64), ("", 0x68))  # fmt: skip
_CHARACTERS, _PROPERTIES, _PIECES = 0xFA, 0x102, 0x1A2
_HIDING = {0x083C, 0x0800}
"""Hidden, or struck out as a revision."""
_IN_HEAP, _IN_TABLE, _ROW_END, _CELLS = 0x6646, 0x2416, 0x2417, 0xD608
_OPERAND = (1, 1, 2, 4, 2, 2, 0, 3)
_MERGED_DOWN, _STARTS_DOWN = 0x20, 0x40

# The second of the three letters that end a paragraph ends a cell or a row as well.
_PARAGRAPH = re.compile(r"([^\r\x07\x0c]*)([\r\x07\x0c]|\Z)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The shape of a row: the edges of its cells from left to right, and which go on from above."""

    edges: tuple[int, ...]
    from_above: tuple[bool, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph with its own marks inside; `style` 1 to 9 are the headings of that level.

    `in_table` when it stands in a cell, `cell` when it ends one, `row` when it ends a row.
    """

    text: str
    style: int
    in_table: bool = False
    cell: bool = False
    row: Row | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    style: int = 0
    in_table: bool = False
    row: Row | None = None


class DocFile:
    """An open file. UnreadableError: `password`, `broken`, `unsupported` (Word 6 and 95)."""

    def __init__(self, data: bytes) -> None:
        try:
            with olefile.OleFileIO(io.BytesIO(data)) as ole:
                self._word = ole.openstream("WordDocument").read()
                flags = self._number("<H", 0x0A)
                self._check(flags)
                self._table = ole.openstream("1Table" if flags & _TABLE_1 else "0Table").read()
                self._heap = ole.openstream("Data").read() if ole.exists("Data") else b""
            self._starts, self._looks = self._properties()
            self._unseen = sorted(self._hidden())
            self._letters, self._places = self._text()
        except (OSError, struct.error, IndexError, ValueError) as error:
            raise UnreadableError("broken") from error

    def _number(self, form: str, place: int) -> int:
        return int(struct.unpack_from(form, self._word, place)[0])

    def _check(self, flags: int) -> None:
        if flags & _ENCRYPTED:
            raise UnreadableError("password")
        if self._number("<H", 2) < _WORD_97:
            raise UnreadableError("unsupported")

    def paragraphs(self, part: str) -> Iterator[Paragraph]:
        """The paragraphs of a part: `body`, `footnotes`, `headers`, `endnotes`, `boxes`."""
        start = 0
        for name, place in _LENGTHS:
            end = start + max(0, self._number("<i", place))
            if name == part:
                yield from self._between(start, min(end, len(self._letters)))
                return
            start = end

    def _between(self, start: int, end: int) -> Iterator[Paragraph]:
        for found in _PARAGRAPH.finditer(self._letters, start, end):
            text, mark = found.groups()
            if not text and not mark:
                continue
            look = self._look(self._places[found.end() - 1])
            is_row = mark == "\x07" and look.row is not None
            yield Paragraph(
                text=self._seen(text, found.start()) if self._unseen else text,
                style=look.style,
                in_table=look.in_table,
                cell=mark == "\x07" and not is_row,
                row=look.row if is_row else None,
            )

    def _seen(self, text: str, start: int) -> str:
        """The letters of `text` that people see."""
        places = self._places[start : start + len(text)]
        return "".join(
            letter for letter, place in zip(text, places, strict=True) if not self._is_hidden(place)
        )

    def _is_hidden(self, place: int) -> bool:
        index = bisect_right(self._unseen, (place, len(self._word))) - 1
        return index >= 0 and place < self._unseen[index][1]

    def _look(self, place: int) -> _Look:
        index = bisect_right(self._starts, place) - 1
        return self._looks[index] if index >= 0 else _Look()

    # --- the text --------------------------------------------------------------------------------

    def _text(self) -> tuple[str, list[int]]:
        """All letters, and where in the file each of them stands."""
        pieces = self._piece_table()
        count = (len(pieces) - 4) // 12
        ends = struct.unpack_from(f"<{count + 1}I", pieces)
        letters: list[str] = []
        places: list[int] = []
        for index in range(count):
            length = ends[index + 1] - ends[index]
            (found,) = struct.unpack_from("<I", pieces, 4 * (count + 1) + 8 * index + 2)
            narrow = bool(found & 0x40000000)
            start = (found & 0x3FFFFFFF) // (2 if narrow else 1)
            width = 1 if narrow else 2
            if not 0 < length <= MOST_LETTERS - len(places):
                continue
            raw = self._word[start : start + length * width]
            # One code unit is one place: letters beyond the first plane become two marks.
            words = raw.decode("cp1252", "replace") if narrow else _units(raw)
            letters.append(words)
            places += range(start, start + len(words) * width, width)
        return "".join(letters), places

    def _piece_table(self) -> bytes:
        start, length = struct.unpack_from("<II", self._word, _PIECES)
        block = self._table[start : start + length]
        place = 0
        while block[place] == 1:
            place += 3 + struct.unpack_from("<H", block, place + 1)[0]
        size = struct.unpack_from("<I", block, place + 1)[0]
        return bytes(block[place + 5 : place + 5 + size])

    # --- the characters' properties --------------------------------------------------------------

    def _hidden(self) -> Iterator[tuple[int, int]]:
        """From where to where in the file letters are hidden or struck out."""
        for page in self._pages(_CHARACTERS):
            count = page[511]
            bounds = struct.unpack_from(f"<{count + 1}I", page)
            for index in range(count):
                at = page[4 * (count + 1) + index] * 2
                settings = dict(_settings(page[at + 1 : at + 1 + page[at]])) if at else {}
                # 1 is on, 0x81 the opposite of the style, which hides as good as never.
                if any(settings.get(code) in {b"\x01", b"\x81"} for code in _HIDING):
                    yield bounds[index], bounds[index + 1]

    # --- the paragraphs' properties --------------------------------------------------------------

    def _properties(self) -> tuple[list[int], list[_Look]]:
        """Where each paragraph starts in the file, in order, and how it looks."""
        found: dict[int, _Look] = {}
        for page in self._pages(_PROPERTIES):
            for place, look in self._page(page):
                found.setdefault(place, look)
        starts = sorted(found)
        return starts, [found[place] for place in starts]

    def _pages(self, place: int) -> Iterator[bytes]:
        """The pages of properties that the list at `place` names."""
        start, length = struct.unpack_from("<II", self._word, place)
        count = min((length - 4) // 8, MOST_PAGES)
        for index in range(count):
            page = struct.unpack_from("<I", self._table, start + 4 * (count + 1) + 4 * index)[0]
            yield self._word[page * 512 : page * 512 + 512]

    def _page(self, page: bytes) -> Iterator[tuple[int, _Look]]:
        count = page[511]
        for index in range(count):
            place = struct.unpack_from("<I", page, 4 * index)[0]
            at = page[4 * (count + 1) + 13 * index] * 2
            if not at:
                yield place, _Look()
                continue
            size = page[at] * 2 - 1 if page[at] else page[at + 1] * 2
            at += 1 if page[at] else 2
            style = struct.unpack_from("<H", page, at)[0]
            settings = dict(_settings(page[at + 2 : at + size]))
            if _IN_HEAP in settings:
                settings = self._from_heap(settings[_IN_HEAP])
            row = _shape(settings.get(_CELLS, b"")) if _is_on(settings, _ROW_END) else None
            yield place, _Look(style=style, in_table=_is_on(settings, _IN_TABLE), row=row)

    def _from_heap(self, operand: bytes) -> dict[int, bytes]:
        """Properties too long for their page: rows of many cells, mostly."""
        at = struct.unpack("<I", operand)[0]
        if at + 2 > len(self._heap):
            return {}
        size = struct.unpack_from("<H", self._heap, at)[0]
        return dict(_settings(self._heap[at + 2 : at + 2 + size]))


def _is_on(settings: dict[int, bytes], code: int) -> bool:
    return settings.get(code, b"\0") != b"\0"


def _units(raw: bytes) -> str:
    return "".join(map(chr, struct.unpack(f"<{len(raw) // 2}H", raw[: len(raw) // 2 * 2])))


def _settings(properties: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 2 <= len(properties):
        code = struct.unpack_from("<H", properties, at)[0]
        at += 2
        size = _OPERAND[code >> 13]
        if code == _CELLS and at + 2 <= len(properties):
            size = struct.unpack_from("<H", properties, at)[0] - 1
            at += 2
        elif not size and at < len(properties):
            size = properties[at]
            at += 1
        yield code, properties[at : at + size]
        at += size


def _shape(operand: bytes) -> Row:
    """Edges in twentieths of a point, then what is known of each cell."""
    count = operand[0] if operand else 0
    if len(operand) < 3 + 2 * count:
        return Row(edges=(), from_above=())
    edges = struct.unpack_from(f"<{count + 1}h", operand, 1)
    cells = operand[3 + 2 * count :]
    flags = [int.from_bytes(cells[20 * n : 20 * n + 2], "little") for n in range(count)]
    above = tuple(bool(one & _MERGED_DOWN) and not one & _STARTS_DOWN for one in flags)
    return Row(edges=edges, from_above=above)
