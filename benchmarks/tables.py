"""How many cells of published tables come out right, by format.

Promises: 45 made tables of procurement, plan progress and statistics, written in every format that
this machine can write, read back and compared cell by cell (white space aside). A table that was
not found has no right cell. Refuses to know: how a format is read.

    python -m benchmarks.tables [--only NAME]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from audit.extract import extract
from benchmarks.made_tables import (
    Made,
    all_tables,
    as_docx,
    as_html,
    as_pdf,
    as_xlsx,
    converted,
    printed,
)
from rules.document import Document

FEW = 12
"""Tables printed by Chromium, which takes seconds for each."""

Files = dict[str, bytes]


@dataclass(slots=True)
class Tally:
    """What came out right in one format."""

    tables: int = 0
    found: int = 0
    whole: int = 0
    cells: int = 0
    right: int = 0
    poor: list[str] = field(default_factory=list)


def _key(number: int) -> str:
    return f"t{number:02}"


def _files(tables: dict[str, Made], write: Callable[[Made], bytes]) -> Files:
    return {key: write(made) for key, made in tables.items()}


def formats(tables: dict[str, Made], only: str) -> Iterator[tuple[str, Files]]:
    """Each format with its files."""
    pages = _files(tables, as_html)
    letters = _files(tables, as_docx)
    named = {f"{key}.docx": data for key, data in letters.items()}
    makers: dict[str, Callable[[], Files]] = {
        "HTML": lambda: pages,
        "XLSX": lambda: _files(tables, as_xlsx),
        "DOCX": lambda: letters,
        "PDF, ruled (typst)": lambda: _files(tables, lambda made: as_pdf(made, ruled=True)),
        "PDF, unruled (typst)": lambda: _files(tables, lambda made: as_pdf(made, ruled=False)),
        "PDF, ruled (LibreOffice)": lambda: converted(named, "pdf"),
        "PDF, ruled (Chromium)": lambda: printed(dict(list(pages.items())[:: len(pages) // FEW])),
        "ODT (LibreOffice)": lambda: converted(named, "odt"),
        "DOC (LibreOffice)": lambda: converted(named, "doc"),
        "RTF (LibreOffice)": lambda: converted(named, "rtf"),
        "XLS (LibreOffice)": lambda: converted(_books(tables), "xls"),
        "ODS (LibreOffice)": lambda: converted(_books(tables), "ods"),
    }
    for name, make in makers.items():
        if only.lower() in name.lower():
            yield name, make()


def _books(tables: dict[str, Made]) -> Files:
    return {f"{key}.xlsx": as_xlsx(made) for key, made in tables.items()}


UNRULED = """What unruled PDF tables miss are cells merged downwards and across: without lines an
empty place does not tell whether it belongs to the cell above, and is left empty."""


def compare(tables: dict[str, Made], files: Files) -> Tally:
    """Every file of one format against its table."""
    tally = Tally()
    for key, data in files.items():
        made = tables[key]
        truth = made.truth
        right = max((_right(truth, rows) for rows in _grids(extract(data))), default=0)
        cells = sum(map(len, truth))
        tally.tables += 1
        tally.found += right > 0
        tally.whole += right == cells
        tally.cells += cells
        tally.right += right
        if right < cells:
            tally.poor.append(f"{made.name} ({right}/{cells})")
    return tally


def _grids(document: Document) -> Iterator[list[tuple[str, ...]]]:
    for table in document.tables:
        yield [table.header, *table.rows]


def _right(truth: list[list[str]], rows: list[tuple[str, ...]]) -> int:
    return sum(
        _plain(wanted) == _plain(seen)
        for line, row in zip(truth, rows, strict=False)
        for wanted, seen in zip(line, row, strict=False)
    )


def _plain(text: str) -> str:
    return "".join(text.split())


def section(only: str = "") -> str:
    """The numbers as a part of a page."""
    tables = {_key(number): made for number, made in enumerate(all_tables())}
    lines = [
        "## Tables",
        "",
        f"{len(tables)} made tables (procurement as in สขร.1, plan progress with headers over two"
        " rows and merged cells, statistics), every fifth over several pages; written, read back.",
        "",
        "| Format | Tables | Found | All cells right | Cells right |",
        "|---|---|---|---|---|",
    ]
    for name, files in formats(tables, only):
        if not files:
            lines.append(f"| {name} | – | – | – | not installed here |")
            continue
        tally = compare(tables, files)
        share = 100 * tally.right / tally.cells
        lines.append(f"| {name} | {tally.tables} | {tally.found} | {tally.whole} | {share:.1f} % |")
        print(f"{name}: {share:.1f} %; poor: {', '.join(tally.poor)}", file=sys.stderr)
    return "\n".join([*lines, "", UNRULED]) + "\n"


def main() -> int:
    """Print the section."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="formats whose names hold this")
    print(section(parser.parse_args().only))
    return 0


if __name__ == "__main__":
    sys.exit(main())
