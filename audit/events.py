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
class Waiting:
    """Somebody else crawls this folder (`locked`) or this host (`busy_host`) just now."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlProgress:
    """The crawl so far: pages fetched, addresses queued, pages with trouble, documents read.

    `resting`: the time of day the crawl waits for, when the site is not crawled at this hour.
    """

    pages: int
    queued: int
    problems: int
    read: int
    url: str = ""
    resting: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadProgress:
    """Documents read and still to read, once the crawl is over."""

    read: int
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingSeen:
    """Of how many elements a proof was seen: provisional while the crawl goes on.

    `proven`: the same for every indicator, as (code, elements seen, elements).
    """

    passed: int
    elements: int
    documents: int
    proven: tuple[tuple[str, int, int], ...] = ()


Event = Stage | Waiting | CrawlProgress | ReadProgress | FindingSeen
OnEvent = Callable[[Event], None]


def silent(_: Event) -> None:
    """For callers who do not want to be told."""
