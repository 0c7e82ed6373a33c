"""Memo, work orders and answer sheet: the right words in the right place, blanks where unknown."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn
from sample_report import SITE, element, evidence, quote, report

import reports
from reports import as_answers
from reports.model import GapLine, OfficeLine, Report
from reports.offices import addressee, by_owner
from reports.proof import proofs, public
from reports.word import FONT


def word(made: Report, format: str) -> str:
    """Everything a reader sees, in order."""
    body = Document(io.BytesIO(reports.render(made, format))).element.body
    parts = []
    for paragraph in body.iter(qn("w:p")):
        parts.append("".join(node.text or "" for node in paragraph.iter(qn("w:t"))))
    return "\n".join(parts).replace("\u00a0", " ")


def sheets(made: Report, format: str) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(reports.render(made, format)))


def test_the_memo_follows_the_official_layout():
    text = word(report(), "memo")
    order = ["บันทึกข้อความ", "ส่วนราชการ", "ที่  ", "วันที่  ๑๕ พฤษภาคม ๒๕๖๙", "เรื่อง  ", "เรียน  ",
             "๑. จากทั้งหมด", "จึงเรียนมาเพื่อโปรดพิจารณา หากเห็นชอบ", "(....", "ตำแหน่ง ...."]  # fmt: skip
    places = [text.index(part) for part in order]
    assert places == sorted(places)
    assert "เรียน  อธิบดีกรมตัวอย่างบริการประชาชน" in text
    assert "พร้อมแน่ ๓ ข้อ" in text and "เหลือ ๔๑ วันถึงกำหนดส่ง" in text
    digits = [word for word in text.split() if re.search("[0-9]", word)]
    assert all(re.search("[A-Za-z]", word) for word in digits), "one sort of digits but in O13"
    assert b"thaiNumbers" in _part(reports.render(report(), "memo"), "word/document.xml")


def test_the_memo_names_gaps_by_owner_and_no_waived_one():
    text = word(report(), "memo")
    assert text.index("สำนักงานเลขานุการกรม") < text.index("ผู้บริหารแต่ละคนมีช่องทางการติดต่อ")
    assert "๓๐ เม.ย. ๖๙ เลยกำหนด" in text
    assert "แสดงความก้าวหน้าของแต่ละโครงการ" not in text, "waived"


def test_what_the_agency_said_goes_into_the_memo():
    office = OfficeLine(
        unit="กลุ่มพัฒนาระบบ", phone="0 2000 0000", number="นร 0001/", to="ปลัดกระทรวง",
        signer="นางสาวสมมติ ตั้งใจ", position="เลขานุการกรม",
    )  # fmt: skip
    text = word(replace(report(), office=office), "memo")
    for part in ("กลุ่มพัฒนาระบบ", "โทร. ๐ ๒๐๐๐ ๐๐๐๐", "นร ๐๐๐๑/", "เรียน  ปลัดกระทรวง",
                 "(นางสาวสมมติ ตั้งใจ)", "เลขานุการกรม"):  # fmt: skip
        assert part in text


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("กรมตัวอย่าง", "อธิบดีกรมตัวอย่าง"),
        ("จังหวัดสมมติ", "ผู้ว่าราชการจังหวัดสมมติ"),
        ("เทศบาลตำบลสมมติ", "นายกเทศมนตรีตำบลสมมติ"),
        ("องค์การบริหารส่วนตำบลสมมติ", "นายกองค์การบริหารส่วนตำบลสมมติ"),
        ("มหาวิทยาลัยสมมติ", "อธิการบดีมหาวิทยาลัยสมมติ"),
        ("วิทยาลัยเทคนิคสมมติ", "ผู้อำนวยการวิทยาลัยเทคนิคสมมติ"),
        ("สำนักงานอะไรสักอย่าง", ""),
        ("www.example.go.th", ""),
        ("กรม", ""),
    ],
)
def test_a_head_is_named_only_where_the_name_leaves_no_doubt(name, head):
    made = replace(report(), site=replace(report().site, name=name))
    assert addressee(made) == head
    assert f"เรียน  {head or '....'}" in word(made, "memo")


@pytest.mark.parametrize("format", ["memo", "orders", "answers-docx"])
def test_thai_letters_have_the_official_font_too(format):
    data = reports.render(report(), format)
    face = Document(io.BytesIO(data)).styles["Normal"].element.rPr.rFonts
    assert {face.get(qn(f"w:{name}")) for name in ("ascii", "hAnsi", "cs")} == {FONT}
    assert b"Laksaman" in _part(data, "word/fontTable.xml"), "what to take when it is missing"


def _part(data: bytes, name: str) -> bytes:
    import zipfile  # noqa: PLC0415 used once

    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return packed.read(name)


def test_an_order_per_owner_tells_page_gap_fix_due_and_points():
    text = word(report(), "orders")
    order = ["ใบสั่งงาน: สำนักงานเลขานุการกรม", f"หน้าที่ต้องแก้: {SITE}/about/executives",
             "รองอธิบดี 2 คน ไม่มีหมายเลขโทรศัพท์หรืออีเมล", "ใส่หมายเลขโทรศัพท์", "30 เม.ย. 69 (เลยกำหนด)",
             "5.71", "ข้อความสำหรับคัดลอก", "ใบสั่งงาน: กองแผนงาน"]  # fmt: skip
    places = [text.index(part) for part in order]
    assert places == sorted(places)


def test_a_sheet_per_owner_with_names_excel_takes():
    made = report()
    odd = "กลุ่มงาน [ก]/ข: *?" + "ยาว" * 20
    lines = tuple(replace(line, owner=odd + str(n)) for n, line in enumerate(made.indicators))
    book = sheets(replace(made, indicators=lines), "orders-xlsx")
    assert len(book.sheetnames) == len(set(book.sheetnames)) == 2
    assert all(len(name) <= 31 and not set("[]:*?/\\") & set(name) for name in book.sheetnames)
    row = next(sheets(made, "orders-xlsx")["กองแผนงาน"].iter_rows(min_row=2, values_only=True))
    assert row[2] == "O6" and row[3].startswith("แสดงแผนของปี 2569") and row[7] == 2.86
    assert "ให้ทำ: เผยแพร่แผน" in row[11]


def test_contacts_stand_beside_their_owner():
    office = OfficeLine(people=(("กองแผนงาน", "plan@example.go.th"),))
    made = replace(report(), office=office)
    assert {work.owner: work.contact for work in by_owner(made)} == {
        "สำนักงานเลขานุการกรม": "",
        "กองแผนงาน": "plan@example.go.th",
    }
    assert "plan@example.go.th" in word(made, "orders")


@pytest.mark.parametrize("unseen", [0, 90])
def test_no_gap_is_good_news_only_where_all_was_seen(unseen):
    ready = tuple(line for line in report().indicators if line.state == "ready")
    totals = replace(report().totals, untested=unseen, cant_tell=0)
    why = "ดูหน้าแรกของเว็บไซต์ไม่ได้"
    made = replace(report(), indicators=ready, totals=totals, limits=(why,))
    page = reports.render(made, "html").decode()
    for said in (word(made, "orders"), word(made, "memo"), page):
        assert ("ไม่มีรายการที่ต้องแก้" in said) == (not unseen)
        assert ("ยังสรุปไม่ได้ว่าไม่มี" in said) == bool(unseen)
    assert (why in word(made, "memo")) == bool(unseen)
    assert sheets(made, "orders-xlsx").sheetnames == ["ใบสั่งงาน"]


def answers(made: Report) -> dict[str, tuple[str, ...]]:
    rows = sheets(made, "answers").worksheets[0].iter_rows(min_row=2, values_only=True)
    return {row[0]: tuple(value or "" for value in row) for row in rows}


def test_only_what_passed_whole_is_offered_as_has():
    found = answers(report())
    assert {code: row[2] for code, row in found.items()} == {
        "O1": "มี", "O2": "โปรดพิจารณา", "O6": "โปรดพิจารณา", "O11": "โปรดพิจารณา", "O20": "โปรดพิจารณา",
        "O21": "มี", "O23": "มี",
    }  # fmt: skip
    assert found["O1"][3] == f"{SITE}/about/structure\n{SITE}/about/powers"
    assert found["O11"][3] == "", "nothing was seen"
    assert f"{SITE}/files/scan.pdf" not in found["O20"][3], "in doubt"
    assert "ไม่พบ: แสดงแผนของปี 2569" in found["O6"][5]
    assert found["O6"][3].endswith(".pdf") and "หน้า 12" in found["O6"][4]


def test_all_failed_is_has_not_and_nothing_asked_is_no_answer():
    line = report().indicators[2]
    failed = replace(line, elements=(element("a/b", "แสดงสิ่งนี้", "failed"),))
    nothing = replace(line, elements=(element("a/b", "แสดงสิ่งนี้", "inapplicable"),))
    assert as_answers.answer(failed).has == "ไม่มี"
    assert as_answers.answer(nothing).has == "ไม่เกี่ยวข้อง"


def test_the_way_from_the_home_page_is_told():
    line = report().indicators[0]
    way = ("หน้าแรก", "เกี่ยวกับเรา", "โครงสร้าง")
    led = replace(line, evidence=(replace(line.evidence[0], way=way), *line.evidence[1:]))
    assert "(1) หน้าแรก › เกี่ยวกับเรา › โครงสร้าง (หัวข้อ โครงสร้างองค์กร)" in as_answers.answer(led).where


def test_a_person_without_quotes_proves_what_was_looked_at():
    line = report().indicators[2]
    seen, other = f"{SITE}/seen", f"{SITE}/other"
    decided = element(
        "a/b", "แสดงสิ่งนี้", "passed", "เจ้าหน้าที่ยืนยัน: เห็นแล้ว", looked_at=(seen,), attested_by="ก"
    )
    made = replace(
        line, elements=(decided,), evidence=(evidence("/seen", "ก"), evidence("/other", "ข"))
    )
    assert [proof.url for proof in proofs(made)] == [seen]
    machine = replace(made, elements=(replace(decided, attested_by=None),))
    assert proofs(machine) == (), "nothing quoted, nobody saw it"
    assert other not in str(proofs(made))


def test_the_public_sees_no_work_no_names_no_notes():
    secret = GapLine(id=9, state="assigned", since="2026-01-01", assignee="นายลับ")
    made = report()
    line = replace(
        made.indicators[0],
        elements=(
            element("a/b", "แสดงสิ่งนี้", "passed", "เจ้าหน้าที่ยืนยัน: บันทึกลับ โดย นายลับ", gap=secret,
                    attested_by="นายลับ", fix="งานลับ", quotes=(quote("/x", "หน้า 1", "เลขลับ"),)),
        ),
        suggestions=(evidence("/hidden", "หน้าลับ"),), owner="หน่วยลับ",
    )  # fmt: skip
    from reports.model import PrivacyLine  # noqa: PLC0415 used once

    private = PrivacyLine(sort="citizen_id", url=f"{SITE}/x", where="หน้า 1", quote="x-ลับ")
    hidden = replace(made, indicators=(line,), privacy=(private,))
    assert "ลับ" not in repr(public(hidden))
