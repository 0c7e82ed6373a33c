"""Unpacks bodies, also those that are not packed as their head says.

Promises: a body whose coding is wrongly named is taken by what its bytes are plain about; sizes
stay bounded as Scrapy bounds them. Refuses to know: what is inside.
"""

from __future__ import annotations

from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.utils.gz import gunzip

_GZIP = b"\x1f\x8b"
_PLAIN = (b"<", b"%PDF-", b"{", b"[", b"\xef\xbb\xbf")


class Unpacking(HttpCompressionMiddleware):
    """Scrapy's, but for servers that add a coding to the head and none to the body."""

    def _handle_encoding(
        self, body: bytes, content_encoding: list[bytes], max_size: int
    ) -> tuple[bytes, list[bytes]]:
        try:
            return super()._handle_encoding(body, content_encoding, max_size)
        except Exception as error:  # of as many kinds as there are codings
            if hasattr(error, "decompressed_size"):  # too large, which is no mistake of the head's
                raise
            if body.startswith(_GZIP):
                return gunzip(body, max_size=max_size), []
            if body.lstrip().startswith(_PLAIN):
                return body, []
            raise
