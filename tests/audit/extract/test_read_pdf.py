"""A PDF as its reader sees it; the files are made by hand."""

import pytest
import typst
from makers import Sheet, pdf

from audit.extract import extract, pdf_text
from audit.extract.pdf import MOST_PAGES
from audit.extract.pdf_page import Line
from audit.extract.titles import is_title
from rules.document import Kind, Legibility


def seen(document, kind=None):
    return [block.text for block in document.blocks if kind in {None, block.kind}]


def test_lines_with_their_page():
    document = extract(pdf(Sheet().text("ประกาศกรม", "ข้อ ๑ ทดสอบ"), Sheet().text("หน้าสอง")))
    assert [(b.text, b.where) for b in document.blocks] == [
        ("ประกาศกรม", "หน้า 1"),
        ("ข้อ ๑ ทดสอบ", "หน้า 1"),
        ("หน้าสอง", "หน้า 2"),
    ]
    assert (document.media, document.problem) == ("application/pdf", None)


def test_a_full_line_runs_on_and_a_numbered_one_starts_anew():
    full = "กรมได้จัดทำแผนปฏิบัติราชการประจำปีงบประมาณ พ.ศ. ๒๕๖๙ เพื่อใช้เป็นกรอบในการดำเนิน"
    document = extract(pdf(Sheet().text(full, "งานของทุกสำนัก", "๑. แผนงาน", "๒. ตัวชี้วัด")))
    assert seen(document) == [f"{full}งานของทุกสำนัก", "๑. แผนงาน", "๒. ตัวชี้วัด"]


def test_larger_lines_are_a_heading():
    page = Sheet().text("แผนปฏิบัติการป้องกัน", "การทุจริต ๒๕๖๙", size=20)
    page.text("เนื้อความธรรมดา", "อีกบรรทัดหนึ่ง", "และอีกบรรทัดหนึ่ง", top=600)
    document = extract(pdf(page))
    assert seen(document, Kind.HEADING) == ["แผนปฏิบัติการป้องกันการทุจริต ๒๕๖๙"]
    assert document.title == "แผนปฏิบัติการป้องกันการทุจริต ๒๕๖๙"


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("รายงานผลการดำเนินงาน", "รายงานผลการดำเนินงาน"),
        ("Microsoft Word - แผน.docx", "ประกาศกรมตัวอย่าง"),
        ("plan2569.doc", "ประกาศกรมตัวอย่าง"),
        ("Untitled-1", "ประกาศกรมตัวอย่าง"),
        ("á¼¹»¯ÔºÑµÔ¡ÒÃ", "ประกาศกรมตัวอย่าง"),
        ("", "ประกาศกรมตัวอย่าง"),
    ],
)
def test_the_stated_title_only_when_a_person_wrote_it(stated, title):
    page = Sheet().text("- ๑ -", "ประกาศกรมตัวอย่าง", "เรื่องอื่น")
    assert extract(pdf(page, title=stated)).title == title


@pytest.mark.parametrize(
    "stated", ["Scan0001", "IMG_2569-01", "PowerPoint Presentation", "20250131"]
)
def test_leftovers_of_programs_are_no_titles(stated):
    assert not is_title(stated)


def test_ruled_tables_are_rows_in_their_place():
    rows = [["ลำดับ", "โครงการ", "งบ"], ["๑", "อบรม", "๑๐๐"], ["๒", "ประชุม", "๒๐๐"]]
    page = Sheet().text("ก่อนตาราง").table(rows, top=700)
    page.words.append((50, 500, 12, "หลังตาราง"))
    document = extract(pdf(page))
    assert [(b.kind.value, b.text) for b in document.blocks] == [
        ("text", "ก่อนตาราง"),
        ("row", "ลำดับ | โครงการ | งบ"),
        ("row", "๑ | อบรม | ๑๐๐"),
        ("row", "๒ | ประชุม | ๒๐๐"),
        ("text", "หลังตาราง"),
    ]
    (table,) = document.tables
    assert table.header == ("ลำดับ", "โครงการ", "งบ")
    assert table.rows == (("๑", "อบรม", "๑๐๐"), ("๒", "ประชุม", "๒๐๐"))


@pytest.mark.parametrize("again", [True, False])
def test_a_table_that_goes_on_over_the_page_is_one(again):
    header, one, two = ["ลำดับ", "โครงการ"], ["๑", "อบรม"], ["๒", "ประชุม"]
    second = [header, two] if again else [two, ["๓", "สัมมนา"]]
    document = extract(pdf(Sheet().table([header, one]), Sheet().table(second)))
    (table,) = document.tables
    assert table.header == ("ลำดับ", "โครงการ")
    assert table.rows[:2] == (("๑", "อบรม"), ("๒", "ประชุม"))


