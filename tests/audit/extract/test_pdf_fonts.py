"""What an embedded font calls its glyphs outranks WeasyPrint's own list, and nobody else's."""

import struct

import pytest

from audit.extract.pdf_second import second_opinion, text_of

NAMES = {"น": 1, "\uf70b": 2, "ํ": 3, "า": 4}
"""What the font calls its glyphs: a shifted tone mark in the private use area."""
LISTED = {1: "น", 2: "น้ำ", 3: "", 4: "า"}
"""What the file calls them."""


def font() -> bytes:
    """A TrueType program that has nothing but its list of letters."""
    letters = sorted((ord(letter), glyph) for letter, glyph in NAMES.items())
    ends = [*(code for code, _ in letters), 0xFFFF]
    deltas = [*((glyph - code) % 65536 for code, glyph in letters), 1]
    count = len(ends)
    body = struct.pack(f">HHHH{count}HH", count * 2, 0, 0, 0, *ends, 0)
    body += struct.pack(f">{count}H{count}H{count}H", *ends, *deltas, *[0] * count)
    table = struct.pack(">HHHHL", 0, 1, 3, 1, 12) + struct.pack(">HHH", 4, len(body) + 6, 0) + body
    return struct.pack(">4sHHHH", b"\0\1\0\0", 1, 16, 0, 0) + struct.pack(
        ">4sLLL", b"cmap", 0, 28, len(table)
    ) + table  # fmt: skip


def stream(data: bytes) -> bytes:
    return b"<</Length %d>>stream\n%s\nendstream" % (len(data), data)


def printed(producer: bytes, program: bytes) -> bytes:
    """A page that says น้ำ with the glyphs 1 to 4."""
    rows = "\n".join(
        f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>" for glyph, text in LISTED.items()
    )
    listed = (
        "begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(LISTED)} beginbfchar\n{rows}\nendbfchar endcmap"
    )
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>",
        stream(b"BT /F 20 Tf 20 100 Td <0001000200030004> Tj ET"),
        b"<</Type/Font/Subtype/Type0/BaseFont/T/Encoding/Identity-H/DescendantFonts[6 0 R]"
        b"/ToUnicode 8 0 R>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/T/CIDToGIDMap/Identity/DW 500"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        b"/FontDescriptor 7 0 R>>",
        b"<</Type/FontDescriptor/FontName/T/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0"
        b"/Ascent 800/Descent -200/CapHeight 700/StemV 80/FontFile2 9 0 R>>",
        stream(listed.encode()),
        stream(program),
        b"<</Producer(%s)>>" % producer,
    ]
    data, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    rest = b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R/Info 10 0 R>>\n"
        b"startxref\n%d\n%%%%EOF" % (len(parts) + 1, rest, len(parts) + 1, len(data))
    )


def read(producer: bytes, program: bytes) -> str:
    return text_of(second_opinion(printed(producer, program), [1])[0])


def test_the_font_says_what_its_glyphs_are():
    assert read(b"WeasyPrint 70.0", font()) == "น้ํา"


@pytest.mark.parametrize("program", [b"", b"no font", font()[:30]])
def test_a_font_that_says_nothing_leaves_the_list(program):
    assert read(b"WeasyPrint 70.0", program) == "นน้ำา"


def test_the_list_of_other_producers_stands():
    assert read(b"Other 1.0", font()) == "นน้ำา"
