"""Why nothing passes on a document without a person, although it shows what is asked.

Promises: an empty form, a page with filler text, a plan offered as a report and a new year above
last year's figures are named in Thai. Refuses to know: checks, outcomes, other documents.
"""

from __future__ import annotations

import re

from rules.blanks import has_filler, is_form
from rules.cards import CELL
from rules.checks.seeing import texts
from rules.document import Document, Kind, Reach
from rules.faces import headings, own_blocks
from rules.late import late
from rules.pack import Indicator
from rules.plain import any_of, plain
from rules.targets import sort_of
from rules.thai import fold
from rules.years import year_mentions

TITLES = 3
"""Headings at the top that make the title."""
MANY = 3
"""Mentions of earlier years only from which the text under a title is of those years."""
HOLLOW_LETTERS = 150
"""Letters of text beside empty tables from which a document says something all the same."""
COLUMNS = 3
"""Cells that make a line the head of a table."""
ON_FRONT = "อยู่ในหน้าแรก ไม่ใช่หน้าของข้อนี้ ขอให้ดูว่าเป็นของหน่วยงานเอง"
"""What is found on the first page alone."""
STRAYED = "หน่วยงานใส่เอกสารนี้ไว้ในข้ออื่น ส่วนเอกสารที่ใส่ไว้ในข้อนี้ไม่แสดงเรื่องนี้"
"""A subject has rows of its own, and what it asks is found behind another subject's row only."""
BESIDE = "อยู่ในหน้าอื่น แต่ข้อนี้มีหน้าหรือเอกสารของตัวเอง ขอให้ดู"
"""What is asked stands under a heading elsewhere, and not where the subject has its own page."""
TITLED_ANOTHER = "ชื่อของเอกสารเป็นเรื่องอื่น ขอให้ดู"
"""What is asked stands in a file of another subject, which a page or a heading inside led to."""
ONLY_A_LINE = "มีเป็นเพียงบรรทัดหนึ่งในหน้ารวม ขอให้ดู"
"""An index says itself what it should lead to."""
_FIGURE = re.compile(r"[\d๐-๙]")
_SIGNED_ON = late(rf"(?:{any_of('ประกาศ', 'ให้ไว้', 'สั่ง')})\W*ณ ?{any_of('วันที่')}\s*$")
"""What stands before the day of an announcement or order; news of one only tells of a day."""
_ORDINAL = re.compile(r"\W*[\d๐-๙]{0,3}\W*")
_CALENDAR = late(
    rf"{any_of('ปีปฏิทิน')}|{any_of('มกราคม')}\D{{0,12}}(?:\d{{4}})?\D{{0,12}}{any_of('ธันวาคม')}"
)
_REPORTS = late(rf"^\W*(?:{any_of('รายงาน', 'ผลการ', 'สรุปผล', 'การดำเนินการเพื่อ')})")
_PLANS = late(rf"^\W*(?:{any_of('แผน')})")
_TOLD = late(any_of("รายงาน", "ผลการ", "สรุปผล", "ความก้าวหน้า", "กำกับติดตาม", "รอบ 6 เดือน"))
_PLANNED = late(any_of("แผน", "ยุทธศาสตร์", "โครงการ"))


def doubt_about(document: Document, indicator: Indicator) -> str:
    """Why a person must look at this document, as a Thai clause; empty when there is no reason."""
    own = own_blocks(document)
    if has_filler(own):
        return "เอกสารยังมีข้อความตัวอย่างของแม่แบบอยู่"
    if is_form(own):
        return "เอกสารเป็นแบบฟอร์มที่ยังมีช่องว่างให้กรอก"
    if _is_hollow(document):
        return "ตารางในเอกสารยังไม่มีข้อมูล"
    if indicator.find.year != "any" and _of_calendar_year(document):
        return "ข้อมูลเป็นของปีปฏิทิน (มกราคม–ธันวาคม) ไม่ใช่ปีงบประมาณ"
    return _of_another_sort(plain(indicator.title), _face(document))


def _of_another_sort(title: str, face: str) -> str:
    """A plan where a report is asked for, and the other way round."""
    if _REPORTS.match(title) and _PLANS.match(face) and not _TOLD.search(face):
        return "ชื่อเอกสารเป็นแผน ไม่ใช่รายงานผล"
    asks_plan = _PLANS.match(title) and not _TOLD.search(title)
    if asks_plan and _REPORTS.match(face) and not _PLANNED.search(face):
        return "ชื่อเอกสารเป็นรายงานผล ไม่ใช่แผน"
    return ""


def of_earlier_years(document: Document, year: int) -> bool:
    """Whether all under the title speaks of earlier years only, several times."""
    # A title of two lines is two headings: what stands in it is the title still.
    titles = [block.text for block in own_blocks(document) if block.kind is Kind.HEADING]
    face = [fold(text) for text in (document.title, *titles[:TITLES])]
    earlier = 0
    for text, _ in texts(document, ("heading", "caption", "row", "text")):
        titled = any(fold(text) in line for line in face)
        for mention in () if titled else year_mentions(text):
            if mention.sort in ("law", "academic"):
                continue
            if mention.last >= year:
                return False
            earlier += 1
    return earlier >= MANY


def dated_within(document: Document, year: int) -> bool:
    """Whether it is an announcement or order given on a day of this fiscal year, and no other."""
    days = {
        mention.first
        for text, _ in texts(document, ("heading", "caption", "row", "text"))
        for mention in year_mentions(text)
        if mention.sort == "date" and _SIGNED_ON.search(plain(text[: mention.span[0]]))
    }
    return days == {year}


def _is_hollow(document: Document) -> bool:
    """Whether nothing is filled in below the columns of its tables, and hardly anything beside."""
    own = own_blocks(document)
    grids = [(table.header, table.rows) for table in document.tables]
    lines = tuple(tuple(b.text.split(CELL)) for b in own if b.kind is Kind.ROW)
    if lines and not grids:  # what is left of a table without a word below its head
        grids = [(lines[0], lines[1:])]
    asked = [rows for head, rows in grids if rows or _names_columns(head)]
    if not asked or any(_filled(row) for rows in asked for row in rows):
        return False
    return sum(len(fold(b.text)) for b in own if b.kind is Kind.TEXT) < HOLLOW_LETTERS


def _names_columns(header: tuple[str, ...]) -> bool:
    """Whether a line that stands alone was to be the head of a table: words in three columns."""
    named = [cell for cell in header if fold(cell) and not _FIGURE.search(cell)]
    return COLUMNS <= len(named) == len(header)


def _filled(row: tuple[str, ...]) -> bool:
    """Whether a row says something besides the number of its line."""
    rest = row[1:] if _ORDINAL.fullmatch(row[0]) else row
    return any(fold(cell) for cell in rest)


def _of_calendar_year(document: Document) -> bool:
    return any(_CALENDAR.search(plain(line)) for line in (document.title, *headings(document)))


def _face(document: Document) -> str:
    """The first title line."""
    first = next(iter(headings(document)), "")
    return plain(first or document.title)


def leads_only_to(page: Document, wrong: frozenset[str]) -> str:
    """Why a page is doubted whose files are all of another year (`wrong`: their addresses)."""
    if not wrong or not page.media.startswith("text/html"):
        return ""
    links = (b for b in page.blocks if b.kind is Kind.LINK and b.reach is not Reach.DEAD)
    files = {link.href for link in links if sort_of(link.href) == "file"}
    return "ไฟล์ในหน้านี้เป็นของปีอื่น" if files and files <= wrong else ""
