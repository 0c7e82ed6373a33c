"""What a document itself shows, once everything that only leads or repeats is taken away.

Promises: a copy without furniture, without the criteria's own wording, without breadcrumbs and
button words; whether anything is left. Refuses to know: checks, outcomes.
"""

from __future__ import annotations

import re
from dataclasses import replace

from rules.blanks import says_none, without_blanks
from rules.checks.seeing import only_pointing
from rules.document import Block, Document, Kind, Legibility
from rules.echo import hide
from rules.late import late
from rules.plain import any_of, plain
from rules.thai import fold
from rules.years import year_mentions

HOLLOW_BELOW = 20
"""Letters of running text below which a document has a title but says nothing; the shortest
evidence is a sentence like `ในรอบนี้ไม่มีเรื่องร้องเรียน` (28 letters)."""
_BUTTONS = (
    "ดาวน์โหลด", "ดาวโหลด", "คลิกที่นี่", "คลิก", "รายละเอียด", "ดูรายละเอียด", "อ่านต่อ", "อ่านเพิ่มเติม",
    "เปิดดู", "ดูทั้งหมด", "เพิ่มเติม", "ที่นี่", "ลิงก์", "link", "click", "here", "download", "pdf", "docx",
    "xlsx", "excel", "word", "view", "more", "หน้าแรก", "หน้าหลัก", "home", "กลับ", "ย้อนกลับ", "ลำดับ",
    "ที่", "องค์ประกอบด้านข้อมูล", "ไฟล์ข้อมูล", "เอกสาร", "ไฟล์", "หมายเหตุ", "ข้อมูล", "ขนาด", "แชร์", "พิมพ์",
)  # fmt: skip
_LEADING = frozenset(fold(word) for word in _BUTTONS)
_HOME = frozenset(fold(word) for word in ("หน้าแรก", "หน้าหลัก", "home", "index"))
"""What a breadcrumb begins with; the rest of such a line is where the page stands."""
_PARTS = re.compile(r"\s*[|/>»›→·•\n]\s*|\s{2,}")
_BADGE = re.compile(r"^(?:pdf|docx?|xlsx?|zip|word|excel)|(?:pdf|docx?|xlsx?)$")
_SECTION = re.compile(r"\s*\d{1,2}(?:\.\d{1,2})*(?=[.)\s])")
_WORDY = (Kind.TEXT, Kind.ROW, Kind.CAPTION)
COVER_LINES = 6
"""A document with more lines of its own than this is more than a cover."""
COVER_LETTERS = 90
_UNIT = late(rf"\W*(?:{any_of('กอง', 'สำนัก', 'กลุ่ม', 'ฝ่าย', 'ศูนย์', 'ส่วน')})")
UNITS = 3
"""A cover names the unit that made the document; so many units are a list of them."""
_TELLS = re.compile(
    "ไม่|มี(?!นาค)|ได้|จะ|เป็น|ให้(?!บริการ)|ขอ(?!ง)|จัด(?!ซื้อ|จ้าง|การ|หา|สรร|ทำโดย)|ว่า(?!ด้วย)|ฉบับนี้|^\\S+นี้"
    "|กล่าว|กำหนด|ต่อต้านการ(?!ทุจริต)|ลง(?!นาม)|ตั้งแต่|แล้ว|พบ"
)
"""What a sentence has and a name or title has not."""
"""That there was nothing is content, short as it is."""
_PARTICULAR = re.compile(r"\s*ชื่อ(?:งาน|กระบวน|บริการ|โครงการ|กิจกรรม)\w*\s*[:：]\s*\w{4,}")
_BY = any_of("จัดทำโดย", "เสนอโดย", "รวบรวมโดย", "โดย", "ของ", "สังกัด")
_HEADS = any_of(
    "กรม", "กระทรวง", "กอง", "สำนัก", "กลุ่ม", "ฝ่าย", "ศูนย์", "องค์การ", "องค์กร", "เทศบาล", "จังหวัด",
    "อำเภอ", "ตำบล", "วิทยาลัย", "มหาวิทยาลัย", "โรงเรียน", "โรงพยาบาล", "อบต", "อบจ",
    "แผน", "รายงาน", "คู่มือ", "มาตรการ", "นโยบาย", "สรุปผล", "แนวปฏิบัติ", "การประเมิน", "ประจำปี",
    "ปีงบประมาณ", "ฉบับ", "วันที่", "เผยแพร่", "โพสต์", "ผู้ชม", "เข้าชม", "จำนวนผู้เข้าชม",
    "ปรับปรุงล่าสุด", "หน้าที่",
)  # fmt: skip
_COVER = late(
    rf"(?:{_BY}[\s:]*)?(?:{_HEADS}|\(?\s*พ\.?ศ\.|www\.|http|[\d\W]+$)",
    re.IGNORECASE,
)
"""What stands on a cover or beside a title: the agency, its units, kinds of documents, dates."""


