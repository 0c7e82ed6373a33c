"""What the terminal shows: progress while a check goes on, then plain Thai lines.

Promises: a live line on a terminal, a plain line every few seconds elsewhere, nothing when quiet;
text from a site is never read as markup, and control characters never reach the terminal. Refuses
to know: what is audited, how findings come about.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import click
from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text

from audit.events import CrawlProgress, Event, FindingSeen, OnEvent, ReadProgress, Stage, silent
from reports.safety import plain, shown

EVERY = 5.0
"""Seconds between two plain lines."""
PLAIN_WIDTH = 140
"""Columns of a table that goes into a file or a pipe."""
STAGES = {
    "crawl": "เก็บหน้าเว็บ",
    "read": "อ่านเอกสาร",
    "judge": "ตรวจตามเกณฑ์",
    "save": "บันทึกผล",
}


def say(text: str = "", *, error: bool = False) -> None:
    """Print lines as they are, safe for a terminal."""
    click.echo(plain(text), err=error)


def table(headings: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """Print rows under headings; long cells are wrapped."""
    console = Console(soft_wrap=False)
    if not console.is_terminal:
        console = Console(width=PLAIN_WIDTH)
    grid = Table(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        grid.add_column(heading, overflow="fold")
    for row in rows:
        grid.add_row(*(Text(plain(cell)) for cell in row))
    console.print(grid)


class Progress:
    """Remembers the newest of every sort of event and says it in one line."""

    def __init__(self) -> None:
        self.stage = ""
        self.pages = self.queued = self.problems = self.read = self.left = 0
        self.passed = self.elements = 0
        self.url = ""

    def take(self, event: Event) -> None:
        """Remember an event."""
        match event:
            case Stage():
                self.stage = event.name
            case CrawlProgress():
                self.pages, self.queued = event.pages, event.queued
                self.problems, self.read, self.url = event.problems, event.read, event.url
            case ReadProgress():
                self.read, self.left = event.read, event.left
            case FindingSeen():
                self.passed, self.elements = event.passed, event.elements

    def line(self) -> str:
        """The state of things, e.g. `เก็บหน้าเว็บ 120 หน้า · รออีก 87 · อ่านแล้ว 101 ฉบับ`."""
        parts = [STAGES.get(self.stage, "กำลังเริ่ม")]
        if self.stage in {"", "crawl"}:
            parts += [f"{self.pages:,} หน้า", f"รออีก {self.queued:,}", f"อ่านแล้ว {self.read:,} ฉบับ"]
            parts += [f"เข้าไม่ได้ {self.problems:,}"] if self.problems else []
        elif self.stage == "read":
            parts += [f"อ่านแล้ว {self.read:,} ฉบับ", f"เหลือ {self.left:,}"]
        if self.passed and self.stage != "judge":  # the judging itself makes older words stale
            parts.append(f"พบหลักฐานแล้ว {self.passed} จาก {self.elements} องค์ประกอบ")
        return " · ".join(parts)


@contextmanager
def progress(*, quiet: bool) -> Iterator[OnEvent]:
    """Give a function that shows events until the block ends."""
    console = Console(stderr=True)
    if quiet:
        yield silent
    elif console.is_terminal:
        with _live(console) as on_event:
            yield on_event
    else:
        yield _Lines().show


@contextmanager
def _live(console: Console) -> Iterator[OnEvent]:
    state, started = Progress(), time.monotonic()

    def picture() -> Text:
        seconds = int(time.monotonic() - started)
        first = f"{state.line()}   {seconds // 60}:{seconds % 60:02d}"
        return Text(f"{first}\n{shown(state.url)}", overflow="ellipsis", no_wrap=True)

    with Live(console=console, get_renderable=picture, refresh_per_second=4, transient=True):
        yield state.take


class _Lines:
    """A plain line at every new stage, and every few seconds in between."""

    def __init__(self) -> None:
        self.state = Progress()
        self.said = ""
        self.next = 0.0

    def show(self, event: Event) -> None:
        self.state.take(event)
        if not isinstance(event, Stage) and time.monotonic() < self.next:
            return
        line = self.state.line()
        if line != self.said:
            say(line, error=True)
        self.said, self.next = line, time.monotonic() + EVERY
