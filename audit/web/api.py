"""The same for other programs: everything that the pages show and do, as JSON.

Promises: the functions of the pages; every mishap as `{"what", "todo"}`; described by OpenAPI at
`/api/openapi.json`. A browser's visit may only read and send JSON from our own pages; a program
sends a key. Refuses to know: pages.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import JSONResponse, Response

from audit import board, review
from audit.errors import UserError
from audit.history import AuditLine, TrendPoint, audits, past
from audit.search import Found, search
from audit.summary import compare
from audit.web import deeds
from audit.web.accounts import Deed
from audit.web.api_shapes import (
    AgainIn,
    AssignIn,
    CheckIn,
    CommentIn,
    DecideIn,
    Done,
    ElementIn,
    IndicatorOut,
    JobOut,
    RecheckIn,
    SiteOut,
    Trouble,
    Waiting,
    WaiveIn,
)
from audit.web.jobs import Job
from audit.web.office import MissingError
from audit.web.visits import Officer, Viewer, WebTeam
from reports.model import ChangeLine, Coverage, Report

router = APIRouter(prefix="/api/v1")
Site = Annotated[str, Path(max_length=200)]
Number = Annotated[int, Path(ge=1, le=2**31)]
AuditNumber = Annotated[int, Query(ge=1, le=2**31)]


def trouble(error: UserError, status: int) -> Response:
    """A mishap as JSON."""
    return JSONResponse({"what": error.what, "todo": error.todo}, status)


@router.get("/sites")
def list_sites(visit: Viewer) -> list[SiteOut]:
    """The sites of this office."""
    return [
        SiteOut(
            name=place.name,
            url=place.site.config.url if place.site else "",
            agency=place.site.config.name if place.site else "",
            kind=place.site.config.kind if place.site else "",
            pack=place.site.config.pack if place.site else "",
            trouble=_trouble(place.error),
        )
        for place in visit.office.places()
    ]


@router.post("/checks", status_code=202)
def begin_check(visit: Officer, order: CheckIn) -> JobOut:
    """Check an address; its folder is made when it is new."""
    name = deeds.check(
        visit, order.url, order.kind, order.pack, agency=order.agency,
        pages=order.pages, minutes=order.minutes, delay=order.delay, fresh=order.fresh,
    )  # fmt: skip
    return _job(visit.office.jobs.of(name))


@router.get("/sites/{site}/job")
def job(visit: Viewer, site: Site) -> JobOut:
    """How far the check is."""
    visit.site(site)
    return _job(visit.office.jobs.of(site))


@router.post("/sites/{site}/checks", status_code=202)
def check_again(visit: Officer, site: Site, order: AgainIn | None = None) -> JobOut:
    """Check a site again."""
    return _job(deeds.check_again(visit, site, fresh=order is not None and order.fresh))


@router.post("/sites/{site}/audits", status_code=202)
def judge_again(visit: Officer, site: Site) -> JobOut:
    """Judge what is kept, without the network."""
    return _job(deeds.judge_again(visit, site))


@router.post("/sites/{site}/stop")
def stop(visit: Officer, site: Site) -> Done:
    """Stop what goes on; nothing is lost."""
    deeds.stop(visit, site)
    return Done(count=1)


@router.post("/sites/{site}/rechecks", status_code=202)
def recheck(visit: WebTeam, site: Site, order: RecheckIn) -> JobOut:
    """Fetch the pages of indicators or gaps again and judge them."""
    return _job(deeds.recheck(visit, site, order.targets))


@router.get("/sites/{site}/report")
def report(visit: Viewer, site: Site, audit: AuditNumber | None = None) -> Report:
    """The report of an audit, the newest by default."""
    found = visit.site(site)
    with visit.office.reading(found) as store:
        return visit.office.report(found, store, audit)


@router.get("/sites/{site}/indicators/{code}")
def indicator(visit: Viewer, site: Site, code: str) -> IndicatorOut:
    """One indicator of the newest audit."""
    found = visit.site(site)
    with visit.office.reading(found) as store:
        lines = visit.office.report(found, store).indicators
        line = next((one for one in lines if one.code == code), None)
        if line is None:
            raise MissingError(code)
        words = past(store, line.topic)
        decided = {e.id: list(review.history(store, line.topic, e.id)) for e in line.elements}
    return IndicatorOut(
        indicator=line, past={k: list(v) for k, v in words.items()}, decisions=decided
    )


@router.get("/sites/{site}/coverage")
def coverage(visit: Viewer, site: Site) -> Coverage:
    """What was and was not seen."""
    return report(visit, site).coverage


@router.get("/sites/{site}/trend")
def trend(visit: Viewer, site: Site) -> list[TrendPoint]:
    """The states of the indicators over the audits."""
    found = visit.site(site)
    with visit.office.reading(found) as store:
        pack = visit.office.report(found, store).pack.id
        return list(visit.office.trend(found, store, pack))


@router.get("/sites/{site}/audits")
def list_audits(visit: Viewer, site: Site) -> list[AuditLine]:
    """Finished audits, newest first."""
    with visit.office.reading(visit.site(site)) as store:
        return list(audits(store))


@router.get("/sites/{site}/compare")
def compared(visit: Viewer, site: Site, a: AuditNumber, b: AuditNumber) -> list[ChangeLine]:
    """What is different between two audits."""
    before, after = sorted((a, b))
    with visit.office.reading(visit.site(site)) as store:
        return list(compare(store, before, after))


@router.get("/sites/{site}/gaps")
def list_gaps(
    visit: Viewer, site: Site, *, owner: str = "", assignee: str = "", page: str = "",
    due: str = "", state: str = "",
) -> list[board.Card]:  # fmt: skip
    """The gaps that fit, the most urgent first; `state=all` shows closed ones too."""
    found = visit.site(site)
    wanted = board.Wanted(owner=owner, assignee=assignee, page=page, due=due, state=state)
    with visit.office.reading(found) as store:
        return list(board.wanted(visit.office.cards(found, store), wanted))


@router.get("/sites/{site}/gaps/{number}")
def one_gap(visit: Viewer, site: Site, number: Number) -> board.Card:
    """One gap with its history."""
    found = visit.site(site)
    with visit.office.reading(found) as store:
        return visit.office.card(found, store, number)


@router.post("/sites/{site}/gaps/assign")
def assign(visit: Officer, site: Site, order: AssignIn) -> Done:
    """Give gaps to somebody."""
    due = deeds.day(order.due, "due ")
    return Done(count=deeds.assign(visit, site, order.gaps, order.who, due, seen=order.seen))


@router.post("/sites/{site}/gaps/waive")
def waive(visit: Officer, site: Site, order: WaiveIn) -> Done:
    """Set gaps aside until a day."""
    until = deeds.day(order.until, "until ")
    done = deeds.waive(visit, site, order.gaps, until, order.why, seen=order.seen)
    return Done(count=done)


@router.post("/sites/{site}/gaps/comment")
def comment(visit: WebTeam, site: Site, order: CommentIn) -> Done:
    """Write a remark into the history of gaps."""
    return Done(count=deeds.comment(visit, site, order.gaps, order.words))


@router.get("/sites/{site}/review")
def review_queue(visit: Viewer, site: Site) -> list[Waiting]:
    """The elements that wait for a person."""
    lines = report(visit, site).indicators
    return [
        Waiting(code=line.code, title=line.title, element=one)
        for line in lines
        for one in line.elements
        if one.outcome == "cant_tell"
    ]


@router.post("/sites/{site}/decisions")
def decide(visit: Officer, site: Site, order: DecideIn) -> Done:
    """A person's outcome for an element."""
    counts = deeds.decide(visit, site, order.element, order.outcome, order.why, seen=order.seen)
    return Done(count=1, counts_now=counts)


