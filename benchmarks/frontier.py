"""How early a crawl meets the evidence: ours beside breadth-first, on the same sites, in one run.

Promises: the demonstration site and a large generated one, each crawled twice, with and without the
words that mark links; the order of the stored pages is what is measured. Refuses to know: why a
page is evidence (the demonstration's own audit says so; the generated site was made with it).

    python -m benchmarks.frontier [--news 3000]
"""

from __future__ import annotations

import argparse
import random
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from audit.demo import AGENCY_KIND, AS_OF, PACK, build, serve
from audit.leads import leads
from audit.run import CheckOptions, check_site
from audit.site import Site
from audit.store import Store
from crawler import CrawlPlan, SitePaths, SnapshotStore, crawl
from rules.reader import load_pack

SHARES = (0.05, 0.1, 0.2, 0.5, 1.0)
SECTIONS = (
    "เกี่ยวกับเรา",
    "ข่าวสาร",
    "บริการประชาชน",
    "คลังความรู้",
    "กฎหมาย",
    "การเปิดเผยข้อมูลสาธารณะ (OIT)",
)
PAPER = 25_000  # lines, about 150 KB: a document as agencies scan them is larger still
STORIES = ("ร่วม", "เปิด", "อบรม", "ชุมชน", "อาสา", "เกษตร", "กีฬา", "ตลาด", "ถนน", "ดนตรี", "ป่า")
EVIDENCE = """
select distinct evidence.url from evidence where aside is null"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--news", type=int, default=3000)
    print(section(options.parse_args().news))


def section(news: int = 3000) -> str:
    """The measurement as a part of a page."""
    rows = [*_demo(), *_large(news)]
    head = "".join(f" {share:.0%} |" for share in SHARES)
    lines = "\n".join(rows)
    return (
        "## Evidence against pages fetched\n\n"
        f"`python -m benchmarks.frontier --news {news}`. Breadth-first needs a number of fetches "
        "to meet all the evidence; the columns say how much of the evidence was met within that "
        "share of them. No order can meet more pages than it fetches: `at best` says how much that "
        "allows.\n\n"
        f"| site | order | fetches for all |{head}\n|---|---|---|{'---|' * len(SHARES)}\n{lines}\n"
    )


def _demo() -> list[str]:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        build(folder / "pages", "before")
        with serve(folder / "pages") as server:
            site = Site.create(folder / "site", server.url, AGENCY_KIND, PACK, name="สาธิต")
            check_site(site, CheckOptions(as_of=AS_OF, delay=0))
            with Store(site.paths) as store:
                rows = store.snapshots._db.execute(EVIDENCE).fetchall()
            return _compare("demonstration", server.url, {url for (url,) in rows}, folder)


def _large(news: int) -> list[str]:
    pages, evidence = generated(news)
    with tempfile.TemporaryDirectory() as folder, served(pages) as url:
        wanted = {url.rstrip("/") + path for path in evidence}
        return _compare(f"generated, {len(pages)} pages", url, wanted, Path(folder))


def _compare(name: str, url: str, evidence: set[str], folder: Path) -> list[str]:
    words = leads(load_pack(PACK).pack, {})
    plain = _order(url, (), folder / "plain")
    ours = _order(url, words, folder / "ours")
    needed = max(place for place, one in enumerate(plain, start=1) if one in evidence)
    best = (min(1.0, int(needed * share) / len(evidence)) for share in SHARES)
    rows = [
        f"| {name} | at best | {len(evidence)} |" + "".join(f" {share:.0%} |" for share in best)
    ]
    for order, found in (("breadth-first", plain), ("ours", ours)):
        met = {share: len(evidence & set(found[: int(needed * share)])) for share in SHARES}
        cells = "".join(f" {count / len(evidence):.0%} |" for count in met.values())
        last = max(place for place, one in enumerate(found, start=1) if one in evidence)
        rows.append(f"| {name} | {order} | {last} of {len(found)} |{cells}")
    return rows


def _order(url: str, words: tuple[str, ...], folder: Path) -> list[str]:
    plan = CrawlPlan(
        seeds=(url,), delay=0, open_origins=(url,), leads=words, pages=20_000, render=False
    )
    paths = SitePaths(folder=folder)
    result = crawl(plan, paths)
    with SnapshotStore(paths) as store:
        return [snapshot.url for snapshot in store.snapshots(result.crawl_id)]


def generated(news: int) -> tuple[dict[str, str], set[str]]:
    """A site as agencies have them: thousands of news, evidence two to five clicks down."""
    chance = random.Random(1)
    titles = [indicator.title for indicator in load_pack(PACK).pack.indicators]
    menu = "".join(f'<li><a href="/s/{n}">{name}</a></li>' for n, name in enumerate(SECTIONS))
    pages = {"/": menu + _links((f"/news/{n}", f"ข่าวเด่น {n}") for n in range(30))}
    pages |= {f"/s/{n}": menu for n in range(len(SECTIONS))}
    evidence: set[str] = set()
    for number, title in enumerate(titles):
        home = chance.choice([0, 2, 3, 4, 5, 5])
        way = f"/s/{home}"
        for step in range(chance.randrange(3)):  # pages between, named like the topic
            pages[way] += _links([(f"/t/{number}-{step}", title)])
            way = f"/t/{number}-{step}"
            pages[way] = menu
        paper = f"/files/{number}.pdf"
        pages[way] += _links([(f"/o/{number}", title), (paper, "ดาวน์โหลด")])
        pages[f"/o/{number}"] = f"<h1>{title}</h1>" + menu
        pages[paper] = "%PDF-1.4\n" + f"% {number}\n" * PAPER
        evidence |= {f"/o/{number}", paper}
    for number in range(news):
        # Words of its own: pages that differ in their number only are one page for ever to a crawl.
        told = " ".join(chance.choices(STORIES, k=8))
        pages[f"/news/{number}"] = menu + f"<p>เนื้อข่าว {number} {told}</p>" * 5
    for start in range(0, news, 20):
        listing = f"/list/{start // 20}"
        several = ((f"/news/{n}", f"ข่าว {n}") for n in range(start, min(start + 20, news)))
        pages[listing] = menu + _links(several) + _links([(f"/list/{start // 20 + 1}", "ถัดไป")])
    pages["/s/1"] += _links((f"/list/{n}", f"หน้า {n}") for n in range(news // 20))
    return pages, evidence


def _links(several: Iterator[tuple[str, str]] | list[tuple[str, str]]) -> str:
    return "".join(f'<p><a href="{path}">{text}</a></p>' for path, text in several)


@contextmanager
def served(pages: dict[str, str]) -> Iterator[str]:
    """The pages on this machine; the address of the first. Files have an ETag, pages have none."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:  # name is given by http.server
            body = pages.get(self.path)
            paper = self.path.endswith(".pdf")
            known = paper and self.headers["If-None-Match"] == '"1"'
            sent = b"" if known else (body or "<title>404</title>").encode()
            self.send_response(304 if known else 200 if body else 404)
            self.send_header("Content-Type", "application/pdf" if paper else "text/html")
            if paper:
                self.send_header("ETag", '"1"')
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, *_: object) -> None:
            """Silence."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


if __name__ == "__main__":
    main()
