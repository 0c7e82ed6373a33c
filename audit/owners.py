"""Who usually sees to an indicator, called as in that kind of agency.

Promises: packs name the units of a department; an agency of another kind reads its own words, and a
unit that is the same everywhere keeps its name. Refuses to know: who works there.
"""

from __future__ import annotations

SECRETARIAT = "สำนักงานเลขานุการกรม"

OWNERS: dict[str, dict[str, str]] = {
    "province": {
        SECRETARIAT: "สำนักงานจังหวัด",
        "กองแผนงาน": "กลุ่มงานยุทธศาสตร์",
        "กองการเจ้าหน้าที่": "กลุ่มงานทรัพยากรบุคคล",
        "กองคลัง": "กลุ่มงานการเงินและพัสดุ",
    },
    "local": {
        SECRETARIAT: "สำนักปลัด",
        "กองแผนงาน": "งานนโยบายและแผน",
        "กองการเจ้าหน้าที่": "งานการเจ้าหน้าที่",
        "กลุ่มงานจริยธรรม": "งานการเจ้าหน้าที่",
        "กลุ่มงานจริยธรรมและทีมเว็บไซต์": "งานการเจ้าหน้าที่และทีมเว็บไซต์",
        "กลุ่มตรวจสอบภายใน": "หน่วยตรวจสอบภายใน",
        "กลุ่มประชาสัมพันธ์": "งานประชาสัมพันธ์",
        "กลุ่มกฎหมาย": "งานนิติการ",
    },
    "university": {SECRETARIAT: "สำนักงานอธิการบดี", "กองการเจ้าหน้าที่": "กองบริหารงานบุคคล"},
    "college": {SECRETARIAT: "งานบริหารงานทั่วไป"},
    "school": {SECRETARIAT: "กลุ่มบริหารทั่วไป"},
    "hospital": {SECRETARIAT: "กลุ่มงานบริหารทั่วไป"},
    "enterprise": {SECRETARIAT: "สำนักผู้บริหารสูงสุด"},
    "other": {SECRETARIAT: "งานเลขานุการ"},
}
"""Kind of agency → the pack's word → the word there."""


def owner_of(unit: str, kind: str) -> str:
    """The unit that a pack names, as this kind of agency calls it."""
    return OWNERS.get(kind, {}).get(unit, unit)
