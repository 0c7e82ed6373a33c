"""Which known pages are carried over from an earlier crawl, without asking the server.

Promises: only where the plan allows it, and only a whole page in good order, further from home than
one click, that is not among those the plan wants asked; the longer a page stayed the same, the
longer it is believed. Refuses to know: why the plan wants a page asked.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from crawler.frontier import Waiting
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
        patience = min(max(self._least, (asked - since) * SHARE), LONGEST)
        return not timedelta(0) <= datetime.now(UTC) - asked < patience
