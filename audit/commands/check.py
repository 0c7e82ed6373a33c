"""`oit new, check, crawl, audit, recheck`: from an address to findings.

Promises: `check` alone is enough: it makes the folder, crawls, judges, writes the report and sums
up. Refuses to know: how any of this is done.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import click

from audit.called import own_name
from audit.commands.common import (
    as_of_option,
    exit_code,
    kind_option,
    newest_report,
    open_site,
    pack_option,
    quiet_option,
    show_summary,
    site_option,
    write_reports,
)
from audit.commands.explain import explanation
from audit.commands.thai import Number, ThaiCommand
from audit.console import progress, say
from audit.errors import UserError
from audit.places import as_kind, known_pack, site_for
from audit.run import AuditResult, CheckOptions, audit_site, check_site, crawl_site
from audit.run import recheck as recheck_site
from audit.site import FILE, Site
from audit.store import Store
from audit.summary import trouble_at_home
from reports import wording
from rules.propose import Proposal

pages_option = click.option(
    "--pages", metavar="N", type=Number(1, whole=True), help="จำนวนหน้ามากที่สุดที่จะเก็บครั้งนี้"
)
minutes_option = click.option(
    "--minutes", metavar="M", type=Number(0.1), help="เวลามากที่สุดที่จะเก็บครั้งนี้ (นาที)"
)
delay_option = click.option(
    "--delay", metavar="SECONDS", type=Number(0), help="ระยะห่างระหว่างการขอแต่ละหน้า (วินาที)"
)

fresh_option = click.option(
    "--fresh", is_flag=True, help="ขอทุกหน้าใหม่ ไม่ทำต่อจากที่ค้างและไม่ใช้หน้าที่เพิ่งเก็บ"
)


@click.command(cls=ThaiCommand, help="สร้างโฟลเดอร์ของเว็บไซต์ พร้อมไฟล์ site.yml ที่แก้ไขได้")
@click.argument("url", help="ที่อยู่เว็บไซต์ เช่น https://www.example.go.th")
@site_option
@pack_option()
@kind_option()
@click.option("--name", default="", metavar="TEXT", help="ชื่อหน่วยงาน ที่จะแสดงในรายงาน")
def new(url: str, folder: Path | None, pack: str | None, kind: str | None, name: str) -> None:
    """Make a site's folder."""
    site = Site.create(folder, url, kind or "department", known_pack(pack), name=name)
    say(f"สร้างโฟลเดอร์ {site.folder} แล้ว แก้ชื่อหน่วยงานและลิงก์ที่ส่ง ป.ป.ช. ได้ใน {site.folder / FILE}")
    say(f"ขั้นต่อไป: oit check --site {site.folder}")


@click.command(
    cls=ThaiCommand,
    help="""ตรวจเว็บไซต์: เก็บหน้าเว็บ อ่านเอกสาร ตรวจทุกข้อ ออกรายงาน และสรุปผล

บอกที่อยู่เว็บไซต์ครั้งแรกครั้งเดียว ครั้งต่อไปสั่งในโฟลเดอร์ของเว็บไซต์ได้เลย
กด Ctrl-C หยุดได้ทุกเมื่อ สั่งคำสั่งเดิมอีกครั้งงานจะทำต่อ""",
)
@click.argument("url", required=False, help="ที่อยู่เว็บไซต์ เช่น https://www.example.go.th")
@site_option
@pack_option()
@kind_option()
@as_of_option()
@pages_option
@minutes_option
@delay_option
@fresh_option
@quiet_option()
def check(
    *,
    url: str | None,
    folder: Path | None,
    pack: str | None,
    kind: str | None,
    as_of: dt.date | None,
    pages: int | None,
    minutes: float | None,
    delay: float | None,
    fresh: bool,
    quiet: bool,
) -> int:
    """Do everything for one site."""
    pack = known_pack(pack)
    site = _site_of(url, folder, pack, kind) if url else open_site(folder)
    options = CheckOptions(
        pack=pack, as_of=as_of, pages=pages, minutes=minutes, delay=delay, fresh=fresh
    )
    with progress(quiet=quiet) as on_event:
        result = check_site(as_kind(site, kind), options, on_event)
    return _conclude(site, result, quiet=quiet)


@click.command(cls=ThaiCommand, help="เก็บหน้าเว็บอย่างเดียว ยังไม่ตรวจ")
@site_option
@pages_option
@minutes_option
@delay_option
@fresh_option
@quiet_option()
def crawl(
    *,
    folder: Path | None,
    pages: int | None,
    minutes: float | None,
    delay: float | None,
    fresh: bool,
    quiet: bool,
) -> int:
    """Fetch and read, judge nothing."""
    site = open_site(folder)
    options = CheckOptions(pages=pages, minutes=minutes, delay=delay, fresh=fresh)
    with progress(quiet=quiet) as on_event:
        result = crawl_site(site, options, on_event)
    if result.ended == "cancelled":
        raise KeyboardInterrupt
    say(
        f"เก็บแล้ว {result.pages:,} หน้า ใหม่ {result.new:,} "
        f"เปลี่ยน {result.changed:,} หายไป {result.gone:,}"
    )
    for word, count in sorted(result.problems.items(), key=lambda pair: -pair[1]):
        say(f"  {wording.problem(word).name} {count:,} หน้า")
    for host in _asked(site, result.crawl_id):
        say(f"พบเว็บไซต์ {host} ที่อาจเป็นของหน่วยงานและยังไม่ได้เก็บ ถ้าใช่ ให้ใส่ในช่อง also ของ {FILE}")
    say(f"{wording.ENDED.get(result.ended, result.ended)}\nขั้นต่อไป: oit audit")
    return 0 if result.ended == "complete" else 3


