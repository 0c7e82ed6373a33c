"""A draft of what is typed into ITAS: per indicator has or has not, addresses, where to look.

Promises: only what passed is offered as "has"; where anything is in doubt the answer is left to a
person. Refuses to know: ITAS itself, what an assessor will say.
"""

from __future__ import annotations

from dataclasses import dataclass

from reports import wording
from reports.model import IndicatorLine, Report
from reports.proof import proofs, unready, way
from reports.safety import cleaned, shown
from reports.sheets import Sheet, workbook
from reports.word import Paper

HAS, HAS_NOT, ASK, NOT_ASKED = "มี", "ไม่มี", "โปรดพิจารณา", "ไม่เกี่ยวข้อง"
NOTE = (
    "ร่างนี้เสนอ “มี” เฉพาะข้อที่ทุกองค์ประกอบผ่านแล้ว ข้อที่ยังมีสิ่งสงสัยหรือขาดบางส่วนเว้นให้เจ้าหน้าที่พิจารณา "
    "โปรดเปิดทุกลิงก์ดูก่อนกรอกในระบบ ITAS"
)
COLUMNS = (
    "ข้อ", "ชื่อข้อ", "มี/ไม่มี", "ลิงก์", "ตำแหน่งบนเว็บไซต์", "องค์ประกอบที่ยังไม่พร้อม", "ผู้รับผิดชอบ",
)  # fmt: skip
_WIDTHS = {
    "ข้อ": 7, "ชื่อข้อ": 36, "มี/ไม่มี": 14, "ลิงก์": 52, "ตำแหน่งบนเว็บไซต์": 52,
    "องค์ประกอบที่ยังไม่พร้อม": 52, "ผู้รับผิดชอบ": 24,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One line of the sheet; `urls` are real addresses, one a line."""

    code: str
    title: str
    has: str
    urls: str
    where: str
    missing: str
    owner: str

    def cells(self) -> tuple[str, ...]:
        """In the order of `COLUMNS`."""
        return (
            self.code, self.title, self.has, self.urls, self.where, self.missing, self.owner,
        )  # fmt: skip


def answer(line: IndicatorLine) -> Answer:
    """What the evidence of one indicator allows to answer."""
    found = proofs(line)
    missing = "\n".join(
        f"{wording.outcome(element.outcome).name}: {element.says}" for element in unready(line)
    )
    ways = [(number, way(proof)) for number, proof in enumerate(found, start=1)]
    return Answer(
        code=wording.code(line.code),
        title=line.title,
        has=_has(line),
        urls="\n".join(proof.url for proof in found),
        where="\n".join(f"({n}) {text}" if len(found) > 1 else text for n, text in ways if text),
        missing=missing,
        owner=line.owner,
    )


def _has(line: IndicatorLine) -> str:
    outcomes = {element.outcome for element in line.elements} - {"inapplicable"}
    if not outcomes:
        return NOT_ASKED
    if outcomes == {"passed"}:
        return HAS if proofs(line) else ASK
    return HAS_NOT if outcomes == {"failed"} else ASK


def as_xlsx(report: Report) -> bytes:
    """The sheet as a workbook."""
    report = cleaned(report)
    sheets = (
        Sheet(
            name=f"OIT {report.pack.fiscal_year}",
            columns=COLUMNS,
            rows=tuple((line.state, answer(line).cells()) for line in report.indicators),
            coloured=COLUMNS.index("มี/ไม่มี"),
        ),
        Sheet(
            name="วิธีใช้",
            columns=("รายการ", "รายละเอียด"),
            rows=tuple(("", row) for row in _about(report)),
        ),
    )
    title = f"ร่างคำตอบ ITAS {report.site.name}"
    widths = {**_WIDTHS, "รายการ": 24, "รายละเอียด": 110}
    return workbook(sheets, widths, title=title, as_of=report.as_of)


def as_docx(report: Report) -> bytes:
    """The sheet as a Word document."""
    report = cleaned(report)
    paper = Paper(f"ร่างคำตอบ ITAS {report.site.name}", landscape=True)
    paper.heading(f"ร่างคำตอบแบบวัด OIT ปีงบประมาณ พ.ศ. {report.pack.fiscal_year}")
    for name, text in _about(report):
        paper.line(("b", f"{name}  "), text)
    rows = [answer(line).cells()[:-1] for line in report.indicators]
    paper.table(COLUMNS[:-1], rows, (6, 19, 10, 26, 22, 25), 12)
    return paper.data()


def _about(report: Report) -> tuple[tuple[str, str], ...]:
    return (
        ("หน่วยงาน", report.site.name),
        ("เว็บไซต์", shown(report.site.url)),
        ("ชุดเกณฑ์", report.pack.title),
        ("ข้อมูล ณ วันที่", wording.thai_date(report.as_of)),
        ("โปรดทราบ", NOTE),
    )
