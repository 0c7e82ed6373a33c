"""Ways to reach an agency or a person, and amounts of money, as Thai pages print them.

Promises: phone numbers, e-mail addresses, LINE names, postal addresses and baht amounts, each in a
comparable form with its place. Refuses to know: whose they are.
"""

from __future__ import annotations

import re

from rules.dates import Span
from rules.late import late
from rules.phones import Sighting, phones
from rules.places import addresses
from rules.plain import GAP, any_of, loose, plain

__all__ = ["Sighting", "addresses", "baht", "emails", "line_ids", "phones"]

_AT = r"(?:@|\s*[\[({]\s*(?:at|@)\s*[\])}]\s*)"
_DOT = r"(?:\.|\s*[\[({]\s*dot\s*[\])}]\s*)"
_LOCAL = r"(?<![a-z0-9_.@+-])[a-z0-9_.+-]+"
# With spaces around it an @ is an e-mail's only before a domain that nobody else would write.
_HOSTS = (
    r"(?:[a-z0-9-]+\.)+(?:go|or|ac|co|in|mi|net)\.th"
    r"|(?:gmail|hotmail|outlook|yahoo|live|icloud)\.com"
)
_EMAIL = late(
    rf"{_LOCAL}{_AT}[a-z0-9-]+(?:{_DOT}[a-z0-9-]+)*{_DOT}[a-z]{{2,}}"
    rf"|{_LOCAL}(?:[ ]@|@[ ]|[ ]@[ ])(?:{_HOSTS})(?![a-z])"
    rf"|{_LOCAL}[ ]at[ ][a-z0-9-]+(?:[ ]dot[ ][a-z0-9-]+)*[ ]dot[ ](?:th|com|net|org)(?![a-z])",
    re.IGNORECASE,
)

_THAI_LINE = rf"(?<!ออน){loose('ไลน์')}"
_LINE_MORE = rf"(?:official|{any_of('ออฟฟิศเชียล', 'ออฟฟิเชียล', 'แอด', 'ไอดี')}|add|oa|account|id)"
_LINE = late(
    rf"(?:(?P<line>(?<!hot )(?<!hot-)\bline\b)|{_THAI_LINE})(?P<more>(?:{GAP}{_LINE_MORE})*)"
    rf"(?P<sign>[\s:=@-]*)(?P<name>(?<![a-z0-9])(?!\d{{4}}-)[a-z0-9][a-z0-9._-]{{3,}})",
    re.IGNORECASE,
)
_MARKED = re.compile(r"[\d._-]")
# Alone on its line a handle is LINE's; inside prose only in the shape LINE gives to free accounts.
_HANDLE = late(r"(?<![\w@./])@\d{3}[a-z]{5}(?!\w)|^\s*@[a-z0-9][a-z0-9_.-]{3,}\s*$", re.I | re.M)
_PHONE_LETTERS = 9
"""Figures of the shortest phone number that may be a name on LINE: `Hot Line 1111` is none."""
_LINE_HOST = re.compile(r"(?:line\.me|lin\.ee)/\S+", re.IGNORECASE)
_NO_NAME = {"official", "account", "notify", "today", "group", "openchat", "oa"}

_THOUSANDS = any_of("แสนล้าน", "หมื่นล้าน", "พันล้าน", "ล้าน", "แสน", "หมื่น", "พัน")
# Spaces part thousands where no other reading is left: `3 500` may be the third item for 500.
_AMOUNT = r"(?:[1-9]\d{0,2}(?:(?: \d{3}){2,}| 000)(?![\d,])|\d[\d,]*)(?:\.\d+)?"
_BAHT = late(
    rf"(?<![\d.,])(?P<amount>{_AMOUNT})(?:"
    rf"(?:\.-)?{GAP}(?P<thousands>{_THOUSANDS})?{GAP}{loose('บาท')}(?!{loose('หลวง')})"
    rf"|\.-(?=\s*(?:$|[()|,;/\n]|\d|{any_of('ต่อ')}))|{GAP}THB\b"
    rf"|{GAP}บ\.(?=\s*(?:$|[)|,;/\n]))|{GAP}\([ก-๎ ]+{loose('บาทถ้วน')}\))"
    rf"|(?:฿|\bTHB){GAP}(?P<after>{_AMOUNT})",
    re.IGNORECASE,
)


def emails(text: str) -> tuple[Sighting, ...]:
    """E-mail addresses in lower case, also those written `name [at] agency.go.th`."""
    return tuple((_address(match[0]), match.span()) for match in _EMAIL.finditer(plain(text)))


def _address(written: str) -> str:
    at = re.sub(rf"[ ]+@[ ]*|@[ ]+|{_AT}| at ", "@", written, count=1, flags=re.I)
    return re.sub(rf"{_DOT}| dot ", ".", at, flags=re.I).strip(".").lower()


def line_ids(text: str) -> tuple[Sighting, ...]:
    """Names on LINE: `Line ID: abcd`, `@abcd` alone on its line, `line.me/…`."""
    seen = plain(text)
    mail = [span for _, span in emails(text)]
    found: dict[str, Span] = {}
    for match in _LINE_HOST.finditer(seen):
        found[text[slice(*match.span())].lower()] = match.span()
    for match in _LINE.finditer(seen):
        at = "@" if match["sign"].endswith("@") else ""
        name = at + match["name"].lower().rstrip(".")
        if _is_a_name(match) and not _inside(match.span("name"), mail):
            found.setdefault(name, match.span())
    for match in _HANDLE.finditer(seen):
        if not _inside(match.span(), mail):
            found.setdefault(match[0].strip().lower(), match.span())
    return tuple(sorted(found.items(), key=lambda sighting: sighting[1]))


def _is_a_name(match: re.Match[str]) -> bool:
    """Whether the word after LINE is a name there, not the next word of a sentence."""
    name = match["name"].rstrip(".")
    if name.lower() in _NO_NAME or (name.isdigit() and len(name) < _PHONE_LETTERS):
        return False
    brand = match["line"] in (None, "LINE") and not name.isupper()
    marked = match["more"].strip() or match["sign"].strip() or _MARKED.search(name)
    return bool(brand or marked)


def _inside(span: Span, others: list[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)


def baht(text: str) -> tuple[Sighting, ...]:
    """Amounts said to be baht, without thousands separators."""
    return tuple(
        (
            re.sub("[, ]", "", match["amount"] or match["after"])
            + (match["thousands"] or "").strip(),
            match.span(),
        )
        for match in _BAHT.finditer(plain(text))
    )
