"""What people do not see in a workbook is not read; what lies on its sheets is."""

import io
import zipfile

import openpyxl
import pytest
import xlsxwriter
from makers import odf, png

from audit.extract import extract
from audit.extract.number_formats import understood
from rules.document import Kind, Legibility


def book(fill, suffix=".xlsx"):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        fill(made)
    return extract(out.getvalue(), name=f"a{suffix}")


def words(document):
    return " ".join(block.text for block in document.blocks)


def three_rows(made):
    sheet = made.add_worksheet("แผน")
    sheet.write_row(0, 0, ["ลำดับ", "ราคากลาง", "โครงการ"])
    sheet.write_row(1, 0, [1, 700, "ถนน"])
    sheet.write_row(2, 0, [2, 800, "คลอง"])
    return sheet


def test_hidden_rows_columns_and_sheets():
    def fill(made):
        sheet = three_rows(made)
        sheet.set_column(1, 1, None, None, {"hidden": True})
        sheet.set_row(2, None, None, {"hidden": True})
        for hide in ("hide", "very_hidden"):
            other = made.add_worksheet(hide)
            other.write(0, 0, "ลับ")
            getattr(other, hide)()

    document = book(fill)
    assert words(document) == "ลำดับ | โครงการ 1 | ถนน"
    assert document.problem is None
    assert document.blocks[1].where == "แผ่นงาน แผน แถว 2"
    (table,) = document.tables
    assert "คลอง" not in str(table.rows)


def test_links_in_hidden_cells_lead_nowhere():
    def fill(made):
        sheet = three_rows(made)
        sheet.write_url(1, 1, "https://www.example.go.th/a.pdf", string="ลับ")
        sheet.write_url(2, 0, "https://www.example.go.th/b.pdf", string="ลับ")
        sheet.write_url(1, 2, "https://www.example.go.th/c.pdf", string="ถนน")
        sheet.set_column(1, 1, None, None, {"hidden": True})
        sheet.set_row(2, None, None, {"hidden": True})

    links = [one.href for one in book(fill).blocks if one.kind is Kind.LINK]
    assert links == ["https://www.example.go.th/c.pdf"]


def test_a_merged_title_over_a_hidden_column_is_seen():
    def fill(made):
        sheet = three_rows(made)
        sheet.merge_range(4, 0, 4, 2, "รวมทุกโครงการ")
        sheet.set_column(0, 0, 0)

    assert words(book(fill)).endswith("รวมทุกโครงการ")


@pytest.mark.parametrize("how", ["filter", "group"])
def test_rows_that_a_button_shows_again_are_told(how):
    def fill(made):
        sheet = three_rows(made)
        sheet.set_row(2, None, None, {"hidden": True, "level": int(how == "group")})
        if how == "filter":
            sheet.autofilter(0, 0, 2, 2)
            sheet.filter_column(0, "x == 1")

    document = book(fill)
    assert "คลอง" not in words(document)
    assert (document.legibility, document.problem) == (Legibility.TEXT, "partly")


def test_words_that_leave_no_trace_on_paper():
    def fill(made):
        sheet = made.add_worksheet("แผน")
        white = {"font_color": "white"}
        sheet.write(0, 0, "เห็น", made.add_format({**white, "bg_color": "navy"}))
        sheet.write(1, 0, "ลับ", made.add_format(white))
        sheet.write(2, 0, "ลับ", made.add_format({**white, "bg_color": "white"}))
        sheet.write(3, 0, "ลับ", made.add_format({"num_format": ";;;"}))

    assert words(book(fill)) == "เห็น"


def test_white_words_over_a_table_may_be_seen():
    def fill(made):
        sheet = three_rows(made)
        sheet.write(4, 0, "หัวตาราง", made.add_format({"font_color": "white"}))
        sheet.add_table(4, 0, 6, 1, {"header_row": False})

    assert "หัวตาราง" in words(book(fill))


def test_boxes_charts_and_pictures_on_the_sheets():
    def fill(made):
        sheet = made.add_worksheet("ผัง")
        sheet.insert_textbox(2, 2, "อธิบดี")
        sheet.insert_image(
            "H1", "a.png", {"image_data": io.BytesIO(png()), "description": "ผังองค์กร"}
        )
        sheet.write_column(5, 0, [1, 2])
        chart = made.add_chart({"type": "pie"})
        chart.add_series({"values": "=ผัง!$A$6:$A$7", "name": "ร้อยละการเบิกจ่าย"})
        made.add_chartsheet("แผนภูมิ").set_chart(chart)
        sheet.write_comment(0, 0, "ความเห็นภายใน")

    document = book(fill)
    places = {block.text: block.where for block in document.blocks}
    assert places["อธิบดี"] == "แผ่นงาน ผัง"
    assert places["ร้อยละการเบิกจ่าย"] == "แผ่นงาน แผนภูมิ"
    assert "ความเห็นภายใน" not in places
    assert [one.text for one in document.blocks if one.kind is Kind.PICTURE] == ["ผังองค์กร"]


