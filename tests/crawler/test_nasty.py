"""Servers that do not keep to HTTP: each costs one page, never the crawl."""

from __future__ import annotations

import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from tests.crawler.conftest import Seen

Look = Callable[..., Seen]
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
HOME = OK + b"Connection: close\r\n\r\n<p>home</p><a href=/nasty>nasty</a><p>" + b"words " * 99


def endless(send: Callable[[bytes], None]) -> None:
    send(OK + b"\r\n")
    while True:
        send(b"<p>more</p>" * 1000)


def dripping(send: Callable[[bytes], None]) -> None:
    send(OK + b"Content-Length: 1000\r\n\r\n")
    while True:
        send(b".")
        time.sleep(0.1)


def header_without_end(send: Callable[[bytes], None]) -> None:
    send(b"HTTP/1.1 200 OK\r\nX-Long: ")
    for _ in range(200):
        send(b"a" * 1000)


NASTY: dict[str, tuple[bytes | Callable[[Callable[[bytes], None]], None], str | None]] = {
    "silence": (b"", "network"),
    "garbage": (b"\x00\xff garbage \r\n\r\n", "network"),
    "another_protocol": (b"220 ftp.example.go.th ready\r\n", "network"),
    "broken_chunks": (OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n", "network"),
    "half_a_header": (b"HTTP/1.1 200 OK\r\nContent-Ty", "network"),
    "broken_gzip": (OK + b"Content-Encoding: gzip\r\nConnection: close\r\n\r\nnot gzip", "network"),
    "negative_length": (OK + b"Content-Length: -5\r\n\r\n<p>hi</p>", "network"),
    "status_zero": (b"HTTP/1.1 000 Odd\r\nConnection: close\r\n\r\n<p>hi</p>", "server_error"),
    "status_999": (b"HTTP/1.1 999 Denied\r\nConnection: close\r\n\r\nno", "blocked"),
    "unasked_304": (b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n", "server_error"),
    "no_content": (b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n", "empty"),
    "endless": (endless, "too_large"),
    "dripping": (dripping, "timeout"),
    "header_without_end": (header_without_end, "network"),
}


@contextmanager
def raw_server(nasty: bytes | Callable[[Callable[[bytes], None]], None]) -> Iterator[str]:
    """A home page that leads to /nasty; everything else is missing."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            asked = self.request.recv(65536)
            try:
                if asked.startswith(b"GET /nasty "):
                    nasty(self.request.sendall) if callable(nasty) else self.request.sendall(nasty)
                elif asked.startswith(b"GET / "):
                    self.request.sendall(HOME)
                else:
                    self.request.sendall(b"HTTP/1.1 404 No\r\nConnection: close\r\n\r\n")
            except OSError:
                return

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.mark.parametrize("name", NASTY)
def test_nasty(look: Look, name: str) -> None:
    answer, problem = NASTY[name]
    with raw_server(answer) as url:
        seen = look(url, timeout=1.0, max_bytes=300_000)
    assert seen.result.ended == "complete"
    assert (seen.problem("/"), seen.problem("/nasty")) == (None, problem)
