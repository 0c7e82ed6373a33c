"""The report as a workbook that opens in every office suite.

Promises: one row per element with filters; every text is a string, never a formula; equal bytes
for equal reports. Refuses to know: what an outcome means beyond its colour.
"""

from __future__ import annotations

from collections.abc import Iterable

from reports import view, wording
from reports.model import Report
from reports.rows import ELEMENT_COLUMNS, OUTCOME_COLUMN, coverage_facts, element_rows, facts
from reports.safety import cleaned, shown
from reports.sheets import Cell, Row, Sheet, workbook

_WIDTHS = {
    "ข้อ": 6, "ชื่อข้อ": 36, "หมวด": 24, "ผู้รับผิดชอบ": 22, "สถานะข้อ": 13, "สถานะ": 14, "องค์ประกอบ": 44,
    "ผล": 18, "เหตุผล": 40, "ข้อความที่พบ": 44, "ตำแหน่ง": 20, "ที่อยู่ที่พบ": 40, "หน้าที่ตรวจดู": 40,
    "สิ่งที่ต้องทำ": 44, "หน้าที่ต้องแก้": 44, "ที่อยู่หรือจำนวน": 70, "เรื่อง": 26, "เกิดอะไรขึ้น": 44,
    "รายละเอียด": 90, "รายการ": 34, "รหัสองค์ประกอบ": 34, "ที่มาของเกณฑ์": 28,
}  # fmt: skip
_POINTS = "คะแนนของข้อ (ประมาณ)"


def render(report: Report) -> bytes:
    """The workbook's bytes."""
    report = cleaned(report)
    sheets = [_elements(report), _indicators(report), _work(report), _coverage(report)]
    if report.remarks or report.privacy:
        sheets.append(_remarks(report))
    sheets.append(_limits(report))
    return workbook(sheets, _WIDTHS, title=f"OIT {report.site.name}", as_of=report.as_of)


def _elements(report: Report) -> Sheet:
    return Sheet(
        name="องค์ประกอบ",
        columns=ELEMENT_COLUMNS,
        rows=tuple(element_rows(report)),
        coloured=OUTCOME_COLUMN,
        printed=ELEMENT_COLUMNS.index("เหตุผล") + 1,  # more would be too small to read
    )


def _indicators(report: Report) -> Sheet:
    columns = (
        "ข้อ", "ชื่อข้อ", "หมวด", "ผู้รับผิดชอบ", "สถานะ", *_outcome_names(), "หน้าที่ตรวจดู", _POINTS,
    )  # fmt: skip
    rows: list[Row] = []
    for line in report.indicators:
        tally = dict(view.tally(line))
        pages = "\n".join(shown(evidence.url) for evidence in view.counted(line))
        counts = [tally.get(word, 0) for word in wording.OUTCOMES]
        head = (wording.code(line.code), line.title, line.group, line.owner)
        state, points = wording.state(line.state).name, _number(line.points)
        rows.append((line.state, (*head, state, *counts, pages, points)))
    return Sheet(name="ข้อ", columns=columns, rows=tuple(rows), coloured=4)


def _outcome_names() -> Iterable[str]:
    return (label.name for label in wording.OUTCOMES.values())


def _work(report: Report) -> Sheet:
    columns = (
        "ข้อบกพร่อง", "ข้อ", "ชื่อข้อ", "องค์ประกอบ", "ผล", "เหตุผล", "สิ่งที่ต้องทำ", "หน้าที่ต้องแก้", "ผู้รับผิดชอบ",
        "ผู้ได้รับมอบหมาย", "กำหนดแก้", "สถานะ", "พบตั้งแต่", "รหัสองค์ประกอบ", "ควรแก้ลำดับที่",
        "คะแนนที่เสี่ยง (ประมาณ)", "ลักษณะงาน",
    )  # fmt: skip
    rows = tuple((item.element.outcome, _work_cells(item)) for item in view.work_list(report))
    printed = columns.index("กำหนดแก้") + 1
    return Sheet(name="งานที่ต้องแก้", columns=columns, rows=rows, coloured=4, printed=printed)


def _work_cells(item: view.WorkItem) -> tuple[Cell, ...]:
    gap, element = item.gap, item.element
    return (
        f"#{gap.id}" if gap else "",
        wording.code(item.indicator.code),
        item.indicator.title,
        element.says,
        wording.outcome(element.outcome).name,
        element.reason,
        element.fix,
        shown(item.page) if item.page else "",
        item.indicator.owner,
        (gap.assignee or "") if gap else "",
        wording.thai_date(gap.due_on, short=True) if gap else "",
        _gap_state(item),
        wording.thai_date(gap.since, short=True) if gap else "",
        element.id,
        _number(element.place),
        _number(element.at_risk),
        wording.work(element.work),
    )


def _number(value: float | None) -> Cell:
    return "" if value is None else value


def _gap_state(item: view.WorkItem) -> str:
    gap = item.gap
    if gap is None:
        return ""
    return wording.gap_state(gap.state, late=item.late, waived_until=gap.waived_until)


def _coverage(report: Report) -> Sheet:
    columns = ("เรื่อง", "ที่อยู่หรือจำนวน", "เกิดอะไรขึ้น", "สิ่งที่ต้องทำ", "รายละเอียด")
    rows: list[Row] = [("", fact) for fact in coverage_facts(report)]
    for group in view.problems(report):
        known = wording.problem(group.word)
        for line in group.lines:
            rows.append(("", (known.name, shown(line.url), known.what, known.todo, line.text)))
        rest = group.count - len(group.lines)
        if rest:
            more = f"อีก {wording.count(rest)} หน้าที่ไม่ได้แจกแจง"
            rows.append(("", (known.name, more, known.what, known.todo, "")))
    return Sheet(name="ความครอบคลุม", columns=columns, rows=tuple(rows))


def _remarks(report: Report) -> Sheet:
    columns = ("เรื่อง", "ข้อ", "รายละเอียด", "ที่อยู่ที่พบ", "ตำแหน่ง", "ข้อความที่พบ")
    rows: list[Row] = []
    for line in report.remarks:
        where = "\n".join(quote.where for quote in line.quotes)
        quotes = "\n".join(quote.text for quote in line.quotes)
        codes = " ".join(map(wording.code, line.codes))
        urls = "\n".join(map(shown, line.urls))
        rows.append(
            ("", (wording.REMARKS.get(line.sort, line.sort), codes, line.text, urls, where, quotes))
        )
    for found in report.privacy:
        name = wording.PRIVACY.get(found.sort, found.sort)
        rows.append(("", (name, "", wording.PERSONAL, shown(found.url), found.where, found.quote)))
    return Sheet(name="ข้อสังเกต", columns=columns, rows=tuple(rows))


def _limits(report: Report) -> Sheet:
    known = (*facts(report), *(("ข้อจำกัด", limit) for limit in report.limits))
    unconfirmed = tuple(
        (wording.basis(basis), f"{wording.code(indicator.code)} {element.says}")
        for basis, pairs in view.unconfirmed(report)
        for indicator, element in pairs
    )
    rows = tuple(("", row) for row in (*known, *unconfirmed))
    return Sheet(name="ข้อจำกัด", columns=("รายการ", "รายละเอียด"), rows=rows)
