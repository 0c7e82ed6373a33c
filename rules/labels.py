"""What links say of the documents they lead to: their words, their row, the heading above them.

Promises: the topics that a link names, each with how strongly; a row's number counts only where an
index numbers as the pack does. Refuses to know: what stands in the document, evidence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rules.document import Document, Label
from rules.hubs import (
    Around,
    Hub,
    Place,
    around,
    is_menu,
    marked,
    name_in,
    number_of,
    topic_by_number,
)
from rules.leads import Lead, Strength
from rules.linkwords import GUIDES
from rules.naming import Topics
from rules.thai import contains


class Labels:
    """The links of one site.

    `codes`: the topic of each of the pack's codes. `local`: the agency's own wordings, by topic.
    """

    def __init__(
        self,
        documents: Sequence[Document],
        topics: Topics,
        hubs: Mapping[str, Hub],
        codes: Mapping[str, str],
        local: Mapping[str, Sequence[str]],
    ) -> None:
        self._topics = topics
        self._hubs = hubs
        self._codes = codes
        self._local = local
        self._around: dict[str, dict[Place, Around]] = {
            one.url: around(one) for one in documents if one.url in hubs
        }
        self._beside: dict[tuple[str, str], set[str]] = defaultdict(set)
        for document in documents:
            for label in document.labels:
                self._beside[label.url, label.near].add(label.text)

    def said(self, document: Document) -> tuple[str, ...]:
        """What links say of a document: a row without the words of its other links."""
        return tuple(self._said_by(label) for label in document.labels)

    def _said_by(self, label: Label) -> str:
        near = label.near
        for other in self._beside.get((label.url, label.near), ()):
            if other != label.text:
                near = near.replace(other, " ")
        return f"{near} {label.text}".strip()

    def named(self, text: str, via: str, strength: int) -> Iterator[Lead]:
        """Leads from the topics a text names; undecided ones lead a little less."""
        for topic, names in self._local.items():
            if any(contains(text, name) for name in names):
                yield Lead(topic, via, text, strength)
        for named in self._topics.leads(text, via):
            yield Lead(named.topic, via, text, strength - (0 if named.decided else 5))

    def leads(self, label: Label, target: str) -> Iterator[Lead]:
        """What a link, its row and the heading above it say of its target."""
        if label.furniture:
            yield from self.named(label.text, "link", Strength.MENU)
            return
        if topic := self._codes.get(marked(label.near) or ""):
            yield Lead(topic, "link", label.near, Strength.ROW)
        beside = self._beside[label.url, label.near]
        if GUIDES.match(label.text) and len(beside) > 1:
            return
        place = (label.text, label.near, label.heading, target)
        told = self._around.get(label.url, {}).get(place, Around())
        row = told.row or label.near
        by_row = [] if is_menu(label.near, beside, self._topics) else self._by_row(row)
        by_text = list(self.named(label.text, "link", Strength.LINK))
        yield from by_row
        yield from by_text
        hub = self._hubs.get(label.url)
        if hub is None:
            return
        topic = topic_by_number(hub, row or label.text, self._codes)
        if topic and not by_row:
            yield Lead(topic, "link", row or label.text, Strength.NUMBERED)
        elif not by_row:
            yield from self._by_heading(hub, told, label, named=bool(by_text))

    def _by_heading(self, hub: Hub, told: Around, label: Label, *, named: bool) -> Iterator[Lead]:
        """What stands above a link says of it; `named`: its own words name something."""
        above = (told.above, label.heading)
        for words in filter(None, above if number_of(told.above) else above[::-1]):
            found = [] if named else list(self.named(words, "link", Strength.HEADED))
            if not found and (topic := topic_by_number(hub, words, self._codes)):
                found = [Lead(topic, "link", words, Strength.NUMBERED)]
            if found:
                yield from found
                return

    def _by_row(self, row: str) -> list[Lead]:
        """What a row names: by its name alone when it is numbered and that suffices."""
        parts = dict.fromkeys((name_in(row), row)) if row else ()
        found = (list(self.named(part, "link", Strength.ROW)) for part in parts)
        return [replace(lead, label=row) for lead in next(filter(None, found), [])]
