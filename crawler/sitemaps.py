"""The lists of addresses a site publishes about itself.

Promises: addresses of a sitemap and of further sitemaps, bounded, nothing for what is none.
Refuses to know: the network.
"""

from __future__ import annotations

import logging
import zlib

from scrapy.utils.sitemap import Sitemap

MOST_SITEMAPS = 50
MOST_BYTES = 52_428_800  # sitemaps.org: 50 MB uncompressed


def read_sitemap(body: bytes) -> tuple[list[str], list[str]]:
    """(pages, further sitemaps) as written in the file, plain or gzipped."""
    if body.startswith(b"\x1f\x8b"):
        body = _gunzip(body)
    if b"<urlset" not in body[:2000] and b"<sitemapindex" not in body[:2000]:
        return [], []
    try:
        sitemap = Sitemap(body)
        found = [str(entry["loc"]).strip() for entry in sitemap if entry.get("loc")]
    except Exception:  # lxml recovers from most things; what is left is no sitemap
        logging.getLogger(__name__).exception("unreadable sitemap")
        return [], []
    return ([], found) if sitemap.type == "sitemapindex" else (found, [])


def _gunzip(body: bytes) -> bytes:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(body, MOST_BYTES)
    except zlib.error:
        return b""
