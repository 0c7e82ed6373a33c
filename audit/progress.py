"""How far a check is, from what it tells.

Promises: the newest of every sort of event, and all of them in one Thai line. Refuses to know:
terminals and pages.
"""

from __future__ import annotations

from audit.events import CrawlProgress, Event, FindingSeen, ReadProgress, Stage, Waiting

STAGES = {
    "crawl": "เก็บหน้าเว็บ",
    "read": "อ่านเอกสาร",
    "judge": "ตรวจตามเกณฑ์",
    "save": "บันทึกผล",
}


WAITING = {
    "busy_host": "รออยู่: เว็บไซต์นี้กำลังถูกเก็บจากโฟลเดอร์อื่นในเครื่องนี้ จะรออย่างมาก 1 นาที",
    "locked": "รออยู่: การเก็บหน้าเว็บครั้งก่อนของโฟลเดอร์นี้กำลังหยุด จะรออย่างมาก 20 วินาที",
}
STOP_WAITING = "ไม่อยากรอให้กดหยุด (ในหน้าต่างคำสั่งกด Ctrl-C) แล้วสั่งใหม่ภายหลัง"


class Progress:
    """Remembers the newest of every sort of event and says it in one line."""

    def __init__(self) -> None:
        self.stage = self.waiting = ""
        self.pages = self.queued = self.problems = self.read = self.left = 0
        self.passed = self.elements = 0
        self.proven: tuple[tuple[str, int, int], ...] = ()
        self.url = self.resting = ""

    def take(self, event: Event) -> None:
        """Remember an event."""
        match event:
            case Stage():
                self.stage, self.waiting = event.name, ""
            case Waiting():
                self.waiting = event.why
            case CrawlProgress():
                self.pages, self.queued = event.pages, event.queued
                self.problems, self.read, self.url = event.problems, event.read, event.url
                self.resting, self.waiting = event.resting, ""
            case ReadProgress():
                self.read, self.left = event.read, event.left
            case FindingSeen():
                self.passed, self.elements = event.passed, event.elements
                self.proven = event.proven

    def line(self) -> str:
        """The state of things, e.g. `เก็บหน้าเว็บ 120 หน้า · รออีก 87 · อ่านแล้ว 101 ฉบับ`."""
        if self.waiting:
            return f"{WAITING.get(self.waiting, 'รออยู่')} {STOP_WAITING}"
        parts = [STAGES.get(self.stage, "กำลังเริ่ม")]
        if self.stage in {"", "crawl"}:
            parts += [f"{self.pages:,} หน้า", f"รออีก {self.queued:,}", f"อ่านแล้ว {self.read:,} ฉบับ"]
            parts += [f"เข้าไม่ได้ {self.problems:,}"] if self.problems else []
            parts += [f"พักไว้ถึงเวลา {self.resting} น."] if self.resting else []
        elif self.stage == "read":
            parts += [f"อ่านแล้ว {self.read:,} ฉบับ", f"เหลือ {self.left:,}"]
        if self.passed and self.stage != "judge":  # the judging itself makes older words stale
            parts.append(f"พบหลักฐานแล้ว {self.passed} จาก {self.elements} องค์ประกอบ")
        return " · ".join(parts)
