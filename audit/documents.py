"""Every document of one crawl at its address, with the words of the links that lead to it.

Promises: one `Document` per page or file the site has, also for those that could not be got, so
that a rule can tell "blocked" from "missing"; the same crawl gives the same documents in the same
order. Refuses to know: file formats, OIT, how evidence is chosen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from audit.extract import body
from audit.furniture import Furniture
from audit.links import Atlas, leads_nowhere
from audit.store import Store
from crawler.model import Snapshot
from rules.document import Block, Document, Kind, Label, Legibility, Reach

MOST_LABELS = 300
"""Labels kept for one document; the home page is linked from everywhere, and some agencies offer
one spreadsheet for every item of every year."""
FORM = "form"
"""What the HTML reader writes beside the target of a form."""


class Library:
    """The documents of one crawl. `own`: the hosts that are the agency's."""

    def __init__(self, store: Store, readers: frozenset[str], own: Iterable[str] = ()) -> None:
        self._store = store
        self._readers = readers
        self._own = tuple(own)
        self.atlas = Atlas(())

    def for_crawl(
        self, snapshots: Iterable[Snapshot], declared: Iterable[str] = ()
    ) -> tuple[Document, ...]:
        """All documents, by address. Every `declared` address has one, whatever it holds."""
        self.atlas = Atlas(snapshots, self._own)
        shelf = _Shelf(self.atlas)
        read = [shelf.place(document) for document in self._read()]
        furniture = Furniture(read)
        marked = [furniture.mark(document) for document in read]
        labels = _labels(marked, self.atlas)
        documents = {document.url: document for document in marked}
        wanted = {self.resolve(url) for url in declared} | set(labels)
        for url in sorted(wanted - set(documents)):
            documents[url] = self._absent(url)
        return tuple(
            replace(document, labels=tuple(labels.get(url, ())))
            for url, document in sorted(documents.items())
            if url in wanted or not _is_bare_picture(document)
        )

    def resolve(self, url: str) -> str:
        """The address at which `for_crawl` put what a person calls by `url`."""
        return self.atlas.final(self.atlas.resolve(url, url) or url)

    def _read(self) -> Iterator[Document]:
        for url, snapshot in sorted(self.atlas.snapshots.items()):
            if snapshot.location:
                continue
            yield self._document(url, snapshot)

    def _document(self, url: str, snapshot: Snapshot) -> Document:
        if snapshot.problem or not snapshot.sha256:
            return self._absent(url)
        text = self._store.body(snapshot.sha256, self._readers)
        if text is None:
            return replace(self._absent(url), problem="not_reached")
        return replace(body.load(snapshot.sha256, text), url=url)

    def _absent(self, url: str) -> Document:
        """An address from which nothing was got, or nothing that is content."""
        snapshot = self.atlas.snapshots.get(url)
        return Document(
            sha256=(snapshot.sha256 or "") if snapshot else "",
            media=(snapshot.media or "") if snapshot else "",
            legibility=Legibility.NONE,
            url=url,
            problem=self.atlas.why_absent(url),
        )


class _Shelf:
    """Puts documents at their addresses; what thousands of pages repeat is placed and kept once."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._shared: dict[Block, Block] = {}
        self._placed: dict[tuple[str, Block], Block] = {}

    def place(self, document: Document) -> Document:
        blocks = tuple(self._place(block, document.url) for block in document.blocks)
        return replace(document, blocks=blocks)

    def _place(self, block: Block, page: str) -> Block:
        if block.href is None:
            return self._shared.setdefault(block, block)
        key = (self._atlas.anchor(block.href, page), block)
        placed = self._placed.get(key)
        if placed is None:
            placed = self._placed[key] = self._resolved(block, page)
        if placed.href == page and placed.near != FORM:
            # A place on the same page proves no other page.
            return replace(placed, reach=Reach.UNKNOWN)
        return placed

    def _resolved(self, block: Block, page: str) -> Block:
        href = block.href or ""
        if leads_nowhere(href):
            return replace(block, reach=Reach.LIVE if block.near == FORM else Reach.DEAD)
        url = self._atlas.resolve(href, page)
        if url is None:
            return block
        is_picture = block.kind is Kind.PICTURE
        reach = self._atlas.reach_of_picture if is_picture else self._atlas.reach
        return replace(block, href=url, reach=reach(url))


def _labels(documents: Iterable[Document], atlas: Atlas) -> dict[str, list[Label]]:
    """Links turned round: address → the words that lead there, the page's own words first."""
    found: dict[str, dict[tuple[str, ...], Label]] = defaultdict(dict)
    for document in documents:
        heading = ""
        for block in document.blocks:
            if block.kind is Kind.HEADING:
                heading = block.text
            if block.kind is not Kind.LINK or not _is_web(block.href):
                continue
            target = atlas.final(block.href or "")
            if target == document.url:
                continue
            # Furniture says the same on every page: once is enough.
            place = "" if block.furniture else document.url
            key = (block.text, block.near, "" if block.furniture else heading, place)
            label = Label(
                text=block.text,
                url=document.url,
                near=block.near,
                heading=heading,
                furniture=block.furniture,
            )
            found[target].setdefault(key, label)
    return {
        url: sorted(labels.values(), key=lambda label: label.furniture)[:MOST_LABELS]
        for url, labels in found.items()
    }


def _is_web(href: str | None) -> bool:
    return bool(href) and str(href).startswith(("http://", "https://"))


def _is_bare_picture(document: Document) -> bool:
    """A picture that stands on a page and that no link opens: the page's block tells of it."""
    return document.media.startswith("image/")
