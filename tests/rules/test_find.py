"""Evidence found and set aside: hubs, menus, dead links, years, the site's own numbering."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rules.document import Block, Document, Kind, Label, Legibility, Reach
from rules.find import Finder
from rules.markup import document
from rules.model import Evidence
from rules.pack import Pack
from rules.reader import load_pack

HOME = "https://www.example.go.th/"


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack("oit-2569").pack


def page(path: str, text: str = "", **fields: object) -> Document:
    return document({"url": HOME + path, "text": text, **fields})


def label(text: str, near: str = "", heading: str = "", url: str = "ita", **more: bool) -> Label:
    return Label(text=text, near=near, heading=heading, url=HOME + url, **more)


def found(pack: Pack, code: str, *documents: Document, **more: object) -> tuple[Evidence, ...]:
    indicator = next(i for i in pack.indicators if i.code == code)
    return Finder(pack, documents, **more).evidence(indicator)  # type: ignore[arg-type]  # Finder keywords, as given


HUB = page(
    "ita",
    """# การเปิดเผยข้อมูลสาธารณะ OIT 2569
[O1 โครงสร้าง หน้าที่และอำนาจ](/o1)
[O2 ข้อมูลผู้บริหาร](/o2)
[O4 ข่าวประชาสัมพันธ์](/o4)
[O5 แผนยุทธศาสตร์หรือแผนพัฒนาหน่วยงาน](/o5)
[O8 คู่มือหรือแนวทางการปฏิบัติงานของเจ้าหน้าที่](/o8)
[O16 แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ](/o16)
""",
)


def test_the_index_row_gives_a_button_its_meaning(pack: Pack) -> None:
    row = "O8 | คู่มือหรือแนวทางการปฏิบัติงานของเจ้าหน้าที่ | ดาวน์โหลด"
    file = replace(page("files/1.pdf", "เนื้อหา"), labels=(label("ดาวน์โหลด", row),))
    evidence = found(pack, "o8", HUB, file)
    assert [e.document.url for e in evidence if e.aside is None] == [file.url]
    assert evidence[0].label == row


def test_a_hub_leads_and_never_counts(pack: Pack) -> None:
    linked = replace(HUB, labels=(label("โครงสร้าง หน้าที่และอำนาจ", url=""),))
    evidence = found(pack, "o1", linked)
    assert [e.aside for e in evidence] == ["hub"]


def test_a_page_that_names_few_subjects_is_no_hub(pack: Pack) -> None:
    contact = page("contact", "# ติดต่อเรา\n[ข่าวประชาสัมพันธ์](/news)\n[แจ้งเรื่องร้องเรียน](/c)\n")
    assert not Finder(pack, [contact]).hubs


def test_a_menu_makes_no_hub_of_a_small_site(pack: Pack) -> None:
    pages = [replace(HUB, url=HOME + name, sha256=name) for name in ("a", "b", "c", "d")]
    assert not Finder(pack, pages).hubs


def test_a_menu_leads_less_than_a_row(pack: Pack) -> None:
    by_menu = replace(page("m"), labels=(label("ข้อมูลผู้บริหาร", furniture=True),))
    by_row = replace(page("r"), labels=(label("ดูที่นี่", "O2 | ข้อมูลผู้บริหาร | ดูที่นี่"),))
    assert [e.document.url for e in found(pack, "o2", HUB, by_menu, by_row)] == [
        by_row.url,
        by_menu.url,
    ]


def test_a_plan_is_not_found_for_its_report(pack: Pack) -> None:
    report = page("r.pdf", title="รายงานผลการดำเนินการป้องกันการทุจริต ปีงบประมาณ 2568")
    assert not found(pack, "o23", report)
    assert found(pack, "o24", report)


@pytest.mark.parametrize(
    ("problem", "aside"),
    [
        ("not_found", "dead"),
        ("soft_404", "dead"),
        ("blocked", "unreachable"),
        ("timeout", "unreachable"),
        ("login", "unreachable"),
        ("not_reached", "unreachable"),
        ("outside", "elsewhere"),
        ("scan", None),
    ],
)
def test_trouble_with_the_target_is_said_not_hidden(
    pack: Pack, problem: str, aside: str | None
) -> None:
    target = Document(
        sha256="" if aside else "ab",
        media="",
        legibility=Legibility.NONE,
        url=HOME + "x",
        problem=problem,
        labels=(label("ข้อมูลผู้บริหาร"),),
    )
    assert [e.aside for e in found(pack, "o2", target)] == [aside]


def test_an_unfinished_page_is_set_aside(pack: Pack) -> None:
    unfinished = page("x", "# ข้อมูลผู้บริหาร\nหน้านี้อยู่ระหว่างการปรับปรุง ขออภัยในความไม่สะดวก")
    assert [e.aside for e in found(pack, "o2", unfinished)] == ["under_construction"]


def test_a_long_page_may_speak_of_unfinished_things(pack: Pack) -> None:
    long = "กรมดำเนินงานตามภารกิจที่ได้รับมอบหมายอย่างต่อเนื่อง " * 30
    busy = page("x", f"# ข่าวประชาสัมพันธ์\n{long}\nถนนสายนี้อยู่ระหว่างการปรับปรุง")
    assert [e.aside for e in found(pack, "o4", busy)] == [None]


def test_declared_addresses_come_first(pack: Pack) -> None:
    declared = page("any", "ข้อความ")
    named = page("named", title="ข้อมูลผู้บริหาร")
    evidence = found(pack, "o2", named, declared, declared={"o2": [declared.url]})
    assert [(e.document.url, e.via) for e in evidence] == [
        (declared.url, "declared"),
        (named.url, "title"),
    ]


def test_local_names_lead(pack: Pack) -> None:
    odd = page("leaders", title="ผู้นำองค์กรของเรา")
    assert not found(pack, "o2", odd)
    assert found(pack, "o2", odd, also_named={"o2": ["ผู้นำองค์กร"]})


def test_files_offered_by_an_evidence_page_belong_to_it(pack: Pack) -> None:
    manual = page("manuals", "# คู่มือหรือแนวทางการปฏิบัติงานของเจ้าหน้าที่\nรายการคู่มือ")
    file = replace(
        page("f/7.pdf", "งานสารบรรณ", media="application/pdf"),
        labels=(label("งานสารบรรณ", url="manuals"),),
    )
    news = replace(
        page("f/8.pdf", "x", media="application/pdf"),
        labels=(label("แผนปฏิบัติการป้องกันการทุจริต 2569", url="manuals"),),
    )
    urls = {e.document.url: e.via for e in found(pack, "o8", manual, file, news)}
    assert urls == {manual.url: "title", file.url: "attached"}


def test_numbers_lead_only_where_the_list_is_ours(pack: Pack) -> None:
    target = replace(page("f/9.pdf", "x"), labels=(label("O2", "O2 เอกสารแนบ 1"),))
    assert found(pack, "o2", HUB, target)
    shifted = document({"url": HUB.url, "text": _renumbered()})
    assert not found(pack, "o2", shifted, target)


def _renumbered() -> str:
    rows = [b for b in HUB.blocks if b.kind is Kind.LINK]
    return "\n".join(f"[O{30 + n} {b.text.split(' ', 1)[1]}](/x{n})" for n, b in enumerate(rows))


YEARS = [
    ("แผนปฏิบัติการป้องกันการทุจริต ปีงบประมาณ พ.ศ. ๒๕๖๙", "", (2569,)),
    ("แผนปฏิบัติการป้องกันการทุจริต ปีงบประมาณ พ.ศ. 2568", "แผนปี 2569", (2568,)),
    ("แผนปฏิบัติการป้องกันการทุจริต", "แผนปฏิบัติการป้องกันการทุจริต 2569", (2569,)),
    ("แผนปฏิบัติการป้องกันการทุจริต", "", ()),
]


@pytest.mark.parametrize(("face", "said", "years"), YEARS)
def test_the_documents_own_face_decides_its_year(
    pack: Pack, face: str, said: str, years: tuple[int, ...]
) -> None:
    file = page("f/plan.pdf", f"# {face}\nเนื้อหาของแผน", media="application/pdf")
    file = replace(file, labels=(label(said),)) if said else file
    assert [e.years for e in found(pack, "o23", file)] == [years]


def test_years_read_from_pictures_decide_nothing(pack: Pack) -> None:
    face = "# แผนปฏิบัติการป้องกันการทุจริต ปีงบประมาณ พ.ศ. ๒๕๒๕\nเนื้อหาของแผน"
    file = page("f/plan.pdf", face, media="application/pdf")
    scan = replace(file, legibility=Legibility.OCR)
    cover = replace(file, ocr_places=frozenset(block.where for block in file.blocks), title="")
    for read in (scan, cover):
        assert [e.years for e in found(pack, "o23", read)] == [()]
        named = replace(read, labels=(label("แผนปฏิบัติการป้องกันการทุจริต 2569"),))
        assert [e.years for e in found(pack, "o23", named)] == [(2569,)]


def test_same_documents_same_evidence(pack: Pack) -> None:
    pages = [page(f"p{n}", title="ข้อมูลผู้บริหาร") for n in range(50)]
    forward = found(pack, "o2", *pages)
    assert forward == found(pack, "o2", *reversed(pages))
    assert len(forward) == 40


def test_a_blank_link_is_no_hub_sign(pack: Pack) -> None:
    blocks = tuple(
        Block(kind=Kind.LINK, text="", where="", href=f"/{n}", reach=Reach.LIVE) for n in range(9)
    )
    assert not Finder(pack, [replace(HUB, blocks=blocks)]).hubs


def test_an_index_row_without_a_target_says_so(pack: Pack) -> None:
    text = "\n".join(f'[{b.text}](# "dead")' for b in HUB.blocks if b.kind is Kind.LINK)
    empty = document({"url": HUB.url, "text": f"# OIT 2569\n{text}"})
    (evidence,) = found(pack, "o4", empty)
    assert (evidence.aside, evidence.label) == ("unlinked", "O4 ข่าวประชาสัมพันธ์")


def test_a_row_gives_no_link_the_year_of_its_neighbour(pack: Pack) -> None:
    row = "O20 | นโยบาย No Gift Policy | ประกาศเจตนารมณ์ รายงาน 2568"
    links = [("f/1.html", "ประกาศเจตนารมณ์"), ("f/2.html", "รายงาน 2568")]
    pages = [replace(page(path, "เนื้อหา"), labels=(label(text, row),)) for path, text in links]
    years = {e.document.url[-6:]: e.years for e in found(pack, "o20", HUB, *pages)}
    assert years == {"1.html": (), "2.html": (2568,)}


@pytest.mark.parametrize("title", ["(ร่าง) ข้อมูลผู้บริหาร", "ร่างข้อมูลผู้บริหาร", "ข้อมูลผู้บริหาร (ฉบับร่าง)"])
def test_a_draft_is_known_as_one(pack: Pack, title: str) -> None:
    assert [e.draft for e in found(pack, "o2", page("x", title=title))] == [True]
    assert [e.draft for e in found(pack, "o2", page("x", title="ข้อมูลผู้บริหาร ร่างกาย"))] == [False]


def test_a_guide_beside_the_data_is_not_the_data(pack: Pack) -> None:
    row = "O2 | ข้อมูลผู้บริหาร | แสดงขั้นตอน หน้าหลัก ข้อมูล"
    links = [("steps", "แสดงขั้นตอน"), ("", "หน้าหลัก"), ("data", "ข้อมูล")]
    pages = [replace(page(path), labels=(label(text, row),)) for path, text in links]
    assert [e.document.url for e in found(pack, "o2", HUB, *pages)] == [HOME + "data"]
    alone = replace(page("home"), labels=(label("หน้าหลัก", "O2 | ข้อมูลผู้บริหาร | หน้าหลัก"),))
    assert found(pack, "o2", HUB, alone)


def test_a_numbered_row_is_named_by_its_own_cell(pack: Pack) -> None:
    row = "O2 | ข้อมูลผู้บริหาร | แสดงชื่อและช่องทางการติดต่อของผู้บริหาร | ดู"
    file = replace(page("f/1.pdf"), labels=(label("ดู", row),))
    assert found(pack, "o2", HUB, file)
    assert not found(pack, "o3", HUB, file)


@pytest.mark.parametrize(("mark", "code"), [("O12", "o12"), ("o2", "o2")])
def test_a_mark_of_the_page_leads(pack: Pack, mark: str, code: str) -> None:
    file = replace(page("f/1.pdf"), labels=(label("ไฟล์", f"data-oit={mark} | ไฟล์ใหม่"),))
    assert found(pack, code, file)


@pytest.mark.parametrize("mark", ["O99", "x", "12"])
def test_a_mark_of_no_item_leads_nowhere(pack: Pack, mark: str) -> None:
    file = replace(page("f/1.pdf"), labels=(label("ไฟล์", f"data-oit={mark} | ไฟล์ใหม่"),))
    assert not any(Finder(pack, [file])._leads.values())


def test_a_page_that_two_subjects_call_details_is_nobodys(pack: Pack) -> None:
    names = ("ข้อมูลผู้บริหาร", "ข่าวประชาสัมพันธ์", "แผนยุทธศาสตร์")
    parents = [page(f"p{n}", title=name) for n, name in enumerate(names)]
    details = replace(page("d"), labels=tuple(label("รายละเอียด", url=f"p{n}") for n in range(3)))
    assert found(pack, "o2", parents[0], replace(details, labels=details.labels[:1]))[1:]
    assert not found(pack, "o2", *parents, details)[1:]


def test_what_stands_only_behind_another_subjects_row_is_for_a_person(pack: Pack) -> None:
    title = "การประเมินความเสี่ยงการทุจริต ประจำปีงบประมาณ พ.ศ. 2569"
    report = "รายงานผลการดำเนินการตามแผนบริหารจัดการความเสี่ยงการทุจริต"
    row, beside = label("ดาวน์โหลด", f"O21 | {title}"), label("ดาวน์โหลด", f"O22 | {report}")
    own = replace(page("own.pdf", "# เอกสาร"), labels=(row,))
    other = replace(page("other.pdf", f"# {title}"), labels=(beside,))
    doubts = {one.document.url: one.doubt for one in found(pack, "o21", own, other)}
    assert doubts[own.url] == ""
    assert "ข้ออื่น" in doubts[other.url]
    (alone,) = found(pack, "o21", other)
    assert alone.doubt == "", "without a row of its own nothing is misplaced"


def test_the_subject_below_the_name_of_who_announces_leads(pack: Pack) -> None:
    text = "# ประกาศเทศบาลตำบลตัวอย่าง\nเรื่อง เจตนารมณ์ไม่รับของขวัญ (No Gift Policy)\nข้าพเจ้าขอประกาศ"
    assert [one.via for one in found(pack, "o20", page("th.html", text))] == ["heading"]
    prose = "# ข่าว\nเรื่องที่เล่าวันนี้ไม่เกี่ยวกับ No Gift Policy แต่อย่างใด"
    assert found(pack, "o20", page("news.html", prose)) == ()


def test_the_heading_above_a_link_leads_where_nothing_else_does(pack: Pack) -> None:
    target = page("en.html", "# Announcement\nI hereby declare that we accept no gift at all")
    above = replace(target, labels=(label("Announcement", heading="No Gift Policy 2569", url="/"),))
    assert [one.strength for one in found(pack, "o20", above)] == [70]
    other = replace(target, labels=(label("Announcement", heading="ดาวน์โหลด", url="/"),))
    assert found(pack, "o20", other) == ()


def test_a_draft_that_people_are_heard_about_is_no_draft_itself(pack: Pack) -> None:
    heard = "# ร่างแผนพัฒนาเมือง: สรุปผลการรับฟังความคิดเห็น ปีงบประมาณ พ.ศ. 2569\nมีส่วนร่วม 45 คน"
    (one,) = found(pack, "o19", page("p.html", heard))
    assert not one.draft
    (plan,) = found(pack, "o5", page("d.html", "# ร่างแผนพัฒนาท้องถิ่น 2566-2570\nยุทธศาสตร์"))
    assert plan.draft


def test_a_menu_in_one_cell_is_no_row_about_its_links(pack: Pack) -> None:
    texts = ("โครงสร้าง อบต.", "อำนาจหน้าที่", "คณะผู้บริหาร", "ติดต่อเรา", "ประชุมสภาสมัยสามัญ")
    near = " ".join(texts)
    pages = [
        replace(page(f"{at}", "เนื้อหา"), labels=(label(text, near, url=""),))
        for at, text in enumerate(texts)
    ]
    led = {e.document.url for e in found(pack, "o2", *pages) if e.aside is None}
    assert led == {pages[2].url}


def test_a_file_whose_title_is_another_subject_proves_nothing_alone(pack: Pack) -> None:
    front = page("plans", "# รายงานผลการดำเนินงานประจำปี 2568\n[ดาวน์โหลดไฟล์](hr.pdf)")
    label_ = label("ดาวน์โหลดไฟล์", url="plans")
    text = "# รายงานผลการบริหารและพัฒนาทรัพยากรบุคคล ปีงบประมาณ พ.ศ. 2568\nใช้จ่าย 201,400 บาท"
    other = replace(page("hr.pdf", text), media="application/pdf", labels=(label_,))
    doubts = {one.document.url: one.doubt for one in found(pack, "o7", front, other)}
    assert "เรื่องอื่น" in doubts[other.url]
    own = replace(other, title="รายงานผลการดำเนินงานประจำปี 2568")
    doubts = {one.document.url: one.doubt for one in found(pack, "o7", front, own)}
    assert doubts[own.url] == ""
