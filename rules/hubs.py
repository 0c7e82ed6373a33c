"""Which pages are indexes of the indicators: they lead to evidence, they are not evidence.

Promises: a page is a hub when its own links or numbered rows name at least `HUB_TOPICS` subjects of
OIT; a hub's numbering is trusted only as far as its own names agree with the pack. Refuses to know:
how evidence is ranked, what evidence must show.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rules.document import Block, Document, Kind
from rules.naming import Topics
from rules.thai import fold

HUB_TOPICS = 5
"""Subjects a page must name to be an index (a contact page names two or three)."""
AGREE = 0.7
"""Share of numbered, named rows whose number must be the pack's before a bare number leads."""
COMMON = 0.5
"""A link on more than this share of a site's pages is its menu, however small the site is."""
_NUMBER = re.compile(
    r"(?<![A-Za-z0-9ก-๙])(?:OIT|ITA)?[\s\-–_.]*[Oo0๐][\s.\-–_]*([0-9๐-๙]{1,2})(?![0-9๐-๙])"
    r"|(?<![A-Za-z])OIT[\s.\-–_]*([0-9๐-๙]{1,2})(?![0-9๐-๙])"
    r"|ข้อ(?:ที่)?\s*([0-9๐-๙]{1,2})(?![0-9๐-๙])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    """An index page. `numbers`: its list numbers the indicators as the pack does."""

    url: str
    topics: frozenset[str]
    numbers: bool


def number_in(text: str) -> str | None:
    """The indicator code a text begins with or names (`O12`, `๐12`, `OIT 12`, `012`) as `o12`."""
    match = _NUMBER.search(text[:80])
    if not match:
        return None
    digits = next(group for group in match.groups() if group)
    return f"o{int(digits)}"


def menus(documents: Sequence[Document]) -> frozenset[tuple[str, str]]:
    """Links (text, target) that stand on most pages of a site of three pages and up."""
    pages = [d for d in documents if d.media.startswith("text/html") and d.blocks]
    if len(pages) < 3:
        return frozenset()
    seen: Counter[tuple[str, str]] = Counter()
    for page in pages:
        seen.update({(b.text, b.href or "") for b in page.blocks if b.kind is Kind.LINK})
    return frozenset(link for link, times in seen.items() if times > COMMON * len(pages))


def hub_of(document: Document, topics: Topics, menu: frozenset[tuple[str, str]]) -> Hub | None:
    """The document as a hub, or None."""
    named: set[str] = set()
    agree: list[bool] = []
    for block in _signs(document, menu):
        text = block.near or block.text
        found = topics.of(text, "link") or topics.of(block.text, "link")
        if not found or not found[0].decided:
            continue
        named.add(found[0].topic)
        number = number_in(text)
        if number and found[0].code:
            agree.append(number == found[0].code)
    if len(named) < HUB_TOPICS:
        return None
    trusted = len(agree) >= HUB_TOPICS and sum(agree) >= AGREE * len(agree)
    return Hub(url=document.url, topics=frozenset(named), numbers=trusted)


def _signs(document: Document, menu: frozenset[tuple[str, str]]) -> Iterable[Block]:
    """The blocks by which an index shows itself: own links of pages, numbered rows of anything."""
    is_page = document.media.startswith("text/html")
    for block in document.blocks:
        if block.furniture or (block.text, block.href or "") in menu:
            continue
        is_link = block.kind is Kind.LINK and is_page and bool(fold(block.text + block.near))
        if is_link or (block.kind is not Kind.PICTURE and number_in(block.text)):
            yield block
