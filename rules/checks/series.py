"""`series`: do the files together cover every month, quarter or half?

Promises: reads all evidence of an indicator at once. Refuses to know: what each file contains.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Self

from pydantic import Field, model_validator

from rules.checks.base import TogetherCheck
from rules.checks.seeing import listed, quote
from rules.dates import written
from rules.document import Block, Document, Kind, Reach
from rules.model import Context, Look, Quote
from rules.periods import Grain, Period, cover, named_periods, window
from rules.targets import file_name, sort_of
from rules.thai import contains
from rules.years import claimed_years

Days = tuple[dt.date, dt.date]

_NAMES: dict[str, str] = {"month": "เดือน", "quarter": "ไตรมาส", "half": "รอบ 6 เดือน"}
_LONGEST = 120
"""Letters of a line or row that may name the period of something; longer ones are prose or data."""
_NOTHING = ("ไม่มีการจัดซื้อจัดจ้าง", "ไม่มีรายการ", "ไม่มีเรื่องร้องเรียน", "ไม่มีการดำเนินการ")


class Series(TogetherCheck):
    """Looks for one piece for every period of a window, over all evidence of the indicator.

    A period is covered when a title, heading, caption, link, label, file name, table row or short
    line names it alone (`เดือนตุลาคม 2568`, `ไตรมาสที่ 1/2569`, `รอบ 6 เดือนแรก`), also to say that
    there was nothing in it. Months add up to quarters; a quarter does not prove its months. A row
    that names several periods is the head of a calendar and proves none. Months without a year
    belong to the fiscal year named above them. Dead links do not count.

    Parameters:
        `of`: month, quarter or half. `from`, `to`: the window, as Christian dates; periods that
        lie wholly inside it are asked for.

    Passes: {of: month, from: 2025-10-01, to: 2025-11-30}
        # สรุปผลการจัดซื้อจัดจ้าง เดือนตุลาคม 2568
        ---
        # สรุปผลการจัดซื้อจัดจ้าง ประจำเดือน พ.ย. 68
        ไม่มีการจัดซื้อจัดจ้าง

    Fails: {of: month, from: 2025-10-01, to: 2025-12-31}
        [เดือนตุลาคม 2568](oct.pdf)
        [เดือนธันวาคม 2568](dec.pdf)

    Fails: {of: month, from: 2025-10-01, to: 2025-12-31}
        # รายงานไตรมาสที่ 1 ปีงบประมาณ พ.ศ. 2569
    """

    of: Grain
    start: dt.date = Field(alias="from")
    end: dt.date = Field(alias="to")

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if not window(self.of, self.start, self.end):
            raise ValueError("ช่วง from ถึง to ต้องมีอย่างน้อยหนึ่งงวดเต็ม")
        return self

    def look(self, documents: tuple[Document, ...], context: Context) -> Look:  # noqa: ARG002 - same for all kinds
        """Found when every period of the window is named; doubtful when some only by open links."""
        wanted = window(self.of, self.start, self.end)
        sure: dict[Days, Quote] = {}
        maybe: dict[Days, Quote] = {}
        for document in documents:
            for period, seen, doubt in _sightings(document):
                (maybe if doubt else sure).setdefault((period.start, period.end), seen)
        covered = cover(set(sure), self.of)
        possible = cover(set(sure) | set(maybe), self.of)
        missing = [self._called(days) for days in wanted if days not in possible]
        quotes = tuple({**maybe, **sure}[days] for days in sorted({**maybe, **sure}))[: len(wanted)]
        if missing:
            return Look(
                found=False, reason=f"ขาด{_NAMES[self.of]} {listed(missing)}", quotes=quotes
            )
        doubt = not covered.issuperset(wanted)
        reason = f"มีครบทั้ง {len(wanted)} {_NAMES[self.of]}" + (
            " แต่บางงวดพบเพียงลิงก์ที่ยังไม่ได้เปิดดู" if doubt else ""
        )
        return Look(found=True, reason=reason, quotes=quotes, doubt=doubt)

    def _called(self, days: Days) -> str:
        first = written(days[0]).partition(" ")[2]
        return first if self.of == "month" else f"{first} – {written(days[1]).partition(' ')[2]}"


def _sightings(document: Document) -> Iterator[tuple[Period, Quote, bool]]:
    """Each period named for itself, its words, and whether only an unvisited link names it."""
    above = _one_year(document.title)
    for text, where in _names(document):
        for period in _alone(text, above or _one_year(text)):
            yield period, quote(document, text, where, period.span), False
    for block in document.blocks:
        if block.kind in (Kind.HEADING, Kind.CAPTION):
            above = _one_year(block.text) or above
        text = _naming(block)
        for period in _alone(text, _one_year(text) or above) if text else ():
            doubt = block.kind is Kind.LINK and block.reach is Reach.UNKNOWN
            yield period, quote(document, text, block.where, period.span), doubt


def _names(document: Document) -> Iterator[tuple[str, str]]:
    """What the document is called, by itself and by others."""
    yield document.title, "ชื่อเอกสาร"
    yield file_name(document.url), "ชื่อไฟล์"
    for label in document.labels:
        yield f"{label.heading} {label.text}".strip(), "ข้อความลิงก์ที่นำมายังเอกสารนี้"
        yield label.near, "ข้อความลิงก์ที่นำมายังเอกสารนี้"


def _naming(block: Block) -> str:
    """The words of a block that may name the period of something; nothing for the rest."""
    if block.kind is Kind.LINK:
        dead = block.reach is Reach.DEAD or sort_of(block.href) is None
        return (
            ""
            if dead
            else (block.text if len(block.near) > 2 * _LONGEST else f"{block.text} {block.near}")
        )
    if block.kind is Kind.PICTURE:
        return ""
    if block.kind in (Kind.TEXT, Kind.ROW) and len(block.text) > _LONGEST:
        return block.text if any(contains(block.text, words) for words in _NOTHING) else ""
    return block.text


def _alone(text: str, fiscal_year: int | None) -> tuple[Period, ...]:
    """The period that a text names, unless it names several different ones."""
    found = named_periods(text, fiscal_year)
    return found if len({(period.start, period.end) for period in found}) == 1 else ()


def _one_year(text: str) -> int | None:
    years = claimed_years(text)
    return years[0] if len(years) == 1 else None
