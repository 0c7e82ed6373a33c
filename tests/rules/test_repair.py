"""Thai text damaged on purpose, and what `repair` makes of it; clean text stays as it is."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rules.repair import Mender, is_damaged, recognised, repair, tidied
from rules.repair_words import AS_PRINTED, STRETCH, STRICT, Habits, known_share, spell
from rules.thai import PRIVATE

PAGE = """ประกาศองค์การบริหารส่วนตำบลทดลอง เรื่อง แผนการดำเนินงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๙
อาศัยอำนาจตามระเบียบกระทรวงมหาดไทยว่าด้วยการจัดทำแผนพัฒนาขององค์กรปกครองส่วนท้องถิ่น
จึงกำหนดให้สำนักปลัดดำเนินการจัดซื้อจัดจ้างตามจำนวนที่ได้รับอนุมัติ และรายงานต่อนายอำเภอ
การบำรุงรักษาระบบประปาและแหล่งน้ำ ให้กองช่างทำบัญชีไว้เป็นประจำทุกเดือน
นายสมชาย ใจดี ผู้อำนวยการกองคลัง มีหน้าที่และอำนาจตามคำสั่งที่ ๑๒/๒๕๖๘"""

SARA_AM = re.compile("([ก-ฮ])([่-๋]?)ำ")


def private(start: int, end: int, text: str) -> str:
    table = {thai: chr(code) for code, thai in reversed(PRIVATE.items()) if start <= code < end}
    return "".join(table.get(char, char) if char in "่้๊๋์" else char for char in text)


DAMAGES = {
    "Windows glyphs": lambda text: private(0xF700, 0xF71B, text),
    "Macintosh glyphs": lambda text: private(0xF884, 0xF89A, text),
    "sara am in pieces": lambda text: SARA_AM.sub("\\1ํ\\2า", text),
    "tone after nikhahit's place": lambda text: SARA_AM.sub("\\1\\2ํา", text),
    "half a sara am": lambda text: SARA_AM.sub(r"\1\2 า", text),
    "lost sara am": lambda text: SARA_AM.sub(r"\1\2า", text),
    "every sara aa a sara am": lambda text: text.replace("า", "ำ"),
    "tone before vowel": lambda text: re.sub("([ิ-ู])([่-๋])", r"\2\1", text),
    "tone after sara am": lambda text: re.sub("([่-๋])ำ", r"ำ\1", text),
    "marks apart": lambda text: re.sub("(?<=[ก-ฮ])(?=[ิ-ื])", " ", text),
    "hidden signs": "\u200b".join,
    "two sara e": lambda text: text.replace("แ", "เเ"),
    "read as Western": lambda text: text.encode("cp874").decode("cp1252", errors="replace"),
    "read as MacRoman": lambda text: text.encode("cp874").decode("mac_roman"),
}


@pytest.mark.parametrize("damage", DAMAGES, ids=str)
def test_a_damaged_page_is_put_right(damage: str) -> None:
    damaged = DAMAGES[damage](PAGE)
    assert damaged != PAGE
    repaired = repair(damaged)
    assert repaired.text == PAGE
    assert repaired.repairs


@pytest.mark.parametrize("damage", [name for name in DAMAGES if "sara a" in name], ids=str)
def test_a_piece_is_repaired_by_what_its_page_shows(damage: str) -> None:
    mender = Mender(DAMAGES[damage](PAGE))
    for line in PAGE.splitlines():
        assert mender.mend(DAMAGES[damage](line)).text == line


@pytest.mark.parametrize(
    "text",
    [
        PAGE,
        "นางสุดา วรรณดา และนายชาตรี นาคำ ทำนาที่บ้านนา ตำบลนาคำ",
        "ค่าน้ำค่าไฟ น้าสาวป้าสะใภ้ ตามาเยี่ยม ขาดำ",
        "พุทฺธํ สรณํ คจฺฉามิ",
        "เก้าอี้ไม้ ๔ ตัว ๆ ละ ๕๐๐ บาท ฯลฯ",
        "Thai–English café naïve Ångström 100 % №5",
        "ที่ ที่ทำการ ต่าง ๆ นานา กว่า 20 ปี",
        "",
    ],
)
def test_clean_text_stays(text: str) -> None:
    assert repair(text).text == text
    assert repair(text).repairs == ()


def test_doubt_leaves_the_published_words() -> None:
    assert repair("คุณทา กับคุณนา").text == "คุณทา กับคุณนา"
    assert repair("นาเสนอ").text == "นาเสนอ"
    assert repair("นา").text == "นา"


def test_the_habit_of_a_page_decides_short_words() -> None:
    page = SARA_AM.sub(r"\1\2า", PAGE)
    assert Mender(page).mend("ทางานนาเสนอ").text == "ทำงานนำเสนอ"
    assert Mender(PAGE).mend("น้า").text == "น้า"


def test_names_keep_their_sara_aa() -> None:
    page = SARA_AM.sub(r"\1\2า", PAGE)
    assert Mender(page).mend("นางสาวดารา มานะ นายชาตรี").text == "นางสาวดารา มานะ นายชาตรี"


@pytest.mark.parametrize(
    ("damaged", "meant"),
    [
        ("สบืราคา", "สืบราคา"),
        ("จงัหวดั", "จังหวัด"),
        ("บา้นเลขที่", "บ้านเลขที่"),
        ("การดาเนินงาน", "การดำเนินงาน"),
        ("ก ารจัดซื้อ", "การจัดซื้อ"),
        ("น ้า", "น้ำ"),
        ("ป ่าไม้", "ป่าไม้"),
        ("ที\uf70aดิน \uf0b7 ข้อ", "ที่ดิน • ข้อ"),
        ("\uf0a1\uf0d2\uf0c3", "การ"),
        ("ทีี่่ดิน", "ที่ดิน"),
    ],
)
def test_single_words(damaged: str, meant: str) -> None:
    assert repair(damaged).text == meant


def test_letters_printed_twice() -> None:
    damaged = "ข้อข้ มูลมู ของหน่วน่ยงาน และที่ตั้ตั้ง"
    assert repair(damaged).text == "ข้อมูลของหน่วยงาน และที่ตั้ง"
    assert "ลบอักษรที่พิมพ์ซ้ำ" in repair(damaged).repairs


def test_repairs_are_named_once_and_in_thai() -> None:
    repairs = repair("ต าบล อ าเภอ น\u200bาย").repairs
    assert repairs == ("ลบอักขระที่มองไม่เห็น", "เติมสระอำที่หาย")


def test_letters_that_stand_for_others_are_not_legible() -> None:
    assert Mender(PAGE).is_legible
    assert Mender("English only. " * 50).is_legible
    assert not Mender("°±²³ ªº¡¿ ÐÞðþ ÆØåæ " * 20).is_legible
    shifted = "".join(chr(ord(c) + 7) if "ก" <= c <= "ส" else c for c in PAGE)
    assert not Mender(shifted).is_legible


def test_a_garbled_page_is_told() -> None:
    moved = re.sub("([ก-ฮ])([ก-ฮ])([ัืี])", r"\1\3\2", PAGE)
    assert Mender(moved).is_garbled
    assert not Mender(PAGE).is_garbled
    assert Mender(moved).strangeness > Mender(PAGE).strangeness


def test_misspellings_of_people_stay() -> None:
    assert repair("อนุญาติ ข้อมลพื้นฐาน สำนกงาน").text == "อนุญาติ ข้อมลพื้นฐาน สำนกงาน"


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("เจ้าหนาที", "เจ้าหน้าที่"),
        ("วันที ๑๐ ตุลาคม", "วันที่ ๑๐ ตุลาคม"),
        ("พืนทีแห้งแล้งซำซาก", "พื้นที่แห้งแล้งซ้ำซาก"),
        ("จัดทำขึนเพือเผยแพร่", "จัดทำขึ้นเพื่อเผยแพร่"),
    ],
)
def test_tone_marks_that_a_picture_hid_come_back(seen: str, meant: str) -> None:
    repaired = recognised(seen)
    assert repaired.text == meant
    assert repaired.repairs == ("เติมวรรณยุกต์ที่อ่านจากภาพไม่ออก",)
    assert repair(seen).text == seen


@pytest.mark.parametrize(
    "text",
    [
        "วิทยาลัยเทคนิคเทิง", "ทันที ทีละขั้น บางที", "นายสี ทองดี นางปัน คำมา", "มีป้าย สีเทา",
        "อำเภอปัว ตำบลศิลาแลง", "นำเข้า ชำระเงินรายปี", "๙.๓๐ น.",
    ],
)  # fmt: skip
def test_tone_marks_are_not_invented(text: str) -> None:
    assert recognised(text).text == text


def test_half_a_sara_am_with_the_space_after_it() -> None:
    damaged = re.sub("([ก-ฮ])ำ(?=[ก-ฮเ])", r"\1า ", PAGE)
    assert repair(damaged).text.replace(" ", "") == PAGE.replace(" ", "")


def test_the_cheap_repairs_need_no_dictionary() -> None:
    assert tidied("กําหนด").text == "กำหนด"
    assert tidied("อ านาจ").text == "อ านาจ"
    assert is_damaged("อ านาจ ต าบล จ านวน")
    assert not is_damaged(PAGE)


@pytest.mark.parametrize(
    ("damaged", "meant"),
    [("กำ่า", "ก่ำ"), ("กำา่", "ก่ำ"), ("กา่ำ", "ก่ำ"), ("กำ ่", "ก่ำ"), ("ก่า", "ก่า"), ("น้ำว่า", "น้ำว่า")],
)
def test_what_stands_beside_a_sara_am_is_a_part_of_it(damaged: str, meant: str) -> None:
    assert tidied(damaged).text == meant


def test_words_are_looked_up_as_printed() -> None:
    assert known_share("การดำเนินงาน") == 1
    assert known_share("กขฃคฅฆง") < 0.5
    assert known_share("English") == 0
    assert spell("ตาบล", AS_PRINTED).text == "ตาบล"
    assert spell("ตาบล", STRICT).changes == {"lost": 1}
    assert spell("ทา", Habits(lost=1.5)).text == "ทำ"


THAI = st.text(st.sampled_from([chr(code) for code in range(0xE01, 0xE5C)] + list(" \u200b1a")))


@settings(max_examples=150)
@example("ำ่า")
@example("ำา่")
@example("า่ำ")
@given(THAI)
def test_any_text_can_be_repaired_and_then_is_stable(text: str) -> None:
    once = repair(text)
    assert bool(once.repairs) == (once.text != text)
    assert not re.search("[\ue000-\uf8ff]|ํ[่-๋]?า|ำา|เเ", once.text)
    consonants = re.compile("[ก-ฮ]")
    assert consonants.findall(once.text) == consonants.findall(text)
    assert STRETCH.sub("", once.text).count("1") == text.count("1")
