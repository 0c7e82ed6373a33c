"""The parts of a page that holds several subjects: a long page, an index with contents.

Promises: under a heading that names a subject, what stands there up to the next heading of another
one, as a document of its own at the page's address. Refuses to know: whether the part shows what is
asked, whether there is anything better.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from rules.contacts import addresses, emails, phones
from rules.document import Block, Document, Kind
from rules.faces import is_of_the_page
from rules.hubs import Hub, topic_by_number
from rules.naming import Topics
from rules.people import names
from rules.thai import fold

MOST = 40
"""Parts kept for one subject, as many as documents are judged for it."""
LEAST_TOLD = 20
"""Letters after its beginning from which a line does more than name its subject."""
LEAST_SAID = 60
"""Letters of lines together that are more than a word or two beside a link."""
MOST_TOLD = 600
"""Letters of a line that is about its beginning."""
MOST_CARD = 4
"""Lines of an address with what stands below it."""
_YEAR = re.compile(r"(?:25|๒๕)[\d๐-๙]{2}")
_OPENING = re.compile(r" \| |\s:\s|: ")


class Parts:
    """The parts of one site's pages; `front` is the address of the first.

    `codes`: the topic of each of the pack's codes, believed where an index numbers as the pack.
    """

    def __init__(
        self,
        documents: Sequence[Document],
        topics: Topics,
        front: str,
        hubs: Mapping[str, Hub],
        codes: Mapping[str, str],
    ) -> None:
        self._topics = topics
        self._hubs = hubs
        self._codes = codes
        self._front = front
        self._known: dict[str, tuple[tuple[frozenset[str], str], ...]] = {}
        self._pages = [
            one for one in documents if one.problem is None and one.media.startswith("text/html")
        ]
        first = next((one for one in self._pages if one.url == front), None)
        self.front = first and _own(first, first.blocks)
        self.card = self.front and _card(self.front)

    def under(self, topic: str) -> tuple[Document, ...]:
        """What stands under headings that name the topic."""
        return self._by_topic.get(topic, ())

    def told(self, topic: str) -> tuple[Document, ...]:
        """Lines and rows of an index that tell of the topic themselves instead of leading to it."""
        return self._told.get(topic, ())

    def tells(self, part: Document) -> bool:
        """Whether a part of an index says something besides names and what its links lead to."""
        leading = _leading(part)
        lines = [b for b in part.blocks if b.kind in (Kind.TEXT, Kind.ROW)]
        own = [b for b in lines if b.text not in leading and not self._is_name(b.text)]
        return any(map(_reaches, own)) or sum(len(fold(b.text)) for b in own) >= LEAST_SAID

    def _is_name(self, text: str) -> bool:
        """Whether a line names a subject and no figure of it but the year."""
        figures = any(map(str.isdigit, _YEAR.sub("", text)))
        return not figures and bool(self._topics.of(text, "heading"))

    def foreign(self, page: Document, topic: str) -> frozenset[str]:
        """The places of a page that stand under headings of other topics alone.

        None where no heading names the topic itself: then the whole page may be its.
        """
        headed = self._headed(page) if page.media.startswith("text/html") else ()
        if not any(topic in named for named, _ in headed):
            return frozenset()
        return frozenset(where for named, where in headed if topic not in named)

    def _headed(self, page: Document) -> tuple[tuple[frozenset[str], str], ...]:
        """The places of a page's parts with the topics their headings decide for."""
        if page.url not in self._known:
            parts = self._parts(page)
            self._known[page.url] = tuple((named, part[0].where) for named, part in parts if named)
        return self._known[page.url]

    @cached_property
    def _told(self) -> dict[str, tuple[Document, ...]]:
        found: dict[str, tuple[Document, ...]] = {}
        for page in (one for one in self._pages if one.url in self._hubs):
            for block in _leading_nowhere(page):
                line = replace(_own(page, [block]), tables=())
                opening = _OPENING.split(block.text, maxsplit=1)[0]
                for topic in (
                    one.topic for one in self._topics.of(opening, "heading") if one.decided
                ):
                    found[topic] = (*found.get(topic, ()), line)[:MOST]
        return found

    @cached_property
    def _by_topic(self) -> dict[str, tuple[Document, ...]]:
        found: dict[str, tuple[Document, ...]] = {}
        for page in self._pages:
            for topic, part in self._sections(page):
                if is_of_the_page(part.title) and page.url != self._front:
                    continue
                if len(found.get(topic, ())) < MOST:
                    found[topic] = (*found.get(topic, ()), part)
        return found

    def _sections(self, page: Document) -> Iterator[tuple[str, Document]]:
        """Topics with the part whose heading decides for them."""
        for named, part in self._parts(page):
            if len(part) > 1:
                own = replace(_own(page, part), title=part[0].text)
                yield from ((topic, own) for topic in sorted(named))

    def _parts(self, page: Document) -> Iterator[tuple[frozenset[str], list[Block]]]:
        """The parts of a page with the topics that the heading of each decides for.

        Names of people head no part; what every page repeats (`ข่าวล่าสุด` beside the text) is no
        part of any.
        """
        named, part = frozenset[str](), list[Block]()
        for block in (*page.blocks, None):
            if block is None or (block.kind is Kind.HEADING and not names(block.text)):
                if part:
                    yield named, part
                if not (block and named and is_of_the_page(block.text)):
                    named = self._named(page, block) if block else frozenset()
                part = []
            if block and not block.furniture:
                part.append(block)

    def _named(self, page: Document, heading: Block) -> frozenset[str]:
        """The topics a heading decides for: by its words, else by its number in an index."""
        if heading.furniture:
            return frozenset()
        found = self._topics.of(heading.text, "heading")
        if decided := frozenset(one.topic for one in found if one.decided):
            return decided
        topic = topic_by_number(self._hubs.get(page.url), heading.text, self._codes)
        return frozenset({topic} if topic else ())


