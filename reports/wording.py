"""The one home of Thai wording: labels, dates of the Buddhist era, counters.

Promises: every word of the data has a Thai label, and a word unknown here is shown as it is rather
than hidden. Refuses to know: where a report is shown and how it is laid out.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from reports import problems
from reports.model import PointsLine, Report

Problem = problems.Problem
PROBLEMS = problems.PROBLEMS
problem = problems.problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """`name` is the word on screen, `symbol` stands beside it (never colour alone)."""

    name: str
    symbol: str
    meaning: str


OUTCOMES: dict[str, Label] = {
    "passed": Label(name="ผ่าน", symbol="✓", meaning="พบในหน้าหรือเอกสารที่อ่านได้ และยกข้อความมาให้ดู"),
    "failed": Label(name="ไม่พบ", symbol="✗", meaning="อ่านได้ครบทุกแห่งที่ควรมี แต่ไม่พบสิ่งที่เกณฑ์กำหนด"),
    "cant_tell": Label(
        name="รอเจ้าหน้าที่ยืนยัน",
        symbol="?",
        meaning="พบบางอย่างที่น่าจะใช่ แต่เครื่องไม่ควรตัดสินแทน โปรดเปิดดูแล้วบันทึกคำยืนยัน",
    ),
    "untested": Label(
        name="ยังไม่ได้ตรวจ",
        symbol="–",
        meaning="เปิดหรืออ่านไม่ได้ จึงยังไม่รู้ว่ามีหรือไม่ ไม่ได้แปลว่าไม่มี",
    ),
    "inapplicable": Label(
        name="ไม่เกี่ยวข้อง/ยังไม่ถึงกำหนด",
        symbol="○",
        meaning="ไม่ใช้กับหน่วยงานประเภทนี้ หรือยังไม่ถึงเวลาที่ต้องเผยแพร่",
    ),
}

STATES: dict[str, Label] = {
    "ready": Label(name="พร้อม", symbol="✓", meaning="ทุกองค์ประกอบที่เกี่ยวข้องผ่าน"),
    "to_fix": Label(name="ต้องแก้", symbol="✗", meaning="มีองค์ประกอบที่ไม่พบอย่างน้อยหนึ่งรายการ"),
    "to_confirm": Label(name="รอยืนยัน", symbol="?", meaning="ไม่มีสิ่งที่ขาด แต่มีรายการที่ต้องให้เจ้าหน้าที่ยืนยัน"),
    "incomplete": Label(name="ยังตรวจไม่ครบ", symbol="–", meaning="มีรายการที่ยังเปิดหรืออ่านไม่ได้"),
    "inapplicable": Label(name="ไม่เกี่ยวข้อง", symbol="○", meaning="ไม่ใช้กับหน่วยงานนี้หรือยังไม่ถึงกำหนด"),
}

VIA: dict[str, str] = {
    "declared": "หน่วยงานระบุไว้",
    "link": "จากข้อความลิงก์",
    "title": "จากชื่อหน้า",
    "heading": "จากหัวข้อในหน้า",
    "filename": "จากชื่อไฟล์",
    "attached": "แนบอยู่ในหน้าที่เกี่ยวข้อง",
    "text": "จากข้อความในหน้า",
}

ASIDE: dict[str, str] = {
    "wrong_year": "เป็นข้อมูลของปีอื่น",
    "hub": "เป็นหน้ารวมลิงก์ ไม่ใช่ตัวข้อมูล",
    "echo": "เป็นข้อความของเกณฑ์เอง ไม่ใช่ข้อมูลของหน่วยงาน",
    "dead": "ลิงก์เสีย ปลายทางไม่มีอยู่แล้ว",
    "unlinked": "มีชื่อข้อ แต่ลิงก์ยังไม่ได้ใส่ปลายทาง",
    "unreachable": "เปิดไม่ได้",
    "unreadable": "อ่านเป็นข้อความไม่ได้",
    "under_construction": "แจ้งว่าอยู่ระหว่างปรับปรุง",
    "elsewhere": "อยู่บนเว็บไซต์อื่นซึ่งไม่ได้เก็บมาตรวจ",
    "weak": "เกี่ยวข้องน้อยเกินกว่าจะนับเป็นหลักฐาน",
}

REMARKS: dict[str, str] = {
    "same_file": "ไฟล์เดียวใช้หลายข้อ",
    "renamed": "เอกสารของปีก่อน",
    "other_agency": "เอกสารของหน่วยงานอื่น",
    "chiefs": "ชื่อผู้บริหารไม่ตรงกัน",
    "years": "ปีของแผนกับรายงานไม่ตรงกัน",
}

PRIVACY: dict[str, str] = {
    "citizen_id": "เลขประจำตัวประชาชน",
    "bank_account": "เลขที่บัญชีธนาคาร",
    "passport": "เลขหนังสือเดินทาง",
    "home_address": "ที่อยู่ของบุคคล",
    "private_phone": "โทรศัพท์มือถือของบุคคลทั่วไป",
}
PERSONAL = "ข้อมูลส่วนบุคคลที่ควรปิดบัง"

KINDS: dict[str, str] = {
    "department": "ส่วนราชการระดับกรม",
    "province": "จังหวัด",
    "local": "องค์กรปกครองส่วนท้องถิ่น",
    "university": "สถาบันอุดมศึกษา",
    "college": "สถานศึกษาอาชีวศึกษา",
    "school": "โรงเรียน",
    "hospital": "หน่วยบริการสุขภาพ",
    "enterprise": "รัฐวิสาหกิจ",
    "other": "หน่วยงานประเภทอื่น",
}

BASIS: dict[str, str] = {
    "sourced": "มีเอกสารเกณฑ์ของปีนี้ยืนยัน",
    "sourced-other-year": "อ้างอิงเกณฑ์ของปีอื่น",
    "sourced-other-variant": "อ้างอิงเกณฑ์ของหน่วยงานประเภทอื่น",
    "evidence": "อนุมานจากสิ่งที่หน่วยงานอื่นเผยแพร่ในปีนี้",
    "evidence-other-year": "อนุมานจากสิ่งที่หน่วยงานอื่นเผยแพร่ในปีอื่น",
    "inferred": "อนุมานจากชื่อข้อ",
    "unconfirmed": "ยังไม่มีเอกสารยืนยัน",
}

ENDED: dict[str, str] = {
    "complete": "เก็บครบทุกหน้าที่ไปถึงได้",
    "limit": "หยุดเมื่อครบจำนวนหน้าหรือเวลาที่กำหนด ยังไม่ครบทั้งเว็บไซต์",
    "cancelled": "ถูกสั่งหยุดก่อนครบ",
    "error": "หยุดเพราะเกิดข้อผิดพลาดก่อนครบ",
}

GAP_STATES: dict[str, str] = {
    "open": "ยังไม่มอบหมาย",
    "assigned": "มอบหมายแล้ว",
    "waived": "ผ่อนผัน",
    "closed": "ปิดแล้ว",
}

WORK: dict[str, str] = {
    "link": "แก้ลิงก์",
    "page": "แก้หน้าเว็บ",
    "file": "แก้เอกสารแล้วเผยแพร่ใหม่",
    "document": "จัดทำเอกสารขึ้นใหม่",
}

POINTS = "คะแนน OIT ที่เป็นไปได้ (ประมาณการ)"
NO_PROMISE = (
    "ไม่รวม IIT และ EIT ซึ่งเป็น 60 คะแนนของ ITA จึงไม่ทำนายระดับผลการประเมิน "
    "ผู้ให้คะแนนคือสำนักงาน ป.ป.ช. เท่านั้น"
)

CHANGES: dict[str, Label] = {
    "broken": Label(name="แย่ลง", symbol="▼", meaning="เคยผ่าน แต่ครั้งนี้ไม่พบ ควรดูก่อน"),
    "fixed": Label(name="แก้แล้ว", symbol="▲", meaning="ครั้งก่อนไม่พบ ครั้งนี้ผ่าน"),
    "changed": Label(name="ผลเปลี่ยน", symbol="•", meaning="ผลต่างจากครั้งก่อน"),
}

PACK_STATUS: dict[str, str] = {"draft": "ฉบับร่าง", "verified": "ตรวจทานกับคู่มือแล้ว"}

_MEDIA: dict[str, str] = {
    "text/html": "หน้าเว็บ",
    "application/xhtml+xml": "หน้าเว็บ",
    "application/pdf": "PDF",
    "application/msword": "Word",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "application/vnd.ms-excel": "Excel",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel",
    "application/vnd.ms-powerpoint": "PowerPoint",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PowerPoint",
    "application/vnd.oasis.opendocument.spreadsheet": "ODS",
    "text/csv": "CSV",
    "text/plain": "ข้อความ",
    "application/zip": "ZIP",
}

_MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
_MONTHS_SHORT = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.",
    "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip
_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_WORDS = re.compile(r"[^\s()“”\"]+")
_LATIN = re.compile("[A-Za-z]")
_BUDDHIST_ERA = 543  # years; the Thai civil calendar counts from 543 BCE
_THAI_TIME = dt.timezone(dt.timedelta(hours=7))  # Thailand has no daylight saving time


def outcome(word: str) -> Label:
    """The label of an outcome; an unknown word speaks for itself."""
    return OUTCOMES.get(word) or Label(name=word, symbol="•", meaning="")


def state(word: str) -> Label:
    """The label of an indicator's state."""
    return STATES.get(word) or Label(name=word, symbol="•", meaning="")


