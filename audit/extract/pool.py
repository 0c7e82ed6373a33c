"""Reading in worker processes, so that no document can take the audit down.

Promises: every document submitted comes back once; one that hangs, crashes or eats the memory comes
back unread with the reason. Workers start once, keep nothing of the parent open, ignore Ctrl-C and
die with the parent. Refuses to know: what is read, where documents are kept.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import sys
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType

from audit.extract import unread_document
from audit.extract.body import load
from audit.extract.ocr_here import DOCUMENT_SECONDS, PAGE_SECONDS
from audit.extract.worker import Job, end_group, serve
from rules.document import Document

GRACE = 30.0
"""Seconds a worker may take to start: it imports every reader once."""

TURN = 0.2
"""Seconds between two looks at the clock while waiting."""


@dataclass(slots=True)
class _Worker:
    process: multiprocessing.process.BaseProcess
    pipe: Connection
    jobs_done: int = 0
    job: Job | None = None
    since: float = field(default_factory=time.monotonic)


class ReaderPool:
    """A few worker processes that read documents; use it as a context manager.

    `seconds` and `memory_mb` limit one document in one worker; recognising pictures has its own
    limits on top. Pictures wait until no text waits; while more text may come, `spare` workers stay
    free for it. `ocr_seconds` is the time workers have spent on pictures, all added up.
    """

    def __init__(self, workers: int = 2, seconds: float = 60, memory_mb: int = 1500) -> None:
        self._limit = max(1, workers)
        self._seconds = seconds
        self._memory_mb = memory_mb
        self.spare = 1
        self.ocr_seconds = 0.0
        self._waiting: deque[Job] = deque()
        self._pictures: deque[Job] = deque()
        self._finished: deque[tuple[str, Document]] = deque()
        self._workers: list[_Worker] = []
        # A fresh interpreter: no database handle, lock or thread of the parent comes along.
        self._context = multiprocessing.get_context("spawn")

    def __enter__(self) -> ReaderPool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def submit(
        self,
        key: str,
        path: Path,
        media: str | None = None,
        name: str = "",
        charset: str | None = None,
        *,
        ocr: bool = False,
    ) -> None:
        """Read the blob at `path` when a worker is free; `key` (its SHA-256) comes back with it.

        `ocr`: recognise its pictures, after all that is text.
        """
        queue = self._pictures if ocr else self._waiting
        queue.append(Job(key=key, path=str(path), media=media, name=name, charset=charset, ocr=ocr))
        self._pump(0)

    def forget_pictures(self) -> None:
        """Begin no further picture; those are not read."""
        self._pictures.clear()

    def done(self) -> Iterator[tuple[str, Document]]:
        """What has been read since the last call; returns at once."""
        self._pump(0)
        while self._finished:
            yield self._finished.popleft()

    def wait(self, seconds: float | None = None) -> Iterator[tuple[str, Document]]:
        """Everything that is still to come, as it comes; at the most for so many seconds."""
        until = None if seconds is None else time.monotonic() + seconds
        while self.pending or self._finished:
            yield from self.done()
            left = TURN if until is None else min(TURN, until - time.monotonic())
            if left <= 0:
                return
            if self.pending:
                self._pump(left)

    @property
    def pending(self) -> int:
        """Documents submitted and not read yet."""
        busy = sum(worker.job is not None for worker in self._workers)
        return len(self._waiting) + len(self._pictures) + busy

    def close(self) -> None:
        """Stop all workers at once; what they were reading is not finished."""
        self._waiting.clear()
        self._pictures.clear()
        for worker in self._workers:
            _kill(worker)
        self._workers.clear()

    # --- one turn --------------------------------------------------------------------------------

    def _pump(self, seconds: float) -> None:
        """Take answers, end what takes too long, give out work."""
        self._hand_out()
        busy = {worker.pipe: worker for worker in self._workers if worker.job}
        for ready in wait(list(busy), timeout=seconds) if busy else []:
            if isinstance(ready, Connection):
                self._take(busy[ready])
        now = time.monotonic()
        for worker in list(self._workers):
            if worker.job and now - worker.since > self._allowed(worker):
                self._give_up(worker, "timeout")
        self._hand_out()

    def _allowed(self, worker: _Worker) -> float:
        limit = self._seconds if worker.jobs_done else self._seconds + GRACE
        pictures = worker.job is not None and worker.job.ocr
        return limit + DOCUMENT_SECONDS + PAGE_SECONDS if pictures else limit

    def _take(self, worker: _Worker) -> None:
        try:
            sha256, text = worker.pipe.recv()
        except (EOFError, OSError):
            self._crashed(worker)
            return
        self._count(worker)
        job, worker.job = worker.job, None
        worker.jobs_done += 1
        assert job is not None
        self._finished.append((job.key, load(sha256, text)))

    def _crashed(self, worker: _Worker) -> None:
        """A worker died; one that had read before may have died idle: a fresh one tries again."""
        job = worker.job
        if job is None or not worker.jobs_done:
            self._give_up(worker, "crash")
            return
        self._count(worker)
        self._workers.remove(worker)
        _kill(worker)
        (self._pictures if job.ocr else self._waiting).appendleft(job)

    def _give_up(self, worker: _Worker, problem: str) -> None:
        """Put a worker that hangs or died out of its misery; its document stays unread."""
        assert worker.job is not None
        self._count(worker)
        self._finished.append((worker.job.key, unread_document(worker.job.key, problem)))
        self._workers.remove(worker)
        _kill(worker)

    def _count(self, worker: _Worker) -> None:
        if worker.job is not None and worker.job.ocr:
            self.ocr_seconds += time.monotonic() - worker.since

    def _next_queue(self) -> deque[Job]:
        """Text first; pictures only in so many workers that text need not wait for them."""
        recognising = sum(worker.job is not None and worker.job.ocr for worker in self._workers)
        may_start = recognising < max(1, self._limit - self.spare)
        return self._pictures if not self._waiting and may_start else self._waiting

    def _hand_out(self) -> None:
        while queue := self._next_queue():
            worker = self._free_worker()
            if worker is None:
                return
            try:
                worker.pipe.send(queue[0])
            except OSError:
                # It died while idle: not this document's fault.
                self._workers.remove(worker)
                _kill(worker)
                continue
            worker.job, worker.since = queue.popleft(), time.monotonic()

    def _free_worker(self) -> _Worker | None:
        free = next((worker for worker in self._workers if worker.job is None), None)
        if free or len(self._workers) >= self._limit:
            return free
        here, there = self._context.Pipe()
        process = self._context.Process(
            target=serve, args=(there, self._memory_mb), daemon=True, name="oit-reader"
        )
        with _interrupts_held():
            process.start()
        there.close()
        worker = _Worker(process=process, pipe=here)
        self._workers.append(worker)
        return worker


@contextlib.contextmanager
def _interrupts_held() -> Iterator[None]:
    """Let a Ctrl-C wait while a worker starts: the worker inherits that it must not answer it."""
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # it would let interrupts through again half-way
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _kill(worker: _Worker) -> None:
    if worker.process.pid:
        end_group(worker.process.pid)
    worker.process.kill()
    worker.process.join()
    worker.pipe.close()
