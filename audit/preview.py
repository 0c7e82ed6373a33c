"""First findings while the crawl still goes on.

Promises: now and then, how many elements are already proven by what has been read; never longer
than a small share of the time. Refuses to know: anything that is kept; a preview is only told.
"""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections.abc import Iterable

from audit.documents import Library
from audit.events import FindingSeen, OnEvent
from audit.judging import context_for, judge_pack
from audit.reading import current_readers
from audit.site import Site
from audit.store import Store
from rules.model import Finding, Outcome
from rules.pack import Pack

FIRST_SECONDS = 5.0
EVERY_SECONDS = 20.0
EVERY_DOCUMENTS = 200
COST = 10
"""A look that took a second is not repeated within this many seconds."""

log = logging.getLogger("oit.preview")


class Preview:
    """Judges what is there: after 5 seconds, then about every 20 seconds or 200 new documents."""

    def __init__(
        self, site: Site, store: Store, pack: Pack, as_of: dt.date, on_event: OnEvent
    ) -> None:
        self._site = site
        self._store = store
        self._pack = pack
        self._on_event = on_event
        self._context = context_for(pack, site.config.kind, as_of, crawl_complete=False)
        self._rest_until = 0.0
        self._due = time.monotonic() + FIRST_SECONDS
        self._read = 0

    def look(self, crawl_id: int, read: int) -> None:
        """Tell what is proven so far, when it is time. A bug here never stops a crawl."""
        now = time.monotonic()
        new = read - self._read
        if not new or now < self._rest_until or (now < self._due and new < EVERY_DOCUMENTS):
            return
        self._read = read
        try:
            self._on_event(self._seen(crawl_id, read))
        except Exception:
            log.exception("preview of crawl %s", crawl_id)
        after = time.monotonic()
        self._rest_until = after + COST * (after - now)
        self._due = after + EVERY_SECONDS

    def _seen(self, crawl_id: int, read: int) -> FindingSeen:
        library = Library(self._store, current_readers(), self._site.hosts)
        documents = library.for_crawl(self._store.snapshots.current(crawl_id))
        findings = judge_pack(
            self._pack, documents, self._context, declared={},
            also_named=self._site.config.also_named, agency=self._site.config.name,
            front=library.resolve(self._site.config.url),
        ).findings  # fmt: skip
        passed = sum(finding.outcome is Outcome.PASSED for finding in findings)
        return FindingSeen(
            passed=passed, elements=len(findings), documents=read, proven=_by_code(findings)
        )


def _by_code(findings: Iterable[Finding]) -> tuple[tuple[str, int, int], ...]:
    counts: dict[str, list[int]] = {}
    for finding in findings:
        count = counts.setdefault(finding.code, [0, 0])
        count[0] += finding.outcome is Outcome.PASSED
        count[1] += 1
    return tuple((code, seen, all_of) for code, (seen, all_of) in counts.items())
