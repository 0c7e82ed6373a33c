"""Which fiscal years a text speaks of, and which of them it claims to be about.

Promises: every year with its sort and place, Buddhist or Christian, four or two figures, single or
range; the years a title, heading or file name claims. A year of a law, of a school or calendar year
is never claimed. Refuses to know: documents, which year is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from urllib.parse import unquote

from rules.dates import BUDDHIST, Span, dates, fiscal_year, months
from rules.late import late
from rules.plain import GAP, any_of, loose, plain

Sort = Literal["named", "range", "date", "law", "academic"]

LONGEST_RANGE = 20
"""Years a plan may run: the national strategy's 20 years is the longest in use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """One mention: Buddhist-era years `first` to `last` (equal unless a range), and its place.

    A `date` is given by the fiscal year it falls in.
    """

    first: int
    last: int
    sort: Sort
    span: Span


_BE = r"(?<!\d)(?<!\d[,.])2[56]\d\d(?!\d|[,.]\d)"
_CE = r"(?<!\d)(?<!\d[,.])20[0-4]\d(?!\d|[,.]\d)"
_FOUR = rf"(?:{_BE}|{_CE})"
_TWO = r"(?<!\d)[5-9]\d(?!\d|[.,:/]\d)"
_ERA = rf"(?:พ{GAP}\.?{GAP}ศ{GAP}\.?|ค{GAP}\.?{GAP}ศ{GAP}\.?|พุทธศักราช){GAP}"
_UNIT = any_of(
    "บาท", "ล้าน", "คน", "ราย", "แห่ง", "ไร่", "หน้า", "เล่ม", "ครั้ง", "วัน", "ชั่วโมง", "โครงการ",
    "หมู่", "ครัวเรือน", "กิโลเมตร", "เมตร", "ตาราง", "คะแนน", "ร้อยละ", "เปอร์เซ็นต์", "รายการ",
)  # fmt: skip
_NO_UNIT = rf"(?!{GAP}(?:%|{_UNIT}))"
_FISCAL = any_of("ปีงบประมาณ", "ปีงบฯ", "ปีงบ", "ปีงปม.", "ปีงปม", "งบประมาณปี", "งบปี")
_YEAR_WORD = rf"(?:{_FISCAL}|{any_of('ประจำปี', 'ปี')}|fiscal year|\bFY|\byear)"
_LEAD = rf"(?:{_YEAR_WORD}{GAP}[.:]?{GAP}(?:{_ERA})?|{_ERA}|งบ ?)"
_SCHOOL = rf"(?:{any_of('ปีการศึกษา', 'ภาคการศึกษา', 'ภาคเรียน', 'เทอม', 'ปีปฏิทิน')}|academic year)"
_JOIN = rf"{GAP}(?:-|ถึง|to\b){GAP}(?:{_LEAD})?"

_ACADEMIC = late(
    rf"{_SCHOOL}{GAP}(?:ที่)?{GAP}(?:\d{GAP}/{GAP})?(?:{_LEAD})?"
    rf"(?P<first>{_FOUR}|{_TWO})(?:{_JOIN}(?P<last>{_FOUR}|{_TWO}))?",
    re.IGNORECASE,
)
_RANGE = late(
    rf"(?:{_LEAD})?(?P<first>{_FOUR}){_JOIN}(?P<last>{_FOUR}|{_TWO}){_NO_UNIT}"
    rf"|(?:{_LEAD}|\()(?P<first2>{_TWO}){_JOIN}(?P<last2>{_TWO}){_NO_UNIT}",
    re.IGNORECASE,
)
_NAMED = late(
    rf"{_LEAD}(?P<led>{_FOUR}|{_TWO}){_NO_UNIT}"
    rf"|(?:report|plan|policy|budget|annual|fiscal)\W{{1,3}}(?P<english>{_CE})"
    rf"|(?P<bare>(?<![/.])(?<!\b0[ -])(?<!\b0\d[ -])(?<!\b0[ -]\d{{4}}[ -]){_BE}){_NO_UNIT}"
    rf"|{loose('ไตรมาส')}{GAP}(?:ที่)?{GAP}[1-4]{GAP}/{GAP}(?P<quarter>{_BE}|{_TWO})",
    re.IGNORECASE,
)
_NOT_A_YEAR = late(
    rf"(?:{any_of('เลขที่', 'จำนวน', 'โทร', 'โทรสาร', 'ที่ดิน', 'รหัส', 'อายุ', 'ห้อง')}|©|copyright)"
    rf"[\s.:]*$",
    re.IGNORECASE,
)
_COPYRIGHT = late(
    rf"(?:{any_of('ลิขสิทธิ์', 'สงวนสิทธิ์')}|©|\(c\)|copyright|all rights reserved)[\s.:,()©]*$",
    re.IGNORECASE,
)
"""What stands before the years of a site's last line: it is no date of what the page tells."""
_COPYRIGHT_REACH = 30
_LAW_WORDS = any_of(
    "พระราชบัญญัติ", "พระราชกฤษฎีกา", "พระราชกำหนด", "รัฐธรรมนูญ", "ประมวลกฎหมาย", "กฎกระทรวง",
    "ระเบียบ", "ข้อบังคับ", "ประกาศ", "คำสั่ง", "มติคณะรัฐมนตรี", "ข้อบัญญัติ", "เทศบัญญัติ", "ฉบับที่",
    "ประมวลจริยธรรม", "ข้อกำหนดจริยธรรม",
)  # fmt: skip
_LAW = late(rf"{_LAW_WORDS}|พ{GAP}\.{GAP}ร{GAP}\.{GAP}[บฎกป]{GAP}\.")
_ENDS_LAW = late(rf"{_FISCAL}|{_SCHOOL}|{loose('ประจำปี')}|2[456]\d\d|\n", re.IGNORECASE)
# An announcement or order of these is of its year; one of rules (`เรื่อง หลักเกณฑ์…`) is a law.
_ORDER = re.compile(any_of("ประกาศ", "คำสั่ง"))
_OF_ITS_YEAR = late(
    any_of(
        "เจตนารมณ์", "เจตจำนง", "นโยบาย", "แผน", "เผยแพร่", "รายงาน", "ราคากลาง", "ผู้ชนะ", "ผลการ",
        "รายชื่อ", "แต่งตั้ง", "มอบหมาย", "no gift",
    ),
    re.IGNORECASE,
)  # fmt: skip
_LAW_REACH = 160
"""Characters between the word for a law and its year: long titles of acts measured about 120."""


