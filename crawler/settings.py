"""How Scrapy behaves: polite, bounded, and only the parts we use.

Promises: the names Scrapy reads, and `settings_for` a plan. Refuses to know: spiders, stores.
"""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from crawler.model import CrawlPlan

BOT_NAME = "oit"
SPIDER_MODULES = ["crawler"]
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"

# Scrapy starts this many tasks for every answer, 100 if nothing is said; ours leave them idle.
CONCURRENT_ITEMS = 1
CONCURRENT_REQUESTS = 16
SCHEDULER = "crawler.frontier.Frontier"
TWISTED_DNS_RESOLVER = "crawler.guard.TwistedResolver"
DOWNLOAD_HANDLERS = dict.fromkeys(("http", "https"), "crawler.downloads.Downloads") | dict.fromkeys(
    ("data", "file", "ftp", "s3")  # a site can send us to none of these
)

ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "oit"
ROBOTSTXT_PARSER = "crawler.robots.Parser"
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
MEMUSAGE_ENABLED = False
DOWNLOAD_VERIFY_CERTIFICATES = True
# A wrong Content-Length is common; the spider decides about answers that end early.
DOWNLOAD_FAIL_ON_DATALOSS = False
DOWNLOAD_WARNSIZE = 0
URLLENGTH_LIMIT = 0
LOG_LEVEL = "INFO"
LOGSTATS_INTERVAL = 0
STATS_CLASS = "scrapy.statscollectors.DummyStatsCollector"  # the recorder counts

DOWNLOADER_MIDDLEWARES = {
    "crawler.guard.AddressGuard": 50,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": 100,
    "crawler.unchanged.AskIfChanged": 200,
    "crawler.codings.Unpacking": 590,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": None,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": None,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,  # the spider says which
    # A proxy taken from the environment would resolve names for us, past the guard.
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": None,
    # The spider tries again by itself, after a pause; a refresh is a link like any other.
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
}
# The spider yields nothing, so nothing has to pass through these.
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.start.StartSpiderMiddleware": None,
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
    "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
}
# What one page loads, a visitor's browser asks for at once; one page is drawn at a time.
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")  # programs that draw pages
BROWSER_SLOT = "browser"
DOWNLOAD_SLOTS = {BROWSER_SLOT: {"concurrency": 4, "delay": 0, "jitter": 0}}
EXTENSIONS = {
    "scrapy.extensions.corestats.CoreStats": None,
    "scrapy.extensions.logcount.LogCount": None,
}
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/pdf,*/*;q=0.8",
    "Accept-Language": "th,en;q=0.5",
}


def settings_for(plan: CrawlPlan) -> dict[str, Any]:
    """The settings of one crawl."""
    polite = plan.delay > 0
    own = {name: value for name, value in globals().items() if name.isupper()}
    return own | {
        "SPIDER_MODULES": [],  # the class is at hand; looking for it by name reads every module
        "USER_AGENT": agent(plan.agent),
        "DOWNLOAD_DELAY": plan.delay,
        "DOWNLOAD_DELAY_JITTER": 0,
        # What is handed out waits in Scrapy's own queue, where nothing better overtakes it.
        "CONCURRENT_REQUESTS": 4 if polite else CONCURRENT_REQUESTS,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 2 if polite else CONCURRENT_REQUESTS,
        "AUTOTHROTTLE_ENABLED": polite,
        "AUTOTHROTTLE_START_DELAY": plan.delay,
        "AUTOTHROTTLE_MAX_DELAY": max(30.0, plan.delay),
        "DOWNLOAD_TIMEOUT": plan.timeout,
        "DOWNLOAD_MAXSIZE": plan.max_bytes,
        "OPEN_ORIGINS": list(plan.open_origins),
    }


def agent(contact: str) -> str:
    """Who we are, in printable ASCII: a header is no place for anything else."""
    try:
        number = version("oit")
    except PackageNotFoundError:
        number = "0"
    reach = re.sub(r"[^\x20-\x7e]|[()]", "", contact).strip()[:200]
    return f"oit/{number} (+{reach})" if reach else f"oit/{number} (audit of our own website)"
