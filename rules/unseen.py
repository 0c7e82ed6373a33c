"""What nobody could read: whether the answer may stand there, and what that is worth.

Promises: one outcome and one Thai sentence for every trouble of a document. Refuses to know:
checks, evidence.
"""

from __future__ import annotations

from rules.document import Document, Legibility
from rules.model import Outcome

PARTLY = frozenset({"scan", "too_large", "partly"})
"""Problems that stand beside readable text: some pages, rows or parts were not read."""

_OUTCOMES = {
    "scan": Outcome.CANT_TELL,
    "partly": Outcome.CANT_TELL,
    "empty": Outcome.FAILED,
    None: Outcome.CANT_TELL,
}
"""What a document can be at best when nothing is found; any other trouble is `untested`."""

_WHY = {
    "password": "ไฟล์ใส่รหัสผ่าน",
    "broken": "ไฟล์เสียหรือไม่ครบ",
    "unsupported": "โปรแกรมยังอ่านไฟล์ชนิดนี้ไม่ได้",
    "too_large": "ไฟล์ใหญ่เกินขนาดที่อ่านได้",
}
_ASK = "ขอให้เจ้าหน้าที่เปิดดู"


def may_hold_more(document: Document, reads: str) -> bool:
    """Whether what a check needs may stand where nobody could read, or was read wrongly."""
    if document.legibility is Legibility.NONE:
        return reads == "text" or not document.blocks
    return reads == "text" and (document.problem in PARTLY or _is_recognised(document))


def outcome_unseen(document: Document) -> Outcome:
    """What not finding it in such a document means."""
    return _OUTCOMES.get(document.problem, Outcome.UNTESTED)


def why_unseen(document: Document, looked_for: str) -> str:
    """The reason of that outcome; `looked_for` is what the check said."""
    whole = document.legibility is Legibility.NONE
    match document.problem:
        case "empty":
            return "เอกสารว่างเปล่า ไม่มีเนื้อหา"
        case "partly":
            return f"อ่านเอกสารได้ไม่ครบ บางส่วนถูกซ่อน แนบไว้ หรืออ่านไม่ได้ {_ASK}"
        case None if _is_recognised(document):
            return f"ไม่พบในข้อความที่อ่านจากภาพสแกน ซึ่งเครื่องอาจอ่านผิด {_ASK}"
        case None | "scan":
            which = "เอกสารเป็นภาพ" if whole else "บางหน้าของเอกสารเป็นภาพ"
            return f"{which} เครื่องอ่านข้อความไม่ได้ {_ASK}"
        case "too_large" if not whole:
            return f"เอกสารยาวเกินไป อ่านได้เพียงบางส่วน จึงยังตรวจไม่ได้ ({looked_for})"
    because = f" เพราะ{_WHY[document.problem]}" if document.problem in _WHY else ""
    return f"เปิดอ่านเอกสารไม่ได้{because} จึงยังตรวจไม่ได้ ({looked_for})"


def _is_recognised(document: Document) -> bool:
    """Whether words come from pictures: a machine misreads some, and most Thai digits."""
    return document.legibility is Legibility.OCR or bool(document.ocr_places)
