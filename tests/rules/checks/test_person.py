"""`person`: who holds a post, and whether everyone in it has a photo and a contact."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rules.cards import cards
from rules.document import Block, Kind
from rules.markup import document

CHIEF = {"holding": ["@chief"]}
DEPUTIES = {"holding": ["@deputy"]}
ALL = {"holding": ["@chief", "@deputy"]}

CARDS = """
# คณะผู้บริหาร
![ภาพ](1.jpg)
นายหนึ่ง มั่นคง
อธิบดีกรมตัวอย่าง
โทร. 0 2123 4567
![ภาพ](2.jpg)
นางสอง ยั่งยืน
รองอธิบดีกรมตัวอย่าง
two@example.go.th
![ภาพ](3.jpg)
นายสาม รุ่งเรือง
รองอธิบดีกรมตัวอย่าง
LINE ID: three.r
"""

NAME_AFTER_POST = """
อธิบดีกรมตัวอย่าง
นายหนึ่ง มั่นคง
รองอธิบดี
นางสอง ยั่งยืน
รองอธิบดี
นายสาม รุ่งเรือง
"""

TABLE = """
| ที่ | ชื่อ-นามสกุล | ตำแหน่ง | โทรศัพท์ |
| 1 | นายหนึ่ง มั่นคง | อธิบดี | 0 2123 4567 |
| 2 | นางสอง ยั่งยืน | รองอธิบดี | 0 2123 4568 |
| 3 | นายสาม รุ่งเรือง | รองอธิบดี | 0 2123 4569 |
"""

GRID = """
![](2.jpg) ![](3.jpg)
| นางสอง ยั่งยืน รองอธิบดี โทร. 0 2123 4568 | นายสาม รุ่งเรือง รองอธิบดี โทร. 0 2123 4569 |
"""

GRID_IN_ROWS = """
| นางสอง ยั่งยืน | นายสาม รุ่งเรือง |
| รองอธิบดี | ผู้อำนวยการกองคลัง |
| โทร. 0 2123 4568 | - |
"""


@pytest.mark.parametrize("page", [CARDS, NAME_AFTER_POST, TABLE])
def test_layouts_of_whole_pages(ask, page: str) -> None:
    assert ask("person", {**CHIEF, "each_has": ["name"]}, page).reason == (
        "พบผู้ดำรงตำแหน่ง “นายหนึ่ง มั่นคง”"
    )
    deputies = ask("person", {**DEPUTIES, "min": 2}, page)
    assert deputies.found
    assert "นางสอง" in deputies.reason
    assert "นายหนึ่ง" not in deputies.reason
    assert not ask("person", {**DEPUTIES, "min": 3}, page).found


def test_everyone_has_a_photo_and_a_contact(ask) -> None:
    assert ask("person", {**ALL, "each_has": ["photo", "contact"], "min": 3}, CARDS).found
    assert ask("person", {**ALL, "each_has": ["contact"]}, TABLE).found
    assert not ask("person", {**ALL, "each_has": ["photo"]}, TABLE).found
    assert ask("person", {**DEPUTIES, "each_has": ["photo", "contact"], "min": 2}, GRID).found


@pytest.mark.parametrize(
    ("gone", "has", "who"),
    [
        ("![ภาพ](1.jpg)", "photo", "นายหนึ่ง"),
        ("![ภาพ](2.jpg)", "photo", "นางสอง"),
        ("![ภาพ](3.jpg)", "photo", "นายสาม"),
        ("โทร. 0 2123 4567", "contact", "นายหนึ่ง"),
        ("two@example.go.th", "contact", "นางสอง"),
        ("LINE ID: three.r", "contact", "นายสาม"),
    ],
)
def test_the_one_who_lacks_something_is_named(ask, gone: str, has: str, who: str) -> None:
    look = ask("person", {**ALL, "each_has": [has]}, CARDS.replace(gone, ""))
    assert not look.found
    assert who in look.reason
    assert look.reason.count("“") == 1


def test_people_side_by_side_have_their_own_columns(ask) -> None:
    assert ask("person", {**DEPUTIES, "each_has": ["contact"]}, GRID_IN_ROWS).found
    assert not ask("person", {**DEPUTIES, "min": 2}, GRID_IN_ROWS).found
    assert not ask(
        "person", DEPUTIES | {"each_has": ["photo"]}, GRID.replace("![](3.jpg)", "")
    ).found


@pytest.mark.parametrize(
    ("line", "own"),
    [
        ("โทร 0 2123 4567", True),
        ("มหาวิทยาลัยตัวอย่างวิทยา โทร 0 2123 4567", False),  # the foot of the page
        ("© เทศบาลตำบลตัวอย่าง โทร 0 2123 4567", False),
        ("ห้องอธิบดีกรมตัวอย่าง โทร 0 2123 4567", True),
    ],
)
def test_a_telephone_in_the_agencys_name_is_nobodys_own(ask, line: str, own: bool) -> None:
    text = f"นายหนึ่ง มั่นคง\nอธิบดี\n{line}"
    assert ask("person", CHIEF | {"each_has": ["contact"]}, text).found is own


@pytest.mark.parametrize(
    "text",
    [
        "นายหนึ่ง มั่นคง\nรองอธิบดีกรมตัวอย่าง",
        "นายหนึ่ง มั่นคง\nอดีตอธิบดีกรมตัวอย่าง",
        "นายหนึ่ง มั่นคง\nเลขานุการอธิบดี",
        "นายหนึ่ง มั่นคง\nผู้อำนวยการสำนักงานอธิบดี",
        "อธิบดีกรมตัวอย่าง",
        "อธิบดี มอบหมาย นายหนึ่ง มั่นคง รองอธิบดี เป็นประธาน",
        "อธิบดี มอบหมายให้ นายหนึ่ง มั่นคง เปิดงาน",
        "นายหนึ่ง มั่นคง ผู้อำนวยการกองคลัง เข้าพบ อธิบดี",
        "นายหนึ่ง มั่นคง รองอธิบดี ปฏิบัติราชการแทน อธิบดี",
        "ทำเนียบอธิบดี\nกลุ่มอำนวยการ\nนายหนึ่ง มั่นคง\nผู้อำนวยการกลุ่ม",
        "นายกเทศมนตรี\nนายอำเภอ",
        "นายหนึ่ง มั่นคง\nครูชำนาญการ\n# อธิบดี\nข่าว",
    ],
)
def test_this_names_no_chief(ask, text: str) -> None:
    assert not ask("person", CHIEF, text).found


@pytest.mark.parametrize(
    "text",
    [
        "นายหนึ่ง มั่นคง อธิบดีกรมตัวอย่าง",
        "อธิบดีกรมตัวอย่าง นายหนึ่ง มั่นคง",
        "อธิบดี : นายหนึ่ง มั่นคง",
        "ชื่อ นายหนึ่ง มั่นคง ตำแหน่ง อธิบดี",
        "นายหนึ่ง มั่นคง\nตำแหน่ง อธิบดีกรมตัวอย่าง",
        "พล.ต.ท.หนึ่ง มั่นคง\nรองอธิบดี รักษาราชการแทนอธิบดี",
        "# นายหนึ่ง มั่นคง\nอธิบดีกรมตัวอย่าง",
        "![นายหนึ่ง มั่นคง อธิบดี](1.jpg)",
        "นายหนึ่ง มั่นคง\nเลขาธิการสำนักงานตัวอย่าง",
        "นายหนึ่ง มั่นคง\nนักบริหารระดับสูง\nอธิบดี",
        "นายหนึ่ง มั่นคง\nครูชำนาญการพิเศษ\nอธิบดี",
        "รองศาสตราจารย์ ดร.หนึ่ง มั่นคง\nอธิบดี",
        "นํายหนึ่ง\nนายหนึ่ง มั่นคง\nอธิบดี กรมตัวอย่าง",
    ],
)
def test_this_names_the_chief(ask, text: str) -> None:
    look = ask("person", CHIEF, text)
    assert look.found
    assert not look.doubt
    assert "หนึ่ง มั่นคง" in look.quotes[0].text


def test_contacts_of_the_agency_below_are_not_the_last_persons(ask) -> None:
    page = CARDS.replace("LINE ID: three.r", "")
    below = (
        "# ติดต่อหน่วยงาน\nโทร. 0 2123 9999",
        "99/9 ต.บ้านใหม่ อ.เมือง จ.นนทบุรี 11000 โทร. 0 2123 9999",
    )
    for footer in below:
        assert not ask("person", {**ALL, "each_has": ["contact"]}, page + footer).found


def test_a_name_in_two_languages_is_one_person(ask) -> None:
    page = """
        ![](1.jpg)
        # นายหนึ่ง มั่นคง
        Mr. Nueng Mankhong
        อธิบดี
        โทร. 0 2123 4567
        ![](2.jpg)
        # นางสอง ยั่งยืน
        Mrs. Song Yangyuen
        รองอธิบดี
        โทร. 0 2123 4568
    """
    assert ask("person", {**ALL, "each_has": ["photo", "contact"], "min": 2}, page).found
    assert not ask("person", {**ALL, "min": 3}, page).found


def test_signatures_side_by_side_have_their_posts_in_order(ask) -> None:
    page = "(นายหนึ่ง มั่นคง) (นางสอง ยั่งยืน)\nอธิบดี รองอธิบดี"
    assert ask("person", CHIEF, page).reason == "พบผู้ดำรงตำแหน่ง “นายหนึ่ง มั่นคง”"
    assert ask("person", DEPUTIES, page).reason == "พบผู้ดำรงตำแหน่ง “นางสอง ยั่งยืน”"
    unclear = "(นายหนึ่ง มั่นคง) (นางสอง ยั่งยืน)\nอธิบดีกรมตัวอย่าง"
    assert not ask("person", CHIEF, unclear).found


def test_icons_and_stand_ins_are_no_photos(ask) -> None:
    for picture in ("![](no-image.png)", "![](logo.png)", '![ภาพ](1.jpg "24")'):
        page = f"{picture}\nนายหนึ่ง มั่นคง\nอธิบดี"
        assert not ask("person", {**CHIEF, "each_has": ["photo"]}, page).found


@pytest.mark.parametrize("picture", ["![ภาพ]", "![นายหนึ่ง มั่นคง]"])
def test_a_dead_image_shows_nobody(ask, picture: str) -> None:
    for reach, found in (("dead", False), ("live", True), ("unknown", True)):
        page = f'{picture}(1.jpg "{reach}")\nนายหนึ่ง มั่นคง\nอธิบดี'
        assert ask("person", {**CHIEF, "each_has": ["photo"]}, page).found is found


def test_a_photo_with_the_name_belongs_to_that_person(ask) -> None:
    page = "นายหนึ่ง มั่นคง\nอธิบดี\nนางสอง ยั่งยืน\nรองอธิบดี\n![นายหนึ่ง มั่นคง](1.jpg)"
    assert ask("person", {**CHIEF, "each_has": ["photo"]}, page).found
    look = ask("person", {**ALL, "each_has": ["photo"]}, page)
    assert not look.found
    assert "นางสอง" in look.reason


def test_one_photo_beside_two_names_is_not_two_photos(ask) -> None:
    row = "| ![]({}) | นางสอง ยั่งยืน รองอธิบดี และ นายสาม รุ่งเรือง รองอธิบดี |"
    check = {**DEPUTIES, "each_has": ["photo"], "min": 2}
    assert not ask("person", check, row.format("1.jpg")).found


def test_one_page_a_person_adds_up(ask) -> None:
    photo = "![](1.jpg)\nนายหนึ่ง มั่นคง\nอธิบดี"
    phone = "นายหนึ่ง  มั่นคง\nอธิบดี\nโทร. 0 2123 4567"
    check = {**CHIEF, "each_has": ["photo", "contact"]}
    assert ask("person", check, photo, phone).found
    assert not ask("person", check, photo).found
    assert ask("person", {**ALL, "min": 2}, photo, "นางสอง ยั่งยืน\nรองอธิบดี").found


@pytest.mark.parametrize("alt", ["ภาพเงา", "silhouette", "ไม่มีรูป"])
def test_a_silhouette_shows_nobody(ask, alt: str) -> None:
    check = {**CHIEF, "each_has": ["photo"]}
    card = "![ภาพ](chief.jpg)\nนายหนึ่ง มั่นคง\nอธิบดีกรมตัวอย่าง"
    assert ask("person", check, card).found
    assert not ask("person", check, card.replace("![ภาพ]", f"![{alt}]")).found


def test_a_picture_beside_somebody_elses_name_is_theirs() -> None:
    def text(words: str) -> Block:
        return Block(kind=Kind.TEXT, text=words, where="หัวข้อ ทีมบริหาร")

    lines = [f"นพ.{name} ใจดี รองผู้อำนวยการ" for name in ("หนึ่ง", "สอง", "สาม")]
    pictures = [
        Block(kind=Kind.PICTURE, text="", where="", href=f"{at}.png", near=lines[at])
        for at in (0, 1)
    ]
    blocks = (text(lines[0]), pictures[0], text(lines[1]), pictures[1], text(lines[2]))
    page = replace(document("# ทีมบริหาร"), blocks=blocks)
    assert [card.photo for card in cards(page, ("รองผู้อำนวยการ",))] == [True, True, False]


def test_a_vacant_post_needs_nothing_but_proves_little(ask) -> None:
    page = (
        CARDS.replace("นายสาม รุ่งเรือง", "(ว่าง)")
        .replace("LINE ID: three.r", "")
        .replace("![ภาพ](3.jpg)", "")
    )
    full = {**ALL, "each_has": ["photo", "contact"]}
    assert ask("person", full, page).found
    alone = ask("person", CHIEF, "อธิบดีกรมตัวอย่าง (ว่าง)")
    assert alone.found
    assert alone.doubt


def test_a_name_without_title_is_left_to_a_person(ask) -> None:
    look = ask("person", CHIEF, "สมชาย ใจดี\nอธิบดีกรมตัวอย่าง")
    assert look.found
    assert look.doubt
    assert not ask("person", CHIEF, "วิสัยทัศน์และพันธกิจของกรม\nอธิบดีกรมตัวอย่าง").found


def test_photos_inside_a_pdf_are_left_to_a_person(ask) -> None:
    pdf = {"media": "application/pdf", "text": "นายหนึ่ง มั่นคง\nอธิบดี"}
    look = ask("person", {**CHIEF, "each_has": ["photo"]}, pdf)
    assert look.found
    assert look.doubt
    assert not ask("person", {**CHIEF, "each_has": ["photo", "contact"]}, pdf).found


def test_people_in_passing_do_not_count_beside_a_directory(ask) -> None:
    news = "ข่าว " * 50 + "นายสี่ ผ่านมา อธิบดีกรมอื่น มาเยี่ยมชม"
    full = {**CHIEF, "each_has": ["photo", "contact"]}
    assert ask("person", full, CARDS, news).found
    assert not ask("person", full, news).found
    assert ask("person", CHIEF, news).found


def test_without_a_word_for_the_post_nobody_is_found(ask) -> None:
    assert not ask("person", {"holding": ["@unknown"]}, CARDS).found
    assert not ask("person", CHIEF).found


def test_people_under_a_heading_of_former_ones_hold_no_post(ask) -> None:
    former = "# ทำเนียบอดีตอธิบดี\nนายเก่ง มากมาย\nอธิบดี"
    assert not ask("person", CHIEF, former).found
    assert ask("person", CHIEF, f"# ผู้บริหาร\nนายหนึ่ง มั่นคง\nอธิบดี\n{former}").found


def test_former_holders_named_below_do_not_turn_the_page_round(ask) -> None:
    former = "อดีตอธิบดี 1. นายสมาน เพิ่มทอง (2561-2564) 2. นายเอกชัย บุนนาค (2564-2567)"
    page = CARDS.replace("LINE ID: three.r", f"LINE ID: three.r\n{former}")
    look = ask("person", {**ALL, "each_has": ["photo", "contact"], "min": 3}, page)
    assert look.found
    assert "สมาน" not in look.reason
