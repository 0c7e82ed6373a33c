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

from audit.events import Event, OnEvent, Stage, Waiting, silent
from audit.progress import Progress
from reports.safety import plain, shown

EVERY = 5.0
"""Seconds between two plain lines."""
PLAIN_WIDTH = 140
"""Columns of a table that goes into a file or a pipe."""
NARROW = 100
"""Columns under which a table is a list of its rows."""
NOTHING = ("", "-")
"""Cells that say nothing."""


def say(text: str = "", *, error: bool = False) -> None:
    """Print lines as they are, safe for a terminal."""
    click.echo(plain(text), err=error)


def table(headings: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """Print rows under headings; one line a cell where the terminal is too narrow for that."""
    console = Console(soft_wrap=False)
    if not console.is_terminal:
        console = Console(width=PLAIN_WIDTH)
    elif console.width < NARROW:
        say("\n\n".join(_stacked(headings, row) for row in rows))
        return
    grid = Table(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        grid.add_column(heading, overflow="fold")
    for row in rows:
        grid.add_row(*(Text(plain(cell)) for cell in row))
    console.print(grid)


def _stacked(headings: tuple[str, ...], row: tuple[str, ...]) -> str:
    """Thai has no spaces to break at: cells of a few letters could not be read."""
    cells = zip(headings, row, strict=True)
    return "\n".join(f"{heading}: {cell}" for heading, cell in cells if cell not in NOTHING)


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
        if state.waiting:  # a sentence to be read to its end
            return Text(plain(first))
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
        if not isinstance(event, Stage | Waiting) and time.monotonic() < self.next:
            return
        line = self.state.line()
        if line != self.said:
            say(line, error=True)
        self.said, self.next = line, time.monotonic() + EVERY
