"""What several commands share: options, opening a site, writing files, and exit codes.

Promises: one spelling of every shared option; one rule for exit codes. Refuses to know: what a
single command does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import click

from audit.commands.thai import Date, OneOf
from audit.console import say
from audit.errors import UserError, os_trouble, told
from audit.files import put
from audit.site import Site
from audit.store import Store
from audit.summary import summarise
from reports import FORMATS, USUAL, as_text, render, view, wording
from reports.model import Report
from rules.pack import AgencyKind

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

KINDS = OneOf({word: wording.kind(word) for word in get_args(AgencyKind)})
NOTHING_TO_FIX, GAPS_OPEN, UNFINISHED = 0, 1, 3


def site_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """`--site FOLDER`, the current folder when not given."""
    option = click.option(
        "--site",
        "folder",
        metavar="FOLDER",
        type=click.Path(path_type=Path),
        help="โฟลเดอร์ของเว็บไซต์ (ปกติคือโฟลเดอร์ปัจจุบัน)",
    )
    return option(function)


def pack_option(help: str = "ชุดเกณฑ์ เช่น oit-2569 หรือที่อยู่ไฟล์ชุดเกณฑ์") -> Decorator:
    """`--pack NAME`."""
    return click.option("--pack", metavar="PACK", help=help)


def as_of_option() -> Decorator:
    """`--as-of DATE`."""
    return click.option(
        "--as-of", metavar="DATE", type=Date(), help="ตรวจเสมือนว่าวันนี้คือวันที่นี้ เช่น 31/03/2569"
    )


def kind_option() -> Decorator:
    """`--kind KIND`."""
    return click.option(
        "--kind", metavar="KIND", type=KINDS, help=f"ประเภทหน่วยงาน: {KINDS.choices()}"
    )


def quiet_option() -> Decorator:
    """`--quiet`."""
    return click.option("--quiet", is_flag=True, help="ไม่แสดงความคืบหน้า แสดงเฉพาะผลสรุป")


def open_site(folder: Path | None) -> Site:
    """The site of `--site`, else of the current folder."""
    return Site.open(folder or Path())


def newest_report(site: Site, audit_id: int | None = None) -> Report:
    """The report of an audit, the newest one by default."""
    with Store(site.paths) as store:
        return summarise(site, store, audit_id)


def write_reports(report: Report, folder: Path, formats: tuple[str, ...] = USUAL) -> list[Path]:
    """Write `report.html`, `report.xlsx` … into a folder; the files written."""
    files = [folder / FORMATS[name].file for name in formats]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, file in zip(formats, files, strict=True):
            with told():
                body = render(report, name)
            put(file, body)
    except OSError as error:
        raise UserError(
            f"เขียนรายงานลงโฟลเดอร์ {folder} ไม่ได้ ({os_trouble(error)})",
            "ปิดไฟล์รายงานที่เปิดค้างไว้ ตรวจสิทธิ์และที่ว่างในดิสก์ หรือเลือกโฟลเดอร์อื่นด้วย --out",
        ) from error
    return files


def write_file(file: Path, body: bytes) -> None:
    """Write one file a person asked for, making its folder."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        put(file, body)
    except OSError as error:
        raise UserError(
            f"เขียนไฟล์ {file} ไม่ได้ ({os_trouble(error)})",
            "ปิดไฟล์ที่เปิดค้างไว้ ตรวจสิทธิ์และที่ว่างในดิสก์ หรือเลือกที่เก็บอื่นด้วย --out",
        ) from error


def show_summary(report: Report, *, quiet: bool, home: wording.Problem | None = None) -> None:
    """The summary on screen; with `quiet` just the counts. `home`: the first page's trouble."""
    trouble = home or _nothing_seen(report)
    if trouble:
        say(f"{trouble.what}\n{trouble.todo}", error=True)
    if not quiet:
        say(as_text.summary(report).rstrip())
        return
    totals = report.totals
    say(
        f"{report.site.name}: พร้อม {totals.ready} · ต้องแก้ {totals.to_fix} · "
        f"รอยืนยัน {totals.to_confirm} · ยังตรวจไม่ครบ {totals.incomplete} "
        f"({wording.interval(totals.certain, totals.possible)})"
    )


def _nothing_seen(report: Report) -> wording.Problem | None:
    """What most often kept us from seeing enough to say anything at all."""
    totals, group = report.totals, next(iter(view.problems(report)), None)
    if totals.passed or totals.failed or totals.cant_tell or group is None:
        return None
    trouble = wording.problem(group.word)
    return replace(trouble, what=f"ดูเว็บไซต์ได้ไม่พอที่จะสรุปผล ที่พบบ่อยที่สุด: {trouble.what}")


def exit_code(report: Report) -> int:
    """0 nothing to fix, 1 gaps open, 3 could not look at everything.

    A crawl that was stopped or failed outweighs gaps: what is known may be old. A waived gap is not
    to be fixed now.
    """
    if report.coverage.ended in {"cancelled", "error"} or not report.coverage.pages:
        return UNFINISHED
    if any(
        element.outcome == "failed" and not (element.gap and element.gap.state == "waived")
        for indicator in report.indicators
        for element in indicator.elements
    ):
        return GAPS_OPEN
    unseen = report.totals.untested or report.coverage.ended == "limit"
    return UNFINISHED if unseen else NOTHING_TO_FIX
