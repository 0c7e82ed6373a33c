"""Packs from disk: every mistake has a place and a Thai sentence that says what would be right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rules.reader import PackError, diff, load_pack, pack_names, parse_pack, sha256_of

SMALL = """\
format: 1
pack: small
framework: OIT
fiscal_year: 2569
title: ชุดเล็ก
status: draft
source: {publisher: ผู้ทดสอบ, document: คู่มือทดสอบ, read_on: 2026-01-15}
terms: {chief: {department: [อธิบดี]}}
indicators:
  - code: o1
    topic: contact
    families: [contact, qa]
    group: ไม่ระบุ
    title: ข้อมูลการติดต่อ
    owner: ทีมเว็บไซต์
    elements:
      - id: contact/phone
        says: แสดงหมายเลขโทรศัพท์
        check: {pattern: {named: phone}}
        fix: ใส่หมายเลขโทรศัพท์
        basis: unconfirmed
"""
CHECK = "{pattern: {named: phone}}"


def complaints(text: str) -> list[str]:
    with pytest.raises(PackError) as caught:
        parse_pack(text, "x.yml")
    assert list(caught.value.problems) == sorted(caught.value.problems)
    return str(caught.value).splitlines()


def one_complaint(text: str) -> str:
    found = complaints(text)
    assert len(found) == 1, found
    return found[0]


def test_the_small_pack_itself_is_right():
    assert parse_pack(SMALL, "x.yml").indicators[0].elements[0].id == "contact/phone"


@pytest.mark.parametrize(
    ("check", "said"),
    [
        ("{phrse: {one_of: [ก]}}", "x.yml:19:17: ไม่รู้จักชนิดการตรวจ “phrse” (ใช้ได้: all, any,"),
        ("{phrase: {anny: [ก], one_of: [ก]}}", "x.yml:19:26: “phrase” ไม่มีช่อง “anny”"),
        ("{phrase: {one_off: [ก]}}", "หมายถึง one_of ใช่หรือไม่"),
        ("{table: {min_rows: 2}}", "x.yml:19:17: “table” ขาดช่อง columns"),
        ("{as_of: {from: 2026-01-01}}", "x.yml:19:17: “as_of” ขาดช่อง to"),
        ("{pattern: {named: fone}}", "“named” ใช้ค่า “fone” ไม่ได้ (ใช้ได้: phone, email,"),
        ("{pattern: phone}", "x.yml:19:26: “pattern” ต้องเป็นช่องย่อย"),
        ("{phrase: {one_of: โทร}}", "x.yml:19:34: “one_of” ต้องเป็นรายการ"),
        ("{phrase: {one_of: [2569]}}", "x.yml:19:35: “one_of” รายการที่ 1 ต้องเป็นข้อความ"),
        ("{phrase: {one_of: [no]}}", "ต้องเป็นข้อความ ถ้าเป็นตัวเลขหรือ yes/no"),
        ("{phrase: {}}", "phrase ต้องมี one_of หรือ each_of"),
        ("{any: []}", "“any” ว่างไม่ได้"),
        ("{any: [{hint: {phrse: {}}}]}", "x.yml:19:31: ไม่รู้จักชนิดการตรวจ “phrse”"),
        ("phone", "ต้องเป็นชนิดการตรวจหนึ่งอย่าง"),
        ("{pattern: {named: phone}, ask: ใช่หรือไม่}", "เพียงอย่างเดียว แต่พบ pattern, ask"),
        ("{phrase: {one_of: ['@cheif']}}", "x.yml:19:35: ไม่มีคำ “@cheif” ใน terms"),
        ("{count: {of: rows, min: 0}}", "“min” ต้องไม่น้อยกว่า 1"),
        ("{count: {of: rows, min: สอง}}", "“min” ต้องเป็นจำนวนเต็ม"),
        ("{series: {of: month, from: 2568-10-01, to: 2026-03-31}}", "เป็น 2025-10-01"),
        ("{series: {of: month, from: 2025-13-01, to: 2026-03-31}}", "“2025-13-01” ไม่ใช่ค่าที่มีจริง"),
    ],
)  # fmt: skip
def test_a_wrong_check_is_told_where_it_stands(check: str, said: str):
    assert any(said in line for line in complaints(SMALL.replace(CHECK, check)))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("format: 1", "format: 2", "x.yml:1:9: “format” ใช้ค่า “2” ไม่ได้ (ใช้ได้: 1)"),
        ("status: draft", "status: final", "(ใช้ได้: draft, verified)"),
        ("fiscal_year: 2569", "fiscal_year: 2026", "x.yml:4:14: “fiscal_year” ต้องไม่น้อยกว่า 2550"),
        ("read_on: 2026-01-15", "read_on: มกราคม", "ต้องเป็นวันที่แบบ ปี-เดือน-วัน ค.ศ."),
        ("owner: ทีมเว็บไซต์", "ownr: ทีมเว็บไซต์", "หมายถึง owner ใช่หรือไม่"),
        ("topic: contact", "topic: qa", "x.yml:11:12: topic ต้องเป็นชื่อแรกของ families คือ “contact”"),
        ("id: contact/phone", "id: news/phone", "ต้องขึ้นต้นด้วยชื่อใน families ของข้อนี้ (contact, qa)"),
        ("id: contact/phone", "id: Phone", "ต้องเป็นรูปแบบ"),
        ("basis: unconfirmed", "basis: certain", "(ใช้ได้: sourced,"),
        ("title: ชุดเล็ก", "title: ชุดเล็ก\ntitle: อีกชุด", "x.yml:6:1: ช่อง “title” ซ้ำ"),
        ("basis: unconfirmed", "basis: inferred\n        only_for: [ministry]", "ใช้ได้: department"),
        ("title: ชุดเล็ก", "title: &t ชุดเล็ก\ndeadline: *t", "x.yml:6:11: ไม่รองรับการอ้างถึง “*t”"),
        ("title: ชุดเล็ก", "title: !!python/name:os.system", "x.yml:5:8: ไม่รองรับป้าย"),
        ("title: ชุดเล็ก", "title: @ชุด", "ต้องครอบด้วยเครื่องหมายคำพูด"),
        ("title: ชุดเล็ก", "\ttitle: ชุดเล็ก", "ใช้แท็บย่อหน้าไม่ได้"),
        ("title: ชุดเล็ก", "title: ชุดเล็ก: ใหม่", "มีเครื่องหมาย : เกินมา"),
        ("title: ชุดเล็ก", "title: [ชุดเล็ก", "เขียน YAML ไม่ถูกต้อง"),
        ("title: ชุดเล็ก", "title: ชุด\0เล็ก", "มีอักขระควบคุมที่มองไม่เห็น"),
        ("title: ชุดเล็ก", "? [ชุด]\n: เล็ก", "ชื่อช่องต้องเป็นข้อความ"),
        ("title: ชุดเล็ก", "title: " + "[" * 100 + "]" * 100, "ซ้อนกันลึกเกินไป"),
    ],
)  # fmt: skip
def test_a_wrong_pack_is_told_what_would_be_right(old: str, new: str, said: str):
    assert any(said in line for line in complaints(SMALL.replace(old, new, 1)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "x.yml:1:1: ไฟล์ว่างเปล่า"),
        ("# หมายเหตุ\n", "ไฟล์ว่างเปล่า"),
        ("- ก\n- ข\n", "ไฟล์ต้องเป็นรายการ “ชื่อช่อง: ค่า”"),
        ("ข้อความเฉย ๆ", "ไฟล์ต้องเป็นรายการ “ชื่อช่อง: ค่า”"),
        ("a: 1\n---\nb: 2\n", "ไฟล์หนึ่งมีได้เพียงชุดเดียว"),
        ("[" * 5000, "ให้ตรวจการย่อหน้า"),
    ],
)
def test_what_is_no_pack_at_all_is_one_sentence(text: str, said: str):
    assert said in one_complaint(text)


def test_all_problems_are_told_at_once_in_order():
    text = SMALL.replace("status: draft", "status: final").replace(CHECK, "{phrse: {}}")
    text = text.replace("fix: ใส่หมายเลขโทรศัพท์", "fixx: ใส่")
    lines = [int(line.split(":")[1]) for line in complaints(text)]
    assert lines == sorted(lines)
    assert len(lines) == 4  # status, the kind, the unknown fixx, the missing fix


def test_repeated_codes_and_ids_name_the_first_line():
    indicators = SMALL.index("  - code")
    found = complaints(SMALL + SMALL[indicators:])
    assert any("ข้อ “o1” ซ้ำกับบรรทัด 10" in line for line in found)
    assert any("องค์ประกอบ “contact/phone” ซ้ำกับบรรทัด 17" in line for line in found)


def test_every_message_is_thai():
    for line in complaints(SMALL.replace(CHECK, "{phrse: {}}").replace("format: 1", "format: x")):
        assert re.search("[ก-๙]", line.partition(": ")[2])


def test_packs_come_by_name_and_by_path(tmp_path: Path):
    own = tmp_path / "ours.yml"
    own.write_text(SMALL, encoding="utf-8")
    loaded = load_pack(own)
    assert loaded.pack == load_pack(str(own)).pack
    assert loaded.text == SMALL
    assert loaded.sha256 == sha256_of(SMALL)
    assert len(loaded.sha256) == 64
    assert {"oit-2569", "oit-2569-ovec"} <= set(pack_names())
    assert load_pack("oit-2569").pack.pack == "oit-2569"


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path):
    own = tmp_path / "ours.yml"
    own.write_text("\ufeff" + SMALL, encoding="utf-8")
    assert load_pack(own).pack.pack == "small"


def test_a_pack_that_cannot_be_had_is_told_plainly(tmp_path: Path):
    damaged = tmp_path / "tis.yml"
    damaged.write_bytes("title: ชุดเล็ก".encode("cp874"))
    wrong = {
        "oit-2599": "หมายถึง oit-2569 ใช่หรือไม่",
        "ไม่มี": "มี: moit-2568, oit-2564",
        str(tmp_path / "none.yml"): "ไม่พบไฟล์",
        f"{tmp_path}/": "เป็นโฟลเดอร์",
        str(damaged): "ไม่ได้บันทึกเป็น UTF-8",
    }
    for name, said in wrong.items():
        with pytest.raises(PackError, match=said):
            load_pack(name)


def test_a_difference_is_told_by_what_stays_the_same():
    old = parse_pack(SMALL, "old.yml")
    new = parse_pack(
        SMALL.replace("code: o1", "code: o3")
        .replace("title: ข้อมูลการติดต่อ", "title: ช่องทางติดต่อ")
        .replace("says: แสดงหมายเลขโทรศัพท์", "says: แสดงโทรศัพท์")
        .replace(CHECK, "{pattern: {named: phone, min: 2}}"),
        "new.yml",
    )
    told = [(change.sort, change.what) for change in diff(old, new)]
    assert told == [
        ("renumbered", "contact"), ("renamed", "contact"),
        ("wording", "contact/phone"), ("check", "contact/phone"),
    ]  # fmt: skip
    assert diff(old, old) == ()


def test_added_and_removed_are_told_too():
    old = parse_pack(SMALL, "old.yml")
    moved = SMALL.replace("contact", "news").replace("families: [news, qa]", "families: [news]")
    told = [(change.sort, change.what) for change in diff(old, parse_pack(moved, "new.yml"))]
    assert told == [
        ("added", "news"), ("removed", "contact"),
        ("added", "news/phone"), ("removed", "contact/phone"),
    ]  # fmt: skip
