"""`oit classify`: which indicator a link or page belongs to, as JSON Lines or as a table.

Promises: one answer a line, in order; a broken line gets an answer too, and code 2 at the end; a
table (`--csv`) comes back with all its columns. Refuses to know: sites, databases, the network.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator

import click

from audit.commands.common import pack_option
from audit.commands.thai import ThaiCommand
from audit.errors import told
from audit.site import DEFAULT_PACK
from rules.classify import MOST, Answer, Classifier, Item
from rules.reader import load_pack

ERROR = '{"id": null, "error"'
"""How the answer to a line begins that is no description of anything."""
BROKEN = 2
DECIDED = "ข้อที่ชี้ขาด"
CANDIDATES = [f"ข้อที่เป็นไปได้ {number}" for number in range(1, MOST + 1)]
_READ = ("id", "label", "url", "title", "headings", "text")
_HELP = """บอกว่ารายการลิงก์หรือหน้าเว็บเป็นของข้อใด

อ่าน JSON Lines จากทางเข้า บรรทัดละหนึ่งรายการ มี id และ label (ข้อความของลิงก์), url,
title, headings (หัวแถวหรือหัวข้อเหนือลิงก์) หรือ text แล้วตอบ JSON Lines ทางออก
ไม่ใช้เครือข่ายและฐานข้อมูล

\b
decided  ข้อที่ถ้อยคำชี้ขาดได้ข้อเดียว (ผิดบ้าง วัดไว้ใน docs/accuracy.md)
         เป็น null เมื่อถ้อยคำชี้ได้หลายข้อหรือชี้ไม่ได้: ให้คนเลือก
topics   ข้อที่เป็นไปได้ไม่เกินสามข้อ น่าจะใช่ที่สุดก่อน แม้ decided เป็น null
         guess เป็น true คือถ้อยคำไม่ได้เอ่ยชื่อข้อนั้น เป็นเพียงการเดา

\b
ตัวอย่าง
  echo '{"id": 1, "label": "คู่มืองานทะเบียน"}' | oit classify
  oit classify --csv < links.csv > answers.csv"""


@click.command(cls=ThaiCommand, help=_HELP)
@pack_option()
@click.option("--strict", is_flag=True, help="ไม่เดา: ถ้อยคำที่ไม่เอ่ยชื่อข้อใดเลยได้คำตอบว่าง")
@click.option(
    "--csv",
    "table",
    is_flag=True,
    help="อ่านและตอบเป็น CSV บรรทัดแรกเป็นชื่อคอลัมน์ (label, url, title, headings, text)",
)
@click.option("--guess", is_flag=True, hidden=True, help="ไม่มีผลแล้ว: การเดาเป็นค่าเริ่มต้น")
def classify(pack: str | None, strict: bool, table: bool, guess: bool) -> int:
    """Answer every line of standard input."""
    del guess
    with told():
        criteria = load_pack(pack or DEFAULT_PACK).pack
    classifier = Classifier(criteria, guess=not strict)
    if table:
        return _table(classifier)
    broken = False
    for line in filter(str.strip, _input()):
        answer = classifier.line(line)
        broken = broken or answer.startswith(ERROR)
        click.echo(answer)
    return BROKEN if broken else 0


def _table(classifier: Classifier) -> int:
    """A table of links with the answers as columns of their own behind the others."""
    rows = csv.DictReader(_input())
    columns = list(rows.fieldnames or ())
    if not {"label", "url", "title", "text"} & {*columns}:
        click.echo("ไม่พบคอลัมน์ label, url, title หรือ text ในบรรทัดแรก เพิ่มชื่อคอลัมน์แล้วลองใหม่", err=True)
        return BROKEN
    out = io.StringIO()
    writer = csv.DictWriter(
        out, [*columns, DECIDED, *CANDIDATES], extrasaction="ignore", lineterminator="\n"
    )
    writer.writeheader()
    for row in rows:
        item = Item.model_validate({key: row[key] for key in _READ if row.get(key)})
        writer.writerow({**row, **_cells(classifier.answer(item))})
    click.echo(out.getvalue(), nl=False)
    return 0


def _cells(answer: Answer) -> dict[str, str]:
    named = [
        f"{topic['code'].upper()} {topic['name']}"
        if topic["code"]
        else f"(ชุดเกณฑ์นี้ไม่ถาม) {topic['topic']}"
        for topic in answer["topics"]
    ]
    cells = dict(zip(CANDIDATES, named, strict=False))
    return {DECIDED: named[0] if answer["decided"] else "", **cells}


def _input() -> Iterator[str]:
    """Standard input as UTF-8 whatever the machine's own encoding; a wrong byte costs one line."""
    yield from io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", errors="replace")
