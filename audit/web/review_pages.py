"""What waits for a person: one question at a time, with the words it is about.

Promises: after a decision the next question comes; works by keyboard. Refuses to know: what a
decision does.
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from audit.web.render import site_page
from audit.web.visits import Viewer
from reports import view

router = APIRouter(include_in_schema=False)
SORTS = ("cant_tell", "untested")


@router.get("/s/{name}/review")
def queue(visit: Viewer, name: str, at: int = 0, sort: str = "cant_tell") -> Response:
    """The question at a place of the queue."""
    site = visit.site(name)
    outcome = sort if sort in SORTS else SORTS[0]
    with visit.office.reading(site) as store:

        def shown() -> dict[str, Any]:
            report = visit.office.report(site, store)
            pairs = view.waiting(report, outcome)
            return {
                "report": report,
                "pairs": pairs,
                "at": max(0, min(at, len(pairs) - 1)),
                "sort": outcome,
                "counts": {word: len(view.waiting(report, word)) for word in SORTS},
            }

        return site_page(visit, name, store, "review.html.j2", shown)
