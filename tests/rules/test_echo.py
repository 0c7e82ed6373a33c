"""Echo: what repeats the handbook is hidden, what merely mentions it stays."""

from __future__ import annotations

import pytest

from rules.document import Document
from rules.echo import hide
from rules.markup import document

SAYS = (
    "รายงานผลการดำเนินงานประจำปี พ.ศ. 2568",
    "แสดงผลการใช้จ่ายงบประมาณของปีงบประมาณ พ.ศ. 2568",
    "แสดงปัญหา อุปสรรค และข้อเสนอแนะ",
    "แสดงโครงการหรือกิจกรรม งบประมาณ และระยะเวลาของแผน",
    "แสดงตำแหน่ง",
)
PROSE = "กรมได้ดำเนินโครงการอบรมครูในจังหวัดต่าง ๆ รวมสิบแห่ง มีผู้เข้าร่วมสองพันคน และเบิกจ่ายครบตามแผนที่ได้รับอนุมัติ"


def left(text: str, says: tuple[str, ...] = SAYS) -> str:
    return "\n".join(block.text for block in hide(document(text), says).blocks)


@pytest.mark.parametrize(
    "line",
    [
        "แสดงปัญหา อุปสรรค และข้อเสนอแนะ",
        "o7.3 แสดงปัญหา อุปสรรค และข้อเสนอแนะ",
        "(๓) แสดงปัญหา อุปสรรค และข้อเสนอแนะ",
        "✓ แสดงปัญหา  อุปสรรค และข้อเสนอแนะ ของหน่วยงาน"[:-12],
        "# แสดงผลการใช้จ่ายงบประมาณ ของปีงบประมาณ พ.ศ. ๒๕๖๘",
        "O7.9 แสดงข้อความอื่นที่คู่มือขอ แต่ชุดเกณฑ์เขียนไว้อีกอย่าง",
        "o แสดงปัญหา อุปสรรค และข้อเสนอแนะ",
        "๒) แสดงรายงานอื่นที่คู่มือขอ ซึ่งอย่างน้อยประกอบด้วย ก และ ข",
        "– แสดงผังของหน่วยงาน เช่น กอง\n– เป็นผังที่มีรายละเอียดครบ",
        "ปัญหา อุปสรรค และข้อเสนอแนะ",
        "# รายงานผลการดําเนินงานประจําปี พ.ศ. 2568",
        "O7 รายงานผลการดำเนินงานประจำปี พ.ศ. 2568",
        "แสดงผลการใช้จ่ายงบประมาณของปีงบประมาณ พ.ศ. 2568 แสดงปัญหา อุปสรรค และข้อเสนอแนะ",
    ],
)
def test_an_official_sentence_above_nothing_is_hidden(line: str) -> None:
    assert left(f"{line}\n[ดาวน์โหลด](a.pdf)") == "ดาวน์โหลด"


@pytest.mark.parametrize(
    "line",
    [
        "ปัญหา อุปสรรค และข้อเสนอแนะ คือบุคลากรไม่เพียงพอ",
        "แสดงปัญหา อุปสรรค และข้อเสนอแนะ ได้แก่ ขาดเครื่องมือ 12 รายการ และงบประมาณล่าช้าสองเดือน",
        "ตำแหน่ง",
        "แสดงความยินดีกับผู้ได้รับรางวัล",
        "เป็นแผนของหน่วยงานที่ได้รับอนุมัติแล้ว",
        "# รายงานผลการดำเนินงานของกรมตัวอย่าง ประจำปี พ.ศ. 2567",
        "งบประมาณ",
        PROSE,
    ],
)
def test_own_words_stay(line: str) -> None:
    assert left(line) == line.removeprefix("# ")


def test_a_sentence_cut_into_a_list_is_hidden() -> None:
    assert left("- โครงการหรือกิจกรรม\n- งบประมาณ\n- ระยะเวลาของแผน") == ""


def test_one_part_of_a_sentence_by_itself_is_not_an_echo() -> None:
    assert left(f"- งบประมาณ\n{PROSE}") == f"- งบประมาณ\n{PROSE}"


def test_a_wording_above_content_is_its_heading() -> None:
    text = f"# ปัญหา อุปสรรค และข้อเสนอแนะ\n{PROSE}"
    assert left(text).startswith("ปัญหา")
    table = "# รายงานผลการดำเนินงานประจำปี พ.ศ. 2568\n| โครงการ | ผล |\n| อบรมครู | ครบ |"
    assert left(table).startswith("รายงานผล")


def test_an_asking_sentence_is_hidden_even_above_content() -> None:
    assert left(f"แสดงปัญหา อุปสรรค และข้อเสนอแนะ\n{PROSE}") == PROSE


def test_content_under_another_heading_does_not_count() -> None:
    text = f"# ปัญหา อุปสรรค และข้อเสนอแนะ\n# ข่าว\n{PROSE}"
    assert not left(text).startswith("ปัญหา")


def test_in_a_row_only_the_echoing_cell_goes() -> None:
    row = "| o7.3 | แสดงปัญหา อุปสรรค และข้อเสนอแนะ | ขาดบุคลากรด้านเทคโนโลยี |"
    hidden = hide(document(f"| ข้อ | องค์ประกอบ | ข้อมูล |\n{row}"), SAYS)
    assert hidden.blocks[1].text == "o7.3 |  | ขาดบุคลากรด้านเทคโนโลยี"
    assert hidden.tables[0].rows == (("o7.3", "", "ขาดบุคลากรด้านเทคโนโลยี"),)


def test_a_row_of_an_index_keeps_no_bare_wording() -> None:
    text = "| ข้อ | รายการ | ไฟล์ |\n| O7 | รายงานผลการดำเนินงานประจำปี พ.ศ. 2568 | เปิด |"
    assert left(text).splitlines()[1] == "O7 |  | เปิด"


def test_a_row_of_data_keeps_its_official_words() -> None:
    row = "ปัญหา อุปสรรค และข้อเสนอแนะ | ขาดบุคลากรและงบประมาณล่าช้า"
    assert left(f"| หัวข้อ | รายละเอียด |\n| {row} |").splitlines()[1] == row


def test_columns_named_in_official_words_stay() -> None:
    hidden = hide(document("| ตำแหน่ง | ปัญหา อุปสรรค และข้อเสนอแนะ |\n| ครู | ไม่มี |"), SAYS)
    assert hidden.tables[0].header == ("ตำแหน่ง", "ปัญหา อุปสรรค และข้อเสนอแนะ")


def titled(text: str) -> Document:
    title = "O7 รายงานผลการดำเนินงานประจำปี พ.ศ. 2568"
    return document({"title": title, "text": text})


def test_a_title_of_an_empty_page_is_hidden_and_of_a_full_one_is_not() -> None:
    assert hide(titled("[ดาวน์โหลด](a.pdf)"), SAYS).title == ""
    assert hide(titled(PROSE), SAYS).title.startswith("O7")


def test_links_pictures_and_the_rest_of_the_document_are_untouched() -> None:
    before = document(
        {
            "text": "[แสดงปัญหา อุปสรรค และข้อเสนอแนะ](a.pdf)\n![แสดงตำแหน่ง](b.png)",
            "labels": ["แสดงปัญหา อุปสรรค และข้อเสนอแนะ"],
        }
    )
    assert hide(before, SAYS) == before
    assert hide(before, ()) == before
