"""Which known pages are taken as an earlier crawl left them, without asking the server.

Promises: only where the plan allows it, and only a whole page in good order, further from home than
one click, that is not among those the plan wants asked; the longer a page stayed the same, the
longer it is believed. Refuses to know: why the plan wants a page asked.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from crawler.frontier import Waiting
from crawler.model import CrawlPlan
from crawler.snapshots import Look, SnapshotStore
from crawler.unchanged import worth_asking
from crawler.urls import canonical

NEAR = 1  # clicks from home: where a site announces what is new
SHARE = 0.5  # of the time a page is known to have stayed the same; after Cho & Garcia-Molina, 2003
LONGEST = timedelta(days=7)


class Revisits:
    """Decides, page by page, for one crawl."""

    def __init__(self, plan: CrawlPlan, store: SnapshotStore, crawl_id: int) -> None:
        self._least = timedelta(hours=plan.keep)
        named = (*plan.revisit, *plan.declared, *plan.seeds, *plan.only)
        self._asked = frozenset(filter(None, map(canonical, named)))
        self._store = store
        self._crawl_id = crawl_id

    def kept(self, page: Waiting) -> Look | None:
        """What is known of a page that need not be asked for yet."""
        if not self._least or page.depth <= NEAR or page.tries or page.url in self._asked:
            return None
        look = self._store.look(page.url, self._crawl_id)
        if look is None or not worth_asking(look.snapshot) or self._due(look):
            return None
        return look if self._store.has(look.snapshot.sha256 or "") else None

    def _due(self, look: Look) -> bool:
        asked, since = map(datetime.fromisoformat, (look.asked, look.since))
        patience = min(max(self._least, (asked - since) * SHARE), LONGEST)
        return not timedelta(0) <= datetime.now(UTC) - asked < patience
