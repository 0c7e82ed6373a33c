"""Servers that send their own certificate only, as many do; browsers fetch what is missing."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import NamedTuple

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs7,
)
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID

from tests.crawler.conftest import Seen
from tests.servers import Page, html, serve

Look = Callable[..., Seen]
NOW = datetime.now(UTC)


class Signed(NamedTuple):
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


def signed(name: str, by: Signed | None = None, *, ask: str = "", authority: bool = True) -> Signed:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    maker = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=9))
        .not_valid_after(NOW + timedelta(days=9))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
    )
    if not authority:
        here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
        maker = maker.add_extension(here, critical=False)
    if ask:
        issuers = AuthorityInformationAccessOID.CA_ISSUERS
        place = x509.AccessDescription(issuers, x509.UniformResourceIdentifier(ask))
        access = x509.AuthorityInformationAccess([place])
        maker = maker.add_extension(access, critical=False)
    return Signed(maker.sign(by.key if by else key, hashes.SHA256()), key)


def served_with(one: Signed, folder: Path) -> ssl.SSLContext:
    file = folder / "server.pem"
    secret = one.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(secret + one.certificate.public_bytes(Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Signed:
    """The one authority that this machine believes."""
    one = signed("root")
    (tmp_path / "roots.pem").write_bytes(one.certificate.public_bytes(Encoding.PEM))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "roots.pem"))
    return one


def der(one: Signed) -> bytes:
    return one.certificate.public_bytes(Encoding.DER)


FORMS: dict[str, Callable[[Signed], bytes]] = {
    "der": der,
    "pem": lambda one: one.certificate.public_bytes(Encoding.PEM),
    "pkcs7": lambda one: pkcs7.serialize_certificates([one.certificate], Encoding.DER),
}


@pytest.mark.parametrize("form", FORMS)
def test_what_is_missing_is_fetched(look: Look, tmp_path: Path, root: Signed, form: str) -> None:
    with serve({}) as authority:
        upper = signed("upper", root)
        lower = signed("lower", upper, ask=f"{authority.url}/upper")
        leaf = signed("leaf", lower, ask=f"{authority.url}/lower", authority=False)
        for name, one in (("/upper", upper), ("/lower", lower)):
            authority.routes[name] = Page(body=FORMS[form](one), type="application/pkix-cert")
        with serve({"/": html("/a"), "/a": html()}, tls=served_with(leaf, tmp_path)) as site:
            seen = look(site.url, open_origins=(site.url, authority.url))
    assert (seen.problem("/"), seen.problem("/a")) == (None, None)
    assert sorted(authority.hits) == ["/lower", "/upper"]  # once each
    assert seen.stats["chains"] == [site.url]


def test_what_was_fetched_is_no_root(look: Look, tmp_path: Path, root: Signed) -> None:
    """Somebody's own authority, offered by himself: alone, or below an authority nobody knows."""
    with serve({}) as authority:
        own = signed("own")
        middle = signed("middle", own)
        for leaf in (
            signed("leaf", own, ask=f"{authority.url}/own", authority=False),
            signed("leaf", middle, ask=f"{authority.url}/middle", authority=False),
        ):
            authority.routes["/own"] = Page(body=der(own))
            authority.routes["/middle"] = Page(body=der(middle))
            with serve({"/": html()}, tls=served_with(leaf, tmp_path)) as site:
                seen = look(site.url, open_origins=(site.url, authority.url))
                assert seen.problem("/") == "tls_chain"
                assert site.hits == []


@pytest.mark.parametrize(
    "answer",
    [Page(status=404), Page(body=b"no certificate"), Page(body=b"x" * 10**6), Page(body=b"")],
)
def test_no_certificate_where_one_should_be(
    look: Look, tmp_path: Path, root: Signed, answer: Page
) -> None:
    with serve({"/lower": answer}) as authority:
        leaf = signed("leaf", signed("lower", root), ask=f"{authority.url}/lower", authority=False)
        with serve({"/": html()}, tls=served_with(leaf, tmp_path)) as site:
            assert (
                look(site.url, open_origins=(site.url, authority.url)).problem("/") == "tls_chain"
            )


def test_a_certificate_does_not_lead_us_inside(look: Look, tmp_path: Path, root: Signed) -> None:
    with serve({"/*": html()}) as inside:
        for place in (inside.url, inside.url.replace("127.0.0.1", "localhost")):
            leaf = signed("leaf", signed("lower", root), ask=f"{place}/lower", authority=False)
            with serve({"/": html()}, tls=served_with(leaf, tmp_path)) as site:
                assert look(site.url, resume=False).problem("/") == "tls_chain"
        assert inside.hits == []
