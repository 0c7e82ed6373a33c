"""The shape of a pack as JSON Schema, for editors that complete and check while one types.

Promises: a plain dictionary, the same on every run; `python -m rules.schema` prints it. Refuses
to know: files on disk, what only the reader can check (repetition, terms, places).
"""

from __future__ import annotations

import json
from typing import Any

from rules.pack import Pack

DIALECT = "https://json-schema.org/draft/2020-12/schema"

KEYS: dict[str, dict[str, str]] = {
    "Pack": {
        "format": "รุ่นของภาษาชุดเกณฑ์ (always 1)",
        "pack": "ชื่อชุดเกณฑ์ ตรงกับชื่อไฟล์ (name, equal to the file name)",
        "framework": "กรอบการประเมิน เช่น OIT (framework)",
        "fiscal_year": "ปีงบประมาณ พ.ศ. (Buddhist-era fiscal year)",
        "title": "ชื่อเต็มที่แสดงในรายงาน (title in reports)",
        "status": "draft หรือ verified เมื่อสองคนตรวจทานกับคู่มือแล้ว (proof-read by two)",
        "source": "ที่มาของเกณฑ์ (where the criteria come from)",
        "deadline": "วันสุดท้ายที่ส่งได้ ค.ศ. (last day to submit, Gregorian)",
        "terms": "คำเรียกตามประเภทหน่วยงาน ใช้ใน check ด้วย @ชื่อ (words per kind of agency)",
        "aggregation": "วิธีรวมข้อเป็นคะแนน OIT ไม่ใส่คือทุกข้อเท่ากัน (how items become points)",
        "guards": "สิ่งที่หลักฐานทุกชิ้นต้องผ่าน (elements every evidence must satisfy)",
        "indicators": "ข้อทั้งหมดตามลำดับ (all items, in order)",
    },
    "Aggregation": {
        "basis": "ความแน่ชัดของวิธีรวมคะแนน (how well this way of adding up is known)",
        "source": "รหัสแหล่งที่อ่านพบ (ids of the pages it was read from)",
        "parts": "ตัวชี้วัดที่มีน้ำหนักเท่ากัน เช่น 9 และ 10 (parts of equal weight)",
    },
    "Part": {
        "code": "เลขตัวชี้วัด เช่น 9 (its number)",
        "groups": "ตัวชี้วัดย่อย ตรงกับ group ของข้อ (sub-indicators, as in `group`)",
    },
    "Source": {
        "publisher": "ผู้ออกเกณฑ์ (publisher)",
        "document": "ชื่อคู่มือหรือประกาศ (document)",
        "read_on": "วันที่อ่าน ค.ศ. (day it was read, Gregorian)",
        "note": "ข้อจำกัดที่รายงานต้องบอก (limits a report must state)",
    },
    "Indicator": {
        "code": "เลขข้อของปีนี้ เช่น o6 (this year's number)",
        "topic": "หัวเรื่องถาวร คือชื่อแรกของ families (permanent identity)",
        "families": "หัวเรื่องทั้งหมดที่ข้อนี้รวมไว้ (all families it merges)",
        "group": "ตัวชี้วัดย่อย (sub-indicator)",
        "title": "ชื่อข้อตามเกณฑ์ (official title)",
        "owner": "ส่วนงานเจ้าของข้อมูล (unit that owns the content)",
        "cite": "ตำแหน่งในคู่มือ เช่น หน้า 34 (place in the handbook)",
        "find": "ถ้อยคำที่ใช้หาหลักฐาน (how evidence is recognised)",
        "elements": "องค์ประกอบด้านข้อมูล (required elements)",
    },
    "Find": {
        "named": "ชื่อที่หน้าหรือไฟล์ของข้อนี้ใช้ (names of its pages and files)",
        "never": "ชื่อที่คล้ายกันแต่เป็นเรื่องอื่น (look-alikes that are something else)",
        "year": "ปีที่เอกสารต้องเป็น: current, previous, any (year asked of documents)",
        "media": "ชนิดไฟล์ที่ยอมรับ ว่างคือทุกชนิด (media types; empty means all)",
    },
    "Element": {
        "id": "หัวเรื่อง/ชื่อ คงเดิมทุกปี (family/key, the same every year)",
        "says": "สิ่งที่ต้องแสดง หนึ่งประโยค (what must be shown, one sentence)",
        "check": "การตรวจ: ชนิดเดียวเท่านั้น (exactly one check kind or combinator)",
        "fix": "สิ่งที่ให้ทำเมื่อไม่พบ (what to do, imperative)",
        "basis": "ความแน่ชัดของข้อกำหนดนี้ (how well the requirement is known)",
        "source": "รหัสแหล่งที่อ่านพบ (ids of the pages it was read from)",
        "cite": "ตำแหน่งในคู่มือ (place in the handbook)",
        "year": "ปีที่ต่างจาก find.year (overrides find.year)",
        "front": "นับหน้าแรกของเว็บไซต์ด้วย รวมหัวและท้ายหน้า (counts on the site's first page as well)",
        "only_for": "เฉพาะประเภทหน่วยงานเหล่านี้ (only for these kinds of agency)",
        "expected_from": "เริ่มคาดหวังตั้งแต่วันที่ ค.ศ. (not expected before this day)",
    },
    "All": {"all": "ต้องครบทุกอย่าง (every one of these)"},
    "AnyOf": {"any": "อย่างใดอย่างหนึ่ง (at least one of these)"},
    "NoneOf": {"none": "ต้องไม่มีเลย (not one of these)"},
    "Hint": {"hint": "ถ้าพบ ให้เจ้าหน้าที่ยืนยัน (looks right; a person confirms)"},
    "Ask": {"ask": "คำถามที่มีแต่คนตอบได้ (a question only a person can answer)"},
}
"""What each key means; check kinds describe their own parameters in docs/checks.md."""


def schema() -> dict[str, Any]:
    """JSON Schema of a pack, with a description for every key of the language."""
    out = Pack.model_json_schema()
    definitions = out.get("$defs", {})
    for name, keys in KEYS.items():
        properties = (out if name == "Pack" else definitions[name])["properties"]
        for key, words in keys.items():
            properties[key]["description"] = words
    return {"$schema": DIALECT, **out}


def written() -> str:
    """The schema as the file beside the packs holds it."""
    return json.dumps(schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    print(written(), end="")
