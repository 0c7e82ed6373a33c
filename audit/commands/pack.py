"""`oit pack`: read, compare, test and start the criteria, without any site.

Promises: what a pack asks is shown in the officer's words. Refuses to know: sites, databases.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import click

from audit.commands.common import pack_option
from audit.commands.thai import ThaiGroup
from audit.console import say, table
from audit.days import today
from audit.errors import UserError, os_trouble, told
from audit.site import DEFAULT_PACK
from audit.targets import find_indicator
from reports import wording
from rules.cases import run_cases
from rules.new_pack import NewPackError, new_pack
from rules.pack import Indicator, Pack
from rules.reader import Change, diff, load_pack, pack_names, schema
from rules.yamlfile import read_text

CASES = re.compile(r"^cases\s*:", re.MULTILINE)
"""What tells a case file from a pack."""

SORTS = {
    "added": "เพิ่ม",
    "removed": "ตัดออก",
    "renumbered": "เปลี่ยนรหัส",
    "renamed": "เปลี่ยนชื่อ",
    "regrouped": "เปลี่ยนหัวเรื่องที่รวม",
    "wording": "เปลี่ยนถ้อยคำ",
    "check": "เปลี่ยนวิธีตรวจ",
    "basis": "เปลี่ยนที่มา",
}


@click.group(cls=ThaiGroup, help="ดู เปรียบเทียบ และทดสอบชุดเกณฑ์")
def pack() -> None:
    """The group of commands about packs."""


@pack.command("list", help="ชุดเกณฑ์ที่มากับโปรแกรม")
def list_packs() -> None:
    """Name every bundled pack."""
    rows = []
    for name in pack_names():
        found = _load(name)
        elements = sum(len(indicator.elements) for indicator in found.indicators)
        counts = f"{len(found.indicators)} ข้อ {elements} องค์ประกอบ"
        rows.append((name, found.title, wording.PACK_STATUS[found.status], counts))
    table(("ชุดเกณฑ์", "ชื่อ", "สถานะ", "จำนวน"), rows)


@pack.command(help="แสดงชุดเกณฑ์ทั้งชุด หรือข้อเดียวเมื่อบอกรหัสข้อ")
@click.argument("code", required=False, help="รหัสข้อ เช่น o6 หรือชื่อชุดเกณฑ์ เช่น oit-2568")
@pack_option()
def show(code: str | None, pack: str | None) -> None:
    """Show a pack, or one indicator of it."""
    if code in pack_names():  # people name the pack where the code goes
        code, pack = None, code
    found = _load(pack or DEFAULT_PACK)
    if code:
        say("\n".join(_indicator(find_indicator(found, code))))
        return
    say(f"{found.pack}: {found.title} ({wording.PACK_STATUS[found.status]})")
    say(f"ที่มา: {found.source.document} · {found.source.publisher}")
    if found.source.note:
        say(found.source.note)
    for indicator in found.indicators:
        say(f"{indicator.code:<4} {indicator.title} ({len(indicator.elements)} องค์ประกอบ)")


@pack.command(help="ทดสอบไฟล์ชุดเกณฑ์ หรือไฟล์ (โฟลเดอร์) กรณีทดสอบ")
@click.argument("file", type=click.Path(path_type=Path), help="ไฟล์ .yml หรือโฟลเดอร์")
def test(file: Path) -> int:
    """Read a pack, or judge every case of a case file or folder."""
    if file.is_file() and not CASES.search(read_text(file)):
        found = _load(str(file.resolve()))
        elements = sum(len(indicator.elements) for indicator in found.indicators)
        say(f"ชุดเกณฑ์ {found.pack} ใช้ได้: {len(found.indicators)} ข้อ {elements} องค์ประกอบ")
        return 0
    results = run_cases(file)
    failures = [result for result in results if not result.held]
    for one in failures:
        expected, got = wording.outcome(one.expected).name, wording.outcome(one.got).name
        say(f"✗ {one.file} “{one.case}” {one.element}: คาดว่า{expected} แต่ได้{got} ({one.reason})")
    say(f"ตรงตามคาด {len(results) - len(failures)} จาก {len(results)}")
    return 1 if failures or not results else 0


@pack.command("diff", help="เทียบชุดเกณฑ์สองชุด เช่น ปีก่อนกับปีนี้")
@click.argument("old", help="ชุดเกณฑ์เดิม")
@click.argument("new", help="ชุดเกณฑ์ใหม่")
def diff_packs(old: str, new: str) -> None:
    """Tell what changed from one pack to another."""
    changes = diff(_load(old), _load(new))
    if not changes:
        say("สองชุดนี้เหมือนกัน")
    for change in changes:
        say("\n".join(_change(change)))


@pack.command(help="เริ่มชุดเกณฑ์ของปีหน้าจากชุดเดิม: เลื่อนปีและวันที่ และบอกว่าคนต้องตรวจทานอะไร")
@click.argument("name", help="ชื่อชุดใหม่ เช่น oit-2570")
@click.option("--from", "old", required=True, metavar="PACK", help="ชุดเดิม เช่น oit-2569")
@click.option("--to", type=click.Path(path_type=Path), default=".", help="โฟลเดอร์ที่จะเขียนไฟล์")
def new(name: str, old: str, to: Path) -> None:
    """Copy a pack for a later year, and list what only a person can settle."""
    with told():
        source = load_pack(old)
    try:
        made = new_pack(source.pack, source.text, name, today())
    except NewPackError as error:
        raise UserError(str(error), "แก้ชื่อแล้วสั่งใหม่") from None
    file = to / f"{name}.yml"
    try:
        with file.open("x", encoding="utf-8") as stream:
            stream.write(made.text)
    except FileExistsError:
        raise UserError(f"มีไฟล์ {file} อยู่แล้ว", "ย้ายไฟล์เดิม หรือระบุโฟลเดอร์อื่นด้วย --to") from None
    except OSError as error:
        raise UserError(
            f"เขียนไฟล์ {file} ไม่ได้: {os_trouble(error)}", "ระบุโฟลเดอร์อื่นด้วย --to"
        ) from None
    say(f"สร้าง {file} จาก {source.pack.pack} แล้ว เป็นฉบับร่าง ทุกองค์ประกอบยังไม่ยืนยัน")
    say("เมื่อเกณฑ์ของปีใหม่ประกาศแล้ว ต้องตรวจทานเรื่องต่อไปนี้:")
    for number, line in enumerate(made.unsettled, 1):
        say(f"{number:>3}. {line}")
    say(f"ทดสอบไฟล์: oit pack test {file} · ใช้ตรวจ: oit audit --pack {file}")


@pack.command("schema", help="พิมพ์ JSON Schema ของชุดเกณฑ์ สำหรับโปรแกรมแก้ไขข้อความ")
def print_schema() -> None:
    """Print the JSON Schema of packs."""
    click.echo(json.dumps(schema(), ensure_ascii=False, indent=2))


def _load(name: str) -> Pack:
    with told():
        return load_pack(name).pack


def _indicator(indicator: Indicator) -> Iterator[str]:
    yield f"{wording.code(indicator.code)}  {indicator.title}"
    yield f"หมวด {indicator.group} · ผู้รับผิดชอบ {indicator.owner} · หัวเรื่อง {indicator.topic}"
    for element in indicator.elements:
        yield ""
        yield f"  {element.id}"
        yield f"    {element.says}"
        yield f"    ที่มา: {wording.basis(element.basis)}"
        if element.expected_from:
            yield f"    ตรวจตั้งแต่ {wording.thai_date(element.expected_from.isoformat())}"
        if element.only_for:
            yield f"    เฉพาะ {', '.join(wording.kind(kind) for kind in element.only_for)}"
        yield f"    วิธีแก้: {element.fix}"


def _change(change: Change) -> Iterator[str]:
    yield f"{SORTS[change.sort]}: {change.what}"
    if change.old:
        yield f"  - {change.old}"
    if change.new:
        yield f"  + {change.new}"
