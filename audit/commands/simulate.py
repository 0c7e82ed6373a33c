"""`oit simulate`: what the readiness interval would be if these gaps were closed.

Promises: nothing is written; the newest audit stays as it is. Refuses to know: whether anybody
will close them, what a rating would be.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import click

from audit.commands.common import newest_report, open_site, site_option
from audit.commands.thai import ThaiCommand
from audit.console import say
from audit.errors import UserError
from audit.priorities import readiness
from audit.store import Store
from audit.summary import pack_of, state_of
from reports import wording
from reports.model import ElementLine, IndicatorLine, PointsLine, Report
from rules.pack import Pack


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """An interval now and after, the elements that were closed, and what still stands open.

    `still`: indicators that were asked for and are not ready even then.
    """

    now: PointsLine
    after: PointsLine
    closed: tuple[str, ...]
    ready_now: int
    ready_after: int
    still: tuple[IndicatorLine, ...]


@click.command(
    cls=ThaiCommand,
    help="""ดูล่วงหน้าว่าถ้าแก้ข้อบกพร่องเหล่านี้แล้ว คะแนน OIT ที่เป็นไปได้จะเป็นเท่าใด

เป็นการประมาณการจากการตรวจครั้งล่าสุด ไม่บันทึกและไม่เปลี่ยนผลใด""",
)
@click.option(
    "--close",
    "wanted",
    metavar="LIST",
    required=True,
    help="หมายเลขข้อบกพร่องหรือรหัสข้อ คั่นด้วยจุลภาค เช่น 12,15 หรือ o6,o13",
)
@site_option
def simulate(wanted: str, folder: Path | None) -> None:
    """Tell the interval now and after."""
    site = open_site(folder)
    report = newest_report(site)
    with Store(site.paths) as store:
        pack = pack_of(store, report.audit_id)
    say("\n".join(_told(simulated(report, pack, wanted))))


def simulated(report: Report, pack: Pack, wanted: str) -> Simulated:
    """The report's interval with these gaps closed. `UserError` for numbers or codes unknown."""
    if report.points is None:
        raise UserError(
            f"ชุดเกณฑ์ {report.pack.id} ไม่ได้นับเป็นคะแนน OIT", "ดูจำนวนข้อที่พร้อมได้ด้วย oit report"
        )
    chosen = _chosen(report, wanted)
    after = tuple(_closed(line, chosen) for line in report.indicators)
    then = readiness(pack, after)
    assert then is not None, "a report with points is of a list that has them"
    touched = {line.code for line in report.indicators for one in line.elements if one.id in chosen}
    return Simulated(
        now=report.points,
        after=then,
        closed=tuple(chosen),
        ready_now=_ready(report.indicators),
        ready_after=_ready(after),
        still=tuple(line for line in after if line.code in touched and line.state != "ready"),
    )


def _chosen(report: Report, wanted: str) -> dict[str, None]:
    """The ids of the elements meant by `12,o6`, in the order given."""
    words = [word.strip().lower().removeprefix("#") for word in wanted.split(",")]
    words = [word for word in words if word]
    if not words:
        raise UserError("ยังไม่ได้บอกว่าจะแก้อะไร", "ใส่เช่น --close 12,15 หรือ --close o6,o13")
    return dict.fromkeys(one for word in words for one in _meant(report, word))


def _meant(report: Report, word: str) -> Iterator[str]:
    """The elements of a gap's number or an indicator's code."""
    for line in report.indicators:
        if line.code == word:
            yield from (one.id for one in line.elements if _open(one))
            return
        for one in line.elements:
            if one.gap is not None and str(one.gap.id) == word:
                yield one.id
                return
    raise UserError(
        f"ไม่พบข้อบกพร่องหรือข้อ “{word}” ที่ยังเปิดอยู่", "ดูหมายเลขจาก oit gaps หรือใช้รหัสข้อ เช่น o6"
    )


def _open(element: ElementLine) -> bool:
    return element.outcome not in {"passed", "inapplicable"}


def _closed(line: IndicatorLine, chosen: dict[str, None]) -> IndicatorLine:
    elements = tuple(
        replace(one, outcome="passed") if one.id in chosen else one for one in line.elements
    )
    return replace(line, elements=elements, state=state_of(one.outcome for one in elements))


def _ready(indicators: tuple[IndicatorLine, ...]) -> int:
    return sum(line.state == "ready" for line in indicators)


def _told(found: Simulated) -> Iterator[str]:
    yield f"{wording.POINTS} ถ้าแก้แล้ว {len(found.closed)} องค์ประกอบ"
    yield f"  ตอนนี้   {wording.points(found.now)}   พร้อม {found.ready_now} ข้อ"
    yield f"  หลังแก้  {wording.points(found.after)}   พร้อม {found.ready_after} ข้อ"
    for line in found.still:
        left = sum(_open(one) for one in line.elements)
        state = wording.state(line.state).name
        yield f"  {wording.code(line.code)} ยังไม่พร้อม ({state}) เหลืออีก {left} องค์ประกอบ"
    yield wording.points_note(found.after)
