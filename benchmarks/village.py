"""A generated site of Thai pages, served from this machine as fast as it can be.

Promises: the same pages for the same numbers; every page is reached from the first. Refuses to
know: who asks.

    python -m benchmarks.village --pages 3000 [--size 40000] [--links 110] [--latency 0.02]
"""

from __future__ import annotations

import argparse
import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

LINKS = 110  # a page of a Thai agency's site has about as many
SIZE = 40_000  # bytes of one page
WORDS = (
    "แผนปฏิบัติราชการประจำปีงบประมาณ", "รายงานผลการดำเนินงาน", "ข่าวประชาสัมพันธ์", "การจัดซื้อจัดจ้าง",
    "ประกาศรับสมัครบุคคล", "คู่มือการให้บริการประชาชน", "มาตรการป้องกันการทุจริต", "ติดต่อหน่วยงาน",
)  # fmt: skip
HEAD = "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\n\r\n"
MISSING = HEAD.format("404 Not Found", "text/plain", 0).encode()


def page(number: int, pages: int, size: int = SIZE, links: int = LINKS) -> bytes:
    """One page: half its links are a menu, the others lead all over the site."""
    targets = [n % pages for n in range(links // 2)]
    targets += [(number * 7 + n * 131 + 1) % pages for n in range(links - len(targets))]
    items = "".join(
        f'<li class="item"><a href="/page/{n}.html">{WORDS[n % len(WORDS)]} {n}</a></li>'
        for n in targets
    )
    head = (
        f"<!doctype html><html lang=th><meta charset=utf-8><title>หน้า {number}</title><ul>{items}"
        f"</ul><p>เรื่องที่ {number} {' '.join(WORDS[number >> step & 7] for step in range(0, 18, 3))}"
    ).encode()
    body = head + _text(number % len(WORDS))[: max(0, size - len(head))]
    return body.decode("utf-8", "ignore").encode() + b"</body></html>"


@lru_cache
def _text(first: int) -> bytes:
    words = (f"<p>{WORDS[(first + n) % len(WORDS)]} ลำดับ {n}</p>" for n in range(2000))
    return "".join(words).encode()


async def serve(pages: int, size: int, links: int, latency: float) -> None:
    """Answer for ever, from memory where the site is small; prints its port."""

    @lru_cache(maxsize=5000)
    def answer(path: bytes) -> bytes:
        number = 0 if path == b"/" else _number(path)
        if number is None or number >= pages:
            return MISSING
        body = page(number, pages, size, links)
        return HEAD.format("200 OK", "text/html; charset=utf-8", len(body)).encode() + body

    class Answer(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            assert isinstance(transport, asyncio.Transport)
            self.transport = transport
            self.waiting = b""

        def data_received(self, data: bytes) -> None:
            *asked, self.waiting = (self.waiting + data).split(b"\r\n\r\n")
            for request in asked:
                found = answer(request.split(b" ", 2)[1])
                if latency:
                    loop.call_later(latency, self.transport.write, found)
                else:
                    self.transport.write(found)

    loop = asyncio.get_running_loop()
    running = await loop.create_server(Answer, "127.0.0.1", 0)
    print(running.sockets[0].getsockname()[1], flush=True)
    await running.serve_forever()


def _number(path: bytes) -> int | None:
    name = path.removeprefix(b"/page/").removesuffix(b".html")
    return int(name) if name.isdigit() else None


@contextmanager
def village(
    pages: int, *, size: int = SIZE, links: int = LINKS, latency: float = 0
) -> Iterator[str]:
    """Serve it in a process of its own; gives its origin."""
    command = [sys.executable, "-m", "benchmarks.village", "--pages", str(pages)]
    command += ["--size", str(size), "--links", str(links), "--latency", str(latency)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as served:
        assert served.stdout
        try:
            yield f"http://127.0.0.1:{served.stdout.readline().strip()}"
        finally:
            served.kill()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--pages", type=int, default=3000)
    options.add_argument("--size", type=int, default=SIZE)
    options.add_argument("--links", type=int, default=LINKS)
    options.add_argument("--latency", type=float, default=0)
    chosen = options.parse_args()
    asyncio.run(serve(chosen.pages, chosen.size, chosen.links, chosen.latency))


if __name__ == "__main__":
    main()
