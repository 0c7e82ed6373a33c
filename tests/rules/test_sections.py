"""Pages of many subjects: the parts under their headings, and the site's first page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rules.document import Block, Kind, Reach
from rules.faces import first_line, headings, years
from rules.find import Finder
from rules.markup import document
from rules.model import Evidence
from rules.naming import Topics
from rules.pack import Pack
from rules.reader import load_pack
from rules.sections import Parts

FRONT = "https://www.example.go.th/"
ONE_PAGE = document(
    {
        "url": FRONT,
        "text": """# สำนักงานตลาดชุมชน
[ผู้บริหาร](#team)
## โครงสร้างสำนักงาน
เลขาธิการ
สำนักรับรองตลาด
## ผู้บริหาร
### นายประจักษ์ ตลาดดี
เลขาธิการ โทร 0 2700 1111
## ข่าวสาร
ไม่พบข้อมูล
## ติดต่อ
เลขที่ 9 ถนนค้าขาย เขตตลาดใหม่ กรุงเทพมหานคร 10288 โทร 0 2700 5555
""",
    }
)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack("oit-2569").pack


def counted(pack: Pack, code: str, *documents, **more) -> list[Evidence]:
    indicator = next(i for i in pack.indicators if i.code == code)
    evidence = Finder(pack, documents, **more).evidence(indicator)
    return [one for one in evidence if one.aside is None]


def words(evidence: Evidence) -> str:
    return " ".join(block.text for block in evidence.document.blocks)


def test_a_part_of_the_first_page_is_evidence_up_to_the_next_subject(pack: Pack) -> None:
    (found,) = counted(pack, "o2", ONE_PAGE, front=FRONT)
    assert found.via == "heading" and found.label == "ผู้บริหาร"
    assert "นายประจักษ์ ตลาดดี" in words(found), "a person's name heads no part"
    assert "ถนนค้าขาย" not in words(found) and "สำนักรับรองตลาด" not in words(found)


def test_an_empty_part_does_not_make_the_others_unfinished(pack: Pack) -> None:
    news = counted(pack, "o4", ONE_PAGE, front=FRONT)
    assert news == []
    (found,) = counted(pack, "o1", ONE_PAGE, front=FRONT)
    assert "สำนักรับรองตลาด" in words(found)


def test_a_part_yields_to_a_page_of_its_own(pack: Pack) -> None:
    own = document({"url": FRONT + "board", "text": "# ทำเนียบผู้บริหาร\nนายหนึ่ง ใจดี\nเลขาธิการ"})
    found = counted(pack, "o2", ONE_PAGE, own, front=FRONT)
    assert own.url in {one.document.url for one in found}
    (box,) = (one for one in found if one.label == "ผู้บริหาร")
    assert box.doubt, "the chief's box at home shows no deputies"


LONG_INDEX = """# OIT 2569
## O1 โครงสร้างหน่วยงาน
[ผังโครงสร้าง](chart.html)
## O2 ข้อมูลผู้บริหาร
[ทำเนียบผู้บริหาร](chiefs.html)
## O3 ข้อมูลการติดต่อ
เลขที่ 9 ถนนค้าขาย เขตตลาดใหม่ กรุงเทพมหานคร 10288 โทร 0 2700 5555
[กระดานถามตอบ](board.html)
## O7 รายงานผลการดำเนินงานประจำปี 2568
[เปิด](report.pdf)
## O18 สถิติเรื่องร้องเรียนการทุจริต 2568
ไม่มีเรื่องร้องเรียนการทุจริตในปีงบประมาณ พ.ศ. 2568
## O22 ทำแล้วเป็นอย่างไร
ปี 2568 สลับทีมตรวจแปลงทุกสามเดือนครบสี่รอบ ไม่พบผู้ร้องเรียน
## O14 เรื่องคน
[ปี 68](people.pdf)
"""


def test_the_number_of_a_heading_names_what_stands_under_it_where_the_index_numbers_as_the_pack(
    pack: Pack,
) -> None:
    index = document({"url": FRONT + "oit", "text": LONG_INDEX})
    (part,) = counted(pack, "o22", index, front=FRONT)
    assert "สลับทีม" in words(part) and part.stands_in == "section"
    assert part.years == (2568,), "its own year, not that of the page"
    label = {"text": "ปี 68", "url": index.url, "heading": "O14 เรื่องคน"}
    file = document({"url": FRONT + "people.pdf", "media": "application/pdf",
                     "text": "# รายงาน\nรับ 3 คน", "labels": [label]})  # fmt: skip
    assert file.url in {one.document.url for one in counted(pack, "o14", index, file, front=FRONT)}
    other = document({"url": FRONT + "oit", "text": LONG_INDEX.replace("## O", "## O1")})
    assert not counted(pack, "o22", other, front=FRONT), "the numbers of another list"


def test_what_an_index_says_itself_counts_beside_what_it_leads_to(pack: Pack) -> None:
    index = document({"url": FRONT + "oit", "text": LONG_INDEX})
    label = {"text": "กระดานถามตอบ", "url": index.url, "heading": "O3 ข้อมูลการติดต่อ"}
    board = document({"url": FRONT + "board", "text": "# กระดานถาม-ตอบ\nถามมาได้ตลอดเวลา",
                      "labels": [label]})  # fmt: skip
    found = counted(pack, "o3", index, board, front=FRONT)
    assert any("ถนนค้าขาย" in words(one) and not one.doubt for one in found)
    assert board.url in {one.document.url for one in found}


def test_two_parts_of_one_page_count_both(pack: Pack) -> None:
    page = document({"url": FRONT + "about", "text": """# เกี่ยวกับเรา
## ผู้บริหาร
นายหนึ่ง ใจดี เลขาธิการ
## ข่าวสาร
งานประจำปี
## ทำเนียบผู้บริหาร
นายสอง ใจงาม รองเลขาธิการ
"""})  # fmt: skip
    found = " ".join(map(words, counted(pack, "o2", page, front=FRONT)))
    assert "นายหนึ่ง" in found and "นายสอง" in found


def test_the_first_page_counts_with_its_footer_for_contacts_alone(pack: Pack) -> None:
    board = document({"url": FRONT + "board", "text": "# กระดานถาม-ตอบ\nถามมาได้"})
    front = document({"url": FRONT, "text": "# ข่าว\nโทร 0 2700 5555"})
    contact = next(i for i in pack.indicators if i.topic == "contact")
    found = counted(pack, contact.code, board, front, front=FRONT)
    assert [one.via for one in found if one.document.url == FRONT] == ["text"]
    assert all(one.doubt for one in found if one.via == "text"), "whose telephone is it?"
    assert {e.id for e in contact.elements if e.front} >= {"contact/phone", "contact/address"}
    assert not next(e for e in contact.elements if e.id == "qa/two-way").front
    others = (i for i in pack.indicators if i.topic != "contact")
    assert not any(element.front for indicator in others for element in indicator.elements)


ADDRESS = "เลขที่ 9 ถนนค้าขาย เขตตลาดใหม่ กรุงเทพมหานคร 10288"


@pytest.mark.parametrize(
    ("foot", "sure"),
    [
        (f"{ADDRESS} โทร 0 2700 5555 อีเมล saraban@example.go.th", True),
        (f"{ADDRESS}\nโทรศัพท์ 0 2700 5555\nอีเมล saraban@example.go.th", True),
        (f"{ADDRESS}\nแบนเนอร์\nแบนเนอร์\nแบนเนอร์\nโทร 0 2700 5555", False),
        (f"{ADDRESS} โทร 0 2700 5555\nเลขที่ 7 ถนนอื่น เขตตลาดเก่า กรุงเทพมหานคร 10289", False),
        ("โทร 0 2700 5555 อีเมล saraban@example.go.th", False),
        (ADDRESS, False),
    ],
)
def test_the_one_address_with_its_telephone_is_the_agencys(
    pack: Pack, foot: str, sure: bool
) -> None:
    front = document({"url": FRONT, "text": f"# ข่าว\nงานวันเด็ก\n{foot}"})
    contact = next(i for i in pack.indicators if i.topic == "contact")
    found = [one for one in counted(pack, contact.code, front, front=FRONT) if one.via == "text"]
    assert any(not one.doubt for one in found) is sure
    for one in found:
        assert one.doubt or "งานวันเด็ก" not in words(one), "nothing else of the page is trusted"


def test_the_first_line_of_a_page_without_headings_is_its_title(pack: Pack) -> None:
    told = document(
        {
            "url": FRONT + "c",
            "text": "แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริต\nผู้ร้องยื่นหนังสือได้ที่กลุ่มงานวินัย",
        }
    )
    topic = next(i for i in pack.indicators if i.topic == "complaint-guideline")
    assert [one.via for one in counted(pack, topic.code, told)] == ["heading"]


def test_a_part_deep_in_any_page_is_found(pack: Pack) -> None:
    page = ONE_PAGE.url + "about"
    about = document({"url": page, "text": "\n".join(b.text for b in ONE_PAGE.blocks[:1])})
    whole = type(ONE_PAGE)(
        sha256="x", media="text/html", legibility=ONE_PAGE.legibility, url=page,
        blocks=ONE_PAGE.blocks,
    )  # fmt: skip
    assert counted(pack, "o2", about) == []
    assert [one.label for one in counted(pack, "o2", whole)] == ["ผู้บริหาร"]


def test_what_every_page_repeats_is_no_part(pack: Pack) -> None:
    blocks = tuple(replace(block, furniture=True) for block in ONE_PAGE.blocks)
    pages = [replace(ONE_PAGE, url=f"{FRONT}{n}", blocks=blocks) for n in range(3)]
    assert counted(pack, "o2", *pages) == []


def test_the_footer_below_the_last_part_is_not_its_own(pack: Pack) -> None:
    """Whose telephone stands at the foot of every page is not the chief's."""
    above = "# เกี่ยวกับเรา\n## ปรัชญา\nสร้างคน\n## ปณิธาน\nมุ่งมั่น\n"
    text = f"{above}## ผู้บริหาร\nนายหนึ่ง มั่นคง เลขาธิการ"
    page = document({"url": FRONT + "about", "text": text})
    foot = Block(kind=Kind.TEXT, text="โทร 0 2700 5555", where="ท้ายหน้า", furniture=True)
    (found,) = counted(pack, "o2", replace(page, blocks=(*page.blocks, foot)))
    assert found.stands_in == "section"
    assert "นายหนึ่ง" in words(found) and "2700" not in words(found)


def test_so_many_parts_are_enough(pack: Pack) -> None:
    lines = "\n".join(f"## ข้อ {n}" for n in range(3))
    text = f"# หนึ่ง\n{lines}\n## ผู้บริหาร\nนายหนึ่ง ใจดี เลขาธิการ"
    pages = [document({"url": f"{FRONT}{n:03}", "text": text}) for n in range(60)]
    assert len(counted(pack, "o2", *pages)) == 40


def test_a_first_line_says_nothing_of_the_year() -> None:
    lines = "ศุกร์ที่ 15 พฤษภาคม 2569\nแผนปฏิบัติราชการของหน่วยงาน"
    page = document({"url": FRONT + "plan", "text": lines})
    assert first_line(page) == ("ศุกร์ที่ 15 พฤษภาคม 2569",)
    assert years(page) == ()


def test_the_vision_of_a_plan_of_years_does_not_make_it_a_plan_of_its_last() -> None:
    vision = "วิสัยทัศน์ น้ำจืดทุกลุ่มน้ำได้มาตรฐานในปี 2570"
    plan = replace(document({"text": vision}), title="แผนปฏิบัติราชการ 5 ปี (พ.ศ. 2566 - 2570)")
    plan = replace(plan, media="application/pdf")
    assert years(plan) == (2566, 2567, 2568, 2569, 2570)
    year = replace(plan, title="แผนปฏิบัติราชการ 5 ปี (พ.ศ. 2566 - 2570) ประจำปี 2569")
    assert 2568 not in years(year)


def test_a_merged_title_is_a_title_and_a_row_of_columns_is_none() -> None:
    merged = Block(kind=Kind.ROW, text=" | ".join(["แผนปฏิบัติราชการ ปี 2568"] * 4), where="แถว 1")
    columns = Block(kind=Kind.ROW, text="โครงการ | งบ | ค่าเป้าหมายปี 2570", where="แถว 2")
    sheet = replace(document({"media": "application/x", "text": ""}), blocks=(merged, columns))
    assert years(sheet) == (2568,)
    assert headings(sheet) == (merged.text,)


def test_a_page_of_several_subjects_knows_which_places_are_of_others(pack: Pack) -> None:
    page = document(
        {
            "url": f"{FRONT}anti",
            "text": """# ป้องกันทุจริต
## นโยบาย No Gift Policy
ประกาศ ปีงบประมาณ พ.ศ. 2568 ไม่รับของขวัญ
## การเปิดโอกาสให้มีส่วนร่วม
10 มี.ค. 2569 รับฟังความคิดเห็น
""",
        }
    )
    (found,) = counted(pack, "o20", page, front=FRONT)
    assert any("มีส่วนร่วม" in place for place in found.foreign)
    assert not any("No Gift" in place for place in found.foreign)
    alone = document({"url": f"{FRONT}gift", "text": "# ประกาศ\nไม่รับของขวัญ\n## การมีส่วนร่วม\nข้อความ"})
    assert not Parts([alone], Topics(pack), FRONT, {}, {}).foreign(alone, "no-gift-declaration")


INDEX = """# OIT 2569
| O1 โครงสร้าง หน้าที่และอำนาจ | [ดู](1.pdf) |
| O5 แผนยุทธศาสตร์ | [ดู](5.pdf) |
| O12 รายงานผลการจัดซื้อจัดจ้าง | [ดู](12.pdf) |
| O14 แผนการบริหารทรัพยากรบุคคล | [ดู](14.pdf) |
| O18 สถิติเรื่องร้องเรียนการทุจริต | ปีงบประมาณ พ.ศ. 2568 ไม่มีเรื่องร้องเรียนการทุจริต |
"""


def test_what_an_index_says_itself_is_for_a_person_to_look_at(pack: Pack) -> None:
    index = document({"url": f"{FRONT}ita", "text": INDEX})
    (found,) = counted(pack, "o18", index, front=FRONT)
    assert found.stands_in == "line" and found.doubt
    assert "ไม่มีเรื่องร้องเรียน" in words(found)
    leading = document({"url": f"{FRONT}ita", "text": INDEX.replace("ไม่มีเรื่อง", "[ดู](18.pdf)")})
    assert not counted(pack, "o18", leading, front=FRONT)
    short = INDEX.replace("ปีงบประมาณ พ.ศ. 2568 ไม่มีเรื่องร้องเรียนการทุจริต", "-")
    assert not counted(pack, "o18", document({"url": f"{FRONT}ita", "text": short}), front=FRONT)


def test_rows_without_targets_are_told_under_the_heading_of_their_group() -> None:
    names = ("มาตรการส่งเสริมคุณธรรมและความโปร่งใส", "การดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส")
    where = "อยู่ที่เมนูหลักด้านบนของเว็บไซต์ ให้เลื่อนลงไปยังหัวข้อย่อยเรื่องนี้ แล้วเลือกปีที่ต้องการดูจากตาราง"
    rows = [f"{name} | {where}" for name in names]
    blocks: list[Block] = [Block(kind=Kind.HEADING, text=f"ตัวชี้วัดย่อย {names[0]}", where="")]
    for row, name in zip(rows, names, strict=True):
        blocks.append(Block(kind=Kind.ROW, text=row, where=""))
        blocks.append(
            Block(kind=Kind.LINK, text=name, where="", href="#", near=row, reach=Reach.DEAD)
        )
    others = document({"url": FRONT, "text": INDEX})
    index = replace(others, blocks=(*others.blocks, *blocks))
    older = load_pack("oit-2566").pack
    topic = next(i for i in older.indicators if i.code == "o42")
    (found, *_) = Finder(older, [index]).evidence(topic)
    assert found.aside == "unlinked", "the group's heading and its rows are no evidence"
