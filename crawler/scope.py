"""Which addresses are ours.

Promises: one word for every canonical URL: `ours` (fetched and followed), `once` (fetched, never
followed), or None (left alone). Refuses to know: traps, priorities, what a page says.
"""

from __future__ import annotations

from collections import Counter

from tldextract import TLDExtract

from crawler.model import CrawlPlan
from crawler.urls import canonical, door

_DOMAINS = TLDExtract(
    suffix_list_urls=(), cache_dir=None
)  # the list it brings; no network, no disk

MOST_ASKED = 20


class Scope:
    """The hosts of one plan: the seeds' hosts, their www or bare twin, and what the plan adds."""

    def __init__(self, plan: CrawlPlan) -> None:
        addresses = [url for url in map(canonical, plan.seeds) if url]
        self._ours = {door(url) for url in addresses}
        self._ours |= {twin for url in addresses for twin in _twins(url)}
        self._ours |= {_named(host) for host in plan.also}
        self._once = {_named(host) for host in plan.follow_once}
        self._domains = {_domain(url) for url in addresses} - {""}
        self._whole = plan.subdomains
        self._here: dict[str, bool] = {}  # host: whether it belongs to one of the domains
        self.asked: Counter[str] = Counter()

    def ours(self, url: str) -> bool:
        """Whether pages of this host are followed."""
        return door(url) in self._ours or (self._whole and self._below(url))

    def place(self, url: str) -> str | None:
        """`ours`, `once` or None."""
        if self.ours(url):
            return "ours"
        return "once" if door(url) in self._once else None

    def pass_by(self, url: str, *, redirected: bool = False) -> None:
        """Remember the host of an address left alone, when a person may want it followed."""
        if redirected or self._below(url):
            self.asked[door(url)] += 1

    def most_asked(self) -> dict[str, int]:
        """The hosts passed by, the most linked first."""
        return dict(self.asked.most_common(MOST_ASKED))

    def _below(self, url: str) -> bool:
        """Whether the host belongs to a domain of ours; on its usual port only."""
        host = door(url)
        if host not in self._here:
            self._here[host] = ":" not in host and _domain(url) in self._domains
        return self._here[host]


def _domain(url: str) -> str:
    """The domain somebody registered: `plan.example.go.th` is of `example.go.th`."""
    return _DOMAINS(url).top_domain_under_public_suffix


def _twins(url: str) -> set[str]:
    here = door(url)
    if here.startswith("www."):
        return {here.removeprefix("www.")}
    return set() if here[-1:].isdigit() else {f"www.{here}"}


def _named(host: str) -> str:
    """A host as a person writes it: bare, with a port, or as a whole address."""
    url = canonical(host if "://" in host else f"http://{host}")
    return door(url) if url else host.lower()
