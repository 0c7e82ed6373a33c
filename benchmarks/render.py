"""What the browser gains and costs, on a site of which a part is made by scripts.

Promises: the same generated site crawled with and without the browser. Refuses to know: the
evidence's meaning; a document that a page leads to is evidence here.

    python -m benchmarks.render [--pages 40]
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.frontier import served
from crawler import CrawlPlan, SitePaths, SnapshotStore, crawl

DRAWN_EVERY = 4  # one page of so many is made by scripts
SHELL = (
    "<!doctype html><html lang=th><head><title>หน่วยงาน</title><script defer src=/app.js></script>"
    "</head><body><div id=app></div></body></html>"
)
APP = """
fetch('/data' + location.pathname + '.json').then(r => r.json()).then(page => {
  document.getElementById('app').innerHTML = '<h1>' + page.title + '</h1>' +
    page.files.map(file => '<a href="' + file + '">' + file + '</a>').join('') +
    '<button>แบบฟอร์มและเอกสารเพิ่มเติมของเรื่องนี้</button>';
  document.querySelector('button').addEventListener('click', () => window.open(page.more));
});
"""


def section(pages: int = 40) -> str:
    """The measurement as a part of a page."""
    site, evidence = generated(pages)
    with tempfile.TemporaryDirectory() as folder, served(site) as url:
        plain = _crawl(url, Path(folder) / "plain", render=False)
        drawn = _crawl(url, Path(folder) / "drawn", render=True)
    stats = drawn[1]["render"]
    if stats["why"]:
        return f"## Pages made by scripts\n\nNot measured: {stats['why']}.\n"
    each = stats["seconds"] / max(stats["drawn"], 1)
    share = stats["drawn"] / len(drawn[0])
    found = [
        len({url.rstrip("/") + path for path in evidence} & seen) for seen, _ in (plain, drawn)
    ]
    return (
        "## Pages made by scripts\n\n"
        f"`python -m benchmarks.render --pages {pages}`: a generated site; one page of "
        f"{DRAWN_EVERY} is drawn by scripts from JSON and opens its last document by a button.\n\n"
        "| crawl | addresses fetched | drawn | not drawn | evidence met |\n|---|---|---|---|---|\n"
        f"| without the browser | {len(plain[0])} | 0 | | {found[0]} of {len(evidence)} |\n"
        f"| with the browser | {len(drawn[0])} | {stats['drawn']} ({share:.0%}) "
        f"| {stats['missed']} | {found[1]} of {len(evidence)} |\n\n"
        f"{each:.2f} s for each drawn page, the browser's start included.\n"
    )


def generated(pages: int) -> tuple[dict[str, str], set[str]]:
    """The site, and its documents."""
    site, evidence = {"/app.js": APP}, set()
    links = ""
    for number in range(pages):
        files = [f"/up/{number}-{n}.pdf" for n in range(3)]
        evidence |= set(files)
        links += f'<li><a href="/p{number}">เรื่องที่ {number}</a></li>'
        if number % DRAWN_EVERY:
            listed = "".join(f'<a href="{file}">เอกสาร</a>' for file in files)
            site[f"/p{number}"] = f"<h1>เรื่องที่ {number}</h1>{listed}<p>{'คำอธิบาย ' * 50}"
        else:
            data = {"title": f"เรื่องที่ {number}", "files": files[:2], "more": files[2]}
            site[f"/p{number}"] = SHELL
            site[f"/data/p{number}.json"] = json.dumps(data)
    site["/"] = f"<h1>หน้าแรก</h1><ul>{links}</ul>" + "ข่าวของหน่วยงาน " * 30
    return site | dict.fromkeys(evidence, "%PDF-1.4"), evidence


def _crawl(url: str, folder: Path, *, render: bool) -> tuple[set[str], dict[str, Any]]:
    plan = CrawlPlan(seeds=(url,), open_origins=(url,), delay=0, render=render)
    result = crawl(plan, SitePaths(folder=folder))
    with SnapshotStore(SitePaths(folder=folder)) as store:
        seen = {one.url for one in store.snapshots(result.crawl_id) if one.problem is None}
        return seen, store.crawl_row(result.crawl_id).stats


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--pages", type=int, default=40)
    print(section(options.parse_args().pages))


if __name__ == "__main__":
    main()