def test_a_merged_cell_stands_in_every_column():
    rows = [["แผนงาน", "งบ"], ["ยุทธศาสตร์ที่ ๑"], ["อบรม", "๑๐๐"]]
    document = extract(pdf(Sheet().table(rows, merged=(1,))))
    assert document.tables[0].rows == (("ยุทธศาสตร์ที่ ๑",) * 2, ("อบรม", "๑๐๐"))
    assert "ยุทธศาสตร์ที่ ๑" in seen(document, Kind.ROW)


@pytest.mark.parametrize("matrix", ["1 0 0 1 0 0", "0.8 0 0 0.8 30 90", "1 0 0 -1 0 800"])
def test_a_table_drawn_inside_a_form_is_found_where_it_is(matrix):
    page = Sheet(nested=matrix).table([["ลำดับ", "โครงการ"], ["๑", "อบรม"], ["๒", "ประชุม"]])
    (table,) = extract(pdf(page)).tables
    cells = {cell for row in (table.header, *table.rows) for cell in row}
    assert cells == {"ลำดับ", "โครงการ", "๑", "อบรม", "๒", "ประชุม"}


def test_a_frame_around_text_is_no_table():
    page = Sheet().text("ในกรอบ")
    page.lines += [
        (40, 700, 560, 700),
        (40, 780, 560, 780),
        (40, 700, 40, 780),
        (560, 700, 560, 780),
    ]
    document = extract(pdf(page))
    assert not document.tables
    assert seen(document) == ["ในกรอบ"]


def test_links_know_the_words_under_them():
    page = Sheet().text("คู่มือฉบับเต็ม")
    page.links.append(((45, 750, 300, 780), "https://example.go.th/a.pdf"))
    (link,) = [b for b in extract(pdf(page)).blocks if b.kind is Kind.LINK]
    assert (link.text, link.href) == ("คู่มือฉบับเต็ม", "https://example.go.th/a.pdf")


def test_a_scan_has_no_text_and_says_so():
    document = extract(pdf(Sheet(picture=True), Sheet(picture=True)))
    assert (document.legibility, document.problem) == (Legibility.NONE, "scan")
    assert not document.blocks


def test_a_file_with_some_scanned_pages_is_read_but_not_whole():
    document = extract(pdf(Sheet().text("ปกเอกสารมีข้อความอยู่จริง"), Sheet(picture=True).text("๒")))
    assert (document.legibility, document.problem) == (Legibility.TEXT, "scan")
    assert "ปกเอกสารมีข้อความอยู่จริง" in seen(document)


WELL = "รายงานผลการดำเนินงานตามแผนปฏิบัติการป้องกันการทุจริต"
BADLY = "sgonwanvamsduuuonucuuu us: n1IJOUUs:U1tu"


def test_text_laid_over_a_scan_by_another_program_is_text_of_a_picture():
    well = Sheet(picture=True, unseen=True).text(WELL)
    document = extract(pdf(well))
    assert (document.legibility, document.problem) == (Legibility.OCR, None)
    assert document.ocr_places == {"หน้า 1"}
    mixed = extract(pdf(Sheet().text(WELL), well))
    assert (mixed.legibility, mixed.ocr_places) == (Legibility.TEXT, {"หน้า 2"})


def test_text_laid_over_a_scan_that_says_nothing_is_no_text():
    document = extract(pdf(Sheet(picture=True, unseen=True).text(BADLY, BADLY)))
    assert (document.legibility, document.problem, document.blocks) == (Legibility.NONE, "scan", ())


def test_text_that_is_drawn_over_a_picture_is_text():
    document = extract(pdf(Sheet(picture=True).text(WELL)))
    assert (document.legibility, document.ocr_places) == (Legibility.TEXT, frozenset())


def test_a_photo_is_near_the_name_below_it():
    page = Sheet(photo=(50, 500, 90)).text("ทำเนียบผู้บริหารของหน่วยงาน")
    page.words += [(50, 480, 12, "นายสมชาย ใจดี"), (300, 480, 12, "ไม่เกี่ยว")]
    document = extract(pdf(page))
    (photo,) = [block for block in document.blocks if block.kind is Kind.PICTURE]
    assert (photo.near, photo.width, photo.href) == ("นายสมชาย ใจดี", 120, None)
    assert document.problem is None


def test_an_empty_page_is_no_scan():
    assert extract(pdf(Sheet().text("ข้อความ"), Sheet())).problem is None


def hexed(text: str) -> str:
    return f"<feff{text.encode('utf-16-be').hex()}>"


