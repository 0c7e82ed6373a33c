"""The lists of addresses a site publishes about itself.

Promises: addresses of a sitemap and of further sitemaps, bounded, nothing for what is none.
Refuses to know: the network.
"""

from __future__ import annotations

import logging
import re
import zlib

from scrapy.utils.sitemap import Sitemap

from crawler.lists import Named
from crawler.media import as_utf8

MOST_SITEMAPS = 50
MOST_BYTES = 52_428_800  # sitemaps.org: 50 MB uncompressed
_BEFORE_ROOT = re.compile(rb"\A[^<]*(?:<\?xml[^>]*\?>)?")  # which often names wrong letters
_BARE_AND = re.compile(rb"&(?!#?\w{1,10};)")
_ADDRESSES = re.compile(rb"\A(?:https?://\S+\s*(?:\n|\Z))+")


def read_sitemap(body: bytes) -> tuple[list[Named], list[str]]:
    """(pages, further sitemaps) as written in the file, plain or gzipped."""
    if body.startswith(b"\x1f\x8b"):
        body = _gunzip(body)
    body = as_utf8(body).removeprefix(b"\xef\xbb\xbf")
    if found := _ADDRESSES.match(body):
        return [Named(line) for line in found[0].decode("utf-8", "replace").split()], []
    body = _BARE_AND.sub(b"&amp;", _BEFORE_ROOT.sub(b"", body))
    if b"<urlset" not in body[:2000] and b"<sitemapindex" not in body[:2000]:
        return [], []
    try:
        sitemap = Sitemap(body)
        entries = [entry for entry in sitemap if entry.get("loc")]
    except Exception:  # lxml recovers from most things; what is left is no sitemap
        logging.getLogger(__name__).exception("unreadable sitemap")
        return [], []
    if sitemap.type == "sitemapindex":
        return [], [str(entry["loc"]).strip() for entry in entries]
    return [Named(str(one["loc"]).strip(), str(one.get("lastmod") or "")) for one in entries], []


def _gunzip(body: bytes) -> bytes:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(body, MOST_BYTES)
    except zlib.error:
        return b""
