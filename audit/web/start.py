"""The first page: the sites of this office, a new check, and how a check goes on.

Promises: works without JavaScript; what is typed is checked by the same functions as a command.
Refuses to know: what a check does.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from fastapi import APIRouter, Depends
from starlette.responses import HTMLResponse, Response

from audit.errors import UserError, told
from audit.web import deeds
from audit.web.office import Place
from audit.web.render import page, part
from audit.web.visits import Form, Officer, Viewer, Visit, checked_form, text, url_of
from crawler.errors import store_errors
from reports.model import Report
from rules.reader import pack_names

router = APIRouter(include_in_schema=False)


@router.get("/")
def start(visit: Viewer) -> Response:
    """All sites and the form of a new one."""
    return _start(visit)


@router.post("/check")
def check(visit: Officer, form: Form) -> Response:
    """A check of the address that was typed."""
    try:
        name = deeds.check(
            visit,
            text(form, "url", 2000),
            text(form, "kind"),
            text(form, "pack"),
            agency=text(form, "name"),
            pages=_whole(text(form, "pages")),
            minutes=_number(text(form, "minutes"), 0.1),
            delay=_number(text(form, "delay"), 0),
            fresh=bool(text(form, "fresh")),
        )
    except UserError as error:
        return _start(visit, error, {key: text(form, key) for key in form}, 400)
    return visit.go(url_of("s", name))


@router.post("/s/{name}/check")
def check_again(visit: Officer, name: str, form: Form) -> Response:
    """The same site once more, from the network or from what is kept."""
    if text(form, "do") == "audit":
        deeds.judge_again(visit, name)
    else:
        deeds.check_again(visit, name, fresh=text(form, "do") == "fresh")
    return visit.go(url_of("s", name))


@router.post("/s/{name}/stop", dependencies=[Depends(checked_form)])
def stop(visit: Officer, name: str) -> Response:
    """Stop what goes on."""
    deeds.stop(visit, name)
    return visit.go(url_of("s", name))


@router.get("/s/{name}/progress")
def progress(visit: Viewer, name: str) -> Response:
    """How far the check is: a piece of the page for htmx."""
    site = visit.site(name)
    job = visit.office.jobs.of(name)
    html = part(visit, "progress.html.j2", name=name, site=site, job=job)
    # When it is over the page is made anew, with its results.
    headers = {} if job is not None and job.going else {"HX-Refresh": "true"}
    return HTMLResponse(html, headers=headers)


def _start(
    visit: Visit, error: UserError | None = None, typed: dict[str, str] | None = None,
    status: int = 200,
) -> Response:  # fmt: skip
    lines = [_line(visit, place) for place in visit.office.places()]
    return page(
        visit,
        "start.html.j2",
        status,
        lines=lines,
        packs=pack_names(),
        error=error,
        typed=defaultdict(str, typed or {}),
        jobs=visit.office.jobs,
    )


def _line(visit: Visit, place: Place) -> tuple[Place, Report | None]:
    """A site with its newest report; a folder that cannot be read is told, the others are shown."""
    if place.site is None or not place.site.paths.database.exists():
        return place, None
    try:
        with (
            told(),
            store_errors(place.site.paths.database),
            visit.office.reading(place.site) as store,
        ):
            if store.newest_audit() is None:
                return place, None
            return place, visit.office.report(place.site, store)
    except UserError as error:
        return replace(place, error=error), None


def _whole(typed: str) -> int | None:
    number = _number(typed, 1)
    return None if number is None else int(number)


def _number(typed: str, least: float) -> float | None:
    if not typed:
        return None
    try:
        number = float(typed)
    except ValueError:
        number = -1
    if not least <= number < float("inf"):
        raise UserError(f"“{typed}” ต้องเป็นตัวเลขตั้งแต่ {least:g} ขึ้นไป", "แก้ตัวเลข แล้วกดตรวจอีกครั้ง")
    return number
