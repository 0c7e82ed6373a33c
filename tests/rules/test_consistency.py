"""What does not fit together: each sort of remark with its near misses."""

from __future__ import annotations

import datetime as dt

import pytest

from rules.authors import agencies, other_author
from rules.consistency import Claim, Remark, caps, remarks
from rules.document import Block, Document, Kind, Label, Legibility
from rules.faces import years
from rules.model import Context, Evidence
from rules.pack import Element, Find, Indicator
from rules.tree import Ask

AGENCY = "เทศบาลตำบลบ้านสวน"
CONTEXT = Context(
    fiscal_year=2569,
    as_of=dt.date(2026, 4, 1),
    agency_kind="local",
    terms={"chief": ("นายกเทศมนตรี",)},
)
PROSE = (
    "งานบริการประชาชนของแต่ละกองดำเนินการตามขั้นตอนที่กำหนดไว้ทุกประการ ผู้รับบริการยื่นคำขอที่จุดบริการ "
    "เจ้าหน้าที่ตรวจเอกสาร เสนอผู้มีอำนาจพิจารณา และแจ้งผลภายในเวลาที่กำหนด "
) * 3


def pdf(name: str, *lines: str, label: str = "", **more: object) -> Document:
    url = f"https://www.example.go.th/{name}.pdf"
    labels = (Label(text=label, url="https://www.example.go.th/oit"),) if label else ()
    values: dict[str, object] = {
        "sha256": f"sha of {name}", "media": "application/pdf", "legibility": Legibility.TEXT,
        "url": url, "labels": labels,
        "blocks": tuple(Block(kind=Kind.TEXT, text=line, where="หน้า 1") for line in lines),
    }  # fmt: skip
    return Document(**{**values, **more})  # type: ignore[arg-type] # the values are typed above


def claim(topic: str, *documents: Document, title: str = "", year: str = "current") -> Claim:
    element = Element(
        id=f"{topic}/shown", says="แสดง", check=Ask(ask="?"), fix="แก้", basis="sourced"
    )
    indicator = Indicator(
        code=f"o{len(topic) % 90 + 1}", topic=topic, families=(topic,), group="", owner="",
        title=title or topic, find=Find(year=year), elements=(element,),  # type: ignore[arg-type] # a word of Year
    )  # fmt: skip
    evidence = tuple(
        Evidence(document=d, via="link", label="", strength=80, years=years(d)) for d in documents
    )
    return Claim(indicator=indicator, evidence=evidence)


def found(*claims: Claim) -> list[Remark]:
    return list(remarks(claims, CONTEXT, AGENCY))


def sorts(*claims: Claim) -> list[str]:
    return [remark.sort for remark in found(*claims)]


# one file for several items -----------------------------------------------------------------


def test_one_file_for_two_items_that_names_only_one() -> None:
    file = pdf("a", "แผนบริหารความเสี่ยง ประจำปีงบประมาณ พ.ศ. 2569", PROSE)
    risk = claim("risk", file, title="แผนบริหารความเสี่ยง")
    other = claim("participation", file, title="การเปิดโอกาสให้เกิดการมีส่วนร่วม")
    (remark,) = found(risk, other)
    assert remark.sort == "same_file"
    assert remark.topics == ("participation",)
    assert remark.quotes[0].text.startswith("แผนบริหารความเสี่ยง")
    assert not caps([remark])


def test_one_file_that_names_both_of_its_items_is_fine() -> None:
    lines = ("รายงานประจำปี 2569", "1. แผนบริหารความเสี่ยง", "2. การเปิดโอกาสให้เกิดการมีส่วนร่วม", PROSE)
    file = pdf("a", *lines)
    first = claim("risk", file, title="แผนบริหารความเสี่ยง")
    assert sorts(first, claim("part", file, title="การเปิดโอกาสให้เกิดการมีส่วนร่วม")) == []


def test_a_file_that_only_we_found_for_an_item_is_not_the_agencys_offer() -> None:
    file = pdf("a", "แผนบริหารความเสี่ยง ประจำปีงบประมาณ พ.ศ. 2569", PROSE)
    other = claim("participation", file, title="การเปิดโอกาสให้เกิดการมีส่วนร่วม")
    weak = Evidence(document=file, via="filename", label="", strength=45, years=(2569,))
    found_so = Claim(indicator=other.indicator, evidence=(weak,))
    assert sorts(claim("risk", file, title="แผนบริหารความเสี่ยง"), found_so) == []


def test_one_page_for_two_items_is_how_sites_are_made() -> None:
    page = pdf("a", "ช่องทางร้องเรียน 2569", media="text/html")
    assert sorts(claim("one", page, title="ก ข ค"), claim("two", page, title="ง จ ฉ")) == []