def test_words_typed_onto_a_page_and_into_a_form_are_read():
    page = Sheet().text("แบบคำขอ")
    page.notes += [
        f"/Subtype /FreeText /Contents {hexed('ข้อมูล ณ วันที่ 5 มีนาคม 2569')}",
        f"/Subtype /Widget /FT /Tx /T (a) /V {hexed('นายสมชาย ใจดี')}",
        "/Subtype /Widget /FT /Btn /T (b) /V /Yes",
        f"/Subtype /Text /Contents {hexed('ความเห็นที่ต้องกดดู')}",
        f"/Subtype /FreeText /F 2 /Contents {hexed('ซ่อนอยู่')}",
    ]
    assert seen(extract(pdf(page))) == ["แบบคำขอ", "ข้อมูล ณ วันที่ 5 มีนาคม 2569", "นายสมชาย ใจดี"]


def test_a_note_on_a_scan_does_not_make_it_read():
    scan = Sheet(picture=True)
    scan.notes.append(f"/Subtype /FreeText /Contents {hexed('รับทราบ')}")
    document = extract(pdf(scan))
    assert (document.legibility, document.problem) == (Legibility.TEXT, "scan")


def test_password():
    page = Sheet().text("ลับ")
    assert extract(pdf(page, password="x")).problem == "password"
    assert seen(extract(pdf(page, password=""))) == ["ลับ"]


def test_a_file_after_a_locked_one_is_not_locked():
    assert extract(pdf(Sheet().text("ลับ"), password="x")).problem == "password"
    assert extract(pdf()).problem == "broken"


def test_broken_and_cut_files():
    whole = pdf(*(Sheet().text(f"หน้า {n}") for n in range(20)))
    assert extract(b"%PDF-1.7\nnothing").problem == "broken"
    for cut in range(100, len(whole), len(whole) // 7):
        document = extract(whole[:cut])
        assert document.problem in {"broken", "scan", "partly", None}


def test_more_pages_than_are_read():
    document = extract(pdf(*(Sheet().text("ก") for _ in range(MOST_PAGES + 1))))
    assert document.problem == "too_large"
    assert document.blocks[-1].where == f"หน้า {MOST_PAGES}"


def test_damage_is_told_from_clean_text():
    clean = "ข้อมูลพื้นฐานของหน่วยงาน ที่ตั้งสำนักงาน ผู้อำนวยการกองคลัง น้ำประปา " * 3
    assert not pdf_text.is_damaged(clean)
    assert not pdf_text.is_damaged(clean.replace("ำ", "\u0e4d\u0e32"))
    assert pdf_text.is_damaged(clean.replace("ข้อมูล", "ข้อข้ มูลมู"))
    assert pdf_text.is_damaged(clean.replace("ที่ตั้ง", "ทตั่ี้ง"))
    assert not pdf_text.is_damaged("English only, no Thai at all. " * 20)


def test_the_better_of_two_readings_is_kept(monkeypatch):
    clean = "ข้อมูลพื้นฐานของหน่วยงานทั้งหมดและที่ตั้งของสำนักงานใหญ่"
    data = pdf(Sheet().text(clean.replace("ข้อมูล", "ข้อข้ มูลมู")))
    monkeypatch.setattr("audit.extract.pdf_second.second_opinion", lambda *_: [[Line(text=clean)]])
    assert seen(extract(data)) == [clean]
    monkeypatch.setattr("audit.extract.pdf_second.second_opinion", lambda *_: [])
    assert len(extract(data).blocks) == 1


def test_repaired_blocks_keep_what_was_published():
    page = Sheet().text("ต าบลทดลอง อ าเภอเมือง", "ก าหนดให้ส านักปลัดด าเนินการ")
    document = extract(pdf(page.table([["ล าดับ", "จ านวน"], ["๑", "๒"], ["๓", "๔"]])))
    first = document.blocks[0]
    assert (first.text, first.published) == ("ตำบลทดลอง อำเภอเมือง", "ต าบลทดลอง อ าเภอเมือง")
    assert document.tables[0].header == ("ลำดับ", "จำนวน")
    assert document.repairs == ("เติมสระอำที่หาย",)


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("คู่ มือการปฏิบัติงาน", "คู่มือการปฏิบัติงาน"),
        ("แผนปฏิบัติ การ ประจำปี", "แผนปฏิบัติการ ประจำปี"),
        ("ประกาศ เทศบาล เรื่อง แผน พัฒนา", "ประกาศ เทศบาล เรื่อง แผน พัฒนา"),
    ],
)
def test_words_of_a_title_are_closed_up(stated, title):
    assert extract(pdf(Sheet().text("ข้อความของเอกสาร"), title=stated)).title == title


def test_clean_blocks_have_nothing_published_beside_them():
    document = extract(pdf(Sheet().text("ตำบลทดลอง อำเภอเมือง")))
    assert [block.published for block in document.blocks] == [None]
    assert document.repairs == ()


