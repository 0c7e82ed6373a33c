"""What a careful person wants of servers that were written without looking at the crawler."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from crawler import CrawlPlan, SitePaths, Snapshot, SnapshotStore, canonical, crawl
from tests.crawler import unseen_links, unseen_traps, unseen_walls, unseen_wire
from tests.crawler.unseen_servers import Case, Site, serve

CASES = unseen_wire.CASES | unseen_walls.CASES | unseen_links.CASES | unseen_traps.CASES
MARK = re.compile(rb"\[MARK ([^\]]+)\]")


def visit(case: Case, site: Site, folder: Path) -> tuple[list[Snapshot], set[str]]:
    """Crawl the case: every answer, and the marks of what was kept as content."""
    base = f"http://127.0.0.1:{site.port}"
    settings = {
        "delay": 0.0,
        "minutes": 3.0,
        "timeout": 15.0,
        "render": False,
        "pages": 200,
    } | dict(case.plan)
    plan = CrawlPlan(seeds=(base + "/",), open_origins=(base,), **settings)
    paths = SitePaths(folder=folder)
    result = crawl(plan, paths)
    with SnapshotStore(paths) as store:
        rows = list(store.snapshots(result.crawl_id))
        good = {row.sha256 for row in rows if row.sha256 and row.problem is None}
        marks = {m.decode() for sha in good for m in MARK.findall(store.read(sha))}
    return rows, marks


def differences(case: Case, site: Site, rows: list[Snapshot], marks: set[str]) -> list[str]:
    """Where the crawl differs from what is wanted, in words."""
    base, out = f"http://127.0.0.1:{site.port}", []
    words = {row.url: row.problem or f"content ({row.status})" for row in rows}
    if lost := [mark for mark in case.found if mark not in marks]:
        out.append(f"not found: {', '.join(lost)}")
    if kept := [mark for mark in case.never if mark in marks]:
        out.append(f"kept as content: {', '.join(kept)}")
    for address, wanted in case.ends.items():
        got = words.get(canonical(base + address) or "", "no row")
        if got not in wanted.split("|"):
            out.append(f"{address}: {got}, not {wanted}")
    for start, most in case.most.items():
        if (asked := sum(one.target.startswith(start) for one in site.asked)) > most:
            out.append(f"{start} asked for {asked} times, not {most}")
    if len(site.asked) > case.requests:
        out.append(f"{len(site.asked)} requests, not {case.requests}")
    if site.sent > case.sent:
        out.append(f"{site.sent} bytes sent, not {case.sent}")
    if methods := {one.method for one in site.asked} - {"GET", "HEAD"}:
        out.append(f"methods {methods}")
    return out


@pytest.mark.parametrize("name", CASES)
def test_a_server_nobody_prepared_for(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    with serve(case) as (site, canary):
        began = time.monotonic()
        rows, marks = visit(case, site, tmp_path)
        took = time.monotonic() - began
        wrong = differences(case, site, rows, marks)
    if canary.asked:
        wrong.append(f"the forbidden server was asked for {[one.target for one in canary.asked]}")
    if took > case.seconds:
        wrong.append(f"{took:.0f} s, not {case.seconds:.0f}")
    assert not wrong, "\n".join(wrong)
