"""A server's certificate: why it was not believed, in one word, and the certificate itself.

Promises: at most one connection for each call, nothing sent but the handshake, and none to an
address that is not public unless the origin was typed by a person. Refuses to know: pages, HTTP.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
from collections.abc import Container
from urllib.parse import urlsplit

from crawler.guard import is_public
from crawler.urls import DEFAULT_PORTS, origin

PATIENCE = 10.0  # seconds

# X509_V_ERR_… of OpenSSL's x509_vfy.h
_WORDS = {
    2: "tls_chain", 10: "tls_expired", 18: "tls_self_signed", 19: "tls_self_signed",
    20: "tls_chain", 21: "tls_chain", 62: "tls_host", 64: "tls_host",
}  # fmt: skip


class Distrust:
    """The word for each server of one crawl whose certificate was not believed; looked at once."""

    def __init__(self, open_origins: Container[str]) -> None:
        self._open = open_origins
        self._words: dict[str, str] = {}

    async def why(self, url: str) -> str:
        """What is wrong with the certificate of the server of `url`."""
        server = origin(url)
        if server not in self._words:
            self._words[server] = await why_not_trusted(url, self._open)
        return self._words[server]


async def why_not_trusted(url: str, open_origins: Container[str]) -> str:
    """The word for the certificate of the server of `url`; `tls` when it is none of the known."""
    try:
        async with asyncio.timeout(PATIENCE):
            return await _shake_hands(url, open_origins)
    except (OSError, TimeoutError, UnicodeError):
        return "tls"


async def certificate_of(url: str, open_origins: Container[str]) -> bytes | None:
    """The certificate of the server of `url` (DER), whether it is to be believed or not."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    try:
        async with asyncio.timeout(PATIENCE):
            return await _certificate(url, open_origins, context)
    except (OSError, TimeoutError, UnicodeError):
        return None


async def _shake_hands(url: str, open_origins: Container[str]) -> str:
    try:
        await _certificate(url, open_origins, ssl.create_default_context())
    except ssl.SSLCertVerificationError as error:
        return _WORDS.get(error.verify_code, "tls")
    return "tls"


async def _certificate(
    url: str, open_origins: Container[str], context: ssl.SSLContext
) -> bytes | None:
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or DEFAULT_PORTS["https"]
    address = await _address(host, port, anywhere=origin(url) in open_origins)
    if address is None:
        return None
    # The address that was looked at is the one connected to; the name is not resolved again.
    _, writer = await asyncio.open_connection(address, port, ssl=context, server_hostname=host)
    shaken: ssl.SSLObject = writer.get_extra_info("ssl_object")
    found = shaken.getpeercert(binary_form=True)
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()
    return found


async def _address(host: str, port: int, *, anywhere: bool) -> str | None:
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = (str(entry[4][0]) for entry in found)
    return next((one for one in addresses if anywhere or is_public(one)), None)
