"""`oit backup, restore`: everything of a folder of sites in one file, and back.

Promises: what was kept is counted and said. Refuses to know: what is in the file.
"""

from __future__ import annotations

from pathlib import Path

import click

from audit.backup import backup as write_backup
from audit.commands.thai import ThaiCommand
from audit.console import say
from audit.restore import restore as read_backup

MOST_NAMED = 5


@click.command(
    cls=ThaiCommand,
    help="""สำรองทุกเว็บไซต์ในโฟลเดอร์ไว้ในไฟล์เดียว (ZIP)

ทำได้ทุกเวลา แม้ขณะกำลังตรวจ ไฟล์มีทั้งฐานข้อมูล ไฟล์ต้นฉบับ และ site.yml""",
)
@click.argument(
    "file", type=click.Path(path_type=Path, dir_okay=False), help="ไฟล์ที่จะสร้าง เช่น 2569-03-31.zip"
)
@click.argument(
    "folder",
    required=False,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="โฟลเดอร์ที่เก็บเว็บไซต์ทั้งหลาย (ปกติคือโฟลเดอร์ปัจจุบัน)",
)
def backup(file: Path, folder: Path | None) -> None:
    """Keep a folder of sites in a file."""
    done = write_backup(folder or Path(), file)
    size = f"{done.files:,} ไฟล์ ({done.bytes / 1e6:,.1f} MB)"
    say(f"สำรองแล้ว {done.sites} เว็บไซต์ {size} ไว้ที่ {done.file}")
    if done.missing:
        named = ", ".join(done.missing[:MOST_NAMED])
        say(f"ไฟล์ต้นฉบับที่ไม่มีในดิสก์ {len(done.missing):,} ไฟล์ เช่น {named}", error=True)
        say("ถ้าเคยสั่ง oit tidy ถือว่าปกติ", error=True)


@click.command(
    cls=ThaiCommand,
    help="""นำไฟล์สำรองกลับมาไว้ในโฟลเดอร์ใหม่หรือโฟลเดอร์ว่าง

ตรวจทุกไฟล์ก่อน ถ้าไม่ครบหรือถูกแก้ไขจะไม่ทำ และไม่เขียนทับของเดิม""",
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), help="ไฟล์สำรอง")
@click.argument("folder", type=click.Path(path_type=Path), help="โฟลเดอร์ใหม่หรือโฟลเดอร์ว่าง")
def restore(file: Path, folder: Path) -> None:
    """Put a backup back."""
    count = read_backup(file, folder)
    say(f"นำกลับมาแล้ว {count:,} ไฟล์ ไว้ที่ {folder}\nขั้นต่อไป: oit due {folder}")
