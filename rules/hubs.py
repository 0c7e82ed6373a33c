"""Which pages are indexes of the indicators: they lead to evidence, they are not evidence.

Promises: a page is a hub when its own links or numbered rows name at least `HUB_TOPICS` subjects of
OIT; a hub's numbering is trusted only as far as its own names agree with the pack. Refuses to know:
how evidence is ranked, what evidence must show.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rules.document import Block, Document, Kind, Reach
from rules.naming import Topics
from rules.thai import fold

HUB_TOPICS = 5
"""Subjects a page must name to be an index (a contact page names two or three)."""
HUB_ITEMS = 3
"""Subjects that a page must name behind numbers (`O12`) to be a part of an index."""
AGREE = 0.7
"""Share of numbered, named rows whose number must be the pack's before a bare number leads."""
MENU_LINKS, MENU_TOPICS = 4, 3
"""So many links of so many subjects in one cell or line are a menu, no row about one of them."""
COMMON = 0.5
"""A link on more than this share of a site's pages is its menu, however small the site is."""
LEAD_IN = 200
"""Letters of a line right above a link that may be its name; more is prose."""
_ITEM = re.compile(r"\W*(?:OIT|(?:OIT[\s.\-–_]*)?[Oo])[\s.\-–_]*[0-9๐-๙]{1,2}(?![0-9๐-๙])")
_MARK = re.compile(r"data-oit=\s*(o[0-9]{1,2})(?![0-9])", re.IGNORECASE)
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


def number_of(row: str) -> str | None:
    """The code with which a row, or one of its cells, begins."""
    return next((code for cell in row.split(" | ") if (code := number_in(cell[:8]))), None)


def topic_by_number(hub: Hub | None, text: str, codes: Mapping[str, str]) -> str | None:
    """The topic whose code begins a text of an index; none where it numbers another list's way."""
    return codes.get(number_of(text) or "") if hub and hub.numbers else None


def name_in(row: str) -> str:
    """The number and the name of a numbered row, without what else stands there.

    Beside the name, lists repeat what the item must show, and that names other items.
    """
    cells = row.split(" | ")
    at = next((n for n, cell in enumerate(cells) if number_in(cell[:8])), None)
    return row if at is None else " | ".join(cells[at : at + 2])


def marked(near: str) -> str | None:
    """The indicator code that a page's own markup gives a link (`data-oit="O12"`)."""
    match = _MARK.match(near)
    return f"o{int(match[1][1:])}" if match else None


Place = tuple[str, str, str, str]
"""A link as its page tells of it: its words, the row and the heading it stands in, its target."""


@dataclass(frozen=True, slots=True)
class Around:
    """What names a link besides its words and its row.

    `row`: its own part of a row that holds several items; `above`: the line, the row without
    links, or the button without a target right above it.
    """

    row: str = ""
    above: str = ""


def around(document: Document) -> dict[Place, Around]:
    """What names the links of a page, where that is more than the row they stand in.

    Two items side by side in one row are told apart by the order of their cells.
    """
    found: dict[Place, Around] = {}
    above, row, cell, heading = "", "", -1, ""
    for block, after in zip_longest(document.blocks, document.blocks[1:]):
        if block.kind is not Kind.LINK or (not block.near and leads_nowhere(block)):
            above, row = _above(block, after, above), ""
            heading = block.text if block.kind is Kind.HEADING else heading
            continue
        if block.near != row:
            row, cell = block.near, -1
        cells = row.split(" | ")
        cell = next((n for n in range(cell + 1, len(cells)) if block.text in cells[n]), cell)
        told = Around(_own_cells(cells, cell), above if above != row else "")
        if not block.furniture and told != Around():
            found.setdefault((block.text, block.near, heading, block.href or ""), told)
    return found


def leads_nowhere(block: Block) -> bool:
    """Whether a link was never given a target (`#`, `javascript:void(0)`)."""
    href = (block.href or "").strip().lower()
    return block.reach is Reach.DEAD and not href.startswith(("http://", "https://"))


def _above(block: Block, after: Block | None, above: str) -> str:
    """What stands above the next link: a line of its own, or a row that has no links."""
    if block.kind is Kind.ROW:
        alone = " | " not in block.text and (after is None or after.kind is not Kind.LINK)
        return block.text if alone and len(block.text) <= LEAD_IN else above
    says = block.kind in (Kind.TEXT, Kind.LINK) and len(block.text) <= LEAD_IN
    return block.text if says else ""


def _own_cells(cells: Sequence[str], at: int) -> str:
    """The cells of the item a cell belongs to, when a row holds several numbered items."""
    starts = [n for n, cell in enumerate(cells) if number_in(cell[:8])]
    if len(starts) < 2 or at < 0:
        return ""
    first = max((n for n in starts if n <= at), default=0)
    last = min((n for n in starts if n > at), default=len(cells))
    return " | ".join(cells[first:last])


def menus(documents: Sequence[Document]) -> frozenset[tuple[str, str]]:
    """Links (text, target) that stand on most pages of a site of three pages and up."""
    pages = [d for d in documents if d.media.startswith("text/html") and d.blocks]
    if len(pages) < 3:
        return frozenset()
    seen: Counter[tuple[str, str]] = Counter()
    for page in pages:
        seen.update({(b.text, b.href or "") for b in page.blocks if b.kind is Kind.LINK})
    return frozenset(link for link, times in seen.items() if times > COMMON * len(pages))


def is_menu(near: str, texts: Collection[str], topics: Topics) -> bool:
    """Whether what stands around a link is a whole menu; `texts`: all the links in it."""
    if len(texts) < MENU_LINKS or number_of(near):
        return False
    named = (topics.of(text, "link") for text in texts)
    return len({one[0].topic for one in named if one}) >= MENU_TOPICS


def hub_of(document: Document, topics: Topics, menu: frozenset[tuple[str, str]]) -> Hub | None:
    """The document as a hub, or None."""
    named: set[str] = set()
    agree: list[bool] = []
    told = around(document)
    items: set[str] = set()
    heading = ""
    for block in _signs(document, menu):
        heading = block.text if block.kind is Kind.HEADING else heading
        own = told.get((block.text, block.near, heading, block.href or ""), Around())
        text = own.row or block.near or block.text
        said = (name_in(text), text, block.text)
        found = next((found for part in said if (found := topics.of(part, "link"))), ())
        if not found or not found[0].decided:
            continue
        named.add(found[0].topic)
        if _ITEM.match(text) and document.media.startswith("text/html"):
            items.add(found[0].topic)
        number = number_in(text)
        if number and found[0].code:
            agree.append(number == found[0].code)
    if len(named) < HUB_TOPICS and len(items) < HUB_ITEMS:
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
