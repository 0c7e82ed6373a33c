"""Memory and cost per page of our crawl as a site grows tenfold.

Promises: two generated sites, the same but for the number of pages, crawled by the same command.
Refuses to know: other programs.

    python -m benchmarks.memory [--pages 5000]
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from benchmarks.crawl import measure
from benchmarks.village import village

TIMES = 10
SIZE, LINKS = 6_000, 30  # small pages: what grows with their number shows the more


def section(pages: int = 5000) -> str:
    """The measurement as a part of a page."""
    runs = []
    with tempfile.TemporaryDirectory() as folder:
        for number in (pages, pages * TIMES):
            with village(number, size=SIZE, links=LINKS) as url:
                run = measure("ours", url, Path(folder))
            assert run is not None, "the crawl failed"
            runs.append(run)
    rows = "\n".join(f"| {r.pages:,} | {r.memory:.0f} | {r.cpu:.2f} | {r.rate:.0f} |" for r in runs)
    small, large = runs
    return (
        "## Memory and cost per page\n\n"
        f"`python -m benchmarks.memory --pages {pages}`: pages of {SIZE // 1000} KB with {LINKS} "
        "links, politeness off.\n\n"
        f"| pages | peak MB | ms CPU/page | pages/s |\n|---|---|---|---|\n{rows}\n\n"
        f"{TIMES} times the pages take {large.memory / small.memory:.2f} times the memory and "
        f"{large.cpu / small.cpu:.2f} times the CPU per page.\n"
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--pages", type=int, default=5000)
    print(section(options.parse_args().pages))


if __name__ == "__main__":
    main()
