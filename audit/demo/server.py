"""Serves a built site on this machine, with the habits of real government servers.

Promises: only 127.0.0.1; ETag and Last-Modified with 304; a firewall, a login wall, pages that say
"not found" with status 200, a calendar without end. Refuses to know: what the site says.
"""

from __future__ import annotations

import hashlib
import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from audit.demo.errors import DemoError

FIREWALL = ("/service/statistics.html",)
LOGIN = ("/intranet/",)
SOFT_404 = ("/km/",)
CALENDAR = "/calendar"
HABITS = "habits.json"
"""In `_server/`, when a site has habits of its own: path → firewall, login or a media type."""
# These pages are TIS-620 on disk: the server claims UTF-8 for one and nothing for the other.
CHARSETS = {
    "/about/history.html": "text/html; charset=utf-8",
    "/complaint/statistics.html": "text/html",
}
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml",
    ".png": "image/png",
    ".pdf": "application/pdf",
    ".csv": "text/csv; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
HTML = TYPES[".html"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running server; `url` is its origin with a slash at the end."""

    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What goes back to the visitor. `edited` is the time of the file in seconds since 1970."""

    body: bytes
    media: str = HTML
    status: HTTPStatus = HTTPStatus.OK
    edited: float | None = None


@contextmanager
def serve(folder: Path, port: int = 0) -> Iterator[Server]:
    """Serve a built site until the block ends; port 0 takes any free one.

    Raises DemoError when there is no built site in `folder` or the port is taken.
    """
    if not (folder / "index.html").is_file():
        raise DemoError(
            f"ไม่พบเว็บไซต์ตัวอย่างในโฟลเดอร์ {folder}", "สร้างเว็บไซต์ตัวอย่างก่อนด้วยคำสั่ง oit demo"
        )
    try:
        httpd = Listener(("127.0.0.1", port), partial(Visit, folder))
    except (OSError, OverflowError) as error:
        raise DemoError(f"เปิดพอร์ต {port} ไม่ได้", "ใช้พอร์ตอื่น หรือไม่ระบุพอร์ตเพื่อให้เลือกเอง") from error
    thread = threading.Thread(target=httpd.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield Server(url=f"http://127.0.0.1:{httpd.server_address[1]}/")
    finally:
        httpd.shutdown()
        httpd.server_close()
        thread.join()


class Listener(ThreadingHTTPServer):
    """Listens on one port; a visitor who hangs up is no error."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing when a visitor is gone, else what http.server says."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # passed on


class Visit(BaseHTTPRequestHandler):
    """One request to the site."""

    protocol_version = "HTTP/1.1"
    server_version = "DemoSite"
    sys_version = ""

    def __init__(self, folder: Path, *args: object) -> None:
        self.folder = folder
        super().__init__(*args)  # type: ignore[arg-type]  # the server passes what the base asks

    def do_GET(self) -> None:  # name is given by http.server
        """Answer a page, a file or one of the habits."""
        parts = urlsplit(self.path)
        path = unquote(parts.path)
        if path == CALENDAR:
            self._send(self._calendar(parts.query))
        elif self._habit(path) == "firewall":
            self._send(Answer(body=self._own("firewall"), status=HTTPStatus.FORBIDDEN))
        elif self._habit(path) == "login":
            self._send(Answer(body=self._own("login")))
        else:
            self._send(self._file(path))

    do_HEAD = do_GET  # noqa: N815  # name is given by http.server

    def do_POST(self) -> None:  # name is given by http.server
        """Forms lead nowhere: nothing is kept."""
        length = self.headers.get("Content-Length", "")
        self.rfile.read(int(length) if length.isdecimal() else 0)
        self._send(Answer(body=self._own("thanks")))

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent: the screen belongs to the audit."""

    def _habit(self, path: str) -> str | None:
        """What this server does with a path besides giving the file."""
        own = self.folder / "_server" / HABITS
        if own.is_file():
            return dict[str, str](json.loads(own.read_text(encoding="utf-8"))).get(path)
        if path.startswith(LOGIN):
            return "login"
        return "firewall" if path in FIREWALL else CHARSETS.get(path)

    def _own(self, name: str) -> bytes:
        return (self.folder / "_server" / f"{name}.html").read_bytes()

    def _file(self, path: str) -> Answer:
        target = self._place(path)
        if target is not None:
            return self._found(path, target)
        if path.startswith(SOFT_404):
            return Answer(body=self._own("soft-not-found"))
        return Answer(body=self._own("not-found"), status=HTTPStatus.NOT_FOUND)

    def _place(self, path: str) -> Path | None:
        """The file at that path, if it is one of the site's own."""
        home = self.folder.resolve()
        try:
            target = (home / path.lstrip("/")).resolve()
            target = target / "index.html" if target.is_dir() else target
            known = target.is_relative_to(home) and target.is_file()
        except (OSError, ValueError):  # a name too long for the disk, or with a NUL in it
            return None
        return target if known and not target.is_relative_to(home / "_server") else None

    def _found(self, path: str, target: Path) -> Answer:
        origin = f"http://{self.headers.get('Host', '')}".encode()
        body = target.read_bytes()
        if target.suffix in {".xml", ".txt"}:
            body = body.replace(b"@origin@", origin)
        usual = TYPES.get(target.suffix, "application/octet-stream")
        media = self._habit(path) or usual
        return Answer(body=body, media=media, edited=target.stat().st_mtime)

    def _calendar(self, query: str) -> Answer:
        """A month that always has a next month."""
        asked = parse_qs(query)
        month, year = (
            _number(asked, name, usual) for name, usual in (("month", 1), ("year", 2569))
        )
        before = (month - 1, year) if month > 1 else (12, year - 1)
        after = (month + 1, year) if month < 12 else (1, year + 1)
        text = self._own("calendar").decode("utf-8")
        for name, value in (
            ("month", month), ("year", year), ("before", before[0]), ("before_year", before[1]),
            ("after", after[0]), ("after_year", after[1]),
        ):  # fmt: skip
            text = text.replace(f"@{name}@", str(value))
        return Answer(body=text.encode("utf-8"))

    def _send(self, answer: Answer) -> None:
        etag = f'"{hashlib.sha256(answer.body).hexdigest()[:16]}"'
        known = answer.edited is not None
        if known and self._unchanged(etag, answer.edited or 0):
            self.send_response(HTTPStatus.NOT_MODIFIED)
            self.send_header("ETag", etag)
            self.end_headers()
            return
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.media)
        self.send_header("Content-Length", str(len(answer.body)))
        if known:
            self.send_header("ETag", etag)
            self.send_header("Last-Modified", formatdate(answer.edited, usegmt=True))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def _unchanged(self, etag: str, edited: float) -> bool:
        """An ETag outranks a date, as RFC 9110 section 13.2.2 asks."""
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return etag in tags
        since = self.headers.get("If-Modified-Since")
        try:
            return since is not None and parsedate_to_datetime(since).timestamp() >= int(edited)
        except ValueError:
            return False


def _number(asked: dict[str, list[str]], name: str, usual: int) -> int:
    value = asked.get(name, [""])[0]
    return int(value) if value.isdecimal() and len(value) < 5 else usual
