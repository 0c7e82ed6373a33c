"""The application: its parts put together, and what every mishap looks like.

Promises: a mishap is one sentence on what happened and one on what to do, as a page or as JSON; no
page shows the inside of the program. Refuses to know: what the parts do.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from audit.errors import STORE_TROUBLE, UserError
from audit.web import (
    api,
    api_office,
    board_pages,
    door_pages,
    evidence_pages,
    look_pages,
    people_pages,
    review_pages,
    settings_pages,
    site_pages,
    start,
)
from audit.web.api_shapes import Trouble
from audit.web.guard import Guard
from audit.web.office import MissingError, Office
from audit.web.overtaken import OvertakenError
from audit.web.render import page, static
from audit.web.typed import typed_in
from audit.web.visits import Door, ForbiddenError, SignInError, StaleFormError, Visit, url_of
from crawler import StoreError
from crawler.errors import store_error

log = logging.getLogger("oit.web")
PAGES = (
    start, site_pages, board_pages, review_pages, evidence_pages, look_pages, settings_pages,
    door_pages, people_pages,
)  # fmt: skip
MISSING = UserError("ไม่พบหน้านี้", "กลับไปหน้าแรก แล้วเลือกจากรายการ")
FORBIDDEN = UserError("บทบาทของท่านทำสิ่งนี้ไม่ได้", "ขอให้ผู้ดูแลระบบเปลี่ยนบทบาท หรือให้เจ้าหน้าที่ทำแทน")
STALE = UserError("แบบฟอร์มนี้หมดอายุแล้ว จึงยังไม่ได้บันทึก", "เปิดหน้านั้นใหม่ แล้วทำอีกครั้ง")
SIGN_IN = UserError("ต้องเข้าสู่ระบบก่อน", "เข้าสู่ระบบ หรือส่งกุญแจในส่วนหัว Authorization")
EXPIRED = UserError("หมดเวลาเข้าสู่ระบบแล้ว จึงยังไม่ได้บันทึก", "เข้าสู่ระบบใหม่ แล้วทำอีกครั้ง")
WRONG = UserError("คำขอไม่ถูกต้อง", "ตรวจค่าที่ส่งมา แล้วลองใหม่")
BUG_WORDS = ("โปรแกรมทำงานผิดพลาด ข้อมูลที่เก็บไว้แล้วไม่หาย", "ลองใหม่อีกครั้ง ถ้ายังเป็น ให้แจ้งผู้ดูแลระบบ")
BUG = UserError(*BUG_WORDS)

MISHAPS: dict[type[Exception], tuple[UserError, int]] = {
    MissingError: (MISSING, 404),
    ForbiddenError: (FORBIDDEN, 403),
    StaleFormError: (STALE, 400),
    RequestValidationError: (WRONG, 422),
    OverflowError: (MISSING, 404),  # a number that no row can have
    Exception: (BUG, 500),  # the server logs the traceback itself
}
"""What went wrong → what is said of it, whatever it was in particular."""


def create_app(
    office: Office,
    *,
    hosts: Iterable[str] | None,
    proxies: Iterable[str] = (),
    header: str = "",
) -> FastAPI:
    """The whole application over one office. `hosts`: names it may be asked by, None for any."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        office.close()

    app = FastAPI(
        title="OIT",
        version=version("oit"),
        docs_url=None,  # their pages load scripts from elsewhere
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=lifespan,
        responses={code: {"model": Trouble} for code in (400, 401, 403, 404, 409, 422)},
    )
    app.state.door = Door(
        office=office,
        secret=office.accounts.secret(),
        proxies=frozenset(proxies),
        header=header,
    )
    for part in PAGES:
        app.include_router(part.router)
    app.include_router(api.router)
    app.include_router(api_office.router)
    app.add_api_route("/static/{name}", static_file, include_in_schema=False)
    app.add_api_route("/healthz", health, include_in_schema=False)
    _handle(app)
    app.add_middleware(Guard, hosts=hosts)
    return app


def static_file(name: str) -> Response:
    """A file of ours."""
    try:
        body, media = static(name)
    except KeyError:
        raise HTTPException(404) from None
    headers = {"cache-control": "public, max-age=31536000, immutable"}
    return Response(body, media_type=media, headers=headers)


def health() -> Response:
    """Alive?"""
    return PlainTextResponse("ok")


def office_folder(request: Request) -> Path:
    """The folder whose disk or database made trouble."""
    door: Door = request.app.state.door
    return door.office.folder


def _handle(app: FastAPI) -> None:
    @app.exception_handler(SignInError)
    async def _sign_in(request: Request, _: SignInError) -> Response:
        if _is_api(request):
            return api.trouble(SIGN_IN, 401)
        if request.method != "GET":
            return await _trouble(request, EXPIRED, 401)
        query = request.url.query
        here = f"{request.url.path}?{query}" if query else request.url.path
        return RedirectResponse(url_of("sign-in", next=here), 303)

    @app.exception_handler(UserError)
    async def _told(request: Request, error: UserError) -> Response:
        return await _trouble(request, error, 409 if isinstance(error, OvertakenError) else 400)

    @app.exception_handler(StoreError)
    async def _store(request: Request, error: StoreError) -> Response:
        log.warning("store: %s", error)
        return await _trouble(request, UserError(*STORE_TROUBLE.get(error.kind, BUG_WORDS)), 400)

    @app.exception_handler(OSError)
    @app.exception_handler(sqlite3.Error)
    async def _disk(request: Request, error: Exception) -> Response:
        known = store_error(error, office_folder(request))
        if known is not None:
            return await _store(request, known)
        log.error("%s %s", request.method, request.url.path, exc_info=error)
        return await _trouble(request, BUG, 500)

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> Response:
        known = MISSING if error.status_code in {404, 405} else WRONG
        return await _trouble(request, known, error.status_code)

    for sort, (error, status) in MISHAPS.items():
        app.add_exception_handler(sort, _always(error, status))


def _always(
    error: UserError, status: int
) -> Callable[[Request, Exception], Coroutine[None, None, Response]]:
    async def answer(request: Request, _: Exception) -> Response:
        return await _trouble(request, error, status)

    return answer


def _is_api(request: Request) -> bool:
    return request.url.path.startswith("/api/")


async def _trouble(request: Request, error: UserError, status: int) -> Response:
    if _is_api(request):
        return api.trouble(error, status)
    visit = Visit(request)
    if visit.person is None and status == 404:
        return RedirectResponse("/sign-in", 303)
    typed = await typed_in(request)
    return page(visit, "error.html.j2", status, error=error, typed=typed)
