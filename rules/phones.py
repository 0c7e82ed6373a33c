"""Phone numbers as Thai pages print them, and the numbers that only look like one.

Promises: Thai numbers in E.164 with their extension, hotlines and internal numbers, each with its
place; of a range the first number. Refuses to know: whose they are; fax numbers, accounts, forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import phonenumbers

from rules.dates import Span
from rules.late import late
from rules.plain import GAP, any_of, plain

Sighting = tuple[str, Span]

_PHONE_WORD = rf"(?:{any_of('โทรศัพท์', 'โทร', 'เบอร์', 'มือถือ')}|\btel|\bphone|\bext)"
_HOT_LINE = rf"(?:{any_of('สายด่วน', 'สายตรง')}|hot ?line|call ?cent(?:er|re))"
_HOT_WORD = rf"(?:{any_of('หมายเลข', 'ติดต่อ')}|{_HOT_LINE})"
_BETWEEN = rf"(?:[\s.:()#]|{any_of('ศัพท์', 'ภายใน', 'หมายเลข', 'ต่อ', 'เบอร์', 'สายด่วน')})*"
_ABROAD = r"(?:\+66|\(\+?66\))"
_PHONE = re.compile(
    rf"(?<!\d)(?<!\d[./-])(?<![/-])(?:{_ABROAD}|1800(?=[ -]?\d{{3}}[ -]?\d{{3}})|0)"
    r"[ ().\n-]{0,2}\d(?:[ ().\n-]{0,2}\d){5,9}(?![\d/])"
)
_CALLED = late(rf"{_PHONE_WORD}{_BETWEEN}$", re.IGNORECASE)
_LONG = (9, 10)
"""Digits of a Thai number, with the first 0."""
_FEW = 2
"""Different digits of a number that nobody has: `0-0000-0000`, `099-999-9999`."""
_COUNTED = ("0123456789", "012345678")
_LAST_PART = re.compile(r"\s*[-\n]\s*\d{1,4}$")
_SHORT_PHONE = late(
    rf"(?:{_HOT_WORD}|{_PHONE_WORD}){_BETWEEN}(1\d{{3}}|191|199)(?![\d/]|-?\d{{3}})"
    rf"|{_HOT_LINE}[^\d\n|,;]{{1,24}}(1\d{{3}}|191|199)(?![\d/]|-?\d{{3}})"
    rf"|{_PHONE_WORD}{_BETWEEN}([1-9]\d{{3,4}})(?![\d/]|-?\d{{3}})",
    re.IGNORECASE,
)
_FAX = (
    rf"(?:{any_of('โทรสาร', 'แฟกซ์', 'แฟ็กซ์')}|\bfax|(?<![a-z])f)"
    rf"(?:\s*{any_of('หมายเลข', 'เบอร์')})?"
)
_PHONE_AND = (
    rf"(?:{any_of('โทรศัพท์', 'โทร')}|\btel|\bphone)[\s.]*(?:/|,|&|{any_of('และ', 'หรือ')})\s*"
)
_OF_A_PHONE = rf"(?!{any_of('โทร', 'ติดต่อ', 'มือถือ', 'ภายใน')})"
_NO_PHONE = late(
    rf"(?P<both>{_PHONE_AND})?{_FAX}[\s.:()]*$"
    rf"|(?:{any_of('เลขที่', 'รหัส', 'บัญชี', 'ตำแหน่ง')}|"
    rf"{any_of('เลข', 'หมายเลข')}{_OF_A_PHONE}[ก-๎]{{2,}})"
    r"[ก-๎]{0,16}[\s.:()]*$",
    re.IGNORECASE,
)
_UNIT = re.compile(rf"{GAP}(?:{any_of('บาท', 'ไร่', 'คน', 'หน่วย')}|฿)")
_RANGE = re.compile(rf"{GAP}(?:-|{any_of('ถึง')}){GAP}\d{{1,4}}(?![\d/]|[ -]?\d{{3}})")
_EXTENSION = re.compile(rf"{GAP}(?:ต่อ|ext\.?|#){GAP}(\d{{1,5}})", re.IGNORECASE)


@lru_cache(maxsize=4096)
def phones(text: str) -> tuple[Sighting, ...]:
    """Thai phone numbers (E.164, with `;ext=`), hotlines, internal numbers; never fax numbers."""
    return tuple(sorted(_phones(plain(text)), key=lambda sighting: sighting[1]))


def _phones(seen: str) -> Iterator[Sighting]:
    taken: list[Span] = []
    for match in _PHONE.finditer(seen):
        if _another_number(seen, match.span()):
            taken.append(match.span())
            continue
        number, end = _longest(match[0], match.start())
        if number is None and _CALLED.search(seen, max(0, match.start() - 20), match.start()):
            number, end = _as_written(match[0]), match.end()
        if number is None:
            continue
        if more := _RANGE.match(seen, end):
            end = more.end()
        if extension := _EXTENSION.match(seen, end):
            end = extension.end()
        taken.append((match.start(), end))
        yield number + (f";ext={extension[1]}" if extension else ""), (match.start(), end)
    for match in _SHORT_PHONE.finditer(seen):
        if not any(
            start < match.end(match.lastindex or 0) and match.start(match.lastindex or 0) < end
            for start, end in taken
        ):
            yield match[match.lastindex or 0], match.span()


def _another_number(seen: str, span: Span) -> bool:
    """Whether a fax, an account, a form or an amount of something is what is numbered here."""
    before = _NO_PHONE.search(seen, max(0, span[0] - 40), span[0])
    return bool(before and not before["both"]) or bool(_UNIT.match(seen, span[1]))


def _longest(written: str, start: int) -> tuple[str | None, int]:
    """The number in E.164 and where it ends: what follows the last dash may end a range."""
    number = _valid(written)
    if number is None and (last := _LAST_PART.search(written)):
        written = written[: last.start()]
        number = _valid(written)
    return number, start + len(written)


def _as_written(written: str) -> str | None:
    """A number behind `โทร` that is as long as one, though no area has its first digits."""
    digits = "".join(filter(str.isdecimal, written))
    made_up = len(set(digits)) <= _FEW or digits in _COUNTED
    return digits if digits.startswith("0") and len(digits) in _LONG and not made_up else None


def _valid(written: str) -> str | None:
    """The number in E.164, or None when the Thai numbering plan has no such number."""
    try:
        one_line = re.sub(rf"^{_ABROAD}", "+66", written).replace("\n", " ")
        number = phonenumbers.parse(one_line, "TH")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
