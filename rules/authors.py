"""Whose document a file is, as its first lines say: this agency's, or another one's of its kind.

Promises: another agency is only named when the file opens in its name and says this agency's
nowhere; without a name that can be compared nothing is said. Refuses to know: indicators, pages of
the site itself, how an agency is governed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rules.dates import Span
from rules.document import Document, Kind
from rules.faces import headings, own_blocks
from rules.late import late
from rules.plain import GAP, any_of, loose, plain
from rules.thai import contains, fold, skeleton

_SHORTEST = 3
"""Letters of a place or an agency; shorter ones are found in too many words."""
_WHOLE = 200_000
"""Letters of a file that are searched for this agency's name."""

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
    "department": r"(?:(?<![ก-๎])|(?<=ประกาศ)|(?<=คำสั่ง)|(?<=ของ)|(?<=โดย)|(?<=ระเบียบ))กรม(?!ธรรม)",
}
"""Sort of agency → pattern of the words before its name."""
# Short words count with their marks only: the bare letters of `ที่` begin many places' names.
_ENDS = (
    rf"(?:{any_of('ประจำ', 'เรื่อง', 'อำเภอ', 'จังหวัด', 'ตำบล', 'ปีงบ', 'ว่าด้วย', 'จำนวน')}"
    r"|ที่|มี|ได้|และ|ของ|เขต|โดย|ครั้ง|พ\.ศ|ณ )"
)
_NAME = rf"{GAP}(?P<name>(?:(?!{_ENDS})[ก-๎])+)"
_NAMED = {sort: late(rf"(?:{words}){_NAME}") for sort, words in _SORTS.items()}
_OPENS = re.compile(
    rf"(?:^|\n|{any_of('ประกาศ', 'คำสั่ง', 'ระเบียบ', 'ข้อบังคับ', 'ข้อบัญญัติ', 'จัดทำโดย', 'ของ')})\W*$"
)
_TITLED = re.compile(rf"^\W*(?:{any_of('แผน', 'รายงาน', 'คู่มือ', 'นโยบาย', 'มาตรการ', 'สรุป')})")
# An author's line: the unit, then its agency, and nothing else.
_UNIT = re.compile(rf"^\W*(?:{any_of('สำนัก', 'กอง', 'กลุ่ม', 'ฝ่าย', 'ศูนย์', 'ส่วน')})[ก-๎\s]*\s$")
_PASSING = late(
    r"(?<![ก-๎])(?:เรียน|ถึง)|"
    + any_of(
        "ต้อนรับ", "ศึกษาดูงาน", "ร่วมกับ", "เยี่ยม", "จาก", "สนับสนุน", "เช่น", "ตัวอย่าง",
        "เครือข่าย", "โครงการ", "ก่อสร้าง", "ในเขต", "พื้นที่",
    )
)  # fmt: skip
# Their rules, forms and guides are every agency's.
CENTRAL = ("บัญชีกลาง", "ส่งเสริมการปกครองท้องถิ่น", "การปกครอง", "ควบคุมมลพิษ")


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


def other_author(document: Document, own_name: str) -> tuple[Agency, str] | None:
    """The other agency in whose name a file opens, and the line that says so."""
    own = next(iter(agencies(own_name)), None)
    if own is None or document.media.startswith("text/html") or _says(document, own):
        return None
    for line in dict.fromkeys((*headings(document), document.title)):
        for agency in agencies(line):
            if agency.sort == own.sort and _is_author(line, agency) and not _same(agency, own):
                return agency, line
    return None


def _says(document: Document, own: Agency) -> bool:
    """Whether the file names this agency anywhere."""
    lines = (block.text for block in own_blocks(document) if block.kind is not Kind.LINK)
    return contains(f"{document.title}\n{chr(10).join(lines)}"[:_WHOLE], own.name)


def _is_author(line: str, agency: Agency) -> bool:
    """Whether the agency opens the line or follows `ประกาศ`, `ของ`, or what its document is."""
    lead = plain(line)[: agency.span[0]]
    if _PASSING.search(lead) or agency.name.startswith(CENTRAL):
        return False
    if _OPENS.search(lead) or _TITLED.search(lead):
        return True
    return bool(_UNIT.match(lead)) and agency.span[1] >= len(line.rstrip())


def _same(one: Agency, other: Agency) -> bool:
    """Names without spaces run into the next word: one may begin the other."""
    first, second = skeleton(one.name), skeleton(other.name)
    return first.startswith(second) or second.startswith(first)