def shown(document: Document, says: tuple[str, ...]) -> Document:
    """The document as the checks see it; `says` are the official sentences of the indicator."""
    own = replace(document, blocks=tuple(b for b in document.blocks if not b.furniture))
    visible = hide(without_blanks(own), says)
    pointers = _pointers(visible)
    blocks = tuple(block for block in visible.blocks if not _points(block, pointers))
    return replace(visible, blocks=_without_empty_sections(blocks))


def without_echoes(document: Document) -> Document:
    """The document without headings that may be nothing but the criteria's own wording."""
    if not document.echoes:
        return document
    blocks = tuple(block for block in document.blocks if not _is_echo(block, document))
    return replace(document, blocks=blocks)


def without_places(document: Document, places: frozenset[str]) -> Document:
    """The document without what stands in these places."""
    return replace(
        document,
        blocks=tuple(block for block in document.blocks if block.where not in places),
        tables=tuple(table for table in document.tables if table.where not in places),
    )


def _is_echo(block: Block, document: Document) -> bool:
    return block.kind is Kind.HEADING and block.text in document.echoes


def _without_empty_sections(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Without headings under which nothing stands: the last ones, and `4.` right above `5.`.

    The document's first heading stays: it is its title.
    """
    first = next((at for at, block in enumerate(blocks) if block.kind is Kind.HEADING), None)
    kept: list[Block] = []
    after: Block | None = None
    for at in range(len(blocks) - 1, -1, -1):
        block = blocks[at]
        empty = block.kind is Kind.HEADING and at != first and _is_empty(block, after)
        if not empty:
            kept.append(block)
            after = block
    return tuple(reversed(kept)) if len(kept) < len(blocks) else blocks


def _is_empty(heading: Block, after: Block | None) -> bool:
    if after is None:
        return True
    number, next_ = _SECTION.match(plain(heading.text)), _SECTION.match(plain(after.text))
    beside = after.kind is Kind.HEADING and number and next_
    return bool(beside and number and next_ and number[0].count(".") == next_[0].count("."))


def is_hollow(document: Document) -> bool:
    """Whether a readable document has a title and links, but no content (see `HOLLOW_BELOW`)."""
    if document.legibility is Legibility.NONE:
        return False
    if any(block.kind is Kind.PICTURE and not block.furniture for block in document.blocks):
        return False
    dead = only_pointing(document)
    lines = [b.text for b in document.blocks if b.kind in _WORDY and b.text not in dead]
    if any(says_none(line, first=True) for line in lines) or any(map(_names_it, document.blocks)):
        return False
    links = sum(block.kind is Kind.LINK for block in document.blocks)
    covers = len(lines) <= COVER_LINES and links < COVER_LINES // 2
    if covers and sum(bool(_UNIT.match(plain(line))) for line in lines) < UNITS:
        lines = [line for line in lines if not _on_cover(line)]
    return sum(len(fold(line)) for line in lines) < HOLLOW_BELOW


def _names_it(block: Block) -> bool:
    """Whether a heading gives a named particular, as `ชื่องาน: …` on the cover of a manual."""
    return block.kind is Kind.HEADING and bool(_PARTICULAR.match(plain(block.text)))


def _on_cover(line: str) -> bool:
    """Whether a line is of the sort that a cover or a page's head is made of."""
    seen = plain(line).strip()
    titled = len(seen) <= COVER_LETTERS and _COVER.match(seen)
    return bool(titled) and not _TELLS.search(seen)


def _pointers(document: Document) -> frozenset[str]:
    """Words that only lead: the texts of the links, the page's own title, button words."""
    links = {fold(b.text) for b in document.blocks if b.kind is Kind.LINK}
    titles = {fold(part) for part in _PARTS.split(document.title)}
    return frozenset(links | titles | _LEADING)


def _points(block: Block, pointers: frozenset[str]) -> bool:
    """Whether a line or row is nothing but such words, a breadcrumb or a row of buttons.

    Words are compared whole: `อธิบดีกรมตัวอย่าง` is a post, though both its parts are links.
    """
    if block.kind not in (Kind.TEXT, Kind.ROW):
        return False
    parts = [fold(part) for part in _PARTS.split(block.text)]
    if len(parts) > 1 and parts[0] in _HOME:
        return True
    said = [_BADGE.sub("", part) for part in parts if any(char.isalpha() for char in part)]
    if not said:  # the end of a broken title may be nothing but its years
        return not year_mentions(block.text)
    return all(part in pointers for part in said if part)
