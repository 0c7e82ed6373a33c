"""What is still to be fetched, and in which order.

Promises: a Scrapy scheduler that keeps plain tuples instead of requests, hands out at most the
number of pages the plan allows, best first, and nothing once closed. Refuses to know: HTML, scope.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush
from itertools import count
from time import monotonic
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.core.scheduler import BaseScheduler

from crawler.urls import hostname

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

AGAIN = 1_000_000  # rank of a request that is made once more
LAST = 1_000_000  # rank of what there is reason to doubt: after everything else …
ONE_IN = 8  # … and only some of it, while the doubt lasts
MOST_HELD = 100  # addresses of paused hosts looked past before giving up for the moment


@dataclass(frozen=True, slots=True, order=True)
class Waiting:
    """One address in the queue; the smallest `rank` leaves first, in order of arrival."""

    rank: int
    number: int
    url: str
    depth: int = 0
    tries: int = 0

    def once_more(self) -> Waiting:
        """The same address, tried once more."""
        return replace(self, tries=self.tries + 1)


class Frontier(BaseScheduler):
    """Own scheduler, because a queued `Request` costs twenty times a tuple in time and memory."""

    def __init__(self, most: int, make: Callable[[Waiting], Request | None]) -> None:
        """`most`: pages that may be handed out; `make`: builds the request when its turn comes.

        It may say None: the page is had without asking.
        """
        self._left = most
        self._make = make
        self._heap: list[Waiting] = []
        self._numbers = count()
        self.closed = False
        self._paused: dict[str, float] = {}
        self._held_until = 0.0
        self._shut: set[str] = set()
        self.unnamed: dict[str, Waiting] = {}  # what waits and no link told what it is
        self._moved: set[int] = set()  # numbers of entries that count no more
        self.left_out = 0  # addresses of hosts that were shut
        self.doubts: Callable[[str], bool] = lambda _: False  # whether an address shows nothing new
        self._doubted = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Frontier:
        """The frontier that the spider was given."""
        found = crawler.spider.frontier  # type: ignore[union-attr]  # set by the spider's __init__
        assert isinstance(found, Frontier)
        return found

    @property
    def left(self) -> int:
        """Addresses known and not handed out."""
        return len(self._heap) - len(self._moved) + self.left_out

    def add(self, url: str, *, rank: int, depth: int = 0, named: bool = True) -> None:
        """Queue an address; the caller makes sure it is new. `named`: a link told what it is."""
        if self._shut and hostname(url) in self._shut:
            self.left_out += 1
            return
        waiting = Waiting(rank, next(self._numbers), url, depth)
        heappush(self._heap, waiting)
        if not named:
            self.unnamed[url] = waiting

    def name(self, url: str, rank: int, depth: int) -> None:
        """A link leads to one of the `unnamed`: it waits in this place, when that is better."""
        if rank >= self.unnamed[url].rank:
            return
        self._moved.add(self.unnamed.pop(url).number)
        heappush(self._heap, Waiting(rank, next(self._numbers), url, depth))

    def again(self, page: Waiting) -> None:
        """Queue an address once more, not counted again."""
        heappush(self._heap, replace(page.once_more(), rank=-AGAIN, number=next(self._numbers)))

    def drop(self, urls: Container[str]) -> None:
        """Take addresses out of the queue: an interrupted crawl has them already."""
        self._keep(lambda waiting: waiting.url not in urls)

    def give_back(self) -> None:
        """A page handed out was not fetched after all (robots.txt forbids it)."""
        self._left += 1

    def pause(self, host: str, seconds: float) -> None:
        """Hand out nothing of this host for a while."""
        self._paused[host] = max(self._paused.get(host, 0.0), monotonic() + seconds)

    def hold(self, seconds: float) -> None:
        """Hand out nothing at all for a while."""
        self._held_until = monotonic() + seconds

    @property
    def held(self) -> bool:
        """Whether the whole crawl is resting."""
        return monotonic() < self._held_until

    def shut(self, host: str) -> None:
        """Hand out nothing of this host any more."""
        self._shut.add(host)
        gone = self._keep(lambda waiting: hostname(waiting.url) != host)
        self.left_out += sum(waiting.tries == 0 for waiting in gone)

    def stop(self) -> None:
        """Hand out nothing more."""
        self.closed = True

    def has_pending_requests(self) -> bool:
        """Scrapy's question: is there more to come?"""
        while self._heap and self._heap[0].number in self._moved:
            self._moved.discard(heappop(self._heap).number)
        waiting = bool(self._heap) and not self.closed and self._may_go(self._heap[0])
        return waiting and not self.held

    def enqueue_request(self, request: Request) -> bool:
        """Scrapy's way in: a page that is tried again, before all others and not counted again."""
        page = request.meta["page"]
        assert isinstance(page, Waiting)
        heappush(self._heap, replace(page, rank=-AGAIN, number=next(self._numbers)))
        return not self.closed

    def next_request(self) -> Request | None:
        """Scrapy's way out: the best address whose host is not paused."""
        held: list[Waiting] = []
        found = None
        while self.has_pending_requests() and len(held) < MOST_HELD:
            waiting = heappop(self._heap)
            if self._resting(waiting.url):
                held.append(waiting)
                continue
            if waiting.rank > 0 and waiting.tries == 0 and self._put_off(waiting):
                continue
            found = waiting
            self.unnamed.pop(waiting.url, None)
            break
        for waiting in held:
            heappush(self._heap, waiting)
        if found is None:
            return None
        if found.tries == 0:
            self._left -= 1
        return self._make(found)

    def _keep(self, wanted: Callable[[Waiting], bool]) -> list[Waiting]:
        """Take out of the queue what is not wanted; what that was."""
        waiting = [one for one in self._heap if one.number not in self._moved]
        self._moved.clear()
        self._heap = [one for one in waiting if wanted(one)]
        heapify(self._heap)
        gone = [one for one in waiting if not wanted(one)]
        for one in gone:
            self.unnamed.pop(one.url, None)
        return gone

    def _put_off(self, waiting: Waiting) -> bool:
        """Leave for the end, and then for good, what would show the same as others of its kind."""
        if not self.doubts(waiting.url):
            return False
        if waiting.rank < LAST:
            heappush(self._heap, replace(waiting, rank=LAST))
            return True
        self._doubted += 1
        if self._doubted % ONE_IN == 0:
            return False
        self.unnamed.pop(waiting.url, None)
        return True

    def _may_go(self, waiting: Waiting) -> bool:
        return self._left > 0 or waiting.tries > 0

    def _resting(self, url: str) -> bool:
        if not self._paused:
            return False
        host = hostname(url)
        until = self._paused.get(host)
        if until is None:
            return False
        if until > monotonic():
            return True
        del self._paused[host]
        return False
