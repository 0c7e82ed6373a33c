"""`series`: do the files together cover every month, quarter or half?

Promises: reads all evidence of an indicator at once. Refuses to know: what each file contains.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Self

from pydantic import Field, model_validator

from rules.blanks import only_promises, says_none
from rules.checks.base import TogetherCheck
from rules.checks.seeing import listed, quote
from rules.dates import dates, written
from rules.document import Block, Document, Kind, Reach
from rules.late import late
from rules.model import Context, Look, Quote
from rules.periods import Grain, Period, cover, named_periods, window
from rules.plain import GAP, any_of, plain
from rules.targets import file_name, sort_of
from rules.thai import contains
from rules.years import claimed_years

Days = tuple[dt.date, dt.date]

_NAMES: dict[str, str] = {"month": "เดือน", "quarter": "ไตรมาส", "half": "รอบ 6 เดือน"}
_LONGEST = 120
"""Letters of a line or row that may name the period of something; longer ones are prose or data."""
_SAYS = 14
"""Letters from which a line says something; `ไม่มีการจัดซื้อจัดจ้าง` has 22, a bare month 12."""
_COLUMN = 40
"""Letters of a line that may be part of the name of a column."""
SOME_YEAR = 2569
"""A fiscal year to read a month without one by, when only its being a month matters."""
_SUMMED = late(rf"(?:{any_of('สะสม', 'ตั้งแต่', 'นับแต่')}){GAP}(?:{any_of('ต้นปี', 'เดือน')})?{GAP}$")
_FIGURE = re.compile(r"[\d๐-๙]")
_SUM = late(rf"\W*(?:{any_of('ยอด')})?{any_of('รวม')}")
"""Begins the last line of a period, which says nothing of it alone."""
_NOTHING = ("ไม่มีการจัดซื้อจัดจ้าง", "ไม่มีรายการ", "ไม่มีเรื่องร้องเรียน", "ไม่มีการดำเนินการ")


class Series(TogetherCheck):
    """Looks for one piece for every period of a window, over all evidence of the indicator.

    A period is covered when a title, heading, caption, link, label, file name, table row or short
    line names it alone (`เดือนตุลาคม 2568`, `ไตรมาสที่ 1/2569`, `รอบ 6 เดือนแรก`), also to say that
    there was nothing in it. Months add up to quarters; a quarter does not prove its months. A row
    that names several periods is the head of a calendar and proves none; a name with nothing
    behind it but a dead link proves none either, nor does the first month of a sum (`สะสม ต.ค.`).
    Where a file calls itself by another period than its name or a link to it, a person decides.
    Months without a year belong to the fiscal year named above them.

    Parameters:
        `of`: month, quarter or half. `from`, `to`: the window, as Christian dates; periods that
        lie wholly inside it are asked for.

    Passes: {of: month, from: 2025-10-01, to: 2025-11-30}
        # สรุปผลการจัดซื้อจัดจ้าง เดือนตุลาคม 2568
        | งานที่ซื้อหรือจ้าง | ราคา |
        | หมึกพิมพ์ | 4,500 |
        ---
        # สรุปผลการจัดซื้อจัดจ้าง ประจำเดือน พ.ย. 68
        ไม่มีการจัดซื้อจัดจ้าง

    Fails: {of: month, from: 2025-10-01, to: 2025-12-31}
        [เดือนตุลาคม 2568](oct.pdf)
        [เดือนธันวาคม 2568](dec.pdf)

    Fails: {of: month, from: 2025-10-01, to: 2025-12-31}
        # รายงานไตรมาสที่ 1 ปีงบประมาณ พ.ศ. 2569

    Fails: {of: month, from: 2025-10-01, to: 2025-10-31}
        # สรุปผลการจัดซื้อจัดจ้างรายเดือน
        | เดือน | ไฟล์ |
        | ตุลาคม 2568 | [ดาวน์โหลด](oct.xlsx "dead") |
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
        own = {document.url: days for document in documents if (days := _own_days(document))}
        sure: dict[Days, Quote] = {}
        maybe: dict[Days, Quote] = {}
        for document in documents:
            for period, seen, doubt in _sightings(document, own):
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


def _own_days(document: Document) -> Days | None:
    """The one period that a file's own title names."""
    named = _alone(document.title, _one_year(document.title))
    return (named[0].start, named[0].end) if named else None


def _sightings(document: Document, own: Mapping[str, Days]) -> Iterator[tuple[Period, Quote, bool]]:
    """Each period named for itself, its words, and whether a person must open what it names.

    `own`: the periods by which the files call themselves, by their addresses.
    """
    above = _one_year(document.title)
    heads = _heads(document)
    for text, where in _names(document):
        for period in _alone(text, above or _one_year(text)):
            doubt = _differs(period, own.get(document.url))
            yield period, quote(document, text, where, period.span), doubt
    for at, block in enumerate(document.blocks):
        if block.kind in (Kind.HEADING, Kind.CAPTION):
            above = _one_year(block.text) or above
        text = _naming(block)
        for period in _alone(text, _one_year(text) or above) if text else ():
            if _backed(document.blocks, at, heads):
                doubt = block.kind is Kind.LINK and block.reach is Reach.UNKNOWN
                doubt |= any(_differs(period, own.get(to)) for to in _led_to(document, block))
                yield period, quote(document, text, block.where, period.span), doubt


