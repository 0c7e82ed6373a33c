"""Other ways to fetch a whole site, each as fast as its authors' manual makes it.

Promises: every page once, links followed; says how many pages in how many seconds. Refuses to know:
robots.txt, politeness. Runs in the Python that has the rivals, so nothing of ours is imported.

    PYTHON benchmarks/rivals.py aiohttp|crawlee ORIGIN
"""

# ruff: noqa: PLC0415 (each rival needs its own libraries only)

from __future__ import annotations

import asyncio
import json
import sys
import time
from datetime import timedelta
from urllib.parse import urldefrag, urljoin

WORKERS = 16


async def aiohttp_loop(origin: str) -> int:
    """Workers around one queue; links by the fastest parser; nothing is stored."""
    import aiohttp
    from selectolax.lexbor import LexborHTMLParser

    seen, queue, done = {origin + "/"}, asyncio.Queue(), 0
    queue.put_nowait(origin + "/")

    async def work(session: aiohttp.ClientSession) -> None:
        nonlocal done
        while True:
            url = await queue.get()
            async with session.get(url) as answer:
                body = await answer.read()
            done += 1
            for node in LexborHTMLParser(body).css("a[href]"):
                target = urldefrag(urljoin(url, node.attributes["href"] or "")).url
                if target not in seen and target.startswith(origin):
                    seen.add(target)
                    queue.put_nowait(target)
            queue.task_done()

    async with aiohttp.ClientSession() as session:
        workers = [asyncio.create_task(work(session)) for _ in range(WORKERS)]
        await queue.join()
        for worker in workers:
            worker.cancel()
    return done


async def crawlee(origin: str) -> int:
    """Its HTTP crawler with its fastest parser; each page's bytes go to its key-value store."""
    from crawlee import ConcurrencySettings
    from crawlee.crawlers import ParselCrawler, ParselCrawlingContext
    from crawlee.storages import KeyValueStore

    done = 0
    store = await KeyValueStore.open()
    crawler = ParselCrawler(
        max_requests_per_crawl=None,
        concurrency_settings=ConcurrencySettings(
            min_concurrency=WORKERS, desired_concurrency=WORKERS, max_concurrency=WORKERS
        ),
        request_handler_timeout=timedelta(seconds=60),
        configure_logging=False,
    )

    @crawler.router.default_handler
    async def take(context: ParselCrawlingContext) -> None:
        nonlocal done
        done += 1
        body = await context.http_response.read()
        await store.set_value(f"page-{done}", body, "text/html")
        await context.enqueue_links()

    await crawler.run([origin + "/"])
    return done


def main() -> None:
    kind, origin = sys.argv[1:]
    began = time.perf_counter()
    pages = asyncio.run({"aiohttp": aiohttp_loop, "crawlee": crawlee}[kind](origin))
    print(json.dumps({"pages": pages, "seconds": time.perf_counter() - began}), flush=True)


if __name__ == "__main__":
    main()
