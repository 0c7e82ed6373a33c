"""Servers as Thai public hosting really has them, written without looking at the crawler.

Promises: a `Case` says what a careful person wants of one site; `serve` runs it over a bare socket,
so that any bytes can be sent. Refuses to know: how the crawler goes about it.

Every port is five digits, so `@PRT@` (this site) and `@CAN@` (a server that nobody may reach) can
stand in a page without changing its length.
"""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from html import escape

THAI = "องค์การบริหารส่วนตำบลทดสอบ เปิดเผยข้อมูลสาธารณะตามแบบ OIT ประจำปีงบประมาณ พ.ศ. ๒๕๖๘ "


@dataclass(frozen=True)
class Ask:
    """One request: `count` says how often this target was asked for before."""

    method: str
    target: str
    headers: Mapping[str, str]
    count: int


RESET = b"\0RESET"
CLOSE = b"\0CLOSE"
Wire = bytes | Iterable[bytes]
Answer = bytes | Callable[[Ask], Wire]


@dataclass(frozen=True, kw_only=True)
class Case:
    """A site and what is wanted of it.

    `found`: marks of `doc` that must be kept in good order. `ends`: address → the words it may end
    with, `|` between them. `never`: marks that must not be kept as content. `most`: beginning of an
    address → how often such may be asked for, in all. `requests`: of everything, robots included.
    `seconds`: the crawl's longest time. `sent`: bytes the server may be made to send.
    """

    site: Mapping[str, Answer]
    found: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    ends: Mapping[str, str] = field(default_factory=dict)
    most: Mapping[str, int] = field(default_factory=dict)
    requests: int = 60
    seconds: float = 60.0
    sent: int = 50_000_000
    plan: Mapping[str, object] = field(default_factory=dict)


def wire(
    body: str | bytes,
    *,
    status: str = "200 OK",
    kind: str = "text/html; charset=utf-8",
    head: Iterable[str] = (),
    length: bool = True,
) -> bytes:
    """One answer as it goes over the wire."""
    raw = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}", "Server: Apache/2.2.15 (CentOS)", "Connection: close"]
    lines += [f"Content-Type: {kind}"] if kind else []
    lines += [f"Content-Length: {len(raw)}"] if length else []
    return "\r\n".join([*lines, *head, "", ""]).encode() + raw


def text(mark: str, more: str = "", title: str = "") -> str:
    """A page of some Thai words of its own, and its mark."""
    own = " ".join(f"{mark}-{n} รายละเอียดข้อ {n} ของเรื่อง {mark}" for n in range(12))
    name = title or f"เรื่อง {mark}"
    return (
        f"<!DOCTYPE html><html lang=th><head><title>{name}</title></head><body><h1>{name}</h1>"
        f"<p>{THAI} [MARK {mark}] {own}</p>{more}</body></html>"
    )


def doc(mark: str, more: str = "", **how: object) -> bytes:
    """A page with a mark, as an answer."""
    return wire(text(mark, more), **how)


def pdf(mark: str, *, kind: str = "application/pdf", head: Iterable[str] = ()) -> bytes:
    """Bytes that look like a PDF, with a mark in them."""
    body = f"%PDF-1.4\n% [MARK {mark}]\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
    return wire(body, kind=kind, head=head)


def links(*targets: str, quote: bool = True) -> str:
    """Anchors to these targets, each on a line."""
    return "".join(
        f'<p><a href="{escape(t) if quote else t}">หัวข้อที่ {n}</a></p>\n'
        for n, t in enumerate(targets, 1)
    )


def home(*targets: str, more: str = "") -> bytes:
    """A home page that links to these."""
    return doc("HOME", links(*targets) + more)


def moved(location: str, status: str = "302 Found", head: Iterable[str] = ()) -> bytes:
    """A redirect."""
    return wire("", status=status, head=(f"Location: {location}", *head))


NONE = wire("<html><title>404 Not Found</title><h1>Not Found</h1></html>", status="404 Not Found")


class Site:
    """A case being served: `asked` is every request, in order; `sent` the bytes given out."""

    def __init__(self, case: Mapping[str, Answer]) -> None:
        self.case = case
        self.asked: list[Ask] = []
        self.sent = 0
        self.lock = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.listener.getsockname()[1]
        self.canary = 0
        self.open = True
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self.open = False
        self.listener.close()

    def _accept(self) -> None:
        while self.open:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.settimeout(10)
            while ask := self._read(connection):
                if not self._answer(connection, ask):
                    return

    def _read(self, connection: socket.socket) -> Ask | None:
        raw = b""
        while b"\r\n\r\n" not in raw:
            if not (more := connection.recv(65536)):
                return None
            raw += more
        first, *rest = raw.split(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
        method, target, *_ = first.split(" ")
        headers = {k.strip().lower(): v.strip() for k, _, v in (r.partition(":") for r in rest)}
        with self.lock:
            count = sum(one.target == target for one in self.asked)
            self.asked.append(ask := Ask(method, target, headers, count))
        return ask

    def _answer(self, connection: socket.socket, ask: Ask) -> bool:
        """Send it; whether the connection goes on."""
        answer = self.case.get(ask.target, self.case.get("*", NONE))
        out = answer(ask) if callable(answer) else answer
        first = b""
        for piece in [out] if isinstance(out, bytes) else out:
            if piece == RESET:
                linger = struct.pack("ii", 1, 0)
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                return False
            if piece == CLOSE:
                return False
            ports = piece.replace(b"@PRT@", b"%05d" % self.port)
            connection.sendall(ports.replace(b"@CAN@", b"%05d" % self.canary))
            self.sent += len(piece)
            first = first or piece
        return b"connection: keep-alive" in first[:600].lower()


@contextmanager
def serve(case: Case) -> Iterator[tuple[Site, Site]]:
    """The case on a port of its own, and beside it a server that nobody may reach."""
    site, canary = Site(case.site), Site({"*": doc("CANARY")})
    site.canary = canary.port
    try:
        yield site, canary
    finally:
        site.close()
        canary.close()


def hang(seconds: float = 8.0) -> Iterator[bytes]:
    """Accepts, and says nothing."""
    time.sleep(seconds)
    yield b""


def drip(head: bytes, seconds: float = 8.0) -> Iterator[bytes]:
    """A head, and then a byte at a time."""
    yield head
    for _ in range(int(seconds / 0.1)):
        time.sleep(0.1)
        yield b"<"
