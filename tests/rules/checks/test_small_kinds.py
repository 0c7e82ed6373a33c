"""`pattern`, `picture`, `link`, `count`, `fiscal_year`, `as_of`: near misses of each."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pydantic import ValidationError

from rules.checks import AsOf, FiscalYear
from rules.markup import document

IMAGE = {"media": "image/png", "text": "![](a.png)", "labels": ["โครงสร้าง"]}
LIST = "• กองคลัง\n๒. กองช่าง\n(3) กองแผนงาน"
DATED = {"year": "current", "dates": True}
WINDOW = {"from": "2026-03-01", "to": "2026-09-30"}


@pytest.mark.parametrize(
    ("kind", "parameters", "text", "found"),
    [
        # pattern
        ("pattern", {"named": "phone"}, "[โทรหาเรา](tel:021234567)", True),
        ("pattern", {"named": "phone"}, "| โทร. | 0 2123 4567 |", True),
        ("pattern", {"named": "phone", "min": 2}, "โทร. 0 2123 4567, 0 2123 4568", True),
        ("pattern", {"named": "phone"}, "เลขที่ 1-1037-01234-56-7", False),
        ("pattern", {"named": "email"}, "[ส่งอีเมล](mailto:info@example.go.th)", True),
        ("pattern", {"named": "email"}, "[ติดต่อ](contact.html)", False),
        ("pattern", {"named": "line_id"}, "[ไลน์](https://line.me/R/ti/p/@example)", True),
        ("pattern", {"named": "line_id"}, "info@example.go.th", False),
        ("pattern", {"named": "map"}, "[แผนที่](https://maps.app.goo.gl/abc)", True),
        ("pattern", {"named": "map"}, "![แผนที่ตั้งกรม](map.png)", True),
        ("pattern", {"named": "map"}, '![แผนที่ตั้งกรม](map.png "dead")', False),
        ("pattern", {"named": "map"}, "ดูแผนที่ได้ที่สำนักงาน", False),
        ("pattern", {"named": "map"}, '[แผนที่](https://maps.app.goo.gl/a "dead")', False),
        ("pattern", {"named": "baht"}, "วงเงิน 50,000 บาท", True),
        ("pattern", {"named": "baht"}, "| รายการ | วงเงิน (บาท) |\n| โต๊ะ | 4,500.00 |", True),
        ("pattern", {"named": "baht"}, "| รายการ | จำนวน |\n| โต๊ะ | 4,500 |", False),
        ("pattern", {"named": "date", "min": 2}, "1 ม.ค. 69 และ 2 ม.ค. 69", True),
        ("pattern", {"named": "date", "min": 2}, "1 ม.ค. 69 คือ 01/01/2569", False),
        ("pattern", {"named": "address"}, "99 หมู่ 1 ต.บ้านใหม่ อ.เมือง จ.นนทบุรี 11000", True),
        # picture
        ("picture", {"named": ["โครงสร้าง"]}, "![](chart.png)\n", False),
        ("picture", {"named": ["org-chart"]}, "![](img/org_chart.png)", True),
        ("picture", {"named": ["โครงสร้าง"]}, "# โครงสร้างหน่วยงาน\n![](1.png)", True),
        ("picture", {"named": ["โครงสร้าง"]}, "# โครงสร้าง\nข้อความ\n![](1.png)", False),
        ("picture", {"named": ["โครงสร้าง"]}, "โครงสร้าง", False),
        ("picture", {"named": ["โครงสร้าง"]}, IMAGE, True),
        ("picture", {"named": ["โครงสร้าง"]}, '![โครงสร้าง](a.png "dead")', False),
        ("picture", {"named": ["ผัง"]}, '![ผัง](a.png "dead")\n![ผัง](b.png "live")', True),
        # link
        ("link", {"to": "page"}, "[อ่านต่อ](news/1)", True),
        ("link", {"to": "page"}, "[อ่านต่อ](#top)", False),
        ("link", {"to": "page"}, "[โทร](tel:021234567)", False),
        ("link", {"to": "form"}, "[แจ้งเรื่อง](https://forms.gle/abc)", True),
        ("link", {"to": "form"}, "[ดาวน์โหลดแบบฟอร์ม](form.pdf)", False),
        ("link", {"to": "chat"}, "[สอบถาม](https://lin.ee/abc)", True),
        ("link", {"to": "chat"}, "[กระดานถามตอบ](/webboard)", True),
        ("link", {"to": "chat"}, "[แชร์](https://line.me/R/share?url=http://x)", False),
        ("link", {"to": "social"}, "[แชร์](https://facebook.com/sharer.php?u=http://x)", False),
        ("link", {"to": "social"}, "[ข่าว](https://example.go.th/facebook.com-news)", False),
        ("link", {"to": "map"}, "[แผนที่](https://www.google.com/maps/place/x)", True),
        ("link", {"to": "file"}, "[แผน](https://drive.google.com/file/d/abc/view \"live\")", True),
        ("link", {"to": "file"}, "[แผน](download.php?file=plan.pdf)", True),
        ("link", {"to": "file"}, "[แผน](plan)", False),
        ("link", {"to": "file", "named": ["แผน"]}, "| แผนปี 2569 | [เปิด](a.pdf) |", True),
        # count
        ("count", {"of": "lines", "starting": ["กอง"], "min": 3}, LIST, True),
        ("count", {"of": "lines", "starting": ["กอง"], "min": 2}, "กองคลัง\nสำนักงานกองทุน", False),
        ("count", {"of": "lines", "starting": ["กอง"], "min": 2}, "| กองคลัง | กองช่าง |", True),
        ("count", {"of": "lines", "named": ["อบรม"], "min": 2}, "จัดอบรมครู\nอบรมพนักงาน", True),
        ("count", {"of": "rows", "min": 2}, "| ก | ข |\n| 1 | 2 |\n| 3 | 4 |", True),
        ("count", {"of": "rows", "min": 2}, "| ก | ข |\n| 1 | 2 |\n| | |", False),
        ("count", {"of": "rows", "min": 2}, "| ก | ข |\n| 1 | 2 |\n| 1 | 2 |", False),
        ("count", {"of": "files", "min": 2}, "[ก](a.pdf)\n[ข](b.docx)", True),
        ("count", {"of": "files", "min": 2}, '[ก](a.pdf)\n[ข](b.docx "dead")', False),
        ("count", {"of": "files", "min": 2}, "[ก](a.pdf)\n[ข](b.html)", False),
        ("count", {"of": "links", "named": ["ข่าว"], "min": 2}, "[ข่าว 1](a)\n[ข่าว 2](b)", True),
        ("count", {"of": "links", "min": 1}, "[บน](#top)", False),
        # fiscal_year
        ("fiscal_year", {"year": "current"}, "แผนปี 2569", True),
        ("fiscal_year", {"year": "current"}, "แผนปี 2568", False),
        ("fiscal_year", {"year": "previous"}, "แผนปี 2568", True),
        ("fiscal_year", {"year": "current"}, "แผน พ.ศ. 2566-2570", True),
        ("fiscal_year", {"year": "current"}, "แผน พ.ศ. 2561-2565", False),
        ("fiscal_year", {"year": "current", "span": 2}, "แผนปี 2569", False),
        ("fiscal_year", {"year": "current", "span": 5}, "แผน พ.ศ. 2566-2570", True),
        ("fiscal_year", {"year": "current", "span": 6}, "แผน พ.ศ. 2566-2570", False),
        ("fiscal_year", {"year": "current"}, "เมื่อ 5 ตุลาคม 2568", False),
        ("fiscal_year", DATED, "เมื่อ 5 ตุลาคม 2568", True),
        ("fiscal_year", DATED, "เมื่อ 30 กันยายน 2568", False),
        ("fiscal_year", DATED, "[ข่าว 5 ม.ค. 69](1.html)", True),
        ("fiscal_year", DATED, "ITA 2569\n9 ก.ย. 2568", False),
        ("fiscal_year", DATED, "ITA 2569\n9 ต.ค. 2568", True),
        ("fiscal_year", DATED, "ปี 2569\n9 ก.ย. 68\n[9 ต.ค. 68](1)", True),
        ("fiscal_year", DATED, "ข่าวปี 2569", True),
        ("fiscal_year", {"year": "current"}, "อยู่ระหว่างจัดทำแผนปี 2569", False),
        ("fiscal_year", {"year": "current"}, "แผนปี 2569 อยู่ระหว่างดำเนินการ", True),
        ("fiscal_year", {"year": "current"}, "รับฟังร่างแผน 2569-2573", False),
        ("fiscal_year", {"year": "current"}, "ปีการศึกษา 2569", False),
        ("fiscal_year", {"year": "current"}, "ระเบียบว่าด้วยพัสดุ พ.ศ. 2569", False),
        # as_of
        ("as_of", WINDOW, "ข้อมูล ณ วันที่ 1 มีนาคม 2569", True),
        ("as_of", WINDOW, "ข้อมูล ณ วันที่ 30 กันยายน 2569", True),
        ("as_of", WINDOW, "ข้อมูล ณ วันที่ 28 กุมภาพันธ์ 2569", False),
        ("as_of", WINDOW, "ข้อมูล ณ วันที่ 1 ตุลาคม 2569", False),
        ("as_of", WINDOW, "ข้อมูล ณ วันที่\n31 มีนาคม 2569", True),
        ("as_of", WINDOW, "ประชุมวันที่ 31 มีนาคม 2569", False),
        ("as_of", WINDOW, "ปรับปรุงเมื่อ 31 มีนาคม 2569", False),
    ],
)  # fmt: skip
def test_near_misses(ask, kind: str, parameters: dict, text: object, found: bool) -> None:
    look = ask(kind, parameters, text)
    assert (look.found and not look.doubt) is found, look.reason
    assert look.reason
    assert all(quote.where and quote.text for quote in look.quotes)


@pytest.mark.parametrize(
    ("kind", "parameters", "written"),
    [
        ("link", {"to": "file"}, "[แผน](https://files.example.org/plan.pdf)"),
        ("link", {"to": "page"}, "[ระบบ](https://service.example.org/)"),
        ("fiscal_year", {"year": "current"}, {"text": "แผน", "labels": ["แผนปี 2569"]}),
        ("fiscal_year", {"year": "current"}, {"text": "แผน", "url": "https://x.go.th/o6-69.pdf"}),
        ("fiscal_year", {"year": "current"}, "# รายงานปี 2568\nแล้วทำต่อในปี 2569"),
        ("fiscal_year", {"year": "current"}, "[แผนปี 2569](plan.pdf)"),
        ("picture", {"named": ["แผนผัง"]}, {"media": "application/pdf", "text": "แผนผังองค์กร"}),
    ],
)
def test_what_is_left_to_a_person(ask, kind: str, parameters: dict, written: object) -> None:
    look = ask(kind, parameters, written)
    assert look.found
    assert look.doubt


def test_outside_services_need_not_have_been_visited(ask) -> None:
    for to, href in (
        ("map", "https://maps.app.goo.gl/a"),
        ("social", "https://www.facebook.com/a"),
    ):
        look = ask("link", {"to": to}, f"[ดู]({href})")
        assert look.found
        assert not look.doubt


def test_a_dead_link_is_said_to_be_dead(ask) -> None:
    look = ask("link", {"to": "file"}, '[แผน](a.pdf "dead")')
    assert not look.found
    assert "เปิดไม่ได้" in look.reason
    assert look.quotes[0].text == "แผน"


def test_the_reason_names_the_years_and_dates_that_were_found_instead(ask) -> None:
    assert "2567, 2568" in ask("fiscal_year", {"year": "current"}, "แผนปี 2567 และปี 2568").reason
    assert "31 มีนาคม 2568" in ask("as_of", WINDOW, "ข้อมูล ณ วันที่ 31 มี.ค. 68").reason


def test_a_window_runs_forward() -> None:
    with pytest.raises(ValidationError, match="from"):
        AsOf.model_validate({"from": "2026-09-30", "to": "2026-03-01"})


def test_an_act_is_the_same_under_its_abbreviation(ask) -> None:
    laws = "พระราชบัญญัติการศึกษาแห่งชาติ พ.ศ. 2542\nพ.ร.บ. การศึกษาแห่งชาติ พ.ศ. 2542"
    asked = {"of": "lines", "starting": ["พระราชบัญญัติ", "พ.ร.บ."], "min": 2}
    assert not ask("count", asked, laws).found
    assert ask("count", asked, f"{laws}\nพ.ร.บ. ข้อมูลข่าวสารของราชการ พ.ศ. 2540").found


@pytest.mark.parametrize("stamp", ["ปรับปรุงล่าสุด", "แก้ไขล่าสุดเมื่อวันที่", "Last updated:"])
def test_the_day_a_page_was_touched_is_no_date_of_its_news(ask, stamp: str) -> None:
    page = f"ข่าวเมื่อ 2 กรกฎาคม 2567\n{stamp} 12 พฤษภาคม 2569"
    assert not ask("fiscal_year", DATED, page).found
    told = f"ประชุมวันที่ 12 พฤษภาคม 2569\n{stamp} 12 พฤษภาคม 2569"
    assert ask("fiscal_year", DATED, told).found


@pytest.mark.parametrize(
    ("agency", "found"),
    [("การประปาชนบทแห่งชาติ (กปช.)", True), ("กรมตัวอย่าง", False)],
)
def test_an_agency_called_national_has_years_of_its_own(context, agency: str, found: bool) -> None:
    plan = document({"text": "# แผนวิสาหกิจ การประปาชนบทแห่งชาติ ปีงบประมาณ 2566 – 2570"})
    check = FiscalYear(year="current", span=2)
    assert check.look(plan, replace(context, agency=agency)).found is found


def test_the_words_of_a_menu_name_none_of_its_links(ask) -> None:
    asked = {"to": "page", "named": ["เว็บบอร์ด"]}
    menu = " ".join(f"[หน้า {n}](/p{n}.html)" for n in range(6))
    assert ask("link", asked, "เว็บบอร์ด [เข้าที่นี่](/board.html)").found
    assert not ask("link", asked, f"เว็บบอร์ด {menu}").found


def test_lines_that_say_something(ask) -> None:
    menu = "[หน้าแรก](/a.html)\n[ติดต่อเราได้ที่นี่](/b.html)"
    assert not ask("count", {"of": "lines", "min": 3}, f"# หัวข้อของหน้า\n{menu}\nแต่งกาย\nสุภาพ").found
    said = "แต่งกายสุภาพมาทำงาน\nตรงต่อเวลาทุกวัน\nไม่เรียกรับสิ่งของ"
    assert ask("count", {"of": "lines", "min": 3}, f"# หัวข้อของหน้า\n{menu}\n{said}").found
