"""`oit letter`: a letter to the web server's operator about what could not be opened.

Promises: nothing is fetched; the letter is shown, or written to a file. Refuses to know: what the
letter says.
"""

from __future__ import annotations

from pathlib import Path

import click

from audit.commands.common import open_site, site_option, write_file
from audit.commands.thai import ThaiCommand
from audit.console import say
from audit.days import today
from audit.letters import as_docx, letter
from audit.pipeline import newest_crawl
from audit.store import Store


@click.command(
    "letter",
    cls=ThaiCommand,
    help="""ร่างหนังสือถึงผู้ให้บริการเว็บ ขอให้โปรแกรมตรวจเปิดหน้าที่ถูกกั้นได้

ไม่ระบุ --out จะแสดงบนจอ ระบุชื่อไฟล์ .docx จะได้ไฟล์ Word ที่แก้ต่อได้""",
)
@site_option
@click.option(
    "--out",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="ไฟล์ที่จะเขียน เช่น letter.docx หรือ letter.txt",
)
def make(folder: Path | None, out: Path | None) -> None:
    """Write the letter of the newest crawl."""
    site = open_site(folder)
    with Store(site.paths) as store:
        crawl_id = newest_crawl(store)
        crawl = store.snapshots.crawl_row(crawl_id)
        found = letter(site, crawl, store.snapshots.current(crawl_id), today())
    if found is None:
        say("การเก็บหน้าเว็บครั้งล่าสุดไม่ถูกกั้น จึงไม่มีเรื่องต้องแจ้งผู้ให้บริการเว็บ")
        return
    if out is None:
        say("\n\n".join(part.text for part in found))
        return
    text = ("\n\n".join(part.text for part in found) + "\n").encode()
    write_file(out, as_docx(found) if out.suffix.lower() == ".docx" else text)
    say(f"เขียนหนังสือแล้ว: {out}\nเติมเลขที่หนังสือ หมายเลขไอพี และผู้ลงชื่อก่อนส่ง")
