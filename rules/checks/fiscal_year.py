"""`fiscal_year`: does it speak of the right fiscal year?

Promises: years of laws and school years never count. Refuses to know: which year a document as a
whole is of (the judge compares that).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar, Literal

from pydantic import Field

from rules.checks.base import Check
from rules.checks.seeing import BODY, link_texts, quote, texts
from rules.document import Document, Kind
from rules.late import late
from rules.model import Context, Look, Quote
from rules.plain import any_of, plain
from rules.targets import file_name
from rules.thai import contains
from rules.years import Year, claimed_years, year_mentions, years_in_name

_NATIONAL = any_of(
    "ยุทธศาสตร์ชาติ", "แผนพัฒนาเศรษฐกิจและสังคมแห่งชาติ", "แผนแม่บทภายใต้", "แผนการปฏิรูปประเทศ",
    "แผนปฏิรูปประเทศ", "แห่งชาติ",
)  # fmt: skip
_OTHERS_PLAN = late(rf"(?:{_NATIONAL})[^\n]{{0,40}}$")
"""The nation's plans, which every plan names; their years are not its own."""
_STAMP = late(
    rf"(?:{any_of('ปรับปรุงล่าสุด', 'แก้ไขล่าสุด', 'อัปเดตล่าสุด', 'อัพเดทล่าสุด', 'ปรับปรุงข้อมูลล่าสุด')}"
    r"|last\s(?:updated?|modified)|updated)[^\n\d]{0,20}$",
    re.IGNORECASE,
)
"""What stands before the day on which a page was last touched: no date of what it tells."""
_PREPARED = any_of(
    "อยู่ระหว่าง",
    "กำลังจัดทำ",
    "กำลังดำเนินการ",
    "จะจัดทำ",
    "จะเผยแพร่",
    "เตรียมจัดทำ",
    "ร่างแผน",
    "ร่างยุทธศาสตร์",
)
_NOT_YET = late(rf"(?:{_PREPARED})[^\n]{{0,60}}$")
"""What stands before the year of something that is still to come."""


