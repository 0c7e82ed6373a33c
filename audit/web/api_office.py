"""The rest of the API: settings, people, reports to take away, stored evidence.

Promises: the functions of the pages, with their roles, limits and headers. Refuses to know: the
work on gaps and questions (`audit.web.api`).
"""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from audit import siteedit
from audit.called import own_name
from audit.extract import body
from audit.reading import current_readers
from audit.web import evidence_pages, look_pages, office_deeds
from audit.web.api_shapes import (
    BasicsIn,
    Done,
    FileIn,
    NewPersonIn,
    OwnersIn,
    PersonIn,
    PersonOut,
    Seen,
    SettingsOut,
    StoredBlock,
    StoredOut,
)
from audit.web.overtaken import seen
from audit.web.visits import Admin, Officer, Viewer, Visit
from crawler.model import Snapshot

router = APIRouter(prefix="/api/v1")
SITE = "/sites/{name}"


@router.get(f"{SITE}/seen")
def how_much_was_decided(visit: Viewer, name: str) -> Seen:
    """A mark of what has been decided by now.

    Ask for it before you read what you decide on, and send it as `seen` with an assignment, a
    waiver or a decision: 409 tells that somebody else decided about the same thing since.
    """
    with visit.office.reading(visit.site(name)) as store:
        return Seen(seen=seen(store))


# settings --------------------------------------------------------------------------------------


@router.get(f"{SITE}/settings")
def settings(visit: Viewer, name: str) -> SettingsOut:
    """What is set; `called`: the name on the first page, while the site is named by its host."""
    site = visit.site(name)
    config = site.config
    return SettingsOut(
        name=config.name, kind=config.kind, pack=config.pack, people=dict(config.people),
        file=siteedit.text_of(site), called=own_name(site), seen=office_deeds.seen(site),
    )  # fmt: skip


@router.post(f"{SITE}/settings/basics")
def set_basics(visit: Officer, name: str, order: BasicsIn) -> Done:
    """Set the agency's name, kind or pack; what is left out stays."""
    values = order.model_dump(exclude={"seen"}, exclude_none=True)
    office_deeds.set_basics(visit, name, values, mark=order.seen)
    return Done(count=len(values))


@router.post(f"{SITE}/settings/people")
def set_owners(visit: Officer, name: str, order: OwnersIn) -> Done:
    """Set who works for each unit."""
    office_deeds.set_owners(visit, name, order.people, mark=order.seen)
    return Done(count=len(order.people))


@router.post(f"{SITE}/settings/file")
def set_file(visit: Officer, name: str, order: FileIn) -> Done:
    """Replace `site.yml`; refused with its place when it has a mistake."""
    office_deeds.set_file(visit, name, order.file, mark=order.seen)
    return Done(count=1)


# people ----------------------------------------------------------------------------------------


@router.get("/people")
def people(visit: Admin) -> list[PersonOut]:
    """Everybody who has an account."""
    return [
        PersonOut(name=one.name, role=one.role, active=one.active, second_factor=one.second_factor)
        for one in visit.office.accounts.people()
    ]


@router.post("/people", status_code=201)
def add_person(visit: Admin, order: NewPersonIn) -> Done:
    """Let somebody in."""
    office_deeds.add_person(visit, order.name, order.role, order.password)
    return Done(count=1)


@router.post("/people/change")
def change_person(visit: Admin, order: PersonIn) -> Done:
    """Change a role or a password, take a second factor away, shut somebody out or let them in."""
    office_deeds.change_person(
        visit, order.name, order.do, role=order.role, password=order.password
    )
    return Done(count=1)


# reports and stored evidence -------------------------------------------------------------------


@router.get(f"{SITE}/reports/{{format}}", response_class=Response)
def report_file(visit: Viewer, name: str, format: str, audit: int | None = None) -> Response:
    """A report of any format there is, e.g. `pdf` or `xlsx`."""
    return look_pages.report_file(visit, name, format, audit)


@router.get(f"{SITE}/stored")
def stored_at(visit: Viewer, name: str, url: str) -> StoredOut:
    """What was got from an address last, as it was read."""
    return _stored(visit, name, evidence_pages.newest_at(visit, name, url))


@router.get(f"{SITE}/stored/{{sha256}}")
def stored(visit: Viewer, name: str, sha256: str, url: str = "") -> StoredOut:
    """The same of certain bytes."""
    with visit.office.reading(visit.site(name)) as store:
        found = evidence_pages.snapshot_of(store, sha256, url)
    return _stored(visit, name, found)


@router.get(f"{SITE}/stored/{{sha256}}/picture", response_class=Response)
def picture(visit: Viewer, name: str, sha256: str, page_no: int = 1, quote: str = "") -> Response:
    """One page of a stored PDF, PNG; the quoted words marked."""
    return evidence_pages.picture(visit, name, sha256, page_no, quote)


@router.get(f"{SITE}/stored/{{sha256}}/file", response_class=Response)
def file(visit: Viewer, name: str, sha256: str) -> Response:
    """The bytes as they were got."""
    return evidence_pages.file(visit, name, sha256)


def _stored(visit: Visit, name: str, snapshot: Snapshot) -> StoredOut:
    sha256 = snapshot.sha256 or ""
    with visit.office.reading(visit.site(name)) as store:
        text = store.body(sha256, current_readers())
        there = store.snapshots.has(sha256)
    document = body.load(sha256, text) if text else None
    return StoredOut(
        sha256=sha256, url=snapshot.url, fetched_at=snapshot.fetched_at,
        media=snapshot.media or "", kept=there, title=document.title if document else "",
        blocks=[StoredBlock(where=b.where, text=b.text) for b in document.blocks]
        if document else [],
    )  # fmt: skip
