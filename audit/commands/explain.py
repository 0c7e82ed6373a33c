"""`oit report` and `oit explain`: what the newest audit found, as files or on screen.

Promises: nothing is fetched or judged anew. Refuses to know: how files are rendered.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from audit.commands.common import newest_report, open_site, site_option, write_reports
from audit.commands.thai import ThaiCommand
from audit.console import say
from audit.errors import UserError
from audit.summary import explain as find
from reports import FORMATS, wording
from reports.model import ElementLine, EvidenceLine, IndicatorLine
from reports.view import counted, needs_work, set_aside


@click.command(cls=ThaiCommand, help="ออกรายงานของการตรวจครั้งล่าสุดเป็นไฟล์")
@site_option
@click.option(
    "--to",
    default="html,xlsx",
    metavar="FORMATS",
    help="ชนิดไฟล์ คั่นด้วยจุลภาค (ปกติ html,xlsx): "
    + " · ".join(f"{name} {one.title}" for name, one in FORMATS.items()),
)
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="โฟลเดอร์ที่จะเก็บรายงาน (ปกติคือ report ในโฟลเดอร์ของเว็บไซต์)",
)
def report(folder: Path | None, to: str, out: Path | None) -> None:
    """Write the newest audit as files."""
    formats = _formats(to)
    site = open_site(folder)
    for file in write_reports(newest_report(site), out or site.folder / "report", formats):
        say(f"เขียนรายงานแล้ว: {file}")


def _formats(text: str) -> tuple[str, ...]:
    words = (part.strip().lower() for part in text.split(","))
    formats = tuple(dict.fromkeys(word for word in words if word))
    unknown = [word for word in formats if word not in FORMATS]
    if unknown or not formats:
        raise UserError(
            f"ไม่รู้จักชนิดรายงาน “{', '.join(unknown) or text}”",
            f"ชนิดที่มี: {', '.join(FORMATS)} เช่น --to html,xlsx",
        )
    return formats


@click.command(cls=ThaiCommand, help="อธิบายผลของหนึ่งข้อ: ดูหน้าไหน เพราะอะไร พบอะไร ต้องแก้อะไร")
@click.argument("code", help="รหัสข้อ เช่น o6")
@site_option
def explain(code: str, folder: Path | None) -> None:
    """Tell everything about one indicator."""
    say("\n".join(explanation(find(open_site(folder), code))))


def explanation(indicator: IndicatorLine) -> Iterator[str]:
    """The lines of `oit explain`."""
    state = wording.state(indicator.state)
    yield f"{wording.code(indicator.code)}  {indicator.title}"
    yield f"{state.symbol} {state.name} · ผู้รับผิดชอบ {indicator.owner}"
    for element in indicator.elements:
        yield ""
        yield from _element(element)
    yield from _pages("หน้าและเอกสารที่ใช้ตรวจ", counted(indicator))
    yield from _pages("พบด้วยแต่ไม่นับ", set_aside(indicator))
    yield from _pages("น่าจะใช้แทนหรือเพิ่มเติมได้", indicator.suggestions)


def _element(element: ElementLine) -> Iterator[str]:
    outcome = wording.outcome(element.outcome)
    yield f"  {outcome.symbol} {outcome.name}  {element.says}"
    yield f"      รหัส {element.id}"
    yield f"      เหตุผล: {element.reason}"
    for quote in element.quotes:
        yield f"      “{' '.join(quote.text.split())}” ({quote.where})"
        yield f"        {quote.url}"
    if not element.quotes and element.looked_at:
        yield f"      ดูแล้ว {len(element.looked_at)} แห่ง: {', '.join(element.looked_at[:3])}"
    if needs_work(element):
        yield f"      → {element.fix}"
    if element.gap is not None:
        yield f"      ข้อบกพร่อง #{element.gap.id} {_gap(element)}"


def _gap(element: ElementLine) -> str:
    gap = element.gap
    if gap is None:
        return ""
    parts = [wording.gap_state(gap.state, waived_until=gap.waived_until), gap.assignee or ""]
    parts.append(f"กำหนด {wording.thai_date(gap.due_on, short=True)}" if gap.due_on else "")
    return " · ".join(part for part in parts if part)


def _pages(heading: str, lines: tuple[EvidenceLine, ...]) -> Iterator[str]:
    if not lines:
        return
    yield ""
    yield f"{heading} ({len(lines)})"
    for line in lines:
        why = line.aside_text or wording.aside(line.aside) or wording.via(line.via)
        yield f"  {line.title or line.label or line.url} · {why}"
        yield f"    {line.url}"
