"""The memo to the head of the agency (บันทึกข้อความ) as a Word document.

Promises: the layout of the regulation on official correspondence; facts as far as they are known
and dots where a person must fill in; the gaps by owner. Refuses to know: who decides what.
"""

from __future__ import annotations

from collections.abc import Iterator

from reports import wording
from reports.model import Report
from reports.offices import OwnerWork, addressee, by_owner
from reports.safety import cleaned, shown
from reports.word import BLANK, Paper
from reports.wording import thai_digits

INDENT = 2.5  # centimetres before a paragraph's first word
LABEL = 20  # points of the words that begin the lines of the head


def render(report: Report) -> bytes:
    """The memo's bytes."""
    report = cleaned(report)
    subject = f"รายงานผลการตรวจการเปิดเผยข้อมูลสาธารณะ (OIT) ปีงบประมาณ พ.ศ. {report.pack.fiscal_year}"
    paper = Paper(f"บันทึกข้อความ {subject}", official=True)
    _head(paper, report, subject)
    for number, paragraph in enumerate(_standing(report)):
        paper.line(thai_digits(f"{number}. {paragraph}" if number else paragraph), indent=INDENT)
    work = by_owner(report)
    if work:
        _gaps(paper, work)
        asked = "จึงเรียนมาเพื่อโปรดพิจารณา หากเห็นชอบจะได้ดำเนินการต่อไป"
    else:
        paper.line(thai_digits(wording.nothing_to_do(report)), indent=INDENT)
        asked = "จึงเรียนมาเพื่อโปรดทราบ"
    paper.line(asked, indent=INDENT, together=True)
    _signed(paper, report)
    return paper.data()


def _head(paper: Paper, report: Report, subject: str) -> None:
    office = report.office
    unit = " ".join(part for part in (office.unit, report.site.name) if part)
    phone = f" โทร. {office.phone}" if office.phone else ""
    paper.line(("b", "บันทึกข้อความ"), centre=True, size=29)
    paper.labelled(("ส่วนราชการ", thai_digits((unit or BLANK) + phone)), size=LABEL)
    paper.labelled(
        ("ที่", thai_digits(office.number) or BLANK),
        ("วันที่", thai_digits(wording.thai_date(report.as_of))),
        size=LABEL,
    )
    paper.labelled(("เรื่อง", thai_digits(subject)), size=LABEL)
    paper.rule()
    paper.line("เรียน  ", addressee(report) or BLANK)


def _standing(report: Report) -> Iterator[str]:
    """What was done, then what was found: the points to be numbered."""
    totals, seen = report.totals, report.coverage
    yield (
        f"ตามที่สำนักงาน ป.ป.ช. กำหนดให้หน่วยงานภาครัฐรับการประเมินการเปิดเผยข้อมูลสาธารณะ (OIT) "
        f"จึงได้ตรวจเว็บไซต์ {shown(report.site.url)} ด้วยโปรแกรม ตาม{report.pack.title} "
        f"จากหน้าเว็บและไฟล์ {wording.count(seen.pages)} รายการ "
        f"ข้อมูล ณ วันที่ {wording.thai_date(report.as_of)} สรุปผลได้ดังนี้"
    )
    states = " ".join(
        f"{wording.state(word).name} {wording.count(getattr(totals, word))} ข้อ"
        for word in wording.STATES
        if getattr(totals, word)
    )
    interval = wording.interval(totals.certain, totals.possible)
    yield f"จากทั้งหมด {wording.count(totals.indicators)} ข้อ {interval} แบ่งเป็น {states}"
    if report.points is not None:
        note = wording.points_note(report.points)
        yield f"{wording.POINTS} {wording.points(report.points)} {note}"
    if totals.cant_tell or totals.untested:
        yield (
            f"มีองค์ประกอบที่รอเจ้าหน้าที่ยืนยัน {wording.count(totals.cant_tell)} รายการ "
            f"และที่ยังไม่ได้ตรวจ {wording.count(totals.untested)} รายการ ซึ่งยังไม่นับว่าขาด"
        )
    if left := wording.days_left(report.days_left):
        yield left


def _gaps(paper: Paper, work: tuple[OwnerWork, ...]) -> None:
    paper.line("องค์ประกอบที่ต้องแก้ไข แยกตามหน่วยที่รับผิดชอบ มีดังนี้", indent=INDENT, together=True)
    paper.table(
        ("หน่วยที่รับผิดชอบ", "ข้อ", "รายการที่ต้องแก้ไข", "กำหนดแล้วเสร็จ"),
        [row for owner in work for row in _rows(owner)],
        (27, 9, 47, 17),
    )
    paper.line(
        "เห็นควรมอบหมายหน่วยที่รับผิดชอบข้างต้นดำเนินการแก้ไขตามใบสั่งงานที่แนบ แล้วตรวจซ้ำก่อนส่งข้อมูลในระบบ ITAS",
        indent=INDENT,
    )


def _rows(work: OwnerWork) -> Iterator[tuple[str, ...]]:
    """A row per gap; whoever turns the page still reads whose it is."""
    owner = f"{work.owner} ({wording.count(len(work.items))} รายการ)"
    for item in work.items:
        due = wording.thai_date(item.gap.due_on, short=True) if item.gap else ""
        late = " เลยกำหนด" if item.late else ""
        cells = owner, wording.code(item.indicator.code), item.element.says, due + late
        yield tuple(map(thai_digits, cells))
        owner = work.owner


def _signed(paper: Paper, report: Report) -> None:
    """Room to sign above the name, all on one page."""
    office = report.office
    for text in ("", "", f"({office.signer or BLANK})"):
        paper.line(text, centre=True, left=7, together=True)
    paper.line(office.position or f"ตำแหน่ง {BLANK}", centre=True, left=7)
