"""The client for servers that do not keep to the protocol, made a little more patient still.

Promises: a space before a header's colon is no part of its name; a length that is no number is no
length. Refuses to know: when it is asked (`downloads` says), pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

# Scrapy 2.19 names some of these as private ones; the lock holds the version.
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from twisted.internet.defer import Deferred
    from twisted.internet.interfaces import IAddress
    from twisted.web._newclient import Request
    from twisted.web.iweb import IResponse


class _Parser(_LenientHTTPClientParser):
    def headerReceived(self, name: bytes, value: bytes) -> None:  # noqa: N802 (Twisted's name)
        """One header. Two lengths that differ stay an error: who knows where the answer ends."""
        name = name.strip()
        if name.lower() == b"content-length" and not value.replace(b",", b"").strip().isdigit():
            return
        super().headerReceived(name, value)  # type: ignore[no-untyped-call]  # Twisted's


class _Protocol(_LenientHTTP11ClientProtocol):
    def request(self, request: Request) -> Deferred[IResponse]:
        """Scrapy's way to have another parser: Twisted offers none."""
        answer = super().request(request)
        assert self._parser is not None
        self._parser.__class__ = _Parser
        return answer


class _Factory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: IAddress | None) -> _Protocol:  # noqa: ARG002, N802 (Twisted's name)
        return _Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]  # Twisted's


class Lenient(HTTP11DownloadHandler):
    """Scrapy's handler on Twisted, with that parser."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _Factory
