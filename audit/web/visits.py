"""One request of one person: who, in which language, allowed what.

Promises: nobody does what their role does not hold; no form counts without the token of its own
visit. Refuses to know: what the pages show.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any
from urllib.parse import quote, urlencode, urlsplit

from fastapi import Depends, Request
from itsdangerous import BadSignature, Signer
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from audit.me import me
from audit.site import Site
from audit.web.accounts import Person
from audit.web.office import Office

COOKIE, LANGUAGE = "oit_visit", "oit_language"
FORM_TOKEN = "token"  # noqa: S105 the name of a field, no secret
LANGUAGES = ("th", "en")
SAID = frozenset({"done", "count"})
"""What an address tells of a deed just done; told once."""


class SignInError(Exception):
    """Somebody must sign in first."""


class ForbiddenError(Exception):
    """The role does not hold this."""


class StaleFormError(Exception):
    """The form was not made for this visit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """How people come in. `proxies`: peers whose `header` names who was let in by them."""

    office: Office
    secret: str
    proxies: frozenset[str] = frozenset()
    header: str = ""


class Visit:
    """What a page needs to know of its request."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.door: Door = request.app.state.door
        self.office: Office = self.door.office
        self.path = quote(request.url.path)

    @cached_property
    def token(self) -> str:
        """The token of this visit: the cookie's when we signed it, else a new one."""
        try:
            return self._signer("visit").unsign(self.request.cookies.get(COOKIE, "")).decode()
        except (BadSignature, UnicodeDecodeError):
            return secrets.token_urlsafe(32)

    @cached_property
    def person(self) -> Person | None:
        """Who is here; None when nobody signed in."""
        if self.office.single():
            return Person(id=0, name=me(), role="admin")
        return self._by_key() or self._by_proxy() or self.office.accounts.of_session(self.token)

    @cached_property
    def language(self) -> str:
        """`th`, or `en` when the switch says so."""
        word = self.request.cookies.get(LANGUAGE, "")
        return word if word in LANGUAGES else LANGUAGES[0]

    @property
    def here(self) -> str:
        """The page to come back to: this one as it was asked for, or the one a form stood on."""
        if self.request.method not in {"GET", "HEAD"}:
            return self.came_from or "/"
        kept = [(key, word) for key, word in self.request.query_params.multi_items()
                if key not in SAID]  # fmt: skip
        return f"{self.path}?{urlencode(kept)}" if kept else self.path

    @property
    def came_from(self) -> str:
        """The page a form was sent from, as the browser tells it; only one of this server."""
        try:
            sent = urlsplit(self.request.headers.get("referer", ""))
        except ValueError:
            return ""
        if sent.netloc.lower() != self.request.headers.get("host", "").lower():
            return ""
        path = f"{sent.path}?{sent.query}" if sent.query else sent.path
        return local(path) if path else ""

    @property
    def peer(self) -> str:
        """The address that the request came from."""
        return self.request.client.host if self.request.client else ""

    @property
    def name(self) -> str:
        """Whose name a decision carries."""
        return self.person.name if self.person else ""

    @property
    def form_token(self) -> str:
        """What a form of this visit carries."""
        return self._signer("form").get_signature(self.token).decode()

    @property
    def secure(self) -> bool:
        """Whether the browser came over https, also when a trusted proxy says so."""
        said = self.request.headers.get("x-forwarded-proto", "")
        return self.request.url.scheme == "https" or (
            self.peer in self.door.proxies and said == "https"
        )

    def may(self, role: str) -> bool:
        """Whether the visitor holds a role."""
        return self.person is not None and self.person.may(role)

    def site(self, name: str) -> Site:
        """A site by name; `MissingError`."""
        return self.office.site(name)

    def remember(self, response: Response, token: str | None = None) -> None:
        """Keep the visit, or another one, in the browser."""
        signed = self._signer("visit").sign(token or self.token).decode()
        if self.request.cookies.get(COOKIE) != signed:
            response.set_cookie(COOKIE, signed, httponly=True, samesite="lax", secure=self.secure)

    def go(self, path: str, done: str = "", count: int = 0) -> Response:
        """To another page, with a word on what was done."""
        mark = "&" if "?" in path else "?"
        said = f"{mark}done={done}&count={count}" if done else ""
        path, _, anchor = path.partition("#")
        response = RedirectResponse(f"{path}{said}{'#' + anchor if anchor else ''}", 303)
        self.remember(response)
        return response

    def _by_key(self) -> Person | None:
        sort, _, key = self.request.headers.get("authorization", "").partition(" ")
        return self.office.accounts.of_key(key.strip()) if sort.lower() == "bearer" else None

    def _by_proxy(self) -> Person | None:
        if not self.door.header or self.peer not in self.door.proxies:
            return None
        found = self.office.accounts.find(self.request.headers.get(self.door.header, ""))
        return found if found is not None and found.active else None

    def _signer(self, salt: str) -> Signer:
        return Signer(self.door.secret, salt=salt)


def need(role: str) -> Callable[[Request], Visit]:
    """A visit whose person holds a role."""

    def visit(request: Request) -> Visit:
        found = Visit(request)
        if found.person is None:
            raise SignInError
        if not found.may(role):
            raise ForbiddenError
        return found

    return visit


def anybody(request: Request) -> Visit:
    """A visit of whoever it is."""
    return Visit(request)


async def checked_form(request: Request) -> FormData:
    """What was typed, when the form is of this visit."""
    form = await request.form(max_files=0, max_fields=2000)
    sent = form.get(FORM_TOKEN, "")
    visit = Visit(request)
    if not isinstance(sent, str) or not secrets.compare_digest(
        sent.encode(), visit.form_token.encode()
    ):
        raise StaleFormError
    return form


def text(form: FormData, name: str, most: int = 5000) -> str:
    """One field of a form, as text of bounded length."""
    value = form.get(name, "")
    return value.strip()[:most] if isinstance(value, str) else ""


def local(path: str) -> str:
    """A path of this server; anything else becomes the first page."""
    plain = path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if plain and all(c.isprintable() for c in path) else "/"


def url_of(*parts: str, **query: Any) -> str:
    """A path of ours from its parts, each quoted."""
    path = "/" + "/".join(quote(part, safe="") for part in parts)
    asked = "&".join(
        f"{k}={quote(str(v), safe='')}" for k, v in query.items() if v not in ("", None)
    )
    return f"{path}?{asked}" if asked else path


Anybody = Annotated[Visit, Depends(anybody)]
Viewer = Annotated[Visit, Depends(need("viewer"))]
WebTeam = Annotated[Visit, Depends(need("web"))]
Officer = Annotated[Visit, Depends(need("officer"))]
Admin = Annotated[Visit, Depends(need("admin"))]
Form = Annotated[FormData, Depends(checked_form)]
