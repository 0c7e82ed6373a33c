"""Postal addresses, told from the many other places that Thai pages name.

Promises: addresses with their place: sub-district and district with a house number, a postcode, or
the word for an address before them. Refuses to know: whose they are; boundaries and building sites.
"""

from __future__ import annotations

import re

from rules.dates import Span
from rules.late import late
from rules.plain import GAP, any_of, loose, plain
from rules.thai import MARKS

_NAME = r"[ก-๎A-Za-z.]{1,40}"
_NUMBERED = rf"(?<!\d)\d{{1,5}}(?:/\d|{GAP}[หมถซ])"
_STREET = rf"(?:{any_of('เลขที่', 'ถนน', 'หมู่ที่', 'หมู่', 'ซอย', 'อาคาร')}|ถ\.|ม\.|ซ\.|{_NUMBERED})"
_TAMBON = rf"(?:{any_of('ตำบล', 'แขวง')}|(?<![ก-ฮ])ต\.)"
_AMPHOE = rf"(?:{any_of('อำเภอ', 'เขต')}|(?<![ก-ฮ])อ\.)"
_PROVINCE = rf"(?:{any_of('จังหวัด', 'กรุงเทพ', 'กทม')}|(?<![ก-ฮ])จ\.)"
_UNIT = rf"{GAP}(?:{any_of('บาท', 'คน', 'ไร่', 'ราย', 'ครัวเรือน', 'ตาราง', 'เมตร')}|%)|[,.]\d"
_POSTCODE = rf"(?<![\d.,/])[1-9]\d{{4}}(?!\d|{_UNIT})"
# Many an office there gives road and postcode alone.
_BANGKOK = (
    rf"(?:{any_of('กรุงเทพ', 'กทม')})[ก-๎.]{{0,20}}{GAP}(?P<code4>(?<!\d)10\d{{3}}(?!\d|{_UNIT}))"
)
# Without a postcode only a house number tells an address from the place of a road or a project.
_HOUSE = late(
    rf"(?:{loose('เลขที่')}{GAP})?\d{{1,5}}(?:{GAP}/{GAP}\d{{1,5}})?{GAP}"
    rf"(?:{loose('หมู่')}(?![{MARKS} ]*{loose('บ้าน')})"
    rf"|{any_of('ถนน', 'ซอย', 'ตำบล', 'แขวง', 'อาคาร', 'ชั้น')}|[มถซต]\.)"
)
_ADDRESS = late(
    rf"(?:{_STREET}[^|]{{0,80}}?)?{_TAMBON}{GAP}{_NAME}{GAP}{_AMPHOE}{GAP}{_NAME}"
    rf"{GAP}(?:{_PROVINCE}{GAP}[ก-๎.]{{0,40}})?{GAP}[ก-๎.]{{0,30}}{GAP}(?:{loose('รหัสไปรษณีย์')})?{GAP}(?P<code>{_POSTCODE})?"
    rf"|{_STREET}[^|]{{0,80}}?{_AMPHOE}{GAP}{_NAME}{GAP}(?:{_PROVINCE}[ก-๎.]{{0,40}})?{GAP}(?P<code2>{_POSTCODE})"
    rf"|{_STREET}[^|]{{0,80}}?{_BANGKOK}"
    rf"|\d[^|\n]{{0,80}}\b(?:road|rd\.|street|soi|moo|tambon|sub-?district)\b[^|]{{0,100}}?(?P<code3>{_POSTCODE})",
    re.IGNORECASE,
)
_SAID = re.compile(rf"(?:{any_of('ที่อยู่', 'ที่ตั้ง', 'ที่ทำการ')}|\baddress)[\s:|]*$", re.IGNORECASE)
_BORDER = late(any_of("ทิศเหนือ", "ทิศใต้", "ทิศตะวัน", "อาณาเขต", "ติดต่อกับ", "ติดกับ", "จดกับ", "จรด"))
_SITE = late(
    any_of(
        "ก่อสร้าง", "ปรับปรุง", "ซ่อมแซม", "ขุดลอก", "ขุดเจาะ", "ติดตั้ง", "วางท่อ", "โครงการ", "สายทาง",
        "ระยะทาง", "ขนาด", "กว้าง", "ยาว", "จ้างเหมา", "จำนวน",
    )
)  # fmt: skip
_BEFORE = 60
"""Characters before an address in which the words stand that make it another sort of place."""


def addresses(text: str) -> tuple[tuple[str, Span], ...]:
    """Postal addresses: sub-district and district with a house number, postcode or `ที่อยู่`."""
    seen = plain(text)
    return tuple(
        (" ".join(match[0].split()), match.span())
        for match in _ADDRESS.finditer(seen)
        if _is_postal(seen, match)
    )


def _is_postal(seen: str, match: re.Match[str]) -> bool:
    start = max(0, match.start() - _BEFORE)
    if any(match[f"code{number}"] for number in ("", 2, 3, 4)):
        return True
    if _BORDER.search(seen, start, match.end()):
        return False
    if _SAID.search(seen, start, match.start()):
        return True
    house = _HOUSE.match(match[0])
    if house is None:
        return False
    return not house[0][0].isdigit() or not _SITE.search(seen, start, match.start())
