"""How a visitor gets from the home page to a page: the words to click.

Promises: only links that the crawl saw; an empty way where it does not know. Refuses to know: how
evidence is chosen, what a page says.
"""

from __future__ import annotations

from functools import lru_cache

from audit.extract import body
from audit.links import Atlas
from audit.reading import current_readers
from audit.store import Store
from crawler import canonical
from rules.document import Kind

HOME = "หน้าแรก"
LONGEST = 120  # letters of one step


class Ways:
    """The ways of one crawl. `home`: the canonical address of the home page."""

    def __init__(self, store: Store, atlas: Atlas, home: str) -> None:
        self._store = store
        self._atlas = atlas
        self._home = atlas.final(home)
        self._readers = current_readers()

    def to(self, url: str, led_by: str) -> tuple[str, ...]:
        """The steps to a page, by the page that leads there when the home page does not."""
        target = self._atlas.final(url)
        if target == self._home:
            return (HOME,)
        if direct := self._click(self._home, target):
            return HOME, direct
        by = self._atlas.final(led_by) if led_by else ""
        last = self._click(by, target) if by else ""
        first = self._click(self._home, by) if last else ""
        return (HOME, first, last) if first else ()

    def _click(self, page: str, target: str) -> str:
        """The words of the link on a page that leads to another; empty when there is none."""
        snapshot = self._atlas.snapshots.get(page)
        if snapshot is None or snapshot.problem or not snapshot.sha256:
            return ""
        text = self._store.body(snapshot.sha256, self._readers)
        links = _links(page, text) if text else ()
        return next((words for href, words in links if self._atlas.final(href) == target), "")


@lru_cache(maxsize=64)
def _links(page: str, text: str) -> tuple[tuple[str, str], ...]:
    """Where the links of a page lead, and their words."""
    try:
        document = body.load("", text)
    except ValueError:
        return ()
    found = (
        (canonical(block.href, page), " ".join(block.text.split())[:LONGEST])
        for block in document.blocks
        if block.kind is Kind.LINK and block.href
    )
    return tuple((url, words) for url, words in found if url and words)
