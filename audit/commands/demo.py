"""`oit demo`: the made-up department on this machine, audited like any other site.

Promises: a newcomer sees the whole product with one command; what was found is compared with what
is known to be true. Refuses to know: what the demonstration site contains.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import click

from audit.commands.common import newest_report, show_summary, write_reports
from audit.commands.thai import Number, ThaiCommand
from audit.console import progress, say
from audit.demo import AGENCY_KIND, AS_OF, PACK, DemoError, build, serve, truth
from audit.errors import UserError
from audit.run import CheckOptions, check_site
from audit.site import FILE, Site
from reports import wording
from reports.model import Report

State = Literal["before", "after"]

NAME = "กรมส่งเสริมการเรียนรู้ดิจิทัลชุมชน"
DOING: dict[State, str] = {
    "before": "กำลังสร้างเว็บไซต์สาธิต",
    "after": "กำลังแก้เว็บไซต์สาธิตบางส่วน",
}


@click.command(
    cls=ThaiCommand,
    help="""ชมตัวอย่าง: ตรวจเว็บไซต์สาธิตบนเครื่องนี้ แล้วออกรายงาน

เว็บไซต์ของกรมสมมติ มีข้อบกพร่องที่รู้คำตอบอยู่แล้ว จึงเทียบผลกับเฉลยได้""",
)
@click.option(
    "--out",
    default="demo",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="โฟลเดอร์ที่จะเก็บตัวอย่าง (ปกติคือ demo)",
)
@click.option(
    "--port",
    default=0,
    metavar="N",
    type=Number(0, whole=True),
    help="พอร์ตของเว็บไซต์สาธิต (ปกติเลือกพอร์ตที่ว่าง)",
)
@click.option("--after", is_flag=True, help="ตรวจซ้ำหลังแก้บางข้อและทำพังหนึ่งอย่าง ดูว่าอะไรเปลี่ยน")
@click.option("--serve", "keep", is_flag=True, help="เปิดเว็บไซต์สาธิตค้างไว้จนกว่าจะกด Ctrl-C")
def demo(out: Path, port: int, after: bool, keep: bool) -> int:
    """Build, serve and audit the demonstration site."""
    folder = out / "site"
    wrong = 0
    if not after or not (folder / FILE).exists():
        _clear(folder)
        wrong += _show("before", out, port, keep=keep and not after)
    if after:
        same_port = urlsplit(Site.open(folder).config.url).port or port
        wrong += _show("after", out, same_port, keep=keep)
    return 1 if wrong else 0


def _show(state: State, out: Path, port: int, *, keep: bool) -> int:
    """Serve one state of the site, audit it, tell the result; the number of wrong outcomes."""
    pages = out / "demo-site"
    say(DOING[state], error=True)
    with _told():
        build(pages, state)
        with serve(pages, port) as server:
            site = _site(out / "site", server.url)
            with progress(quiet=False) as on_event:
                result = check_site(site, CheckOptions(as_of=AS_OF, delay=0), on_event)
            report = newest_report(site, result.audit_id)
            files = write_reports(report, out / "report")
            show_summary(report, quiet=False)
            wrong = _compare(report, state)
            say(f"\nรายงาน: {files[0]}")
            if keep:
                _wait(server.url)
    return wrong


def _site(folder: Path, url: str) -> Site:
    if (folder / FILE).exists():
        return Site.open(folder)
    return Site.create(folder, url, AGENCY_KIND, PACK, name=NAME)


def _clear(folder: Path) -> None:
    """Begin with an empty folder, but never remove one that the demonstration did not make."""
    if not folder.exists():
        return
    if (folder / FILE).exists() and Site.open(folder).config.name == NAME:
        shutil.rmtree(folder)
        return
    raise UserError(f"โฟลเดอร์ {folder} ไม่ใช่ของตัวอย่าง จึงไม่ลบให้", "เลือกโฟลเดอร์อื่นด้วย --out")


def _compare(report: Report, state: State) -> int:
    """Tell how many outcomes are as known; list those that are not. Their number."""
    found = {
        (indicator.code, element.id): element.outcome
        for indicator in report.indicators
        for element in indicator.elements
    }
    expected = {
        (code, element): known.outcome
        for code, elements in truth(state).items()
        for element, known in elements.items()
    }
    wrong = {key: word for key, word in expected.items() if found.get(key) != word}
    say(f"\nตรงกับเฉลย {len(expected) - len(wrong)} จาก {len(expected)}")
    for (code, element), word in wrong.items():
        got = wording.outcome(found.get((code, element), "-")).name
        say(f"  {code} {element}: เฉลย {wording.outcome(word).name} แต่ตรวจได้ {got}")
    return len(wrong)


def _wait(url: str) -> None:
    say(f"เว็บไซต์สาธิตเปิดอยู่ที่ {url} กด Ctrl-C เพื่อปิด")
    with suppress(KeyboardInterrupt):
        threading.Event().wait()


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except DemoError as error:
        raise UserError(error.what, error.todo) from error
