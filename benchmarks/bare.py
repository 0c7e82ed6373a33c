"""A Scrapy spider as fast as we can make it, that stores nothing: what our crawl is measured by.

Promises: every page of the site fetched once, links resolved and checked against a set before a
request is built; with `--usual`, links are taken by Scrapy's own extractor, as its manual does.
Refuses to know: robots.txt, errors, bytes on disk.
"""

from __future__ import annotations

import argparse
import gc
import json
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import urldefrag, urljoin

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response, TextResponse
from scrapy.linkextractors import LinkExtractor
from selectolax.lexbor import LexborHTMLParser

AIOHTTP = "scrapy.core.downloader.handlers._aiohttp.AiohttpDownloadHandler"


SETTINGS: dict[str, Any] = {
    "CONCURRENT_ITEMS": 4,
    "CONCURRENT_REQUESTS": 16,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
    "DOWNLOAD_DELAY": 0,
    "COOKIES_ENABLED": False,
    "RETRY_ENABLED": False,
    "REDIRECT_ENABLED": False,
    "ROBOTSTXT_OBEY": False,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter",
    "LOG_LEVEL": "ERROR",
    "HTTPPROXY_ENABLED": False,
    "METAREFRESH_ENABLED": False,
    "DOWNLOADER_MIDDLEWARES": {
        f"scrapy.downloadermiddlewares.{name}": None
        for name in (
            "offsite.OffsiteMiddleware",
            "robotstxt.RobotsTxtMiddleware",
            "httpauth.HttpAuthMiddleware",
            "httpcache.HttpCacheMiddleware",
            "stats.DownloaderStats",
            "useragent.UserAgentMiddleware",
        )
    },
    "SPIDER_MIDDLEWARES": {
        f"scrapy.spidermiddlewares.{name}": None
        for name in (
            "start.StartSpiderMiddleware",
            "httperror.HttpErrorMiddleware",
            "referer.RefererMiddleware",
            "urllength.UrlLengthMiddleware",
            "depth.DepthMiddleware",
            "metacopy.MetaCopyDetectionMiddleware",
        )
    },
}


class Bare(scrapy.Spider):
    """Follows every link of one host."""

    name = "bare"

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url
        self.seen = {url + "/"}
        self.known: set[str] = set()
        self.done = 0
        self.began = time.perf_counter()  # as ours counts: from the spider's making to its closing

    async def start(self) -> AsyncIterator[scrapy.Request]:
        yield scrapy.Request(self.url + "/")

    def parse(self, response: Response) -> Iterator[scrapy.Request]:
        self.done += 1
        for node in LexborHTMLParser(response.body).css("a[href]"):
            href = node.attributes["href"] or ""
            if href[:1] == "/":  # means the same on every page: looked at once
                if href in self.known:
                    continue
                self.known.add(href)
            target = urldefrag(urljoin(response.url, href)).url
            if target not in self.seen and target.startswith(self.url):
                self.seen.add(target)
                yield scrapy.Request(target)

    def closed(self, _reason: str) -> None:
        seconds = time.perf_counter() - self.began
        print(json.dumps({"pages": self.done, "seconds": seconds}), flush=True)


class Usual(Bare):
    """The same with nothing but what Scrapy brings."""

    extractor = LinkExtractor()

    def parse(self, response: Response) -> Iterator[scrapy.Request]:
        self.done += 1
        assert isinstance(response, TextResponse)
        for link in self.extractor.extract_links(response):
            if link.url not in self.seen and link.url.startswith(self.url):
                self.seen.add(link.url)
                yield scrapy.Request(link.url)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("url")
    options.add_argument("--aiohttp", action="store_true", help="with the download handler we use")
    options.add_argument("--usual", action="store_true", help="with Scrapy's own link extractor")
    chosen = options.parse_args()
    handlers = dict.fromkeys(("http", "https"), AIOHTTP) if chosen.aiohttp else {}
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)  # as ours; importing ours for it would cost time and memory
    process = AsyncCrawlerProcess(SETTINGS | {"DOWNLOAD_HANDLERS": handlers})
    process.crawl(Usual if chosen.usual else Bare, url=chosen.url)
    process.start()


if __name__ == "__main__":
    main()
