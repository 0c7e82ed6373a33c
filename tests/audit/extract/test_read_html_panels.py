"""Accordions and tabs as many programs build them: a panel's content stands under its name."""

from __future__ import annotations

import pytest

from audit.extract import extract
from rules.document import Kind

ONE, TWO = "<p><a href=1.pdf>แผน</a></p>", "<p><a href=2.pdf>แผน</a></p>"
BUTTONS = ("ปี 2568", "ปี 2569")

TABS = {
    "jquery ui": "<div><ul><li><a href=#a>{0}</a></li><li><a href=#b>{1}</a></li></ul>"
    "<div id=a>{2}</div><div id=b>{3}</div></div>",
    "bootstrap 5": "<ul class='nav nav-tabs'><li><button data-bs-toggle=tab data-bs-target=#a>{0}"
    "</button></li><li><button data-bs-toggle=tab data-bs-target=#b>{1}</button></li></ul>"
    "<div class=tab-content><div class=tab-pane id=a>{2}</div><div id=b>{3}</div></div>",
    "elementor": "<div role=tablist><div class=elementor-tab-title role=tab aria-controls=a>{0}"
    "</div><div role=tab aria-controls=b>{1}</div></div><div><div class=elementor-tab-mobile-title"
    " role=tab aria-controls=a>{0}</div><div id=a role=tabpanel>{2}</div><div role=tab"
    " aria-controls=b>{1}</div><div id=b role=tabpanel>{3}</div></div>",
    "divi": "<ul class=et_pb_tabs_controls><li><a href=#>{0}</a></li><li><a href=#>{1}</a></li>"
    "</ul><div class=et_pb_all_tabs><div class=et_pb_tab>{2}</div><div>{3}</div></div>",
    "shortcodes": "<div class=su-tabs><div class=su-tabs-nav><span>{0}</span><span>{1}</span></div>"
    "<div class=su-tabs-panes><div class=su-tabs-pane>{2}</div><div>{3}</div></div></div>",
    "uikit": "<ul class=uk-tab uk-tab><li><a href=#>{0}</a></li><li><a href=#>{1}</a></li></ul>"
    "<ul class=uk-switcher><li>{2}</li><li>{3}</li></ul>",
    "wpbakery": "<ul class=vc_tta-tabs-list><li><a href=#a data-vc-tabs>{0}</a></li>"
    "<li><a href=#b>{1}</a></li></ul><div><div id=a>{2}</div><div id=b>{3}</div></div>",
    "data-tab": "<ul class=tabs><li data-tab=a>{0}</li><li data-tab=b>{1}</li></ul>"
    "<div id=a>{2}</div><div id=b>{3}</div>",
    "onclick": "<div class=tab><button onclick=\"show(event,'a')\">{0}</button>"
    "<button onclick=\"show(event,'b')\">{1}</button></div><div id=a>{2}</div><div id=b>{3}</div>",
}
ACCORDIONS = {
    "jquery ui": "<h3>{0}</h3><div>{2}</div><h3>{1}</h3><div>{3}</div>",
    "bootstrap 3": "<div class=panel-heading><h4><a data-toggle=collapse href=#a>{0}</a></h4></div>"
    "<div id=a>{2}</div><div class=panel-heading>{1}</div><div class=panel-body>{3}</div>",
    "elementor": "<div class=elementor-tab-title role=button aria-controls=a aria-expanded=false>"
    "<a class=elementor-accordion-title>{0}</a></div><div id=a>{2}</div><div role=button"
    " aria-controls=b aria-expanded=true><a>{1}</a></div><div id=b>{3}</div>",
    "details": "<details><summary>{0}</summary>{2}</details><details><summary>{1}</summary>{3}"
    "</details>",
    "uikit": "<ul><li><a class=uk-accordion-title href=#>{0}</a><div>{2}</div></li>"
    "<li><a class=uk-accordion-title href=#>{1}</a><div>{3}</div></li></ul>",
    "shortcodes": "<div class=su-spoiler-title role=button><span></span>{0}</div><div>{2}</div>"
    "<div class=su-spoiler-title>{1}</div><div>{3}</div>",
    "w3schools": "<button class=accordion>{0}</button><div class=panel>{2}</div>"
    "<button class=accordion>{1}</button><div class=panel>{3}</div>",
    "elementor, numbered": "<div class=elementor-tab-title data-tab=1>{0}</div><div>{2}</div>"
    "<div class=elementor-tab-title data-tab=2>{1}</div><div>{3}</div>",
    "card": "<div class=card-header>{0}</div><div>{2}</div><div class=card-header>{1}</div>{3}",
}


