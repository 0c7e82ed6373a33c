"""Which known pages are carried over from an earlier crawl, without asking the server.

Promises: only where the plan allows it, and only a whole page in good order, further from home than
one click, that is not among those the plan wants asked; the longer a page stayed the same, the
longer it is believed, unless the site's own lists say that it changed. Refuses to know: why the
plan wants a page asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from crawler.frontier import Waiting
from crawler.lists import Named
from crawler.model import CrawlPlan, Snapshot
from crawler.snapshots import Look, SnapshotStore
from crawler.unchanged import worth_asking
from crawler.urls import canonical

NEAR = 1  # clicks from home: where a site announces what is new
SHARE = 0.5  # of the time a page is known to have stayed the same; after Cho & Garcia-Molina, 2003
LONGEST = timedelta(days=7)


class Revisits:
    """Decides, page by page, for one crawl."""

    def __init__(self, plan: CrawlPlan, store: SnapshotStore, crawl_id: int) -> None:
        self._least = timedelta(hours=plan.revisit_hours)
        named = (*plan.always, *plan.declared, *plan.seeds)
        self._asked = frozenset(filter(None, map(canonical, named)))
        self._store = store
        self._crawl_id = crawl_id
        self._changed: dict[str, datetime] = {}

    def heard(self, named: Iterable[Named]) -> None:
        """Take note of what a sitemap, a feed or WordPress says of when its pages changed."""
        if not self._least:
            return
        for url, said in named:
            when = _instant(said) if said else None
            page = canonical(url) if when else None
            # Nothing is carried over that was asked for longer ago, so older changes tell nothing.
            if page and when and datetime.now(UTC) - when < LONGEST:
                self._changed[page] = when

    def carried(self, page: Waiting) -> Snapshot | None:
        """What is known of a page that need not be asked for yet."""
        if not self._least or page.depth <= NEAR or page.tries or page.url in self._asked:
            return None
        look = self._store.look(page.url, self._crawl_id)
        if look is None or not worth_asking(look.snapshot) or self._due(look):
            return None
        return look.snapshot if self._store.has(look.snapshot.sha256 or "") else None

    def _due(self, look: Look) -> bool:
        asked, since = map(datetime.fromisoformat, (look.snapshot.seen_at, look.since))
        if asked < self._changed.get(look.snapshot.url, asked):
            return True
        patience = min(max(self._least, (asked - since) * SHARE), LONGEST)
        return not timedelta(0) <= datetime.now(UTC) - asked < patience


def _instant(said: str) -> datetime | None:
    """A time as ISO 8601 or RFC 5322 write it, else in UTC; a day lasts to its end."""
    said = said.strip()
    try:
        when = datetime.fromisoformat(said)
    except ValueError:
        try:
            when = parsedate_to_datetime(said)
        except ValueError:
            return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return when + timedelta(days=1) if len(said) == len("2026-01-31") else when