def change(word: str) -> Label:
    """The label of a kind of change between two audits."""
    return CHANGES.get(word) or Label(name=word, symbol="•", meaning="")


def via(word: str) -> str:
    """How a page was found to belong to an indicator."""
    return VIA.get(word, word)


def aside(word: str | None) -> str:
    """Why a page did not count; empty when it did."""
    return ASIDE.get(word, word) if word else ""


def kind(word: str) -> str:
    """The kind of agency."""
    return KINDS.get(word, word)


def basis(word: str) -> str:
    """How well a requirement itself is known."""
    return BASIS.get(word, word)


def media(word: str) -> str:
    """The type of a file, as an officer would call it."""
    name = word.partition(";")[0].strip().lower()
    if name.startswith("image/"):
        return "ภาพ"
    return _MEDIA.get(name) or name.rpartition("/")[2] or "ไม่ทราบชนิด"


def count(number: int) -> str:
    """A number with thousands separators: `1,204`."""
    return f"{number:,}"


def code(word: str) -> str:
    """An indicator's label as printed in the handbook: `O6`, `MOIT6`."""
    return word.upper()


def thai_date(iso: str | None, *, short: bool = False) -> str:
    """`2026-03-16` → `16 มีนาคม 2569`, short `16 มี.ค. 69`; text that is no date stays as it is."""
    moment = _moment(iso)
    if moment is None:
        return iso or ""
    year = moment.year + _BUDDHIST_ERA
    if short:
        return f"{moment.day} {_MONTHS_SHORT[moment.month - 1]} {year % 100:02d}"
    return f"{moment.day} {_MONTHS[moment.month - 1]} {year}"


