"""What a document itself shows, once everything that only leads or repeats is taken away.

Promises: a copy without furniture, without the criteria's own wording, without breadcrumbs and
button words; whether anything is left. Refuses to know: checks, outcomes.
"""

from __future__ import annotations

from dataclasses import replace

from rules.document import Block, Document, Kind, Legibility
from rules.echo import hide
from rules.thai import fold

HOLLOW_BELOW = 40
"""Letters of running text below which a document has a title but says nothing. The shortest
evidence seen is one sentence (`ไม่มีเรื่องร้องเรียนในปีงบประมาณ …`, 40 letters and up)."""
_BUTTONS = (
    "ดาวน์โหลด", "ดาวโหลด", "คลิกที่นี่", "คลิก", "รายละเอียด", "ดูรายละเอียด", "อ่านต่อ", "อ่านเพิ่มเติม",
    "เปิดดู", "ดูทั้งหมด", "เพิ่มเติม", "ที่นี่", "ลิงก์", "link", "click", "here", "download", "pdf", "docx",
    "xlsx", "excel", "word", "view", "more", "หน้าแรก", "หน้าหลัก", "home", "กลับ", "ย้อนกลับ", "ลำดับ",
    "ที่", "องค์ประกอบด้านข้อมูล", "ไฟล์ข้อมูล", "เอกสาร", "ไฟล์", "หมายเหตุ", "ข้อมูล", "ขนาด", "แชร์", "พิมพ์",
)  # fmt: skip
_WORDY = (Kind.TEXT, Kind.ROW, Kind.CAPTION)


def shown(document: Document, says: tuple[str, ...]) -> Document:
    """The document as the checks see it; `says` are the official sentences of the indicator."""
    own = replace(document, blocks=tuple(b for b in document.blocks if not b.furniture))
    visible = hide(own, says)
    pointers = _pointers(visible)
    blocks = tuple(block for block in visible.blocks if not _points(block, pointers))
    return replace(visible, blocks=blocks)


def is_hollow(document: Document) -> bool:
    """Whether a readable document has a title and links, but no content (see `HOLLOW_BELOW`)."""
    if document.legibility is Legibility.NONE:
        return False
    if any(block.kind is Kind.PICTURE and not block.furniture for block in document.blocks):
        return False
    letters = sum(len(fold(block.text)) for block in document.blocks if block.kind in _WORDY)
    return letters < HOLLOW_BELOW


def _pointers(document: Document) -> tuple[str, ...]:
    """Words that only lead: the texts of the links, the page's own title, button words."""
    links = {fold(b.text) for b in document.blocks if b.kind is Kind.LINK}
    titles = {fold(part) for part in document.title.split("|")}
    heads = {fold(b.text) for b in document.blocks if b.kind is Kind.HEADING}
    words = links | titles | heads | {fold(word) for word in _BUTTONS}
    return tuple(sorted((word for word in words if word), key=len, reverse=True))


def _points(block: Block, pointers: tuple[str, ...]) -> bool:
    """Whether a line or row is made of nothing but such words (and numbers)."""
    if block.kind not in (Kind.TEXT, Kind.ROW):
        return False
    left = fold(block.text)
    for word in pointers:
        if len(word) > 1:
            left = left.replace(word, "")
    return not any(char.isalpha() for char in left)