@lru_cache(maxsize=4096)
def year_mentions(text: str) -> tuple[Year, ...]:
    """Every year the text mentions, in reading order; no two mentions overlap."""
    seen = plain(text)
    if not re.search(r"\d\d", seen):
        return ()
    found: list[Year] = []
    for reading in (_school_years, _full_dates, _ranges, _named):
        found.extend(
            year
            for year in reading(text, seen)
            if not any(
                year.span[0] < other.span[1] and other.span[0] < year.span[1] for other in found
            )
        )
    told = (year for year in found if not _is_copyright(seen, year.span[0]))
    return tuple(sorted(told, key=lambda year: year.span))


def _is_copyright(seen: str, start: int) -> bool:
    return bool(_COPYRIGHT.search(seen, max(0, start - _COPYRIGHT_REACH), start))


def claimed_years(text: str) -> tuple[int, ...]:
    """The fiscal years (BE) a face (title, heading, label, first lines) claims, ascending.

    Named years win over ranges, and ranges over dates: `(2566–2570) ประจำปี 2569` is of 2569.
    """
    mentions = year_mentions(text)
    for sort in ("named", "range", "date"):
        years = {y for m in mentions if m.sort == sort for y in range(m.first, m.last + 1)}
        if years:
            return tuple(sorted(years))
    return ()


