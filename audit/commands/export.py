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

from audit import chain, clarification
from audit.commands.common import newest_report, open_site, site_option, write_file
from audit.commands.thai import ThaiCommand, ThaiGroup
from audit.console import say
from audit.errors import UserError, os_trouble
from audit.export import Exported, write_evidence, write_warc
from audit.pipeline import newest_crawl
from audit.store import Store
from audit.summary import explain
from audit.tidy import tidy as remove_old
from audit.working import working
from reports import FORMATS, as_index

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


@export.command(
    "clarification",
    cls=ThaiCommand,
    help="""ชุดชี้แจงของข้อที่มีข้อโต้แย้ง: ไฟล์ ZIP ข้อละชุด มีไฟล์ต้นฉบับ ภาพหน้า ข้อความที่พบ และบัญชีแฮชต่อกันเป็นสาย

จดตราประทับที่แสดงไว้ ใช้ตรวจภายหลังได้ว่าชุดไม่ถูกแก้ไข""",
)
@click.argument("codes", nargs=-1, required=True, help="รหัสข้อ เช่น o6 หรือหลายข้อ o6 o12")
@site_option
@click.option("--note", default="", metavar="TEXT", help="คำชี้แจงของหน่วยงานที่จะใส่ในชุด")
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="โฟลเดอร์ที่จะเก็บชุด (ปกติคือ export ในโฟลเดอร์ของเว็บไซต์)",
)
def clarify(codes: tuple[str, ...], folder: Path | None, note: str, out: Path | None) -> None:
    """Pack what disputed indicators rest on."""
    site = open_site(folder)
    wanted = dict.fromkeys(explain(site, code).code for code in codes)
    report = newest_report(site)
    place = out or site.folder / "export"
    with Store(site.paths) as store:
        for code in wanted:
            made = clarification.make(store.snapshots, report.coverage.crawl_id, report, code, note)
            file = place / f"clarification-{code}.zip"
            write_file(file, made.data)
            say(f"เขียนแล้ว {made.files:,} หลักฐาน: {file}\nตราประทับ {made.head}")
            if made.missing:
                say(f"อีก {made.missing:,} รายการไม่มีไฟล์ต้นฉบับเก็บไว้")


@export.command(cls=ThaiCommand, help="ตรวจว่าชุดชี้แจงไม่ถูกแก้ไข: ทุกไบต์ ทุกรายการ และลำดับ")
@click.argument("file", type=click.Path(path_type=Path), help="ไฟล์ชุดชี้แจง เช่น clarification-o6.zip")
@click.option("--head", metavar="HASH", help="ตราประทับที่จดไว้ตอนสร้าง (ถ้ามี)")
def verify(file: Path, head: str | None) -> int:
    """Check a clarification pack."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise UserError(f"เปิดไฟล์ {file} ไม่ได้ ({error.strerror})", "ตรวจชื่อไฟล์แล้วสั่งใหม่") from error
    faults = chain.verify(data, head)
    for fault in faults:
        say(fault, error=True)
    if faults:
        say("ชุดนี้ไม่ตรงกับตอนสร้าง อย่าใช้เป็นหลักฐาน ขอไฟล์ต้นฉบับจากผู้จัดทำ", error=True)
        return 1
    say("ครบถ้วน ทุกไฟล์ตรงกับบัญชีแฮช")
    if head is None:
        say("ตรวจให้แน่ใจว่าเป็นชุดเดิมด้วย --head ตามด้วยตราประทับที่จดไว้ตอนสร้าง")
    return 0


@export.command(
    cls=ThaiCommand,
    help="หน้าดัชนี OIT จากหลักฐานที่ผ่านแล้ว ทั้งหน้า และส่วนสำหรับวางใน CMS",
)
@site_option
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="โฟลเดอร์ที่จะเก็บ (ปกติคือ export ในโฟลเดอร์ของเว็บไซต์)",
)
def index(folder: Path | None, out: Path | None) -> None:
    """Write the page that lists every indicator with its evidence."""
    site = open_site(folder)
    report, place = newest_report(site), out or site.folder / "export"
    page, fragment = place / FORMATS["index"].file, place / "oit-fragment.html"
    write_file(page, as_index.render(report))
    write_file(fragment, as_index.fragment(report).encode())
    say(f"ทั้งหน้า: {page}\nส่วนสำหรับวางใน CMS: {fragment}")
    say("หน้านี้มีเฉพาะหลักฐานที่ผ่านแล้ว อย่าลบหน้าดัชนีเดิมจนกว่าจะยืนยันรายการที่สงสัยครบ")


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
