"""One site: its overview, and one indicator with its evidence and its past.

Promises: what the newest audit says, and before the first one, how it comes about. Refuses to
know: how outcomes come about.
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from audit import review
from audit.history import past
from audit.run import CHECK
from audit.store import Store
from audit.web import deeds
from audit.web.office import MissingError
from audit.web.render import page, site_page
from audit.web.visits import Form, Officer, Viewer, WebTeam, text, url_of
from reports import view

router = APIRouter(include_in_schema=False)


@router.get("/s/{name}")
def overview(visit: Viewer, name: str) -> Response:
    """The state of every indicator, what changed, the trend, the reports."""
    site = visit.site(name)
    job = visit.office.jobs.of(name)
    with visit.office.reading(site) as store:
        if store.newest_audit(trial=None) is None:
            return page(visit, "waiting.html.j2", name=name, site=site, job=job)

        def shown() -> dict[str, Any]:
            report = visit.office.report(site, store)
            cards = visit.office.cards(site, store)
            return {
                "report": report,
                "trend": visit.office.trend(site, store, report.pack.id),
                "halted": _halted(store),
                "late": sum(card.gap.late for card in cards),
                "groups": view.groups(report),
            }

        return site_page(visit, name, store, "overview.html.j2", shown)


def _halted(store: Store) -> str:
    """When a check began that came to no audit; empty when there is none."""
    crawl = store.snapshots.newest_whole()
    if crawl is None or store.judged_since(crawl.id):
        return ""
    unended = not crawl.finished_at or crawl.ended == "cancelled"
    return crawl.started_at if unended or crawl.plan.purpose == CHECK else ""


@router.get("/s/{name}/o/{code}")
def indicator(visit: Viewer, name: str, code: str) -> Response:
    """One indicator: elements, quotes, evidence, what was set aside, the past."""
    site = visit.site(name)
    with visit.office.reading(site) as store:

        def shown() -> dict[str, Any]:
            report = visit.office.report(site, store)
            lines = report.indicators
            at = next((n for n, line in enumerate(lines) if line.code == code), None)
            if at is None:
                raise MissingError(code)
            line = lines[at]
            return {
                "report": report,
                "line": line,
                "before": lines[at - 1] if at else None,
                "after": lines[at + 1] if at + 1 < len(lines) else None,
                "history": past(store, line.topic),
                "decided": {e.id: review.history(store, line.topic, e.id) for e in line.elements},
                "remarks": view.remarks_on(report, line.code),
            }

        return site_page(visit, name, store, "indicator.html.j2", shown)


@router.post("/s/{name}/recheck")
def recheck(visit: WebTeam, name: str, form: Form) -> Response:
    """Look again at the pages of an indicator or a gap."""
    target, back = text(form, "target"), text(form, "back")
    deeds.recheck(visit, name, [target])
    home = url_of("s", name)
    return visit.go(back if back.startswith(f"{home}/") else home, "recheck")


@router.post("/s/{name}/decide")
def decide(visit: Officer, name: str, form: Form) -> Response:
    """A person's outcome for an element."""
    element, back = text(form, "element"), text(form, "back")
    home = url_of("s", name)
    if text(form, "outcome") == "revoke":
        deeds.revoke(visit, name, element)
        return visit.go(back if back.startswith(f"{home}/") else home, "revoked")
    outcome, why, seen = text(form, "outcome"), text(form, "why"), text(form, "seen")
    counts = deeds.decide(visit, name, element, outcome, why, seen=seen)
    where = back if back.startswith(f"{home}/") else home
    return visit.go(where, "decided" if counts else "decided_later")
