"""Agencies named in a text: what sort each is, and its own name.

Promises: only agencies with a name of their own that can be compared. Refuses to know: documents,
who wrote them, whose website it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rules.dates import Span
from rules.late import late
from rules.plain import GAP, any_of, loose, plain
from rules.thai import fold, skeleton

_SHORTEST = 3
"""Letters of a place or an agency; shorter ones are found in too many words."""

# Longest first: `วิทยาลัยเทคนิค` before `วิทยาลัย`.
_SORTS: dict[str, str] = {
    "local": (
        rf"(?:{any_of('เทศบาลตำบล', 'เทศบาลเมือง', 'เทศบาลนคร', 'องค์การบริหารส่วนตำบล')}"
        rf"|{any_of('องค์การบริหารส่วนจังหวัด')}|อบ[ตจ]{GAP}\.?)"
    ),
    "college": (
        rf"{loose('วิทยาลัย')}(?:{any_of('เทคนิค', 'อาชีวศึกษา', 'สารพัดช่าง', 'การอาชีพ', 'ชุมชน')}"
        rf"|{any_of('เกษตรและเทคโนโลยี', 'บริหารธุรกิจ', 'เทคโนโลยี', 'พยาบาลบรมราชชนนี')})?"
    ),
    "university": loose("มหาวิทยาลัย") + rf"(?:{any_of('ราชภัฏ', 'เทคโนโลยีราชมงคล')})?",
    "school": loose("โรงเรียน") + rf"(?:{any_of('เทศบาล', 'บ้าน', 'วัด')})?",
    "hospital": loose("โรงพยาบาล") + rf"(?:{loose('ส่งเสริมสุขภาพตำบล')})?",
    "district": any_of("สำนักงานสาธารณสุขอำเภอ", "ที่ว่าการอำเภอ"),
    "health office": any_of("สำนักงานสาธารณสุขจังหวัด"),
    "department": (
        r"(?:(?<![ก-๎])|(?<=ประกาศ)|(?<=คำสั่ง)|(?<=ของ)|(?<=โดย)|(?<=ระเบียบ)|(?<=สายด่วน))กรม(?!ธรรม)"
    ),
    "provincial office": rf"{loose('สำนักงาน')}[ก-๎]{{2,40}}?{loose('จังหวัด')}",
    "ministry": r"(?:(?<![ก-๎])|(?<=สายด่วน))กระทรวง",
}
"""Sort of agency → pattern of the words before its name."""
# Short words count with their marks only: the bare letters of `ที่` begin many places' names.
_ENDS = (
    rf"(?:{any_of('ประจำ', 'เรื่อง', 'อำเภอ', 'จังหวัด', 'ตำบล', 'ปีงบ', 'ว่าด้วย', 'จำนวน')}"
    r"|ที่|มี|ได้|และ|ของ|เขต|โดย|ครั้ง|พ\.ศ|ณ )"
)
_NO_NAME = any_of("ใกล้เคียง", "แห่ง", "ดังกล่าว", "ต่างๆ", "ทุกแห่ง")
_NAME = rf"{GAP}(?!{_NO_NAME})(?P<name>(?:(?!{_ENDS})[ก-๎])+)"
_NAMED = {sort: late(rf"(?:{words}){_NAME}") for sort, words in _SORTS.items()}

_MAYOR = late(rf"(?:{any_of('รอง')})?{any_of('นายกเทศมนตรี')}(?={any_of('ตำบล', 'เมือง', 'นคร')})")


_BESIDE = any_of("ใกล้", "ข้าง", "ตรงข้าม", "เยื้อง", "ติดกับ", "ด้านหน้า", "ด้านหลัง", "บริเวณ", "อาคาร")
_LANDMARK = late(rf"(?:{_BESIDE}|หน้า|หลัง|ใน|สังกัด){GAP}$")
"""Words before an agency that only says where something is, or what it belongs to."""
_OFFICE = late(any_of("สำนักงาน", "สำนัก", "ศูนย์", "สถาบัน"))
"""Agencies of many sorts; whoever is called so has a whole name, no nickname."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """An agency named in a text: what sort, its own name, and where."""

    sort: str
    name: str
    span: Span


@lru_cache(maxsize=256)
def agencies(text: str) -> tuple[Agency, ...]:
    """Every agency the text names that has a name of its own, in reading order."""
    seen = plain(text)
    found = [
        Agency(sort=sort, name=match["name"].strip(), span=match.span())
        for sort, pattern in _NAMED.items()
        for match in pattern.finditer(seen)
        if len(fold(match["name"])) >= _SHORTEST
    ]
    return tuple(sorted(found, key=lambda agency: agency.span))


def same(one: Agency, other: Agency) -> bool:
    """Names without spaces run into the next word: one may begin the other."""
    first, second = skeleton(one.name), skeleton(other.name)
    return first.startswith(second) or second.startswith(first)


def another(lead: str, own_name: str) -> Agency | None:
    """The other agency that the words before an address or a number name last, if they do.

    Nothing is said when these words name the own agency too, when an agency is but a landmark, or
    when our own name is none that can be told from others (a site that nobody has named yet).
    """
    ours = next(iter(agencies(own_name)), None)
    seen, own = plain(lead), skeleton(own_name)
    found = [one for one in agencies(lead) if not _LANDMARK.search(seen, 0, one.span[0])]
    if not found or own in skeleton(lead) or not (ours or _OFFICE.match(plain(own_name))):
        return None
    if any(_is_part(one, own) or (ours and same(one, ours)) for one in found):
        return None
    return found[-1]


def _is_part(agency: Agency, own: str) -> bool:
    """Whether an agency's name stands in our own; a ministry's does in those of its offices."""
    return agency.sort != "ministry" and skeleton(agency.name) in own


def of_post(text: str, post: Span) -> Agency | None:
    """The agency whose name ends a post or stands right after it: `อธิบดี` | `กรมตัวอย่าง`.

    `นายกเทศมนตรีตำบลตัวอย่าง` is the mayor of `เทศบาลตำบลตัวอย่าง`.
    """
    said = plain(text)
    whole = said[post[0] :]
    mayor = _MAYOR.match(whole)
    town = f"เทศบาล{whole[mayor.end() :]}" if mayor else ""
    for words, rest in (("", town), ("", said[post[1] :].lstrip()), (said[slice(*post)], whole)):
        first = next(iter(agencies(rest)), None)
        if first and not rest[len(words) : first.span[0]].strip():
            return first
    return None
