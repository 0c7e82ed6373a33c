"""Runs a crawl in a process of its own.

Promises: `crawl` returns when everything is stored, also after Ctrl-C; whatever happens to the
child, what it stored is kept and can be gone on with. Refuses to know: Scrapy.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from crawler.alone import OnWait, alone
from crawler.errors import KINDS, StoreError, store_errors
from crawler.model import CrawlPlan, CrawlResult, Progress, SitePaths
from crawler.snapshots import SnapshotStore

POLL = 0.25  # seconds between two looks at the crawl's counters
PATIENCE = 15.0  # seconds the child gets to stop before it is killed
CANCELLED = 10  # exit codes of crawler.child
BROKEN = 20

OnProgress = Callable[[Progress], None]


def crawl(
    plan: CrawlPlan,
    paths: SitePaths,
    on_progress: OnProgress | None = None,
    on_wait: OnWait | None = None,
) -> CrawlResult:
    """Crawl one site as planned and return how it ended. `on_wait`: see `crawler.alone`.

    Ctrl-C ends it as `cancelled`; a second one kills the child. Cancelled and broken crawls stay
    unfinished: the next call with the same seeds goes on with them. Raises `StoreError`.
    """
    with SnapshotStore(paths) as store, ExitStack() as until_started:
        with store_errors(paths.folder):
            locks = until_started.enter_context(alone(paths.folder, plan, on_wait))
        crawl_id, resumed = store.begin(plan)
        with store_errors(paths.folder):
            child = _start(paths, crawl_id, "ab" if resumed else "wb", locks)
        until_started.close()  # from here on the child holds the locks
        try:
            code = _wait(child, store, crawl_id, on_progress)
        finally:
            if child.poll() is None:
                child.kill()
                child.wait()
        if BROKEN <= code < BROKEN + len(KINDS):
            raise StoreError(KINDS[code - BROKEN], paths.folder)
        result = store.counts(crawl_id)
        if store.crawl_row(crawl_id).ended:
            return result
        return replace(result, ended="cancelled" if code == CANCELLED else "error")


def _start(
    paths: SitePaths, crawl_id: int, mode: str, locks: tuple[int, ...]
) -> subprocess.Popen[bytes]:
    """The child leads a session of its own: Ctrl-C reaches us, and we stop it in order."""
    package = str(Path(__file__).resolve().parent.parent)
    known = os.environ.get("PYTHONPATH")
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(filter(None, (package, known))),
        "PYTHONUNBUFFERED": "1",
    }
    command = [sys.executable, "-P", "-m", "crawler.child"]
    with (paths.folder / "crawl.log").open(mode) as log:
        return subprocess.Popen(
            [*command, str(paths.folder.resolve()), str(crawl_id), str(os.getpid())],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment,
            start_new_session=True, pass_fds=locks,
        )  # fmt: skip


def _wait(
    child: subprocess.Popen[bytes],
    store: SnapshotStore,
    crawl_id: int,
    on_progress: OnProgress | None,
) -> int:
    try:
        while True:
            code = _look(child)
            if on_progress:
                on_progress(_progress(store, crawl_id))
            if code is not None:
                return code
    except KeyboardInterrupt:
        return _stop(child)


def _look(child: subprocess.Popen[bytes]) -> int | None:
    try:
        return child.wait(POLL)
    except subprocess.TimeoutExpired:
        return None


def _stop(child: subprocess.Popen[bytes]) -> int:
    """Let the child store what it has; a second Ctrl-C, or no answer, kills it."""
    try:
        child.send_signal(signal.SIGTERM)
        child.wait(PATIENCE)
    except (KeyboardInterrupt, subprocess.TimeoutExpired):
        child.kill()
        child.wait()
    return CANCELLED


def _progress(store: SnapshotStore, crawl_id: int) -> Progress:
    stats = store.crawl_row(crawl_id).stats
    return Progress(
        crawl_id=crawl_id,
        pages=stats.get("pages", 0),
        queued=stats.get("queued", 0),
        problems=sum(stats.get("problems", {}).values()),
        url=stats.get("url", ""),
        resting=stats.get("resting", ""),
    )
