"""`oit due, watch, alerts`: checks by the clock, submitted links, who is told of what.

Promises: what a run did is told site by site; a trial message before one is needed. Refuses to
know: what is due, what is worth telling.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from audit import clock, due
from audit.commands.common import (
    UNFINISHED,
    exit_code,
    newest_report,
    open_site,
    quiet_option,
    site_option,
    write_reports,
)
from audit.commands.thai import Number, ThaiCommand, ThaiGroup
from audit.console import progress, say, table
from audit.errors import UserError
from audit.pipeline import AuditResult
from audit.places import sites_in
from audit.site import FILE, Site
from audit.store import Store
from audit.watch import kept, words
from audit.watch.links import Answer, Link
from audit.watch.send import Sent, send_sample
from reports import wording

STATES = {"waiting": "รอส่ง", "trying": "กำลังส่ง", "sent": "ส่งแล้ว"}
WORST = {0: 0, 1: 1, 3: 2, 2: 3}
"""Exit code → how bad it is."""


@click.command(
    "due",
    cls=ThaiCommand,
    help="""ดูว่าเว็บไซต์ใดถึงกำหนดตรวจและเพราะอะไร หรือตรวจเลยด้วย --run

กำหนดเวลาอยู่ในช่อง schedule และ calendar ของ site.yml ตั้งให้เครื่องสั่ง oit due --run
ทุก 15 นาที เว็บไซต์ที่ยังไม่ถึงกำหนดจะไม่ถูกแตะต้อง""",
)
@click.argument(
    "folder",
    required=False,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="โฟลเดอร์ที่เก็บเว็บไซต์ทั้งหลาย (ปกติคือโฟลเดอร์ปัจจุบัน)",
)
@click.option("--run", "go", is_flag=True, help="ตรวจเว็บไซต์ที่ถึงกำหนดทีละแห่ง แล้วส่งการแจ้งเตือน")
@click.option(
    "--every",
    metavar="MINUTES",
    type=Number(1),
    help="อยู่ต่อและทำซ้ำทุกกี่นาที จนกว่าจะกด Ctrl-C (ใช้กับ --run)",
)
@quiet_option()
def due_command(folder: Path | None, go: bool, every: float | None, quiet: bool) -> int:
    """List what is due, or do it."""
    root = folder or Path()
    if not sites_in(root) and not (every is not None and root.is_dir()):
        raise UserError(
            f"ไม่พบ {FILE} ในโฟลเดอร์ {root} และโฟลเดอร์ย่อย",
            "ระบุโฟลเดอร์ที่เก็บเว็บไซต์ เช่น oit due sites --run",
        )
    if every is not None:
        clock.keep_running(lambda: _run_again(root, quiet=quiet), every)
    return _run(root, quiet=quiet) if go or every is not None else _list(root)


@click.command(cls=ThaiCommand, help="เปิดดูลิงก์ที่ส่ง ป.ป.ช. ทุกลิงก์เดี๋ยวนี้ บอกลิงก์ที่หาย ย้าย หรือเปลี่ยนไป")
@site_option
@quiet_option()
def watch(folder: Path | None, quiet: bool) -> int:
    """Look at every submitted link now."""
    site = open_site(folder)
    with progress(quiet=quiet) as on_event:
        links = due.look_at_links(site, on_event)
    alerts, sent = due.tell(site)
    if not quiet:
        rows = [(", ".join(link.codes), link.url, _state(link)) for link in links]
        table(("ข้อ", "ลิงก์", "ผล"), rows)
    for alert in alerts:
        say(f"\n{words.paragraph(alert)}")
    _tell_failures(sent)
    if any(link.troubled for link in links):
        return 1
    return UNFINISHED if any(link.track.unseen for link in links) else 0


@click.group(cls=ThaiGroup, invoke_without_command=True, help="การแจ้งเตือนที่ผ่านมา และที่ยังรอส่ง")
@site_option
@click.pass_context
def alerts(ctx: click.Context, folder: Path | None) -> None:
    """List alerts; the group of what can be done with them."""
    ctx.obj = folder
    if ctx.invoked_subcommand is None:
        _list_alerts(open_site(folder))


@alerts.command("test", help="ส่งข้อความทดลองถึงผู้รับทุกคนที่เขียนไว้ใน site.yml")
@click.option("--to", metavar="NAME", help="ส่งถึงผู้รับชื่อนี้เท่านั้น")
@site_option
@click.pass_context
def try_alerts(ctx: click.Context, folder: Path | None, to: str | None) -> int:
    """Send a sample to every receiver."""
    site = open_site(folder or ctx.obj)
    receivers = [one for one in site.config.alerts if to is None or one.called == to]
    if not receivers:
        known = ", ".join(one.called for one in site.config.alerts)
        what = f"ไม่มีผู้รับชื่อ “{to}”" if known else "ยังไม่มีผู้รับการแจ้งเตือน"
        todo = f"ผู้รับที่มี: {known}" if known else f"เติมช่อง alerts ใน {site.folder / FILE} แล้วสั่งใหม่"
        raise UserError(what, todo)
    done = [send_sample(site, one) for one in receivers]
    for one in done:
        say(f"{one.receiver}: {one.error or 'ส่งแล้ว'}")
    return UNFINISHED if any(one.error for one in done) else 0


def _list(root: Path) -> int:
    found = due.due_sites(root)
    rows = [(str(one.folder), one.name, _why(one)) for one in found]
    table(("โฟลเดอร์", "หน่วยงาน", "สิ่งที่ถึงกำหนด"), rows)
    return 2 if any(one.error for one in found) else 0


def _why(one: due.Due) -> str:
    if one.error:
        return f"{one.error.what}\n{one.error.todo}"
    return "\n".join(reason.why for reason in one.reasons) or "ยังไม่ถึงกำหนด"


def _run(root: Path, *, quiet: bool) -> int:
    codes = [0]
    with progress(quiet=quiet) as on_event:
        for done in due.run_due(root, _conclude, on_event):
            codes.append(done.code)
            _tell(done, quiet=quiet)
    if len(codes) == 1 and not quiet:
        say("ยังไม่มีเว็บไซต์ที่ถึงกำหนด")
    return max(codes, key=lambda code: WORST.get(code, 3))


def _run_again(root: Path, *, quiet: bool) -> int:
    """One of many runs: what stops one is told and does not stop the next.

    A folder may get its first site later: the schedule of a new office waits for it.
    """
    try:
        return _run(root, quiet=quiet)
    except UserError as error:
        say(f"{error.what}\n{error.todo}", error=True)
        return 2


def _conclude(site: Site, result: AuditResult) -> int:
    report = newest_report(site, result.audit_id)
    write_reports(report, site.folder / "report")
    return exit_code(report)


def _tell(done: due.Done, *, quiet: bool) -> None:
    if done.error is not None:
        say(f"{done.due.name}: {done.error.what}\n{done.error.todo}", error=True)
        return
    if not quiet:
        say(f"{done.due.name}: {' · '.join(reason.why for reason in done.due.reasons)}")
    for alert in done.alerts:
        say(words.paragraph(alert))
    _tell_failures(done.sent)


def _tell_failures(sent: Iterable[Sent]) -> None:
    for one in sent:
        if one.error:
            say(f"{one.receiver}: {one.error} (เก็บไว้ส่งใหม่)", error=True)


def _state(link: Link) -> str:
    newest = link.newest
    if newest is None:
        return "ยังไม่ได้เปิดดู"
    state = words.answer(_shown(newest))
    waits = " (รอดูซ้ำ)" if link.track.doubt else ""
    return f"{state}{waits}"


def _shown(one: Answer) -> dict[str, object]:
    return {"status": one.status, "problem": one.problem, "title": ""}


def _list_alerts(site: Site) -> None:
    with Store(site.paths) as store:
        found = {one.id: one for one in kept.alerts(store)}
        rows = kept.posts(store)
    told = {row["alert_id"] for row in rows}
    lines = [
        (wording.thai_datetime(alert.found_at), alert.code, words.HEADS[alert.kind], "-", "ไม่ต้องส่ง")
        for alert in found.values()
        if alert.id not in told
    ]
    for row in rows:
        alert = found[row["alert_id"]]
        state = STATES[row["state"]] + (f" {row['error']}" if row["error"] else "")
        when = wording.thai_datetime(alert.found_at)
        lines.append((when, alert.code, words.HEADS[alert.kind], row["receiver"], state))
    if not lines:
        say("ยังไม่มีการแจ้งเตือน")
        return
    table(("พบเมื่อ", "ข้อ", "เรื่อง", "ผู้รับ", "สถานะ"), lines)
