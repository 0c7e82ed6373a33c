"""`told`: what stands under a name, and what only looks like it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rules.checks import Told
from rules.markup import document
from rules.model import Context

NAME = "ปัญหาและอุปสรรค"
SAID = "บุคลากรไม่เพียงพอต่อภารกิจที่เพิ่มขึ้น"


@pytest.mark.parametrize(
    "text",
    [
        f"{NAME}: {SAID}",
        f"{NAME} {SAID}",
        f"๗. {NAME}\n{SAID}",
        f"บทที่ 5 {NAME}\n5.1 {SAID}\n5.2 ฝนตก",
        f"ส่วนที่ ๓ {NAME} : {SAID}",
        f"{NAME}ในการดำเนินงาน: {SAID}",
        f"# {NAME}ประจำปี\n{SAID}",
        f"| {NAME} | {SAID}ทุกปี |",
        f"| โครงการ | {NAME} |\n| ถนน | {SAID} |",
        f"ปัญหา\u200bและอุปสรรค : {SAID}",
    ],
)
def test_said_under_the_name(ask, text: str) -> None:
    look = ask("told", {"named": [NAME]}, text)
    assert look.found and not look.doubt
    assert SAID[:12] in look.quotes[0].text


@pytest.mark.parametrize(
    "text",
    [
        NAME,
        f"{NAME}: -",
        f"{NAME}: ไม่มี",
        f"{NAME}: รายละเอียดตามเอกสารแนบท้ายรายงานฉบับนี้",
        f"# {NAME}\nดูรายละเอียดในไฟล์แนบด้านล่าง",
        f"| โครงการ | {NAME} |\n| ถนน | ดูรายละเอียดในรายงานฉบับสมบูรณ์ |",
        f"7. {NAME}\n8. ข้อเสนอแนะและแนวทางการแก้ไขในปีถัดไป",
        f"2.1 {NAME}\n2.2 ข้อเสนอแนะและแนวทางการแก้ไขในปีถัดไป",
        f"# {NAME}\n# แผนงานของปีถัดไป\n{SAID}",
        f"โครงการนี้ไม่พบ{NAME}: ทุกอย่างเป็นไปตามแผนที่วางไว้ทุกประการ",
        f"{NAME}ในการดำเนินงานตามแผนปฏิบัติราชการประจำปีงบประมาณ",
        f"# {NAME}\n[ดาวน์โหลดรายงานปัญหาและอุปสรรคของปีงบประมาณ](a.pdf)",
        f"| โครงการ | {NAME} |\n| ถนน | |",
        f"| โครงการ | {NAME} | แนวทางแก้ไขและข้อเสนอแนะเพิ่มเติม |",
    ],
)
def test_a_name_with_nothing_of_its_own(ask, text: str) -> None:
    assert not ask("told", {"named": [NAME]}, text).found


def test_items_are_lines_arrows_and_numbers(ask) -> None:
    asked = {"named": ["ขั้นตอน"], "items": 3, "letters": 10}
    for text in (
        "ขั้นตอน รับเรื่อง → ตรวจสอบ → แจ้งผล",
        "ขั้นตอน: (1) รับเรื่อง (2) ตรวจสอบ (3) แจ้งผล",
        "# ขั้นตอน\nรับเรื่อง\nตรวจสอบ\nแจ้งผล",
        "| หัวข้อ | ก | ข | ค |\n| ขั้นตอน | รับเรื่อง | ตรวจสอบ | แจ้งผล |",
    ):
        assert ask("told", asked, text).found, text
    assert not ask("told", asked, "ขั้นตอน: รับเรื่องแล้วเจ้าหน้าที่จะตรวจสอบ").found


def test_what_is_said_must_hold_a_word(ask) -> None:
    asked = {"named": ["ผู้เข้าร่วม"], "holding": ["คน"], "letters": 5}
    assert ask("told", asked, "ผู้เข้าร่วม : ชาวบ้าน 40 คน").found
    look = ask("told", asked, "ผู้เข้าร่วม : ชาวบ้านและผู้นำชุมชน")
    assert not look.found and "คน" in look.reason


def test_another_agency_named_first_is_for_a_person(context: Context) -> None:
    check = Told.model_validate({"named": ["อำนาจหน้าที่"]})
    page = document("# อำนาจหน้าที่\nเทศบาลเมืองคลองทับทิม มีหน้าที่รักษาความสงบเรียบร้อยของประชาชน")
    own = replace(context, agency="เทศบาลเมืองคลองทับทิม", agency_kind="local")
    other = replace(context, agency="เทศบาลตำบลบางพลับ", agency_kind="local")
    assert not check.look(page, own).doubt
    assert check.look(page, other).found and check.look(page, other).doubt


def test_a_name_inside_prose_counts_where_asked(ask) -> None:
    asked = {"named": ["ปัญหา"], "inside": True, "holding": ["ข้อเสนอแนะ"]}
    text = "เบิกจ่าย 6,040,277 บาทปัญหา เครื่องทดสอบชำรุด 2 เครื่อง ข้อเสนอแนะ จัดหาทดแทน"
    assert ask("told", asked, text).found
    assert not ask("told", {**asked, "inside": False}, text).found
    assert not ask("told", asked, "โครงการแก้ไขปัญหา ยาเสพติดในพื้นที่ตำบลของเรา").found
    assert not ask("told", asked, "โครงการแก้ไขปัญหายาเสพติดและข้อเสนอแนะของชุมชนในพื้นที่").found


def test_the_foot_of_a_page_is_not_said_under_its_last_name(ask) -> None:
    foot = "© 2569 กรมตัวอย่าง สงวนลิขสิทธิ์ทุกประการ เลขที่ 9 ถนนใหญ่"
    assert not ask("told", {"named": [NAME]}, f"# {NAME}\n{foot}").found
    assert ask("told", {"named": [NAME]}, f"# {NAME}\n{SAID}\n{foot}").found


@pytest.mark.parametrize(
    "promise", ["(อยู่ระหว่างรวบรวมข้อมูลจากกลุ่มงาน)", "อยู่ระหว่างการรวบรวมจากทุกส่วนราชการในสังกัด"]
)
def test_a_promise_says_nothing(ask, promise: str) -> None:
    assert not ask("told", {"named": [NAME]}, f"{NAME} {promise}").found
