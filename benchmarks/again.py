"""What a second check of an unchanged site costs beside the first.

Promises: the demonstration site and a larger generated one, each checked twice at the same pace;
requests, bytes of bodies and seconds of both crawls, and whether the findings are the same. Refuses
to know: what is on the pages.

    python -m benchmarks.again [--news 1500]
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from audit.demo import AGENCY_KIND, AS_OF, PACK, build, serve
from audit.run import CheckOptions, check_site
from audit.site import Site
from audit.store import Store
from benchmarks.frontier import generated, served

DELAY = 0.1  # seconds between two requests


class Cost(NamedTuple):
    """One check: pages of its crawl, pages asked for, bytes of bodies, seconds; the findings."""

    pages: int
    asked: int
    size: int
    seconds: float
    findings: tuple[object, ...]


def section(news: int = 1500) -> str:
    """The measurement as a part of a page."""
    rows = [*_rows("demonstration", _demo()), *_rows("generated", _generated(news))]
    return (
        "## The second check of an unchanged site\n\n"
        f"`python -m benchmarks.again --news {news}`, {DELAY:g} s between two requests, one right "
        "after the other. The demonstration is nearly all evidence, which every check asks for; "
        f"the generated site has {news:,} pages of news besides, as agencies do, and a server that "
        "gives an ETag for files only.\n\n"
        "| site | check | pages | asked for | bytes of bodies | seconds |\n"
        "|---|---|---|---|---|---|\n" + "\n".join(rows) + "\n"
    )


def _rows(name: str, costs: tuple[Cost, Cost]) -> Iterator[str]:
    for word, cost in zip(("first", "second"), costs, strict=True):
        yield (
            f"| {name} | {word} | {cost.pages:,} | {cost.asked:,} | {cost.size:,} "
            f"| {cost.seconds:.1f} |"
        )
    first, second = costs
    same = "equal" if first.findings == second.findings else "NOT equal"
    yield (
        f"| {name} | first to second | | {first.asked / max(second.asked, 1):.1f} "
        f"| {first.size / max(second.size, 1):.1f} | {first.seconds / second.seconds:.1f}; "
        f"findings {same} |"
    )


def _demo() -> tuple[Cost, Cost]:
    with tempfile.TemporaryDirectory() as place:
        build(Path(place) / "pages", "before")
        with serve(Path(place) / "pages") as server:
            return _twice(server.url, Path(place) / "site")


def _generated(news: int) -> tuple[Cost, Cost]:
    pages, _ = generated(news)
    with tempfile.TemporaryDirectory() as place, served(pages) as url:
        return _twice(url, Path(place) / "site")


def _twice(url: str, folder: Path) -> tuple[Cost, Cost]:
    site = Site.create(folder, url, AGENCY_KIND, PACK, name="สาธิต")
    first, crawls = _cost(site, 0)
    second, _ = _cost(site, crawls)
    return first, second


def _cost(site: Site, before: int) -> tuple[Cost, int]:
    """What a check costs with all its crawls after `before`, and the number of the last one."""
    result = check_site(site, CheckOptions(as_of=AS_OF, delay=DELAY, minutes=60))
    with Store(site.paths) as store:
        numbers = range(before + 1, result.crawl_id + 1)
        stats = [store.snapshots.crawl_row(number).stats for number in numbers]
    asked = sum(one["pages"] - one["carried"] for one in stats)
    size, seconds = (sum(one[name] for one in stats) for name in ("bytes", "seconds"))
    return Cost(stats[0]["pages"], asked, size, seconds, result.findings), result.crawl_id


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--news", type=int, default=1500)
    print(section(options.parse_args().news))


if __name__ == "__main__":
    main()