@click.command(cls=ThaiCommand, help="ตรวจจากที่เก็บไว้แล้ว ไม่ใช้เครือข่าย")
@site_option
@pack_option("ใช้ชุดเกณฑ์อื่นครั้งนี้ เช่น ของปีหน้า (ไม่กระทบรายการที่ต้องแก้)")
@click.option("--only", multiple=True, metavar="CODE", help="เฉพาะข้อนี้ เช่น o6 หรือ o6,o7")
@as_of_option()
@quiet_option()
def audit(
    folder: Path | None,
    pack: str | None,
    only: tuple[str, ...],
    as_of: dt.date | None,
    quiet: bool,
) -> int:
    """Judge what is kept."""
    site = open_site(folder)
    with progress(quiet=quiet) as on_event:
        codes = tuple(code for part in only for code in part.split(",")) or None
        result = audit_site(site, pack=pack, as_of=as_of, only=codes, on_event=on_event)
    return _conclude(site, result, quiet=quiet)


@click.command(cls=ThaiCommand, help="เก็บเฉพาะหน้าที่เกี่ยวกับข้อหรือข้อบกพร่องนี้ แล้วตรวจใหม่ในไม่กี่วินาที")
@click.argument("target", help="รหัสข้อ เช่น o6 หรือหมายเลขข้อบกพร่อง เช่น 12")
@site_option
@quiet_option()
def recheck(target: str, folder: Path | None, quiet: bool) -> int:
    """Look again at the pages of one indicator or gap."""
    site = open_site(folder)
    with progress(quiet=quiet) as on_event:
        result = recheck_site(site, target, on_event)
    codes = {finding.code for finding in result.findings}
    report = newest_report(site, result.audit_id)
    found = tuple(one for one in report.indicators if one.code in codes)
    for indicator in found:
        state = wording.state(indicator.state)
        lines = explanation(indicator) if not quiet else [f"{indicator.code} {state.name}"]
        say("\n".join(lines))
    for word, numbers in (("ปิดแล้ว", result.gaps.closed), ("เปิดใหม่", result.gaps.opened)):
        if numbers:
            say(f"{word}: {' '.join(f'#{number}' for number in numbers)}")
    return exit_code(replace(report, indicators=found))


def _conclude(site: Site, result: AuditResult, *, quiet: bool) -> int:
    """Write the report beside the data, sum up, and choose the exit code."""
    report = newest_report(site, result.audit_id)
    files = write_reports(report, site.folder / "report")
    if result.kept_from:
        say(_gone_on(result.kept_from), error=True)
    show_summary(report, quiet=quiet, home=trouble_at_home(site, result.audit_id))
    if not quiet:
        say(f"\nรายงาน: {files[0]}")
        if name := own_name(site):
            say(_called(name, site))
        if result.proposal:
            say(_proposed(result.proposal, site))
    return exit_code(report)


def _gone_on(since: str) -> str:
    """Pages that an interrupted check fetched may have been mended since."""
    return (
        f"ใช้หน้าเว็บที่เก็บไว้เมื่อ {wording.thai_datetime(since)} เพราะครั้งก่อนหยุดก่อนตรวจเสร็จ\n"
        "ถ้าแก้หน้าเว็บหลังจากนั้น สั่งใหม่โดยเติม --fresh เพื่อขอทุกหน้าอีกครั้ง\n"
    )


def _called(name: str, site: Site) -> str:
    """A name is proposed, never taken."""
    return (
        f"\nรายงานยังเรียกหน่วยงานว่า {site.config.name} ส่วนหน้าแรกใช้ชื่อว่า “{name}”\n"
        f"ถ้าใช่ ให้แก้ name ใน {site.folder / FILE} แล้วสั่ง oit report"
    )


def _proposed(proposal: Proposal, site: Site) -> str:
    """A pack is proposed, never switched."""
    return (
        f"\nชุดเกณฑ์ที่ใช้คือ {site.config.pack} แต่เว็บไซต์น่าจะทำตาม {proposal.pack}: {proposal.why}\n"
        f"ถ้าใช่ ให้แก้ pack ใน {site.folder / FILE} เป็น {proposal.pack} แล้วสั่ง oit audit"
    )


def _asked(site: Site, crawl_id: int) -> list[str]:
    """Hosts that the crawl met and that only a person can call the agency's own."""
    with Store(site.paths) as store:
        return list(store.snapshots.crawl_row(crawl_id).stats.get("asked", {}))


def _site_of(url: str, folder: Path | None, pack: str | None, kind: str | None) -> Site:
    """The site of this address; the folder of a site may be named in its place."""
    if folder is None and (Path(url) / FILE).is_file():
        return Site.open(Path(url))
    if Path(url).is_file():
        raise UserError(
            f"{url} เป็นไฟล์ในเครื่องนี้ ไม่ใช่ที่อยู่เว็บไซต์",
            "พิมพ์ที่อยู่เว็บไซต์ เช่น https://www.example.go.th หรืออ่านไฟล์เดียวด้วย oit read",
        )
    return site_for(url, folder, pack, kind)
