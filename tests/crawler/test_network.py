"""Hosts that cannot be reached, and addresses that must not be."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from crawler.guard import is_public
from tests.crawler.conftest import Seen
from tests.servers import Page, Route, html, serve

Look = Callable[..., Seen]


def only(seen: Seen) -> str | None:
    (snapshot,) = seen.all.values()
    assert snapshot.status is None
    assert snapshot.sha256 is None
    assert seen.result.ended == "complete"
    return snapshot.problem


def test_no_such_host(look: Look) -> None:
    assert only(look("http://nothing-here.invalid")) == "dns"


def test_refused(look: Look) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    assert only(look(f"http://127.0.0.1:{port}")) == "refused"


def test_hangs_up(look: Look) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        assert only(look(f"http://127.0.0.1:{port}", timeout=0.3)) == "timeout"


def test_self_signed_certificate(look: Look, tmp_path: Path) -> None:
    with serve({"/": html()}, tls=certificate(tmp_path)) as site:
        assert only(look(site.url)) == "tls_self_signed"


def test_no_tls_behind_https(look: Look) -> None:
    with serve({"/": html()}) as site:
        assert only(look(site.url.replace("http:", "https:"))) == "tls"


def test_a_trusted_certificate(look: Look, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "server.pem"))
    with serve({"/": html()}, tls=context) as site:
        assert look(site.url).problem("/") is None


@pytest.mark.parametrize(
    ("made", "problem"),
    [
        ({"days": -1}, "tls_expired"),
        ({"address": "127.0.0.2"}, "tls_host"),
        ({"issuer": "somebody"}, "tls_chain"),
    ],
)
def test_what_is_wrong_with_a_certificate(
    look: Look, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: dict[str, Any], problem: str
) -> None:
    context = certificate(tmp_path, **made)
    if problem != "tls_chain":
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "server.pem"))
    with serve({"/": html()}, tls=context) as site:
        assert only(look(site.url)) == problem
        assert site.hits == []


def certificate(
    folder: Path, *, days: int = 1, address: str = "127.0.0.1", issuer: str = ""
) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    by = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]) if issuer else name
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(by)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=9))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    file = folder / "server.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + signed.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


PRIVATE = [
    "127.0.0.1", "127.8.9.1", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1",
    "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1", "fec0::1", "::127.0.0.1", "::10.0.0.1",
    "no address", "",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "203.150.0.1", "2606:4700::1111", "::ffff:1.1.1.1"])
def test_public(address: str) -> None:
    assert is_public(address)


SPELLINGS = [
    "127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.1", "0", "[::1]", "[::ffff:127.0.0.1]",
    "localhost.", "LOCALHOST", "0177.0.0.1", "[::ffff:7f00:1]", "127.0.0.1.",
]  # fmt: skip


def test_a_site_cannot_lead_us_inside(look: Look) -> None:
    """By a declared link or by a redirect, whatever the spelling: nothing inside is reached."""
    with serve({"/*": html()}) as inside:
        doors = [inside.url.replace("127.0.0.1", host) for host in SPELLINGS]
        jumps: dict[str, Route] = {
            f"/jump{n}": Page(status=302, headers={"Location": f"{door}/secret{n}"})
            for n, door in enumerate(doors)
        }
        with serve({"/": html(*jumps), **jumps}) as site:
            typed = tuple(f"{door}/typed{n}" for n, door in enumerate(doors))
            seen = look(site.url, declared=typed, also=tuple(door.split("//")[1] for door in doors))
        assert inside.hits == []
    found = {path: s.problem for path, s in seen.all.items() if "secret" in path or "typed" in path}
    assert len(found) == 2 * len(SPELLINGS)
    assert set(found.values()) == {"private_address"}


def test_a_redirect_inside_is_refused(look: Look) -> None:
    with serve({"/*": html()}) as inside:
        target = inside.url + "/secret"
        routes: dict[str, Route] = {
            "/": Page(status=302, headers={"Location": target}),
            "/robots.txt": Page(status=302, headers={"Location": inside.url + "/robots.txt"}),
            "/sitemap.xml": Page(status=302, headers={"Location": inside.url + "/sitemap.xml"}),
        }
        with serve(routes) as site:
            seen = look(site.url, also=(inside.url,))
        assert inside.hits == []
    assert seen.all[target].problem == "private_address"


def test_the_open_origin_is_exact(look: Look) -> None:
    """The port typed is open; the same machine's other ports and names are not."""
    with serve({"/": html()}) as site:
        port = site.url.rpartition(":")[2]
        named = f"http://localhost:{port}"
        assert look(named, open_origins=(named,)).problem("/") is None
        assert (
            look(named, folder="other", open_origins=(site.url,)).problem("/") == "private_address"
        )


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/"]
)
def test_other_schemes_are_not_followed(look: Look, target: str) -> None:
    with serve({"/": Page(status=302, headers={"Location": target})}) as site:
        seen = look(site.url)
    assert seen.all["/"].location is None
    assert len(seen.all) == 1


def test_an_ordinary_crawl_leaves_no_error_in_its_log(look: Look) -> None:
    with serve({"/": html("/a"), "/a": html()}) as site:
        seen = look(site.url)
    (log,) = seen.paths.folder.rglob("*.log")
    assert "ERROR" not in log.read_text(encoding="utf-8")
