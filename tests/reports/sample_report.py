"""A made-up report with every state, long Thai, and text that tries to do harm."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from reports import as_json
from reports.model import (
    ChangeLine,
    Coverage,
    ElementLine,
    EvidenceLine,
    GapLine,
    IndicatorLine,
    PackLine,
    PointsLine,
    ProblemLine,
    QuoteLine,
    Report,
    SiteLine,
    Totals,
)
from tests import hostile

SITE = "https://www.example.go.th"
HOSTILE = hostile.TEXTS


def quote(path: str, where: str, text: str) -> QuoteLine:
    return QuoteLine(url=f"{SITE}{path}", sha256="ab" * 32, where=where, text=text)


def element(id: str, says: str, outcome: str, reason: str = "", **more) -> ElementLine:
    defaults = {"fix": "เพิ่มข้อมูลให้ครบตามเกณฑ์", "basis": "sourced-other-year"}
    return ElementLine(id=id, says=says, outcome=outcome, reason=reason, **{**defaults, **more})


def evidence(path: str, title: str, **more) -> EvidenceLine:
    defaults = {"media": "text/html", "via": "link", "label": title, "strength": 80}
    return EvidenceLine(url=f"{SITE}{path}", title=title, **{**defaults, **more})


def passed(id: str, says: str, path: str, where: str, text: str) -> ElementLine:
    return element(
        id, says, "passed", f"พบที่ {where}", quotes=(quote(path, where, text),),
        looked_at=(f"{SITE}{path}",), basis="sourced",
    )  # fmt: skip


def _structure() -> IndicatorLine:
    return IndicatorLine(
        code="o1", topic="org-structure", families=("org-structure", "powers"),
        title="โครงสร้าง หน้าที่และอำนาจ", group="9.1 ข้อมูลพื้นฐาน", owner="กองการเจ้าหน้าที่", state="ready",
        elements=(
            passed("org-structure/chart", "แสดงแผนผังโครงสร้างของหน่วยงาน", "/about/structure",
                   "หัวข้อ โครงสร้างองค์กร", "แผนผังโครงสร้างกรมตัวอย่างบริการประชาชน พ.ศ. 2569"),
            passed("powers/duties", "อธิบายหน้าที่และอำนาจของหน่วยงาน ไม่ใช่กฎหมายทั้งฉบับ", "/about/powers",
                   "หัวข้อ หน้าที่และอำนาจ", "กรมมีหน้าที่และอำนาจ ดังต่อไปนี้ (1) จัดทำมาตรฐานการบริการ"),
            element("org-structure/political-side", "แสดงทั้งฝ่ายการเมืองและฝ่ายข้าราชการประจำ",
                    "inapplicable", "ใช้กับองค์กรปกครองส่วนท้องถิ่นเท่านั้น", basis="sourced"),
        ),
        evidence=(
            evidence("/about/structure", "โครงสร้างองค์กร", via="declared", strength=100),
            evidence("/about/powers", "หน้าที่และอำนาจ", via="title"),
            evidence("/ita/2569", "ITA 2569", aside="hub", aside_text="เป็นหน้ารวมลิงก์ของทุกข้อ"),
        ),
    )  # fmt: skip


def _executives() -> IndicatorLine:
    page = "/about/executives"
    return IndicatorLine(
        code="o2", topic="executives", families=("executives",), title="ข้อมูลผู้บริหาร",
        group="9.1 ข้อมูลพื้นฐาน", owner="สำนักงานเลขานุการกรม", state="to_fix",
        elements=(
            passed("executives/who", "แสดงชื่อ-นามสกุลและตำแหน่งของผู้บริหารสูงสุด", page,
                   "หัวข้อ ทำเนียบผู้บริหาร", "นายตัวอย่าง ใจดี อธิบดีกรมตัวอย่างบริการประชาชน"),
            element("executives/contact", "ผู้บริหารแต่ละคนมีช่องทางการติดต่อ", "failed",
                    "รองอธิบดี 2 คน ไม่มีหมายเลขโทรศัพท์หรืออีเมล",
                    quotes=(quote(page, "หัวข้อ รองอธิบดี", "นางสาวสมมติ ตั้งใจ รองอธิบดี"),),
                    looked_at=(f"{SITE}{page}", f"{SITE}/contact"),
                    fix="ใส่หมายเลขโทรศัพท์ อีเมล หรือ LINE ของผู้บริหารทุกคน อย่างน้อยคนละหนึ่งช่องทาง",
                    gap=GapLine(id=12, state="assigned", since="2026-03-02", assignee="ทีมเว็บ",
                                due_on="2026-04-30"),
                    at_risk=5.71, work="page", place=1),
            element("executives/photo", "ผู้บริหารแต่ละคนมีรูปถ่าย", "cant_tell",
                    "พบภาพ 3 ภาพในหน้า แต่ไม่มีคำบรรยายว่าเป็นใคร โปรดยืนยันว่าเป็นรูปผู้บริหารครบทุกคน",
                    looked_at=(f"{SITE}{page}",), fix="ใส่คำบรรยายภาพเป็นชื่อและตำแหน่ง"),
        ),
        evidence=(evidence(page, "ทำเนียบผู้บริหาร"),),
        suggestions=(evidence("/staff", "บุคลากร", via="heading", strength=40),),
    )  # fmt: skip


def _plan() -> IndicatorLine:
    file = "/files/%E0%B9%81%E0%B8%9C%E0%B8%99-2569.pdf"
    title = "แผนและความก้าวหน้าในการดำเนินงานและการใช้งบประมาณประจำปี พ.ศ. 2569"
    return IndicatorLine(
        code="o6", topic="annual-plan", families=("annual-plan",), title=title,
        group="9.2 การบริหารงานและงบประมาณ", owner="กองแผนงาน", state="to_fix", points=5.71,
        elements=(
            element("annual-plan/plan", "แสดงแผนของปี 2569 ที่มีโครงการ งบประมาณ และระยะเวลา",
                    "failed", "พบเฉพาะของปี 2568", looked_at=(f"{SITE}/plan", f"{SITE}{file}"),
                    fix="เผยแพร่แผนของปี 2569 เป็นตารางที่มีคอลัมน์โครงการ งบประมาณ และระยะเวลา",
                    gap=GapLine(id=13, state="open", since="2026-05-15"),
                    at_risk=2.86, work="document", place=2),
            element("annual-plan/progress", "แสดงความก้าวหน้าของแต่ละโครงการ", "failed",
                    "ไม่พบคอลัมน์ผลการดำเนินงาน", fix="เพิ่มคอลัมน์ผลการดำเนินงานของแต่ละโครงการ",
                    gap=GapLine(id=14, state="waived", since="2026-02-01", assignee="กองแผนงาน",
                                waived_until="2026-06-30")),
            passed("annual-plan/as-of", "ระบุวันที่ของข้อมูล", file, "หน้า 12",
                   "ข้อมูล ณ วันที่ 31 มีนาคม 2569"),
        ),
        evidence=(
            evidence("/plan/2568", "แผนปฏิบัติราชการ 2568", aside="wrong_year",
                     aside_text="ระบุปี 2568 เกณฑ์ต้องการปี 2569"),
            evidence(file, "แผน 2569", media="application/pdf", via="filename"),
        ),
    )  # fmt: skip


def _blocked() -> IndicatorLine:
    return IndicatorLine(
        code="o11", topic="procurement-monthly", families=("procurement-monthly",),
        title="สรุปผลการจัดซื้อจัดจ้างหรือการจัดหาพัสดุรายเดือน ประจำปีงบประมาณ พ.ศ. 2569",
        group="9.2 การบริหารงานและงบประมาณ", owner="กองคลัง", state="incomplete",
        elements=(
            element("procurement-monthly/months", "มีข้อมูลครบทุกเดือนในรอบที่กำหนด", "untested",
                    "ไฟร์วอลล์กั้น 1 หน้าที่น่าจะเป็นหลักฐาน", looked_at=(f"{SITE}/eprocurement",)),
            element("procurement-monthly/columns", "แสดงงาน วงเงิน วิธี และผู้ได้รับคัดเลือก", "untested",
                    "ไฟร์วอลล์กั้น 1 หน้าที่น่าจะเป็นหลักฐาน", basis="unconfirmed"),
        ),
        evidence=(evidence("/eprocurement", "ประกาศจัดซื้อ", aside="unreachable"),),
    )  # fmt: skip


def _confirm() -> IndicatorLine:
    file = "/files/scan.pdf"
    return IndicatorLine(
        code="o20", topic="no-gift", families=("no-gift", "no-gift-culture", "no-gift-report"),
        title="การขับเคลื่อนนโยบาย No Gift Policy จากการปฏิบัติหน้าที่",
        group="10.2 การป้องกันการทุจริต", owner="ศูนย์ปฏิบัติการต่อต้านการทุจริต", state="to_confirm",
        elements=(
            element("no-gift/declared", "ผู้บริหารสูงสุดประกาศนโยบายไม่รับของขวัญ", "cant_tell",
                    "ไฟล์เป็นภาพสแกน อ่านข้อความไม่ได้ โปรดเปิดดูว่าลงนามโดยผู้บริหารสูงสุดปัจจุบัน",
                    looked_at=(f"{SITE}{file}",)),
            replace(passed("no-gift/culture", "แสดงการสร้างวัฒนธรรมไม่รับของขวัญ", "/no-gift",
                           "หัวข้อ กิจกรรม", "จัดอบรมเมื่อวันที่ 9 ธันวาคม 2568"),
                    attested_by="นางสาวสมมติ ตั้งใจ"),
        ),
        evidence=(evidence(file, "ประกาศ No Gift Policy", media="application/pdf"),),
    )  # fmt: skip


def _hostile() -> IndicatorLine:
    elements = tuple(
        element(f"hostile/t{number}", f"ข้อความอันตราย {number} {text}", "failed", text, fix=text,
                quotes=(QuoteLine(url="javascript:alert(1)", sha256="", where=text, text=text),),
                looked_at=("javascript:alert(2)", "data:text/html,<script>", "https://[bad", text))
        for number, text in enumerate(HOSTILE)
    )  # fmt: skip
    line = EvidenceLine(url="vbscript:x", title=HOSTILE[0], media="text/html", via="link",
                        label=HOSTILE[1], strength=1, aside="weak",
                        aside_text=HOSTILE[2])  # fmt: skip
    return IndicatorLine(
        code="o26", topic="hostile", families=("hostile",), title=f"ข้อความจากเว็บไซต์ {HOSTILE[0]}",
        group="10.2 การป้องกันการทุจริต", owner=HOSTILE[1], state="to_fix", elements=elements,
        evidence=(line,), suggestions=(line,),
    )  # fmt: skip


def _ready(code: str, topic: str, title: str, owner: str) -> IndicatorLine:
    path = f"/{topic}"
    return IndicatorLine(
        code=code, topic=topic, families=(topic,), title=title, group="10.2 การป้องกันการทุจริต",
        owner=owner, state="ready", evidence=(evidence(path, title),),
        elements=(passed(f"{topic}/shown", f"แสดง{title}", path, title, f"{title} ปี 2569"),),
    )  # fmt: skip


def _totals(indicators: tuple[IndicatorLine, ...]) -> Totals:
    states = Counter(line.state for line in indicators)
    outcomes = Counter(e.outcome for line in indicators for e in line.elements)
    return Totals(
        indicators=len(indicators), ready=states["ready"], to_fix=states["to_fix"],
        to_confirm=states["to_confirm"], incomplete=states["incomplete"],
        inapplicable=states["inapplicable"], certain=states["ready"],
        possible=len(indicators) - states["to_fix"] - states["inapplicable"],
        elements=sum(outcomes.values()), passed=outcomes["passed"], failed=outcomes["failed"],
        cant_tell=outcomes["cant_tell"], untested=outcomes["untested"],
    )  # fmt: skip


COVERAGE = Coverage(
    crawl_id=4, started_at="2026-05-15T01:02:03+00:00", finished_at="2026-05-15T01:40:09+00:00",
    ended="limit", pages=1204, new=3, changed=17, gone=1, documents=310, unreadable=4,
    problems=(
        ProblemLine(problem="blocked", text="", url=f"{SITE}/eprocurement"),
        ProblemLine(problem="not_found", text="ลิงก์จากหน้า ITA 2569", url=f"{SITE}/files/lost.pdf"),
        ProblemLine(problem="scan", text="", url=f"{SITE}/files/scan.pdf"),
    ),
    problem_counts=(("blocked", 5), ("not_found", 1), ("scan", 1)),
)  # fmt: skip

CHANGES = (
    ChangeLine(kind="broken", code="o6", element="annual-plan/plan", says="แสดงแผนของปี 2569",
               before="passed", after="failed", reason="ลิงก์ไปยังแผนปี 2569 เสีย"),
    ChangeLine(kind="fixed", code="o1", element="org-structure/chart", says="แสดงแผนผังโครงสร้าง",
               before="failed", after="passed", reason=""),
)  # fmt: skip


def report(*, hostile: bool = False) -> Report:
    """The sample; with `hostile`, one more indicator whose every text tries to do harm."""
    indicators = (
        _structure(), _executives(), _plan(), _blocked(), _confirm(),
        _ready("o21", "risk", "การประเมินความเสี่ยงการทุจริต", "กองตรวจสอบภายใน"),
        _ready("o23", "anti-corruption-plan", "แผนปฏิบัติการป้องกันการทุจริต", "กองแผนงาน"),
        *((_hostile(),) if hostile else ()),
    )  # fmt: skip
    return Report(
        site=SiteLine(name="กรมตัวอย่างบริการประชาชน", url=SITE, kind="department"),
        pack=PackLine(
            id="oit-2569", fiscal_year=2569, status="draft", sha256="cd" * 32,
            title="แบบตรวจการเปิดเผยข้อมูลสาธารณะ (OIT) ประจำปีงบประมาณ พ.ศ. 2569",
            source="สำนักงาน ป.ป.ช. คู่มือการประเมิน ITA ปีงบประมาณ พ.ศ. 2569",
        ),
        audit_id=7, as_of="2026-05-15", days_left=41, engine="oit 0.1.0", seal="ef" * 32,
        totals=_totals(indicators), indicators=indicators, changes=CHANGES, coverage=COVERAGE,
        limits=(
            "การเก็บหน้าเว็บหยุดเมื่อครบจำนวนหน้าที่กำหนด หน้าที่ไปไม่ถึงยังไม่ได้ตรวจ",
            "เอกสาร 4 ฉบับเป็นภาพสแกนหรือเปิดไม่ได้ จึงไม่ได้อ่านเนื้อหา",
        ),
        compared_with=6,
        points=PointsLine(
            certain=17.14, possible=28.57, full=40.0, basis="unconfirmed", equal=True
        ),
    )  # fmt: skip


if __name__ == "__main__":  # python -m tests.reports.sample_report
    Path("tests/golden/report.json").write_bytes(as_json.render(report()))
