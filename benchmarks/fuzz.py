"""Damaged files against every reader, in the pool of workers, for a bounded time.

Promises: small whole files of every sort are damaged at random (bits turned, pieces cut out,
doubled, moved or swapped with another file's, numbers made huge, inside the compressed parts too)
and read under tight limits. Counts what came back; a file that did not come back, a worker that
died, and a reader that took longer than the limit are named with the seed that makes them again.
Refuses to know: what a damaged file should say.

    python -m benchmarks.fuzz [--seconds 60] [--seed 1]
"""

from __future__ import annotations

import argparse
import hashlib
import io
import random
import sys
import tempfile
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from audit.extract import reader_of
from audit.extract.pool import ReaderPool
from benchmarks.made_tables import (
    all_tables,
    as_docx,
    as_html,
    as_pdf,
    as_xlsx,
    converted,
)

LIMIT = 10.0
"""Seconds that one document may take here; an audit allows more."""

AT_ONCE = 40
"""Files waiting for the readers."""

HUGE = (
    b"\xff\xff\xff\xff",
    b"\x00\x00\x00\x80",
    b"4294967295",
    b"99999999999",
    b"-1",
    b"\x00" * 16,
)

SLIDES = """<?xml version="1.0" encoding="UTF-8"?><office:document
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3"
 office:mimetype="application/vnd.oasis.opendocument.presentation"><office:body>
 <office:presentation><draw:page draw:name="1"><draw:frame svg:x="1cm" svg:y="1cm" svg:width="9cm"
 svg:height="3cm"><draw:text-box><text:p>แผนปฏิบัติการ</text:p></draw:text-box></draw:frame>
 </draw:page></office:presentation></office:body></office:document>"""
"""Slides in one flat file, which LibreOffice saves in the formats of slides."""

Change = Callable[[random.Random, bytearray, bytes], None]


@dataclass(slots=True)
class Outcome:
    """What came back: files by reader, problems, and the seeds of what should not happen."""

    tried: Counter[str] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)
    slow: list[str] = field(default_factory=list)
    died: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    seconds: float = 0


def seeds(*, office: bool = True) -> dict[str, bytes]:
    """One small whole file of each sort; with `office` those that LibreOffice saves too."""
    made = all_tables()[16]
    letter, book = as_docx(made), as_xlsx(made)
    files = {
        "html": as_html(made),
        "docx": letter,
        "xlsx": book,
        "pdf": as_pdf(made, ruled=True),
        "pdf-unruled": as_pdf(made, ruled=False),
        "csv": "\n".join(",".join(row) for row in made.grid).encode("cp874"),
        "txt": "\n".join(" ".join(row) for row in made.grid).encode(),
        "rtf": _rtf(made.grid),
        "mht": b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
        b"Content-Type: text/html; charset=utf-8\r\n\r\n" + as_html(made) + b"\r\n--b--\r\n",
        "zip": _zip({"a.docx": letter, "b.xlsx": book, "c.html": as_html(made)}),
    }
    files |= _pictures()
    sorts = (
        ("a.docx", letter, "doc odt"),
        ("a.xlsx", book, "xls ods"),
        ("a.fodp", SLIDES.encode(), "odp pptx ppt"),
    )
    for source, data, formats in sorts if office else ():
        for to in formats.split():
            files.update(zip([to], converted({source: data}, to).values(), strict=False))
    return files


def _pictures() -> dict[str, bytes]:
    """One small picture in each format."""
    found = {}
    for form in ("PNG", "JPEG", "GIF", "WEBP", "AVIF", "TIFF", "BMP"):
        out = io.BytesIO()
        Image.linear_gradient("L").save(out, form)
        found[form.lower()] = out.getvalue()
    return found


def _rtf(grid: list[list[str]]) -> bytes:
    def letters(text: str) -> str:
        return "".join(f"\\u{ord(one)}?" for one in text)

    rows = "".join(
        "\\trowd " + "".join(f"{letters(cell)}\\cell " for cell in row) + "\\row\n" for row in grid
    )
    return ("{\\rtf1\\ansi\\ansicpg874 " + rows + "}").encode("ascii")


def _zip(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name)  # of 1980: the time of day would make other bytes
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _turn(dice: random.Random, data: bytearray, _other: bytes) -> None:
    for _ in range(dice.choice((1, 3, 30))):
        data[dice.randrange(len(data))] = dice.randrange(256)


def _cut(dice: random.Random, data: bytearray, _: bytes) -> None:
    start = dice.randrange(len(data))
    del data[start : start + dice.choice((1, 7, 100, len(data)))]


