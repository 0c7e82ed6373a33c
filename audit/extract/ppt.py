"""PPT, PowerPoint of 1997 to 2003 → blocks, slide by slide ([MS-PPT]).

Promises: titles and text of every slide that is shown, in order. Refuses to know: tables (their
cells are text boxes in this format and are read as text), pictures, speakers' notes.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass

import olefile

from audit.extract.reading import Reading, Source, UnreadableError, squeeze
from audit.extract.titles import first_title
from rules.document import Block, Kind, Legibility

MOST_SLIDES = 500
DEEPEST = 20

_DOCUMENT, _SLIDE_LIST, _SLIDE, _PERSISTS = 0x03E8, 0x0FF0, 0x03F3, 0x1772
_HEADER, _WIDE, _NARROW, _BOX = 0x0F9F, 0x0FA0, 0x0FA8, 0xF00D
_SHOW, _HIDDEN = 0x03F9, 0x04
_TITLES = {0, 6}
_ENCRYPTED = b"\xdf\xc4\xd1\xf3"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    sort: int
    instance: int
    container: bool
    start: int
    end: int


def read(source: Source) -> Reading:
    """The slides' words. UnreadableError: `password`, `broken`."""
    try:
        with olefile.OleFileIO(io.BytesIO(source.data)) as ole:
            user = ole.openstream("Current User").read() if ole.exists("Current User") else b""
            data = ole.openstream("PowerPoint Document").read()
        if user[12:16] == _ENCRYPTED:
            raise UnreadableError("password")
        blocks = tuple(_blocks(data))
    except (OSError, struct.error) as error:
        raise UnreadableError("broken") from error
    if not blocks:
        # Slides without words are pictures, as far as anybody publishes them.
        return Reading(legibility=Legibility.NONE, problem="scan")
    return Reading(title=first_title(block.text for block in blocks), blocks=blocks)


def _records(data: bytes, start: int, end: int, depth: int = 0) -> Iterator[_Record]:
    """Everything between two places, containers before what is in them."""
    while start + 8 <= end:
        first, sort, length = struct.unpack_from("<HHI", data, start)
        stop = min(end, start + 8 + length)
        container = first & 0xF == 0xF
        yield _Record(
            sort=sort, instance=first >> 4, container=container, start=start + 8, end=stop
        )
        if container and depth < DEEPEST:
            yield from _records(data, start + 8, stop, depth + 1)
        start = stop


def _blocks(data: bytes) -> Iterator[Block]:
    places: dict[int, int] = {}
    document: _Record | None = None
    at = 0
    while at + 8 <= len(data):  # what was saved later stands later and counts
        record = next(_records(data, at, len(data)))
        if record.sort == _PERSISTS:
            places.update(_persists(data[record.start : record.end]))
        elif record.sort == _DOCUMENT:
            document = record
        at = record.end
    if document is None:
        raise UnreadableError("broken")
    for number, (key, outline) in enumerate(_slides(data, document), start=1):
        where = f"สไลด์ {number}"
        if _is_hidden(data, places.get(key)):
            continue
        texts = [*outline, *_drawn(data, places.get(key))]
        for kind, text in dict.fromkeys(texts):
            yield Block(kind=kind, text=text, where=where)


def _persists(directory: bytes) -> Iterator[tuple[int, int]]:
    """Where each part of the presentation stands."""
    numbers = struct.unpack(f"<{len(directory) // 4}I", directory[: len(directory) // 4 * 4])
    at = 0
    while at < len(numbers):
        first, count = numbers[at] & 0xFFFFF, numbers[at] >> 20
        yield from enumerate(numbers[at + 1 : at + 1 + count], start=first)
        at += 1 + count


def _slides(data: bytes, document: _Record) -> list[tuple[int, list[tuple[Kind, str]]]]:
    """Each slide's key and the words of its outline, in the order shown."""
    slides: list[tuple[int, list[tuple[Kind, str]]]] = []
    for group in _records(data, document.start, document.end):
        if group.sort != _SLIDE_LIST or group.instance != 0:
            continue
        words: list[list[_Record]] = []
        for record in _records(data, group.start, group.end):
            if record.sort == _SLIDE:
                slides.append((struct.unpack_from("<I", data, record.start)[0], []))
                words.append([])
            elif words:
                words[-1].append(record)
        for (_, texts), inside in zip(slides, words, strict=True):
            texts.extend(_texts(data, inside))
        break
    return slides[:MOST_SLIDES]


def _is_hidden(data: bytes, place: int | None) -> bool:
    """Whether a slide is left out when the presentation is shown."""
    if place is None or place + 8 > len(data):
        return False
    slide = next(_records(data, place, len(data)))
    shows = (one for one in _records(data, slide.start, slide.end) if one.sort == _SHOW)
    return any(show.end > show.start + 10 and data[show.start + 10] & _HIDDEN for show in shows)


def _drawn(data: bytes, place: int | None) -> Iterator[tuple[Kind, str]]:
    """The words in the boxes drawn on a slide."""
    if place is None or place + 8 > len(data):
        return
    slide = next(_records(data, place, len(data)))
    for record in _records(data, slide.start, slide.end):
        if record.sort == _BOX:
            yield from _texts(data, _records(data, record.start, record.end))


def _texts(data: bytes, records: Iterator[_Record] | list[_Record]) -> Iterator[tuple[Kind, str]]:
    kind = Kind.TEXT
    for record in records:
        inside = data[record.start : record.end]
        if record.sort == _HEADER and inside:
            kind = Kind.HEADING if inside[0] in _TITLES else Kind.TEXT
        elif record.sort in {_WIDE, _NARROW}:
            text = inside.decode("utf-16-le" if record.sort == _WIDE else "cp1252", "replace")
            lines = [squeeze(line) for line in text.replace("\x0b", " ").split("\r")]
            if kind is Kind.HEADING:
                lines = [" ".join(filter(None, lines))]
            yield from ((kind, line) for line in lines if line)
