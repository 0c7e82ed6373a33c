"""Work orders (ใบสั่งงาน), one per owner, as Word and Excel.

Promises: page by page what is missing, what to do, until when and what it is worth, with words to
copy; waived gaps are nobody's work. Refuses to know: how the work is done, who gave it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reports import view, wording
from reports.model import Report
from reports.offices import OwnerWork, by_owner
from reports.safety import cleaned, shown
from reports.sheets import Row, Sheet, workbook
from reports.word import BLANK, Paper

NO_PAGE = "ยังไม่มีหน้าหรือไฟล์ที่ใช้ได้ ต้องจัดทำขึ้น"
_COLUMNS = (
    "ลำดับ", "หน้าที่ต้องแก้", "ข้อ", "สิ่งที่ขาด", "เหตุผล", "สิ่งที่ต้องทำ", "กำหนดแก้", "คะแนนที่เสี่ยง (ประมาณ)",
    "ชื่อข้อ", "ผู้ได้รับมอบหมาย", "ลักษณะงาน", "ข้อความสำหรับคัดลอก", "ทำแล้วเมื่อ",
)  # fmt: skip
_PRINTED = _COLUMNS.index("ชื่อข้อ")  # what stands on paper; the rest is for the screen
_WIDTHS = {
    "ลำดับ": 7, "หน้าที่ต้องแก้": 34, "ข้อ": 7, "ชื่อข้อ": 30, "สิ่งที่ขาด": 34, "เหตุผล": 26, "สิ่งที่ต้องทำ": 36,
    "ผู้ได้รับมอบหมาย": 18, "ข้อความสำหรับคัดลอก": 50, "ลักษณะงาน": 18, "รายการ": 90,
}  # fmt: skip


def as_docx(report: Report) -> bytes:
    """One order after another, each on a page of its own."""
    report = cleaned(report)
    paper = Paper(f"ใบสั่งงาน OIT {report.pack.fiscal_year} {report.site.name}")
    work = by_owner(report)
    for number, owner in enumerate(work):
        paper.heading(f"ใบสั่งงาน: {owner.owner}", new_page=number > 0)
        _order(paper, report, owner)
    if not work:
        paper.line(wording.nothing_to_do(report))
    return paper.data()


def as_xlsx(report: Report) -> bytes:
    """One sheet per owner."""
    report = cleaned(report)
    sheets = [
        Sheet(name=owner.owner, columns=_COLUMNS, rows=tuple(_rows(owner)), printed=_PRINTED)
        for owner in by_owner(report)
    ]
    empty = Sheet(
        name="ใบสั่งงาน", columns=("รายการ",), rows=(("", (wording.nothing_to_do(report),)),)
    )
    title = f"ใบสั่งงาน OIT {report.site.name}"
    return workbook(sheets or [empty], _WIDTHS, title=title, as_of=report.as_of)


def _order(paper: Paper, report: Report, work: OwnerWork) -> None:
    deadline = wording.days_left(report.days_left)
    paper.line(("b", "หน่วยงาน  "), report.site.name)
    if work.contact:
        paper.line(("b", "ติดต่อ  "), work.contact)
    paper.line(
        ("b", "ข้อมูล ณ  "), wording.thai_date(report.as_of),
        ("b", "   จำนวน  "), f"{wording.count(len(work.items))} รายการ",
        f"   {deadline}" if deadline else "",
    )  # fmt: skip
    paper.line(f"ผู้สั่งงาน {BLANK[:24]}   ผู้รับงาน {BLANK[:24]}   วันที่ {BLANK[:16]}")
    for page, items in work.pages:
        paper.heading(f"หน้าที่ต้องแก้: {shown(page) if page else NO_PAGE}", 2)
        paper.table(
            ("ข้อ/เลขที่", "สิ่งที่ขาด", "สิ่งที่ต้องทำ", "กำหนด", "คะแนน"),
            [_cells(item) for item in items],
            (12, 33, 29, 14, 12),
        )
        paper.box("ข้อความสำหรับคัดลอก", _to_copy(page, items))


def _cells(item: view.WorkItem) -> tuple[str, ...]:
    code = wording.code(item.indicator.code)
    missing = "\n".join(part for part in (item.element.says, item.element.reason) if part)
    gap = f"\n#{item.gap.id}" if item.gap else ""
    return code + gap, missing, item.element.fix, _due(item), _points(item)


def _rows(work: OwnerWork) -> Iterator[Row]:
    number = 0
    for page, items in work.pages:
        for item in items:
            number += 1
            element, gap = item.element, item.gap
            cells = (
                number,
                shown(page) if page else NO_PAGE,
                wording.code(item.indicator.code),
                element.says,
                element.reason,
                element.fix,
                _due(item),
                "" if element.at_risk is None else element.at_risk,
                item.indicator.title,
                (gap.assignee or "") if gap else "",
                wording.work(element.work),
                "\n".join(_to_copy(page, [item])),
                "",
            )
            yield "", cells


def _to_copy(page: str | None, items: Sequence[view.WorkItem]) -> Iterator[str]:
    """What to paste into a message or a ticket."""
    yield f"หน้าที่ต้องแก้: {shown(page) if page else NO_PAGE}"
    for item in items:
        yield f"{wording.code(item.indicator.code)} ขาด: {item.element.says}"
        if item.element.fix:
            yield f"ให้ทำ: {item.element.fix}"


def _due(item: view.WorkItem) -> str:
    due = wording.thai_date(item.gap.due_on, short=True) if item.gap else ""
    return f"{due} (เลยกำหนด)" if due and item.late else due


def _points(item: view.WorkItem) -> str:
    return "" if item.element.at_risk is None else wording.number(item.element.at_risk)
