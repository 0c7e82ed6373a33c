"""The formats and links of an XLS file, from records made by hand."""

import struct

from makers_ole import ole

from audit.extract import extract
from audit.extract.sheet_legacy import looks_of

URL = "https://www.example.go.th/แผน.pdf"
_WEB = bytes.fromhex("d0c9ea79f9bace118c8200aa004ba90b e0c9ea79f9bace118c8200aa004ba90b")


def record(sort: int, body: bytes) -> bytes:
    return struct.pack("<HH", sort, len(body)) + body


def wide(text: str) -> bytes:
    return b"\x01" + text.encode("utf-16-le")


def book(sheet: bytes) -> bytes:
    """A book of one sheet named งบ, with two styles: general, and Thai figures with commas."""
    code, name = "[$-D00041E]#,##0", "งบ"
    parts = [
        record(0x0809, bytes(16)),
        record(0x041E, struct.pack("<HH", 164, len(code)) + wide(code)),
        record(0x00E0, struct.pack("<HH16x", 0, 0)),
        record(0x00E0, struct.pack("<HH16x", 0, 164)),
    ]
    bound = 4 + 7 + len(wide(name))
    start = sum(map(len, parts)) + bound + 4
    parts.append(record(0x0085, struct.pack("<IHB", start, 0, len(name)) + wide(name)))
    return ole({"Workbook": b"".join([*parts, record(0x000A, b""), sheet, record(0x000A, b"")])})


def link(row: int, column: int, url: str) -> bytes:
    address = (url + "\0").encode("utf-16-le")
    words = struct.pack("<I", 4) + "คำ\0\0".encode("utf-16-le")
    place = struct.pack("<HHHH", row, row, column, column)
    sort = struct.pack("<II", 2, 0x17)
    target = _WEB[16:] + struct.pack("<I", len(address)) + address
    return record(0x01B8, place + _WEB[:16] + sort + words + target)


def test_formats_and_links_of_cells():
    number = record(0x0203, struct.pack("<HHHd", 2, 1, 1, 1250.0))
    plain = record(0x027E, struct.pack("<HHHI", 3, 1, 0, 0))
    many = record(0x00BD, struct.pack("<HHHIHIH", 4, 0, 0, 0, 1, 0, 1))
    links, formats = looks_of(book(number + plain + many + link(5, 0, URL)))
    assert {place: form(1250.0) for place, form in formats["งบ"].items()} == {
        (3, 1): "๑,๒๕๐",
        (5, 1): "๑,๒๕๐",
    }
    assert links == {"งบ": [((6, 0), URL)]}


def test_a_damaged_record_costs_only_what_follows_it():
    good = record(0x0203, struct.pack("<HHHd", 2, 1, 1, 1250.0))
    links, formats = looks_of(book(good + record(0x01B8, b"x")))
    assert list(formats["งบ"]) == [(3, 1)]
    assert links == {}
    assert looks_of(b"nothing") == ({}, {})


def test_a_locked_book_says_so():
    locked = ole({"Workbook": record(0x0809, bytes(16)) + record(0x002F, bytes(6)) + bytes(8)})
    assert extract(locked, name="แผน.xls").problem == "password"
