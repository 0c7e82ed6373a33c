"""One worker process: takes a job, reads the blob, answers with the document's body.

Promises: it survives what Python can survive, and ends when its parent does. Refuses to know: the
other workers, time limits (the parent ends a worker that takes too long).
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from audit.extract import extract, load_all, unread_document
from audit.extract.body import dump
from rules.document import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One blob to read; `key` is handed back with the document."""

    key: str
    path: str
    media: str | None
    name: str
    charset: str | None
    ocr: bool = False


def serve(pipe: Connection, memory_mb: int) -> None:
    """Answer jobs until the parent closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    lead_group()
    _die_with_parent()
    load_all()
    limit_memory(memory_mb)
    with contextlib.suppress(EOFError, OSError):
        while True:
            job = pipe.recv()
            document = _read(job)
            pipe.send((document.sha256, dump(document)))


def _read(job: Job) -> Document:
    try:
        data = Path(job.path).read_bytes()
        return extract(data, media=job.media, name=job.name, charset=job.charset, ocr=job.ocr)
    except MemoryError:
        return unread_document(job.key, "too_large")
    except OSError:
        return unread_document(job.key, "broken")


def lead_group() -> None:
    """Let the programs a reader starts be ended together with it, where the system can."""
    if sys.platform != "win32":
        os.setpgid(0, 0)


def limit_memory(memory_mb: int) -> None:
    """Let allocations beyond this fail, where the system can; the readers take it as too large."""
    try:
        import resource  # noqa: PLC0415 - absent on Windows
    except ImportError:
        return
    limit = memory_mb * 1_000_000
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (limit, resource.getrlimit(resource.RLIMIT_AS)[1]))


def end_group(pid: int) -> None:
    """End a worker that leads a group, and what it started."""
    if sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)


def _die_with_parent() -> None:
    """End as soon as the parent has gone, even in the middle of a document."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            end_group(os.getpid())
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
