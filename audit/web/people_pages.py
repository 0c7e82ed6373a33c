"""The administrator's pages: people and roles, and the log of who decided what.

Promises: there is always an administrator; a new password is shown to nobody. Refuses to know: how
accounts are kept.
"""

from __future__ import annotations

from typing import cast, get_args

from fastapi import APIRouter
from starlette.responses import Response

from audit.errors import UserError
from audit.web import office_deeds
from audit.web.accounts import ROLES
from audit.web.render import page
from audit.web.visits import Admin, Form, Officer, Visit, text

router = APIRouter(include_in_schema=False)
PERSON_DEEDS = get_args(office_deeds.PersonDeed)


@router.get("/people")
def people(visit: Admin) -> Response:
    """Everybody, and the form of one more."""
    return _people(visit)


@router.post("/people")
def change(visit: Admin, form: Form) -> Response:
    """Add somebody, or change a role, a password, a second factor, or whether they may come in."""
    try:
        _change(visit, form, text(form, "name", 200), text(form, "do"))
    except UserError as error:
        return _people(visit, error)
    return visit.go("/people", "saved")


@router.get("/log")
def log(visit: Officer) -> Response:
    """Who did what, when."""
    return page(visit, "log.html.j2", deeds=visit.office.accounts.deeds())


def _change(visit: Visit, form: Form, name: str, what: str) -> None:
    role, password = text(form, "role", 20), str(form.get("password", ""))
    if what == "add":
        office_deeds.add_person(visit, name, role, password)
    elif what in PERSON_DEEDS:
        deed = cast("office_deeds.PersonDeed", what)
        office_deeds.change_person(visit, name, deed, role=role, password=password)
    else:
        raise UserError("ยังไม่ได้เลือกสิ่งที่จะทำ", "กดปุ่มใดปุ่มหนึ่งในหน้านี้")


def _people(visit: Visit, error: UserError | None = None) -> Response:
    return page(
        visit,
        "people.html.j2",
        400 if error else 200,
        people=visit.office.accounts.people(),
        roles=ROLES,
        single=visit.office.single(),
        error=error,
    )
