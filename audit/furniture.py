"""What a site repeats on most of its pages: menus, banners, footers.

Promises: a block is furniture when the same words with the same target stand on most different
pages of one host; a page that says it once more in its own content keeps that. Small sites have
none: there the repetition may be the evidence. Refuses to know: what furniture means for judging.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from audit.links import bare_host
from rules.document import Block, Document, Table

SHARE = 0.6
"""A block on this share of a host's pages is furniture (architecture, section 7)."""
FEWEST_PAGES = 20
"""Below this many different pages nothing is furniture: false `failed` would be the price."""

Key = tuple[str, str, str]


class Furniture:
    """The repeated blocks of every host, counted over HTML pages with different bytes."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._known: dict[Block, Block] = {}
        pages: Counter[str] = Counter()
        seen: dict[str, Counter[Key]] = defaultdict(Counter)
        often: dict[str, Counter[tuple[Key, int]]] = defaultdict(Counter)
        tables: dict[str, Counter[Table]] = defaultdict(Counter)
        known: set[tuple[str, str]] = set()
        for document in documents:
            host = bare_host(document.url)
            if not is_page(document) or (host, document.sha256) in known:
                continue
            known.add((host, document.sha256))
            pages[host] += 1
            counts = Counter(key_of(block) for block in document.blocks)
            seen[host].update(counts.keys())
            often[host].update(counts.items())
            tables[host].update(set(document.tables))
        large = {host: count * SHARE for host, count in pages.items() if count >= FEWEST_PAGES}
        self._usual = {
            host: _usual(seen[host], often[host], least) for host, least in large.items()
        }
        self._tables = {
            host: {table for table, count in tables[host].items() if count >= least}
            for host, least in large.items()
        }

    def mark(self, document: Document) -> Document:
        """The same document with its furniture marked, and repeated tables left out."""
        host = bare_host(document.url)
        usual = self._usual.get(host)
        if not usual or not is_page(document):
            return document
        marks = _marks(document.blocks, usual)
        blocks = tuple(
            self._marked(block) if marked else block
            for block, marked in zip(document.blocks, marks, strict=True)
        )
        tables = tuple(one for one in document.tables if one not in self._tables[host])
        return replace(document, blocks=blocks, tables=tables)

    def _marked(self, block: Block) -> Block:
        """The marked form, kept once for all pages that show it."""
        if block not in self._known:
            self._known[block] = replace(block, furniture=True)
        return self._known[block]


def is_page(document: Document) -> bool:
    """Is this an HTML page that was read?"""
    return "html" in document.media and bool(document.blocks)


def key_of(block: Block) -> Key:
    """What must be equal for two blocks to be the same piece of furniture."""
    return (block.kind, block.text, block.href or "")


def _usual(seen: Counter[Key], often: Counter[tuple[Key, int]], least: float) -> dict[Key, int]:
    """Furniture → how many times a page usually shows it."""
    usual: dict[Key, tuple[int, int]] = {}
    for (key, times), pages in often.items():
        if seen[key] >= least:
            usual[key] = max(usual.get(key, (0, 0)), (pages, times))
    return {key: times for key, (_, times) in usual.items()}


def _marks(blocks: Sequence[Block], usual: dict[Key, int]) -> list[bool]:
    """Which blocks are furniture on this page.

    A contact page shows the footer's address twice. The footer stands in a long run of furniture,
    the page's own words in a short one, so what is more than usual is taken from the shortest runs.
    """
    keys = [key_of(block) for block in blocks]
    marks = [key in usual for key in keys]
    places: dict[Key, list[int]] = defaultdict(list)
    for index, key in enumerate(keys):
        if marks[index]:
            places[key].append(index)
    runs = _run_lengths(marks)
    for key, indices in places.items():
        surplus = len(indices) - usual[key]
        if surplus > 0:
            for index in sorted(indices, key=lambda i: (runs[i], i))[:surplus]:
                marks[index] = False
    return marks


def _run_lengths(marks: Sequence[bool]) -> list[int]:
    """For every place, how long the unbroken run of marks around it is."""
    lengths = [0] * len(marks)
    start = 0
    for end in range(1, len(marks) + 1):
        if end == len(marks) or marks[end] != marks[start]:
            lengths[start:end] = [end - start if marks[start] else 0] * (end - start)
            start = end
    return lengths
