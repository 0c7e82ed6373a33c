"""What waits for a person: one question at a time, with the words it is about.

Promises: after a decision the next question comes; works by keyboard. Refuses to know: what a
decision does.
"""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from audit.web.render import page
from audit.web.visits import Viewer
from reports import view

router = APIRouter(include_in_schema=False)


@router.get("/s/{name}/review")
def queue(visit: Viewer, name: str, at: int = 0, sort: str = "cant_tell") -> Response:
    """The question at a place of the queue."""
    site = visit.site(name)
    outcome = sort if sort in {"cant_tell", "untested"} else "cant_tell"
    with visit.office.reading(site) as store:
        report = visit.office.report(site, store)
    pairs = view.waiting(report, outcome)
    place = max(0, min(at, len(pairs) - 1))
    return page(
        visit,
        "review.html.j2",
        name=name,
        site=site,
        job=visit.office.jobs.of(name),
        report=report,
        pairs=pairs,
        at=place,
        sort=outcome,
        counts={word: len(view.waiting(report, word)) for word in ("cant_tell", "untested")},
    )
