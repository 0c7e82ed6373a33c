"""How long something takes (`ภายใน 15 วัน`, `3 วันทำการ`, `30 นาที`) and how many (`45 คน`, `2 เรื่อง`).

Promises: spans of time, numbers of people and of matters with their place. Refuses to know: what
takes so long, who or what is counted; dates, ages, terms of plans, opening hours.
"""

from __future__ import annotations

import re

from rules.dates import Span
from rules.late import late
from rules.plain import GAP, any_of, loose, plain

_SPELT = any_of(
    "สามสิบ", "สี่สิบห้า", "หกสิบ", "เก้าสิบ", "สิบห้า", "สิบ", "ยี่สิบ", "เจ็ด", "ห้า", "สาม", "สอง", "หนึ่ง",
)  # fmt: skip
_FIGURE = r"(?<![\d.,:/])\d{1,3}(?:[.,]\d)?"
_NUMBER = rf"(?:{_FIGURE}(?:{GAP}-{GAP}\d{{1,3}})?|{_SPELT})"
_SHORT = rf"(?:{any_of('นาที', 'ชั่วโมง', 'ชม.')}|minutes?\b|hours?\b)"
_DAYS = rf"(?:{any_of('วันทำการ', 'วันทำงาน', 'วันราชการ')}|working days?\b|business days?\b)"
_WITHIN = (
    rf"(?:{any_of('ภายใน', 'ไม่เกิน', 'ระยะเวลา', 'ใช้เวลา', 'เวลา')}|within)"
    rf"[\s:()]*(?:{any_of('รวม', 'ประมาณ', 'กำหนด', 'เวลา')}[\s:()]*)*"
)
_UNIT = rf"(?:{loose('วัน')}(?!{GAP}{loose('ที่')})|{any_of('สัปดาห์', 'เดือน')}|days?\b|weeks?\b)"
_DURATION = late(
    rf"{_NUMBER}{GAP}(?:{_SHORT}|{_DAYS})|{_WITHIN}{_NUMBER}{GAP}{_UNIT}", re.IGNORECASE
)
_ALONE = late(rf"\W*{_NUMBER}{GAP}(?:{_SHORT}|{_DAYS}|{_UNIT})\W*", re.IGNORECASE)


def durations(text: str) -> tuple[tuple[str, Span], ...]:
    """Spans of time; a bare `3 วัน` counts only after a word for time or alone in its cell."""
    seen = plain(text)
    found = [match.span() for match in _DURATION.finditer(seen)]
    start = 0
    for cell in seen.split(" | "):
        if _ALONE.fullmatch(cell):
            found.append((start, start + len(cell)))
        start += len(cell) + len(" | ")
    return tuple((" ".join(text[a:b].split()), (a, b)) for a, b in sorted(set(found)))


_PEOPLE = late(
    rf"(?<![\d.,:/])(\d{{1,3}}(?:,\d{{3}})*|\d+){GAP}(?:{any_of('คน', 'ท่าน', 'ราย', 'ครัวเรือน')})"
)


def people(text: str) -> tuple[tuple[str, Span], ...]:
    """Numbers of people; nobody (`0 คน`) is no number of people."""
    return tuple(
        (" ".join(text[slice(*match.span())].split()), match.span())
        for match in _PEOPLE.finditer(plain(text))
        if match[1].strip("0,")
    )


_MATTERS = late(rf"(?<![\d.,:/])\d{{1,4}}{GAP}{any_of('เรื่อง')}")


def matters(text: str) -> tuple[tuple[str, Span], ...]:
    """Numbers of matters, `0 เรื่อง` too."""
    return tuple(
        (" ".join(text[slice(*match.span())].split()), match.span())
        for match in _MATTERS.finditer(plain(text))
    )
