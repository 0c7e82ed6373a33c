"""The flat tables and lists of facts that several formats share.

Promises: one row per element, every value a Thai string a person can filter on. Refuses to know:
file formats, how cells are made safe.
"""

from __future__ import annotations

from collections.abc import Iterator

from reports import view, wording
from reports.model import ElementLine, IndicatorLine, Report
from reports.safety import shown

ELEMENT_COLUMNS = (
    "ข้อ", "ชื่อข้อ", "หมวด", "ผู้รับผิดชอบ", "สถานะข้อ", "องค์ประกอบ", "ผล", "เหตุผล", "ข้อความที่พบ",
    "ตำแหน่ง", "ที่อยู่ที่พบ", "หน้าที่ตรวจดู", "สิ่งที่ต้องทำ", "ข้อบกพร่อง", "ผู้ได้รับมอบหมาย", "กำหนดแก้",
    "พบตั้งแต่", "ผู้ยืนยัน", "ที่มาของเกณฑ์", "รหัสองค์ประกอบ",
)  # fmt: skip
OUTCOME_COLUMN = ELEMENT_COLUMNS.index("ผล")


def element_rows(report: Report) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The outcome's word and the cells of each element, in pack order."""
    for indicator in report.indicators:
        for element in indicator.elements:
            yield element.outcome, _row(indicator, element)


def _row(indicator: IndicatorLine, element: ElementLine) -> tuple[str, ...]:
    gap = element.gap
    return (
        wording.code(indicator.code),
        indicator.title,
        indicator.group,
        indicator.owner,
        wording.state(indicator.state).name,
        element.says,
        wording.outcome(element.outcome).name,
        element.reason,
        "\n".join(quote.text for quote in element.quotes),
        "\n".join(quote.where for quote in element.quotes),
        "\n".join(shown(quote.url) for quote in element.quotes),
        "\n".join(shown(url) for url in element.looked_at),
        element.fix if view.needs_work(element) else "",
        f"#{gap.id}" if gap else "",
        (gap.assignee or "") if gap else "",
        wording.thai_date(gap.due_on, short=True) if gap else "",
        wording.thai_date(gap.since, short=True) if gap else "",
        element.attested_by or "",
        wording.basis(element.basis),
        element.id,
    )


def facts(report: Report) -> tuple[tuple[str, str], ...]:
    """What this report is about and how to find it again: label and value."""
    pack, totals = report.pack, report.totals
    status = wording.PACK_STATUS.get(pack.status, pack.status)
    return (
        ("หน่วยงาน", report.site.name),
        ("เว็บไซต์", shown(report.site.url)),
        ("ประเภทหน่วยงาน", wording.kind(report.site.kind)),
        ("ชุดเกณฑ์", f"{pack.title} ({status})"),
        ("ที่มาของเกณฑ์", pack.source),
        ("ข้อมูล ณ วันที่", wording.thai_date(report.as_of)),
        ("เก็บหน้าเว็บเมื่อ", wording.thai_datetime(report.coverage.started_at)),
        ("กำหนดส่ง", wording.days_left(report.days_left) or "ยังไม่ทราบกำหนด"),
        ("ความพร้อม", wording.interval(totals.certain, totals.possible)),
        *_points(report),
        ("การตรวจครั้งที่", str(report.audit_id)),
        ("โปรแกรม", report.engine),
        ("ตราประทับผลตรวจ", report.seal),
        ("ลายนิ้วมือชุดเกณฑ์ (SHA-256)", pack.sha256),
    )


def _points(report: Report) -> tuple[tuple[str, str], ...]:
    if report.points is None:
        return ()
    return (
        (wording.POINTS, wording.points(report.points)),
        ("ที่มาของการประมาณ", wording.points_note(report.points)),
    )


def coverage_facts(report: Report) -> tuple[tuple[str, str], ...]:
    """What the crawl and the readers covered: label and value."""
    seen = report.coverage
    numbers = (
        ("หน้าและไฟล์ที่เก็บได้", seen.pages),
        ("ใหม่จากครั้งก่อน", seen.new),
        ("เปลี่ยนจากครั้งก่อน", seen.changed),
        ("หายไปจากครั้งก่อน", seen.gone),
        ("เอกสารที่อ่านแล้ว", seen.documents),
        ("เอกสารที่อ่านเป็นข้อความไม่ได้", seen.unreadable),
    )
    return (
        ("เริ่มเก็บ", wording.thai_datetime(seen.started_at)),
        ("เก็บเสร็จ", wording.thai_datetime(seen.finished_at) or "ยังไม่เสร็จ"),
        ("จบลงอย่างไร", wording.ENDED.get(seen.ended, seen.ended)),
        *((name, wording.count(number)) for name, number in numbers),
    )
