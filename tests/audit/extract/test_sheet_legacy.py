"""The formats and links of an XLS file, from records made by hand."""

import struct

from makers_ole import ole

from audit.extract import extract
from audit.extract.sheet_legacy import looks_of
from audit.extract.sheet_looks import Looks

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
    end = record(0x000A, b"")
    return ole({"Workbook": b"".join([*parts, end, parts[0], sheet, end])})


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
    looks = looks_of(book(number + plain + many + link(5, 0, URL)))
    assert {place: form(1250.0) for place, form in looks.formats["งบ"].items()} == {
        (3, 1): "๑,๒๕๐",
        (5, 1): "๑,๒๕๐",
    }
    assert looks.links == {"งบ": [((6, 0), URL)]}


def test_a_damaged_record_costs_only_what_follows_it():
    good = record(0x0203, struct.pack("<HHHd", 2, 1, 1, 1250.0))
    looks = looks_of(book(good + record(0x01B8, b"x")))
    assert list(looks.formats["งบ"]) == [(3, 1)]
    assert looks.links == {}
    assert looks_of(b"nothing") == Looks()


def row(number: int, flags: int) -> bytes:
    return record(0x0208, struct.pack("<HHHHHHI", number, 0, 3, 255, 0, 0, flags))


def test_hidden_rows_and_columns_are_known():
    columns = record(0x007D, struct.pack("<HHHHH", 2, 3, 2048, 15, 1))
    shut = record(0x007D, struct.pack("<HHHHH", 5, 5, 0, 15, 0))
    hidden = looks_of(book(row(0, 0x100) + row(2, 0x120) + columns + shut)).hidden["งบ"]
    assert (hidden.rows, hidden.folded) == ({3}, False)
    assert hidden.columns == (range(2, 4), range(5, 6))
    assert looks_of(book(row(2, 0x121))).hidden["งบ"].folded
    assert looks_of(book(record(0x009B, b"") + row(2, 0x120))).hidden["งบ"].folded


def test_words_of_text_boxes_and_nothing_of_charts_inside():
    box = record(0x01B6, struct.pack("<HH6xHHI", 0, 0, 6, 0, 0)) + record(0x003C, wide("อธิบดี"))
    chart = record(0x0809, bytes(16)) + record(0x01B8, b"x") + record(0x000A, b"")
    looks = looks_of(book(chart + box + record(0x003C, bytes(8)) + link(5, 0, URL)))
    assert [(one.text, one.where) for one in looks.drawn["งบ"]] == [("อธิบดี", "แผ่นงาน งบ")]
    assert looks.links == {"งบ": [((6, 0), URL)]}


def test_a_locked_book_says_so():
    locked = ole({"Workbook": record(0x0809, bytes(16)) + record(0x002F, bytes(6)) + bytes(8)})
    assert extract(locked, name="แผน.xls").problem == "password"
