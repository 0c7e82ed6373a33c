"""Addresses of one crawl: where a link leads, and what the crawl knows of that place.

Promises: links resolved to canonical addresses, redirects followed, reach as one of three words;
"not visited" is never "dead". Refuses to know: what stands on a page.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from crawler import canonical
from crawler.model import Snapshot
from crawler.outside import export_of, shown_by
from crawler.urls import link_base
from rules.document import Reach

HOPS = 10
"""Redirects followed before we give up; browsers stop at about twenty."""
DEAD_PROBLEMS = frozenset({"not_found", "soft_404", "redirect_loop"})
DEAD_STATUS = frozenset({404, 410})
LOGIN = "login"
NOWHERE = frozenset({"", "#", "#!", "#/", "about:blank"})
"""What stands in an `href` that was never filled in (besides a script without a target)."""


class Atlas:
    """What one crawl knows of addresses. `own` are the site's hosts, in any spelling."""

    def __init__(self, snapshots: Iterable[Snapshot], own: Iterable[str] = ()) -> None:
        self.snapshots = {snapshot.url: snapshot for snapshot in snapshots}
        self._own = {bare_host(host) for host in own}
        self._resolved: dict[tuple[str, str], str | None] = {}
        self._finals: dict[str, str] = {}

    def resolve(self, href: str, page: str) -> str | None:
        """The canonical address of a link on a page; None when it leads to no web page."""
        key = (self.anchor(href, page), href)
        if key not in self._resolved:
            address, fragment = canonical(href, page), href.partition("#")[2]
            if address and "=" in fragment:  # a viewer that is told after the `#` what to show
                address = next(shown_by(address.partition("?")[0], fragment), address)
            self._resolved[key] = address
        return self._resolved[key]

    def anchor(self, href: str, page: str) -> str:
        """As much of a page's address as the meaning of this href depends on."""
        return link_base(page, href) or ""

    def final(self, url: str) -> str:
        """Where an address ends: after redirects, behind sharing links and viewers."""
        if url not in self._finals:
            self._finals[url] = self._last(url)
        return self._finals[url]

    def _last(self, url: str) -> str:
        for _ in range(HOPS):
            onward = self._onward(url)
            if onward is None or onward == url:
                return url
            url = onward
        return url

    def reach(self, url: str) -> Reach:
        """Is there something at an address, as far as this crawl knows?"""
        last = self.final(url)
        snapshot = self.snapshots.get(last)
        if snapshot is None or snapshot.problem == LOGIN:
            return Reach.UNKNOWN
        if snapshot.problem in DEAD_PROBLEMS or snapshot.status in DEAD_STATUS:
            return Reach.DEAD
        if snapshot.location:
            return Reach.DEAD  # redirects that never end
        if snapshot.problem or (_is_page(snapshot) and any(shown_by(last))):
            return Reach.UNKNOWN  # a viewer is there, what it should show was not got
        return Reach.LIVE

    def reach_of_picture(self, url: str) -> Reach:
        """The same for a picture: where a page answers instead, people see nothing."""
        reach = self.reach(url)
        snapshot = self.snapshots.get(self.final(url))
        if reach is Reach.LIVE and snapshot is not None and _is_page(snapshot):
            return Reach.DEAD
        return reach

    def _onward(self, url: str) -> str | None:
        """The next address on the way to the document; None where the way ends."""
        snapshot = self.snapshots.get(url)
        if snapshot is None:
            export = export_of(url)
            if export in self.snapshots:
                return export
        elif snapshot.problem == LOGIN:
            return None
        elif snapshot.location:
            return snapshot.location
        elif not _is_page(snapshot):
            return None
        return next(filter(self._was_got, shown_by(url)), None)

    def _was_got(self, url: str) -> bool:
        snapshot = self.snapshots.get(url)
        return snapshot is not None and snapshot.problem is None

    def why_absent(self, url: str) -> str:
        """The word for why nothing was got from an address."""
        snapshot = self.snapshots.get(url)
        if snapshot is not None:
            return snapshot.problem or ("redirect_loop" if snapshot.location else "empty")
        return "not_reached" if bare_host(url) in self._own else "outside"


def _is_page(snapshot: Snapshot) -> bool:
    return (snapshot.media or "").startswith("text/html")


def leads_nowhere(href: str) -> bool:
    """Is this a link that was never given a target (`#`, `javascript:void(0)`, nothing)?"""
    text = href.strip().lower()
    return text in NOWHERE or text.startswith("javascript:")


def bare_host(address: str) -> str:
    """The host of an address, or a host, without `www.`, in lower case; empty when it is none."""
    try:
        host = urlsplit(address).hostname if "://" in address else address.partition(":")[0]
    except ValueError:  # sites publish links like `https://[address]`
        host = ""
    return (host or "").lower().removeprefix("www.")
