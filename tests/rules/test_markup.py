"""Written documents become what their lines say."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from rules.document import Kind, Legibility, Reach
from rules.markup import Written, document

PAGE = """
# ข้อมูลผู้บริหาร
![นายหนึ่ง มั่นคง](one.jpg "300")
นายหนึ่ง มั่นคง
| ชื่อ | ไฟล์ |
| แผน | [เปิด](a.pdf) |
| สั้น |

## ติดต่อ
ดูที่ [หน้านี้](https://other.example.org/)
[คู่มือ](b.pdf "dead")
"""


def test_every_line_is_a_block_in_its_place() -> None:
    made = document(PAGE)
    assert [(block.kind, block.text) for block in made.blocks] == [
        (Kind.HEADING, "ข้อมูลผู้บริหาร"),
        (Kind.PICTURE, "นายหนึ่ง มั่นคง"),
        (Kind.TEXT, "นายหนึ่ง มั่นคง"),
        (Kind.ROW, "ชื่อ | ไฟล์"),
        (Kind.ROW, "แผน | เปิด"),
        (Kind.LINK, "เปิด"),
        (Kind.ROW, "สั้น"),
        (Kind.HEADING, "ติดต่อ"),
        (Kind.TEXT, "ดูที่ หน้านี้"),
        (Kind.LINK, "หน้านี้"),
        (Kind.LINK, "คู่มือ"),
    ]
    assert {block.where for block in made.blocks} == {"หัวข้อ ข้อมูลผู้บริหาร", "หัวข้อ ติดต่อ"}
    assert made.title == "ข้อมูลผู้บริหาร"


def test_tables_have_a_header_and_rows_of_its_width() -> None:
    (table,) = document(PAGE).tables
    assert table.header == ("ชื่อ", "ไฟล์")
    assert table.rows == (("แผน", "เปิด"), ("สั้น", ""))


def test_links_know_what_stands_near_and_whether_they_answer() -> None:
    links = {block.text: block for block in document(PAGE).blocks if block.kind is Kind.LINK}
    assert links["เปิด"].near == "แผน | เปิด"
    assert links["หน้านี้"].near == "ดูที่ หน้านี้"
    assert links["คู่มือ"].near == ""
    reaches = [links[text].reach for text in ("เปิด", "หน้านี้", "คู่มือ")]
    assert reaches == [Reach.LIVE, Reach.UNKNOWN, Reach.DEAD]


def test_pictures_have_a_width_only_when_it_is_said() -> None:
    wide, bare = document('![ก](a.png "300")\n![ข](b.png)').blocks
    assert (wide.width, bare.width) == (300, None)
    assert wide.href == "a.png"


def test_a_mapping_says_the_rest() -> None:
    made = document(
        {
            "legibility": "none",
            "title": "สแกน",
            "media": "application/pdf",
            "labels": ["แผน 2569", {"text": "เปิด", "near": "แผน", "heading": "แผนงาน"}],
            "problem": "scan",
        }
    )
    assert made.legibility is Legibility.NONE
    assert made.title == "สแกน"
    assert made.blocks == ()
    assert [label.text for label in made.labels] == ["แผน 2569", "เปิด"]
    assert made.labels[1].heading == "แผนงาน"
    assert made.problem == "scan"


def test_the_same_words_are_the_same_document_and_others_are_not() -> None:
    assert document("ก").sha256 == document(Written(text="ก")).sha256
    assert document("ก").sha256 != document("ข").sha256
    assert document("") == document("")


@pytest.mark.parametrize(
    "written", [{"txt": "ก"}, {"legibility": "bad"}, {"labels": [{"url": "x"}]}]
)
def test_a_slip_of_the_pen_is_an_error(written: dict) -> None:
    with pytest.raises(ValidationError):
        document(written)


def test_an_unknown_word_about_a_link_is_an_error() -> None:
    with pytest.raises(ValueError, match="ded"):
        document('[ก](a.pdf "ded")')
