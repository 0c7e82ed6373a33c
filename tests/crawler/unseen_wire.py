"""Answers that keep loosely to the protocol, as old IIS, proxies and PHP scripts give them.

A browser shows every page marked here as found.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator

import brotli
from backports import zstd

from tests.crawler.unseen_servers import (
    CLOSE,
    RESET,
    Answer,
    Ask,
    Case,
    doc,
    drip,
    hang,
    home,
    moved,
    pdf,
    text,
    wire,
)


def coded(mark: str, coding: str, body: bytes | None = None) -> bytes:
    raw = text(mark).encode() if body is None else body
    return wire(raw, head=(f"Content-Encoding: {coding}",))


def bare(head: str, body: str | bytes) -> bytes:
    """An answer whose head is written out in full; `|` ends a line."""
    raw = body.encode() if isinstance(body, str) else body
    return head.replace("|", "\r\n").encode("latin-1") + b"\r\n\r\n" + raw


def zipped(mark: str) -> bytes:
    return gzip.compress(text(mark).encode())


def deflated(mark: str) -> bytes:
    maker = zlib.compressobj(wbits=-15)
    return maker.compress(text(mark).encode()) + maker.flush()


def all_found(answers: dict[str, bytes], **more: object) -> Case:
    """A home page that links to every answer; the name of each is its mark."""
    site: dict[str, Answer] = {"/": home(*(f"/{name}" for name in answers))}
    site |= {f"/{name}": answer for name, answer in answers.items()}
    return Case(site=site, found=("HOME", *answers), requests=80, **more)


OK = "HTTP/1.1 200 OK|Content-Type: text/html; charset=utf-8|Connection: close"
T = "Transfer-Encoding: chunked"


def chunk(raw: str | bytes, size: str = "{:x}", end: str = "\r\n") -> bytes:
    body = raw.encode() if isinstance(raw, str) else raw
    return size.format(len(body)).encode() + end.encode() + body + end.encode()


def closes_silently(mark: str) -> object:
    def answer(_: Ask) -> Iterator[bytes]:
        yield doc(mark).replace(b"Connection: close", b"Connection: Keep-Alive")
        yield CLOSE

    return answer


def breaks_off(mark: str, times: int) -> object:
    def answer(ask: Ask) -> Iterator[bytes]:
        page = doc(mark)
        if ask.count < times:
            yield page[: len(page) // 2]
            yield RESET
        yield page

    return answer


def endless(kind: str) -> object:
    def answer(_: Ask) -> Iterator[bytes]:
        yield wire("%PDF-1.7\n", kind=kind, length=False)
        for _ in range(3000):
            yield b"0123456789" * 10_000

    return answer


def long_file(_: Ask) -> Iterator[bytes]:
    head = "HTTP/1.1 200 OK|Content-Type: application/pdf|Content-Length: 314572800"
    yield bare(head, "%PDF-1.7\n")
    for _ in range(3000):
        yield b"0123456789" * 10_000


BOMB = gzip.compress(b"<p>0</p>" * 8_000_000, 6)
P = "HTTP/1.1 200 OK|Connection: close|Content-Type: "
TIS = text("TIS").replace("utf-8", "x").encode("tis-620", "ignore")

CASES: dict[str, Case] = {
    "codings that are what they say": all_found(
        {
            "gz": coded("gz", "gzip", zipped("gz")),
            "xgz": coded("xgz", "x-gzip", zipped("xgz")),
            "upper": coded("upper", "GZIP", zipped("upper")),
            "zlib": coded("zlib", "deflate", zlib.compress(text("zlib").encode())),
            "rawdeflate": coded("rawdeflate", "deflate", deflated("rawdeflate")),
            "br": coded("br", "br", brotli.compress(text("br").encode())),
            "zstd": coded("zstd", "zstd", zstd.compress(text("zstd").encode())),
            "double": coded("double", "gzip, gzip", gzip.compress(zipped("double"))),
        }
    ),
    "codings that are not what they say": all_found(
        {
            "plainasgzip": coded("plainasgzip", "gzip"),
            "utf8": coded("utf8", "UTF-8"),
            "none": coded("none", "none"),
            "identity": coded("identity", "identity"),
            "nothing": coded("nothing", ""),
            "gzipasdeflate": coded("gzipasdeflate", "deflate", zipped("gzipasdeflate")),
        }
    ),
    "gzip without its end, and with a tail": all_found(
        {
            "cut": coded("cut", "gzip", zipped("cut")[:-8]),
            "tail": coded("tail", "gzip", zipped("tail") + b"\r\n\r\n"),
        }
    ),
    "chunks written by hand": all_found(
        {
            "upperhex": bare(f"{OK}|{T}", chunk(text("upperhex"), "{:X}") + b"0\r\n\r\n"),
            "padded": bare(f"{OK}|{T}", chunk(text("padded"), "{:x}   ") + b"0\r\n\r\n"),
            "zeros": bare(f"{OK}|{T}", chunk(text("zeros"), "0000{:x}") + b"0000\r\n\r\n"),
            "extension": bare(f"{OK}|{T}", chunk(text("extension"), "{:x};n=1") + b"0\r\n\r\n"),
            "unended": bare(f"{OK}|{T}", chunk(text("unended"))),
            "nolastline": bare(f"{OK}|{T}", chunk(text("nolastline")) + b"0\r\n"),
            "withlength": bare(
                f"{OK}|{T}|Content-Length: 99999", chunk(text("withlength")) + b"0\r\n\r\n"
            ),
        }
    ),
    "lengths that are wrong": all_found(
        {
            "letters": bare(
                f"{OK}|Content-Length: {len(text('letters'))}", text("letters")
            ),  # Thai letters counted instead of bytes
            "more": bare(f"{OK}|Content-Length: 99999", text("more")),
            "negative": bare(f"{OK}|Content-Length: -1", text("negative")),
            "empty": bare(f"{OK}|Content-Length: ", text("empty")),
            "twice": wire(text("twice"), head=(f"Content-Length: {len(text('twice').encode())}",)),
        }
    ),
    "heads written by hand": all_found(
        {
            "folded": bare(f"{OK}|X-Long: one|\t two|Server: x", text("folded")),
            "spaced": bare(
                "HTTP/1.1 200 OK|Content-Type : text/html|Connection: close", text("spaced")
            ),
            "nocolon": bare(f"{OK}|PHP Warning  session_start()|Server: x", text("nocolon")),
            "thaivalue": bare(f"{OK}|X-By: \xb7\xb4\xca\xcd\xba", text("thaivalue")),
            "noreason": bare(OK.replace(" OK", ""), text("noreason")),
            "thaireason": bare(OK.replace("OK", "\xca\xd3\xe0\xc3\xe7\xa8"), text("thaireason")),
            "onlylf": bare(OK, text("onlylf")).replace(b"\r\n", b"\n"),
            "http10": bare("HTTP/1.0 200 OK|Content-Type: text/html", text("http10")),
            "notype": bare("HTTP/1.1 200 OK|Connection: close", text("notype")),
            "nul": bare(f"{OK}|X-A: a\0b", text("nul")),
        }
    ),
    "interim answers": all_found(
        {
            "early": b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n"
            + doc("early"),
            "go": b"HTTP/1.1 100 Continue\r\n\r\n" + doc("go"),
            "two": b"HTTP/1.1 102 Processing\r\n\r\n" * 2 + doc("two"),
        }
    ),
    "connections that do not last": Case(
        site={
            "/": home("/a", "/b", "/c", "/d"),
            **{f"/{m}": closes_silently(m) for m in "abc"},
            "/d": breaks_off("d", 1),
        },
        found=("HOME", "a", "b", "c", "d"),
    ),
    "answers that never come to an end": Case(
        site={
            "/": home("/hang", "/drip", "/head", "/reset", "/shut", "/good"),
            "/hang": lambda _: hang(),
            "/drip": lambda _: drip(wire("<html>", length=False)),
            "/head": lambda _: drip(b"HTTP/1.1 200 OK\r\nX-A: "),
            "/reset": breaks_off("x", 99),
            "/shut": b"",
            "/good": doc("good"),
        },
        found=("HOME", "good"),
        ends={
            "/hang": "timeout", "/drip": "timeout", "/head": "timeout",
            "/reset": "network", "/shut": "network",
        },
        most={"/hang": 5, "/drip": 5, "/reset": 5, "/shut": 10},
        plan={"timeout": 1.0}, seconds=80,
    ),
    "files without end": Case(
        site={
            "/": home("/long.pdf", "/endless.pdf", "/bomb", "/brbomb", "/good"),
            "/long.pdf": long_file,
            "/endless.pdf": endless("application/pdf"),
            "/bomb": coded("x", "gzip", BOMB),
            "/brbomb": coded("x", "br", brotli.compress(b"<p>0</p>" * 2_000_000, quality=3)),
            "/good": doc("good"),
        },
        found=("HOME", "good"),
        ends=dict.fromkeys(("/long.pdf", "/endless.pdf", "/bomb", "/brbomb"), "too_large"),
        most={"/long.pdf": 1, "/bomb": 1},
        plan={"max_bytes": 1_000_000}, sent=20_000_000,
    ),
    "types that are not what they say": Case(
        site={
            "/": home("/a.pdf", "/b", "/download.php?id=7", "/d", "/e", "/f", "/g", "/h"),
            "/a.pdf": pdf("a", kind="application/octet-stream"),
            "/b": pdf("b", kind="text/html"),
            "/download.php?id=7": pdf(
                "c", kind="application/force-download",
                head=('Content-Disposition: attachment; filename="\xe1\xbc\xb9.pdf"',
                      "Content-Transfer-Encoding: binary", "Pragma: public"),
            ),
            "/d": pdf("d", kind="", head=("Content-Disposition: inline; filename*=UTF-8''%E0.pdf",)),
            "/e": doc("e", '<a href="/e2">x</a>', kind="text/html, text/html"),
            "/e2": doc("e2"),
            "/f": doc("f", '<a href="/f2">x</a>', kind="application/xhtml+xml"),
            "/f2": doc("f2"),
            "/g": doc("g", '<a href="/g2">x</a>', kind=""),
            "/g2": doc("g2"),
            "/h": doc("h", kind="text/plain"),
        },
        found=("a", "b", "c", "d", "e", "e2", "f", "f2", "g", "g2", "h"),
    ),
    "letters of three kinds": Case(
        site={
            "/": home("/bom", "/u16", "/tis", "/lie"),
            "/bom": wire(b"\xef\xbb\xbf" * 2 + doc("bom", '<a href="/b2">x</a>').split(b"\r\n\r\n")[1]),
            "/u16": wire(
                text("u16", '<a href="/u2">x</a>').encode("utf-16"), kind="text/html"
            ),
            "/tis": wire(
                '<meta charset="tis-620"><h1>แผนปฏิบัติราชการ</h1><a href="/แผน?q=แผน">แผนงานประจำปี</a>'.encode("tis-620"),
                kind="text/html; charset=tis-620",
            ),
            "/lie": wire(
                '<meta charset="windows-874"><a href="/%BB%D5">แผนปี</a>'.encode("tis-620"),
                kind="text/html; charset=ISO-8859-1",
            ),
            "/b2": doc("b2"), "/u2": doc("u2"), "/%BB%D5": doc("slug"),
            "/%E0%B9%81%E0%B8%9C%E0%B8%99?q=%E1%BC%B9": doc("plan"),
        },
        found=("b2", "u2", "plan", "slug"),
    ),
    "empty answers": Case(
        site={
            "/": home("/a", "/b", "/c", "/good"),
            "/a": wire("", status="204 No Content", kind="", length=False),
            "/b": wire(""),
            "/c": wire("\r\n \r\n"),
            "/good": doc("good"),
        },
        found=("HOME", "good"), ends=dict.fromkeys(("/a", "/b", "/c"), "empty"),
    ),
    "the ways a redirect is written": Case(
        site={
            "/": home(*(f"/r/{n}" for n in range(1, 13))),
            "/r/1": moved("one"), "/r/one": doc("1"),
            "/r/2": moved("../two.php"), "/two.php": doc("2"),
            "/r/3": moved("?id=3"), "/r/3?id=3": doc("3"),
            "/r/4": moved("//127.0.0.1:@PRT@/four"), "/four": doc("4"),
            "/r/5": moved("/five#top", "301 Moved Permanently"), "/five": doc("5"),
            "/r/6": moved("/six six.html"), "/six%20six.html": doc("6"),
            "/r/7": moved("HTTP://127.0.0.1:@PRT@/seven", "307 Temporary"), "/seven": doc("7"),
            "/r/8": moved("/ข่าว", "303 See Other"), "/%E0%B8%82%E0%B9%88%E0%B8%B2%E0%B8%A7": doc("8"),
            "/r/9": bare("HTTP/1.1 302 Found|Location: /\xa2\xe8\xd2\xc7|Connection: close|Content-Length: 0", ""),
            "/%A2%E8%D2%C7": doc("9"),
            "/r/10": wire(text("10"), status="302 Found"),
            "/r/11": wire("", head=("Refresh: 0; url=/eleven",)), "/eleven": doc("11"),
            "/r/12": moved("\\twelve.aspx", "308 Permanent Redirect"), "/twelve.aspx": doc("12"),
        },
        found=tuple(str(n) for n in range(1, 13)),
    ),
    "redirects that go round, or on and on": Case(
        site={
            "/": home("/a", "/n/0", "/long/0", "/self"),
            "/a": moved("/b"), "/b": moved("/a"), "/self": moved("/self"),
            **{f"/n/{n}": moved(f"/n/{n + 1}") for n in range(60)},
            **{f"/long/{n}": moved(f"/long/{n + 1}") for n in range(10)}, "/long/10": doc("far"),
        },
        found=("HOME", "far"),
        ends={"/b": "redirect_loop", "/self": "redirect_loop"},
        most={"/n/": 30, "/a": 6, "/b": 6, "/self": 6},
    ),
}  # fmt: skip
