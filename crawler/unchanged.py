"""Asks for a page only if it changed.

Promises: a request for a page that an earlier crawl has, carries its ETag and date. Refuses to
know: what to do with the answer 304 (the spider reads the stored bytes again).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.model import Snapshot
from crawler.snapshots import SnapshotStore

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler


class AskIfChanged:
    """Downloader middleware: If-None-Match and If-Modified-Since from the newest snapshot."""

    def __init__(self, store: SnapshotStore, crawl_id: int) -> None:
        self._store = store
        self._crawl_id = crawl_id

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> AskIfChanged:
        """Scrapy's way to build it."""
        spider = crawler.spider
        return cls(spider.store, spider.crawl_id)  # type: ignore[union-attr]  # ours: SiteSpider

    def process_request(self, request: Request) -> None:
        """Scrapy calls it for every request; only pages carry `page` in their meta."""
        if "page" not in request.meta or self._crawl_id == 1:
            return
        known = self._store.previous(request.url, self._crawl_id)
        if known is None or not worth_asking(known) or not self._store.has(known.sha256 or ""):
            return
        request.meta["known"] = known
        if known.etag:
            request.headers["If-None-Match"] = known.etag
        if known.last_modified:
            request.headers["If-Modified-Since"] = known.last_modified


def worth_asking(known: Snapshot) -> bool:
    """A blocked or broken page is fetched anew, whatever the server says about it.

    So is a drawn one: its bytes stay the same while what scripts put into it changes.
    """
    return known.problem is None and known.status == 200 and not known.rendered
