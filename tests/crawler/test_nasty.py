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
    "negative_length": (OK + b"Content-Length: -5\r\n\r\n<p>hi</p>", None),
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


PAGE = b"<html><title>odd</title><p>" + b"words " * 99 + b"</p></html>"
CLOSE = b"Connection: close\r\n"
CHUNKED = OK + CLOSE + b"Transfer-Encoding: chunked\r\n\r\n"
LENGTH = b"Content-Length: %d\r\n" % len(PAGE)
CHUNK = b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE)
ODD = {  # what old servers send and browsers show
    "line_that_is_no_header": OK + b"A line\r\n" + CLOSE + b"\r\n" + PAGE,
    "folded_header": OK + b"X-Long: a\r\n b\r\n" + CLOSE + b"\r\n" + PAGE,
    "length_twice": OK + LENGTH + LENGTH + CLOSE + b"\r\n" + PAGE,
    "lengths_in_a_list": OK + LENGTH.replace(b"\r", b", %d\r" % len(PAGE)) + CLOSE + b"\r\n" + PAGE,
    "length_and_chunks": OK + LENGTH + CHUNKED.removeprefix(OK) + CHUNK,
    "spaces_after_the_size": CHUNKED + CHUNK.replace(b"\r\n", b"  \r\n", 1),
    "no_last_chunk": CHUNKED + CHUNK.removesuffix(b"0\r\n\r\n"),
    "not_encoded_it_says": OK + b"Transfer-Encoding: identity\r\n" + CLOSE + b"\r\n" + PAGE,
    "more_than_the_length": OK + LENGTH + b"\r\n" + PAGE + b"more",
    "nothing_said_of_the_end": OK + b"Connection: keep-alive\r\n\r\n" + PAGE,
    "status_without_words": OK.replace(b" OK", b"") + CLOSE + b"\r\n" + PAGE,
    "small_letters": OK.replace(b"HTTP/1.1", b"http/1.1") + CLOSE + b"\r\n" + PAGE,
    "an_empty_line_first": b"\r\n" + OK + CLOSE + b"\r\n" + PAGE,
    "nul_in_a_header": OK + b"X-A: a\0b\r\n" + CLOSE + b"\r\n" + PAGE,
    "header_of_12_kb": OK + b"X-A: " + b"a" * 12_000 + b"\r\n" + CLOSE + b"\r\n" + PAGE,
    "hints_first": b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + OK + CLOSE + b"\r\n" + PAGE,
    "wants_to_upgrade": OK + b"Connection: Upgrade, close\r\nUpgrade: h2\r\n\r\n" + PAGE,
    "thai_file_name": OK + CLOSE + b"Content-Disposition: x; filename=\xe1\xbc\xb9\r\n\r\n" + PAGE,
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_odd_answers_are_read(look: Look, name: str) -> None:
    with raw_server(ODD[name]) as url:
        seen = look(url, timeout=2.0)
    assert (seen.problem("/nasty"), seen.body("/nasty")) == (None, PAGE)


def test_a_place_to_go_in_the_old_encoding(look: Look) -> None:
    away = b"HTTP/1.1 302 Found\r\nLocation: /" + "ข่าว".encode("cp874") + b"\r\n" + CLOSE + b"\r\n"
    with raw_server(away) as url:
        seen = look(url, timeout=2.0)
    assert seen.all["/nasty"].location == f"{url}/%A2%E8%D2%C7"
