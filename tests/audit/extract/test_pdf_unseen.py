"""Words of a PDF that nobody sees are not read; turned pages are read as they lie."""

from dataclasses import dataclass, field

import pytest
from makers import Sheet, pdf

from audit.extract import extract
from rules.document import Legibility

SEEN = "ประกาศแผนปฏิบัติการ"
HIDDEN = "รายงานผลการดำเนินการ"


@dataclass
class Drawn(Sheet):
    """A page with more drawing operators before its words."""

    before: str = ""
    after: str = ""
    parts: list[tuple[str, str]] = field(default_factory=list)

    def content(self) -> bytes:
        more = [
            f"q {how} BT /F 12 Tf 1 0 0 1 50 {500 - 30 * number} Tm"
            f" <{text.encode('cp874').hex()}> Tj ET Q"
            for number, (how, text) in enumerate(self.parts)
        ]
        inside = super().content().decode("latin-1")
        return "\n".join([self.before, inside, *more, self.after]).encode("latin-1")


def words(*parts, **more):
    document = extract(pdf(Drawn(parts=list(parts), **more).text(SEEN)))
    return [block.text for block in document.blocks]


@pytest.mark.parametrize(
    "how",
    [
        "3 Tr",
        "1 1 1 rg",
        "0.99 g",
        "1 0 0 1 -900 0 cm",
        "1 0 0 1 0 900 cm",
        "0.05 0 0 0.05 50 400 cm",
    ],
)
def test_words_that_nobody_sees(how):
    assert words((how, HIDDEN)) == [SEEN]


@pytest.mark.parametrize(
    ("before", "how"),
    [
        ("0 0 0.4 rg 0 480 600 60 re f 0 g", "1 1 1 rg"),  # white on blue
        ("", "1 1 1 rg 0 G 1 Tr"),  # an outline
        ("", "0.7 g"),  # grey on white
        ("", "0.5 0 0 0.5 50 400 cm"),  # small print
    ],
)
def test_words_that_can_be_seen(before, how):
    assert words((how, HIDDEN), before=before) == [SEEN, HIDDEN]


def test_words_inside_a_form_and_on_a_page_cut_smaller():
    nested = pdf(Drawn(parts=[("1 1 1 rg", HIDDEN)], nested="1 0 0 1 0 0").text(SEEN))
    assert [block.text for block in extract(nested).blocks] == [SEEN]
    cut = pdf(Drawn(parts=[("", HIDDEN)]).text(SEEN))
    cut = cut.replace(
        b"/MediaBox [0 0 600 800]", b"/CropBox [0 600 600 800] /MediaBox [0 0 600 800]"
    )
    assert [block.text for block in extract(cut).blocks] == [SEEN]


def layered(catalog):
    made = pdf(Drawn(parts=[("/OC /L BDC", HIDDEN)], after="EMC").text(SEEN))
    made = made.replace(b"/Pages 2 0 R >>", b"/Pages 2 0 R " + catalog + b" >>", 1)
    return made.replace(
        b"/Font << /F 3 0 R >>", b"/Properties << /L 1000 0 R >> /Font << /F 3 0 R >>"
    )


@pytest.mark.parametrize(("state", "count"), [("OFF", 1), ("ON", 2)])
def test_a_layer_that_is_switched_off(state, count):
    groups = f"/OCProperties << /OCGs [1000 0 R] /D << /{state} [1000 0 R] >> >>"
    made = layered(groups.encode())
    group = b"1000 0 obj << /Type /OCG /Name (L) >> endobj\nxref"
    document = extract(made.replace(b"xref\n", group + b"\n", 1))
    assert len(document.blocks) == count


def test_what_was_recognised_in_a_picture_is_kept():
    document = extract(pdf(Sheet(picture=True, unseen=True).text(SEEN, HIDDEN, SEEN, HIDDEN)))
    assert document.legibility is Legibility.OCR


TABLE = [["ลำดับ", "โครงการ"], ["1", "ก่อสร้างถนน"], ["2", "ขุดลอกคลอง"]]


@pytest.mark.parametrize(
    ("matrix", "rotated"),
    [
        ("0 1 -1 0 600 0", 0),
        ("0 1 -1 0 600 0", 90),
        ("0 -1 1 0 0 600", 270),
    ],
)
def test_tables_laid_on_their_side(matrix, rotated):
    page = Drawn(before=f"{matrix} cm").table(TABLE, top=400)
    made = pdf(page).replace(
        b"/Type /Page /Parent", f"/Type /Page /Rotate {rotated} /Parent".encode()
    )
    document = extract(made)
    assert [block.text for block in document.blocks] == [" | ".join(row) for row in TABLE]
    assert document.tables[0].header == ("ลำดับ", "โครงการ")


@pytest.mark.parametrize(
    "cover",
    [
        "Please wait... If this message is not eventually replaced with the proper contents",
        "For the best experience, open this PDF portfolio in Acrobat 9",
    ],
)
def test_a_page_that_stands_for_what_is_not_shown(cover):
    assert extract(pdf(Sheet().text(cover))).problem == "partly"
    long = [Sheet().text(cover, *[f"line {number}" for number in range(30)]) for _ in range(3)]
    assert extract(pdf(*long)).problem is None
