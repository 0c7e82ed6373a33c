"""Says which indicators short descriptions of links and pages belong to (`oit classify`).

Promises: one answer a description, best topic first, empty when nothing fits or nothing decides; no
network, no database, no clock. Refuses to know: documents, proof; a topic here is only a lead.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from rules.naming import Topic, Topics
from rules.pack import Pack

MOST = 3
"""Topics answered at the most: a person cannot choose among more."""


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


def classify(item: Item, topics: Topics) -> tuple[Topic, ...]:
    """The topics of one description, best first.

    What the row or heading says comes before the link's own words ("ดาวน์โหลด" means nothing
    alone); the file name and the body speak only when both are silent.
    """
    for heading in item.heading_list:
        if found := topics.of(heading, "heading"):
            return found[:MOST]
    for text, via in ((item.label, "label"), (item.title, "title")):
        if text and (found := topics.of(text, via)):
            return found[:MOST]
    if item.url and (found := topics.of_url(item.url)):
        return found[:MOST]
    first = (item.text or "")[:300]
    return topics.of(first, "text")[:MOST] if first else ()


def classify_lines(lines: Iterable[str], pack: Pack) -> Iterator[str]:
    """JSON Lines in, JSON Lines out. A line that is no description gives `id` null and `error`."""
    topics = Topics(pack)
    for line in lines:
        if not line.strip():
            continue
        yield json.dumps(_answer(line, topics), ensure_ascii=False)


def _answer(line: str, topics: Topics) -> dict[str, Any]:
    try:
        item = Item.model_validate_json(line)
    except ValidationError:
        return {
            "id": None,
            "error": "บรรทัดนี้ไม่ใช่ JSON ของรายการ (ต้องมี id และ label, url, title, headings หรือ text)",
        }
    return {"id": item.id, "topics": [_plain(topic) for topic in classify(item, topics)]}


def _plain(topic: Topic) -> dict[str, Any]:
    return {
        "topic": topic.topic,
        "families": list(topic.families),
        "code": topic.code,
        "via": topic.via,
        "strength": topic.strength,
    }
