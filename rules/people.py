"""People as Thai pages name them: title or rank, first name, last name; and posts.

Promises: names with their place; where a post begins; whether a post is said to be vacant.
Refuses to know: documents, who holds which post (`rules.cards`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from rules.dates import Span
from rules.late import late
from rules.plain import GAP, any_of, loose, plain
from rules.thai import folded

NOT_THE_POST = (
    "รอง", "ผู้ช่วย", "อดีต", "ที่ปรึกษา", "เลขานุการ", "เลขา", "ผู้แทน", "ผู้ตรวจ", "สำนักงาน", "หน้าห้อง",
    "ปฏิบัติราชการแทน", "ปฏิบัติหน้าที่แทน", "ทำการแทน", "คณะ", "กรรมการ", "ว่าที่",
)  # fmt: skip
"""Words before a post that make it another one; `ว่าที่` is not yet in it."""

_WORD = r"[ก-ฮเ-ไ][ก-ฺเ-๎\u200b]{0,40}"
_DOT = rf"{GAP}\.{GAP}"


def _dotted(*abbreviations: str) -> str:
    """`พ.ต.อ.` with spaces anywhere; the last dot may be missing before a space."""
    patterns = []
    for text in sorted(abbreviations, key=len, reverse=True):
        letters = [re.escape(part) for part in text.rstrip(".").split(".")]
        patterns.append(_DOT.join(letters) + rf"{GAP}\.")
    return "|".join(patterns)


_CIVIL = any_of(
    "นางสาว", "คุณหญิง", "ท่านผู้หญิง", "หม่อมหลวง", "หม่อมราชวงศ์", "นายแพทย์", "แพทย์หญิง",
    "ทันตแพทย์หญิง", "ทันตแพทย์", "เภสัชกรหญิง", "เภสัชกร", "สัตวแพทย์หญิง", "นายสัตวแพทย์", "ดอกเตอร์",
    "ผู้ช่วยศาสตราจารย์", "รองศาสตราจารย์", "ศาสตราจารย์", "อาจารย์",
)  # fmt: skip
# Posts and places that begin like a title: นายกเทศมนตรี, นายอำเภอ, อำเภอนางรอง.
_NAI = (
    r"นาย(?!กเทศ|กองค์|กรัฐ|กสภา|กอบ|กสมาคม|กเมือง|กฯ|กพัทยา|กเหล่า|กสโมสร|กพุทธ|กคณะ|ก\s|อ[ำํ]|ทะเบียน|ช่าง|จ้าง|หน้า|ด่าน|ตรวจ"
    r"|ทหาร|เวร|ท้ายเรือ)"
)
_NANG = r"นาง(?!รอง(?![ก-๎])|สาว|พยาบาล|สนองพระ)"
_FORCE = any_of("พล", "พัน", "ร้อย", "จ่าสิบ", "สิบ", "นาวา", "เรือ", "จ่า", "พันจ่า")
_GRADE = any_of("เอก", "โท", "ตรี", "จัตวา")
_POLICE = any_of("นายดาบตำรวจ", "ดาบตำรวจ", "จ่าสิบตำรวจ", "สิบตำรวจ")
_RANK = (
    rf"(?:{_FORCE}{GAP}(?:{any_of('ตำรวจ', 'เรือ', 'อากาศ')})?{GAP}{_GRADE}|{_POLICE}{_GRADE}?)"
    rf"(?:{GAP}หญิง)?"
)
_SHORT = _dotted(
    "น.ส.", "นส.", "ดร.", "ผศ.", "รศ.", "ศ.", "ม.ร.ว.", "ม.ล.", "นพ.", "พญ.", "ทพ.", "ทพญ.", "ภก.",
    "ภญ.", "สพ.ญ.", "น.สพ.", "พล.อ.", "พล.ท.", "พล.ต.", "พ.อ.", "พ.ท.", "พ.ต.", "ร.อ.", "ร.ท.",
    "ร.ต.", "จ.ส.อ.", "จ.ส.ท.", "จ.ส.ต.", "ส.อ.", "ส.ท.", "ส.ต.", "พล.ต.อ.", "พล.ต.ท.", "พล.ต.ต.",
    "พล.ต.จ.", "พ.ต.อ.", "พ.ต.ท.", "พ.ต.ต.", "ร.ต.อ.", "ร.ต.ท.", "ร.ต.ต.", "ด.ต.", "ส.ต.อ.",
    "ส.ต.ท.", "ส.ต.ต.", "น.อ.", "น.ท.", "น.ต.", "พล.ร.อ.", "พล.ร.ท.", "พล.ร.ต.", "พล.อ.อ.",
    "พล.อ.ท.", "พล.อ.ต.", "จ.อ.", "จ.ท.", "จ.ต.", "พ.จ.อ.", "พ.จ.ท.", "พ.จ.ต.", "พ.อ.อ.", "พ.อ.ท.",
    "พ.อ.ต.", "ทนพ.", "ทนพญ.", "พว.",
)  # fmt: skip
_OF_HONOUR = any_of("เกียรติคุณ", "เกียรติยศ", "คลินิก")
_QUALIFIED = rf"{GAP}(?:หญิง|\({GAP}หญิง{GAP}\)|{_OF_HONOUR})"
_ACTING_RANK = rf"{loose('ว่าที่')}{GAP}"
_TITLE = rf"(?:(?:{_ACTING_RANK})?(?:{_RANK}|{_SHORT})|{_CIVIL}|{_NAI}|{_NANG})(?:{_QUALIFIED})?"
_ENGLISH_TITLE = r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Assoc|Asst|Pol|Gen|Col|Maj|Capt|Lt|Sub|MD)\b\.?"

# What a first name never begins with: the title is then part of a post (`อาจารย์ผู้สอน`).
# Short words count with their marks only: many names begin with the bare letters of `ที่`, `ผู้`.
_POST_FIRST = any_of(
    "ชำนาญการ", "ชำนาญงาน", "ปฏิบัติการ", "ปฏิบัติงาน", "ทรงคุณวุฒิ", "ย่อมาจาก", "หมายถึง",
    "ประจำ", "พิเศษ", "สาขา", "คณะ", "ภาควิชา", "ศูนย์",
)  # fmt: skip
_NOT_A_FIRST = rf"(?:{_POST_FIRST}|ผู้|ที่|และ|ใน|ของ)"
# What follows a name without a last name: a post or a label. Words that last names begin with
# (กองแก้ว, เรืองศรี, เป็นสุข, ทดสอบงาม) count only whole and with their marks.
_NOT_A_NAME = (
    "(?:"
    + any_of(
        "ตำแหน่ง", "โทรศัพท์", "อีเมล", "หมายเลข", "เบอร์โทร", "ผู้อำนวยการ", "ผู้บริหาร", "หัวหน้า", "นายก",
        "อธิบดี", "อธิการ", "เลขาธิการ", "เลขานุการ", "ประธาน", "ผู้ว่าราชการ", "ผู้ว่าการ", "ผู้ช่วย", "คณบดี",
        "กรรมการ", "สังกัด", "ณ วันที่", "รองผู้", "รองอธิ", "รองเลขา", "รองนายก", "รองปลัด", "รองประธาน",
        "รองหัวหน้า", "รองคณบดี", "ปลัดเทศบาล", "ปลัดองค์การ", "ปลัดจังหวัด", "ปลัดกระทรวง", "ปลัดอำเภอ",
        "กลุ่มงาน", "กลุ่มสาระ",
    )
    + "|และ|(?:โทร|เบอร์|รอง|ปลัด|วุฒิ|กลุ่ม|กอง|สำนัก|ฝ่าย|เรื่อง|พร้อม|เป็น|ได้|ใน|ที่)(?![ก-๎]))"
)  # fmt: skip
# Where a last name ends though no space says so: posts too long to be a part of a name. As they are
# printed: `เรือง นายก` would be the loose form of `รองนายก`.
_GLUED = (
    "ตำแหน่ง", "ผู้อำนวยการ", "หัวหน้า", "นายกเทศมนตรี", "นายกองค์การ", "อธิบดี", "อธิการบดี", "เลขาธิการ",
    "เลขานุการ", "ผู้ว่าราชการ", "ผู้ว่าการ", "ผู้บังคับการ", "ผู้กำกับการ", "ผู้ช่วย", "คณบดี",
    "ประธานกรรมการ", "ประธานสภา", "กรรมการ", "รองผู้", "รองนายก", "รองอธิ", "รองเลขา", "รองปลัด",
    "รองประธาน", "รองหัวหน้า", "รองคณบดี",
    "ปลัดเทศบาล", "ปลัดองค์การ", "ปลัดจังหวัด", "ปลัดกระทรวง", "ปลัดอำเภอ", "เจ้าพนักงาน", "นักวิชาการ",
    "นักวิเคราะห์", "นักทรัพยากร", "นักจัดการ",
)  # fmt: skip
_LAST = rf"[ก-ฮเ-ไ](?:(?!{'|'.join(_GLUED)})[ก-ฺเ-๎\u200b]){{0,40}}"
_LEAD = r"(?:(?<![ก-๎])|(?<=ชื่อ)|(?<=โดย)|(?<=และ)|(?<=คือ)|(?<=กับ)|(?<=ให้)|(?<=แก่)|(?<=ว่า))"
_NAME = late(
    rf"{_LEAD}{_TITLE}(?:[\s\u200b]*{_TITLE})*[\s\u200b]*(?!{_NOT_A_FIRST})(?P<first>{_WORD})"
    rf"[\s\u200b]+(?!{_NOT_A_NAME})(?P<last>(?:ณ\s+)?{_LAST}(?:-{_WORD})?(?:\s+ณ\s+{_WORD})?)"
)
_ENGLISH = late(
    rf"{_ENGLISH_TITLE}(?:\s*{_ENGLISH_TITLE})*\s*[A-Z][a-z]+(?:\s+[A-Z][A-Za-z.-]*)*\s+[A-Z][A-Za-z-]+"
)
_SHORTEST = 2
_POST_WORD = any_of(
    "อธิบดี", "รอง", "ผู้ช่วย", "ผู้อำนวย", "ผอ.", "เลขาธิการ", "เลขานุการ", "ปลัด", "นายกเทศ",
    "นายกองค์การ", "นายก อบ", "นายกรัฐ", "นายกสภา", "นายกเมือง", "ผู้ว่าราชการ", "ผู้ว่าการ", "หัวหน้า",
    "อธิการบดี", "คณบดี", "ประธาน", "กรรมการ", "ผู้จัดการ", "สมาชิกสภา", "ที่ปรึกษา", "นักวิชาการ",
    "นักวิเคราะห์", "นักทรัพยากร", "นักจัดการ", "เจ้าพนักงาน", "เจ้าหน้าที่", "ครู", "นิติกร", "สาธารณสุข",
    "ผู้บังคับ", "ผู้บัญชาการ", "ผู้ตรวจ", "อาจารย์", "นายแพทย์สาธารณสุข", "นายอำเภอ", "นายช่าง", "โฆษก",
    "รัฐมนตรี", "พนักงาน", "วิศวกร", "สถาปนิก", "กำนัน", "ผู้ใหญ่บ้าน", "อดีต", "รักษาการ", "รักษาราชการ",
    "ปฏิบัติหน้าที่", "ปฏิบัติราชการแทน", "director", "deputy", "secretary", "president", "dean", "chief",
    "mayor", "governor",
)  # fmt: skip
_POST = late(rf"(?<![ก-ฮ]){_POST_WORD}", re.IGNORECASE)
_VACANT = late(
    rf"\({GAP}{loose('ว่าง')}{GAP}\)|-{GAP}{loose('ว่าง')}{GAP}-|^{GAP}{loose('ว่าง')}{GAP}$"
    rf"|{loose('ตำแหน่งว่าง')}|{loose('อัตราว่าง')}|{loose('อยู่ระหว่างสรรหา')}|\|{GAP}{loose('ว่าง')}{GAP}(?:\||$)"
    rf"|\bvacant\b",
    re.IGNORECASE,
)
_INTO_POST_WORD = any_of(
    "ตำแหน่ง", "รักษาการ", "รักษาราชการแทน", "รักษาการแทน", "รักษาการในตำแหน่ง", "เป็น"
)  # fmt: skip
_INTO_POST = late(rf"(?:{_INTO_POST_WORD}|[^ก-๎])$")


@lru_cache(maxsize=8192)
def names(text: str) -> tuple[tuple[str, Span], ...]:
    """Everyone named with a title or rank, a first and a last name, in reading order."""
    seen = plain(text)
    found = [match.span() for match in _NAME.finditer(seen) if len(match["first"]) >= _SHORTEST - 1]
    found += [match.span() for match in _ENGLISH.finditer(seen)]
    return tuple((" ".join(text[start:end].split()), (start, end)) for start, end in sorted(found))


def posts(text: str) -> tuple[Span, ...]:
    """Where any post begins and ends (the first words of it), for telling whose post is whose."""
    return tuple(match.span() for match in _POST.finditer(plain(text)))


@lru_cache(maxsize=16384)
def holding(text: str, wanted: tuple[str, ...]) -> Span | None:
    """Where one of these posts stands from its first letter on.

    `อธิบดี` is not in `รองอธิบดี`, `อดีตอธิบดี` or `สำนักงานอธิบดี`; it is in `ตำแหน่งอธิบดี`,
    `รักษาราชการแทนอธิบดี` and after a space.
    """
    found = [span for post in wanted for span in _holdings(text, post)]
    return min(found, default=None)


def _holdings(text: str, post: str) -> list[Span]:
    spans, start = [], 0
    seen = plain(text)
    # `รองอธิบดี` may be asked for by itself: only words that do not begin it exclude it.
    others = tuple(word for word in NOT_THE_POST if not post.startswith(word))
    while span := folded(text).locate(post, not_after=others, start=start):
        before = seen[: span[0]].replace("\u200b", "")
        if not before or _INTO_POST.search(before) or _ends_a_name(text, span[0]):
            spans.append(span)
        start = span[0] + 1
    return spans


def _ends_a_name(text: str, at: int) -> bool:
    """Whether somebody's name ends here, with no space before the post."""
    return any(end == at for _, (_, end) in names(text))


def vacant(text: str) -> bool:
    """Whether the text says that nobody is in the post."""
    return bool(_VACANT.search(plain(text)))