def read(body: str):
    return extract(f"<html><title>x</title><body>{body}</body></html>".encode())


def wheres(body: str) -> dict[str | None, str]:
    return {b.href: b.where for b in read(body).blocks if b.kind is Kind.LINK and b.text == "แผน"}


@pytest.mark.parametrize("markup", TABS.values(), ids=TABS)
def test_tabs(markup: str) -> None:
    page = read(markup.format(*BUTTONS, ONE, TWO) + "<p>ท้าย</p>")
    links = {b.href: b.where for b in page.blocks if b.kind is Kind.LINK}
    assert links == {"1.pdf": "หัวข้อ ปี 2568", "2.pdf": "หัวข้อ ปี 2569"}
    headings = [b.text for b in page.blocks if b.kind is Kind.HEADING]
    assert headings == list(BUTTONS)
    assert page.blocks[-1].where == "ต้นหน้า"


@pytest.mark.parametrize("markup", ACCORDIONS.values(), ids=ACCORDIONS)
def test_accordions(markup: str) -> None:
    found = wheres(markup.format(*BUTTONS, ONE, TWO))
    assert found == {"1.pdf": "หัวข้อ ปี 2568", "2.pdf": "หัวข้อ ปี 2569"}


@pytest.mark.parametrize(
    ("body", "links"),
    [
        # Contents of a page, tabs that are pages of their own, headers with a link: links stay.
        ("<ul><li><a href=#a>ก</a><li><a href=#b>ข</a></ul><h2 id=a>ก</h2><h2 id=b>ข</h2>", 2),
        ("<ul class=tabs><li><a role=tab href=/1>ก</a><li><a role=tab href=/2>ข</a></ul>", 2),
        ("<div class=card-header>ข่าว <a href=/all>ทั้งหมด</a></div>", 1),
        ("<a href=/menu aria-controls=x aria-expanded=false>เมนู</a>", 1),
        ("<a href=p.html rel=a>ก</a><div id=a>ข</div>", 1),
    ],
)
def test_links_that_lead_away_stay_links(body: str, links: int) -> None:
    assert sum(block.kind is Kind.LINK for block in read(body).blocks) == links


@pytest.mark.parametrize(
    "body",
    [
        "<div class=tabs><div><p>หนึ่ง</p></div><div><p>สอง</p></div></div>"
        "<div><p>สาม</p><p>สี่</p></div>",
        "<div class=tab><span>หนึ่ง</span><span>สอง</span></div><p>สาม สี่</p>",
        "<div class='faq-title'>หนึ่ง<table><tr><td>สอง<td>สาม<tr><td>สี่<td></table></div>",
        "<div onclick=\"go('x')\"><p>หนึ่ง</p><ul><li>สอง<li>สาม</ul></div><div id=x>สี่</div>",
        "<ul class=tabs><li>หนึ่ง<li>สอง</ul><ul class=tabs><li>สาม<li>สี่</ul>",
    ],
)
def test_nothing_is_lost_where_no_panels_are(body: str) -> None:
    text = " ".join(block.text for block in read(body).blocks)
    assert all(word in text for word in ("หนึ่ง", "สอง", "สาม", "สี่"))


@pytest.mark.parametrize(
    "page",
    [
        "<p><strong>O8 คู่มือการปฏิบัติงาน</strong></p><p><a href='a.pdf'>ดาวน์โหลด</a></p>",
        "<dl><dt>O8 คู่มือการปฏิบัติงาน</dt><dd><a href='a.pdf'>เปิดดู</a></dd></dl>",
    ],
)
def test_a_line_right_above_links_is_their_heading(page: str) -> None:
    document = extract(f"<h1>OIT</h1>{page}".encode(), name="x.html")
    headings = [b.text for b in document.blocks if b.kind is Kind.HEADING]
    assert headings == ["OIT", "O8 คู่มือการปฏิบัติงาน"]