# last year's file ---------------------------------------------------------------------------


def test_last_years_face_behind_this_years_name() -> None:
    file = pdf("plan-2569", "แผนปฏิบัติการ ประจำปีงบประมาณ พ.ศ. 2568", PROSE, label="แผนปี 2569")
    (remark,) = found(claim("plan", file))
    assert remark.sort == "renamed"
    assert "2569" in remark.text
    assert "2568" in remark.text
    assert caps([remark]) == {("plan", file.url)}


@pytest.mark.parametrize(
    ("face", "label"),
    [
        ("แผนปฏิบัติการ ประจำปีงบประมาณ พ.ศ. 2569", "แผนปี 2568"),
        ("แผนพัฒนา (พ.ศ. 2566 - 2570)", "แผนปี 2569"),
        ("ประกาศ ณ วันที่ 15 กันยายน 2568", "แผนปี 2569"),
        ("แผนตามพระราชบัญญัติ พ.ศ. 2562", "แผนปี 2569"),
        ("แผนปฏิบัติการ ประจำปี 2568", "แผนปี 2568"),
        ("แผนปฏิบัติการ", "แผนปี 2569"),
    ],
)
def test_faces_and_names_that_agree(face: str, label: str) -> None:
    assert sorts(claim("plan", pdf("plan", face, PROSE, label=label))) == []


def test_a_report_of_last_year_is_asked_of_last_year() -> None:
    file = pdf("r", "รายงานประจำปี 2568", PROSE, label="OIT 2569 รายงานประจำปี")
    assert sorts(claim("report", file, year="previous")) == []


def test_last_years_text_with_another_year() -> None:
    figures = " ".join(f"โครงการที่ {n} งบประมาณ {n * 1250:,} บาท" for n in range(10, 30))
    old = pdf("2568", "แผนปฏิบัติการ ประจำปี 2568", PROSE, figures, "ลงวันที่ 1 ตุลาคม 2567")
    new = pdf("2569", "แผนปฏิบัติการ ประจำปี 2569", PROSE, figures, "ลงวันที่ 1 ตุลาคม 2568")
    (remark,) = found(claim("plan", new, old))
    assert remark.sort == "renamed"
    assert remark.urls == (new.url,)
    assert old.url in remark.text
    assert {quote.url for quote in remark.quotes} == {old.url, new.url}


def test_the_same_bytes_at_two_years() -> None:
    old = pdf("o", PROSE, label="แผนปี 2568", sha256="same")
    new = pdf("n", PROSE, label="แผนปี 2569", sha256="same")
    assert sorts(claim("plan", new, old)) == ["renamed"]


def test_a_declaration_signed_anew_is_a_new_one() -> None:
    old = pdf("2568", "ประกาศเจตนารมณ์ ประจำปี 2568", PROSE, "ประกาศ ณ วันที่ 3 ตุลาคม 2567")
    new = pdf("2569", "ประกาศเจตนารมณ์ ประจำปี 2569", PROSE, "ประกาศ ณ วันที่ 6 ตุลาคม 2568")
    assert sorts(claim("declaration", new, old)) == []
    stale = pdf("2569", "ประกาศเจตนารมณ์ ประจำปี 2569", PROSE, "ประกาศ ณ วันที่ 3 ตุลาคม 2567")
    assert sorts(claim("declaration", stale, old)) == ["renamed"]


def test_the_same_form_with_other_figures_is_a_new_report() -> None:
    old = pdf("2568", "รายงาน ปี 2568", PROSE, "เบิกจ่าย 12,500 บาท")
    new = pdf("2569", "รายงาน ปี 2569", PROSE, "เบิกจ่าย 99,400 บาท")
    assert sorts(claim("report", new, old)) == []


def test_short_notices_are_alike_by_nature() -> None:
    old, new = pdf("1", "ไม่มีเรื่องร้องเรียน ปี 2568"), pdf("2", "ไม่มีเรื่องร้องเรียน ปี 2569")
    assert sorts(claim("complaints", new, old)) == []


def test_manuals_that_need_no_year_may_stay_the_same() -> None:
    old = pdf("2568", "คู่มือ ปี 2568", PROSE)
    assert sorts(claim("manual", pdf("2569", "คู่มือ ปี 2569", PROSE), old, year="any")) == []


