"""The board of gaps and one gap: assign, waive, comment, look again; one or many at once.

Promises: filters are in the address, so that a view can be kept and sent. Refuses to know: how gaps
open and close.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from audit import board
from audit.errors import UserError
from audit.web import deeds
from audit.web.render import site_page
from audit.web.visits import ForbiddenError, Form, Viewer, Visit, WebTeam, text, url_of
from reports import wording

router = APIRouter(include_in_schema=False)
NEEDS = {"assign": "officer", "waive": "officer", "comment": "web", "recheck": "web"}
"""What one may do with gaps → the role it takes."""
TYPED_FOR = {"assign": ("who", "due"), "waive": ("until", "why"), "comment": ("words",)}
"""What one may do → the fields that are filled in for it."""
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

        def shown() -> dict[str, Any]:
            everything = visit.office.cards(site, store)
            found = board.wanted(everything, wanted)
            first = max(0, min(start, len(found)))
            query = asdict(wanted)
            return {
                "report": visit.office.report(site, store),
                "cards": found[first : first + PER_PAGE],
                "total": len(found),
                "start": first,
                "per_page": PER_PAGE,
                "wanted": wanted,
                "query": {"page_at": query.pop("page"), **query},
                "owners": sorted({card.owner for card in everything if card.owner}),
                "assignees": sorted({c.gap.assignee for c in everything if c.gap.assignee}),
                "states": wording.GAP_STATES,
                "people": visit.office.accounts.people(),
            }

        return site_page(visit, name, store, "gaps.html.j2", shown)


@router.post("/s/{name}/gaps")
def bulk(visit: WebTeam, name: str, form: Form) -> Response:
    """The same for every gap that was ticked."""
    ids = [_number(value) for value in form.getlist("gap")]
    what = text(form, "do") or _meant(form)
    count = _do(visit, name, ids, what, form)
    back, home = text(form, "back"), url_of("s", name, "gaps")
    where = back if back == home or back.startswith((f"{home}?", f"{home}/")) else home
    return visit.go(where, what, count)


@router.get("/s/{name}/gaps/{gap_id}")
def one_gap(visit: Viewer, name: str, gap_id: int) -> Response:
    """One gap and its history."""
    site = visit.site(name)
    with visit.office.reading(site) as store:

        def shown() -> dict[str, Any]:
            report = visit.office.report(site, store)
            card = visit.office.card(site, store, gap_id)
            gap = card.gap
            line = next((one for one in report.indicators if one.topic == gap.topic), None)
            element = line and next((one for one in line.elements if one.id == gap.element), None)
            return {
                "report": report,
                "card": card,
                "gap": gap,
                "notes": card.notes,
                "line": line,
                "element": element,
                "people": visit.office.accounts.people(),
            }

        return site_page(visit, name, store, "gap.html.j2", shown)


def _meant(form: Form) -> str:
    """What the fields were filled in for when the Enter key was pressed; empty when in doubt."""
    meant = [what for what, fields in TYPED_FOR.items() if any(text(form, one) for one in fields)]
    return meant[0] if len(meant) == 1 else ""


def _do(visit: Visit, name: str, ids: list[int], what: str, form: Form) -> int:
    if what not in NEEDS:
        raise UserError("ยังไม่ได้เลือกสิ่งที่จะทำ", "เลือกมอบหมาย ผ่อนผัน เขียนความเห็น หรือตรวจซ้ำ")
    if not visit.may(NEEDS[what]):
        raise ForbiddenError
    if what == "assign":
        due = deeds.day(text(form, "due"), "วันที่ควรเสร็จ")
        return deeds.assign(visit, name, ids, text(form, "who"), due, seen=text(form, "seen"))
    if what == "waive":
        until = deeds.day(text(form, "until"), "วันสุดท้ายที่ผ่อนผัน")
        why, seen = text(form, "why"), text(form, "seen")
        return deeds.waive(visit, name, ids, until, why, seen=seen)
    if what == "comment":
        return deeds.comment(visit, name, ids, text(form, "words"))
    deeds.recheck(visit, name, [str(one) for one in ids])
    return len(ids)


def _number(value: object) -> int:
    if not isinstance(value, str) or not value.isascii() or not value.isdigit():
        raise UserError("หมายเลขข้อบกพร่องไม่ถูกต้อง", "เลือกจากรายการอีกครั้ง")
    return int(value[:12])
