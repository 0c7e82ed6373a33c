"""Contacts: phones, e-mails, LINE, addresses and amounts as pages print them."""

from __future__ import annotations

import pytest

from rules.contacts import addresses, baht, emails, line_ids, phones


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("โทร. 0 2123 4567", ["+6621234567"]),
        ("โทรศัพท์ ๐-๒๑๒๓-๔๕๖๗", ["+6621234567"]),
        ("(02) 123 4567", ["+6621234567"]),
        ("+66 2 123 4567", ["+6621234567"]),
        ("มือถือ 081-234-5678", ["+66812345678"]),
        ("โทร 053-123456", ["+6653123456"]),
        ("0 2123 4567 ต่อ 1234", ["+6621234567;ext=1234"]),
        ("0 2123 4567 , 0 2123 4568", ["+6621234567", "+6621234568"]),
        ("สายด่วน 1567", ["1567"]),
        ("Call Center : 1111", ["1111"]),
        ("โทร. 191", ["191"]),
        ("โทร. ภายใน 4321", ["4321"]),
        ("โทร. ต่อ 1203", ["1203"]),
        ("โทรสาร 0 2123 4567", []),
        ("Fax: 02-123-4567", []),
        ("โทร. 0 2123 4567 โทรสาร 0 2123 4568", ["+6621234567"]),
        ("1-1037-01234-56-7", []),
        ("เลขที่ 0105/2569", []),
        ("งบประมาณ 1,234,567 บาท", []),
        ("31/03/2569", []),
        ("ปี 2569", []),
        ("บัญชีเลขที่ 012-3-45678-9", []),
        ("เลขที่ตำแหน่ง 01-0209-001", []),
        ("Phone: 00123 456", []),
    ],
)
def test_phones(text: str, numbers: list[str]) -> None:
    assert [number for number, _ in phones(text)] == numbers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("saraban@example.go.th", ["saraban@example.go.th"]),
        ("อีเมล: Info.Dept@Example.or.th.", ["info.dept@example.or.th"]),
        ("saraban [at] example.go.th", ["saraban@example.go.th"]),
        ("saraban(at)example(dot)go(dot)th", ["saraban@example.go.th"]),
        ("Line @example", []),
        ("ราคา 5@10 บาท", []),
    ],
)
def test_emails(text: str, found: list[str]) -> None:
    assert [address for address, _ in emails(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Line ID : somchai.d", ["somchai.d"]),
        ("ไลน์ไอดี: somchai99", ["somchai99"]),
        ("LINE OA @example", ["@example"]),
        ("@example", ["@example"]),
        ("https://line.me/R/ti/p/@example", ["line.me/r/ti/p/@example"]),
        ("https://lin.ee/AbCd12", ["lin.ee/abcd12"]),
        ("somchai@example.go.th", []),
        ("Facebook: @example", []),
        ("ชมรม @University 2569", []),
        ("ติดตาม @123abcde ได้", ["@123abcde"]),
        ("อบรมออนไลน์ 2021-05-10", []),
        ("Line ID: 0812345678", ["0812345678"]),
        ("แจ้งผ่าน Line Official", []),
        ("online system", []),
        ("baseline data", []),
    ],
)
def test_line_ids(text: str, found: list[str]) -> None:
    assert [name for name, _ in line_ids(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "เลขที่ 99 หมู่ 1 ตำบลบ้านใหม่ อำเภอเมือง จังหวัดนนทบุรี 11000",
        "๙๙/๙ ถ.ติวานนท์ ต.บ้านใหม่ อ.เมือง จ.นนทบุรี ๑๑๐๐๐",
        "ถนนพระราม 6 แขวงพญาไท เขตพญาไท กรุงเทพฯ 10400",
        "อาคารราชการ ถนนแจ้งวัฒนะ เขตหลักสี่ กรุงเทพมหานคร 10210",
        "อาคารราชการ ชั้น 11 ถนนแจ้งวัฒนะ กรุงเทพฯ 10210",
        "99 Tiwanon Road, Muang District, Nonthaburi 11000",
        "ตำบลบ้านใหม่ อำเภอเมือง จังหวัดนนทบุรี 11000",
        "เลขที่ 99 หมู่ 1 ต.บ้านใหม่ อ.เมือง จ.นนทบุรี",
    ],
)
def test_addresses(text: str) -> None:
    assert len(addresses(f"ที่ตั้ง {text} โทร. 0 2123 4567")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "ลงพื้นที่ตำบลบ้านใหม่ อำเภอเมือง จังหวัดนนทบุรี",
        "โครงการอบรม 20 จังหวัด",
        "ก่อสร้างถนน หมู่ที่ 5 ตำบลบ้านใหม่ อำเภอเมือง จังหวัดนนทบุรี",
        "เอกสารเลขที่ 17/2569 โครงการ หมู่ 5 ตำบลบ้านใหม่ อำเภอเมือง จังหวัดนนทบุรี",
        "งบประมาณ 50000 บาท เขตพื้นที่",
        "ถนนสายหลักของจังหวัด",
        "อาคารชุด กรุงเทพฯ 10500 บาท",
    ],
)
def test_places_are_no_addresses(text: str) -> None:
    assert addresses(text) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1,234.50 บาท", ["1234.50"]),
        ("๕๐,๐๐๐ บาท", ["50000"]),
        ("วงเงิน 2.5 ล้านบาท", ["2.5ล้าน"]),
        ("฿1,000", ["1000"]),
        ("1,000 คน", []),
        ("บาท", []),
    ],
)
def test_amounts(text: str, found: list[str]) -> None:
    assert [amount for amount, _ in baht(text)] == found
