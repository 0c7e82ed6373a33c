"""The summary on a terminal: what is ready, what to fix first, what could not be seen.

Promises: Thai, at most 100 columns wide, at most 15 lines of work, plain characters without
colour codes. Refuses to know: terminals, commands' exit codes.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from rich.cells import cell_len

from reports import problems, view, wording
from reports.model import Report
from reports.safety import cleaned, shown

WIDTH = 100  # columns
WORK_LINES = 15
SAYS_WIDTH = 54  # columns of the requirement, so that the reason still fits beside it
_UNFETCHED = problems.PROBLEMS.keys() - problems.UNREADABLE - problems.UNVISITED


def summary(report: Report) -> str:
    """The lines of the summary, joined; every line is at most `WIDTH` columns."""
    report = cleaned(report)
    lines = [
        *_head(report),
        "",
        *_standing(report),
        *_changes(report),
        *_work(report),
        *_confirm(report),
        "",
        f"ดูละเอียด: oit explain {_example(report)}     ออกรายงาน: oit report",
    ]
    return "\n".join(fit(line, WIDTH) for line in lines)


def fit(text: str, width: int) -> str:
    """The text on one line of at most `width` columns; what is cut off is marked with `…`."""
    line = text.replace("\n", " ").replace("\t", " ")
    if cell_len(line) <= width:
        return line
    kept = 0
    while kept < len(line) and cell_len(line[: kept + 1]) < width:
        kept += 1
    return line[:kept].rstrip() + "…"


def _head(report: Report) -> Iterator[str]:
    pack, seen = report.pack, report.coverage
    name = f"เกณฑ์ {pack.id} ({wording.PACK_STATUS.get(pack.status, pack.status)})"
    parts = (report.site.name, name, wording.days_left(report.days_left))
    yield " · ".join(part for part in parts if part)
    counts = (
        f"เก็บหน้าเว็บ {wording.count(seen.pages)} หน้า  เปลี่ยน {wording.count(seen.changed)}"
        f"  ใหม่ {wording.count(seen.new)}"
    )
    unfetched = _troubles(report, "เข้าไม่ได้", _UNFETCHED)
    unread = _troubles(report, "อ่านไม่ได้", problems.UNREADABLE)
    whole = f"{counts}{unfetched}{unread}"
    # Nothing of what was not seen may be lost at the edge of the screen.
    yield from [whole] if cell_len(whole) <= WIDTH else filter(None, (counts, unfetched, unread))
    if seen.ended != "complete":
        yield f"การเก็บหน้าเว็บ: {wording.ENDED.get(seen.ended, seen.ended)}"


def _troubles(report: Report, name: str, words: Container[str]) -> str:
    found = [group for group in view.problems(report) if group.word in words]
    if not found:
        return ""
    parts = ", ".join(f"{wording.problem(g.word).name} {wording.count(g.count)}" for g in found[:3])
    return f"  {name} {wording.count(sum(g.count for g in found))} ({parts})"


def _standing(report: Report) -> Iterator[str]:
    totals = report.totals
    numbers = {
        "ready": totals.ready,
        "to_fix": totals.to_fix,
        "to_confirm": totals.to_confirm,
        "incomplete": totals.incomplete,
        "inapplicable": totals.inapplicable,
    }
    words = [
        f"{wording.state(word).name} {wording.count(number)}"
        for word, number in numbers.items()
        if number or word != "inapplicable"
    ]
    yield f"  {' · '.join(words)}    {wording.interval(totals.certain, totals.possible)}"
    if report.points is not None:
        doubt = "" if report.points.basis == "sourced" else " วิธีรวมคะแนนยังไม่ยืนยัน"
        yield f"  {wording.POINTS} {wording.points(report.points)} ไม่รวม IIT และ EIT{doubt}"


def _changes(report: Report) -> Iterator[str]:
    broken = [line for line in report.changes if line.kind == "broken"]
    fixed = sum(line.kind == "fixed" for line in report.changes)
    if not broken and not fixed:
        return
    yield ""
    yield f"  เทียบกับครั้งก่อน: แก้แล้ว {fixed} รายการ แย่ลง {len(broken)} รายการ"
    for line in broken[:3]:
        yield f"  ▼ {line.code}  {line.says}"


def _work(report: Report) -> Iterator[str]:
    """The work list within its lines; each item takes three, so the most urgent come first."""
    every = view.work_list(report)
    items = [item for item in every if not item.waived]
    if not items:
        return
    waived = len(every) - len(items)
    yield ""
    yield f"  ต้องแก้ {wording.count(len(items))} รายการ{f' (ผ่อนผันอยู่ {waived})' if waived else ''}"
    listed = items[: WORK_LINES // 3]
    for item in listed:
        yield from _work_item(item)
    if len(items) > len(listed):
        yield f"  … อีก {wording.count(len(items) - len(listed))} รายการ ดูทั้งหมด: oit gaps"


def _work_item(item: view.WorkItem) -> Iterator[str]:
    element, gap = item.element, item.gap
    symbol = wording.outcome(element.outcome).symbol
    number = f"#{gap.id} {gap.assignee or item.indicator.owner}" if gap else item.indicator.owner
    yield f"  {item.indicator.code:<4}{symbol} {fit(element.says, SAYS_WIDTH)}  {element.reason}"
    yield f"      {shown(item.page) if item.page else 'ยังไม่มีหน้าหรือไฟล์ที่ใช้ได้'}"
    tail = fit(number + (" เลยกำหนด" if item.late else ""), 30)
    room = WIDTH - cell_len(tail) - 4
    yield f"{fit(f'      → {element.fix}', room)}    {tail}"


def _confirm(report: Report) -> Iterator[str]:
    asked, unseen = (len(view.waiting(report, word)) for word in ("cant_tell", "untested"))
    if asked or unseen:
        yield ""
        yield f"  รอเจ้าหน้าที่ยืนยัน {asked} องค์ประกอบ · ยังไม่ได้ตรวจ {unseen} องค์ประกอบ"
    if report.remarks:
        yield f"  ข้อสังเกตที่ควรตรวจ {wording.count(len(report.remarks))} เรื่อง ดูในรายงาน: oit report"
    if report.privacy:
        yield f"  {wording.PERSONAL} {wording.count(len(report.privacy))} แห่ง ดูในรายงาน: oit report"


def _example(report: Report) -> str:
    """An indicator worth looking at: the most urgent one, else the first."""
    for item in view.work_list(report):
        return item.indicator.code
    return report.indicators[0].code if report.indicators else "o1"
