"""How a request goes out: Scrapy's two clients, the quick one first, our guard in both.

Promises: the address is sent as it is written; no connection to a name whose addresses are private;
an answer that breaks the protocol is read by whichever client can. Refuses to know: pages, delays;
Scrapy's slots alone say how many requests are open at once.

The client on aiohttp costs less processor time for a request than the one on Twisted (the two rows
of bare Scrapy in `docs/speed.md`), but refuses more of what old servers send: lines that are no
header, a length twice, a body longer than its length. What it refuses is asked for once more, by
the other.
"""

from __future__ import annotations

import asyncio
from functools import cached_property
from typing import TYPE_CHECKING

from aiohttp import (
    ClientConnectorCertificateError,
    ClientError,
    ClientPayloadError,
    ClientResponseError,
    ClientSession,
    DummyCookieJar,
    TCPConnector,
)

# Scrapy 2.19 names this module as a private one; the lock holds the version.
from scrapy.core.downloader.handlers._aiohttp import AiohttpDownloadHandler, _ClientResponse
from scrapy.exceptions import DownloadConnectionRefusedError, DownloadFailedError, IgnoreRequest
from scrapy.http import Headers
from scrapy.utils.misc import load_object

from crawler.certificates import PATIENCE
from crawler.chains import COMPLETED, INCOMPLETE, LARGEST, Chains
from crawler.guard import GuardedResolver, open_doors, refuse
from crawler.urls import origin

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
    from scrapy.crawler import Crawler
    from scrapy.http import Response

# By its name, as in Scrapy's settings: most crawls never need it, and it takes long to import.
LENIENT = "crawler.lenient.Lenient"
LONGEST_HEADER = 16 * 1024  # bytes of one line; some policies are longer than the usual 8 KB
MOST_HEADERS = 6000
_OURS_TO_SAY = ("Accept", "Accept-Encoding", "Content-Type", "User-Agent")


class Downloads(AiohttpDownloadHandler):
    """Fetches what Scrapy asks for, over http and https."""

    experimental = False  # what it cannot read, the other can; the warning is for its users

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._session.detach()  # in favour of one with our resolver and limits
        resolver = GuardedResolver(crawler.settings.getlist("OPEN_ORIGINS"))
        self._session = ClientSession(
            connector=TCPConnector(resolver=resolver, limit=0),
            cookie_jar=DummyCookieJar(),
            auto_decompress=False,
            response_class=_ClientResponse,
            skip_auto_headers=_OURS_TO_SAY,
            max_line_size=LONGEST_HEADER,
            max_field_size=LONGEST_HEADER,
            max_headers=MOST_HEADERS,
        )
        self._doors = open_doors(crawler.settings.getlist("OPEN_ORIGINS"))
        self._chains = Chains(self._ssl_context, self._fetch_certificates, self._doors)
        self._odd: set[str] = set()  # origins that only the lenient client understands

    async def download_request(self, request: Request) -> Response:
        """Fetch one address; raises what Scrapy's handlers raise."""
        if spelled := request.meta.get("spelled"):  # the same page, with the visit in its path
            request = request.replace(url=spelled)
        try:
            return await self._by_either(request)
        except DownloadConnectionRefusedError as error:
            if not _lacks_issuer(error.__cause__) or not await self._chains.complete(request.url):
                raise
        response = await self._by_either(request)
        COMPLETED.add(origin(request.url))
        return response

    async def _by_either(self, request: Request) -> Response:
        if origin(request.url) in self._odd:
            return await self._lenient.download_request(request)
        request.meta["verbatim_url"] = True  # percent signs are not put in order first
        try:
            return await super().download_request(request)
        except DownloadFailedError as error:
            if not isinstance(error.__cause__, ClientResponseError | ClientPayloadError):
                raise
        response = await self._lenient.download_request(request)
        self._odd.add(origin(request.url))
        return response

    @cached_property
    def _lenient(self) -> HTTP11DownloadHandler:
        handler: type[HTTP11DownloadHandler] = load_object(LENIENT)
        return handler(self.crawler)

    async def _fetch_certificates(self, url: str) -> bytes | None:
        """What an authority publishes at an address; None when that is not to be had."""
        agent = {"User-Agent": self.crawler.settings["USER_AGENT"]}
        try:
            refuse(url, self._doors)
            async with (
                asyncio.timeout(PATIENCE),
                self._session.get(url, headers=agent, allow_redirects=False) as answer,
            ):
                body = b""
                async for part in answer.content.iter_any():
                    body += part
                    if len(body) > LARGEST:
                        return None
                return body if answer.status == 200 else None
        except (ClientError, IgnoreRequest, OSError):
            return None

    @staticmethod
    def _extract_headers(response: _ClientResponse) -> Headers:
        return Headers(response.raw_headers)  # as sent: Thai in a header is seldom UTF-8

    async def close(self) -> None:
        """Let the connections go."""
        await super().close()
        if "_lenient" in vars(self):
            await self._lenient.close()


def _lacks_issuer(error: BaseException | None) -> bool:
    """Whether a certificate was refused for want of the one above it."""
    if not isinstance(error, ClientConnectorCertificateError):
        return False
    return getattr(error.certificate_error, "verify_code", None) in INCOMPLETE
