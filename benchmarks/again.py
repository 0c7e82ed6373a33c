"""What a second check of an unchanged site costs beside the first.

Promises: the demonstration site, crawled twice with the same settings; bytes of bodies and seconds
of both. Refuses to know: what is on the pages.

    python -m benchmarks.again
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from audit.demo import build, serve
from crawler import CrawlPlan, SitePaths, SnapshotStore, crawl


def section(delay: float = 0.1) -> str:
    """The measurement as a part of a page."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        build(folder / "pages", "before")
        with serve(folder / "pages") as server:
            plan = CrawlPlan(
                seeds=(server.url,), delay=delay, open_origins=(server.url,), render=False
            )
            first, second = (_cost(plan, SitePaths(folder=folder / "site")) for _ in range(2))
    return (
        "## The second check of an unchanged site\n\n"
        f"`python -m benchmarks.again`, {delay:g} s between two requests.\n\n"
        "| crawl | pages | bytes of bodies | seconds |\n|---|---|---|---|\n"
        f"| first | {first[0]} | {first[1]:,} | {first[2]:.1f} |\n"
        f"| second | {second[0]} | {second[1]:,} | {second[2]:.1f} |\n\n"
        f"{first[1] / max(second[1], 1):.1f} times cheaper in bytes, "
        f"{first[2] / second[2]:.1f} times faster.\n"
    )


def _cost(plan: CrawlPlan, paths: SitePaths) -> tuple[int, int, float]:
    result = crawl(plan, paths)
    with SnapshotStore(paths) as store:
        stats = store.crawl_row(result.crawl_id).stats
    return stats["pages"], stats["bytes"], stats["seconds"]


if __name__ == "__main__":
    print(section())