# another agency's document ------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "ประกาศเทศบาลตำบลทุ่งนา เรื่อง นโยบายการบริหารทรัพยากรบุคคล",
        "เทศบาลตำบลทุ่งนา",
        "แผนพัฒนาท้องถิ่น เทศบาลเมืองทุ่งนา",
        "คู่มือการปฏิบัติงานขององค์การบริหารส่วนตำบลทุ่งนา",
        "รายงานผล อบต.ทุ่งนา ประจำปี",
        "การประเมินความเสี่ยงการทุจริต ประจำปีงบประมาณ พ.ศ. 2569 องค์การบริหารส่วนตำบลทุ่งนา",
    ],
)
def test_another_agencys_document(line: str) -> None:
    file = pdf("a", line, PROSE)
    (remark,) = found(claim("plan", file, year="any"))
    assert remark.sort == "other_agency"
    assert remark.quotes[0].text == line
    assert caps([remark]) == {("plan", file.url)}


@pytest.mark.parametrize(
    "lines",
    [
        ("ประกาศเทศบาลตำบลบ้านสวนเรื่อง นโยบาย", PROSE),
        ("ประกาศอบต.บ้านสวน เรื่อง นโยบาย", PROSE),
        ("บันทึกข้อตกลงของเทศบาลตำบลทุ่งนา กับ เทศบาลตำบลบ้านสวน", PROSE),
        ("แผนปฏิบัติการของเทศบาลตำบลทุ่งนา", "ปรับใช้โดยเทศบาลตำบลบ้านสวน"),
        ("ต้อนรับคณะศึกษาดูงานจากเทศบาลตำบลทุ่งนา", PROSE),
        ("ประกาศกรมบัญชีกลาง เรื่อง หลักเกณฑ์", PROSE),
        ("ประกาศกระทรวงมหาดไทย เรื่อง หลักเกณฑ์", PROSE),
        ("ระเบียบองค์การบริหารส่วนตำบล ว่าด้วยการลา", PROSE),
        ("โรงเรียนบ้านทุ่งนา", PROSE),
    ],
)
def test_documents_that_are_this_agencys_or_nobodys(lines: tuple[str, ...]) -> None:
    assert other_author(pdf("a", *lines), AGENCY) is None


@pytest.mark.parametrize(
    ("own", "line", "other"),
    [
        ("กรมจำลอง", "ประกาศกรมอื่นใด เรื่อง นโยบาย", "อื่นใด"),
        ("วิทยาลัยเทคนิคแพร่", "คู่มือนักเรียน วิทยาลัยเทคนิคน่าน", "น่าน"),
        ("โรงพยาบาลบ้านสวน", "รายงานประจำปีของโรงพยาบาลทุ่งนา", "ทุ่งนา"),
        ("มหาวิทยาลัยราชภัฏบ้านสวน", "ประกาศมหาวิทยาลัยราชภัฏทุ่งนา", "ทุ่งนา"),
    ],
)
def test_every_sort_of_agency_is_told_from_its_peers(own: str, line: str, other: str) -> None:
    found = other_author(pdf("a", line, PROSE), own)
    assert found
    assert found[0].name == other


def test_a_site_whose_name_is_no_agencys_says_nothing() -> None:
    file = pdf("a", "ประกาศเทศบาลตำบลทุ่งนา เรื่อง นโยบาย", PROSE)
    assert other_author(file, "www.example.go.th") is None


def test_damaged_letters_are_the_same_agency() -> None:
    assert other_author(pdf("a", "ประกาศเทศบาลตาบลบานสวน เรื่อง นโยบาย"), AGENCY) is None


def test_agencies_have_names_of_their_own() -> None:
    assert [a.name for a in agencies("เทศบาลตำบลทุ่งนา อำเภอเมือง และวิทยาลัยเทคนิคแพร่")] == [
        "ทุ่งนา",
        "แพร่",
    ]
    assert agencies("องค์การบริหารส่วนตำบล ประจำปี 2569") == ()


# chiefs -------------------------------------------------------------------------------------


def people(name: str, *lines: str) -> Document:
    return pdf(name, *lines, media="text/html")


def test_the_chief_of_one_page_against_another() -> None:
    chart = claim("org-structure", people("s", "นายเอก หนึ่งใจ", "นายกเทศมนตรี"), year="any")
    team = claim("executives", people("e", "นายโท สองใจ", "นายกเทศมนตรี"), year="any")
    (remark,) = found(chart, team)
    assert remark.sort == "chiefs"
    assert "นายเอก หนึ่งใจ" in remark.text
    assert "นายโท สองใจ" in remark.text
    assert set(remark.topics) == {"org-structure", "executives"}


