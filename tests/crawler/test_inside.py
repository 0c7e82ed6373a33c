"""A site tries to lead us into the house: by every carrier, every spelling, every name."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest

from crawler.certificates import why_not_trusted
from crawler.guard import GuardedResolver, TwistedResolver
from crawler.urls import canonical
from tests.crawler.conftest import Seen
from tests.servers import Page, Route, html, serve

Look = Callable[..., Seen]

# Put before the crawl's own modules: names of this test lead where an attacker would let them lead.
RESOLVER = """
import socket
NAMES = {
    "inside.test": ["127.0.0.1"], "six.test": ["::1"], "mapped.test": ["::ffff:127.0.0.1"],
    "mixed.test": ["10.0.0.1", "127.0.0.1", "169.254.169.254"], "any.test": ["0.0.0.0"],
}
real = socket.getaddrinfo
def answer(host, port, *rest, **more):
    name = host.decode() if isinstance(host, bytes) else host
    found = [real(address, port, *rest, **more) for address in NAMES.get(name, [name])]
    return [entry for entries in found for entry in entries]
socket.getaddrinfo = answer
"""

SPELLINGS = [
    "127.0.0.1", "localhost", "LocalHost.", "127.1", "127.0.1", "2130706433", "0x7f000001",
    "0x7f.0.0.1", "017700000001", "0177.0.0.01", "0", "0.0.0.0", "127.0.0.1.", "127.255.255.254",
    "[::1]", "[0:0:0:0:0:0:0:1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
    "[0:0:0:0:0:ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[::127.0.0.1]",
    "①②⑦.⓪.⓪.①", "127。0。0。1", "user:pw@127.0.0.1", "www.example.go.th@127.0.0.1",
    "inside.test", "six.test", "mapped.test", "mixed.test", "any.test", "%31%32%37.0.0.1",
]  # fmt: skip

PRIVATE = [
    "127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "::ffff:192.168.0.1", "fd00::1", "0.0.0.0",
]  # fmt: skip


@contextmanager
def listening() -> Iterator[tuple[int, list[str]]]:
    """A port inside, and everybody who ever connected to it."""
    came: list[str] = []
    with socket.create_server(("::", 0), family=socket.AF_INET6, dualstack_ipv6=True) as server:
        server.settimeout(0.05)
        over = threading.Event()

        def accept() -> None:
            while not over.is_set():
                try:
                    connection, peer = server.accept()
                except TimeoutError:
                    continue
                came.append(peer[0])
                connection.close()

        thread = threading.Thread(target=accept)
        thread.start()
        yield server.getsockname()[1], came
        over.set()
        thread.join()


@pytest.fixture
def names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "hook").mkdir()
    (tmp_path / "hook" / "sitecustomize.py").write_text(RESOLVER, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "hook"))


@pytest.mark.usefixtures("names")
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_no_spelling_leads_inside(look: Look, scheme: str) -> None:
    """By link, by redirect and by a person's own list."""
    with listening() as (port, came):
        doors = [f"{scheme}://{host}:{port}" for host in SPELLINGS]
        jumps: dict[str, Route] = {
            f"/jump{n}": Page(status=302, headers={"Location": as_header(f"{door}/jumped")})
            for n, door in enumerate(doors)
        }
        linked = [f"{door}/linked" for door in doors]
        with serve({"/": html(*jumps, *linked), **jumps}) as site:
            seen = look(
                site.url,
                declared=tuple(f"{door}/typed" for door in doors),
                also=tuple(filter(None, map(canonical, doors))),
            )
        assert came == []
    tried = {url: snapshot for url, snapshot in seen.all.items() if f":{port}/" in url}
    assert len(tried) >= 60
    assert {
        u: s.problem for u, s in tried.items() if s.problem not in ("private_address", "dns")
    } == {}
    assert all(s.status is None and s.sha256 is None for s in tried.values())


def as_header(text: str) -> str:
    """As bytes in UTF-8, which is what careless servers send."""
    return text.encode().decode("latin-1")


CARRIERS = {
    "link": '<a href="{}">x</a>',
    "area": '<map><area href="{}"></map>',
    "refresh": '<meta http-equiv="refresh" content="0;url={}">',
    "iframe": '<iframe src="{}"></iframe>',
    "frame": '<frameset><frame src="{}"></frameset>',
    "object": '<object data="{}"></object>',
    "embed": '<embed src="{}">',
    "image": '<img src="{}" width=900>',
    "canonical": '<link rel="canonical" href="{}">',
    "base": '<base href="{}/"><a href="below">x</a>',
    "script": "<a href=\"javascript:window.open('{}')\">x</a>",
    "onclick": "<button onclick=\"location.href='{}'\">x</button>",
    "form": '<form action="{}"><button>x</button></form>',
    "viewer": '<a href="/viewer.html?file={}.pdf">x</a>',
    "half_scheme": '<a href="//127.0.0.1:PORT/a">x</a>',
    "backslashes": '<a href="\\\\127.0.0.1:PORT\\a">x</a>',
    "wrapped_lines": '<a href="http://127.0.0.1\n:PORT/a">x</a>',
    "other_schemes": '<a href="file:///etc/passwd">x</a><a href="gopher://127.0.0.1:PORT/a">x</a>'
    '<a href="ftp://127.0.0.1:PORT/a">x</a><a href="dict://127.0.0.1:PORT/a">x</a>',
}