def thai_datetime(iso: str | None) -> str:
    """`2026-03-16T02:05:00+00:00` → `16 มีนาคม 2569 เวลา 09.05 น.` in Thai time.

    The last space does not break, so that `น.` never begins a line.
    """
    moment = _moment(iso)
    if moment is None or "T" not in (iso or "").replace(" ", "T"):
        return thai_date(iso)
    return f"{thai_date(moment.date().isoformat())} เวลา {moment:%H.%M}\u00a0น."


def days_left(days: int | None) -> str:
    """How far the deadline is: `เหลือ 41 วันถึงกำหนดส่ง`; empty when there is none."""
    if days is None:
        return ""
    if days < 0:
        return f"เลยกำหนดส่งแล้ว {count(-days)} วัน"
    return "ครบกำหนดส่งวันนี้" if days == 0 else f"เหลือ {count(days)} วันถึงกำหนดส่ง"


def interval(certain: int, possible: int) -> str:
    """Readiness as an interval; never one number when something is still in doubt."""
    if certain == possible:
        return f"พร้อมแน่ {count(certain)} ข้อ"
    return f"พร้อมแน่ {count(certain)} ข้อ ถึงมากที่สุด {count(possible)} ข้อ"


def number(value: float) -> str:
    """Points with at most two decimals: `1.54`, `40`."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def points(line: PointsLine) -> str:
    """The readiness interval in points: `27.69 ถึง 32.31 จาก 40`."""
    low, high = number(line.certain), number(line.possible)
    return f"{low if low == high else f'{low} ถึง {high}'} จาก {number(line.full)}"


def points_note(line: PointsLine) -> str:
    """What the estimate rests on and what it is not."""
    return f"{_added_up(line)} {NO_PROMISE}".strip()


def _added_up(line: PointsLine) -> str:
    if line.equal:
        return "ถือว่าทุกข้อมีน้ำหนักเท่ากันซึ่งยังไม่ยืนยัน เพราะยังไม่พบวิธีรวมคะแนนของรายการนี้"
    if line.basis != "sourced":
        return f"วิธีรวมคะแนนยังไม่ยืนยันสำหรับปีนี้ ({basis(line.basis)})"
    return ""


def work(word: str | None) -> str:
    """The sort of work a fix takes."""
    return WORK.get(word, word) if word else ""


def gap_state(word: str, *, late: bool = False, waived_until: str | None = None) -> str:
    """The state of a gap: `มอบหมายแล้ว`, `เลยกำหนด`, `ผ่อนผันถึง 30 เม.ย. 69`."""
    if word == "waived" and waived_until:
        return f"ผ่อนผันถึง {thai_date(waived_until, short=True)}"
    return "เลยกำหนด" if late else GAP_STATES.get(word, word)


def thai_digits(text: str) -> str:
    """`ปี 2569` → `ปี ๒๕๖๙`, as official letters write; words with Latin letters stay: `O13`."""
    return _WORDS.sub(lambda word: _in_thai(word[0]), text)


def _in_thai(word: str) -> str:
    return word if _LATIN.search(word) else word.translate(_DIGITS)


def _moment(iso: str | None) -> dt.datetime | None:
    try:
        moment = dt.datetime.fromisoformat(iso or "")
    except ValueError:
        return None
    return moment.astimezone(_THAI_TIME) if moment.tzinfo else moment


def nothing_to_do(report: Report) -> str:
    """What stands where no work is listed: all is well only where all was seen."""
    totals = report.totals
    if not totals.untested and not totals.cant_tell:
        return "ไม่มีรายการที่ต้องแก้"
    said = (
        f"ยังไม่พบรายการที่ต้องแก้ แต่ยังสรุปไม่ได้ว่าไม่มี: ยังไม่ได้ตรวจ {count(totals.untested)} "
        f"และรอเจ้าหน้าที่ยืนยัน {count(totals.cant_tell)} องค์ประกอบ"
    )
    return f"{said} {report.limits[0]}" if totals.untested and report.limits else said
