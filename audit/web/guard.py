"""What every request and every answer must be, whoever asks.

Promises: only known host names, no foreign page that makes ours act, no body without end, and
headers that let a browser run nothing but our own files. Refuses to know: people, pages.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
MOST_BODY = 2_000_000
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cache-control": "no-store",
}


class Guard:
    """Stands before the application. `hosts`: names it may be asked by; None for any."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str] | None) -> None:
        self.app = app
        self.hosts = None if hosts is None else frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, self._with_headers(send))
            return
        await self.app(scope, _bounded(receive), self._with_headers(send))

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if self.hosts is not None and _host_name(host) not in self.hosts:
            return PlainTextResponse("ไม่รู้จักชื่อเครื่องนี้ เปิดด้วยที่อยู่ที่โปรแกรมบอก", 421)
        if scope["method"] in SAFE:
            return None
        origin = headers.get("origin")
        site = headers.get("sec-fetch-site", "same-origin")
        foreign = origin is not None and urlsplit(origin).netloc.lower() != host.lower()
        if foreign or site not in {"same-origin", "none"}:
            return PlainTextResponse(
                "คำขอนี้มาจากเว็บไซต์อื่น จึงไม่ทำให้ เปิดหน้าของโปรแกรมเอง แล้วทำอีกครั้ง", 403
            )
        if not headers.get("content-length", "0").isdigit():
            return PlainTextResponse("คำขอไม่ถูกต้อง เปิดหน้านั้นใหม่ แล้วทำอีกครั้ง", 400)
        if int(headers.get("content-length", "0")) > MOST_BODY:
            return PlainTextResponse("สิ่งที่ส่งมาใหญ่เกินไป จึงไม่ได้บันทึก กลับไปหน้าเดิม แล้วย่อให้สั้นลง", 413)
        return None

    @staticmethod
    def _with_headers(send: Send) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        return sending


def _bounded(receive: Receive) -> Receive:
    """A body that never says how long it is ends at the limit."""
    seen = 0

    async def receiving() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        return {"type": "http.disconnect"} if seen > MOST_BODY else message

    return receiving


def _host_name(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""
