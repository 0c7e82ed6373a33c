"""`oit read`: a page or file printed as the rules see it.

Promises: everything the rules can see and nothing else, as lines to read or as JSON, one line for
each thing asked for. Refuses to know: how it was fetched and read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from audit.commands.common import open_site, site_option
from audit.commands.thai import ThaiCommand
from audit.console import say
from audit.errors import UserError
from audit.extract import READERS, ocr_here
from audit.extract.sniff import Sort
from audit.limits import INSTALL_OCR
from audit.single import from_file, from_site, from_web
from reports import wording
from rules.document import Block, Document, Kind, Legibility, Reach

UNSEEN = 3
"""Exit code when something could not be got or read."""
LEGIBILITIES = {
    Legibility.TEXT: "เป็นข้อความ",
    Legibility.OCR: "อ่านจากภาพ (อาจมีคำผิด)",
    Legibility.NONE: "อ่านไม่ได้",
}
PARTLY = {
    "too_large": "อ่านได้เพียงบางส่วน ส่วนที่เหลือยาวเกินไป",
    "partly": "อ่านได้เพียงบางส่วน ส่วนที่เหลือถูกซ่อน แนบไว้ ใส่รหัสผ่าน เสีย หรือต้องเปิดด้วยโปรแกรมอื่น",
    "scan": "อ่านได้เพียงบางส่วน บางหน้าหรือบางภาพเป็นภาพสแกน",
}
"""What a problem means beside text that was read."""
REACHES = {Reach.LIVE: "เปิดได้", Reach.DEAD: "เปิดไม่ได้", Reach.UNKNOWN: ""}
_MARKS = {Kind.HEADING: "# ", Kind.ROW: "| ", Kind.CAPTION: "คำบรรยาย: ", Kind.TEXT: ""}
_ADDRESS = re.compile(r"https?://|(?:[\w-]+\.)+(?:th|com|org|net|info|ไทย)(?:[:/?]|$)", re.I)


@click.command(
    cls=ThaiCommand,
    help="""แสดงหน้าเว็บหรือไฟล์อย่างที่โปรแกรมเห็น: ข้อความทุกส่วนพร้อมตำแหน่ง ลิงก์ ภาพ

ใส่ชื่อไฟล์ในเครื่อง หรือที่อยู่เว็บ (เปิดเพียงหน้าเดียว) ได้หลายรายการ ถ้าระบุ --site
จะอ่านจากสำเนาที่เก็บไว้แล้วของเว็บไซต์นั้น ไม่ใช้เครือข่าย""",
)
@click.argument("targets", nargs=-1, required=True, metavar="FILE|URL…", help="ไฟล์ หรือที่อยู่เว็บ")
@site_option
@click.option(
    "--json", "as_json", is_flag=True, help="แสดงเป็น JSON รายการละหนึ่งบรรทัด สำหรับโปรแกรมอื่น"
)
def read(targets: tuple[str, ...], folder: Path | None, as_json: bool) -> int:
    """Show documents as they are judged."""
    unseen = False
    for number, target in enumerate(targets):
        document = _document(target, folder)
        unseen = unseen or document.legibility is Legibility.NONE
        if as_json:
            click.echo(json.dumps(described(document, target), ensure_ascii=False))
        else:
            say("\n".join([*([""] if number else []), *lines(document, target)]))
    return UNSEEN if unseen else 0


def _document(target: str, folder: Path | None) -> Document:
    path = Path(target)
    if path.is_file():
        return from_file(path)
    if path.is_dir():
        raise UserError(f"{target} เป็นโฟลเดอร์", "ระบุชื่อไฟล์ที่อยู่ข้างใน หรือที่อยู่เว็บ")
    if not _ADDRESS.match(target) and "://" not in target:
        raise UserError(f"ไม่พบไฟล์ {target}", "ตรวจชื่อไฟล์ หรือพิมพ์ที่อยู่เว็บที่ขึ้นต้นด้วย https://")
    return from_site(open_site(folder), target) if folder else from_web(target)


# --- for programs --------------------------------------------------------------------------------


def described(document: Document, target: str) -> dict[str, Any]:
    """The document as plain data; of a block only what it has."""
    reader = READERS.get(Sort(document.media)) if document.sha256 else None
    return {
        "target": target,
        "url": document.url,
        "sha256": document.sha256,
        "media": document.media,
        "legibility": document.legibility.value,
        "problem": document.problem,
        "title": document.title,
        "reader": {"name": reader.name, "version": reader.version} if reader else None,
        "repairs": list(document.repairs),
        "ocr_places": sorted(document.ocr_places),
        "blocks": [_block(block) for block in document.blocks],
        "tables": [
            {"where": table.where, "header": table.header, "rows": table.rows}
            for table in document.tables
        ],
        "labels": [
            {"text": label.text, "near": label.near, "heading": label.heading, "url": label.url}
            for label in document.labels
        ],
    }


def _block(block: Block) -> dict[str, Any]:
    found: dict[str, Any] = {"kind": block.kind.value, "text": block.text, "where": block.where}
    more = {
        "href": block.href,
        "near": block.near or None,
        "width": block.width,
        "published": block.published,
        "confidence": block.confidence,
        "furniture": block.furniture or None,
        "reach": None if block.reach is Reach.UNKNOWN else block.reach.value,
    }
    return found | {name: value for name, value in more.items() if value is not None}


# --- for people ----------------------------------------------------------------------------------


def lines(document: Document, target: str) -> Iterator[str]:
    """What a person reads: a few lines about the document, then its blocks under their places."""
    yield document.title or "(ไม่มีชื่อ)"
    yield f"ที่อยู่: {document.url or target}"
    yield f"ชนิด: {document.media or 'ไม่ทราบ'} · {LEGIBILITIES[document.legibility]}"
    if document.problem:
        problem = wording.problem(document.problem)
        is_read = document.legibility is not Legibility.NONE
        what = PARTLY.get(document.problem, problem.what) if is_read else problem.what
        yield f"ข้อจำกัด: {what}"
        yield f"ควรทำ: {problem.todo}"
    if document.problem == "scan" and not ocr_here.is_here():
        yield f"ถ้าต้องการให้เครื่องนี้อ่านภาพสแกน: {INSTALL_OCR}"
    if document.repairs:
        yield f"ซ่อมข้อความ: {', '.join(document.repairs)}"
    for label in document.labels[:5]:
        yield f"ลิงก์ที่นำมา: “{label.near or label.text}” ใน {label.url}"
    where = ""
    for block in document.blocks:
        if block.where != where:
            where = block.where
            yield f"\n── {where}"
        yield _line(block)
    if document.tables:
        yield f"\nตาราง {len(document.tables)} ตาราง (ดูทุกช่องด้วย --json)"


def _line(block: Block) -> str:
    menu = "  (เมนูหรือท้ายหน้า)" if block.furniture else ""
    if block.kind in _MARKS:
        before = f"  (ต้นฉบับ: {block.published})" if block.published is not None else ""
        return f"{_MARKS[block.kind]}{block.text}{before}{menu}"
    sort = "ภาพ" if block.kind is Kind.PICTURE else "ลิงก์"
    reach = f" · {REACHES[block.reach]}" if REACHES[block.reach] else ""
    near = f"  [{block.near}]" if block.near and block.near != block.text else ""
    return f"  {sort}: {block.text or '(ไม่มีข้อความ)'} → {block.href or '-'}{reach}{near}{menu}"
