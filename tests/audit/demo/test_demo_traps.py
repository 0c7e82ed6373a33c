"""Every trap that the site promises is really in the built files."""

from pathlib import Path

import pypdfium2
from selectolax.lexbor import LexborHTMLParser


def page(folder: Path, name: str) -> LexborHTMLParser:
    return LexborHTMLParser((folder / name).read_bytes().decode("utf-8"))


def main_text(folder: Path, name: str) -> str:
    main = page(folder, name).css_first("main")
    assert main is not None
    return main.text()


def hrefs(folder: Path, name: str) -> list[str]:
    found = (link.attributes.get("href") for link in page(folder, name).css("main a"))
    return [href for href in found if href]


def words(folder: Path, name: str) -> str:
    with pypdfium2.PdfDocument(folder / "files" / name) as pdf:
        return "\n".join(sheet.get_textpage().get_text_range() for sheet in pdf)


def exists(folder: Path, href: str) -> bool:
    return (folder / href.lstrip("/")).is_file()


def test_criteria_echo_stands_beside_empty_and_dead_links(before: Path) -> None:
    assert "แสดงสรุปข้อมูลผู้มีส่วนร่วม" in main_text(before, "participation/index.html")
    targets = hrefs(before, "participation/index.html")[1:]
    assert "#" in targets
    assert "javascript:void(0)" in targets
    assert not any(exists(before, href) for href in targets if href.startswith("/"))


def test_the_hub_lists_every_indicator_with_a_link(before: Path) -> None:
    rows = page(before, "ita/2569.html").css("tbody tr")
    assert [row.css_first("td").text() for row in rows] == [f"O{n}" for n in range(1, 27)]
    assert all(row.css("a") for row in rows)
    labels = [link.text() for row in rows for link in row.css("a")]
    assert {"ดาวน์โหลด", "คลิกที่นี่"} <= set(labels)


def test_every_page_carries_the_menu_and_footer(before: Path) -> None:
    for path in before.rglob("*.html"):
        if "_server" in path.parts or path.name in {"history.html", "statistics.html"}:
            continue
        text = path.read_text(encoding="utf-8")
        assert "ข้อมูลผู้บริหาร" in text
        assert "แผนปฏิบัติการป้องกันการทุจริต" in text.rsplit("<footer>", 1)[1]


def test_the_right_document_of_the_wrong_year_under_this_years_name(before: Path) -> None:
    text = words(before, "plan/action-plan-2569.pdf")
    assert "๒๕๖๘" in text
    assert "2569" not in text


def test_the_right_plan_arrives_in_the_second_state(after: Path) -> None:
    assert "พ.ศ. 2569" in words(after, "plan/action-plan-2569.pdf")


def test_years_come_in_thai_digits_two_digits_and_ranges(before: Path) -> None:
    assert "2566–2570" in words(before, "plan/strategic-plan-2566-2570.pdf")
    assert "ต.ค. 67" in words(before, "2568/O6-plan-progress-2568.pdf")
    assert "ปี ๒๕๖๘" in main_text(before, "ita/2568.html")
    assert "ปีงบ 68" in main_text(before, "ita/2568.html")


def test_a_report_is_offered_where_a_plan_is_asked(before: Path) -> None:
    assert "/files/plan/anticorruption-6m-2569.pdf" in hrefs(before, "anticorruption/index.html")
    text = words(before, "plan/anticorruption-6m-2569.pdf")
    assert "รายงานผล" in text
    assert "แผน" not in text


def test_a_deputy_is_not_the_chief_and_one_has_no_contact(before: Path, after: Path) -> None:
    cards = [card.text() for card in page(before, "about/executives.html").css(".person")]
    assert sum("รองอธิบดี" in card for card in cards) == 2
    assert [("โทรศัพท์" in card) for card in cards] == [True, True, False]
    fixed = [card.text() for card in page(after, "about/executives.html").css(".person")]
    assert all("โทรศัพท์" in card for card in fixed)


def test_last_years_index_uses_last_years_numbers_and_odd_zeros(before: Path) -> None:
    text = main_text(before, "ita/2568.html")
    for wording in ("O12 รายการการจัดซื้อจัดจ้าง", "O2O ", "๐21 ", "o14 "):
        assert wording in text
    names = {path.name for path in (before / "files/2568").iterdir()}
    assert {"O2O-participation-2568.pdf", "๐21-no-gift-2568.pdf", "o14-hr-plan-2568.pdf"} <= names


def test_one_file_is_offered_for_several_indicators(before: Path) -> None:
    assert hrefs(before, "ita/2569.html").count("/files/risk/risk-assessment-2569.pdf") == 2


def test_a_dead_download_stands_behind_a_live_label(before: Path) -> None:
    assert "/files/hr/hr-plan-2569.pdf" in hrefs(before, "hr/index.html")
    assert not exists(before, "/files/hr/hr-plan-2569.pdf")


def test_only_the_promised_links_are_dead(before: Path) -> None:
    special = {"/service/statistics.html", "/intranet/risk-report-2568.html", "/calendar"}
    dead = set()
    for path in before.rglob("*.html"):
        if "_server" in path.parts:
            continue
        for href in hrefs_of(path):
            local = href.split("?")[0]
            if local.startswith("/") and local not in special and not exists(before, local):
                dead.add(local)
    assert dead == {
        "/files/hr/hr-plan-2569.pdf",
        "/files/participation/result-2569.pdf",
        "/km/staff-manual-2.html",
    }


def hrefs_of(path: Path) -> list[str]:
    links = LexborHTMLParser(path.read_bytes().decode("utf-8", errors="replace")).css("a")
    return [href for link in links if (href := link.attributes.get("href"))]


def test_a_title_only_manual_and_a_scan_without_text(before: Path) -> None:
    assert len(words(before, "manual/staff-manual.pdf")) < 250
    assert words(before, "hr/hr-report-2568.pdf").strip() == ""


def test_a_page_is_under_construction_until_the_second_state(before: Path, after: Path) -> None:
    assert "อยู่ระหว่างปรับปรุง" in main_text(before, "no-gift/knowledge.html")
    assert "มาตรา 128" in main_text(after, "no-gift/knowledge.html")


def test_two_pages_are_thai_in_windows_874(before: Path) -> None:
    for name in ("about/history.html", "complaint/statistics.html"):
        data = (before / name).read_bytes()
        assert "charset" not in data.decode("cp874").split("</head>", maxsplit=1)[0]
        assert "กรมส่งเสริมการเรียนรู้" in data.decode("cp874")


def test_no_page_asks_the_network_for_anything(before: Path) -> None:
    for path in before.rglob("*.html"):
        tree = LexborHTMLParser(path.read_bytes().decode("utf-8", errors="replace"))
        assets = tree.css("img, script, iframe, link, source, video, embed, object")
        sources = [node.attributes.get("src") or node.attributes.get("href") for node in assets]
        assert all(source is None or source.startswith("/") for source in sources)
    assert "url(" not in (before / "assets/site.css").read_text(encoding="utf-8")
