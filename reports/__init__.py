"""Turns one plain Report into files. A leaf: nothing else of ours is imported.

Promises: `render` answers with the bytes of one format, equal for equal reports; `filename` with a
name every system accepts. Refuses to know: rules, databases, where files are written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pkgutil import resolve_name
from urllib.parse import urlsplit

from reports.model import Report

_OFFICE = "application/vnd.openxmlformats-officedocument"
DOCX, XLSX = f"{_OFFICE}.wordprocessingml.document", f"{_OFFICE}.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One file that a report can become. `file`: its usual name; `title`: what people call it.

    `maker`: module and function, imported when first asked; no start waits for Word and Excel.
    """

    maker: str
    file: str
    title: str
    media: str

    def render(self, report: Report) -> bytes:
        """The bytes of the file."""
        return bytes(resolve_name(f"{__name__}.{self.maker}")(report))


FORMATS: dict[str, Format] = {
    name: Format(maker=maker, file=file, title=title, media=media)
    for name, maker, file, title, media in (
        ("html", "as_html:render", "report.html", "รายงานหน้าเดียว", "text/html"),
        ("xlsx", "as_xlsx:render", "report.xlsx", "ตารางติดตามงาน", XLSX),
        ("json", "as_json:render", "report.json", "ข้อมูลสำหรับโปรแกรม", "application/json"),
        ("csv", "as_csv:render", "report.csv", "ตารางแบบข้อความ", "text/csv"),
        ("pdf", "as_pdf:render", "report.pdf", "รายงานสำหรับพิมพ์", "application/pdf"),
        ("memo", "as_memo:render", "memo.docx", "บันทึกข้อความ", DOCX),
        ("orders", "as_orders:as_docx", "orders.docx", "ใบสั่งงาน (Word)", DOCX),
        ("orders-xlsx", "as_orders:as_xlsx", "orders.xlsx", "ใบสั่งงาน (Excel)", XLSX),
        ("answers", "as_answers:as_xlsx", "answers.xlsx", "ร่างคำตอบ ITAS (Excel)", XLSX),
        ("answers-docx", "as_answers:as_docx", "answers.docx", "ร่างคำตอบ ITAS (Word)", DOCX),
        ("index", "as_index:render", "oit-index.html", "หน้าดัชนี OIT", "text/html"),
        ("site", "as_site:render", "site.zip", "เว็บไซต์สำหรับประชาชน", "application/zip"),
        ("sarif", "as_sarif:render", "report.sarif", "SARIF 2.1.0", "application/sarif+json"),
        ("junit", "as_junit:render", "junit.xml", "JUnit XML", "application/xml"),
        ("badge", "as_badge:render", "badge.svg", "ป้ายความพร้อม", "image/svg+xml"),
    )
}
USUAL = ("html", "xlsx", "json", "csv")
"""What every check writes beside the data: quick, and needs nothing installed."""


def render(report: Report, format: str) -> bytes:
    """The report in one of `FORMATS`; KeyError for a format that is not there.

    `ReportError` when this machine lacks something the format needs.
    """
    return FORMATS[format].render(report)


def filename(report: Report, format: str) -> str:
    """`oit-2569-www.example.go.th-2026-05-15.html`: letters that every system takes."""
    try:
        host = urlsplit(report.site.url).hostname or "site"
    except ValueError:
        host = "site"
    name, _, suffix = FORMATS[format].file.rpartition(".")
    stem = f"{report.pack.id}-{host}-{report.as_of}"
    plain = re.sub(r"[^A-Za-z0-9.-]+", "_", stem)[:120]
    return f"{plain}.{suffix}" if name == "report" else f"{plain}-{name}.{suffix}"
