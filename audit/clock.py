"""Keeps doing what is due: beside a server, or as a program of its own.

Promises: `start_schedule` gives a running schedule that leaves the work to a child process, so
that a server stays quick and a crash of the work is not its own; one run at a time; `shutdown()`
ends the child too. Refuses to know: what is due.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from audit.errors import UserError
from audit.places import sites_in

if TYPE_CHECKING:
    from apscheduler.schedulers.background import BackgroundScheduler

MINUTES = 5.0
"""Between two looks at what is due; looking costs little."""
FIRST = 20.0
"""Seconds before the first look, so that a server that starts has the machine to itself."""
SWITCH = "OIT_SCHEDULE"
"""Environment variable: `off` when something else (cron, a second container) runs `oit due`."""
PATIENCE = 20.0
"""Seconds a run gets to store what it has before it is killed."""


class Runner:
    """Runs `oit due FOLDER --run` in a child process; one at a time."""

    def __init__(self, folder: Path, command: tuple[str, ...] = ()) -> None:
        self._command = command or _command(folder)
        self._child: subprocess.Popen[bytes] | None = None
        self._stopped = threading.Event()
        self.code: int | None = None

    @property
    def running(self) -> bool:
        """Is a run going on?"""
        return self._child is not None and self._child.poll() is None

    def run(self) -> None:
        """One run, to its end."""
        if self._stopped.is_set():
            return
        self._child = subprocess.Popen(
            self._command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=_environment()
        )
        self.code = self._child.wait()

    def stop(self) -> None:
        """End the run that is going on; what it stored stays."""
        self._stopped.set()
        child = self._child
        if child is None or child.poll() is not None:
            return
        child.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(PATIENCE)
        if child.poll() is None:
            child.kill()


class Clock:
    """A running schedule; `shutdown()` ends it together with the run that is going on."""

    def __init__(self, scheduler: BackgroundScheduler, runner: Runner) -> None:
        self.scheduler = scheduler
        self._runner = runner

    def shutdown(self, *, wait: bool = True) -> None:
        """Stop; call it when the server stops."""
        self._runner.stop()
        self.scheduler.shutdown(wait=wait)


def start_schedule(
    folder: Path, minutes: float = MINUTES, runner: Runner | None = None, first: float = FIRST
) -> Clock:
    """Start doing what is due in a folder of sites, every few minutes, in this process' life.

    Call `.shutdown()` on the result when the server stops. With OIT_SCHEDULE=off nothing is
    scheduled; a folder without sites is left alone until there is one.
    """
    scheduler = _scheduler()
    work = runner or Runner(folder)

    def look() -> None:
        if sites_in(folder):
            work.run()

    if os.environ.get(SWITCH, "").lower() != "off":
        scheduler.add_job(
            look,
            "interval",
            minutes=minutes,
            id="due",
            coalesce=True,
            max_instances=1,
            next_run_time=dt.datetime.now(dt.UTC) + dt.timedelta(seconds=first),
        )
    scheduler.start()
    return Clock(scheduler, work)


def keep_running(run: Callable[[], int], minutes: float) -> None:
    """Call `run` now and every so many minutes, until Ctrl-C."""
    wait = threading.Event()
    while True:
        run()
        wait.wait(minutes * 60)


def _scheduler() -> BackgroundScheduler:
    try:
        from apscheduler.schedulers.background import BackgroundScheduler  # noqa: PLC0415 of [web]
    except ImportError as error:
        raise UserError(
            "ยังไม่ได้ติดตั้งส่วนตั้งเวลา (APScheduler)", "สั่ง pip install 'oit[web]' แล้วสั่งใหม่"
        ) from error
    # It only counts minutes: whatever the machine calls its time zone does not matter.
    return BackgroundScheduler(timezone=dt.UTC, daemon=True)


def _command(folder: Path) -> tuple[str, ...]:
    start = "from audit.cli import main; main()"
    return (sys.executable, "-P", "-c", start, "due", str(folder.resolve()), "--run", "--quiet")


def _environment() -> dict[str, str]:
    """The child finds the same oit as we are, wherever it was started."""
    package = str(Path(__file__).resolve().parent.parent)
    known = os.environ.get("PYTHONPATH")
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (package, known)))}
