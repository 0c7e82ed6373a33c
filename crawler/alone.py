"""One crawl at a time: of one folder, and of one host on this machine.

Promises: a lock that the crawling process itself holds, so that it lasts as long as that process
and not a moment longer, whoever is killed. Refuses to know: crawls, databases.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import monotonic, sleep

from crawler.errors import StoreError
from crawler.model import CrawlPlan
from crawler.urls import canonical, origin

try:
    import fcntl
except ImportError:  # elsewhere the trunk's own lock of the folder has to do
    fcntl = None  # type: ignore[assignment]  # asked for before every use

LOCK = ".crawl.lock"
FOLDER_PATIENCE = 20.0  # seconds; an orphaned crawl ends within one
HOST_PATIENCE = 60.0
LOOK = 0.1


OnWait = Callable[[str], None]


@contextmanager
def alone(
    folder: Path, plan: CrawlPlan, on_wait: OnWait | None = None
) -> Iterator[tuple[int, ...]]:
    """Wait for our turn; gives the files that the crawling process must be handed.

    `on_wait` is told once what is waited for: `locked` or `busy_host`.
    Raises `StoreError`: `locked` when the folder stays taken, `busy_host` when the host does.
    """
    if fcntl is None:
        yield ()
        return
    with ExitStack() as stack:
        held = [stack.enter_context(_held(folder / LOCK, "locked", FOLDER_PATIENCE, on_wait))]
        host = _host_file(plan)
        if host is not None:
            held.append(stack.enter_context(_held(host, "busy_host", HOST_PATIENCE, on_wait)))
        yield tuple(held)


@contextmanager
def _held(path: Path, kind: str, patience: float, on_wait: OnWait | None) -> Iterator[int]:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        until = monotonic() + patience
        while not _taken(handle):
            if on_wait is not None:
                on_wait(kind)
                on_wait = None
            if monotonic() > until:
                raise StoreError(kind, path)
            sleep(LOOK)
        yield handle
    finally:
        os.close(handle)  # the child's copy keeps the lock for as long as the child lives


def _taken(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _host_file(plan: CrawlPlan) -> Path | None:
    """The lock of the host of a plan, in a folder of our own; None where there can be none."""
    home = canonical(plan.seeds[0]) if plan.seeds else None
    if home is None:
        return None
    folder = Path(tempfile.gettempdir()) / f"oit-{os.getuid()}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        if folder.is_symlink() or folder.stat().st_uid != os.getuid():
            return None
        return folder / f"{_name(home)}.lock"
    except OSError:
        return None


def _name(url: str) -> str:
    """http and https, www and bare are one host; the port counts only where it is no usual one."""
    server = origin(url).partition("//")[2].removeprefix("www.")
    for usual in (":80", ":443"):
        server = server.removesuffix(usual)
    return hashlib.sha256(server.encode()).hexdigest()[:24]