@router.post("/sites/{site}/decisions/revoke")
def revoke(visit: Officer, site: Site, order: ElementIn) -> Done:
    """Take a person's outcome back."""
    deeds.revoke(visit, site, order.element)
    return Done(count=1)


@router.get("/sites/{site}/search")
def find(
    visit: Viewer,
    site: Site,
    q: Annotated[str, Query(min_length=1, max_length=200)],
    start: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Found:
    """Words in everything that was read."""
    found = visit.site(site)
    with visit.office.reading(found) as store:
        return search(found, store, q, start=start)


@router.get("/log")
def log(visit: Officer) -> list[Deed]:
    """Who did what, newest first."""
    return list(visit.office.accounts.deeds())


def _job(job: Job | None) -> JobOut:
    if job is None:
        raise MissingError("job")
    progress = job.progress
    return JobOut(
        site=job.site, do=job.do, target=job.target, who=job.who, at=job.at, state=job.state,
        line=progress.line(), pages=progress.pages, read=progress.read,
        proven=list(progress.proven),
        trouble=Trouble(what=job.error[0], todo=job.error[1]) if job.error else None,
        result=job.result,
    )  # fmt: skip


def _trouble(error: UserError | None) -> Trouble | None:
    return None if error is None else Trouble(what=error.what, todo=error.todo)