def test_no_carrier_leads_inside(look: Look) -> None:
    with listening() as (port, came):
        inside = f"http://127.0.0.1:{port}/"
        pages: dict[str, Route] = {
            f"/{name}": (html(text="คำ " * 99) if name != "frame" else "")
            + text.replace("PORT", str(port)).replace("{}", f"{inside}{name}")
            for name, text in CARRIERS.items()
        }
        sitemap = f"<sitemapindex><sitemap><loc>{inside}map.xml</loc></sitemap></sitemapindex>"
        robots = f"User-agent: *\nSitemap: {inside}robots.xml\nSitemap: file:///etc/passwd\n"
        pages |= {
            "/": html(*pages),
            "/sitemap.xml": Page(body=sitemap, type="text/xml"),
            "/robots.txt": Page(body=robots, type="text/plain"),
            "/viewer.html": html(),
        }
        with serve(pages) as site:
            seen = look(site.url, also=(inside,))
        assert came == []
    refused = {url for url, s in seen.all.items() if s.problem == "private_address"}
    assert {f"{inside}{name}" for name in CARRIERS} - refused == {
        inside + name
        for name in (
            "base",
            "viewer",
            "half_scheme",
            "backslashes",
            "wrapped_lines",
            "other_schemes",
        )
    }
    assert {f"{inside}base/below", f"{inside}viewer.pdf", f"{inside}a"} <= refused
    assert not any("passwd" in url for url in seen.all)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_leads_inside(look: Look, status: int) -> None:
    """The home page, robots.txt, the sitemap, and what was declared."""
    with listening() as (port, came):
        away = Page(status=status, headers={"Location": f"http://127.0.0.1:{port}/in"})
        with serve({"/*": away}) as site:
            seen = look(site.url, declared=(site.url + "/typed",), also=(f"127.0.0.1:{port}",))
        assert came == []
    assert seen.all[f"http://127.0.0.1:{port}/in"].problem == "private_address"


@pytest.mark.parametrize("second", PRIVATE)
def test_a_name_that_changes_its_mind(second: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is connected to is what was looked at: a private answer never comes through."""
    answers = iter([["203.150.1.1", second], [second], [second]])

    def asked(_self: Any, _host: str, port: int, **_more: Any) -> Any:
        async def found() -> list[Any]:
            return [
                (socket.AF_INET6, 1, 6, "", (one, port, 0, 0))
                if ":" in one
                else (socket.AF_INET, 1, 6, "", (one, port))
                for one in next(answers)
            ]

        return found()

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", asked)

    async def resolve() -> list[str]:
        return [one["host"] for one in await GuardedResolver().resolve("rebind.test", 80)]

    assert asyncio.run(resolve()) == ["203.150.1.1"]
    for _ in range(2):
        with pytest.raises(OSError, match="no public address"):
            asyncio.run(resolve())


class Answers:
    """A resolver of names that answers differently every time."""

    def __init__(self, *answers: list[str]) -> None:
        self._answers = iter(answers)
        self.nameResolver = self

    def resolveHostName(self, receiver: Any, *_: Any) -> Any:  # Twisted's name
        receiver.resolutionBegan(self)
        for address in next(self._answers):
            receiver.addressResolved(Address(address))
        receiver.resolutionComplete()
        return self


class Address:
    def __init__(self, host: str) -> None:
        self.host = host


class Receiver:
    def __init__(self) -> None:
        self.got: list[str] = []

    def resolutionBegan(self, _: Any) -> None:
        """Twisted says that it has begun."""

    def addressResolved(self, address: Address) -> None:
        self.got.append(address.host)

    def resolutionComplete(self) -> None:
        """Twisted says that it is done."""


@pytest.mark.parametrize("second", PRIVATE)
@pytest.mark.parametrize("cached", [0, 100])
def test_a_name_that_changes_its_mind_for_twisted(second: str, cached: int) -> None:
    resolver = TwistedResolver(Answers(["203.150.1.1", second], [second], [second]), cached)
    for _ in range(3):
        receiver = Receiver()
        resolver.resolveHostName(receiver, "rebind.test", 80)
        assert all(ip_address(host).is_global for host in receiver.got)


def test_a_certificate_inside_is_not_looked_at() -> None:
    with listening() as (port, came):
        for host in ("127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]"):
            assert asyncio.run(why_not_trusted(f"https://{host}:{port}/", ())) == "tls"
        assert came == []
