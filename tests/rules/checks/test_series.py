"""`series`: every period of a window, over all evidence together."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from rules.checks import Series

HALF_YEAR = {"of": "month", "from": "2025-10-01", "to": "2026-03-31"}
MONTHS = ["ตุลาคม 2568", "พฤศจิกายน 2568", "ธันวาคม 2568", "มกราคม 2569", "กุมภาพันธ์ 2569", "มีนาคม 2569"]
DATA = "\n| งานที่ซื้อหรือจ้าง | ราคา |\n| ซื้อกระดาษ | 4,500 |"
LINKS = "\n".join(f"[สขร.1 เดือน{month}](f{at}.pdf)" for at, month in enumerate(MONTHS))


def test_one_file_a_month(ask) -> None:
    look = ask("series", HALF_YEAR, *(f"# สรุปผลเดือน{month}{DATA}" for month in MONTHS))
    assert look.found
    assert not look.doubt
    assert len(look.quotes) == 6


@pytest.mark.parametrize("gone", range(6))
def test_one_month_missing(ask, gone: int) -> None:
    rest = [f"# สรุปผลเดือน{month}{DATA}" for at, month in enumerate(MONTHS) if at != gone]
    look = ask("series", HALF_YEAR, *rest)
    assert not look.found
    assert look.reason == f"ขาดเดือน “{MONTHS[gone]}”"


def test_one_page_of_links(ask) -> None:
    assert ask("series", HALF_YEAR, LINKS).found
    assert not ask("series", HALF_YEAR, LINKS.replace("f3.pdf", 'f3.pdf "dead"')).found
    outside = ask("series", HALF_YEAR, LINKS.replace("f3.pdf", "https://drive.google.com/file/d/a"))
    assert outside.found
    assert outside.doubt


def test_months_without_a_year_take_the_year_above(ask) -> None:
    months = "\n".join(f"[เดือน{month.split()[0]}](f{at}.pdf)" for at, month in enumerate(MONTHS))
    assert ask("series", HALF_YEAR, f"# ปีงบประมาณ พ.ศ. 2569\n{months}").found
    assert not ask("series", HALF_YEAR, f"# ปีงบประมาณ พ.ศ. 2568\n{months}").found
    assert not ask("series", HALF_YEAR, months).found


def test_labels_titles_and_file_names_count(ask) -> None:
    named = [{"title": f"สขร.1 {MONTHS[0]}"}, {"labels": [MONTHS[1]]}]
    named += [
        {"url": f"https://www.example.go.th/f/สขร-{month}.pdf".replace(" ", "%20")}
        for month in MONTHS[2:]
    ]
    assert ask("series", HALF_YEAR, *({**one, "text": DATA} for one in named)).found
    assert not ask("series", HALF_YEAR, *named).found


def test_a_name_with_nothing_behind_it_is_no_month(ask) -> None:
    assert not ask("series", HALF_YEAR, *(f"# สรุปผลเดือน{month}" for month in MONTHS)).found
    heads = "\n".join(f"# เดือน{month}\n[ดาวน์โหลด](f.pdf)" for month in MONTHS)
    assert ask("series", HALF_YEAR, heads).found
    assert not ask("series", HALF_YEAR, heads.replace("f.pdf", 'f.pdf "dead"', 1)).found
    rows = "\n".join(f"| {month} | [ดาวน์โหลด](f.pdf) |" for month in MONTHS)
    table = f"| เดือน | ไฟล์ |\n{rows}"
    assert ask("series", HALF_YEAR, table).found
    assert not ask("series", HALF_YEAR, table.replace("f.pdf", 'f.pdf "dead"', 1)).found


def test_a_month_in_which_nothing_was_bought(ask) -> None:
    nothing = "ในเดือนมีนาคม 2569 หน่วยงาน " + "ขอแจ้งให้ทราบว่า " * 10 + "ไม่มีการจัดซื้อจัดจ้าง"
    rest = LINKS.splitlines()[:5]
    assert ask("series", HALF_YEAR, "\n".join([*rest, nothing])).found
    prose = nothing.replace("ไม่มีการจัดซื้อจัดจ้าง", "จะรายงานต่อไป")
    assert not ask("series", HALF_YEAR, "\n".join([*rest, prose])).found


def test_the_head_of_a_calendar_proves_nothing(ask) -> None:
    assert not ask("series", HALF_YEAR, "| กิจกรรม | " + " | ".join(MONTHS) + " |").found
    assert not ask("series", HALF_YEAR, "ตุลาคม 2568 - มีนาคม 2569").found
    assert not ask("series", HALF_YEAR, "# รอบ 6 เดือนแรก ปีงบประมาณ 2569").found


def test_days_of_signing_are_no_months(ask) -> None:
    assert not ask("series", HALF_YEAR, *(f"# ประกาศวันที่ 5 {month}" for month in MONTHS)).found


def test_quarters(ask) -> None:
    check = {"of": "quarter", "from": "2025-10-01", "to": "2026-03-31"}
    quarters = (f"# ไตรมาสที่ 1/2569{DATA}", f"# ไตรมาส 2 ปีงบประมาณ 2569{DATA}")
    assert ask("series", check, *quarters).found
    assert ask("series", check, LINKS).found
    last = f"# ไตรมาสที่ 2/2568{DATA}"
    assert not ask("series", check, quarters[0], last).found


def test_no_evidence_covers_nothing(ask) -> None:
    look = ask("series", HALF_YEAR)
    assert not look.found
    assert "และอีก 1" in look.reason


def test_a_window_without_a_whole_period_is_an_error() -> None:
    with pytest.raises(ValidationError, match="from"):
        Series.model_validate({"of": "quarter", "from": "2025-10-01", "to": "2025-11-30"})


def test_a_sum_over_months_is_no_month(ask) -> None:
    first = {"of": "month", "from": "2025-10-01", "to": "2025-10-31"}
    assert ask("series", first, f"# สรุปผลเดือน ต.ค. 68{DATA}").found
    assert not ask("series", first, f"# สรุปผลสะสม ต.ค. 68{DATA}").found
    assert not ask("series", first, f"# สรุปผลตั้งแต่ต้นปี ต.ค. 68{DATA}").found


@pytest.mark.parametrize("called", ["dec.pdf", "สขร-ธันวาคม 2568.pdf"])
def test_a_file_that_calls_itself_by_another_month_is_left_to_a_person(ask, called: str) -> None:
    two = {"of": "month", "from": "2025-11-01", "to": "2025-12-31"}
    place = "https://www.example.go.th/f/" + called.replace(" ", "%20")
    first = {
        "title": f"สรุปผลเดือน{MONTHS[1]}",
        "text": DATA,
        "url": "https://www.example.go.th/f/n.pdf",
    }
    copied = {"title": f"สรุปผลเดือน{MONTHS[1]}", "text": DATA, "url": place}
    index = {"text": f"[เดือน{MONTHS[2]}]({place})", "url": "https://www.example.go.th/i"}
    look = ask("series", two, first, copied, index)
    assert look.found
    assert look.doubt, "the link and the name say December, the file says November"
    right = {**copied, "title": f"สรุปผลเดือน{MONTHS[2]}"}
    look = ask("series", two, first, right, index)
    assert look.found
    assert not look.doubt


HEAD = "| งานที่ซื้อหรือจ้าง | ราคา |"


def sheet(empty: int | None, *, sums: bool = False) -> str:
    """One table with the same head again for every month."""
    lines = []
    for at, month in enumerate(MONTHS):
        row = "| | |" if at == empty else f"| ซื้อกระดาษครั้งที่ {at} | 4,500 |"
        lines += [f"| เดือน {month} |", HEAD, row]
        lines += [f"รวม {month} ข้อมูล ณ วันสิ้นเดือน"] if sums else []
    return "# สรุปผลการจัดซื้อจัดจ้างรายเดือน\n" + "\n".join(lines)


@pytest.mark.parametrize("sums", [False, True])
def test_a_month_with_nothing_but_the_head_of_its_table(ask, sums: bool) -> None:
    assert ask("series", HALF_YEAR, sheet(None, sums=sums)).found
    look = ask("series", HALF_YEAR, sheet(2, sums=sums))
    assert not look.found
    assert look.reason == f"ขาดเดือน “{MONTHS[2]}”"


def test_a_month_above_the_names_of_columns_line_by_line(ask) -> None:
    """A narrow table without rows, as it comes out of a PDF."""
    head = "ลำดับ งานที่จัด\nซื้อหรือจัดจ้าง\nวงเงินที่จะซื้อ\nเหตุผลที่คัดเลือก"
    texts = [
        f"เดือน{month}\n{head}" + "\n1 ซื้อกระดาษ 4,500 บาท" * (at != 3)
        for at, month in enumerate(MONTHS)
    ]
    look = ask("series", HALF_YEAR, "\n".join(texts))
    assert look.reason == f"ขาดเดือน “{MONTHS[3]}”"
    nothing = "\n".join(texts).replace(f"เดือน{MONTHS[3]}", f"เดือน{MONTHS[3]} ไม่มีการจัดซื้อจัดจ้าง")
    assert ask("series", HALF_YEAR, nothing).found


@pytest.mark.parametrize(
    "said",
    [
        " ไม่มีข้อมูล",
        " ยังไม่มีข้อมูล",
        " ไม่มีไฟล์แนบ",
        "\nยังไม่มีข้อมูลในขณะนี้",
        "\nไม่มีข้อมูลที่จะแสดงในหน้านี้",
        "\nอยู่ระหว่างจัดทำข้อมูล คาดว่าจะมีภายในเดือนหน้า",
        "\n| ยังไม่มีข้อมูล |",
        "\n| ลำดับ | รายการ |\n| ยังไม่มีข้อมูล | |",
    ],
)
def test_that_there_are_no_data_is_no_data(ask, said: str) -> None:
    """That nothing was bought says something of a month; that nothing is shown does not."""
    months = [f"เดือน{month} ไม่มีการจัดซื้อจัดจ้าง" for month in MONTHS]
    assert ask("series", HALF_YEAR, "\n".join(months)).found
    months[4] = f"เดือน{MONTHS[4]}{said}"
    assert ask("series", HALF_YEAR, "\n".join(months)).reason == f"ขาดเดือน “{MONTHS[4]}”"


@pytest.mark.parametrize("cell", ["ไม่มีข้อมูล", "ยังไม่มีข้อมูล", "อยู่ระหว่างจัดทำข้อมูล", "-"])
def test_a_row_of_a_month_that_says_there_are_no_data(ask, cell: str) -> None:
    rows = [f"| {month} | ไม่มีการจัดซื้อจัดจ้าง |" for month in MONTHS]
    head = "| เดือน | รายการ |\n"
    assert ask("series", HALF_YEAR, head + "\n".join(rows)).found
    rows[1] = f"| {MONTHS[1]} | {cell} |"
    assert ask("series", HALF_YEAR, head + "\n".join(rows)).reason == f"ขาดเดือน “{MONTHS[1]}”"