_NAME_RANGE = re.compile(
    rf"({_FOUR})[-_ –]+(?:to[-_ ]+)?({_FOUR}|{_TWO})|(?<![\d])([5-7]\d)-([5-8]\d)(?!\d)"
)
_NAME_YEAR = re.compile(rf"(?P<four>{_BE})|(?:^|[^\d])(?P<christian>20[1-4]\d)(?=$|[^\d])")
_NAME_SHORT = re.compile(
    rf"(?:งบ|ปี|FY|[-_ .(]|^[oO]\d{{1,2}}[-_ ])({_TWO})(?=[-_ .)]|$)", re.IGNORECASE
)
_NAME_DAY = re.compile(r"(?<!\d)(2[56]\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)")


@lru_cache(maxsize=8192)
def years_in_name(name: str) -> tuple[int, ...]:
    """The fiscal years (BE) in a file name or an address's last part, ascending.

    `o12-69.pdf` → 2569, `plan_2566-2570.pdf` → all five. A date of eight figures counts by its
    fiscal year only in the Buddhist era: Christian ones are times of upload.
    """
    last = plain(unquote(name).rstrip("/").rpartition("/")[2])
    stem = re.sub(r"\.[A-Za-z]{2,4}$", "", last)
    for match in _NAME_RANGE.finditer(stem):
        first, end = match[1] or match[3], match[2] or match[4]
        if years := _range(first, end):
            return tuple(range(years[0], years[1] + 1))
    found = {_buddhist(m["four"] or m["christian"]) for m in _NAME_YEAR.finditer(stem)}
    for year, month, _ in _NAME_DAY.findall(stem):
        found.add(int(year) + (int(month) >= 10))
    if not found:
        found = {_buddhist(short) for short in _NAME_SHORT.findall(stem)}
    return tuple(sorted(found))


def _buddhist(year: str) -> int:
    number = int(year)
    if number < 100:
        return 2500 + number
    return number if number >= 2400 else number + BUDDHIST


def _range(first: str, last: str) -> tuple[int, int] | None:
    """Both ends in the Buddhist era; two figures at the end take the century of the first."""
    start = _buddhist(first)
    end = start - start % 100 + int(last) if len(last) == 2 else _buddhist(last)
    return (start, end) if start < end <= start + LONGEST_RANGE else None


def _school_years(_: str, seen: str) -> Iterator[Year]:
    for match in _ACADEMIC.finditer(seen):
        first = _buddhist(match["first"])
        ends = _range(match["first"], match["last"]) if match["last"] else None
        yield Year(
            first=first, last=(ends or (first, first))[1], sort="academic", span=match.span()
        )


def _full_dates(text: str, _: str) -> Iterator[Year]:
    for date, span in (*dates(text), *months(text)):
        year = fiscal_year(date)
        yield Year(first=year, last=year, sort="date", span=span)


def _ranges(_: str, seen: str) -> Iterator[Year]:
    for match in _RANGE.finditer(seen):
        first, last = match["first"] or match["first2"], match["last"] or match["last2"]
        if years := _range(first, last):
            yield Year(first=years[0], last=years[1], sort="range", span=match.span())


def _named(_: str, seen: str) -> Iterator[Year]:
    for match in _NAMED.finditer(seen):
        start = match.start()
        if match["bare"] and _NOT_A_YEAR.search(seen, max(0, start - 12), start):
            continue
        figures = match["led"] or match["english"] or match["bare"] or match["quarter"]
        year = _buddhist(figures)
        sort: Sort = "law" if _is_law(seen, match) else "named"
        yield Year(first=year, last=year, sort=sort, span=match.span())


def _is_law(seen: str, match: re.Match[str]) -> bool:
    """Whether this year belongs to the name of an act, rule or announcement before it."""
    led_by_year = match["led"] and not re.match(_ERA, match[0])
    if led_by_year or match["english"] or match["quarter"]:
        return False
    before = seen[max(0, match.start() - _LAW_REACH) : match.start()]
    laws = list(_LAW.finditer(before))
    if not laws or _ENDS_LAW.search(before, laws[-1].end()):
        return False
    order = all(_ORDER.match(law[0]) for law in laws)
    return not (order and _OF_ITS_YEAR.search(before, laws[0].end()))
