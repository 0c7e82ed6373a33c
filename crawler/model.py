"""What the crawler is asked, and what it answers.

Promises: plain values; every cause of trouble is one word of `PROBLEMS`. Refuses to know: Thai,
OIT, documents; how bytes become text.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROBLEMS = (
    "dns", "refused", "tls", "tls_expired", "tls_chain", "tls_host", "tls_self_signed", "timeout",
    "blocked", "forbidden", "geo", "challenge", "rate_limited", "login", "robots", "too_large",
    "wrong_type", "soft_404", "not_found", "server_error", "client_error", "empty",
    "redirect_loop", "parked", "outside", "private_address", "network", "not_reached",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlPlan:
    """One crawl, decided in full before it starts.

    `seeds`: absolute URLs to start from, the site's own address first. `declared`: URLs that must
    be fetched first whatever else happens, also on other hosts (fetched, not followed).
    `also`: further hosts that are ours. `follow_once`: outside hosts from which one linked document
    may be fetched, never followed on. `only`: fetch just these and follow nothing (a re-check).
    `delay`: seconds between two requests to one host. `minutes` and `pages`: limits of this crawl;
    `max_bytes`: largest body kept. `open_origins`: origins (`scheme://host:port`) that may be
    private or loopback because a person typed them. `resume`: go on with an unfinished crawl.
    `timeout`: seconds one answer may take. `agent`: contact to name ourselves by. `subdomains`:
    every host of the seeds' registered domain is ours. `leads`: words, in lower case, that mark a
    link or an address as likely to lead to what is looked for. `render`: draw pages that are made
    by scripts in a browser, when there is one. `hours`: first and last minute of the Thai day
    between which pages are asked for; outside them the crawl waits. None: at any time.
    `revisit_hours`: for so long a page is carried over from an earlier crawl without asking for it
    (longer, when it stayed the same for long), except those of `always`; 0 asks for every page.
    `purpose`: a word of whoever asked, kept with the crawl and not looked at.
    """

    seeds: tuple[str, ...]
    declared: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    follow_once: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    pages: int = 3000
    minutes: float = 90.0
    delay: float = 1.0
    max_bytes: int = 50_000_000
    open_origins: tuple[str, ...] = ()
    reason: str = "demand"
    resume: bool = True
    fresh: bool = False
    agent: str = ""
    timeout: float = 30.0
    subdomains: bool = False
    leads: tuple[str, ...] = ()
    render: bool = True
    hours: tuple[int, ...] = ()
    revisit_hours: float = 0.0
    always: tuple[str, ...] = ()
    purpose: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What one crawl got for one page.

    `url` is canonical. `status` is None when there was no answer at all. `problem` is None or a
    word of `PROBLEMS`. `sha256` names the blob and is None when there is no body. `location` is the
    canonical target of a redirect. `unchanged`: 304, or the same hash as the crawl before.
    `asked_at`: None when this crawl asked; else the page is carried over from an earlier crawl,
    which asked for it then.
    """

    crawl_id: int
    page_id: int
    url: str
    fetched_at: str
    status: int | None = None
    problem: str | None = None
    sha256: str | None = None
    media: str | None = None
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    location: str | None = None
    unchanged: bool = False
    rendered: bool = False
    asked_at: str | None = None

    @property
    def seen_at(self) -> str:
        """When the server was last asked for this page."""
        return self.asked_at or self.fetched_at


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlResult:
    """How a crawl ended: complete, limit, cancelled or error; and its counts."""

    crawl_id: int
    ended: str
    pages: int
    new: int
    changed: int
    gone: int
    problems: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """A crawl on its way. `resting`: the time of day it waits for, when it may not go on yet."""

    crawl_id: int
    pages: int
    queued: int
    problems: int
    url: str
    resting: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePaths:
    """Where a site's facts and bytes live."""

    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / "site.db"

    @property
    def blobs(self) -> Path:
        return self.folder / "blobs"


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlRow:
    """One crawl as it is stored. `finished_at` is None while it can still be gone on with.

    `stats`: pages, queued, bytes, seconds, url (the latest), statuses, problems, traps, and
    `asked`: hosts of the agency's own domain, or redirected to, that nobody said to follow, with
    how often they were met; `render`: how many pages a browser drew, and why not more;
    `carried`: pages carried over from an earlier crawl.
    """

    id: int
    reason: str
    started_at: str
    finished_at: str | None
    ended: str | None
    plan: CrawlPlan
    stats: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """What the network gave for one URL, its body already kept as a blob.

    `rendered`: the body is the page as a browser drew it, and `raw` the blob of what came. `fed`:
    address, hash and size of the data that its scripts asked for.
    """

    url: str
    status: int | None = None
    problem: str | None = None
    sha256: str | None = None
    bytes: int = 0
    media: str | None = None
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    location: str | None = None
    unchanged: bool = False
    asked_at: str | None = None
    rendered: bool = False
    raw: str | None = None
    raw_bytes: int = 0
    fed: tuple[tuple[str, str, int], ...] = ()
