"""What a report must admit: what was not seen, not read, not confirmed, not ours to say.

Promises: Thai sentences, each true of this audit; the fixed ones are always there. Refuses to know:
formats, databases.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from audit.coverage import UNSEEN
from audit.extract.ocr_here import is_here
from reports import wording
from reports.model import Coverage, IndicatorLine, Totals
from rules.pack import Pack
from rules.tree import Ask

SURE = "sourced"
"""The only basis that is the handbook of the pack's own year."""
MOST_ASKED = 5
"""Hosts named in one sentence."""


def limits(
    pack: Pack,
    totals: Totals,
    seen: Coverage,
    indicators: tuple[IndicatorLine, ...],
    *,
    home: wording.Problem | None = None,
    trial: bool = False,
    scans: int = 0,
    personal: int = 0,
    undrawn: int = 0,
    asked: tuple[str, ...] = (),
    endless: int = 0,
    chains: tuple[str, ...] = (),
) -> tuple[str, ...]:
    """The limits of an audit, the most important first.

    `home`: the trouble with the first page. `scans`: files whose pictures of text nobody read.
    `personal`: places with personal data on show. `undrawn`: pages made by scripts that no browser
    drew. `asked`: hosts that may be the agency's own and were not followed. `endless`: addresses
    left alone because a calendar, a search or the like makes them without end. `chains`: servers
    that send their chain of certificates in part.
    """
    return (
        *_of_home(home),
        *_of_crawl(seen),
        *_of_ways(undrawn, asked, endless),
        *_of_chains(chains),
        *_of_documents(seen, indicators),
        *_of_scans(scans),
        *_of_machine(pack, totals),
        *_of_personal(personal),
        *_of_pack(pack, indicators, trial=trial),
        "OIT เป็น 40 จาก 100 คะแนนของ ITA อีก 60 คะแนน (IIT และ EIT) มาจากแบบสอบถามซึ่งดูจากเว็บไซต์ไม่ได้ "
        "รายงานนี้จึงไม่ทำนายระดับผลการประเมิน และมีเพียง ป.ป.ช. ที่ให้คะแนนได้",
    )


def home_trouble(problem: str, end: str) -> wording.Problem:
    """What kept us from the first page, and what to do. `end`: where its address leads."""
    trouble = wording.problem(problem)
    if problem == "outside":
        return replace(
            trouble,
            what=f"หน้าแรกพาไปยังเว็บไซต์อื่นซึ่งไม่ได้เก็บมาตรวจ: {end}",
            todo="ถ้าเป็นเว็บไซต์ของหน่วยงาน ให้ใส่ที่อยู่นั้นในช่อง url ของ site.yml แล้วตรวจใหม่",
        )
    return replace(trouble, what=f"ดูหน้าแรกของเว็บไซต์ไม่ได้: {trouble.what}")


def _of_home(home: wording.Problem | None) -> Iterator[str]:
    if home:
        yield f"{home.what} สิ่งที่ไม่พบจึงยังสรุปไม่ได้ว่าไม่มี วิธีแก้: {home.todo}"


def _of_crawl(seen: Coverage) -> Iterator[str]:
    if seen.ended != "complete":
        yield (
            f"การเก็บหน้าเว็บครั้งนี้{wording.ENDED.get(seen.ended, seen.ended)} "
            "สิ่งที่ไม่พบจึงอาจอยู่ในหน้าที่ยังไม่ได้เก็บ"
        )
    if seen.carried:
        yield (
            f"หน้าที่ไม่มีผลข้อใดอาศัย {wording.count(seen.carried)} หน้าใช้สำเนาที่เก็บไว้ก่อน (ไม่เกิน 7 วัน) "
            "ไม่ได้ขอใหม่ ถ้าเพิ่งแก้หน้าเหล่านั้น ให้สั่ง oit check --fresh หรือใส่ revisit_hours: 0 ใน site.yml"
        )
    unseen = sum(count for problem, count in seen.problem_counts if problem in UNSEEN)
    if unseen:
        yield f"เปิดดูไม่ได้ {wording.count(unseen)} หน้า จึงไม่รู้ว่าในหน้าเหล่านั้นมีอะไร"


def _of_ways(undrawn: int, asked: tuple[str, ...], endless: int) -> Iterator[str]:
    if undrawn:
        yield (
            f"มี {wording.count(undrawn)} หน้าที่สร้างเนื้อหาด้วยสคริปต์ซึ่งไม่ได้เปิดด้วยเบราว์เซอร์ จึงไม่เห็นเนื้อหา "
            "วิธีแก้: ติดตั้งโปรแกรม Chromium ในเครื่องที่ตรวจ แล้วตรวจใหม่"
        )
    if endless:
        yield (
            "ปฏิทิน ผลค้นหา หน้าเรียงลำดับ และหน้าซ้ำ สร้างที่อยู่ได้ไม่รู้จบ จึงไม่ได้เก็บ "
            f"{wording.count(endless)} ที่อยู่ "
            "หากมีข้อมูลที่ต้องตรวจอยู่ในหน้าเหล่านั้น ให้ทำลิงก์ตรงไปยังหน้านั้น"
        )
    if asked:
        yield (
            f"พบลิงก์ไปยังเว็บไซต์ที่อาจเป็นของหน่วยงานแต่ไม่ได้เก็บมาตรวจ: {', '.join(asked[:MOST_ASKED])} "
            "ถ้าใช่ ให้ใส่ในช่อง also ของ site.yml แล้วตรวจใหม่"
        )


