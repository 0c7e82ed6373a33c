"""The ways out of a page as plain values, to be decided about elsewhere.

Promises: every link of a page in its order, with how much its words say; the lists the page names.
Refuses to know: which of them are ours, which are known already.
"""

from __future__ import annotations

from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.leads import Words
from crawler.links import links
from crawler.lists import Listing, lists_of

LONGEST_TEXT = 200  # letters; a longer text is no name of a page

Way = tuple[str, str, int]  # address, how it is linked, how much the words of the plan say of it


class Ways(NamedTuple):
    """What leads on from one page."""

    links: tuple[Way, ...] = ()
    lists: tuple[Listing, ...] = ()


NO_WAYS = Ways()


def ways_of(tree: LexborHTMLParser, url: str, words: Words) -> Ways:
    """The ways out of a parsed page with this address."""
    found = links(tree, url)
    if words:
        ways = [(to, via, words.said(to, _text(node))) for to, via, node in found]
    else:
        ways = [(to, via, 0) for to, via, _ in found]
    return Ways(tuple(ways), tuple(lists_of(tree, url)))


def _text(node: LexborNode) -> str:
    return f"{node.text()[:LONGEST_TEXT]}\n{node.attributes.get('title') or ''}"
