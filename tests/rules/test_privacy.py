"""Personal data on public pages: noticed, placed, and never repeated."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.document import Block, Document, Kind, Legibility, Table
from rules.privacy import MOST, is_citizen_id, warnings

ID = "1234567890121"
SPACED = "1 2345 67890 12 1"


def page(*lines: str) -> Document:
    blocks = tuple(
        Block(kind=Kind.ROW if " | " in line else Kind.TEXT, text=line, where=f"หน้า {number}")
        for number, line in enumerate(lines, 1)
    )
    return Document(sha256="s", media="application/pdf", legibility=Legibility.TEXT, blocks=blocks)


def sorts(*lines: str) -> list[str]:
    return [warning.sort for warning in warnings(page(*lines))]


@pytest.mark.parametrize(
    ("line", "sort"),
    [
        (f"เลขประจำตัวประชาชน {ID}", "citizen_id"),
        (f"เลขบัตร {SPACED}", "citizen_id"),
        ("เลขประจำตัวประชาชน 1-2345-67890-12-1", "citizen_id"),
        ("เลขประจำตัวประชาชน ๑-๒๓๔๕-๖๗๘๙๐-๑๒-๑", "citizen_id"),
        ("1 2 3 4 5 6 7 8 9 0 1 2 1", "citizen_id"),
        (f"1 | นายเอก หนึ่งใจ | {ID}", "citizen_id"),
        (f"เลขประจำตัวผู้เสียภาษี {ID} นายเอก หนึ่งใจ", "citizen_id"),
        ("ธนาคารตัวอย่าง เลขที่บัญชี 123-4-56789-0 นายเอก หนึ่งใจ", "bank_account"),
        ("นายเอก หนึ่งใจ | ธนาคารตัวอย่าง | 1234567890", "bank_account"),
        ("1 | นายเอก หนึ่งใจ | ธ.กรุงไทย 123-4-56789-0", "bank_account"),
        ("หนังสือเดินทางเลขที่ AA1234567", "passport"),
        ("Passport No. A123456", "passport"),
        (
            "ข้าพเจ้า นายเอก หนึ่งใจ อยู่บ้านเลขที่ 99/1 หมู่ 5 ตำบลท่าดี อำเภอลานสกา จังหวัดแพร่",
            "home_address",
        ),
    ],
)
def test_personal_data_is_noticed(line: str, sort: str) -> None:
    assert sorts(line) == [sort]


@pytest.mark.parametrize(
    "line",
    [
        "เลขประจำตัวประชาชน 1234567890122",
        "เลขประจำตัวประชาชน 1-2345-XXXXX-12-1",
        "เลขประจำตัวผู้เสียภาษี 0994000123456",
        f"เลขที่โครงการ {ID}",
        f"ISBN {ID}",
        f"เลขที่ 9{ID}",
        f"{ID}.50 บาท",
        "ธนาคารตัวอย่าง ชื่อบัญชี เทศบาลตำบลบ้านสวน เลขที่บัญชี 123-4-56789-0",
        "ชำระค่าปรับที่ธนาคาร โทร. 0 2123 4567",
        "เลขที่สัญญา 123-4-56789-0",
        "หนังสือเดินทาง ใช้เวลา 3 วัน",
        "อธิบดี นายเอก หนึ่งใจ สำนักงานเลขที่ 99 หมู่ 5 ตำบลท่าดี อำเภอลานสกา จังหวัดแพร่ 54000",
        "ที่อยู่ 99 หมู่ 5 ตำบลท่าดี อำเภอลานสกา จังหวัดแพร่ 54000",
        "นายเอก หนึ่งใจ ปลัดเทศบาล โทร. 081 234 5678",
    ],
)
def test_what_may_be_public_is_left_alone(line: str) -> None:
    assert sorts(line) == []


def test_mobile_phones_of_ordinary_people_in_a_list() -> None:
    rows = [f"{n} | นายเอก{'กขค'[n]} หนึ่งใจ | 081 234 567{n}" for n in range(3)]
    assert sorts(*rows) == ["private_phone"] * 3
    assert sorts(*rows[:2]) == []


def test_mobile_phones_of_officials_are_how_to_reach_them() -> None:
    posts = ("ปลัดเทศบาล", "ผู้อำนวยการกองคลัง", "หัวหน้าสำนักปลัด", "นักวิชาการศึกษา")
    assert sorts(*(f"นายเอก หนึ่งใจ | {post} | 081 234 5678" for post in posts)) == []


def test_a_warning_never_repeats_what_it_warns_of() -> None:
    line = f"นายเอก หนึ่งใจ | {ID} | 081-234-5678 | ธนาคารตัวอย่าง 123-4-56789-0"
    found = warnings(page("หน้าแรก", line))
    assert {warning.sort for warning in found} == {"citizen_id", "bank_account"}
    for warning in found:
        assert not re.search(r"\d{3}", warning.quote)
        assert "หนึ่งใจ" not in warning.quote
        assert "นายเอก" in warning.quote
        assert warning.where == "หน้า 2"


def test_a_number_is_an_account_by_the_header_of_its_column() -> None:
    rows = (("นายเอก หนึ่งใจ", "123-4-56789-0"), ("กองทุนหมู่บ้าน นายโท สองใจ", "123-4-56789-1"))
    table = Table(header=("ชื่อ", "เลขที่บัญชี"), rows=rows, where="หน้า 1")
    found = warnings(replace(page(*(" | ".join(row) for row in rows)), tables=(table,)))
    assert [(one.sort, one.where) for one in found] == [("bank_account", "หน้า 1")]
    assert sorts(" | ".join(rows[0])) == []


@given(st.text(st.sampled_from("0123456789๑๒ -.|นายเอก หนึ่งใจธนาคารpassportAที่อยู่"), max_size=120))
def test_no_text_fails_and_no_long_number_is_ever_quoted(text: str) -> None:
    for warning in warnings(page(f"ธนาคาร {text}", f"{ID} {text} | ก")):
        assert not re.search(r"\d{6}", warning.quote)


def test_a_number_in_the_middle_of_a_long_text_is_quoted_alone() -> None:
    text = f"{'คำอธิบาย ' * 50}ธนาคาร 123-4-56789-0 และ {ID} {'คำอธิบาย ' * 50}"
    found = warnings(page(text))
    assert {warning.sort for warning in found} == {"citizen_id", "bank_account"}
    assert all(len(w.quote) <= 110 and not re.search(r"\d{3}", w.quote) for w in found)


def test_a_long_list_is_told_by_its_first_lines() -> None:
    assert len(warnings(page(*(f"{'ก' * n} {ID}" for n in range(1, MOST + 20))))) == MOST


def test_the_check_digit() -> None:
    assert is_citizen_id(ID)
    assert not is_citizen_id("1234567890120")
    assert not is_citizen_id("1111111111111")
    assert not is_citizen_id("123")
