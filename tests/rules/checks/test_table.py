"""`table`: columns in one table, each its own, and rows that fill them."""

from __future__ import annotations

import pytest

from rules.checks import TableCheck
from rules.document import Document, Legibility, Table
from rules.model import Context

PLAN = [["โครงการ", "กิจกรรม"], ["งบประมาณ", "วงเงิน"], ["ระยะเวลา", "ไตรมาส"], ["ผู้รับผิดชอบ"]]
FULL = "| โครงการ | งบประมาณ | ระยะเวลา | ผู้รับผิดชอบ |\n| อบรมครู | 50,000 | ต.ค.–ธ.ค. | กองคลัง |"


def look(context: Context, rows: list[list[str]], columns: list[list[str]], min_rows: int = 1):
    table = Table(header=tuple(rows[0]), rows=tuple(map(tuple, rows[1:])), where="หน้า 1")
    document = Document(sha256="0", media="", legibility=Legibility.TEXT, tables=(table,))
    check = TableCheck.model_validate({"columns": columns, "min_rows": min_rows})
    return check.look(document, context)


def test_all_columns_in_one_table(ask) -> None:
    seen = ask("table", {"columns": PLAN}, FULL)
    assert seen.found
    assert seen.quotes[0].text == "โครงการ | งบประมาณ | ระยะเวลา | ผู้รับผิดชอบ"
    assert "อบรมครู" in seen.quotes[1].text


def test_three_of_four_is_not_four(ask) -> None:
    seen = ask("table", {"columns": PLAN}, FULL.replace("ผู้รับผิดชอบ", "หมายเหตุ"))
    assert not seen.found
    assert seen.reason == "ไม่พบตารางที่มีคอลัมน์ “ผู้รับผิดชอบ”"


def test_columns_of_two_tables_do_not_add_up(ask) -> None:
    two = "| โครงการ | งบประมาณ |\n| ก | 1 |\nคั่น\n| ระยะเวลา | ผู้รับผิดชอบ |\n| ข | 2 |"
    assert not ask("table", {"columns": PLAN}, two).found


def test_one_column_does_not_serve_two_groups(ask) -> None:
    text = "| โครงการ/งบประมาณ | หมายเหตุ |\n| อบรม 500 | - |"
    assert not ask("table", {"columns": [["โครงการ"], ["งบประมาณ"]]}, text).found


def test_columns_are_shared_out_so_that_all_fit(ask) -> None:
    text = "| งบประมาณโครงการ | ชื่อโครงการ |\n| 500 | อบรม |"
    assert ask("table", {"columns": [["โครงการ"], ["งบประมาณ"]]}, text).found
    assert ask("table", {"columns": [["งบประมาณ"], ["โครงการ"]]}, text).found


@pytest.mark.parametrize("row", ["| | | | |", "| อบรมครู | | ธ.ค. | กอง |", "| - | - | - | - |"])
def test_an_empty_form_is_not_a_filled_table(ask, row: str) -> None:
    seen = ask("table", {"columns": PLAN}, FULL.splitlines()[0] + "\n" + row)
    assert not seen.found
    assert "กรอกครบเพียง 0 แถว" in seen.reason


def test_enough_rows(ask) -> None:
    more = FULL + "\n| ซ่อมอาคาร | - | ม.ค. | กองกลาง |"
    assert ask("table", {"columns": PLAN, "min_rows": 2}, more).found
    assert not ask("table", {"columns": PLAN, "min_rows": 3}, more).found


def test_no_table_at_all(ask) -> None:
    assert ask("table", {"columns": PLAN}, "โครงการ งบประมาณ ระยะเวลา").reason.startswith(
        "ไม่พบตารางที่มีคอลัมน์ “โครงการ”"
    )


def test_damaged_headers(ask) -> None:
    text = "| ลําดับ | วิธีซื้อหรือจ้าง | ผู้ไดรับการคัดเลือก |\n| 1 | เฉพาะเจาะจง | บริษัท ก |"
    assert ask("table", {"columns": [["วิธีซื้อหรือจ้าง"], ["ผู้ได้รับการคัดเลือก"]]}, text).found


def test_a_title_above_the_header(context) -> None:
    rows = [["แผนปฏิบัติการ ปี 2569"] * 2, ["โครงการ", "งบประมาณ"], ["อบรม", "500"]]
    assert look(context, rows, [["โครงการ"], ["งบประมาณ"]]).found


def test_a_header_of_two_lines(context) -> None:
    rows = [["โครงการ", "งบประมาณ", "งบประมาณ"], ["โครงการ", "จัดสรร", "เบิกจ่าย"], ["อบรม", "5", "4"]]
    assert look(context, rows, [["โครงการ"], ["งบประมาณจัดสรร"], ["งบประมาณเบิกจ่าย"]]).found


def test_words_in_the_rows_are_no_header(context) -> None:
    rows = [["เรื่อง", "รายละเอียด"], ["โครงการอบรม", "ขออนุมัติงบประมาณ"], ["อื่น", "ไม่มี"]]
    assert not look(context, rows, [["โครงการ"], ["งบประมาณ"]]).found


def test_a_sentence_is_no_column_name(context) -> None:
    rows = [["โครงการนี้มีงบประมาณมาก " * 6, "งบประมาณ"], ["ก", "1"]]
    assert not look(context, rows, [["โครงการ"], ["งบประมาณ"]]).found
