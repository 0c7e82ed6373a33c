"""Lines that stand where content should.

Promises: what is left of a text without lines that send the reader elsewhere, ask a writer to
write, only promise, sign off or name pictures. Refuses to know: subjects, checks, whether what is
left is enough.
"""

from __future__ import annotations

from rules.blanks import only_promises
from rules.late import late
from rules.plain import GAP, any_of, plain

LETTERS = 90
"""A longer line says something besides."""
_PLEASE = rf"\W*(?:{any_of('โปรด', 'กรุณา', 'ขอให้', 'สามารถ', 'ท่านสามารถ')}{GAP})?"
_PLACE = any_of(
    "เอกสาร", "ไฟล์", "รายงาน", "ลิงก์", "ลิงค์", "ตาราง", "ภาพ", "หน้า", "เมนู", "เว็บไซต์",
)  # fmt: skip
_SEE = any_of("ดู", "อ่าน", "ศึกษา", "ดาวน์โหลด", "เปิด")
_THERE = any_of("เพิ่มเติม", "ได้ที่", "ได้จาก", "ได้ใน", "ได้ตาม", "ที่", "ใน", "ตาม", "จาก", "ต่อ")
_AS_IN = any_of("ปรากฏ", "ปรากฏตาม", "ปรากฏใน", "เป็นไปตาม", "ตาม", "ดัง", "อยู่ใน", "แนบ")
_DETAILS = rf"(?:{any_of('รายละเอียด', 'ข้อมูล')}{GAP})?"
_ATTACHED = any_of(
    "รายละเอียดเพิ่มเติม", "รายละเอียดแนบ", "เอกสารแนบ", "ไฟล์แนบ", "เอกสารประกอบ", "สิ่งที่ส่งมาด้วย",
    "คลิก", "กดที่", "กดเพื่อ", "สแกน", "ดาวน์โหลด",
)  # fmt: skip
_ELSEWHERE = late(
    rf"{_PLEASE}(?:{_SEE}{GAP}{_DETAILS}(?:{_THERE}|{_PLACE})"
    rf"|{_DETAILS}{_AS_IN}{GAP}(?:{_PLACE}|{any_of('ที่แนบ', 'แนบ')})|{_ATTACHED}"
    rf"|.{{0,40}}{any_of('ตาม')}.{{0,25}}{any_of('ที่แนบ', 'แนบท้าย', 'แนบมา')})"
)
_WRITE = any_of("ระบุ", "กรอก", "อธิบาย", "เขียน")
_TO_WRITE = late(rf"\W*{any_of('โปรด', 'กรุณา', 'ให้', 'ให้หน่วยงาน')}{GAP}{_WRITE}|\W*\({GAP}{_WRITE}")
_WILL = any_of("จะสรุป", "จะรายงาน", "จะประกาศ", "จะเผยแพร่", "จะจัดทำ")
_LATER = late(
    rf"[^\d\n]*(?:{_WILL}[^\d\n]{{0,60}}{any_of('ให้ทราบ', 'เมื่อ', 'ต่อไป', 'ภายหลัง')}"
    rf"|{any_of('จะ')}[^\d\n]{{0,60}}{any_of('ต่อไป', 'ภายหลัง', 'ในโอกาสแรก')}\W*$)"
)
_SYSTEM = any_of(
    "ผู้ดูแลระบบ", "โพสต์โดย", "เขียนโดย", "เผยแพร่เมื่อ", "วันที่เผยแพร่", "แก้ไขล่าสุด", "ปรับปรุงล่าสุด",
)  # fmt: skip
_OF_THE_SYSTEM = late(rf"\W*(?:{_SYSTEM}|{any_of('อ่าน', 'เข้าชม')}{GAP}[\d,]+{GAP}{any_of('ครั้ง')})")
_OF_EVENTS = any_of(
    "ภาพกิจกรรม", "ภาพประกอบ", "ประมวลภาพ", "ภาพถ่าย", "รูปภาพ", "รูปถ่าย", "อัลบั้มภาพ",
)  # fmt: skip
_PICTURES = late(rf"\W*(?:{any_of('ดู')})?{_OF_EVENTS}")
_SIGNED = late(
    rf"\W*(?:{any_of('ประกาศ', 'ให้ไว้', 'สั่ง')} ?ณ ?{any_of('วันที่')}"
    rf"|{any_of('เห็นชอบโดย', 'เห็นชอบเมื่อ', 'อนุมัติโดย', 'อนุมัติเมื่อ', 'จบรายงาน', 'จบเอกสาร')})"
)
_SORTS = (_ELSEWHERE, _TO_WRITE, _LATER, _OF_THE_SYSTEM, _PICTURES, _SIGNED)


def said_itself(text: str) -> str:
    """The lines of a text that say something themselves."""
    return "\n".join(line for line in text.split("\n") if not stands_instead(line))


def stands_instead(line: str) -> bool:
    """Whether a short line says nothing of its subject but where, by whom or when it is told."""
    if len(line) > LETTERS:
        return False
    return only_promises(line) or any(sort.match(plain(line)) for sort in _SORTS)
