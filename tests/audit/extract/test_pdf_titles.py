"""A title in large letters that fills its line and goes on in the next."""

from __future__ import annotations

import pytest
import typst

from audit.extract import extract


def test_a_title_that_fills_its_line_is_one_with_the_next() -> None:
    title = "ข้อบังคับมหาวิทยาลัยตัวอย่างแห่งหนึ่ง ว่าด้วยการประเมินผลการปฏิบัติงานของพนักงาน พ.ศ. 2565"
    source = f'#set text(font: "Garuda", size: 11pt)\n#heading(level: 1, "{title}")\n\n'
    source += '#par("ข้อ 6 ให้ประเมินปีละสองรอบ")\n\n#par("ข้อ 7 ให้ประกาศผล")'
    document = extract(typst.compile(source.encode()))
    assert document.blocks[0].text.replace(" ", "") == title.replace(" ", "")


def test_two_short_lines_of_a_cover_stay_two() -> None:
    source = '#set text(font: "Garuda", size: 11pt)\n'
    source += '#par("แผนปฏิบัติราชการ")\n\n#par("กรมตัวอย่าง")\n\n#par("ข้อความของเอกสารที่ยาวกว่านั้นมากนัก")'
    document = extract(typst.compile(source.encode()))
    assert [block.text for block in document.blocks][:2] == ["แผนปฏิบัติราชการ", "กรมตัวอย่าง"]


@pytest.mark.parametrize(
    ("above", "below"),
    [("(พ.ศ. 2566–", "2570)"), ("(พ.ศ. 2567 -", "2570)"), ("พ.ศ. 2567", "– 2571")],
)
def test_a_range_of_years_that_breaks_at_the_end_of_a_line(above: str, below: str) -> None:
    source = '#set text(font: "Garuda", size: 11pt)\n'
    source += f'#heading(level: 1, "แผนพัฒนาจังหวัด {above}" + linebreak() + "{below}")\n\n'
    source += '#par("วิสัยทัศน์ เมืองน่าอยู่")\n\n#par("พันธกิจ พัฒนาคน")'
    document = extract(typst.compile(source.encode()))
    assert document.blocks[0].text.split() == f"แผนพัฒนาจังหวัด {above} {below}".split()
    assert "วิสัยทัศน์" in document.blocks[1].text


def test_a_numbered_line_under_a_title_begins_anew() -> None:
    source = '#set text(font: "Garuda", size: 11pt)\n'
    source += '#heading(level: 1, "แผนพัฒนาจังหวัด")\n#heading(level: 1, "2566) ปีแรกของแผน")\n\n'
    source += '#par("วิสัยทัศน์ เมืองน่าอยู่")\n\n#par("พันธกิจ พัฒนาคน")'
    document = extract(typst.compile(source.encode()))
    assert document.blocks[0].text == "แผนพัฒนาจังหวัด"
