"""Links whose words name no subject: the way to a page, and "details" of the page they stand on.

Promises: two patterns over a link's words. Refuses to know: targets, subjects.
"""

from __future__ import annotations

import re

GUIDES = re.compile(
    r"\W*(?:(?:แสดง)?ขั้นตอน(?:การเข้าถึง|การเปิดเผย|เข้าถึง|$)|แสดงขั้นตอน|วิธี(?:การ)?เข้าถึง|หน้าหลัก|หน้าแรก|หน้าเว็บไซต์"
    r"|เว็บไซต์หลัก|กลับ|ย้อนกลับ|home\b|back\b)",
    re.IGNORECASE,
)
"""Links beside the one that is meant: how to get there, where the way begins."""
ONWARD = re.compile(
    r"\W*(?:(?:คลิก|click|ดู|เปิด|อ่าน|download|ดาวน์โหลด|view|read|รายละเอียด|รายการ|ข้อมูล|เอกสาร|ไฟล์|ลิ้?งค?์?ก?์?|ทั้งหมด|เพิ่มเติม"
    r"|ที่นี่|ต่อ|แนบ|ประกอบ|more|here|all|link|pdf|[0-9๐-๙])\W*)+$",
    re.IGNORECASE,
)
"""Words that name nothing: whoever follows them stays with the subject of the page."""
