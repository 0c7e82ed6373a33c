"""What was looked at, and whether "not found" can be believed.

Promises: one answer to "did we look everywhere?", and the coverage part of a report. Refuses to
know: what was looked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from audit.links import Atlas, bare_host
from audit.reading import current_readers
from audit.store import Store
from crawler import canonical
from crawler.model import CrawlRow, Snapshot
from reports import wording
from reports.model import Coverage, ProblemLine

UNSEEN = frozenset(
    {
        "dns", "refused", "tls", "tls_expired", "tls_chain", "tls_host", "tls_self_signed",
        "timeout", "blocked", "forbidden", "geo", "challenge", "rate_limited", "robots", "parked",
        "server_error", "network", "private_address", "not_reached",
    }
)  # fmt: skip
"""Problems after which a page's content is unknown to us, though it may well be there."""
MOST_UNSEEN = 0.1
"""Share of a site's own pages that may stay unseen before "not found" is no longer believable."""
MOST_LINES = 300
"""Problem addresses listed in a report; the counts are always complete."""


def looked_everywhere(store: Store, crawl_id: int, home: str) -> bool:
    """Was the whole site seen? `home` is the canonical address a crawl starts from.

    No, when the crawl was cut short, when its first page failed, or when too many pages did.
    """
    crawl = whole_crawl(store, crawl_id)
    if crawl is None or crawl.ended != "complete":
        return False
    atlas = Atlas(store.snapshots.current(crawl_id))
    if home_problem(store, atlas, home):
        return False
    host = bare_host(atlas.final(home))
    own = [one for one in atlas.snapshots.values() if bare_host(one.url) == host]
    unseen = sum(one.problem in UNSEEN for one in own) + undrawn(crawl)
    return unseen <= len(own) * MOST_UNSEEN


def undrawn(crawl: CrawlRow) -> int:
    """Pages made by scripts that no browser drew: what they show was not seen."""
    return int(crawl.stats.get("render", {}).get("missed", 0))


def home_problem(store: Store, atlas: Atlas, home: str) -> str | None:
    """Why the page a crawl starts from, or where it redirects to, could not be seen or read."""
    first = atlas.snapshots.get(home)
    last = atlas.snapshots.get(atlas.final(home))
    if first is None or last is None:
        return first.problem or "outside" if first else "not_reached"
    return first.problem or last.problem or _why_unread(store, last)


def _why_unread(store: Store, snapshot: Snapshot) -> str | None:
    """Why a file that stands where a web page should be has no text; a page may be all pictures."""
    if (snapshot.media or "").startswith("text/html"):
        return None
    return store.unreadable(current_readers()).get(snapshot.sha256 or "")


def whole_crawl(store: Store, crawl_id: int) -> CrawlRow | None:
    """The newest crawl up to this one that was meant for the whole site."""
    for number in range(crawl_id, 0, -1):
        try:
            row = store.snapshots.crawl_row(number)
        except KeyError:
            continue
        if not row.plan.only:
            return row
    return None


def coverage(store: Store, crawl_id: int, seen: Collection[Snapshot]) -> Coverage:
    """What a report says of a crawl and all it has seen: counts, and every page with trouble."""
    row = whole_crawl(store, crawl_id) or store.snapshots.crawl_row(crawl_id)
    # A link to another site is no trouble; a home page that leads there is.
    snapshots = [
        one for one in seen if one.problem != "outside" or one.url in map(canonical, row.plan.seeds)
    ]
    counts = store.snapshots.counts(row.id)
    unreadable = _unreadable(store, snapshots)
    troubled = [(one.problem or "", one.url) for one in snapshots if one.problem] + unreadable
    by_problem = Counter(problem for problem, _ in troubled)
    return Coverage(
        crawl_id=row.id,
        started_at=row.started_at,
        finished_at=row.finished_at or "",
        ended=row.ended or "cancelled",
        pages=sum(one.location is None for one in snapshots),
        new=counts.new,
        changed=counts.changed,
        gone=counts.gone,
        documents=len({one.sha256 for one in snapshots if one.sha256 and not one.problem}),
        unreadable=len(unreadable),
        carried=row.stats.get("carried", 0),
        problems=_lines(troubled),
        problem_counts=tuple(sorted(by_problem.items(), key=lambda item: (-item[1], item[0]))),
    )


def _unreadable(store: Store, snapshots: Sequence[Snapshot]) -> list[tuple[str, str]]:
    """Files without text a machine can read."""
    why = store.unreadable(current_readers())
    return [
        (why[one.sha256], one.url)
        for one in snapshots
        if one.sha256 in why and not one.problem and not _is_picture(one)
    ]


def unread_scans(store: Store, seen: Iterable[Snapshot]) -> int:
    """Files of what a crawl has seen whose pictures of text were never looked into."""
    waiting = {sha for sha, reader in store.scans(current_readers()).items() if "+" not in reader}
    return len(
        {
            one.sha256
            for one in seen
            if one.sha256 in waiting and not one.problem and not _is_picture(one)
        }
    )


def _is_picture(snapshot: Snapshot) -> bool:
    """Pictures on pages are not meant to have any text."""
    return (snapshot.media or "").startswith("image/")


def _lines(troubled: Iterable[tuple[str, str]]) -> tuple[ProblemLine, ...]:
    lines = sorted(set(troubled))[:MOST_LINES]
    return tuple(
        ProblemLine(problem=problem, text=wording.problem(problem).what, url=url)
        for problem, url in lines
    )