def _heads(document: Document) -> frozenset[str]:
    """Rows that name columns: those of the tables, and those that come again for every period."""
    rows = Counter(block.text for block in document.blocks if block.kind is Kind.ROW)
    again = (row for row, times in rows.items() if times > 1 and not _FIGURE.search(row))
    return frozenset((*(" | ".join(table.header) for table in document.tables), *again))


def _differs(period: Period, own: Days | None) -> bool:
    return own is not None and own != (period.start, period.end)


def _led_to(document: Document, block: Block) -> Iterator[str]:
    """Where a link, or the links of a row, lead."""
    if block.kind is Kind.LINK:
        yield block.href or ""
    elif block.kind is Kind.ROW:
        links = (b for b in document.blocks if b.kind is Kind.LINK and b.near == block.text)
        yield from (link.href or "" for link in links)


def _backed(blocks: tuple[Block, ...], at: int, heads: frozenset[str]) -> bool:
    """Whether something stands behind a name: a month above nothing, or a dead link, is no month.

    A row needs a link that is not dead or a cell that says something besides the period (a dash
    does not); a heading or short line needs what follows it, up to the name of the next period.
    """
    block = blocks[at]
    if block.kind is Kind.LINK or (block.kind is Kind.TEXT and says_none(block.text)):
        return True
    if block.kind is Kind.ROW:
        own = [b for b in blocks[at + 1 :] if b.kind is Kind.LINK and b.near == block.text]
        if own:
            return any(link.reach is not Reach.DEAD for link in own)
        if " | " in block.text:
            return _says_more(block.text)
    for after in blocks[at + 1 :]:
        if after.kind is Kind.TEXT and _SUM.match(plain(after.text)):
            continue
        line = after.kind in (Kind.HEADING, Kind.TEXT) or _is_line(after)
        if line and (named := _alone(after.text[:_LONGEST], SOME_YEAR)):
            return says_none(after.text) and _same_month(named, block.text)
        dead = after.kind is Kind.LINK and after.reach is Reach.DEAD
        if after.kind is Kind.ROW and (after.text in heads or not _has_words(after.text)):
            continue
        if not dead and (after.kind not in (Kind.HEADING, Kind.TEXT) or _says(after.text)):
            return True
    return False


def _same_month(named: tuple[Period, ...], text: str) -> bool:
    own = _alone(text[:_LONGEST], SOME_YEAR)
    return bool(own) and own[0].start.month == named[0].start.month


def _says(line: str) -> bool:
    """Whether a line says something: the names of columns, line by line, do not."""
    if len(line) <= _SAYS or only_promises(line):
        return False
    if len(line) > _COLUMN or _FIGURE.search(line):
        return True
    return says_none(line) or "มี" in line.replace("ไม่มี", "")


def _is_line(block: Block) -> bool:
    """Whether a row is but one cell: a line like any other."""
    return block.kind is Kind.ROW and " | " not in block.text


def _says_more(row: str) -> bool:
    """Whether a row has a cell that says something besides the period's name or a day.

    A number in the first cell counts the rows.
    """
    first, *others = row.split(" | ")
    cells = others if first.strip(" .").isdecimal() else [first, *others]
    return any(_has_words(cell) for cell in cells if not (_alone(cell, SOME_YEAR) or dates(cell)))


def _has_words(cells: str) -> bool:
    """Whether cells say something: neither strokes alone nor that there are no data."""
    return any(map(str.isalnum, cells)) and not only_promises(cells)


def _names(document: Document) -> Iterator[tuple[str, str]]:
    """What a document with content is called, by itself and by others."""
    filled = any(_has_words("".join(row)) for table in document.tables for row in table.rows)
    kinds = (Kind.TEXT,) if document.tables and not filled else (Kind.ROW, Kind.TEXT)
    if not any(block.kind in kinds for block in document.blocks):
        return
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
    if block.kind is Kind.PICTURE or (block.kind is Kind.TEXT and _SUM.match(plain(block.text))):
        return ""
    if block.kind in (Kind.TEXT, Kind.ROW) and len(block.text) > _LONGEST:
        return block.text if any(contains(block.text, words) for words in _NOTHING) else ""
    return block.text


def _alone(text: str, fiscal_year: int | None) -> tuple[Period, ...]:
    """The period that a text names, unless it names several different ones or sums them up."""
    found = named_periods(text, fiscal_year)
    if len({(period.start, period.end) for period in found}) != 1:
        return ()
    return () if _SUMMED.search(plain(text[: found[0].span[0]])) else found


def _one_year(text: str) -> int | None:
    years = claimed_years(text)
    return years[0] if len(years) == 1 else None
