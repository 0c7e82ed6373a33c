"""The board of gaps and one gap: assign, waive, comment, look again; one or many at once.

Promises: filters are in the address, so that a view can be kept and sent. Refuses to know: how gaps
open and close.
"""

from __future__ import annotations

from dataclasses import asdict

from fastapi import APIRouter
from starlette.responses import Response

from audit import board, gaps
from audit.errors import UserError
from audit.web import deeds
from audit.web.office import MissingError
from audit.web.render import page
from audit.web.visits import ForbiddenError, Form, Viewer, Visit, WebTeam, text, url_of
from reports import wording

router = APIRouter(include_in_schema=False)
NEEDS = {"assign": "officer", "waive": "officer", "comment": "web", "recheck": "web"}
"""What one may do with gaps → the role it takes."""
PER_PAGE = 50


@router.get("/s/{name}/gaps")
def gaps_board(
    visit: Viewer,
    name: str,
    *,
    owner: str = "",
    assignee: str = "",
    page_at: str = "",
    due: str = "",
    state: str = "",
    start: int = 0,
) -> Response:
    """The gaps that fit."""
    site = visit.site(name)
    wanted = board.Wanted(owner=owner, assignee=assignee, page=page_at, due=due, state=state)
    with visit.office.reading(site) as store:
        report = visit.office.report(site, store)
        everything = visit.office.cards(site, store)
    found = board.wanted(everything, wanted)
    first = max(0, min(start, len(found)))
    return page(
        visit,
        "gaps.html.j2",
        name=name,
        site=site,
        job=visit.office.jobs.of(name),
        report=report,
        cards=found[first : first + PER_PAGE],
        total=len(found),
        start=first,
        per_page=PER_PAGE,
        wanted=wanted,
        query={
            "owner": owner, "assignee": assignee, "page_at": page_at, "due": due, "state": state,
        },
        owners=sorted({card.owner for card in everything if card.owner}),
        assignees=sorted({card.gap.assignee for card in everything if card.gap.assignee}),
        states=wording.GAP_STATES,
        people=visit.office.accounts.people(),
    )  # fmt: skip


@router.post("/s/{name}/gaps")
def bulk(visit: WebTeam, name: str, form: Form) -> Response:
    """The same for every gap that was ticked."""
    ids = [_number(value) for value in form.getlist("gap")]
    count = _do(visit, name, ids, text(form, "do"), form)
    back, home = text(form, "back"), url_of("s", name, "gaps")
    where = back if back == home or back.startswith((f"{home}?", f"{home}/")) else home
    return visit.go(where, text(form, "do"), count)


@router.get("/s/{name}/gaps/{gap_id}")
def one_gap(visit: Viewer, name: str, gap_id: int) -> Response:
    """One gap and its history."""
    site = visit.site(name)
    with visit.office.reading(site) as store:
        report = visit.office.report(site, store)
        card = next((c for c in visit.office.cards(site, store) if c.gap.id == gap_id), None)
        if card is None:
            raise MissingError(f"#{gap_id}")
        notes = gaps.notes(store, gap_id)
    line = next((one for one in report.indicators if one.topic == card.gap.topic), None)
    element = line and next((one for one in line.elements if one.id == card.gap.element), None)
    return page(
        visit,
        "gap.html.j2",
        name=name,
        site=site,
        job=visit.office.jobs.of(name),
        report=report,
        card=card,
        notes=notes,
        line=line,
        element=element,
        people=visit.office.accounts.people(),
        gap=asdict(card.gap),
    )


def _do(visit: Visit, name: str, ids: list[int], what: str, form: Form) -> int:
    if what not in NEEDS:
        raise UserError("ยังไม่ได้เลือกสิ่งที่จะทำ", "เลือกมอบหมาย ผ่อนผัน เขียนความเห็น หรือตรวจซ้ำ")
    if not visit.may(NEEDS[what]):
        raise ForbiddenError
    if what == "assign":
        due = deeds.day(text(form, "due"), "วันที่ควรเสร็จ")
        return deeds.assign(visit, name, ids, text(form, "who"), due)
    if what == "waive":
        until = deeds.day(text(form, "until"), "วันสุดท้ายที่ผ่อนผัน")
        return deeds.waive(visit, name, ids, until, text(form, "why"))
    if what == "comment":
        return deeds.comment(visit, name, ids, text(form, "words"))
    deeds.recheck(visit, name, [str(one) for one in ids])
    return len(ids)


def _number(value: object) -> int:
    if not isinstance(value, str) or not value.isascii() or not value.isdigit():
        raise UserError("หมายเลขข้อบกพร่องไม่ถูกต้อง", "เลือกจากรายการอีกครั้ง")
    return int(value[:12])
