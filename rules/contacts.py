"""Ways to reach an agency or a person, and amounts of money, as Thai pages print them.

Promises: phone numbers, e-mail addresses, LINE names, postal addresses and baht amounts, each in a
comparable form with its place. Refuses to know: whose they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import phonenumbers

from rules.dates import Span
from rules.plain import GAP, any_of, loose, plain

Sighting = tuple[str, Span]

_PHONE_WORD = rf"(?:{any_of('โทรศัพท์', 'โทร', 'เบอร์', 'มือถือ')}|\btel|\bphone|\bext)"
_HOT_WORD = rf"(?:{any_of('สายด่วน', 'สายตรง', 'หมายเลข', 'ติดต่อ')}|hot ?line|call ?cent(?:er|re))"
_BETWEEN = rf"(?:[\s.:()#]|{any_of('ศัพท์', 'ภายใน', 'หมายเลข', 'ต่อ', 'เบอร์', 'สายด่วน')})*"
_PHONE = re.compile(r"(?<![\d/.-])(?:\+66|0)[ ().-]{0,2}\d(?:[ ().-]{0,2}\d){6,9}(?![\d/])")
_SHORT_PHONE = re.compile(
    rf"(?:{_HOT_WORD}|{_PHONE_WORD}){_BETWEEN}(1\d{{3}}|191|199)(?![\d/]|-?\d{{3}})"
    rf"|{_PHONE_WORD}{_BETWEEN}([1-9]\d{{3,4}})(?![\d/]|-?\d{{3}})",
    re.IGNORECASE,
)
_NO_PHONE = re.compile(
    rf"(?:{any_of('โทรสาร', 'แฟกซ์', 'แฟ็กซ์', 'เลขที่', 'ตำแหน่ง', 'รหัส', 'บัญชี')}|fax|f\.)[\s.:()]*$",
    re.IGNORECASE,
)
_EXTENSION = re.compile(rf"{GAP}(?:ต่อ|ext\.?|#){GAP}(\d{{1,5}})", re.IGNORECASE)

_AT = r"(?:@|\s*[\[({]\s*at\s*[\])}]\s*)"
_DOT = r"(?:\.|\s*[\[({]\s*dot\s*[\])}]\s*)"
_EMAIL = re.compile(
    rf"(?<![\w@])[a-z0-9_.+-]+{_AT}[a-z0-9-]+(?:{_DOT}[a-z0-9-]+)*{_DOT}[a-z]{{2,}}", re.IGNORECASE
)

_LINE_WORD = rf"(?:\bline\b|(?<!ออน){loose('ไลน์')})"
_LINE = re.compile(
    rf"{_LINE_WORD}{GAP}(?:official|ออฟฟิศเชียล|oa|account|id|ไอดี|@)*{GAP}(?:id|ไอดี)?[\s:=-]*"
    rf"(@?(?!\d{{4}}-)[a-z0-9][a-z0-9._-]{{3,}})",
    re.IGNORECASE,
)
# Alone on its line a handle is LINE's; inside prose only in the shape LINE gives to free accounts.
_HANDLE = re.compile(
    r"(?<![\w@./])@\d{3}[a-z]{5}(?!\w)|^\s*@[a-z0-9][a-z0-9_.-]{3,}\s*$", re.I | re.M
)
_LINE_HOST = re.compile(r"(?:line\.me|lin\.ee)/\S+", re.IGNORECASE)
_NO_NAME = {"official", "account", "notify", "today", "group", "openchat", "oa"}

_NAME = r"[ก-๎A-Za-z.]+"
_STREET = (
    rf"(?:{any_of('เลขที่', 'ถนน', 'หมู่ที่', 'หมู่', 'ซอย', 'อาคาร')}|ถ\.|ม\.|ซ\.|\d+/\d+|\d+{GAP}[หมถซ])"
)
_TAMBON = rf"(?:{any_of('ตำบล', 'แขวง')}|(?<![ก-ฮ])ต\.)"
_AMPHOE = rf"(?:{any_of('อำเภอ', 'เขต')}|(?<![ก-ฮ])อ\.)"
_PROVINCE = rf"(?:{any_of('จังหวัด', 'กรุงเทพ', 'กทม')}|(?<![ก-ฮ])จ\.)"
_POSTCODE = r"(?<!\d)[1-9]\d{4}(?!\d)"
# Without a postcode only a house number tells an address from the place of a road or a project.
_HOUSE = re.compile(
    rf"(?:{loose('เลขที่')}{GAP})?\d+(?:{GAP}/{GAP}\d+)?{GAP}"
    rf"(?:{any_of('หมู่', 'ถนน', 'ซอย', 'ตำบล', 'แขวง', 'อาคาร', 'ชั้น')}|[มถซต]\.)"
)
_ADDRESS = re.compile(
    rf"(?:{_STREET}[^|]{{0,80}}?)?{_TAMBON}{GAP}{_NAME}{GAP}{_AMPHOE}{GAP}{_NAME}"
    rf"{GAP}(?:{_PROVINCE}{GAP}[ก-๎.]*)?{GAP}[ก-๎.]{{0,30}}{GAP}(?:{loose('รหัสไปรษณีย์')})?{GAP}(?P<code>{_POSTCODE})?"
    rf"|{_STREET}[^|]{{0,80}}?{_AMPHOE}{GAP}{_NAME}{GAP}(?:{_PROVINCE}[ก-๎.]*)?{GAP}(?P<code2>{_POSTCODE})"
    rf"|\d[^|\n]{{0,80}}\b(?:road|rd\.|street|soi)[^|]{{0,100}}?(?P<code3>{_POSTCODE})",
    re.IGNORECASE,
)
_THOUSANDS = any_of("พันล้าน", "ล้าน", "แสน", "หมื่น", "พัน")
_BAHT = re.compile(
    rf"(?<![\d.,])(\d[\d,]*(?:\.\d+)?){GAP}({_THOUSANDS})?{GAP}{loose('บาท')}"
    r"|(?:฿|THB)\s*(\d[\d,]*(?:\.\d+)?)",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def phones(text: str) -> tuple[Sighting, ...]:
    """Thai phone numbers (E.164, with `;ext=`), hotlines, internal numbers; never fax numbers."""
    return tuple(sorted(_phones(plain(text)), key=lambda sighting: sighting[1]))


def _phones(seen: str) -> Iterator[Sighting]:
    taken: list[Span] = []
    for match in _PHONE.finditer(seen):
        if _NO_PHONE.search(seen, max(0, match.start() - 16), match.start()):
            taken.append(match.span())
            continue
        number = _valid(match[0])
        if number is None:
            continue
        extension = _EXTENSION.match(seen, match.end())
        end = extension.end() if extension else match.end()
        taken.append((match.start(), end))
        yield number + (f";ext={extension[1]}" if extension else ""), (match.start(), end)
    for match in _SHORT_PHONE.finditer(seen):
        if not _inside(match.span(match.lastindex or 0), taken):
            yield match[match.lastindex or 0], match.span()


def _valid(written: str) -> str | None:
    """The number in E.164, or None when the Thai numbering plan has no such number."""
    try:
        number = phonenumbers.parse(written, "TH")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def emails(text: str) -> tuple[Sighting, ...]:
    """E-mail addresses in lower case, also those written `name [at] agency.go.th`."""
    found = []
    for match in _EMAIL.finditer(plain(text)):
        address = re.sub(_DOT, ".", re.sub(_AT, "@", match[0], flags=re.I), flags=re.I)
        found.append((address.strip(".").lower(), match.span()))
    return tuple(found)


def line_ids(text: str) -> tuple[Sighting, ...]:
    """Names on LINE: `Line ID: abcd`, `@abcd` alone on its line, `line.me/…`."""
    seen = plain(text)
    mail = [span for _, span in emails(text)]
    found: dict[str, Span] = {}
    for match in _LINE_HOST.finditer(seen):
        found[match[0].lower()] = match.span()
    for match in _LINE.finditer(seen):
        name = match[1].lower().rstrip(".")
        if name not in _NO_NAME and not _inside(match.span(1), mail) and not name.startswith("me/"):
            found.setdefault(name, match.span())
    for match in _HANDLE.finditer(seen):
        if not _inside(match.span(), mail):
            found.setdefault(match[0].strip().lower(), match.span())
    return tuple(sorted(found.items(), key=lambda sighting: sighting[1]))


def _inside(span: Span, others: list[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)


def addresses(text: str) -> tuple[Sighting, ...]:
    """Postal addresses: sub-district and district with a street, number or postcode."""
    seen = plain(text)
    found = []
    for match in _ADDRESS.finditer(seen):
        code = match["code"] or match["code2"] or match["code3"]
        if code or _HOUSE.match(match[0]):
            found.append((" ".join(match[0].split()), match.span()))
    return tuple(found)


def baht(text: str) -> tuple[Sighting, ...]:
    """Amounts said to be baht, without thousands separators."""
    return tuple(
        ((match[1] or match[3]).replace(",", "") + (match[2] or "").strip(), match.span())
        for match in _BAHT.finditer(plain(text))
    )
