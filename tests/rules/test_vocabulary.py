"""Which subjects a wording names: neighbours kept apart, damage tolerated, doubt left undecided."""

import pytest

from rules.vocabulary import bare, vocabulary, wordings

NAMED = [
    ("อธิการบดี", "executives"),
    ("นายกเทศมนตรี", "executives"),
    ("O1 โครงสร้าง", "org-structure"),
    ("รายงานผลการใช้จ่ายงบฯ ประจำปี 2568", "budget-report"),
    ("ประกาศ จซจ.", "procurement-announcements"),
    ("สขร.1 เดือนตุลาคม 2568", "procurement-monthly"),
    ("แบบ ผด.02 เทศบาลตำบล", "annual-plan"),
    ("รายงานการติดตามประเมินผลแผนพัฒนาท้องถิ่น", "annual-report"),
    ("ผังโครงสร้างองค์กร", "org-structure"),
    ("๐๒ ข้อมูลผู้บริหาร", "executives"),
    ("โครงสร้างของกรม หน้าที่และอำนาจตามกฎกระทรวง", "authority"),
    ("แผนยุทธศาสตร์กรม พ.ศ. 2566–2570", "strategic-plan"),
    ("ติดต่อเรา", "contact"),
    ("แผนปฏิบัติราชการประจำปีงบประมาณ พ.ศ. 2569", "annual-plan"),
    ("รายงานผลการดำเนินงานประจำปี 2568", "annual-report"),
    ("รายงานการกำกับติดตามการดำเนินงานประจำปี รอบ 6 เดือน", "plan-progress-6m"),
    ("แผนการใช้จ่ายงบประมาณประจำปี", "budget-plan"),
    ("รายงานผลการใช้จ่ายงบประมาณประจำปี", "budget-report"),
    ("แผนการจัดซื้อจัดจ้างหรือแผนการจัดหาพัสดุ", "procurement-plan"),
    ("สรุปผลการจัดซื้อจัดจ้างรายเดือน (สขร.1)", "procurement-monthly"),
    ("รายงานผลการจัดซื้อจัดจ้างหรือการจัดหาพัสดุประจำปี", "procurement-annual-report"),
    ("แผนการบริหารและพัฒนาทรัพยากรบุคคล", "hr-plan"),
    ("รายงานผลการบริหารและพัฒนาทรัพยากรบุคคลประจำปี", "hr-annual-report"),
    ("หลักเกณฑ์การบริหารและพัฒนาทรัพยากรบุคคล", "hr-criteria"),
    ("แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ", "complaint-guideline"),
    ("ช่องทางแจ้งเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ", "complaint-channel"),
    ("ข้อมูลเชิงสถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ", "complaint-statistics"),
    ("ประกาศเจตนารมณ์นโยบาย No Gift Policy จากการปฏิบัติหน้าที่", "no-gift-declaration"),
    ("รายงานผลตามนโยบาย No Gift Policy", "no-gift-report"),
    ("การประเมินความเสี่ยงการทุจริตและประพฤติมิชอบประจำปี", "risk-assessment"),
    ("การดำเนินการเพื่อจัดการความเสี่ยงการทุจริตและประพฤติมิชอบ", "risk-management-report"),
    ("แผนปฏิบัติการป้องกันการทุจริต", "anticorruption-plan"),
    ("รายงานการกำกับติดตามการดำเนินการป้องกันการทุจริตประจำปี รอบ 6 เดือน", "anticorruption-progress-6m"),
    ("รายงานผลการดำเนินการป้องกันการทุจริตประจำปี", "anticorruption-annual-report"),
    ("มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน", "integrity-measures"),
    ("การดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน", "integrity-measures-report"),
    ("รายการจัดซื้อจัดจ้าง เดือนตุลาคม 2568", "procurement-monthly"),
    ("สรุปผลการจัดซื้อจัดจ้างประจำปี ถึงเดือนกันยายน 2568", "procurement-annual-report"),
    ("รายงานผลการดำเนินงานประจำปี ณ เดือนกันยายน 2568", "annual-report"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "family"), NAMED)
def test_names_the_family(text: str, family: str) -> None:
    assert vocabulary().named(text)[0].family == family


DAMAGE = [
    lambda t: t.replace("ำ", "ํา"),
    lambda t: t.replace("ำ", " า"),
    lambda t: t.replace("การ", "กา ร"),
    "\u200b".join,
]


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize(("text", "family"), [n for n in NAMED if len(n[0]) >= 12])
def test_damaged_spelling_names_the_same(text: str, family: str, damage: object) -> None:
    assert callable(damage)
    assert vocabulary().named(damage(text))[0].family == family


@pytest.mark.parametrize(
    "text",
    [
        "ดาวน์โหลด",
        "คลิกที่นี่",
        "รายละเอียด",
        "PDF",
        "หน้าแรก",
        "2569",
        "O12",
        "โครงสร้างพื้นฐานดิจิทัล",
        "",
        "   ",
    ],
)
def test_names_nothing(text: str) -> None:
    assert vocabulary().named(text) == ()


def test_a_plan_is_never_its_report() -> None:
    plan = {n.family for n in vocabulary().named("แผนการใช้จ่ายงบประมาณประจำปี")}
    report = {n.family for n in vocabulary().named("รายงานผลการใช้จ่ายงบประมาณประจำปี")}
    assert not plan & report


def test_equal_candidates_stand_side_by_side() -> None:
    families = [n.family for n in vocabulary().named("แผนปฏิบัติงานและแผนงบประมาณประจำปี 2569")]
    assert set(families) == {"annual-plan", "budget-plan"}


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("O12 คู่มือการปฏิบัติงาน", "คู่มือการปฏิบัติงาน"),
        ("OIT 3 อำนาจหน้าที่", "อำนาจหน้าที่"),
        ("๐๑. โครงสร้าง", "โครงสร้าง"),
        ("029ประกาศหลักเกณฑ์", "029ประกาศหลักเกณฑ์"),
        ("ข่าวกิจกรรม (ลิงก์ที่ 2)", "ข่าวกิจกรรม"),
        ("คู่มือ.pdf", "คู่มือ"),
    ],
)
def test_bare_takes_numbering_away(text: str, left: str) -> None:
    assert bare(text) == left


def test_every_family_and_hint_points_at_families_that_are_there() -> None:
    families = vocabulary().families
    beside = {slug for family in families.values() for slug in family.beside}
    hinted = {slug for hint in wordings().hints for slug in hint.families}
    assert (beside | hinted) <= set(families)
    assert not [slug for slug, family in families.items() if slug in family.beside]
