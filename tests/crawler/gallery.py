"""Nasty servers, a few lines each, with the cause or the words that a crawl must come back with.

Promises: `SERVERS` by name; each answers at its own address of this machine, as raw bytes. Refuses
to know: the crawler.
"""

from __future__ import annotations

import gzip
import socketserver
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

Send = Callable[[bytes], None]
LONG = "ข้อความของหน้านี้ยาวพอสมควร " * 40


@dataclass(frozen=True)
class Asked:
    """One request: its path and its head, lower case."""

    path: str
    head: bytes


Answer = bytes | Callable[[Send, Asked], None]


def answer(
    body: bytes | str = b"", status: str = "200 OK", kind: str = "text/html", head: str = ""
) -> bytes:
    """A whole answer that closes the connection."""
    content = body.encode() if isinstance(body, str) else body
    lines = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{head}Connection: close\r\n"
    return f"{lines}Content-Length: {len(content)}\r\n\r\n".encode() + content


def page(text: str = LONG, title: str = "หน่วยงาน", extra: str = "") -> str:
    return (
        f"<!doctype html><html><head><title>{title}</title>{extra}</head><body>{text}</body></html>"
    )


def small(title: str, text: str) -> bytes:
    return answer(page(f"<h1>{title}</h1><p>{text}</p>", title))


def sends(target: str, status: str = "302 Found") -> bytes:
    return answer("", status, head=f"Location: {target}\r\n")


OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n"
HERE = page().encode()


def endless(send: Send, _: Asked) -> None:
    send(OK + b"\r\n")
    while True:
        send(b"<p>more</p>" * 1000)


def dripping(send: Send, _: Asked) -> None:
    send(OK + b"Content-Length: 1000\r\n\r\n")
    while True:
        send(b".")
        time.sleep(0.1)


def long_header(send: Send, _: Asked) -> None:
    send(b"HTTP/1.1 200 OK\r\nX-Long: ")
    for _ in range(200):
        send(b"a" * 1000)


def many_headers(send: Send, _: Asked) -> None:
    send(b"HTTP/1.1 200 OK\r\n")
    for number in range(5000):
        send(f"X-{number}: {'a' * 40}\r\n".encode())
    send(b"Content-Type: text/html\r\nConnection: close\r\n\r\n" + page().encode())


def silent(_: Send, __: Asked) -> None:
    time.sleep(4)


def once_broken() -> Answer:
    """Down for the whole first round, up for the last one."""
    tries = iter(range(100))

    def shaky(send: Send, asked: Asked) -> None:
        ready = asked.path == "/" and next(tries) >= 3
        send(answer(page()) if ready else answer("x", "503 Busy"))

    return shaky


def knows_programs(send: Send, asked: Asked) -> None:
    send(answer(page()) if b"mozilla" in asked.head else answer("no", "403 Forbidden"))


def hangs_up_on_programs(send: Send, asked: Asked) -> None:
    send(answer(page()) if b"mozilla" in asked.head else b"")


def busy_for_programs(send: Send, asked: Asked) -> None:
    send(answer(page()) if b"mozilla" in asked.head else answer("x", "503 Busy"))


def wants_cookie(send: Send, asked: Asked) -> None:
    had = b"cookie: seen=1" in asked.head
    send(
        answer(page()) if had else answer("", "302 F", head="Set-Cookie: seen=1\r\nLocation: /\r\n")
    )


def circle(send: Send, asked: Asked) -> None:
    send(sends("/b" if asked.path == "/" else "/"))


def ever_further(send: Send, asked: Asked) -> None:
    send(sends(f"/{int(asked.path.strip('/') or 0) + 1}"))


def bomb(encoding: str, packed: bytes) -> bytes:
    return answer(packed, head=f"Content-Encoding: {encoding}\r\n")


def soft(send: Send, asked: Asked) -> None:
    """Every address but the home page tells that it is not there, with status 200."""
    home = page(LONG + '<a href="/gone">แผน</a>')
    send(answer(home if asked.path == "/" else page("<p>ไม่มีข้อมูลที่ท่านเรียกดู</p>" * 3)))


ZEROS = b"<p>" + b"0" * 5_000_000

