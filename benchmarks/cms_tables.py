"""Indexes in tables, as agencies lay them out by hand or by their systems.

Promises: one function a manner; see `benchmarks.cms_site`. Refuses to know: how evidence is found.
"""

from __future__ import annotations

from benchmarks.cms_site import CODES, GENERIC, NAMES, Made, anchor, index, named, timeless


def table_with_rowspans(site: Made) -> None:
    """A hand-made table; the sub-indicator spans its items; links are buttons."""
    rows = ""
    for n, code in enumerate(CODES):
        group = '<td rowspan="4">9.1 ข้อมูลพื้นฐาน</td>' if n % 4 == 0 else ""
        link = anchor(site.file(code), GENERIC[n % 5])
        rows += f"<tr>{group}<td>{code.upper()}</td><td>{NAMES[code]}</td><td>{link}</td></tr>"
    index(
        site,
        "<table border=1><tr><th>ตัวชี้วัด</th><th>ข้อ</th><th>รายการ</th><th>ลิงก์</th></tr>"
        f"{rows}</table>",
    )


def handlers(site: Made) -> None:
    """Links that hide in click handlers."""
    rows = "".join(
        f"<tr><td>{code.upper()}</td><td>{NAMES[code]}</td><td>"
        + (
            f'<a href="#" onclick="window.open(\'/{site.file(code)}\');return false">เปิดไฟล์</a>'
            if n % 2
            else f"<button onclick=\"location.href='/{site.file(code)}'\">เปิดไฟล์</button>"
        )
        + "</td></tr>"
        for n, code in enumerate(CODES)
    )
    index(site, f"<table><tr><th>ข้อ</th><th>รายการ</th><th>ไฟล์</th></tr>{rows}</table>")


def two_columns(site: Made) -> None:
    """Two items side by side in every row of one table."""
    pairs = zip(CODES[::2], CODES[1::2], strict=True)
    rows = "".join(f"<tr>{_half(site, one)}{_half(site, two)}</tr>" for one, two in pairs)
    heads = "<th>ข้อ</th><th>รายการ</th><th>ลิงก์</th>" * 2
    index(site, f"<table><tr>{heads}</tr>{rows}</table>")


def _half(site: Made, code: str) -> str:
    link = anchor(site.file(code), "ดาวน์โหลด")
    return f"<td>{code.upper()}</td><td>{NAMES[code]}</td><td>{link}</td>"


def two_cells(site: Made) -> None:
    """Two items side by side, number, name and link of each in one cell."""
    pairs = zip(CODES[::2], CODES[1::2], strict=True)
    rows = "".join(
        "<tr>"
        + "".join(f"<td>{named(c)} {anchor(site.file(c), 'คลิก')}</td>" for c in pair)
        + "</tr>"
        for pair in pairs
    )
    index(site, f"<table border=1>{rows}</table>")


def years_in_tabs(site: Made) -> None:
    """Two years in tabs with the same numbers and names."""
    tabs = ""
    for year in (2569, 2568):
        items = "".join(
            f"<tr><td>{code.upper()}</td><td>{timeless(code)}"
            f"</td><td>{anchor(site.file(code, may=year == 2568), 'ดาวน์โหลด')}</td></tr>"
            for code in CODES
        )
        heads = "<tr><th>ข้อ</th><th>รายการ</th><th>ไฟล์</th></tr>"
        tabs += f'<div class="tab-pane" id="y{year}"><table>{heads}{items}</table></div>'
    buttons = "".join(
        f'<li><a data-toggle="tab" href="#y{y}">ปีงบประมาณ {y}</a></li>' for y in (2569, 2568)
    )
    index(site, f'<ul class="nav nav-tabs">{buttons}</ul><div class="tab-content">{tabs}</div>')


def three_links(site: Made) -> None:
    """As the provinces teach it: how to get there, the home page, the data."""
    rows = ""
    for n, code in enumerate(CODES):
        steps = f"steps/{n}.html"
        site.page(steps, "<p>ไปที่หน้าหลัก เลือกเมนู แล้วเลือกหัวข้อที่ต้องการ</p><img src='/s.png'>")
        links = (anchor(steps, "แสดงขั้นตอน"), anchor("", "หน้าหลัก"), anchor(site.file(code), "ข้อมูล"))
        rows += (
            f"<tr><td>{code.upper()}</td><td>{NAMES[code]}</td><td>{' / '.join(links)}</td></tr>"
        )
    index(site, f"<table><tr><th>ข้อ</th><th>รายการ</th><th>ลิงก์</th></tr>{rows}</table>")


def one_for_many(site: Made) -> None:
    """One report for three items: the file's cell spans their rows."""
    shared = site.file("o7")
    site.truth["o14"] = site.truth["o24"] = {shared}
    row = "<tr><td>{}</td><td>{}</td>{}</tr>"
    rows = row.format("O7", NAMES["o7"], f'<td rowspan="3">{anchor(shared, "ดาวน์โหลด")}</td>')
    rows += row.format("O14", NAMES["o14"], "") + row.format("O24", NAMES["o24"], "")
    for code in ("o1", "o2", "o5", "o8", "o9", "o16"):
        rows += row.format(
            code.upper(), NAMES[code], f"<td>{anchor(site.file(code), 'ดาวน์โหลด')}</td>"
        )
    index(site, f"<table border=1><tr><th>ข้อ</th><th>รายการ</th><th>ไฟล์</th></tr>{rows}</table>")


def section_rows(site: Made) -> None:
    """A table in which the item is a row of its own above the rows of its files."""
    rows = ""
    for code in CODES:
        rows += f'<tr><td colspan="3"><b>{named(code)}</b></td></tr>'
        rows += "".join(
            f"<tr><td>{k}</td><td>เอกสาร</td><td>{anchor(site.file(code), 'ดาวน์โหลด')}</td></tr>"
            for k in (1, 2)
        )
    index(site, f"<table border=1><tr><th>ลำดับ</th><th>รายการ</th><th>ไฟล์</th></tr>{rows}</table>")


def year_columns(site: Made) -> None:
    """One row per item, one column per year."""
    rows = ""
    for code in CODES:
        name = timeless(code)
        cells = "".join(
            f"<td>{anchor(site.file(code, may=year != 2569), 'ดู')}</td>"
            for year in (2567, 2568, 2569)
        )
        rows += f"<tr><td>{code.upper()}</td><td>{name}</td>{cells}</tr>"
    heads = "<th>ข้อ</th><th>รายการ</th><th>ปี 2567</th><th>ปี 2568</th><th>ปี 2569</th>"
    index(site, f"<table><tr>{heads}</tr>{rows}</table>")
