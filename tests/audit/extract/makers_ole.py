"""Office files of before 2007 made by hand: the container, Word's and PowerPoint's streams."""

from __future__ import annotations

import struct
from dataclasses import dataclass

SECTOR = 512
_END, _FAT, _FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def ole(streams: dict[str, bytes]) -> bytes:
    """A compound file of these streams, each filled up to the 4,096 bytes of an ordinary one."""
    whole = {name: data + bytes(max(0, 4096 - len(data))) for name, data in streams.items()}
    entries = [_entry("Root Entry", 5, child=1 if whole else _FREE)]
    names = sorted(whole, key=lambda name: (len(name), name.upper()))
    chains: list[list[int]] = []
    folders = (len(names) + 1 + 3) // 4
    place = 1 + folders
    for number, name in enumerate(names, start=1):
        count = -(-len(whole[name]) // SECTOR)
        chains.append(list(range(place, place + count)))
        right = number + 1 if number < len(names) else _FREE
        entries.append(_entry(name, 2, right=right, start=place, size=len(whole[name])))
        place += count
    fat = [_FAT, *_chain(list(range(1, 1 + folders)))]
    for chain in chains:
        fat += _chain(chain)
    assert len(fat) <= SECTOR // 4, "one sector of the table is enough for a test"
    fat += [_FREE] * (SECTOR // 4 - len(fat))
    head = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, _END, 0, _END, 0,
    )  # fmt: skip
    head += struct.pack("<109I", 0, *[_FREE] * 108)
    body = [data + bytes(-len(data) % SECTOR) for data in (whole[name] for name in names)]
    directory = b"".join(entries)
    directory += _entry("", 0) * (folders * 4 - len(entries))
    return head + struct.pack("<128I", *fat) + directory + b"".join(body)


def _chain(sectors: list[int]) -> list[int]:
    return [*(sector + 1 for sector in sectors[:-1]), _END]


def _entry(
    name: str, sort: int, *, child: int = _FREE, right: int = _FREE, start: int = 0, size: int = 0
) -> bytes:
    letters = (name + "\0").encode("utf-16-le") if name else b""
    return struct.pack(
        "<64sHBBIII16x4x16xIQ", letters, len(letters), sort, 1, _FREE, right, child, start, size
    )


@dataclass
class Para:
    """A paragraph of a DOC with its end mark; `row` is the shape of the row that it ends.

    `letters` are the properties of its letters.
    """

    text: str
    letters: bytes = b""
    style: int = 0
    in_table: bool = False
    row: tuple[list[int], list[int]] | None = None

    def properties(self) -> bytes:
        out = struct.pack("<H", self.style)
        if self.in_table:
            out += struct.pack("<HB", 0x2416, 1)
        if self.row is not None:
            edges, flags = self.row
            shape = struct.pack(f"<B{len(edges)}h", len(flags), *edges)
            shape += b"".join(struct.pack("<H18x", flag) for flag in flags)
            out += struct.pack("<HBHH", 0x2417, 1, 0xD608, len(shape) + 1) + shape
        return out


def doc_row(
    *cells: str, edges: list[int] | None = None, flags: list[int] | None = None
) -> list[Para]:
    """The paragraphs of a row: one a cell, and the end of the row."""
    edges = edges or [n * 1000 for n in range(len(cells) + 1)]
    made = [Para(f"{line}\r", in_table=True) for cell in cells for line in cell.split("\r")]
    ends = [len("\r".join(cells[: n + 1]).split("\r")) - 1 for n in range(len(cells))]
    for end in ends:
        made[end].text = made[end].text[:-1] + "\x07"
    return [*made, Para("\x07", in_table=True, row=(edges, flags or [0] * len(cells)))]


def doc(
    paragraphs: list[Para], footnote: str = "", flags: int = 0x0200, heap: bool = False
) -> bytes:
    """A Word file; with `heap` the properties of row ends stand in the Data stream."""
    text = "".join(one.text for one in paragraphs)
    start, page = 0x800, 0x200
    word = bytearray(0x800) + (text + footnote).encode("utf-16-le")
    word += bytes(-len(word) % page)
    data = b""
    first, looks = start, []
    for one in paragraphs:
        properties = one.properties()
        if heap and one.row is not None:
            kept = properties[2:]
            properties = properties[:2] + struct.pack("<HI", 0x6646, len(data))
            data += struct.pack("<H", len(kept)) + kept
        looks.append((first, properties))
        first += 2 * len(one.text)
    pages = [looks[n : n + 4] for n in range(0, len(looks), 4)]
    numbers = [len(word) // page + n for n in range(len(pages))]
    for n, group in enumerate(pages):
        end = pages[n + 1][0][0] if n + 1 < len(pages) else first
        word += _looks_page(group, end)
    number_of_letters = len(word) // page
    word += _letters_page(paragraphs, start)
    letters = struct.pack("<III", start, first, number_of_letters)
    bounds = [group[0][0] for group in pages] + [first]
    places = struct.pack(f"<{len(bounds)}I{len(numbers)}I", *bounds, *numbers)
    pieces = struct.pack("<III", 0, len(text + footnote), 0)[:8] + struct.pack("<HIH", 0, start, 0)
    pieces = b"\x01\x02\x00ab" + b"\x02" + struct.pack("<I", len(pieces)) + pieces
    struct.pack_into("<HH", word, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", word, 0x0A, flags)
    struct.pack_into("<II", word, 0x4C, len(text), len(footnote))
    struct.pack_into("<II", word, 0x102, 0, len(places))
    struct.pack_into("<II", word, 0x1A2, len(places), len(pieces))
    struct.pack_into("<II", word, 0xFA, len(places + pieces), len(letters))
    streams = {"WordDocument": bytes(word), "1Table": places + pieces + letters}
    return ole(streams | ({"Data": data} if data else {}))


def _looks_page(group: list[tuple[int, bytes]], end: int) -> bytes:
    page = bytearray(512)
    struct.pack_into(f"<{len(group) + 1}I", page, 0, *(place for place, _ in group), end)
    at = 510
    for n, (_, properties) in enumerate(group):
        whole = properties + bytes(len(properties) % 2)
        at -= len(whole) + 2
        at -= at % 2
        page[4 * (len(group) + 1) + 13 * n] = at // 2
        page[at : at + 2 + len(whole)] = bytes([0, len(whole) // 2]) + whole
    page[511] = len(group)
    return bytes(page)


def _letters_page(paragraphs: list[Para], start: int) -> bytes:
    """The properties of letters, one stretch for each paragraph; as many as fit."""
    page = bytearray(512)
    count = min(len(paragraphs), 30)
    at = 510
    for n, one in enumerate(paragraphs[:count]):
        struct.pack_into("<I", page, 4 * n, start)
        start += 2 * len(one.text)
        if one.letters:
            at -= len(one.letters) + 1 + (len(one.letters) + 1) % 2
            page[at : at + 1 + len(one.letters)] = bytes([len(one.letters)]) + one.letters
            page[4 * (count + 1) + n] = at // 2
    struct.pack_into("<I", page, 4 * count, start)
    page[511] = count
    return bytes(page)


def _record(sort: int, inside: bytes, *, container: bool = True, instance: int = 0) -> bytes:
    return (
        struct.pack("<HHI", instance << 4 | (0xF if container else 0), sort, len(inside)) + inside
    )


def _words(text: str, sort: int) -> bytes:
    head = _record(0x0F9F, struct.pack("<I", sort), container=False)
    return head + _record(0x0FA0, text.encode("utf-16-le"), container=False)


def ppt(*slides: tuple[str, str], encrypted: bool = False, hidden: tuple[int, ...] = ()) -> bytes:
    """A presentation; each slide has a title in the outline and a text in a box."""
    outline, drawn = b"", b""
    places: list[int] = []
    for number, (title, text) in enumerate(slides, start=1):
        outline += _record(0x03F3, struct.pack("<I16x", number), container=False)
        outline += _words(title, 0)
        places.append(len(drawn))
        show = struct.pack("<10xB5x", 4 if number in hidden else 1)
        inside = _record(0x040C, _record(0xF00D, _words(text, 4)))
        drawn += _record(0x03EE, inside + _record(0x03F9, show, container=False))
    notes = _record(0x0FF0, _words("บันทึกผู้บรรยาย", 2), instance=2)
    document = _record(0x03E8, _record(0x0FF0, outline) + notes)
    moved = [len(document) + place for place in places]
    table = struct.pack(f"<I{len(moved)}I", 1 | len(moved) << 20, *moved)
    stream = document + drawn + _record(0x1772, table, container=False)
    mark = 0xF3D1C4DF if encrypted else 0xE391C05F
    return ole({"PowerPoint Document": stream, "Current User": struct.pack("<8xII", 20, mark)})
