"""Personal data that a public page had better not show.

Promises: citizen numbers, bank accounts, passports, home addresses and mobile phones of private
people, each with its place and a quote in which the figures are masked: what we warn of is never
repeated. Refuses to know: the law's exceptions, indicators; nothing here changes an outcome.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from rules.contacts import addresses, phones
from rules.dates import Span
from rules.document import Block, Document, Kind
from rules.late import late
from rules.people import names, posts
from rules.plain import any_of, plain
from rules.thai import excerpt

Sort = Literal["citizen_id", "bank_account", "passport", "home_address", "private_phone"]
SORTS: frozenset[str] = frozenset(get_args(Sort))

MASK = "X"
QUOTE_WIDTH = 100
"""Characters of a quote: enough to find the place."""
MOST = 30
"""Warnings of one document: a list of a thousand people is told by its first lines."""
LIST_ROWS = 3
"""People with mobile phones from which a page is a list of people, not somebody's contact."""
_MOBILE = re.compile(r"\+66[689]\d{8}")

_CITIZEN = late(
    r"(?<![\d.,/-])(?:[1-8][ -]\d{4}[ -]\d{5}[ -]\d{2}[ -]\d|[1-8]\d{12}|[1-8](?: \d){12})"
    r"(?![\d/]|[.,-]\d)"
)
_OTHER_NUMBER = late(
    rf"(?:{any_of('นิติบุคคล', 'ทะเบียนการค้า', 'โครงการ', 'ครุภัณฑ์', 'สัญญา', 'บาร์โค้ด')}"
    r"|e-?gp|isbn|barcode)[^\d\n|]{0,30}$",
    re.IGNORECASE,
)
_BANK_WORD = any_of(
    "ธนาคาร", "เลขที่บัญชี", "เลขบัญชี", "บัญชีเลขที่", "หมายเลขบัญชี", "บัญชีเงินฝาก", "พร้อมเพย์",
    "กรุงไทย", "กสิกรไทย", "ออมสิน", "ไทยพาณิชย์", "ธ.กรุงเทพ",
)  # fmt: skip
_BANK = late(rf"{_BANK_WORD}|ธกส|ธ\.ก\.ส|bank|promptpay", re.IGNORECASE)
_ACCOUNT = late(
    r"(?<![\d.,/-])(?:\d{3}[ -]\d[ -]\d{5}[ -]\d|\d{3}[ -]\d{7}|\d{3}[ -]\d{6}[ -]\d"
    r"|\d{4}[ -]\d{4}[ -]\d{4}|\d{10,12})(?![\d,/]|[.-]\d)"
)
_BANK_REACH = 80
"""Characters before or after an account number within which the bank or its word stands."""
_PASSPORT = late(
    rf"(?:{any_of('หนังสือเดินทาง', 'พาสปอร์ต')}|passport)[^\n|]{{0,30}}?"
    r"(?<![a-z0-9])(?P<number>[a-z]{1,2}\d{6,7})(?!\d)",
    re.IGNORECASE,
)
# An agency's or a firm's account takes fees and gifts, and is meant to be known.
_NO_PERSON = late(
    any_of(
        "กองทุน", "เทศบาล", "องค์การบริหาร", "โรงเรียน", "วิทยาลัย", "โรงพยาบาล", "มหาวิทยาลัย", "กรม",
        "สำนักงาน", "มูลนิธิ", "เงินบำรุง", "รายได้", "บริษัท", "ห้างหุ้นส่วน", "หจก",
    )
)  # fmt: skip
_LONG_NUMBER = re.compile(r"\d(?:[ .-]?\d){5,}")
# Few lines hold any of these: looking for them first makes a whole site quick.
_MAYBE = late(rf"{_LONG_NUMBER.pattern}|(?i:passport)|หนังสือเดินทาง|พาสปอร์ต|ที่อยู่|เลขที่|ภูมิลำ|อาศัย")
_AT_HOME = late(any_of("ที่อยู่", "อยู่บ้านเลขที่", "บ้านเลขที่", "ภูมิลำเนา", "อาศัยอยู่"))
_OFFICE = late(
    any_of(
        "สำนักงาน", "ที่ทำการ", "ศาลากลาง", "เทศบาล", "องค์การ", "อบต", "โรงเรียน", "โรงพยาบาล", "กรม",
        "กระทรวง", "วิทยาลัย", "มหาวิทยาลัย", "บริษัท", "ห้างหุ้นส่วน", "หจก", "ร้าน",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Warning:
    """Something personal at a place; `quote` has its figures masked."""

    sort: Sort
    quote: str
    where: str


def warnings(document: Document) -> tuple[Warning, ...]:
    """What the document shows of private people, in reading order, at most `MOST`."""
    found: list[Warning] = []
    seen: set[tuple[Sort, str]] = set()
    listed, headed = _is_list(document), _headed_accounts(document)
    for block in document.blocks:
        for sort, span in _in_block(block, listed=listed, headed=headed):
            warning = Warning(sort=sort, quote=masked(block.text, span), where=block.where)
            if (sort, warning.quote) not in seen:
                seen.add((sort, warning.quote))
                found.append(warning)
            if len(found) >= MOST:
                return tuple(found)
    return tuple(found)


def masked(text: str, span: Span) -> str:
    """The words around a place; its figures, long numbers near it and last names are masked."""
    start, end = max(0, span[0] - QUOTE_WIDTH), span[1] + QUOTE_WIDTH
    text, span = text[start:end], (span[0] - start, span[1] - start)
    hidden = [(r"\d", span)]
    # What stands beside it is as personal as the number that was noticed.
    hidden += [(r"\d", match.span()) for match in _LONG_NUMBER.finditer(text)]
    for name, (_, end) in names(text):
        last = end - len(name.rpartition(" ")[2])
        hidden.append((r"\S", (last, end)))
    for pattern, (start, end) in hidden:
        text = text[:start] + re.sub(pattern, MASK, text[start:end]) + text[end:]
    return excerpt(text, span, QUOTE_WIDTH)


def is_citizen_id(digits: str) -> bool:
    """Whether 13 figures are a Thai citizen number: the last is the check digit.

    Source: Department of Provincial Administration; weights 13 … 2, sum modulo 11 from 11, last
    figure. Figures 1–8 lead: 0 leads taxpayers that are no people.
    """
    if len(digits) != 13 or digits[0] not in "12345678" or len(set(digits)) == 1:
        return False
    total = sum(
        int(digit) * weight for digit, weight in zip(digits, range(13, 1, -1), strict=False)
    )
    return (11 - total % 11) % 10 == int(digits[12])


def _headed_accounts(document: Document) -> frozenset[str]:
    """Account numbers of people in columns that only their header says to be of accounts."""
    return frozenset(
        number
        for table in document.tables
        for column, name in enumerate(table.header)
        if _BANK.search(plain(name)) and not _NO_PERSON.search(plain(name))
        for row in table.rows
        if _ACCOUNT.fullmatch(number := plain(row[column]))
        and names(text := " | ".join(row))
        and not _NO_PERSON.search(plain(text))
    )


def _in_block(block: Block, *, listed: bool, headed: frozenset[str]) -> Iterator[tuple[Sort, Span]]:
    if block.kind is Kind.LINK or not _MAYBE.search(block.text):
        return
    text = plain(block.text)
    citizens = tuple(_citizens(text))
    yield from (("citizen_id", span) for span in citizens)
    yield from (("bank_account", span) for span in _accounts(text, headed) if span not in citizens)
    yield from (("passport", match.span("number")) for match in _PASSPORT.finditer(text))
    yield from (("home_address", span) for span in _homes(block.text))
    if listed:
        yield from (("private_phone", span) for span in _private_mobiles(block))


def _citizens(text: str) -> Iterator[Span]:
    for match in _CITIZEN.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if is_citizen_id(digits) and not _OTHER_NUMBER.search(text, 0, match.start()):
            yield match.span()


def _accounts(text: str, headed: frozenset[str]) -> Iterator[Span]:
    yield from (match.span() for match in _ACCOUNT.finditer(text) if match[0] in headed)
    if not _BANK.search(text):
        return
    for match in _ACCOUNT.finditer(text):
        start, end = max(0, match.start() - _BANK_REACH), match.end() + _BANK_REACH
        if phones(match[0]) and not _BANK.search(text, start, match.start()):
            continue
        if _BANK.search(text, start, end) and not _NO_PERSON.search(text, start, end):
            yield match.span()


def _homes(text: str) -> Iterator[Span]:
    """Addresses said to be where a named person lives."""
    if not _AT_HOME.search(plain(text)):
        return
    for _, span in addresses(text):
        start = max(0, span[0] - 160)
        before = text[start : span[0]]
        person = names(before)
        # An address after an office belongs to the office, whoever is named.
        if person and _AT_HOME.search(plain(text), start, span[1]) and not _OFFICE.search(before):
            yield span


def _is_list(document: Document) -> bool:
    return sum(bool(list(_private_mobiles(block))) for block in document.blocks) >= LIST_ROWS


def _private_mobiles(block: Block) -> Iterator[Span]:
    """Mobile phones in a row with a person who holds no post."""
    if block.kind is not Kind.ROW or not _LONG_NUMBER.search(block.text):
        return
    mobile = [span for number, span in phones(block.text) if _MOBILE.fullmatch(number)]
    if mobile and names(block.text) and not posts(block.text):
        yield from mobile
