"""Addresses of one crawl: where a link leads, and what the crawl knows of that place.

Promises: links resolved to canonical addresses, redirects followed, reach as one of three words;
"not visited" is never "dead". Refuses to know: what stands on a page.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from crawler import canonical
from crawler.model import Snapshot
from crawler.urls import link_base
from rules.document import Reach

HOPS = 10
"""Redirects followed before we give up; browsers stop at about twenty."""
DEAD_PROBLEMS = frozenset({"not_found", "dns", "refused", "soft_404", "redirect_loop"})
DEAD_STATUS = frozenset({404, 410})
NOWHERE = frozenset({"", "#", "#!", "#/", "about:blank"})
"""What stands in an `href` that was never filled in (besides a script without a target)."""


class Atlas:
    """What one crawl knows of addresses. `own` are the site's hosts, in any spelling."""

    def __init__(self, snapshots: Iterable[Snapshot], own: Iterable[str] = ()) -> None:
        self.snapshots = {snapshot.url: snapshot for snapshot in snapshots}
        self._own = {bare_host(host) for host in own}
        self._resolved: dict[tuple[str, str], str | None] = {}

    def resolve(self, href: str, page: str) -> str | None:
        """The canonical address of a link on a page; None when it leads to no web page."""
        key = (self.anchor(href, page), href)
        if key not in self._resolved:
            self._resolved[key] = canonical(href, page)
        return self._resolved[key]

    def anchor(self, href: str, page: str) -> str:
        """As much of a page's address as the meaning of this href depends on."""
        return link_base(page, href) or ""

    def final(self, url: str) -> str:
        """Where an address ends after redirects."""
        for _ in range(HOPS):
            snapshot = self.snapshots.get(url)
            if snapshot is None or not snapshot.location or snapshot.location == url:
                return url
            url = snapshot.location
        return url

    def reach(self, url: str) -> Reach:
        """Is there something at an address, as far as this crawl knows?"""
        snapshot = self.snapshots.get(self.final(url))
        if snapshot is None:
            return Reach.UNKNOWN
        if snapshot.problem in DEAD_PROBLEMS or snapshot.status in DEAD_STATUS:
            return Reach.DEAD
        if snapshot.location:
            return Reach.DEAD  # redirects that never end
        return Reach.LIVE if snapshot.problem is None else Reach.UNKNOWN

    def why_absent(self, url: str) -> str:
        """The word for why nothing was got from an address."""
        snapshot = self.snapshots.get(url)
        if snapshot is not None:
            return snapshot.problem or ("redirect_loop" if snapshot.location else "empty")
        return "not_reached" if bare_host(url) in self._own else "outside"


def leads_nowhere(href: str) -> bool:
    """Is this a link that was never given a target (`#`, `javascript:void(0)`, nothing)?"""
    text = href.strip().lower()
    return text in NOWHERE or text.startswith("javascript:")


def bare_host(address: str) -> str:
    """The host of an address, or a host, without `www.`, in lower case."""
    host = urlsplit(address).hostname if "://" in address else address.partition(":")[0]
    return (host or "").lower().removeprefix("www.")