def test_each_page_is_repaired_by_its_own_habits():
    lost = "กาหนดให้สานักปลัดดาเนินการตามอานาจหน้าที่ และให้นาไปทาต่อ " * 8
    clean = "กำหนดให้สำนักปลัดดำเนินการตามอำนาจหน้าที่ น้าเขียวทานา " * 8
    document = extract(pdf(Sheet().text(lost[:400]), Sheet().text(clean[:400])))
    first, second = (block.text for block in document.blocks)
    assert "ให้นำไปทำต่อ" in first
    assert "น้าเขียวทานา" in second


def test_only_the_damaged_page_is_read_again(monkeypatch):
    asked = []

    def opinion(_data, numbers):
        asked.extend(numbers)
        return [[Line(text="ข้อมูลพื้นฐานของหน่วยงานทั้งหมด") for _ in range(4)]]

    damaged = ["ข้อข้ มูลมู พื้พื้นฐาน ของหน่วน่ยงานทั้ทั้งหมด"] * 4
    data = pdf(Sheet().text("แผนปฏิบัติการของหน่วยงาน"), Sheet().text(*damaged))
    monkeypatch.setattr("audit.extract.pdf_second.second_opinion", opinion)
    document = extract(data)
    assert asked == [2]
    assert "แผนปฏิบัติการของหน่วยงาน" in seen(document)
    assert "ข้อมูลพื้นฐานของหน่วยงานทั้งหมด" in " ".join(seen(document))


def test_damaged_pages_that_there_is_no_time_for_are_left_out(monkeypatch):
    monkeypatch.setattr("audit.extract.pdf_second.MOST_AGAIN", 1)
    damaged = Sheet().text(*["ข้อข้ มูลมู พื้พื้นฐาน ของหน่วน่ยงานทั้ทั้งหมด"] * 4)
    document = extract(pdf(Sheet().text("แผนปฏิบัติการ"), damaged, Sheet().text("แผน"), damaged))
    assert document.problem == "too_large"
    assert {block.where for block in document.blocks} == {"หน้า 1", "หน้า 2", "หน้า 3"}


def test_letters_that_stand_for_others_are_a_scan():
    page = "กดฟหวสาผปแอทมใฝงบลนยรพะัีำเ" * 3
    shifted = "".join(chr(0x0E01 + (ord(char) * 7) % 44) for char in page)
    data = pdf(
        Sheet().text(*[shifted] * 5),
        Sheet().text("แผนปฏิบัติการของหน่วยงาน"),
        Sheet().text(shifted[:40]),
    )
    document = extract(data)
    assert document.problem == "scan"
    assert seen(document) == ["แผนปฏิบัติการของหน่วยงาน"]


def test_spaces_lost_after_a_mark_are_put_back():
    words = "ลงชื่อ มาลีรัตน์ ทดสอบงาม น้ำใจดี น้ำดื่ม เมื่อปี ที่ดี มีที่ นี่ พี่ น้ำ"
    rows = ", ".join(f'"{cell}"' for cell in ("ผู้ดี น้ำใจ", "ที่ดี", "มี ที่", "สี่"))
    source = f'#set text(font: "Garuda")\n{words.replace(" ", chr(10))}\n#table(columns: 2, {rows})'
    document = extract(typst.compile(source.encode()))
    assert seen(document, Kind.TEXT) == [words]
    assert document.tables[0].header == ("ผู้ดี น้ำใจ", "ที่ดี")
    assert document.tables[0].rows == (("มี ที่", "สี่"),)


def test_a_bug_in_repair_costs_the_repair_only(monkeypatch):
    def fails(*_):
        raise ZeroDivisionError

    monkeypatch.setattr("audit.extract.mend.Mender", fails)
    document = extract(pdf(Sheet().text("ต าบลทดลอง อ าเภอเมือง")))
    assert (seen(document), document.repairs) == (["ต าบลทดลอง อ าเภอเมือง"], ())


def test_web_pages_are_repaired_too():
    page = "<p>อ านาจหน้าที่ของต าบล</p><p>จ\u200bานวน น\u0e4d\u0e49า</p><p>ด าเนินการ</p>"
    document = extract(page.encode(), media="text/html")
    assert seen(document) == ["อำนาจหน้าที่ของตำบล", "จำนวน น้ำ", "ดำเนินการ"]
    assert document.blocks[0].published == "อ านาจหน้าที่ของต าบล"


def test_an_indent_and_a_gap_begin_a_paragraph_and_a_figure_keeps_its_space():
    full = "กรมได้จัดทำแผนปฏิบัติราชการประจำปีงบประมาณ เพื่อใช้เป็นกรอบในการดำเนินงาน ปี ๒๕๖๙"
    page = Sheet().text(full, "โดยมีรายละเอียด", full)
    page.words += [(90, 700, 12, full), (50, 660, 12, "ลงชื่อ")]
    assert seen(extract(pdf(page))) == [f"{full} โดยมีรายละเอียด", full, full, "ลงชื่อ"]
