"""The web team's and the officer's words about gaps: list, assign, waive, confirm.

Promises: every decision carries a name and, where it sets something aside, a reason. Refuses to
know: how gaps open and close.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from audit import gaps as gap_life
from audit import run
from audit.commands.common import open_site, site_option
from audit.commands.thai import Date, Number, ThaiCommand
from audit.console import say, table
from audit.days import today
from audit.errors import UserError
from audit.gaps import Gap
from audit.me import me
from audit.store import Store
from audit.summary import pack_of
from audit.targets import said
from audit.working import working
from reports import wording


@click.command(cls=ThaiCommand, help="รายการข้อบกพร่องที่ต้องแก้")
@click.option("--mine", metavar="WHO", help="เฉพาะที่มอบหมายให้คนนี้")
@click.option("--late", is_flag=True, help="เฉพาะที่เลยกำหนด")
@click.option("--all", "everything", is_flag=True, help="รวมที่ปิดแล้ว")
@site_option
def gaps(mine: str | None, late: bool, everything: bool, folder: Path | None) -> None:
    """List gaps."""
    site = open_site(folder)
    with Store(site.paths) as store:
        newest = store.newest_audit()
        if newest is None:
            raise UserError("ยังไม่เคยตรวจเว็บไซต์นี้", "สั่ง oit check ก่อน")
        says = said(pack_of(store, newest))
        found = gap_life.list_gaps(store, mine=mine, late=late, everything=everything)
    if not found:
        say("ไม่มีข้อบกพร่องในรายการนี้")
        return
    rows = [_row(gap, says.get((gap.topic, gap.element), "")) for gap in found]
    table(("#", "ข้อ", "องค์ประกอบ", "สถานะ", "ผู้แก้", "กำหนด", "เหตุผล"), rows)


def _row(gap: Gap, says: str) -> tuple[str, ...]:
    return (
        str(gap.id),
        gap.code,
        f"{says}\n{gap.element}".strip(),
        wording.gap_state(gap.state, late=gap.late, waived_until=gap.waived_until),
        gap.assignee or "-",
        wording.thai_date(gap.due_on, short=True) or "-",
        gap.reason,
    )


@click.command(cls=ThaiCommand, help="มอบหมายข้อบกพร่องให้ผู้แก้ พร้อมกำหนดวันเสร็จ")
@click.argument("gap", type=Number(1, whole=True), help="หมายเลขข้อบกพร่อง ดูจาก oit gaps")
@click.argument("who", help="ชื่อผู้แก้")
@click.option("--due", metavar="DATE", type=Date(), help="วันที่ควรเสร็จ เช่น 31/03/2569")
@site_option
def assign(gap: int, who: str, due: dt.date | None, folder: Path | None) -> None:
    """Give a gap to somebody."""
    site = open_site(folder)
    with working(site) as store:
        done = gap_life.assign(store, gap, who, due=due, by=me())
    until = f" กำหนด {wording.thai_date(done.due_on)}" if done.due_on else ""
    say(f"มอบหมาย #{done.id} ({done.code} {done.element}) ให้ {done.assignee}{until} แล้ว")
    if done.late:
        say("วันที่กำหนดผ่านไปแล้ว รายการนี้จึงขึ้นว่าเลยกำหนด ถ้าพิมพ์ผิดให้สั่งใหม่ด้วยวันที่ถูกต้อง")


@click.command(cls=ThaiCommand, help="ผ่อนผันข้อบกพร่องถึงวันที่กำหนด พร้อมเหตุผล")
@click.argument("gap", type=Number(1, whole=True), help="หมายเลขข้อบกพร่อง ดูจาก oit gaps")
@click.option("--until", metavar="DATE", type=Date(), required=True, help="วันสุดท้ายที่ผ่อนผัน")
@click.option("--why", metavar="TEXT", required=True, help="เหตุผล")
@site_option
def waive(gap: int, until: dt.date, why: str, folder: Path | None) -> None:
    """Set a gap aside until a day."""
    site = open_site(folder)
    if until < today():
        raise UserError(
            f"วันที่ {wording.thai_date(until.isoformat())} ผ่านไปแล้ว จึงผ่อนผันถึงวันนั้นไม่ได้",
            "ระบุวันที่ยังมาไม่ถึงด้วย --until",
        )
    with working(site) as store:
        done = gap_life.waive(store, gap, until=until, why=why, by=me())
    last = wording.thai_date(until.isoformat())
    say(f"ผ่อนผัน #{done.id} ({done.code} {done.element}) ถึง {last} แล้ว")


@click.command(
    cls=ThaiCommand,
    help="""ยืนยันผลขององค์ประกอบแทนโปรแกรม

คำยืนยันมีผลจนกว่าหน้าหรือเอกสารที่ดูจะเปลี่ยน เมื่อเปลี่ยนโปรแกรมจะตรวจใหม่เอง""",
)
@click.argument("element", help="องค์ประกอบ เช่น o2/deputies ดูรหัสจาก oit explain")
@click.option("--passed", is_flag=True, help="ดูแล้ว มีครบตามเกณฑ์")
@click.option("--failed", is_flag=True, help="ดูแล้ว ไม่ครบตามเกณฑ์")
@click.option("--inapplicable", is_flag=True, help="ไม่เกี่ยวข้องกับหน่วยงาน")
@click.option("--revoke", is_flag=True, help="ถอนคำยืนยันเดิม ให้โปรแกรมตรวจเอง")
@click.option("--why", default="", metavar="TEXT", help="เหตุผล (ต้องมี ยกเว้นเมื่อถอน)")
@click.option("--who", metavar="NAME", help="ชื่อผู้ยืนยัน (ปกติคือชื่อผู้ใช้เครื่องนี้)")
@site_option
def confirm(element: str, why: str, who: str | None, folder: Path | None, **flags: bool) -> None:
    """Write down a person's outcome, or take it back."""
    outcome = _chosen([name for name, on in flags.items() if on])
    site = open_site(folder)
    if outcome == "revoke":
        run.revoke(site, element)
        say(f"ถอนคำยืนยันของ {element} แล้ว")
        return
    by = who or me()
    run.confirm(site, element, outcome, who=by, why=why)
    say(f"บันทึกแล้ว: {element} เป็น “{wording.outcome(outcome).name}” โดย {by}")


def _chosen(outcomes: list[str]) -> str:
    """The one outcome that was asked for."""
    if not outcomes:
        raise UserError("ยังไม่ได้บอกว่ายืนยันผลใด", "เติม --passed, --failed หรือ --inapplicable")
    if len(outcomes) > 1:
        flags = " กับ ".join(f"--{outcome}" for outcome in outcomes)
        raise UserError(f"บอกผลได้ครั้งละอย่างเดียว แต่ได้รับ {flags}", "เลือกอย่างเดียว แล้วสั่งใหม่")
    return outcomes[0]
