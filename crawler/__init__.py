"""Turns a website into bytes on disk. The only package that imports Scrapy.

Promises: `crawl` runs one plan to its end and every answer becomes a snapshot row and a blob;
`SnapshotStore` reads them back; `canonical` is the one form of a URL. Refuses to know: Thai, OIT.
"""

from crawler.errors import StoreError
from crawler.model import (
    PROBLEMS,
    CrawlPlan,
    CrawlResult,
    CrawlRow,
    Progress,
    SitePaths,
    Snapshot,
)
from crawler.run import crawl
from crawler.snapshots import SnapshotStore
from crawler.urls import canonical

__all__ = [
    "PROBLEMS",
    "CrawlPlan",
    "CrawlResult",
    "CrawlRow",
    "Progress",
    "SitePaths",
    "Snapshot",
    "SnapshotStore",
    "StoreError",
    "canonical",
    "crawl",
]
