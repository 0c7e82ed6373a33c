"""Years: which fiscal years a text speaks of, and which it claims."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.years import claimed_years, year_mentions, years_in_name


@pytest.mark.parametrize(
    "text",
    [
        "แผนปฏิบัติการ ประจำปีงบประมาณ พ.ศ. 2569",
        "ประจําปีงบประมาณ พ.ศ. ๒๕๖๙",
        "ปีงบประมาณ\u200b 2569",
        "ปงบประมาณ พ.ศ.2569",
        "ปี 2569",
        "ปี 69",
        "งบ69",
        "ปีงบ ๖๙",
        "FY69",
        "FY 2026",
        "Fiscal Year 2026",
        "Annual Report 2026",
        "พ.ศ. 2569",
        "ค.ศ. 2026",
        "แผนปฏิบัติการ 2569",
        "ไตรมาสที่ 2/2569",
        "แผน 5 ปี (2566–2570) ประจำปีงบประมาณ 2569",
        "ประกาศ เรื่อง แผนการจัดซื้อจัดจ้าง ประจำปีงบประมาณ พ.ศ. 2569",
        "รายงานตามระเบียบว่าด้วยการพัสดุ พ.ศ. 2560 ปีงบประมาณ 2569",
        "ประกาศเจตนารมณ์ No Gift Policy พ.ศ. 2569",
        "ประกาศกรมตัวอย่าง เรื่อง นโยบายไม่รับของขวัญ พ.ศ. 2569",
        "คำสั่งกรม เรื่อง แต่งตั้งคณะทำงานจริยธรรม พ.ศ. 2569",
        "1 ตุลาคม 2568",
        "ข้อมูล ณ วันที่ 30 ก.ย. 69",
        "รายงานเดือน ต.ค. 68",
        "ข่าวปีการศึกษา 2568 ประจำปี 2569",
    ],
)
def test_this_claims_2569(text: str) -> None:
    assert claimed_years(text) == (2569,)


@pytest.mark.parametrize(
    "text",
    [
        "พ.ศ. 2566 - 2570",
        "(พ.ศ. ๒๕๖๖ – พ.ศ. ๒๕๗๐)",
        "ปี 2566 ถึงปี 2570",
        "แผนพัฒนา 2566-70",
        "แผนพัฒนา (66-70)",
        "ปี 66-70",
        "แผนยุทธศาสตร์ ปี 2023-2027",
    ],
)
def test_a_range_claims_all_its_years(text: str) -> None:
    assert claimed_years(text) == (2566, 2567, 2568, 2569, 2570)
    (year,) = year_mentions(text)
    assert (year.first, year.last, year.sort) == (2566, 2570, "range")


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("พ.ร.บ.ข้อมูลข่าวสารของราชการ พ.ศ. 2540", "law"),
        ("พ.ร.ป.ว่าด้วยการป้องกันและปราบปรามการทุจริต พ.ศ. 2561", "law"),
        ("พระราชบัญญัติ การจัดซื้อจัดจ้าง พ.ศ. 2569", "law"),
        ("ระเบียบกระทรวงการคลัง ว่าด้วยการพัสดุ พ.ศ. ๒๕๖๐", "law"),
        ("กฎกระทรวง (ฉบับที่ 2) พ.ศ. 2569", "law"),
        ("ประกาศ ก.ตัวอย่าง เรื่อง หลักเกณฑ์การสรรหา พ.ศ. 2569", "law"),
        ("พระราชบัญญัติแผนและขั้นตอนการกระจายอำนาจ พ.ศ. 2542", "law"),
        ("ประกาศตามระเบียบการเผยแพร่ข้อมูล พ.ศ. 2569", "law"),
        ("ปีการศึกษา 2569", "academic"),
        ("ภาคเรียนที่ 1/2569", "academic"),
        ("ปีการศึกษา ๒๕๖๙ - ๒๕๗๐", "academic"),
    ],
)
def test_years_of_laws_and_schools_are_never_claimed(text: str, sort: str) -> None:
    assert {year.sort for year in year_mentions(text)} == {sort}
    assert claimed_years(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "จำนวน 2569 คน",
        "งบประมาณ 2,569 บาท",
        "2569.50",
        "โทร. 0 2569 1234",
        "เลขที่ 2569",
        "ครั้งที่ 1/2569",
        "ISO 9001:2015",
        "© 2026",
        "ปี 60 วัน",
        "รหัส 12569",
        "งบ 70 ล้านบาท",
        "อายุ 65 ปี",
    ],
)
def test_other_figures_are_no_years(text: str) -> None:
    assert year_mentions(text) == ()


def test_mentions_keep_their_place_and_do_not_overlap() -> None:
    text = "แผน 2566-2570 ปี 2569 ตาม พ.ร.บ. วินัยการเงิน พ.ศ. 2561 เริ่ม 1 ต.ค. 68"
    found = year_mentions(text)
    assert [(year.first, year.last, year.sort) for year in found] == [
        (2566, 2570, "range"),
        (2569, 2569, "named"),
        (2561, 2561, "law"),
        (2569, 2569, "date"),
    ]
    assert text[slice(*found[1].span)] == "ปี 2569"
    assert all(a.span[1] <= b.span[0] for a, b in pairwise(found))


def test_several_years_named_one_by_one() -> None:
    assert claimed_years("สถิติปี 2567, 2568 และ 2569") == (2567, 2568, 2569)


@given(st.integers(2550, 2590), st.integers(1, 9))
def test_years_of_both_eras_and_lengths_agree(year: int, more: int) -> None:
    assert claimed_years(f"ปีงบประมาณ {year}") == (year,)
    assert claimed_years(f"FY{year - 543}") == (year,)
    assert claimed_years(f"ปี {year % 100}") == (year,)
    wanted = tuple(range(year, year + more + 1))
    assert claimed_years(f"พ.ศ. {year}-{year + more}") == wanted


@pytest.mark.parametrize(
    ("name", "years"),
    [
        ("o12-69.pdf", (2569,)),
        ("O1_69 rev2.pdf", (2569,)),
        ("plan2569.pdf", (2569,)),
        ("งบ๖๙.xlsx", (2569,)),
        ("report2026.pdf", (2569,)),
        ("%E0%B9%92%E0%B9%95%E0%B9%96%E0%B9%99.pdf", (2569,)),
        ("https://www.example.go.th/2567/05/plan_2566-2570.pdf", (2566, 2567, 2568, 2569, 2570)),
        ("plan66-70.pdf", (2566, 2567, 2568, 2569, 2570)),
        ("25681001_list.pdf", (2569,)),
        ("https://www.example.go.th/oit-2569/", (2569,)),
        ("20260115_plan.pdf", ()),
        ("1701234569.pdf", ()),
        ("a12569bc.pdf", ()),
        ("12.pdf", ()),
        ("manual.pdf", ()),
        ("", ()),
    ],
)
def test_years_in_file_names(name: str, years: tuple[int, ...]) -> None:
    assert years_in_name(name) == years


@pytest.mark.parametrize(
    "text",
    ["สงวนลิขสิทธิ์ พ.ศ. 2569 เทศบาลตัวอย่าง", "© 2569 สถาบัน", "Copyright © 2026 กรมตัวอย่าง",
     "สงวนลิขสิทธิ์ © พ.ศ. 2566-2569", "ลิขสิทธิ์ 2564 - 2569 กรมตัวอย่าง", "All rights reserved 2569",
     "Copyright (c) 2569"],
)  # fmt: skip
def test_years_of_a_copyright_are_no_years(text: str) -> None:
    assert year_mentions(text) == ()


def test_a_report_about_copyright_has_its_year() -> None:
    (year,) = year_mentions("รายงานด้านลิขสิทธิ์ ประจำปีงบประมาณ พ.ศ. 2569")
    assert (year.sort, year.first) == ("named", 2569)