def _leading_nowhere(document: Document) -> Iterator[Block]:
    """Lines and rows of a readable length without a link of their own."""
    leading = _leading(document)
    for block in document.blocks:
        told = block.kind in (Kind.TEXT, Kind.ROW) and not block.furniture
        rest = _OPENING.split(block.text, maxsplit=1)[-1]
        if told and LEAST_TOLD <= len(rest) <= MOST_TOLD and block.text not in leading:
            yield block


def _leading(document: Document) -> frozenset[str]:
    """The words of the links, and the lines and rows they stand in."""
    links = [block for block in document.blocks if block.kind is Kind.LINK]
    return frozenset(text for link in links for text in (link.near, link.text))


def _card(page: Document) -> Document | None:
    """The one address on a page with its telephone or e-mail: the agency's own, as on its letters.

    None when there is no such address, or several: then a person must say whose they are.
    """
    blocks = page.blocks
    places = [at for at, block in enumerate(blocks) if addresses(block.text)]
    given = {place for at in places for place, _ in addresses(blocks[at].text)}
    if len(given) != 1:
        return None
    lines = [one for one in blocks[places[0] : places[0] + MOST_CARD] if _reaches(one)]
    if not any(phones(one.text) or emails(one.text) for one in lines):
        return None
    return _own(page, lines)


def _reaches(block: Block) -> bool:
    """Whether a line says where or how to reach somebody, or is a link beside one that does."""
    said = block.near if block.kind in (Kind.LINK, Kind.PICTURE) else block.text
    return bool(addresses(said) or phones(said) or emails(said))


def _own(document: Document, blocks: Sequence[Block]) -> Document:
    """These blocks alone, none of them furniture, and the tables that stand among them."""
    places = {block.where for block in blocks}
    return replace(
        document,
        blocks=tuple(replace(block, furniture=False) for block in blocks),
        tables=tuple(table for table in document.tables if table.where in places),
    )