def test_the_chief_against_the_signer_of_the_declaration() -> None:
    team = claim("executives", people("e", "นายโท สองใจ", "นายกเทศมนตรี"), year="any")
    face = "ประกาศเจตนารมณ์ No Gift Policy ประจำปี 2569"
    signed = pdf("d", face, "(นายเอก หนึ่งใจ)", "นายกเทศมนตรี")
    assert sorts(team, claim("no-gift-declaration", signed)) == ["chiefs"]
    last = pdf("d", face.replace("2569", "2568"), "(นายเอก หนึ่งใจ)", "นายกเทศมนตรี")
    assert sorts(team, claim("no-gift-declaration", last)) == []


@pytest.mark.parametrize("name", ["ดร.โท สองใจ", "นายโท  สองใจ", "ว่าที่ร้อยตรี โท สองใจ"])
def test_one_chief_with_two_titles(name: str) -> None:
    chart = claim("org-structure", people("s", name, "นายกเทศมนตรี"), year="any")
    team = claim("executives", people("e", "นายโท สองใจ", "นายกเทศมนตรี"), year="any")
    assert sorts(chart, team) == []


def test_a_deputy_is_no_chief() -> None:
    chart = claim("org-structure", people("s", "นายเอก หนึ่งใจ", "รองนายกเทศมนตรี"), year="any")
    team = claim("executives", people("e", "นายโท สองใจ", "นายกเทศมนตรี"), year="any")
    assert sorts(chart, team) == []


# years of plan and report -------------------------------------------------------------------


def test_a_plan_of_this_year_beside_a_report_of_another() -> None:
    plan = pdf("p", "แผนปฏิบัติการ ประจำปี 2569", PROSE)
    late = pdf("r", "รายงานผลตามแผนปฏิบัติการ ประจำปี 2568", "เบิกจ่าย 12,500 บาท")
    (remark,) = found(claim("plan", plan, late))
    assert remark.sort == "years"
    assert "2568" in remark.text
    assert not caps([remark])


def test_plans_and_reports_of_several_years_side_by_side() -> None:
    files = [
        pdf(f"{kind}{year}", f"{kind} ประจำปี {year}", f"{PROSE} {year - 2000 + len(kind)} เรื่อง")
        for year in (2568, 2569)
        for kind in ("แผนปฏิบัติการ", "รายงานผลการดำเนินงาน")
    ]
    assert sorts(claim("plan", *files)) == []


def test_a_plan_for_several_years_covers_the_report() -> None:
    plan = pdf("p", "แผนพัฒนา (พ.ศ. 2566 - 2570)", PROSE)
    report = pdf("r", "รายงานผลการดำเนินงาน ประจำปี 2569", "เบิกจ่าย 12,500 บาท")
    assert sorts(claim("plan", plan, report)) == []


PROVINCE = "รายงานผลการบริหารความเสี่ยง ปีงบประมาณ พ.ศ. 2568\nสำนักงานจังหวัดหินลาด\nผลการดำเนินการ"


@pytest.mark.parametrize(
    ("text", "own", "other"),
    [
        (PROVINCE, "จังหวัดแก่งทราย", True),
        (PROVINCE, "จังหวัดหินลาด", False),
        (PROVINCE.replace("สำนักงาน", "ส่งถึงสำนักงาน"), "จังหวัดแก่งทราย", False),
        (f"{PROVINCE}\nจังหวัดแก่งทราย", "จังหวัดแก่งทราย", False),
        (f"{PROVINCE}\nเผยแพร่บนเว็บไซต์จังหวัดแก่งทราย", "จังหวัดแก่งทราย", True),
        (PROVINCE, "กรมตัวอย่าง", False),
    ],
)
def test_another_provinces_document(text: str, own: str, other: bool) -> None:
    assert bool(other_author(pdf("a", *text.split("\n")), own)) is other


@pytest.mark.parametrize(
    ("line", "own", "other"),
    [
        ("สำนักงานสาธารณสุขจังหวัดมหาวนา", "องค์การบริหารส่วนตำบลเขาล้อม", True),
        ("สำนักงานสาธารณสุขจังหวัดมหาวนา", "โรงพยาบาลบึงสวรรค์", True),
        ("โรงเรียนบ้านทุ่งนา", "เทศบาลตำบลบ้านสวน", False),
        ("ประกาศกระทรวงสาธารณสุข เรื่อง หลักเกณฑ์", "โรงพยาบาลบึงสวรรค์", False),
        ("กรมควบคุมโรคภัย", "โรงพยาบาลบึงสวรรค์", False),
    ],
)
def test_a_document_of_a_neighbour(line: str, own: str, other: bool) -> None:
    """Neighbours of other sorts do not speak for an agency; its ministry may."""
    text = ("รายงานผลการส่งเสริมคุณธรรม ปี พ.ศ. 2568", line, PROSE)
    assert bool(other_author(pdf("a", *text), own)) is other
