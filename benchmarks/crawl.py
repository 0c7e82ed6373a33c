"""Our crawl beside other ways to fetch a site: one generated site, turn by turn, in one run.

Promises: all fetch the same pages from the same server; politeness is off for all; who stores the
content is said. Refuses to know: real sites.

    OIT_BENCH_PYTHON=…/bin/python python -m benchmarks.crawl [--pages 3000] [--rounds 5]

`OIT_BENCH_PYTHON`: a Python that has aiohttp, selectolax and crawlee[parsel]; without it these two
are left out.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.village import village
from crawler import CrawlPlan, SitePaths, SnapshotStore, crawl

RIVALS = Path(__file__).parent / "rivals.py"
FAR = 0.02  # seconds; an answer over a line takes at least as long
# A program's peak memory begins with that of who started it: somebody small does.
WATCHED = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)"""
KINDS = {  # kind: (what it is, whether it stores what it fetched)
    "ours": ("oit crawl", True),
    "bare": ("bare Scrapy", False),
    "usual": ("bare Scrapy, its own link extractor", False),
    "lean": ("bare Scrapy, its aiohttp handler", False),
    "wget": ("wget --mirror", True),
    "aiohttp": ("aiohttp loop", False),
    "crawlee": ("Crawlee", True),
}
# Far from ours either way: the first round only.
ONCE = frozenset({"usual", "wget", "aiohttp", "crawlee"})


@dataclass(frozen=True, slots=True)
class Run:
    """Pages per second, CPU milliseconds per page, peak memory in MB, pages."""

    rate: float
    cpu: float
    memory: float
    pages: int


def ours(url: str, folder: Path) -> None:
    """Our crawl with everything on: guard, robots, probe, snapshots and blobs on disk."""
    paths = SitePaths(folder=folder)
    plan = CrawlPlan(seeds=(url + "/",), delay=0, open_origins=(url,), pages=10**6, minutes=600)
    result = crawl(plan, paths)
    with SnapshotStore(paths) as store:
        seconds = store.crawl_row(result.crawl_id).stats["seconds"]
    print(json.dumps({"pages": result.pages, "seconds": seconds}), flush=True)


def wget(url: str, folder: Path) -> None:
    """wget as its manual says to mirror."""
    began = time.perf_counter()
    subprocess.run(
        ["wget", "--mirror", "--quiet", "--execute", "robots=off", "-P", str(folder), url + "/"],
        check=False,
    )
    seconds = time.perf_counter() - began
    pages = sum(one.is_file() for one in folder.rglob("*"))
    print(json.dumps({"pages": pages, "seconds": seconds}), flush=True)


def command(kind: str, url: str) -> list[str] | None:
    """How to run one of them; None when this machine does not have it."""
    rival = os.environ.get("OIT_BENCH_PYTHON")
    match kind:
        case "bare":
            return [sys.executable, "-m", "benchmarks.bare", url]
        case "usual":
            return [sys.executable, "-m", "benchmarks.bare", "--usual", url]
        case "lean":
            return [sys.executable, "-m", "benchmarks.bare", "--aiohttp", url]
        case "wget" if shutil.which("wget") is None:
            return None
        case "ours" | "wget":
            return [sys.executable, "-m", "benchmarks.crawl", "--run", kind, "--url", url]
    return [rival, str(RIVALS), kind, url] if rival else None


def measure(kind: str, url: str, within: Path) -> Run | None:
    """One run of one of them, storing below `within`; None when it is absent or failed."""
    words = command(kind, url)
    if words is None:
        return None
    folder = tempfile.mkdtemp(dir=within)
    environment = os.environ | {"CRAWLEE_STORAGE_DIR": folder, "OIT_BENCH_FOLDER": folder}
    child = subprocess.run(
        [sys.executable, "-S", "-c", WATCHED, *words],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment, check=False,
    )  # fmt: skip
    *lines, used = child.stdout.splitlines()
    told = next((line for line in reversed(lines) if line.startswith("{")), None)
    if told is None:
        return None
    answer, (seconds, peak) = json.loads(told), map(float, used.split())
    cpu = seconds * 1000 / max(answer["pages"], 1)
    return Run(answer["pages"] / answer["seconds"], cpu, peak / 1024, answer["pages"])


def section(pages: int = 3000, rounds: int = 5) -> str:
    """The measurement as a part of a page."""
    # For minutes after files were removed, ext4 makes new ones ten times slower: nothing is removed
    # before the last run is over.
    with tempfile.TemporaryDirectory() as folder:
        near = _table(pages, rounds, 0, "The server answers at once", Path(folder))
        far = f"The server answers after {FAR * 1000:.0f} ms, as over a line"
        over_a_line = _table(pages, rounds, FAR, far, Path(folder))
    # Whoever stores is measured with the disk, unless TMPDIR names one in memory.
    place = f"TMPDIR={os.environ['TMPDIR']} " if "TMPDIR" in os.environ else ""
    return (
        "## Pages per second\n\n"
        f"`{place}python -m benchmarks.crawl --pages {pages} --rounds {rounds}`: one generated "
        f"site of {pages:,} Thai pages (40 KB, 110 links each), politeness off for all, turn by "
        "turn; medians (its own link extractor and the last three: one round). Only within a table "
        "can numbers be compared. All of Scrapy but one row read links with selectolax, like ours, "
        "and look for circles of garbage as seldom."
        f"\n\n{near}\n{over_a_line}"
    )


def _table(pages: int, rounds: int, latency: float, title: str, folder: Path) -> str:
    found: dict[str, list[Run]] = {}
    with village(pages, latency=latency) as url:
        for number in range(rounds):
            for kind in (one for one in KINDS if number == 0 or one not in ONCE):
                run = measure(kind, url, folder)
                found.setdefault(kind, []).extend([run] if run else [])
    lines = [f"{title}:\n", "| | stores | pages | pages/s | ms CPU/page | peak MB | ours to it |"]
    lines.append("|---|---|---|---|---|---|---|")
    ours_rate = statistics.median(run.rate for run in found["ours"])
    for kind, (name, stores) in KINDS.items():
        runs = found[kind]
        if not runs:
            lines.append(f"| {name} | | absent | | | | |")
            continue
        rate = statistics.median(run.rate for run in runs)
        cpu = statistics.median(run.cpu for run in runs)
        memory = max(run.memory for run in runs)
        lines.append(
            f"| {name} | {'yes' if stores else 'no'} | {runs[-1].pages:,} | {rate:.0f} | {cpu:.2f} "
            f"| {memory:.0f} | {ours_rate / rate:.2f} |"
        )
    return "\n".join(lines) + "\n"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--pages", type=int, default=3000)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--run", choices=("ours", "wget"))
    options.add_argument("--url", default="")
    chosen = options.parse_args()
    if chosen.run:
        folder = Path(os.environ["OIT_BENCH_FOLDER"])
        (ours if chosen.run == "ours" else wget)(chosen.url, folder)
    else:
        print(section(chosen.pages, chosen.rounds))


if __name__ == "__main__":
    main()
