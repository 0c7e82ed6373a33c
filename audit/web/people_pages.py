"""The administrator's pages: people and roles, and the log of who decided what.

Promises: there is always an administrator; a new password is shown to nobody. Refuses to know: how
accounts are kept.
"""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from audit.errors import UserError
from audit.web.accounts import ROLES
from audit.web.render import page
from audit.web.visits import Admin, Form, Officer, Visit, text

router = APIRouter(include_in_schema=False)


@router.get("/people")
def people(visit: Admin) -> Response:
    """Everybody, and the form of one more."""
    return _people(visit)


@router.post("/people")
def change(visit: Admin, form: Form) -> Response:
    """Add somebody, or change a role, a password, a second factor, or whether they may come in."""
    accounts, name = visit.office.accounts, text(form, "name", 200)
    what, role = text(form, "do"), text(form, "role", 20)
    password = str(form.get("password", ""))
    try:
        if what == "add":
            _first_is_admin(visit, role)
            accounts.add(name, role, password)
        elif what == "role":
            accounts.set_role(name, role)
        elif what == "password":
            accounts.set_password(name, password)
        elif what == "totp":
            accounts.set_totp(name, None)
        elif what in {"shut", "open"}:
            accounts.set_active(name, what == "open")
    except UserError as error:
        return _people(visit, error)
    accounts.note(visit.name, "", f"person_{what}"[:40], name, role)
    return visit.go("/people", "saved")


@router.get("/log")
def log(visit: Officer) -> Response:
    """Who did what, when."""
    return page(visit, "log.html.j2", deeds=visit.office.accounts.deeds())


def _first_is_admin(visit: Visit, role: str) -> None:
    """From the first account on, only accounts come in."""
    if visit.office.single() and role != "admin":
        raise UserError("คนแรกต้องเป็นผู้ดูแลระบบ", "เลือกบทบาทผู้ดูแลระบบ แล้วเพิ่มอีกครั้ง")


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
