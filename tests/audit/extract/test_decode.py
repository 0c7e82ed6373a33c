"""Declared rightly, wrongly or not at all: the Thai survives."""

from contextlib import suppress

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from audit.extract.decode import decode

THAI = "ประกาศกรมตัวอย่าง เรื่อง แผนปฏิบัติราชการ “ประจำปี” พ.ศ. ๒๕๖๙ (ฉบับที่ 2) … ที่ดินและสิ่งปลูกสร้าง"
DECLARATIONS = ["", "utf-8", "tis-620", "windows-874", "iso-8859-11", "iso-8859-1", "nonsense"]


def page(charset: str) -> str:
    meta = f'<meta charset="{charset}">' if charset else ""
    return f"<html><head>{meta}</head><body>{THAI}</body></html>"


@pytest.mark.parametrize("declared", DECLARATIONS)
@pytest.mark.parametrize("server", [None, "utf-8", "TIS-620", "ISO-8859-1"])
@pytest.mark.parametrize("real", ["utf-8", "cp874"])
def test_thai_survives_any_declaration(declared, server, real):
    assert THAI in decode(page(declared).encode(real), server)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_byte_order_marks(encoding):
    mark = "\ufeff" if encoding in {"utf-16-le", "utf-16-be"} else ""
    assert decode((mark + THAI).encode(encoding)) == THAI


@pytest.mark.parametrize("cut", range(1, 12))
def test_a_page_cut_inside_a_letter_stays_utf8(cut):
    whole = (THAI * 3).encode()
    text = decode(whole[:-cut])
    assert (THAI * 3).startswith(text)
    assert len(text) >= len(THAI * 3) - cut


def test_a_few_bad_bytes_do_not_turn_the_page_into_gibberish():
    data = THAI.encode().replace("แผน".encode(), b"\xe0\xb9\xff\xfe")
    assert "ประกาศกรมตัวอย่าง" in decode(data)
    assert "ปฏิบัติราชการ" in decode(data)


def test_western_accents_are_not_taken_for_thai_when_declared():
    data = "Café de la Paix, señor, naïve".encode("cp1252")
    assert decode(data, "iso-8859-1") == "Café de la Paix, señor, naïve"


def test_other_declared_charsets_are_believed_when_they_fit():
    text = "資料公開" * 20
    assert decode(text.encode("shift_jis"), "shift_jis") == text


@given(st.text(alphabet=st.characters(min_codepoint=0x0E01, max_codepoint=0x0E3A), min_size=8))
def test_cp874_roundtrip(text):
    data = text.encode("cp874")
    with suppress(UnicodeDecodeError):  # `ยกยกยกยก` in the old coding are four `¡` in the new
        data.decode("utf-8")
        reject()
    assert decode(data, "tis-620") == text


@given(st.binary(max_size=400))
def test_never_raises(data):
    assert isinstance(decode(data), str)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_its_mark_is_read(encoding: str) -> None:
    text = "ลำดับ;รายการ;งบประมาณ\n1;จัดซื้อวัสดุ;12,500.00\n"
    assert decode(text.encode(encoding)) == text


def test_thai_in_the_old_encoding_is_not_taken_for_utf16() -> None:
    assert decode("กอ กอ".encode("cp874")) == "กอ กอ"
