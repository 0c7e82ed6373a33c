"""Says which indicators short descriptions of links and pages belong to (`oit classify`).

Promises: one answer a description: candidates best first, and which of them the words decide, if
any (`decided`); no network, no database, no clock. Refuses to know: documents, proof; a topic here
is only a lead.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from rules.naming import Topic, Topics
from rules.pack import Pack
from rules.targets import file_name, folder_name

Answer = dict[str, Any]
NO_ITEM = "บรรทัดนี้ไม่ใช่ JSON ของรายการ (ต้องมี id และ label, url, title, headings หรือ text)"
MOST = 3
"""Topics answered at the most: a person cannot choose among more."""
_OF_LIST = re.compile(r"(?:(?:ITA|OIT)[\W_]*)?(?:[0-9]{2,4}[\W_]+)?[oO][\W_]?[0-9]{1,2}(?![0-9])")
"""A file name that begins with an indicator's number."""


class Item(BaseModel):
    """One description. `headings`: the row label or headings above a link, nearest last."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    id: str | int | None = None
    label: str | None = None
    url: str | None = None
    title: str | None = None
    headings: str | list[str] | None = None
    text: str | None = None

    @property
    def heading_list(self) -> list[str]:
        """`headings` as a list, nearest first."""
        if not self.headings:
            return []
        return [self.headings] if isinstance(self.headings, str) else self.headings[::-1]


def classify(item: Item, topics: Topics, *, guess: bool = True) -> tuple[Topic, ...]:
    """The topics of one description, best first; only the first can be `decided`.

    What the row or heading says comes before the link's own words ("ดาวน์โหลด" means nothing
    alone); the file name and the body speak only when both are silent, except a file that was named
    for the list (`o12-…`). Behind the first come candidates: what the other words say, and what
    sites mix up with it. Words that name nothing but leave topics open give guesses, never decided;
    without `guess` they give nothing.
    """
    said = list(_said(item, topics))
    if not said:
        # A heading that names nothing speaks of some other subject.
        return _guesses(item, topics)[:MOST] if guess and not item.heading_list else ()
    (text, first), *rest = said
    others = [found for _, found in rest]
    also = {topic.topic for found in others for topic in found}
    ranked = sorted(first, key=lambda topic: topic.topic not in also)
    if also and not also.intersection(topic.topic for topic in ranked):
        # The name of the file contradicts the words of the link: one of them is wrong.
        ranked = [replace(topic, decided=False) for topic in ranked]
    if forks := topics.forks(ranked[0], text):
        ranked = [replace(topic, decided=False) for topic in ranked]
    behind = [replace(topic, decided=False) for found in others for topic in found]
    behind += _numbered(item, topics) if guess else ()
    behind += [near for topic in ranked for near in topics.beside(topic)]
    return _once([*ranked, *forks, *behind])[:MOST]


def _said(item: Item, topics: Topics) -> Iterator[tuple[str, tuple[Topic, ...]]]:
    """The texts that name something, those that decide first, with what they name."""
    named = [(text, found) for text, via in _texts(item) if (found := topics.of(text, via))]
    if item.url and (found := topics.of_url(item.url)):
        by_list = not item.heading_list and _OF_LIST.match(file_name(item.url))
        named.insert(0 if by_list else len(named), (file_name(item.url), found))
    if not named and item.text and (found := topics.of(item.text[:300], "text")):
        named.append((item.text[:300], found))
    yield from named


def _texts(item: Item) -> Iterator[tuple[str, str]]:
    """The words given, those that decide first."""
    for heading in item.heading_list:
        yield heading, "heading"
    for text, via in ((item.label, "label"), (item.title, "title")):
        if text:
            yield text, via


def _guesses(item: Item, topics: Topics) -> tuple[Topic, ...]:
    """What words that name nothing leave open: the link's own, then those of its address."""
    numbered = _numbered(item, topics)
    for text, via in _texts(item):
        if found := topics.guesses(text, via):
            return _once([*numbered, *found])
    parts = (file_name(item.url), folder_name(item.url)) if item.url else ()
    named = next((found for part in parts if (found := topics.guesses(part, "filename"))), ())
    return _once([*numbered, *named])


def _numbered(item: Item, topics: Topics) -> tuple[Topic, ...]:
    """The topic whose number the link or its file bears."""
    said = [(item.label, "label"), (file_name(item.url) if item.url else None, "filename")]
    return next((found for text, via in said if text and (found := topics.numbered(text, via))), ())


def _once(topics: Iterable[Topic]) -> tuple[Topic, ...]:
    """Every topic once, none stronger than one before it."""
    kept: dict[str, Topic] = {}
    least = 100
    for topic in topics:
        if topic.topic not in kept:
            least = min(least, topic.strength)
            kept[topic.topic] = replace(topic, strength=least)
    return tuple(kept.values())


class Classifier:
    """Answers one description after another by one pack."""

    def __init__(self, pack: Pack, *, guess: bool = True) -> None:
        self._topics = Topics(pack)
        self._names = {indicator.topic: indicator.title for indicator in pack.indicators}
        self._guess = guess

    def answer(self, item: Item) -> Answer:
        """`decided` is the topic that the words alone settle, or None; `topics` stand in order."""
        found = classify(item, self._topics, guess=self._guess)
        decided = found[0].topic if found and found[0].decided else None
        return {
            "id": item.id,
            "decided": decided,
            "topics": [self._plain(topic) for topic in found],
        }

    def line(self, line: str) -> str:
        """One line of JSON for another; a line that is no description says so in `error`."""
        try:
            answer = self.answer(Item.model_validate_json(line))
        except ValidationError:
            answer = {"id": None, "error": NO_ITEM}
        return json.dumps(answer, ensure_ascii=False)

    def _plain(self, topic: Topic) -> Answer:
        return {
            "topic": topic.topic,
            "families": list(topic.families),
            "code": topic.code,
            "name": self._names.get(topic.topic),
            "via": topic.via,
            "strength": topic.strength,
            "decided": topic.decided,
            "guess": topic.guess,
        }


def classify_lines(lines: Iterable[str], pack: Pack, *, guess: bool = True) -> Iterator[str]:
    """JSON Lines in, JSON Lines out. A line that is no description gives `id` null and `error`."""
    classifier = Classifier(pack, guess=guess)
    yield from (classifier.line(line) for line in lines if line.strip())
