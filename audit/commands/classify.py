"""`oit classify`: JSON Lines in, JSON Lines out, for other programs.

Promises: one answer a line, in order; a broken line gets an answer too, and code 2 at the end.
Refuses to know: sites, databases, the network.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator

import click

from audit.commands.common import pack_option
from audit.commands.thai import ThaiCommand
from audit.errors import told
from audit.site import DEFAULT_PACK
from rules.classify import classify_lines
from rules.reader import load_pack

ERROR = '{"id": null, "error"'
"""How the answer to a line begins that is no description of anything."""
BROKEN = 2


@click.command(
    cls=ThaiCommand,
    help="""บอกว่ารายการลิงก์หรือหน้าเว็บเป็นของข้อใด

อ่าน JSON Lines จากทางเข้า บรรทัดละหนึ่งรายการ มี id และ label, url, title,
headings หรือ text แล้วตอบ JSON Lines ทางออก ไม่ใช้เครือข่ายและฐานข้อมูล""",
)
@pack_option()
@click.option(
    "--guess", is_flag=True, help="ตอบข้อที่เป็นไปได้ด้วย แม้ถ้อยคำจะชี้ได้หลายข้อ (อันดับแรกถูกราวครึ่งหนึ่ง)"
)
def classify(pack: str | None, guess: bool) -> int:
    """Answer every line of standard input."""
    with told():
        criteria = load_pack(pack or DEFAULT_PACK).pack
    broken = False
    for answer in classify_lines(_lines(), criteria, guess=guess):
        broken = broken or answer.startswith(ERROR)
        click.echo(answer)
    return BROKEN if broken else 0


def _lines() -> Iterator[str]:
    """Standard input as UTF-8 whatever the machine's own encoding; a wrong byte costs one line."""
    yield from io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", errors="replace")
