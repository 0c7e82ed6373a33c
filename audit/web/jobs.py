"""Checks that go on while people look at pages.

Promises: one job a site, a few at a time, each in its own process; how far it is, and how it ended;
stopping loses nothing. Refuses to know: what a check does (`audit.web.worker`).
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from audit.errors import BusyError
from audit.events import CrawlProgress, Event, FindingSeen, ReadProgress, Stage, Waiting
from audit.progress import Progress
from audit.rows import now

AT_ONCE = 2
EVENTS: dict[str, Callable[..., Event]] = {
    one.__name__: one for one in (Stage, Waiting, CrawlProgress, ReadProgress, FindingSeen)
}
CRASHED = ("งานตรวจหยุดลงกลางคัน ข้อมูลที่เก็บไว้แล้วไม่หาย", "กดตรวจอีกครั้ง งานจะทำต่อจากที่ค้างไว้")


@dataclass(slots=True, kw_only=True)
class Job:
    """One check. `state`: waiting, running, done or failed."""

    site: str
    do: str
    target: str
    who: str
    at: str
    state: str = "waiting"
    progress: Progress = field(default_factory=Progress)
    error: tuple[str, str] | None = None
    result: dict[str, Any] = field(default_factory=dict)
    stopping: bool = False
    process: subprocess.Popen[str] | None = None

    @property
    def going(self) -> bool:
        """Not over yet."""
        return self.state in {"waiting", "running"}


class Jobs:
    """The jobs of this server, the last one of every site."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="job")

    def of(self, site: str) -> Job | None:
        """The last job of a site."""
        return self._jobs.get(site)

    def going(self, site: str) -> Job | None:
        """The job of a site that is not over."""
        job = self.of(site)
        return job if job is not None and job.going else None

    def start(self, site: str, folder: Path, do: str, *, who: str, **order: Any) -> Job:
        """Begin a job; `BusyError` when one of this site goes on."""
        with self._lock:
            if self.going(site):
                raise BusyError("กำลังตรวจเว็บไซต์นี้อยู่แล้ว", "รอให้เสร็จ หรือหยุดงานเดิมก่อน")
            job = Job(site=site, do=do, target=str(order.get("target", "")), who=who, at=now())
            self._jobs[site] = job
        self._pool.submit(self._run, job, {"folder": str(folder.resolve()), "do": do, **order})
        return job

    def stop(self, site: str) -> None:
        """Stop a job as Ctrl-C would."""
        job = self.going(site)
        if job is None:
            return
        job.stopping = True
        if job.process is not None:
            _interrupt(job.process)

    def close(self) -> None:
        """Stop everything; what was stored is gone on with next time."""
        for site in list(self._jobs):
            self.stop(site)
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _run(self, job: Job, order: dict[str, Any]) -> None:
        try:
            if not job.stopping:
                self._work(job, order)
        finally:
            if job.going:
                job.error = job.error or CRASHED
                job.state = "failed"

    def _work(self, job: Job, order: dict[str, Any]) -> None:
        package = str(Path(__file__).resolve().parents[2])
        known = os.environ.get("PYTHONPATH")
        job.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "audit.web.worker"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True, encoding="utf-8", errors="replace", start_new_session=True,
            env=os.environ | {
                "PYTHONPATH": os.pathsep.join(filter(None, (package, known))),
                "PYTHONIOENCODING": "utf-8",
            },
        )  # fmt: skip
        with job.process as process:
            assert process.stdin is not None
            assert process.stdout is not None
            with suppress(BrokenPipeError):  # it died at once; what it said is read all the same
                process.stdin.write(json.dumps(order, ensure_ascii=False) + "\n")
                process.stdin.close()
            job.state = "running"
            for line in process.stdout:
                self._take(job, json.loads(line))

    @staticmethod
    def _take(job: Job, told: dict[str, Any]) -> None:
        if "event" in told:
            job.progress.take(EVENTS[told["event"]](**told["values"]))
        elif "done" in told:
            job.result, job.state = told["done"], "done"
        else:
            what, todo = told["error"]
            job.error, job.state = (what, todo), "failed"


def _interrupt(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        process.send_signal(getattr(signal, "SIGINT", signal.SIGTERM))
