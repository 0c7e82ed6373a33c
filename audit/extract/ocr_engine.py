"""The OCR program: is it here, which generation, what it sees in one picture.

Promises: words with their place and confidence, or nothing; never longer than the time given, never
more than one core. Refuses to know: pages, files, which words to believe.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

DPI = 200
"""More does not read better, and costs more (measured on Thai pages at 100 to 300)."""

COLUMN, SPARSE = 4, 11
"""Page segmentation: one column of lines in reading order; scattered text in no order."""

_PROGRAM = "tesseract"
_WINDOWS = Path("C:/Program Files/Tesseract-OCR/tesseract.exe")
_ASKED = 20.0
"""Seconds the program may take to say what it is."""
_WORD = "5"
"""The level of a word in the program's table; 1 to 4 are page, block, paragraph, line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """The installed program. `generation` is its major version: results differ between those."""

    command: str
    generation: int
    languages: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A letter or a word as the program separates them: Thai letter by letter, Latin by words.

    Pixels from the upper left corner; `confidence` from 0 to 100; `line` tells the words of one
    line from those of another.
    """

    text: str
    line: tuple[str, ...]
    left: int
    top: int
    width: int
    height: int
    confidence: float


@cache
def engine() -> Engine | None:
    """The program with Thai, or None. Asked once for a process."""
    command = shutil.which(_PROGRAM) or (str(_WINDOWS) if _WINDOWS.is_file() else None)
    if command is None:
        return None
    version = re.search(r"tesseract v?(\d+)", _say(command, "--version"))
    known = _say(command, "--list-langs").split()
    if version is None or "tha" not in known:
        return None
    languages = "tha+eng" if "eng" in known else "tha"
    return Engine(command=command, generation=int(version[1]), languages=languages)


def words(picture: Image.Image, mode: int, seconds: float) -> list[Word]:
    """What the program sees in a grey picture of `DPI`; nothing when it fails or takes too long."""
    found = engine()
    if found is None or seconds <= 0:
        return []
    command = [
        *_politely(), found.command, "stdin", "stdout", "-l", found.languages,
        "--psm", str(mode), "--dpi", str(DPI), "-c", "tessedit_create_tsv=1",
    ]  # fmt: skip
    until = time.monotonic() + seconds
    # A full machine may stop the program; a page is worth asking once more.
    answer = _answer(command, picture, until) or _answer(command, picture, until)
    return list(_words(answer.decode("utf-8", errors="replace").splitlines()))


def _answer(command: list[str], picture: Image.Image, until: float) -> bytes:
    """The program's table; nothing when it fails or is late."""
    left = until - time.monotonic()
    if left <= 0:
        return b""
    try:
        return subprocess.run(
            command, input=_pgm(picture), capture_output=True, timeout=left, check=True,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        ).stdout  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return b""


def _words(rows: Iterable[str]) -> Iterator[Word]:
    for row in rows:
        cells = row.split("\t")
        if len(cells) < 12 or cells[0] != _WORD or not cells[11].strip():
            continue
        left, top, width, height = map(int, cells[6:10])
        yield Word(
            text=cells[11].strip(),
            line=tuple(cells[1:5]),
            left=left,
            top=top,
            width=width,
            height=height,
            confidence=float(cells[10]),
        )


def _pgm(picture: Image.Image) -> bytes:
    """The picture in the plainest format the program takes: no time is lost on packing."""
    return b"P5 %d %d 255\n" % picture.size + picture.convert("L").tobytes()


@cache
def _politely() -> tuple[str, ...]:
    """Let a crawl and the reading of text go first, where the system can."""
    return ("nice", "-n", "5") if shutil.which("nice") else ()


def _say(command: str, question: str) -> str:
    try:
        answer = subprocess.run(
            [command, question], capture_output=True, timeout=_ASKED, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return (answer.stdout + answer.stderr).decode("utf-8", errors="replace")
