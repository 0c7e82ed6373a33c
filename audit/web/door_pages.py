"""Coming in and going out: sign-in, the own account, the language.

Promises: one answer for every wrong sign-in; a fresh session at each sign-in. Refuses to know: how
passwords and codes are checked (`audit.web.accounts`).
"""

from __future__ import annotations

import io

import pyotp
import segno
from fastapi import APIRouter, Depends
from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from audit.errors import UserError
from audit.web.accounts import typed_code
from audit.web.render import page
from audit.web.visits import (
    LANGUAGE,
    LANGUAGES,
    Anybody,
    Form,
    SignInError,
    Viewer,
    Visit,
    checked_form,
    local,
    text,
)

router = APIRouter(include_in_schema=False)
YEAR = 365 * 24 * 3600


@router.get("/sign-in")
def sign_in_page(visit: Anybody, next: str = "/") -> Response:
    """The form to sign in."""
    if visit.person is not None:
        return visit.go(local(next))
    return page(visit, "sign_in.html.j2", next=local(next), error=None, name_typed="")


@router.post("/sign-in")
def sign_in(visit: Anybody, form: Form) -> Response:
    """Who is it?"""
    name, where = text(form, "name", 200), local(text(form, "next", 2000))
    password = form.get("password", "")
    try:
        person = visit.office.accounts.check(
            name, password if isinstance(password, str) else "", text(form, "code", 20), visit.peer
        )
    except UserError as error:
        return page(visit, "sign_in.html.j2", 401, next=where, error=error, name_typed=name)
    response = RedirectResponse(where, 303)
    visit.remember(response, visit.office.accounts.begin(person))
    return response


@router.post("/sign-out", dependencies=[Depends(checked_form)])
def sign_out(visit: Viewer) -> Response:
    """The session ends."""
    visit.office.accounts.end(visit.token)
    return RedirectResponse("/", 303)


@router.get("/language/{word}")
def language(visit: Anybody, word: str, back: str = "/") -> Response:
    """Thai or English."""
    response = RedirectResponse(local(back), 303)
    if word in LANGUAGES:
        response.set_cookie(
            LANGUAGE, word, max_age=YEAR, samesite="lax", httponly=True, secure=visit.secure
        )
    return response


@router.get("/account")
def account(visit: Viewer) -> Response:
    """The own password and second factor."""
    return _account(visit)


@router.post("/account")
def change_account(visit: Viewer, form: Form) -> Response:
    """Change them; each change asks for the password."""
    person, accounts = visit.person, visit.office.accounts
    if person is None or visit.office.single():
        raise SignInError
    what, key = text(form, "do"), text(form, "key", 64)
    current, code = str(form.get("current", "")), text(form, "code", 20)
    try:
        accounts.check(person.name, current, "" if what == "totp_on" else code, visit.peer)
        if what == "totp_on":
            _proven(key, code)
            accounts.set_totp(person.name, key)
        elif what == "totp_off":
            accounts.set_totp(person.name, None)
        else:
            accounts.set_password(person.name, str(form.get("new", "")))
    except UserError as error:
        return _account(visit, error, key)
    accounts.note(person.name, "", what or "password", person.name)
    return visit.go("/account", "saved")


def _proven(key: str, code: str) -> None:
    """The app that was given the key shows the right code."""
    try:
        right = bool(key) and pyotp.TOTP(key).verify(typed_code(code), valid_window=1)
    except ValueError:  # letters that are no key
        right = False
    if not right:
        raise UserError("รหัสจากแอปไม่ถูกต้อง", "สแกนรูปอีกครั้ง แล้วพิมพ์รหัสหกหลักที่เห็น")


def _account(visit: Visit, error: UserError | None = None, key: str = "") -> Response:
    person = visit.person
    fresh = key or pyotp.random_base32()
    name = person.name if person else ""
    uri = pyotp.TOTP(fresh, name=name, issuer="OIT").provisioning_uri()
    picture = io.BytesIO()
    segno.make(uri).save(
        picture, kind="svg", xmldecl=False, svgns=True, scale=5, title="QR", omitsize=True
    )
    return page(
        visit,
        "account.html.j2",
        400 if error else 200,
        error=error,
        key=fresh,
        qr=Markup(picture.getvalue().decode()),  # noqa: S704 drawn here, nothing of a site
    )
