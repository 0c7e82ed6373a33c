"""Pages per second of our crawl beside a bare Scrapy spider, on one local site, in one run.

Promises: both crawl the same generated pages from the same server process, turn by turn; the bare
spider follows the same links with the same parser and stores nothing. Refuses to know: real sites.

    python -m benchmarks.crawl [--pages 3000] [--rounds 3]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from crawler import CrawlPlan, SitePaths, SnapshotStore, crawl

LINKS = 110  # a page of a Thai agency's site has about as many
SIZE = 40_000  # bytes of one page
WORDS = (
    "แผนปฏิบัติราชการประจำปีงบประมาณ", "รายงานผลการดำเนินงาน", "ข่าวประชาสัมพันธ์", "การจัดซื้อจัดจ้าง",
    "ประกาศรับสมัครบุคคล", "คู่มือการให้บริการประชาชน", "มาตรการป้องกันการทุจริต", "ติดต่อหน่วยงาน",
)  # fmt: skip


def page(number: int, pages: int) -> bytes:
    """One page: half its links are a menu, the others lead all over the site."""
    targets = [n % pages for n in range(LINKS // 2)]
    targets += [(number * 7 + n * 131 + 1) % pages for n in range(LINKS - len(targets))]
    items = "".join(
        f'<li class="item"><a href="/page/{n}.html">{WORDS[n % len(WORDS)]} {n}</a></li>'
        for n in targets
    )
    head = (
        f"<!doctype html><html lang=th><meta charset=utf-8><title>หน้า {number}</title><ul>{items}"
    )
    text = "".join(f"<p>{WORDS[(number + n) % len(WORDS)]} ลำดับ {n}</p>" for n in range(2000))
    body = (head + "</ul>").encode() + text.encode()[: SIZE - len(head.encode()) - 30]
    return body.decode("utf-8", "ignore").encode() + b"</body></html>"


async def server(pages: int) -> None:
    """Answer from memory; prints its port."""
    head = "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\n\r\n"
    missing = head.format("404 Not Found", "text/plain", 0).encode()
    answers = {}
    for number in range(pages):
        body = page(number, pages)
        answers[f"/page/{number}.html".encode()] = (
            head.format("200 OK", "text/html; charset=utf-8", len(body)).encode() + body
        )
    answers[b"/"] = answers[b"/page/0.html"]

    class Answer(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            self.transport = transport
            self.waiting = b""

        def data_received(self, data: bytes) -> None:
            *asked, self.waiting = (self.waiting + data).split(b"\r\n\r\n")
            for request in asked:
                self.transport.write(answers.get(request.split(b" ", 2)[1], missing))

    running = await asyncio.get_running_loop().create_server(Answer, "127.0.0.1", 0)
    print(running.sockets[0].getsockname()[1], flush=True)
    await running.serve_forever()


def ours(url: str) -> None:
    """Our crawl with everything on: guard, robots, probe, snapshots and blobs on disk."""
    with tempfile.TemporaryDirectory() as folder:
        paths = SitePaths(folder=Path(folder))
        plan = CrawlPlan(seeds=(url + "/",), delay=0, open_origins=(url,), pages=10**6)
        result = crawl(plan, paths)
        with SnapshotStore(paths) as store:
            seconds = store.crawl_row(result.crawl_id).stats["seconds"]
    print(json.dumps({"pages": result.pages, "seconds": seconds}), flush=True)


def measure(kind: str, url: str) -> dict[str, float]:
    """Pages per second, CPU milliseconds per page and peak memory in MB of one run."""
    module = "benchmarks.bare" if kind == "bare" else "benchmarks.crawl"
    command = [sys.executable, "-m", module, "--run", kind, "--url", url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        answer = json.loads(child.stdout.read().splitlines()[-1])
        _, _, usage = os.wait4(child.pid, 0)
        child.returncode = 0
    # Usage covers the whole run; of ours the process that waits and the one that crawls.
    cpu = usage.ru_utime + usage.ru_stime
    return {
        "rate": answer["pages"] / answer["seconds"],
        "cpu": cpu * 1000 / answer["pages"],
        "memory": usage.ru_maxrss / 1024,
    }


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--pages", type=int, default=3000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--run", choices=("ours", "server"))
    options.add_argument("--url", default="")
    chosen = options.parse_args()
    if chosen.run == "server":
        asyncio.run(server(chosen.pages))
    elif chosen.run:
        ours(chosen.url)
    else:
        compare(chosen.pages, chosen.rounds)


def compare(pages: int, rounds: int) -> None:
    """Run both, turn by turn, and print what came out."""
    command = [sys.executable, "-m", "benchmarks.crawl", "--run", "server", "--pages", str(pages)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as served:
        assert served.stdout
        url = f"http://127.0.0.1:{served.stdout.readline().strip()}"
        try:
            runs = [{kind: measure(kind, url) for kind in ("bare", "ours")} for _ in range(rounds)]
        finally:
            served.kill()
    for kind, name in (("bare", "bare Scrapy, nothing stored"), ("ours", "oit crawl, all stored")):
        rates = [run[kind]["rate"] for run in runs]
        cpu = statistics.median(run[kind]["cpu"] for run in runs)
        memory = max(run[kind]["memory"] for run in runs)
        each = ", ".join(f"{rate:.0f}" for rate in rates)
        print(
            f"{name:28} {statistics.median(rates):5.0f} pages/s ({each})"
            f"  {cpu:.2f} ms CPU/page  peak {memory:.0f} MB"
        )
    ratios = [run["ours"]["rate"] / run["bare"]["rate"] for run in runs]
    each = ", ".join(f"{ratio:.2f}" for ratio in ratios)
    print(f"{'ours / bare, round by round':28} {statistics.median(ratios):5.2f} ({each})")


if __name__ == "__main__":
    main()
