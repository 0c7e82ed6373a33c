"""Small real servers on localhost for the tests: `with serve(routes) as site: …`.

A route is bytes or text (an HTML page), a `Page`, or a function of the handler that returns one.
`site.url` is the origin; `site.hits` lists the paths asked for, in order.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext


@dataclass(frozen=True, kw_only=True)
class Page:
    """One answer. `cut`: close the connection after the body, whatever was promised."""

    body: bytes | str = b""
    status: int = 200
    type: str | None = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    length: int | None = None
    cut: bool = False


Answer = bytes | str | Page
Route = Answer | Callable[["Handler"], Answer]
NOTHING = Page(body="<html><title>404 Not Found</title><h1>Not Found</h1></html>", status=404)


@dataclass(kw_only=True)
class Site:
    url: str
    hits: list[str]
    routes: dict[str, Route]

    def count(self, path: str) -> int:
        return self.hits.count(path)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site

    def log_message(self, *_: object) -> None:
        """Silence."""

    def do_GET(self) -> None:
        self.site.hits.append(self.path)
        page = self._page()
        body = page.body.encode() if isinstance(page.body, str) else page.body
        try:
            self._send(page, body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _page(self) -> Page:
        routes = self.site.routes
        route = routes.get(self.path, routes.get(self.path.partition("?")[0]))
        if route is None:
            route = next((r for p, r in routes.items() if p[-1] == "*" and self._under(p)), NOTHING)
        found = route(self) if callable(route) else route
        return found if isinstance(found, Page) else Page(body=found)

    def _under(self, pattern: str) -> bool:
        return self.path.startswith(pattern[:-1])

    def _send(self, page: Page, body: bytes) -> None:
        self.send_response(page.status)
        if page.type:
            self.send_header("Content-Type", page.type)
        for name, value in page.headers.items():
            self.send_header(name, value)
        if page.status not in (204, 304):
            self.send_header(
                "Content-Length", str(len(body) if page.length is None else page.length)
            )
        if page.cut:
            self.close_connection = True
        self.end_headers()
        if page.status not in (204, 304):
            self.wfile.write(body)


@contextmanager
def serve(
    routes: Mapping[str, Route], *, port: int = 0, tls: SSLContext | None = None
) -> Iterator[Site]:
    """Serve the routes until the block ends; `/path*` matches everything that starts so."""
    site = Site(url="", hits=[], routes=dict(routes))
    handler = type("SiteHandler", (Handler,), {"site": site})
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    server.daemon_threads = True
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    site.url = f"http{'s' if tls else ''}://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def html(*links: str, text: str = "", title: str = "หน้า") -> str:
    """A page with these links and enough words of its own."""
    items = "".join(f'<li><a href="{link}">ลิงก์ไป {link}</a></li>' for link in links)
    words = text or f"เนื้อหาของ {title} " + " ".join(links)
    return (
        f'<!doctype html><html lang="th"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><h1>{title}</h1><p>{words}</p><ul>{items}</ul></body></html>"
    )
