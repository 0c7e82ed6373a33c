"""One site: its overview, and one indicator with its evidence and its past.

Promises: what the newest audit says, and before the first one, how it comes about. Refuses to
know: how outcomes come about.
"""

from __future__ import annotations

from fastapi import APIRouter
from markupsafe import Markup
from starlette.responses import Response

from audit import review
from audit.history import past
from audit.site import Site
from audit.store import Store
from audit.web import deeds
from audit.web.office import MissingError
from audit.web.render import page, part
from audit.web.visits import Form, Officer, Viewer, Visit, WebTeam, text, url_of
from reports import view
from reports.model import Report

router = APIRouter(include_in_schema=False)


@router.get("/s/{name}")
def overview(visit: Viewer, name: str) -> Response:
    """The state of every indicator, what changed, the trend, the reports."""
    site = visit.site(name)
    job = visit.office.jobs.of(name)
    with visit.office.reading(site) as store:
        if store.newest_audit(trial=None) is None:
            return page(visit, "waiting.html.j2", name=name, site=site, job=job)
        report = visit.office.report(site, store)
        trend = _trend(visit, site, store, report)
        cards = visit.office.cards(site, store)
    return page(
        visit,
        "overview.html.j2",
        name=name,
        site=site,
        job=job,
        report=report,
        trend=trend,
        late=sum(card.gap.late for card in cards),
        groups=view.groups(report),
    )


@router.get("/s/{name}/o/{code}")
def indicator(visit: Viewer, name: str, code: str) -> Response:
    """One indicator: elements, quotes, evidence, what was set aside, the past."""
    site = visit.site(name)
    with visit.office.reading(site) as store:
        report = visit.office.report(site, store)
        at = next((n for n, line in enumerate(report.indicators) if line.code == code), None)
        if at is None:
            raise MissingError(code)
        line = report.indicators[at]
        history = past(store, line.topic)
        decided = {one.id: review.history(store, line.topic, one.id) for one in line.elements}
    return page(
        visit,
        "indicator.html.j2",
        name=name,
        site=site,
        job=visit.office.jobs.of(name),
        report=report,
        line=line,
        before=report.indicators[at - 1] if at else None,
        after=report.indicators[at + 1] if at + 1 < len(report.indicators) else None,
        history=history,
        decided=decided,
        remarks=view.remarks_on(report, line.code),
    )


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
    counts = deeds.decide(visit, name, element, text(form, "outcome"), text(form, "why"))
    where = back if back.startswith(f"{home}/") else home
    return visit.go(where, "decided" if counts else "decided_later")


def _trend(visit: Visit, site: Site, store: Store, report: Report) -> Markup:
    """The trend as a piece of the page; drawn once for every state of the site."""

    def drawn() -> Markup:
        points = visit.office.trend(site, store, report.pack.id)
        html = part(visit, "trend.html.j2", trend=points, indicators=report.totals.indicators)
        return Markup(html)  # noqa: S704 our own template, escaped by the engine

    return visit.office.once(site, store, ("trend drawn", visit.language), drawn)