def _of_chains(chains: tuple[str, ...]) -> Iterator[str]:
    if chains:
        yield (
            f"{', '.join(chains[:MOST_ASKED])} ส่งใบรับรองความปลอดภัย (https) ไม่ครบสาย "
            "เบราว์เซอร์ส่วนใหญ่และโปรแกรมนี้เติมส่วนที่ขาดเอง แต่โทรศัพท์และโปรแกรมบางชนิดเปิดไม่ได้ "
            "วิธีแก้: ให้ผู้ดูแลเว็บติดตั้งใบรับรองขั้นกลาง (intermediate) ให้ครบ"
        )


def _of_documents(seen: Coverage, indicators: tuple[IndicatorLine, ...]) -> Iterator[str]:
    if seen.unreadable:
        yield (
            f"อ่านข้อความไม่ได้ {wording.count(seen.unreadable)} ไฟล์ "
            "(ภาพสแกน ไฟล์เสีย มีรหัสผ่าน หรือเป็นชนิดที่ยังอ่านไม่ได้) เจ้าหน้าที่ต้องเปิดดูเอง"
        )
    outside = {line.url for one in indicators for line in one.evidence if line.aside == "elsewhere"}
    if outside:
        yield f"หลักฐาน {wording.count(len(outside))} แห่งอยู่นอกเว็บไซต์ของหน่วยงานและยังไม่ได้เปิดดู"


INSTALL_OCR = (
    "ติดตั้งด้วยคำสั่ง sudo apt-get install tesseract-ocr tesseract-ocr-tha "
    "(Windows: ติดตั้ง Tesseract-OCR แล้วเลือกภาษา Thai)"
)
"""What to do where pictures cannot be read."""


def _of_scans(scans: int) -> Iterator[str]:
    if scans and is_here():
        yield (
            f"ยังไม่ได้อ่านข้อความในภาพสแกน {wording.count(scans)} ไฟล์ เพราะครบเวลาที่ตั้งไว้ "
            "วิธีแก้: สั่ง oit audit เพื่ออ่านต่อจากเดิม หรือเพิ่มเวลาในช่อง ocr_minutes ของ site.yml"
        )
    elif scans:
        yield (
            f"ไม่ได้อ่านข้อความในภาพสแกน {wording.count(scans)} ไฟล์ "
            f"เพราะเครื่องนี้ไม่มีโปรแกรม Tesseract ภาษาไทย วิธีแก้: {INSTALL_OCR} จากนั้นสั่ง oit audit"
        )


def _of_personal(personal: int) -> Iterator[str]:
    if personal:
        yield (
            f"พบข้อมูลส่วนบุคคลที่ควรปิดบัง {wording.count(personal)} แห่งจากรูปแบบของข้อความที่อ่านได้ "
            "ที่อื่นอาจมีอีก โดยเฉพาะในภาพสแกน"
        )


def _of_machine(pack: Pack, totals: Totals) -> Iterator[str]:
    asked = sum(
        isinstance(element.check, Ask) for one in pack.indicators for element in one.elements
    )
    if asked:
        yield f"มี {wording.count(asked)} องค์ประกอบที่เครื่องตรวจแทนคนไม่ได้ ต้องให้เจ้าหน้าที่ตอบเอง"
    if totals.cant_tell:
        yield f"มี {wording.count(totals.cant_tell)} องค์ประกอบที่รอเจ้าหน้าที่ยืนยัน"
    if totals.untested:
        yield f"มี {wording.count(totals.untested)} องค์ประกอบที่ยังตรวจไม่ได้ ไม่ได้แปลว่าไม่มี"


def _of_pack(pack: Pack, indicators: tuple[IndicatorLine, ...], *, trial: bool) -> Iterator[str]:
    if trial:
        yield f"ตรวจทดลองด้วยชุดเกณฑ์ {pack.pack} ซึ่งไม่ใช่ชุดของหน่วยงานนี้ จึงไม่เปิดหรือปิดข้อบกพร่องใด"
    if pack.status == "draft":
        yield f"ชุดเกณฑ์นี้เป็นฉบับร่าง ยังไม่ได้ตรวจทานกับคู่มือฉบับจริงครบถ้วน {pack.source.note}".strip()
    bases = Counter(element.basis for one in indicators for element in one.elements)
    doubtful = {basis: count for basis, count in bases.items() if basis != SURE}
    if doubtful:
        parts = " · ".join(
            f"{wording.basis(basis)} {wording.count(count)}"
            for basis, count in sorted(doubtful.items(), key=lambda item: (-item[1], item[0]))
        )
        yield (
            f"{wording.count(sum(doubtful.values()))} จาก {wording.count(bases.total())} องค์ประกอบ"
            f"ยังไม่ได้ยืนยันกับคู่มือของปีนี้ ({parts})"
        )
