"""Chains of certificates that a server sends incomplete, completed as browsers do.

Promises: certificates between the server's and a root of this machine are fetched from where the
certificate below says (RFC 5280, 4.2.2.1: Authority Information Access), once for each server; a
fetched certificate never becomes a root. Refuses to know: how they are fetched, pages.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Container
from contextlib import suppress

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from cryptography.x509.oid import AuthorityInformationAccessOID

from crawler.certificates import certificate_of
from crawler.urls import origin

LONGEST_CHAIN = 4
LARGEST = 64 * 1024  # bytes of a file of certificates
# X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT(_LOCALLY), …_VERIFY_LEAF_SIGNATURE of OpenSSL's x509_vfy.h
INCOMPLETE = frozenset({2, 20, 21})

# Servers whose chain was completed; as wide as the process, like the context it is completed in.
COMPLETED: set[str] = set()

Fetch = Callable[[str], Awaitable[bytes | None]]

# As authorities publish them: one as DER, some as PKCS #7 or PEM.
_READERS: tuple[Callable[[bytes], list[x509.Certificate]], ...] = (
    lambda body: [x509.load_der_x509_certificate(body)],
    pkcs7.load_der_pkcs7_certificates,
    x509.load_pem_x509_certificates,
)


class Chains:
    """What one crawl adds to the certificates that its `context` knows."""

    def __init__(self, context: ssl.SSLContext, fetch: Fetch, open_origins: Container[str]) -> None:
        # What is added may stand between, and is no end: only a root of this machine is that.
        context.verify_flags &= ~ssl.VerifyFlags.VERIFY_X509_PARTIAL_CHAIN
        self._context = context
        self._fetch = fetch
        self._open = open_origins
        self._servers: dict[str, asyncio.Task[bool]] = {}

    async def complete(self, url: str) -> bool:
        """Whether certificates were found that may complete the chain of this server."""
        server = origin(url)
        if server not in self._servers:
            self._servers[server] = asyncio.ensure_future(self._add_above(url))
        return await self._servers[server]

    async def _add_above(self, url: str) -> bool:
        own = _certificates(await certificate_of(url, self._open) or b"")
        below = own[0] if own else None
        added = False
        for _ in range(LONGEST_CHAIN):
            below = await self._issuer(below) if below else None
            if below is None:
                break
            self._context.load_verify_locations(cadata=below.public_bytes(Encoding.DER))
            added = True
        return added

    async def _issuer(self, below: x509.Certificate) -> x509.Certificate | None:
        for url in _addresses(below):
            body = await self._fetch(url)
            for found in _certificates(body or b""):
                if found.issuer != found.subject and _issued(found, below):
                    return found
        return None


def _addresses(certificate: x509.Certificate) -> list[str]:
    try:
        access = certificate.extensions.get_extension_for_class(x509.AuthorityInformationAccess)
    except (x509.ExtensionNotFound, ValueError):
        return []
    places = (
        one.access_location.value
        for one in access.value
        if one.access_method == AuthorityInformationAccessOID.CA_ISSUERS
    )
    return [one for one in places if isinstance(one, str) and one.startswith("http://")][:2]


def _certificates(body: bytes) -> list[x509.Certificate]:
    for read in _READERS:
        with suppress(Exception):  # whatever a parser of somebody else's bytes may raise
            return read(body)
    return []


def _issued(above: x509.Certificate, below: x509.Certificate) -> bool:
    try:
        below.verify_directly_issued_by(above)
    except Exception:  # of another name, with another key, of a sort unknown to us
        return False
    return True
