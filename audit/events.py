"""What a check tells while it goes on.

Promises: small immutable values, safe to show or to drop. Refuses to know: terminals and screens.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A stage begins: crawl, read, judge or save."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlProgress:
    """The crawl so far: pages fetched, addresses queued, pages with trouble, documents read."""

    pages: int
    queued: int
    problems: int
    read: int
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadProgress:
    """Documents read and still to read, once the crawl is over."""

    read: int
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingSeen:
    """Of how many elements a proof was seen: provisional while the crawl goes on."""

    passed: int
    elements: int
    documents: int


Event = Stage | CrawlProgress | ReadProgress | FindingSeen
OnEvent = Callable[[Event], None]


def silent(_: Event) -> None:
    """For callers who do not want to be told."""
