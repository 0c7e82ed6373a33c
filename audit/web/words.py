"""The English of the pages: a small catalogue, Thai sentence → English.

Promises: Thai is what stands in the templates; what has no English stays Thai; names in braces are
filled in. Refuses to know: verdicts and quotes, which are Thai in every language.
"""

from __future__ import annotations

from typing import Any

from audit.web.english import EN
from audit.web.english_told import TOLD

ENGLISH = EN | TOLD

DONE = {
    "assign": "มอบหมายแล้ว {n} รายการ",
    "waive": "ผ่อนผันแล้ว {n} รายการ",
    "comment": "บันทึกความเห็นแล้ว {n} รายการ",
    "recheck": "กำลังตรวจซ้ำ ผลจะแสดงเมื่อเสร็จ",
    "decided": "บันทึกคำยืนยันแล้ว",
    "decided_later": "บันทึกคำยืนยันแล้ว จะมีผลในการตรวจครั้งถัดไป เพราะมีการตรวจกำลังทำอยู่",
    "revoked": "ถอนคำยืนยันแล้ว",
    "saved": "บันทึกแล้ว",
}
"""What was done, after the page that did it."""
NOTES = {
    "opened": "พบ",
    "reopened": "พบอีก",
    "assigned": "มอบหมาย",
    "comment": "ความเห็น",
    "recheck": "ตรวจซ้ำ",
    "waived": "ผ่อนผัน",
    "closed": "ปิด",
}
DEEDS = {
    "assign": "มอบหมาย",
    "waive": "ผ่อนผัน",
    "comment": "ความเห็น",
    "recheck": "ตรวจซ้ำ",
    "check": "ตรวจ",
    "audit": "ตัดสินใหม่",
    "stop": "หยุด",
    "decide": "ยืนยัน",
    "revoke": "ถอนคำยืนยัน",
    "settings": "ตั้งค่า",
    "password": "เปลี่ยนรหัสผ่าน",
    "totp_on": "เปิดการยืนยันสองขั้น",
    "totp_off": "ปิดการยืนยันสองขั้น",
    "person_add": "เพิ่มผู้ใช้",
    "person_role": "เปลี่ยนบทบาท",
    "person_password": "ตั้งรหัสผ่าน",
    "person_totp": "ปิดการยืนยันสองขั้น",
    "person_shut": "ปิดบัญชี",
    "person_open": "เปิดบัญชี",
}


def said(text: str, language: str, **values: Any) -> str:
    """The sentence in a language."""
    chosen = ENGLISH.get(text, text) if language == "en" else text
    return chosen.format(**values) if values else chosen
