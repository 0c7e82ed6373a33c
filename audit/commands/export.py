"""`oit export` and `oit tidy`: what is kept, as files for others; and what need not be kept.

Promises: nothing is fetched or judged. Refuses to know: file formats, what may be removed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click

from audit.commands.common import newest_report, open_site, site_option
from audit.commands.thai import ThaiCommand, ThaiGroup
from audit.console import say
from audit.errors import UserError, os_trouble
from audit.export import Exported, write_evidence, write_warc
from audit.pipeline import newest_crawl
from audit.store import Store
from audit.summary import explain
from audit.tidy import tidy as remove_old
from audit.working import working

out_option = click.option(
    "--out", metavar="FILE", type=click.Path(path_type=Path), help="ไฟล์ที่จะเขียน"
)


@click.group(cls=ThaiGroup, help="ส่งออกสิ่งที่เก็บไว้เป็นไฟล์มาตรฐาน")
def export() -> None:
    """The group of exports."""


@export.command(cls=ThaiCommand, help="เว็บไซต์ทั้งหมดที่เก็บไว้ล่าสุด เป็นไฟล์ WARC 1.1 ของคลังเว็บ")
@site_option
@out_option
def warc(folder: Path | None, out: Path | None) -> None:
    """Write the newest state of the site as a web archive."""
    site = open_site(folder)
    file = out or site.folder / "export" / "site.warc.gz"
    with Store(site.paths) as store:
        crawl_id = newest_crawl(store)
        _write(file, lambda stream: write_warc(store.snapshots, crawl_id, stream))


@export.command(cls=ThaiCommand, help="หลักฐานของหนึ่งข้อ เป็นไฟล์ ZIP พร้อมบัญชีที่อยู่ เวลา และค่าแฮช")
@click.argument("code", help="รหัสข้อ เช่น o12")
@site_option
@out_option
def evidence(code: str, folder: Path | None, out: Path | None) -> None:
    """Pack the evidence of one indicator."""
    site = open_site(folder)
    indicator = explain(site, code)
    file = out or site.folder / "export" / f"evidence-{indicator.code}.zip"
    crawl_id = newest_report(site).coverage.crawl_id
    with Store(site.paths) as store:
        newest = max(crawl_id, newest_crawl(store))
        _write(file, lambda stream: write_evidence(store.snapshots, newest, indicator, stream))


@click.command(cls=ThaiCommand, help="ลบไฟล์ต้นฉบับเก่าที่ไม่มีผลตรวจใดใช้เป็นหลักฐาน ประวัติและค่าแฮชยังอยู่")
@site_option
@click.option("--keep", default="400d", metavar="DAYS", help="เก็บไว้กี่วัน เช่น 400d (ปกติ 400d)")
def tidy(folder: Path | None, keep: str) -> None:
    """Remove old bytes."""
    days = re.fullmatch(r"([1-9]\d{0,4})d?", keep.strip())
    if days is None:
        raise UserError(f"ไม่เข้าใจจำนวนวัน “{keep}”", "พิมพ์เป็นจำนวนวัน เช่น --keep 400d")
    site = open_site(folder)
    with working(site) as store:
        removed = remove_old(store, int(days[1]))
    say(f"ลบไฟล์เก่า {removed.files:,} ไฟล์ ได้ที่ว่างคืน {removed.bytes / 1e6:,.1f} เมกะไบต์")


def _write(file: Path, write: Callable[[BinaryIO], Exported]) -> None:
    """Write beside the name and then give it: a file that was cut short is never taken for one."""
    part = file.with_name(file.name + ".part")
    with _told(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as stream:
            done = write(stream)
        part.replace(file)
    say(f"เขียนแล้ว {done.files:,} รายการ: {file}")
    if done.missing:
        say(f"อีก {done.missing:,} รายการไม่มีไฟล์ต้นฉบับเก็บไว้")


@contextmanager
def _told(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UserError(
            f"เขียนไฟล์ {file} ไม่ได้ ({os_trouble(error)})",
            "ตรวจสิทธิ์และที่ว่างในดิสก์ หรือเลือกที่เก็บอื่นด้วย --out",
        ) from error


COMMANDS = (export, tidy)
