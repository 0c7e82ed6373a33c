"""Dates as Thai agencies write them, and the fiscal years they fall in.

Promises: full dates in Thai, English and figures, Buddhist or Christian era, with their place;
dates that say `ข้อมูล ณ วันที่`; months with a year. Refuses to know: documents, today's date.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache

from rules.late import late
from rules.plain import GAP, any_of, loose, plain

Span = tuple[int, int]

BUDDHIST = 543
"""Years by which the Buddhist era is ahead of the Christian era."""

_THAI_MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
_THAI_SHORT = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.",
    "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip
_MISSPELT = {"พฤศจิกายน": "พฤษจิกายน", "พฤษภาคม": "พฤศภาคม"}
_ENGLISH = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


def _short(month: str) -> str:
    """`ม.ค.` with its dots and spaces optional, but not as the tail of a word or abbreviation.

    The vowel of `มี.ค.` may have slipped behind the dot; `มิ.ย.` may have lost its own. `ส.ค.ส.` is
    a greeting card.
    """
    first, second = month.rstrip(".").split(".")
    between = rf"{GAP}\.?{GAP}"
    if mark := first[1:] if first.startswith("ม") else "":
        lost = f"|{between}" if mark == "ิ" else ""  # ม.ค. is January, ม.ย. only June
        between = rf"(?:{GAP}{mark}{between}|{GAP}\.{GAP}{mark}{GAP}{lost})"
        first = "ม"
    card = r"(?!\.?ส\.)" if month == "ส.ค." else ""
    return rf"(?<![ก-๎.]){first}{between}{second}{card}(?![ก-ฮะ-ฺเ-ไ็-๎])\.?"


_MONTHS = tuple(
    rf"(?:{any_of(long, _MISSPELT.get(long, long))}|{_short(short)}"
    rf"|\b(?:{english}|{english[:3]}|{english[:4]})\b\.?)"
    for long, short, english in zip(_THAI_MONTHS, _THAI_SHORT, _ENGLISH, strict=True)
)
MONTH = "(?:" + "|".join(_MONTHS) + ")"
"""Pattern (for `plain` text, ignoring case): the name of a month."""
ERA = rf"(?:{GAP}(?:พ{GAP}\.?{GAP}ศ{GAP}\.?|ค{GAP}\.?{GAP}ศ{GAP}\.?|{loose('พุทธศักราช')}|ปี|,))*{GAP}"
"""Pattern: what may stand between a month and its year."""
YEAR = r"(?:2[456]\d\d|19\d\d|20\d\d)(?![\d,]\d|\d)"
"""Pattern: a year in four figures, of either era."""
SHORT_YEAR = r"\d\d(?!\d|[.,:/-]\d)"
"""Pattern: a year in two figures."""
TO = rf"{GAP}(?:-|{loose('จนถึง')}|{loose('ถึง')}|to\b){GAP}(?:{loose('วันที่')}|{loose('เดือน')})?{GAP}"
"""Pattern: from one to another."""

_MONTH_NUMBER = tuple(late(pattern, re.IGNORECASE) for pattern in _MONTHS)
# Numbers of forms and issues stand before months too: `สขร. 1 เดือนตุลาคม`, `ครั้งที่ 1 มกราคม`.
_NO_NUMBER = r"(?<![\d/,])(?<!\d\.)(?<!สขร)(?<!สขร )(?<!สขร\.)(?<!สขร\. )(?<![งบดส]ที่ )"
_DAY = rf"{_NO_NUMBER}(\d{{1,2}})"
_OF = rf"{GAP}(?:{loose('เดือน')}|of\b)?{GAP}"
_WORDS = late(
    rf"(?:{_DAY}(?:{_OF}({MONTH})(?:{ERA}({YEAR}|{SHORT_YEAR}))?)?{TO})?"
    rf"{_DAY}{_OF}({MONTH}){ERA}({YEAR}|{SHORT_YEAR})",
    re.IGNORECASE,
)
_AMERICAN = late(rf"\b({MONTH}){GAP}(\d{{1,2}})(?:st|nd|rd|th)?,?{GAP}({YEAR})", re.IGNORECASE)
_FIGURES = late(
    rf"(?<![\d/.-])(\d{{1,2}})(?:([./-])(\d{{1,2}})\2({YEAR})|/(\d{{1,2}})/(\d\d))(?![\d/-])"
)
_VERSION = late(rf"(?:{any_of('เวอร์ชัน', 'เวอร์ชั่น', 'รุ่น', 'ข้อ')}|\bversion|\bv)\.?\s*$", re.I)
_ISO = re.compile(r"(?<![\d/.-])((?:2[456]|19|20)\d\d)([/-])(\d{1,2})\2(\d{1,2})(?![\d/-])")
_SIGNED = any_of("ให้ไว้", "สั่ง", "ประกาศ", "ทำ", "แจ้ง", "ลงนาม", "ลงชื่อ", "เกิด", "ตั้งอยู่")
_AS_OF = late(
    rf"(?:(?P<signed>{_SIGNED})\s*)?(?<![ก-ฮ])(?:ณ|{loose('ข้อมูลถึง')}|as (?:of|at)\b){GAP}"
    rf"(?:{any_of('วันที่', 'วัน', 'สิ้นเดือน', 'สิ้น', 'เดือน')})?[\s\u200b:]*$",
    re.IGNORECASE,
)
# Most texts hold none of these: looking for them first makes long documents several times quicker.
_MAYBE_AS_OF = re.compile("ณ|ถึง|as (?:of|at)", re.IGNORECASE)
_FIGURE = re.compile(r"\d\d")
_WITH_YEAR = late(rf"({MONTH}){ERA}({YEAR}|{SHORT_YEAR})", re.IGNORECASE)
DAY_BEFORE = late(rf"{_NO_NUMBER}(?:[0-2]?\d|3[01]){_OF}$")
"""Pattern: a day of the month at the end of what stands before the month's name."""