# name: (answer, the expected word, or None when the home page must come through as content)
SERVERS: dict[str, tuple[Answer, str | None]] = {
    # -- not HTTP, or broken HTTP
    "hangs_up": (b"", "network"),
    "garbage": (b"\x00\xff garbage \r\n\r\n", "network"),
    "another_protocol": (b"220 ftp.example.go.th ready\r\n", "network"),
    "half_a_header": (b"HTTP/1.1 200 OK\r\nContent-Ty", "network"),
    "broken_chunks": (OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n", "network"),
    "broken_gzip": (bomb("gzip", b"not gzip"), "network"),
    "cut_short": (OK + b"Content-Length: 9999\r\n\r\n<html><p>cut", "network"),
    "negative_length": (OK + b"Content-Length: -5\r\n\r\n" + HERE, None),
    "long_header": (long_header, "network"),
    "status_zero": (answer("<p>hi</p>", "000 Odd"), "server_error"),
    "unasked_304": (b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n", "server_error"),
    # -- too slow, too much
    "silent": (silent, "timeout"),
    "dripping": (dripping, "timeout"),
    "endless": (endless, "too_large"),
    "promises_too_much": (OK + b"Content-Length: 99999999999\r\n\r\n", "too_large"),
    "gzip_bomb": (bomb("gzip", gzip.compress(ZEROS)), "too_large"),
    "deflate_bomb": (bomb("deflate", zlib.compress(ZEROS)), "too_large"),
    # -- says so
    "not_found": (answer("no", "404 Not Found"), "not_found"),
    "gone": (answer("no", "410 Gone"), "not_found"),
    "server_error": (answer("no", "500 Error"), "server_error"),
    "teapot": (answer("no", "418 Teapot"), "client_error"),
    "rate_limited": (answer("no", "429 Slow", head="Retry-After: 9999\r\n"), "rate_limited"),
    "status_999": (answer("no", "999 Denied"), "blocked"),
    "legal_reasons": (answer("no", "451 Legal"), "blocked"),
    "basic_auth": (answer("no", "401 Who", head="WWW-Authenticate: Basic\r\n"), "login"),
    "no_content": (b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n", "empty"),
    "only_spaces": (answer(" \r\n "), "empty"),
    "nothing_to_see": (answer("<html><body></body></html>"), "empty"),
    # -- firewalls and doors
    "forbidden_to_all": (answer("no", "403 Forbidden"), "forbidden"),
    "forbidden_to_programs": (knows_programs, "blocked"),
    "hangs_up_on_programs": (hangs_up_on_programs, "blocked"),
    "busy_for_programs": (busy_for_programs, "blocked"),
    "firewall_403": (answer("<h1>Web Page Blocked</h1> FortiGuard", "403 Forbidden"), "blocked"),
    "firewall_200": (
        small("Request Rejected", "The requested URL was rejected. Support ID 1"),
        "blocked",
    ),
    "challenge_503": (answer("<script>cf_chl_opt={}</script>", "503 Busy"), "challenge"),
    "challenge_200": (small("Just a moment...", "Enable JavaScript and cookies"), "challenge"),
    "country_403": (
        answer("error 1009: the owner has banned the country you are in", "403 Forbidden"),
        "geo",
    ),
    "country_200": (small("ขออภัย", "เว็บไซต์นี้เข้าถึงได้จากภายในประเทศไทยเท่านั้น"), "geo"),
    "login_form": (small("เข้าสู่ระบบ", "<form><input type=password></form>"), "login"),
    "sent_to_login": (sends("/wp-login.php"), "login"),
    # -- nobody at home
    "for_sale": (small("example.go.th", "Buy this domain"), "parked"),
    "suspended": (small("Account Suspended", "Contact your hosting provider"), "parked"),
    "sent_to_suspended": (sends("/cgi-sys/suspendedpage.cgi"), "parked"),
    "fresh_server": (small("Welcome to nginx!", "If you see this page"), "parked"),
    "titled_404": (small("404 Not Found", "nginx"), "soft_404"),
    # -- redirects
    "circle": (circle, "redirect_loop"),
    "itself": (sends("/"), "redirect_loop"),
    "nowhere": (answer("", "302 Found"), "server_error"),
    "to_a_file": (sends("file:///etc/passwd"), "outside"),
    "to_the_inside": (sends("http://127.0.0.1:22/"), "outside"),
    # -- odd, but content
    "wants_cookie": (wants_cookie, None),
    "broken_for_a_while": (once_broken(), None),
    "wrong_length": (OK + f"Content-Length: {len(HERE) + 9}\r\n\r\n".encode() + HERE, None),
    "bare_lines": (b"HTTP/1.1 200 OK\nContent-Type: text/html\n\n" + HERE, None),
    "many_headers": (many_headers, None),
    "no_type": (b"HTTP/1.0 200 OK\r\n\r\n" + HERE, None),
    "old_encoding": (answer(page().encode("cp874")), None),
    "wrong_charset": (answer(page(), kind="text/html; charset=iso-8859-1"), None),
    "plain_text_page": (answer(page(), kind="text/plain"), None),
    "talks_of_404": (answer(page(LONG, "รายงาน 404/2569")), None),
    "search_login_box": (answer(page(LONG * 3 + "<input type=password>")), None),
}


@contextmanager
def open_gallery() -> Iterator[dict[str, str]]:
    """Start them all, each on its own address; the address of each by name."""
    running = [_server(n, made) for n, (made, _) in enumerate(SERVERS.values())]
    try:
        yield {
            name: f"http://{server.server_address[0]}:{server.server_address[1]}/"
            for name, server in zip(SERVERS, running, strict=True)
        }
    finally:
        for server in running:
            server.shutdown()
            server.server_close()


def _server(number: int, made: Answer) -> socketserver.ThreadingTCPServer:
    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            head = self.request.recv(65536).lower()
            path = head.split(b" ")[1].decode() if b" " in head else ""
            try:
                self._reply(Asked(path, head))
            except OSError:
                return

        def _reply(self, asked: Asked) -> None:
            send = self.request.sendall
            if asked.path in ("/robots.txt", "/sitemap.xml") or "/oit-" in asked.path:
                send(answer("", "404 Not Found"))
            elif callable(made):
                made(send, asked)
            else:
                send(made)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False

    # An address of its own for each, so that what one does is not held against another.
    server = Server((f"127.0.1.{number + 1}", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    return server
