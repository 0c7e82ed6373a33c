"""Whose document a file is, as its first lines say: this agency's, or another one's of its kind.

Promises: another agency is only named when the file opens in its name and says this agency's
nowhere; without a name that can be compared nothing is said. Refuses to know: indicators, pages of
the site itself, how an agency is governed.
"""

from __future__ import annotations

from rules.agencies import Agency, agencies, same
from rules.document import Document, Kind
from rules.faces import headings, own_blocks
from rules.late import late
from rules.plain import any_of, plain
from rules.thai import contains

_WHOLE = 200_000
"""Letters of a file that are searched for this agency's name."""

_OPENS = late(
    rf"(?:^|\n|{any_of('ประกาศ', 'คำสั่ง', 'ระเบียบ', 'ข้อบังคับ', 'ข้อบัญญัติ', 'จัดทำโดย', 'ของ')})\W*$"
)
_TITLED = late(
    r"^\W*(?:"
    + any_of(
        "แผน", "รายงาน", "คู่มือ", "นโยบาย", "มาตรการ", "สรุป", "สถิติ", "ประมวล", "แนวปฏิบัติ",
        "หลักเกณฑ์", "ผลการ", "การประเมิน", "การดำเนินการ", "การบริหาร", "การจัดการ", "การนำผล",
        "เจตนารมณ์", "โครงสร้าง",
    )
    + ")"
)  # fmt: skip
# An author's line: the unit, then its agency, and nothing else.
_UNIT = late(rf"^\W*(?:{any_of('สำนัก', 'กอง', 'กลุ่ม', 'ฝ่าย', 'ศูนย์', 'ส่วน')})[ก-๎\s]*\s$")
_PASSING = late(
    r"(?<![ก-๎])(?:เรียน|ถึง)|"
    + any_of(
        "ต้อนรับ", "ศึกษาดูงาน", "ร่วมกับ", "เยี่ยม", "จาก", "สนับสนุน", "เช่น", "ตัวอย่าง",
        "เครือข่าย", "โครงการ", "ก่อสร้าง", "ในเขต", "พื้นที่",
    )
)  # fmt: skip
_PROVINCE = late(
    rf"\W*(?:{any_of('ประกาศ')})?(?:{any_of('สำนักงาน')})?{any_of('จังหวัด')}"
    r"(?P<name>[ก-๎]{2,}(?: [ก-๎]+)?)"
)
_PUT_UP = late(rf"{any_of('เผยแพร่', 'ดาวน์โหลด', 'นำขึ้น')}.{{0,20}}{any_of('เว็บไซต์', 'เว็บไซด์')}")
"""Where a copy was put up says nothing of who wrote it."""
FOR_THEMSELVES = frozenset({"district", "health office", "provincial office"})
"""Sorts of agencies that speak for none of another sort."""
# Their rules, forms and guides are every agency's.
CENTRAL = ("บัญชีกลาง", "ส่งเสริมการปกครองท้องถิ่น", "การปกครอง", "ควบคุมมลพิษ")


def other_author(document: Document, own_name: str) -> tuple[Agency, str] | None:
    """The other agency in whose name a file opens, and the line that says so."""
    own = next(iter(_named(own_name)), None)
    if own is None or document.media.startswith("text/html") or _says(document, own):
        return None
    for line in dict.fromkeys((*headings(document), document.title)):
        for agency in _named(line):
            peers = agency.sort == own.sort or agency.sort in FOR_THEMSELVES
            if peers and _is_author(line, agency) and not same(agency, own):
                return agency, line
    return None


def _named(line: str) -> tuple[Agency, ...]:
    """The agencies a line names; a province is an agency where a line begins with it."""
    match = _PROVINCE.match(plain(line))
    whole = (Agency(sort="province", name=match["name"], span=match.span()),) if match else ()
    return (*whole, *agencies(line))


def _says(document: Document, own: Agency) -> bool:
    """Whether the file names this agency anywhere."""
    lines = (
        block.text
        for block in own_blocks(document)
        if block.kind is not Kind.LINK and not _PUT_UP.search(plain(block.text))
    )
    return contains(f"{document.title}\n{chr(10).join(lines)}"[:_WHOLE], own.name)


def _is_author(line: str, agency: Agency) -> bool:
    """Whether the agency opens the line or follows `ประกาศ`, `ของ`, or what its document is."""
    lead = plain(line)[: agency.span[0]]
    if _PASSING.search(lead) or agency.name.startswith(CENTRAL):
        return False
    if _OPENS.search(lead) or _TITLED.search(lead):
        return True
    return bool(_UNIT.match(lead)) and agency.span[1] >= len(line.rstrip())