def gregorian(year: str, *, thai: bool = True) -> int:
    """The Christian-era year of two or four figures of either era.

    Two figures from 50 upward are Buddhist (69 is 2569), below that Christian (26 is 2026); with
    an English month they are always Christian.
    """
    number = int(year)
    if number >= 2400:
        return number - BUDDHIST
    if number >= 100:
        return number
    return number + 2500 - BUDDHIST if thai and number >= 50 else number + 2000


def fiscal_year(date: dt.date) -> int:
    """The Thai fiscal year (Buddhist era) a date falls in: 1 October begins the next one."""
    return date.year + BUDDHIST + (date.month >= 10)


def month_number(name: str) -> int:
    """1–12 for a name that `MONTH` matched."""
    # Long names first: `มีนาคม` must not be read by a shorter pattern.
    return next(n for n, month in enumerate(_MONTH_NUMBER, 1) if month.fullmatch(name.strip()))


@lru_cache(maxsize=4096)
def dates(text: str) -> tuple[tuple[dt.date, Span], ...]:
    """Every full date with its span in the text, in reading order; impossible dates are left out.

    In `1 ตุลาคม - 31 ธันวาคม 2568` and `1 - 31 มีนาคม 2569` the first day is a date too.
    """
    seen = plain(text)
    if not _FIGURE.search(seen):
        return ()
    found: dict[Span, dt.date] = {}
    for reading in (_in_words, _american, _in_figures, _iso):
        for date, span in reading(seen):
            if not any(span[0] < end and start < span[1] for start, end in found):
                found[span] = date
    return tuple((found[span], span) for span in sorted(found))


def as_of_dates(text: str) -> tuple[tuple[dt.date, Span], ...]:
    """Dates the text gives for its data (`ข้อมูล ณ วันที่`), not those of signing or issuing.

    A month without a day stands for its last day.
    """
    seen = plain(text)
    if not _MAYBE_AS_OF.search(seen):
        return ()
    candidates = [*dates(text), *((end_of_month(first), span) for first, span in months(text))]
    return tuple(
        (date, span)
        for date, span in sorted(candidates, key=lambda found: found[1])
        if (lead := _AS_OF.search(seen, max(0, span[0] - 60), span[0])) and not lead["signed"]
    )


def months(text: str) -> tuple[tuple[dt.date, Span], ...]:
    """Every month named with its year but without a day: its first day, and the span."""
    seen = plain(text)
    if not _FIGURE.search(seen):
        return ()
    found = []
    for match in _WITH_YEAR.finditer(seen):
        day_after = match[1][0].isascii() and len(match[2]) == 2  # `March 31`
        if day_after or DAY_BEFORE.search(seen, max(0, match.start() - 20), match.start()):
            continue
        if first := _date("1", match[1], match[2]):
            found.append((first, match.span()))
    return tuple(found)


def end_of_month(date: dt.date) -> dt.date:
    """The last day of the date's month."""
    following = dt.date(date.year + date.month // 12, date.month % 12 + 1, 1)
    return following - dt.timedelta(days=1)


def _date(day: str, month: str, year: str) -> dt.date | None:
    thai = not month[:1].isascii()
    try:
        return dt.date(gregorian(year, thai=thai), month_number(month), int(day))
    except ValueError:
        return None


def _in_words(seen: str) -> Iterator[tuple[dt.date, Span]]:
    for match in _WORDS.finditer(seen):
        first_day, first_month, first_year, day, month, year = match.groups()
        last = _date(day, month, year)
        if last is None:
            continue
        if first_day:
            start = _date(first_day, first_month or month, first_year or year)
            if start and start > last and not first_year:  # ตุลาคม - มีนาคม 2569 began in 2568
                start = start.replace(year=start.year - 1)
            ends = [end for end in match.span(1) + match.span(2) + match.span(3) if end >= 0]
            if start:
                head = seen[match.start(1) : max(ends)].rstrip()
                yield start, (match.start(1), match.start(1) + len(head))
        yield last, (match.start(4), match.end())


def _american(seen: str) -> Iterator[tuple[dt.date, Span]]:
    for match in _AMERICAN.finditer(seen):
        if date := _date(match[2], match[1], match[3]):
            yield date, match.span()


def _in_figures(seen: str) -> Iterator[tuple[dt.date, Span]]:
    for match in _FIGURES.finditer(seen):
        day, month, year = match[1], match[3] or match[5], match[4] or match[6]
        if match[2] == "." and _VERSION.search(seen, max(0, match.start() - 12), match.start()):
            continue
        if date := _from_figures(year, month, day):
            yield date, match.span()


def _iso(seen: str) -> Iterator[tuple[dt.date, Span]]:
    for match in _ISO.finditer(seen):
        if date := _from_figures(match[1], match[3], match[4]):
            yield date, match.span()


def _from_figures(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(gregorian(year), int(month), int(day))
    except ValueError:
        return None


def written(date: dt.date) -> str:
    """The date as a Thai reader expects it: `31 มีนาคม 2569`."""
    return f"{date.day} {_THAI_MONTHS[date.month - 1]} {date.year + BUDDHIST}"
