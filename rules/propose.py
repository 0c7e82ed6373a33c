"""Which list and year a site's own index pages follow: a proposal, never a decision.

Promises: packs whose numbers and names an index page repeats, the newest first, each with the
reason in Thai; nothing when no page numbers its items. Refuses to know: the site's settings, who
chooses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rules.document import Document, Kind
from rules.faces import years
from rules.hubs import number_in
from rules.naming import Topics
from rules.pack import Pack

ROWS = 8
"""Different numbers a page must have to be an index of some list."""
MOST_ROWS = 400
"""Rows of one page that are thought about."""
ENOUGH = 0.5
"""Share of the list's numbers, with the right names, that a page must show to be following it."""
OTHER_YEAR = 0.6
"""What is left of an agreement when the page itself names another year."""
NEARLY = 0.95
"""A pack with this share of the best one's agreement fits a page as well as the best."""
_MOIT = re.compile(r"\bMOIT[\s.\-–_:]*([0-9๐-๙]{1,2})(?![0-9๐-๙])", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A pack that an index page follows. `share` (0–1) of its numbers stand there by name."""

    pack: str
    why: str
    share: float
    url: str


@dataclass(frozen=True, slots=True)
class _Index:
    """The numbered rows of a page: code → what stands behind the number."""

    document: Document
    rows: dict[str, tuple[str, ...]]
    years: tuple[int, ...]


def propose(documents: Iterable[Document], packs: Sequence[Pack]) -> tuple[Proposal, ...]:
    """The packs that the site's index pages follow: the newest year first, then the best match."""
    indexes = [index for document in documents if (index := _index(document))]
    known = [(pack, Topics(pack)) for pack in packs] if indexes else []
    found: dict[str, tuple[Pack, Proposal]] = {}
    for index in indexes:
        shares = [(pack, _share(pack, topics, index)) for pack, topics in known]
        best = max((share for _, share in shares), default=0.0)
        for pack, share in shares:
            before = found.get(pack.pack)
            if share < max(ENOUGH, NEARLY * best) or (before and before[1].share >= share):
                continue
            found[pack.pack] = (pack, _proposal(pack, share, index))
    ordered = sorted(found.values(), key=lambda f: (-f[0].fiscal_year, -f[1].share, f[0].pack))
    return tuple(proposal for _, proposal in ordered)


def _proposal(pack: Pack, share: float, index: _Index) -> Proposal:
    named = round(share * len(pack.indicators))
    year = f" และระบุปี {pack.fiscal_year}" if pack.fiscal_year in index.years else ""
    why = (
        f"หน้า “{index.document.title or index.document.url}” เรียงข้อตามรายการนี้ "
        f"{named} จาก {len(pack.indicators)} ข้อ{year}"
    )
    return Proposal(pack=pack.pack, why=why, share=share, url=index.document.url)


def _share(pack: Pack, topics: Topics, index: _Index) -> float:
    """How much of the list stands on the page, number and name together; less for another year."""
    agreed = sum(
        any(topic.code == code for text in texts for topic in topics.leads(text, "link"))
        for code, texts in index.rows.items()
    )
    share = agreed / max(len(pack.indicators), len(index.rows))
    return share * OTHER_YEAR if index.years and pack.fiscal_year not in index.years else share


def _index(document: Document) -> _Index | None:
    """The page as an index, or None when it numbers too little."""
    rows: dict[str, list[str]] = {}
    for number, text in _numbered(document):
        rows.setdefault(number, []).append(text)
    if len(rows) < ROWS:
        return None
    kept = {number: tuple(dict.fromkeys(texts))[:5] for number, texts in rows.items()}
    return _Index(document, kept, years(document))


def _numbered(document: Document) -> Iterator[tuple[str, str]]:
    """Codes with the words behind them: rows, links with their rows, headings, lines."""
    seen = 0
    for block in document.blocks:
        if block.kind is Kind.PICTURE or seen >= MOST_ROWS:
            continue
        for text in dict.fromkeys((block.text, block.near)):
            if code := _code(text):
                seen += 1
                yield code, text


def _code(text: str) -> str | None:
    """The code a text begins with, in the letters of its list: `o12`, `moit5`."""
    if found := _MOIT.search(text[:40]):
        return f"moit{int(found[1])}"
    return number_in(text)