def test_a_book_of_pictures_is_not_empty():
    document = book(
        lambda made: made.add_worksheet().insert_image(
            "A1", "a.png", {"image_data": io.BytesIO(png())}
        )
    )
    assert (document.legibility, document.problem) == (Legibility.NONE, "scan")


def rewritten(change):
    made, out = io.BytesIO(), io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["เห็น", "ถนน"])
    book.active["A1"].hyperlink = "https://www.example.go.th/a.pdf"
    book.save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name).decode()))
        new.writestr("xl/macrosheets/sheet1.xml", "<macrosheet/>")
    return extract(out.getvalue(), name="a.xlsm")


def test_sheets_of_old_macros_do_not_hide_the_others():
    space = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'

    def change(name, part):
        if name == "xl/workbook.xml":
            return part.replace(
                "</sheets>", f'<sheet name="M" sheetId="9" {space} r:id="m1"/></sheets>'
            )
        if name.endswith("workbook.xml.rels"):
            sort = "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"
            one = f'<Relationship Id="m1" Type="{sort}" Target="macrosheets/sheet1.xml"/>'
            return part.replace("</Relationships>", f"{one}</Relationships>")
        return part

    assert words(rewritten(change)).startswith("เห็น | ถนน")


def test_the_strict_kind_keeps_its_links():
    def change(name, part):
        for kind in ("spreadsheetml", "officeDocument"):
            usual = f"http://schemas.openxmlformats.org/{kind}/2006/"
            part = part.replace(usual, f"http://purl.oclc.org/ooxml/{kind}/")
        return part

    links = [one.href for one in rewritten(change).blocks if one.kind is Kind.LINK]
    assert links == ["https://www.example.go.th/a.pdf"]


@pytest.mark.parametrize(
    ("code", "value", "seen"),
    [
        ("000-000-0000", 812345678.0, "081-234-5678"),
        ("0-0000-00000-00-0", 1234567890123.0, "1-2345-67890-12-3"),
        ("[$-D000000]0-0000-00000-00-0", 1234567890123.0, "๑-๒๓๔๕-๖๗๘๙๐-๑๒-๓"),
        ("00-00", 123456.0, None),
        (";;", 5.0, ""),
        (";;", "คำ", None),
        (";;;", "คำ", ""),
        ("0;-0;;@", 0.0, ""),
    ],
)
def test_formats_that_part_digits_or_show_nothing(code, value, seen):
    form = understood(code)
    assert form is not None
    assert form(value) == seen


# --- OpenDocument ---------------------------------------------------------------------------------


def cell(text, more=""):
    return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"


def ods(inside):
    return extract(odf("spreadsheet", f'<table:table table:name="ก">{inside}</table:table>'))


def test_hidden_rows_and_columns_of_ods():
    row = "<table:table-row {}>{}</table:table-row>"
    document = ods(
        '<table:table-column/><table:table-column table:visibility="collapse"/>'
        + row.format("", cell("เห็น") + cell("ลับ") + cell("ขวา"))
        + row.format('table:visibility="collapse"', cell("ลับ"))
        + row.format("", cell("ท้าย"))
    )
    assert words(document) == "เห็น | ขวา ท้าย"
    assert (document.blocks[-1].where, document.problem) == ("แผ่นงาน ก แถว 3", None)
    assert ods(row.format('table:visibility="filter"', cell("ลับ"))).problem == "partly"


def test_boxes_and_tables_inside_cells_of_ods():
    inner = f"<table:table><table:table-row>{cell('ใน')}</table:table-row></table:table>"
    box = "<draw:frame><draw:text-box><text:p>กล่อง</text:p></draw:text-box></draw:frame>"
    document = ods(
        f"<table:shapes>{box}</table:shapes><table:table-row>{cell('นอก')}"
        f"<table:table-cell>{inner}</table:table-cell></table:table-row>"
    )
    assert words(document) == "นอก | ใน กล่อง"


def test_cells_repeated_a_million_times_cost_little():
    many = 'table:number-columns-repeated="1000000"'
    row = '<table:table-row table:number-rows-repeated="1000000">'
    document = ods(f"{row}{cell('ซ้ำ', many)}</table:table-row>")
    assert document.problem == "too_large"
    assert document.blocks[0].text == "ซ้ำ"
