"""Looking things up: search, coverage and problems, audits, comparison, reports to take away.

Promises: reads only. Refuses to know: report formats.
"""

from __future__ import annotations

import mimetypes
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from audit.history import audits
from audit.search import MOST, search
from audit.summary import compare
from audit.web.office import MissingError
from audit.web.render import page, site_page
from audit.web.visits import Viewer
from reports import FORMATS, filename, render, view
from reports.rows import coverage_facts

router = APIRouter(include_in_schema=False)
SECONDS = 2.0
"""How long a search may bring its index up to date."""


@router.get("/s/{name}/search")
def searched(visit: Viewer, name: str, q: str = "", start: int = 0) -> Response:
    """Words in everything that was read."""
    site = visit.site(name)
    with visit.office.reading(site) as store:
        first = max(0, start)
        found = search(site, store, q[:200], seconds=SECONDS, start=first) if q.strip() else None
    return page(
        visit, "search.html.j2", name=name, site=site, job=visit.office.jobs.of(name),
        q=q[:200], found=found, start=first, step=MOST,
    )  # fmt: skip


@router.get("/s/{name}/coverage")
def covered(visit: Viewer, name: str) -> Response:
    """What was and was not seen, and why."""
    site = visit.site(name)
    with visit.office.reading(site) as store:

        def shown() -> dict[str, Any]:
            report = visit.office.report(site, store)
            problems, facts = view.problems(report), coverage_facts(report)
            return {"report": report, "problems": problems, "facts": facts}

        return site_page(visit, name, store, "coverage.html.j2", shown)


@router.get("/s/{name}/audits")
def all_audits(visit: Viewer, name: str) -> Response:
    """Every audit, to compare and to take away."""
    site = visit.site(name)
    with visit.office.reading(site) as store:
        return site_page(visit, name, store, "audits.html.j2", lambda: {"audits": audits(store)})


@router.get("/s/{name}/audits/{number}")
def one_audit(visit: Viewer, name: str, number: int) -> Response:
    """One audit, to take away in any format."""
    site = visit.site(name)
    with visit.office.reading(site) as store:
        found = next((line for line in audits(store) if line.id == number), None)
    if found is None:
        raise MissingError(str(number))
    return page(
        visit, "audit.html.j2", name=name, site=site, job=visit.office.jobs.of(name), audit=found,
    )  # fmt: skip


@router.get("/s/{name}/compare")
def compared(visit: Viewer, name: str, a: int = 0, b: int = 0) -> Response:
    """What is different between two audits."""
    site = visit.site(name)
    before, after = sorted((a, b))
    with visit.office.reading(site) as store:
        lines = compare(store, before, after)
        known = {line.id: line for line in audits(store)}
    return page(
        visit, "compare.html.j2", name=name, site=site, job=visit.office.jobs.of(name),
        before=known.get(before), after=known.get(after), lines=lines,
    )  # fmt: skip


@router.get("/s/{name}/report/{format}")
def report_file(visit: Viewer, name: str, format: str, audit: int | None = None) -> Response:
    """A report in any format there is."""
    if format not in FORMATS:
        raise MissingError(format)
    site = visit.site(name)
    with visit.office.reading(site) as store:
        report = visit.office.report(site, store, audit)
    file = filename(report, format)
    media = mimetypes.guess_type(file)[0] or "application/octet-stream"
    headers = {
        "content-disposition": f'attachment; filename="{file}"',
        "content-security-policy": "sandbox; default-src 'none'",
    }
    return Response(render(report, format), media_type=media, headers=headers)