class FiscalYear(Check):
    """Looks for a fiscal year, or a range of years around it.

    `ปีงบประมาณ 2569`, `พ.ศ. ๒๕๖๙`, `ปี 69`, `FY2026` and `2566–2570` all speak of 2569. A year in
    the name of a law (`พ.ร.บ. … พ.ศ. 2560`) or of a school year does not, nor the day on which
    a page was last touched (`ปรับปรุงล่าสุด`); a range of school years covers the fiscal years that lie
    wholly in it. When only the link that
    leads here or the file's name says the year, or when the title says another year, a person
    decides; so does one where dates are asked for and all that stand here are of other years. The
    year of what is still being prepared (`อยู่ระหว่างจัดทำแผนปี 2569`) does not count.

    Parameters:
        `year`: current or previous. `dates`: when true, a full date inside the fiscal year is
        enough. `span`: at least this many years must be covered by one range, not that of a
        national plan.

    Passes: {year: current}
        # แผนปฏิบัติการ ประจำปีงบประมาณ พ.ศ. ๒๕๖๙

    Passes: {year: current, span: 5}
        # แผนปฏิบัติราชการ (พ.ศ. 2566 – 2570)

    Passes: {year: current, span: 2}
        # แผนพัฒนาคุณภาพการศึกษา ปีการศึกษา 2568 - 2571

    Fails: {year: current, span: 2}
        # แผนพัฒนาคุณภาพการศึกษา ปีการศึกษา 2569 - 2571

    Fails: {year: current}
        # แผนปฏิบัติการ ประจำปีงบประมาณ พ.ศ. 2568

    Fails: {year: current}
        ตามระเบียบว่าด้วยการรับของขวัญ พ.ศ. 2569

    Fails: {year: current}
        หมายเหตุ อยู่ระหว่างจัดทำแผนปี 2569
    """

    wordy: ClassVar[bool] = True

    year: Literal["current", "previous"]
    dates: bool = False
    span: int = Field(default=1, ge=1)

    def look(self, document: Document, context: Context) -> Look:
        """Found when a mention covers the year; doubtful when the document's face disagrees."""
        year = context.year(self.year)
        others: set[int] = set()
        dated: set[int] = set()
        said: Look | None = None
        for text, where, mention in _mentions(document):
            if self.span > 1 and _is_the_nations(text[: mention.span[0]], context.agency):
                continue
            if self._covers(mention, year):
                found = self._seen(document, year, quote(document, text, where, mention.span))
                if not self.dates or mention.sort == "date":
                    return found
                said = said or found
            elif mention.sort == "date":
                dated.add(mention.first)
            elif mention.sort in ("named", "range"):
                others.update((mention.first, mention.last))
        if said and not dated:
            return said
        linked = self._in_links(document, year)
        if linked and not (said and linked.doubt):
            return linked
        if said:
            return _but_dated(said, dated, year)
        if self.span == 1 and (named := _outside(document, year)):
            reason = f"ปี {year} อยู่ที่ชื่อไฟล์หรือลิงก์เท่านั้น ไม่อยู่ในเอกสาร"
            return Look(
                found=True, reason=reason, quotes=(quote(document, named, "ชื่อที่ใช้เรียก"),), doubt=True
            )
        only = "พบเฉพาะปี " + ", ".join(map(str, sorted(others))) if others else "ไม่ระบุปี"
        wanted = f"ปี {year}" if self.span == 1 else f"ช่วง {self.span} ปีที่ครอบคลุมปี {year}"
        return Look(found=False, reason=f"ไม่พบ{wanted} ({only})")

    def _in_links(self, document: Document, year: int) -> Look | None:
        """A dated list of links (news) is dated itself; a year names what lies behind."""
        for text, where in link_texts(document):
            if linked := next((m for m in year_mentions(text) if self._covers(m, year)), None):
                doubt = linked.sort != "date"
                reason = f"ปี {year} อยู่ในข้อความของลิงก์" + (" ต้องเปิดดูปลายทาง" if doubt else "")
                seen = quote(document, text, where, linked.span)
                return Look(found=True, reason=reason, quotes=(seen,), doubt=doubt)
        return None

    def _covers(self, mention: Year, year: int) -> bool:
        if self.span > 1 and mention.sort == "academic":
            # School years begin in May: the one before must be covered, too.
            return mention.first < year <= mention.last
        if mention.sort in ("law", "academic") or (mention.sort == "date" and not self.dates):
            return False
        return (
            mention.first <= year <= mention.last and mention.last - mention.first + 1 >= self.span
        )

    def _seen(self, document: Document, year: int, seen: Quote) -> Look:
        face = _face(document)
        if face and year not in face and not self.dates:
            said = ", ".join(map(str, face))
            reason = f"เอกสารกล่าวถึงปี {year} แต่ชื่อเอกสารเป็นของปี {said}"
            return Look(found=True, reason=reason, quotes=(seen,), doubt=True)
        return Look(found=True, reason=f"ระบุปี {year}", quotes=(seen,))


def _but_dated(said: Look, dated: set[int], year: int) -> Look:
    """A year that is named somewhere, where every date that stands there is of other years."""
    seen = ", ".join(map(str, sorted(dated)))
    reason = f"มีคำว่าปี {year} แต่วันที่ทั้งหมดที่พบเป็นของปีงบประมาณ {seen}"
    return replace(said, reason=reason, doubt=True)


def _is_the_nations(before: str, agency: str) -> bool:
    """Whether a range belongs to a plan of the nation; many an agency is called national, too."""
    name = plain(agency.partition("(")[0]).strip()
    seen = plain(before)
    return bool(_OTHERS_PLAN.search(seen.replace(name, " ") if name else seen))


def _mentions(document: Document) -> Iterator[tuple[str, str, Year]]:
    for text, where in texts(document, BODY):
        for mention in year_mentions(text):
            before = plain(text[: mention.span[0]])
            if not (_STAMP if mention.sort == "date" else _NOT_YET).search(before):
                yield text, where, mention


def _face(document: Document) -> tuple[int, ...]:
    """The years the title and first heading claim, unless only by a date."""
    first = next((block.text for block in document.blocks if block.kind is Kind.HEADING), "")
    faces = [text for text in (document.title, first) if text]
    named = {
        year
        for text in faces
        if any(mention.sort in ("named", "range") for mention in year_mentions(text))
        for year in claimed_years(text)
    }
    return tuple(sorted(named))


def _outside(document: Document, year: int) -> str | None:
    """The label or file name that says the year when the document itself does not."""
    for label in document.labels:
        for text in (label.text, label.near):
            if year in claimed_years(text) and not contains(text, "ปีการศึกษา"):
                return text
    name = file_name(document.url)
    return name if year in years_in_name(name) else None
