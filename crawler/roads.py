"""Which of the addresses met are taken, and in which order.

Promises: every address is queued at most once; only our hosts are followed; patterns without end
are bounded; pictures come last. Refuses to know: answers, the disk.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from selectolax.lexbor import LexborHTMLParser

from crawler.frontier import Frontier
from crawler.leads import IMAGE, Leads
from crawler.links import links
from crawler.lists import addresses_in
from crawler.media import USELESS, is_file, names_file, suffix
from crawler.model import CrawlPlan
from crawler.outside import MOST_SHARED, export_of, is_folder_list, is_shared
from crawler.scope import Scope
from crawler.traps import Traps
from crawler.urls import canonical, origin

DECLARED = -2000
SEED = -1000
PER_DEPTH = 10
SITEMAP = 25  # after what two clicks reach
MOST_IMAGES = 300
MOST_SPELLED = 10_000  # spellings kept of one origin: a menu's come back, those of old news do not
MOST_HOPS = 10  # redirects in a row; browsers give up at 20


class Roads:
    """The addresses one crawl has met, and the decisions about them."""

    def __init__(self, plan: CrawlPlan, frontier: Frontier) -> None:
        self.scope = Scope(plan)
        self.traps = Traps()
        self.leads = Leads(plan.leads)
        self.depths: dict[str, int] = {}  # every address met; -1: left alone
        self._frontier = frontier
        self._follow = not plan.only
        self._spelled: defaultdict[str, set[str]] = defaultdict(set)
        self._begun = False  # whether a page that a person named was read
        self._images = 0
        self._shared = 0
        self._targets: dict[str, str] = {}
        self._hops: dict[str, int] = {}
        self._granted: set[str] = set()
        frontier.doubts = self._doubtful
        self._enter(plan)

    def _enter(self, plan: CrawlPlan) -> None:
        if plan.only:
            self._grant(plan.only, SEED)
            return
        self._grant(plan.declared, DECLARED)
        for url in filter(None, map(canonical, plan.seeds)):
            self._add(url, SEED, 0)

    def _grant(self, urls: Iterable[str], rank: int) -> None:
        """Addresses a person declared are taken wherever they are, and wherever they lead."""
        for url in filter(None, map(canonical, urls)):
            document = export_of(url) or url
            self._granted.add(document)
            self._add(document, rank, 0)

    def _add(self, url: str, rank: int, depth: int) -> None:
        if url not in self.depths:
            self.depths[url] = depth
            self._frontier.add(url, rank=rank, depth=depth)

    def follows(self, url: str) -> bool:
        """Whether the links of this page are read; the list of a shared folder is one, too."""
        return self._follow and (self.scope.ours(url) or is_folder_list(url))

    def met(self, tree: LexborHTMLParser, url: str, depth: int, *, carried: bool = False) -> None:
        """The links of a page at this depth; one that was `carried` over costs no loop anything."""
        if not carried and self.traps.watches(url):
            self.traps.showed(url, _shown(tree))
        depths, promising = self.depths, self.leads.promising(url)
        unnamed = self._frontier.unnamed
        self._begun = self._begun or depth == 0
        # A menu is worth most where a person meets it first: what a sitemap named may come earlier.
        spelled = self._spelled[origin(url)] if self._begun else set()
        if len(spelled) > MOST_SPELLED:
            spelled.clear()
        for target, via, node in links(tree, url, spelled):
            if target not in depths:
                rank = self.leads.rank(target, node, _rank(via, depth + 1), promising=promising)
                self._decide(target, via, depth + 1, rank)
            elif target in unnamed and via != "image":  # a list knew it, now it has a name
                rank = _rank(via, depth + 1)
                rank = self.leads.rank(target, node, rank, promising=promising, again=True)
                depths[target] = min(depths[target], depth + 1)
                self._frontier.name(target, rank, depths[target])

    def listed(self, urls: Iterable[str]) -> None:
        """The addresses of a sitemap."""
        for url in filter(None, map(canonical, urls)):
            if url not in self.depths:
                self._decide(url, "sitemap", 2, self.leads.rank(url, None, SITEMAP))

    def named(self, fed: Mapping[str, bytes], depth: int) -> None:
        """The addresses in the data that a page of this depth was fed."""
        for home, body in fed.items():
            for url in addresses_in(body, home):
                if url not in self.depths:
                    rank = _rank("link", depth + 1)
                    self._decide(url, "link", depth + 1, self.leads.rank(url, None, rank))

    def _decide(self, url: str, via: str, depth: int, rank: int) -> None:
        self.depths[url] = -1
        if not self._is_wanted(url, via):
            self.scope.pass_by(url)
            return
        if suffix(url) in USELESS or self.traps.stops(url) or self._closed(url):
            return
        if via == "image":
            self._images += 1
            if self._images > MOST_IMAGES:
                return
        self.depths[url] = depth
        self._frontier.add(url, rank=rank, depth=depth, named=via != "sitemap")

    def _doubtful(self, url: str) -> bool:
        return not is_file(url) and url not in self._granted and self.traps.doubtful(url)

    def _closed(self, url: str) -> bool:
        return not is_file(url) and self.traps.closed(url)

    def _is_wanted(self, url: str, via: str) -> bool:
        """Whether it is ours, or one of so many public documents that our pages lead to."""
        if self.scope.place(url) is not None:
            return True
        if via == "image" or not is_shared(url) or self._shared >= MOST_SHARED:
            return False
        self._shared += 1
        return True

    def redirected(self, url: str, target: str | None, depth: int) -> str | None:
        """Follow a redirect; the problem of the redirecting page, when it leads nowhere."""
        if target is None:
            return "outside"
        self._targets[url] = target
        hops = self._hops[target] = self._hops.get(url, 0) + 1
        if self._returns(url) or hops > MOST_HOPS:
            return "redirect_loop"
        if url in self._granted:
            self._granted.add(target)
        elif self.scope.place(target) is None and not is_shared(target):
            self.scope.pass_by(target, redirected=True)
            return "outside"
        if self.depths.get(target, -1) < 0:
            self.depths.pop(target, None)
            rank = depth * PER_DEPTH if depth else SEED
            self._add(target, self.leads.moved(url, target, rank), depth)
        return None

    def _returns(self, url: str) -> bool:
        """Whether following the redirects known so far comes back to `url`."""
        at = self._targets[url]
        for _ in range(MOST_HOPS + 1):
            if at == url:
                return True
            if at not in self._targets:
                return False
            at = self._targets[at]
        return True


def _shown(tree: LexborHTMLParser) -> str:
    """What makes a page another one than its like: its words, in any order, and its files."""
    hrefs = {node.attributes.get("href") or "" for node in tree.css("a[href]")}
    words = set(tree.body.text(separator=" ").split()) if tree.body else set()
    return "\n".join([*sorted(words), *sorted(filter(names_file, hrefs))])


def _rank(via: str, depth: int) -> int:
    if via == "image":
        return IMAGE
    # What is shown inside a page belongs to it.
    return depth * PER_DEPTH - (5 if via == "frame" else 0)
