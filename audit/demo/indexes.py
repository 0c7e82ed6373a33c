"""The forms in which agencies publish their index of OIT items.

Promises: each form shows the same items and links; none changes what is published. Refuses to
know: faults, audits.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from html import escape

import xlsxwriter

from audit.demo.content import read
from audit.demo.draft import INDEX, Draft, Row
from audit.demo.paper import linked

TITLE = "ITA 2569 / OIT"
SAYS = "การเปิดเผยข้อมูลสาธารณะ (OIT) ประจำปีงบประมาณ พ.ศ. 2569"
Form = Callable[[Draft], None]


def table(draft: Draft) -> None:
    """Number, name and links in a table."""
    rows = "".join(
        f"<tr><td>{code}</td><td>{escape(name)}</td><td>{_anchors(links, '<br>')}</td></tr>"
        for code, name, links in draft.rows
    )
    _publish(draft, f"<table><tr><th>ข้อ</th><th>รายการ</th><th>ข้อมูล</th></tr>{rows}</table>")


def nested_list(draft: Draft) -> None:
    """Items in a list, links in a list below each."""
    _publish(draft, f"<ul>{''.join(_item(row) for row in draft.rows)}</ul>")


def accordion(draft: Draft) -> None:
    """One folded panel per item."""
    _publish(
        draft,
        "".join(
            f"<details><summary>{code} {escape(name)}</summary><p>{_anchors(links)}</p></details>"
            for code, name, links in draft.rows
        ),
    )


def cards(draft: Draft) -> None:
    """A heading and links in a box per item."""
    _publish(
        draft,
        '<div class="cards">'
        + "".join(
            f'<div class="card"><h3>{code}</h3><p>{escape(name)}</p>{_anchors(links)}</div>'
            for code, name, links in draft.rows
        )
        + "</div>",
    )


def tabs(draft: Draft) -> None:
    """Tabs of ten items; only the first is shown before a click."""
    groups = [draft.rows[start : start + 10] for start in range(0, len(draft.rows), 10)]
    heads = "".join(
        f'<li role="tab"><a href="#tab-{n}">{group[0][0]} – {group[-1][0]}</a></li>'
        for n, group in enumerate(groups)
    )
    panes = "".join(
        f'<div role="tabpanel" id="tab-{n}"{"" if n == 0 else " hidden"}><ul>'
        + "".join(_item(row) for row in group)
        + "</ul></div>"
        for n, group in enumerate(groups)
    )
    _publish(draft, f'<ul role="tablist">{heads}</ul>{panes}')


def page_each(draft: Draft) -> None:
    """The index leads to a page per item, which has the links."""
    lines = []
    for code, name, links in draft.rows:
        path = f"ita/2569-{code.lower()}.html"
        below = "".join(f'<li><a href="{href}">{escape(text)}</a></li>' for text, href in links)
        draft.page(path, f"{code} {name}", f"<ul>{below}</ul>")
        lines.append(f'<li><a href="/{path}">{code} {escape(name)}</a></li>')
    _publish(draft, f"<ol>{''.join(lines)}</ol>")


def no_codes(draft: Draft) -> None:
    """Names without numbers."""
    draft.rows = [("", name, links) for _, name, links in draft.rows]
    table(draft)


def many_years(draft: Draft) -> None:
    """This year's items below last year's on one page."""
    now = "".join(_item(row) for row in draft.rows)
    before = "".join(
        f'<li><a href="{href}">{code} {escape(name)}</a></li>'
        for group in read("ita")["y2568"]
        for code, name, href in group["items"]
    )
    _publish(
        draft,
        f"<h2>ปีงบประมาณ พ.ศ. 2568</h2><ul>{before}</ul><h2>ปีงบประมาณ พ.ศ. 2569</h2><ul>{now}</ul>",
    )


def other_numbers(draft: Draft) -> None:
    """The numbers are those of another list: names must lead."""
    shifted = [f"O{number + 4}" for number in range(1, len(draft.rows) + 1)]
    draft.rows = [
        (code, name, links) for code, (_, name, links) in zip(shifted, draft.rows, strict=True)
    ]
    table(draft)


def no_index(draft: Draft) -> None:
    """Only the menus lead to what is published."""
    _publish(draft, "<p>ดูข้อมูลได้จากเมนูของเว็บไซต์</p>")


def workbook(draft: Draft) -> None:
    """The index is an XLSX file."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("OIT 2569")
        sheet.write_row(0, 0, ["ข้อ", "รายการ", "ข้อมูล"])
        for line, (code, name, links) in enumerate(draft.rows, start=1):
            sheet.write_row(line, 0, [code, name])
            for column, (text, href) in enumerate(links, start=2):
                sheet.write_formula(line, column, f'=HYPERLINK("{href}","{text}")', value=text)
    draft.files["files/ita/oit-2569.xlsx"] = out.getvalue()
    _publish(draft, '<p><a href="/files/ita/oit-2569.xlsx">ดัชนี OIT 2569 (Excel)</a></p>')


def pdf(draft: Draft) -> None:
    """The index is a PDF file with links."""
    rows = [[code, name, [list(link) for link in links]] for code, name, links in draft.rows]
    draft.files["files/ita/oit-2569.pdf"] = linked({"title": SAYS, "rows": rows})
    _publish(draft, '<p><a href="/files/ita/oit-2569.pdf">ดัชนี OIT 2569 (PDF)</a></p>')


FORMS: dict[str, Form] = {
    form.__name__: form
    for form in (
        table, nested_list, accordion, cards, tabs, page_each, no_codes, many_years,
        other_numbers, no_index, workbook, pdf,
    )
}  # fmt: skip


def _publish(draft: Draft, main: str) -> None:
    draft.page(INDEX, TITLE, f"<p>{SAYS}</p>{main}")


def _anchors(links: tuple[tuple[str, str], ...], glue: str = " ") -> str:
    return glue.join(f'<a href="{href}">{escape(text)}</a>' for text, href in links)


def _item(row: Row) -> str:
    code, name, links = row
    below = "".join(f'<li><a href="{href}">{escape(text)}</a></li>' for text, href in links)
    return f"<li>{code} {escape(name)}<ul>{below}</ul></li>"