def _double(dice: random.Random, data: bytearray, _: bytes) -> None:
    start = dice.randrange(len(data))
    piece = data[start : start + dice.choice((4, 64, 900))]
    data[start:start] = piece * dice.choice((1, 2, 200))


def _swap(dice: random.Random, data: bytearray, other: bytes) -> None:
    start, length = dice.randrange(len(data)), dice.choice((8, 64, 512))
    place = dice.randrange(len(other))
    data[start : start + length] = other[place : place + length]


def _huge(dice: random.Random, data: bytearray, _: bytes) -> None:
    start = dice.randrange(len(data))
    number = dice.choice(HUGE)
    data[start : start + len(number)] = number


CHANGES: tuple[Change, ...] = (_turn, _cut, _double, _swap, _huge)


def damaged(files: dict[str, bytes], seed: int) -> tuple[str, bytes]:
    """The damaged file of this seed, and the name of the one it was."""
    dice = random.Random(seed)
    name = dice.choice(sorted(files))
    other = files[dice.choice(sorted(files))]
    data = files[name]
    if data.startswith(b"PK") and dice.random() < 0.7:
        return name, _inside(dice, data, other)
    return name, _changed(dice, data, other)


def _changed(dice: random.Random, data: bytes, other: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 5))):
        if changed:
            dice.choice(CHANGES)(dice, changed, other)
    return bytes(changed)


def _inside(dice: random.Random, data: bytes, other: bytes) -> bytes:
    """The same zip with one of its parts damaged."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    victim = dice.choice(sorted(name for name, part in parts.items() if part))
    parts[victim] = _changed(dice, parts[victim], zlib.compress(other))
    return _zip(parts)


def run(seconds: float, seed: int = 1, files: dict[str, bytes] | None = None) -> Outcome:
    """Damage and read for so many seconds, from `seed` on."""
    files = files or seeds()
    outcome = Outcome()
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, ReaderPool(2, LIMIT, 1500) as pool:
        waiting: dict[str, str] = {}
        for number, (name, data) in _endless(files, seed):
            key = hashlib.sha256(data).hexdigest()
            if key not in waiting:
                path = Path(folder, key)
                path.write_bytes(data)
                waiting[key] = f"{name} {number}"
                outcome.tried[reader_of(data, None, "")] += 1
                pool.submit(key, path)
            while len(waiting) >= AT_ONCE and time.monotonic() - start < seconds + 3 * LIMIT:
                _take(pool, waiting, outcome, Path(folder), 0.5)
            if time.monotonic() - start >= seconds:
                break
        _take(pool, waiting, outcome, Path(folder), (AT_ONCE + 1) * LIMIT)
        outcome.lost = list(waiting.values())
    outcome.seconds = time.monotonic() - start
    return outcome


def _endless(files: dict[str, bytes], seed: int) -> Iterator[tuple[int, tuple[str, bytes]]]:
    while True:
        yield seed, damaged(files, seed)
        seed += 1


def _take(
    pool: ReaderPool, waiting: dict[str, str], outcome: Outcome, folder: Path, seconds: float
) -> None:
    for key, document in pool.wait(seconds):
        name = waiting.pop(key)
        (folder / key).unlink()
        outcome.problems[document.problem or "read"] += 1
        if document.problem == "timeout":
            outcome.slow.append(name)
        elif document.problem == "crash":
            outcome.died.append(name)


def section(seconds: float = 60, seed: int = 1) -> str:
    """The numbers as a part of a page."""
    outcome = run(seconds, seed)
    tried = ", ".join(f"{name} {count}" for name, count in sorted(outcome.tried.items()))
    back = ", ".join(f"{name} {count}" for name, count in outcome.problems.most_common())
    return (
        "## Damaged files\n\n"
        f"{outcome.tried.total():,} files, damaged at random, in {outcome.seconds:.0f} s with two"
        f" workers, {LIMIT:.0f} s allowed for each.\n\n"
        f"- by reader: {tried}\n"
        f"- came back as: {back}\n"
        f"- never came back: {len(outcome.lost)}\n"
        f"- stopped at the limit: {len(outcome.slow)}{_named(outcome.slow)}\n"
        f"- took a worker down (the audit goes on): {len(outcome.died)}{_named(outcome.died)}\n"
    )


def _named(names: list[str]) -> str:
    return f" ({', '.join(names[:8])})" if names else ""


def main() -> int:
    """Print the section."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print(section(options.seconds, options.seed))
    return 0


if __name__ == "__main__":
    sys.exit(main())
