"""What a document itself shows, once everything that only leads or repeats is taken away.

Promises: a copy without furniture, without the criteria's own wording, without breadcrumbs and
button words; whether anything is left. Refuses to know: checks, outcomes.
"""

from __future__ import annotations

import re
from dataclasses import replace

from rules.checks.seeing import only_pointing
from rules.document import Block, Document, Kind, Legibility
from rules.echo import hide
from rules.thai import fold

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
    dead = only_pointing(document)
    letters = sum(
        len(fold(block.text))
        for block in document.blocks
        if block.kind in _WORDY and block.text not in dead
    )
    return letters < HOLLOW_BELOW


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
    return all(part in pointers for part in said if part)
