"""CSV and its kin → rows with their number.

Promises: the delimiter found, in whatever encoding. Refuses to know: sheets.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from audit.extract.decode import decode
from audit.extract.reading import Reading, Source, UnreadableError, squeeze
from audit.extract.sheet import MOST_ROWS, Rows, reading_of

_DELIMITERS = ",;\t|"
_STATED = re.compile(r"sep=([,;\t|])\r?\n", re.I)


def read(source: Source) -> Reading:
    """CSV in UTF-8 or cp874, whatever its delimiter."""
    text = decode(source.data, source.charset).replace("\x00", "")
    stated = _STATED.match(text)
    delimiter = stated[1] if stated else delimiter_of(text.splitlines())
    # The line that tells Excel the delimiter counts as a row but is none.
    text = f"\n{text[stated.end() :]}" if stated else text
    csv.field_size_limit(1_000_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: Rows = {}
    try:
        for cells in reader:
            if len(rows) >= MOST_ROWS:
                break
            rows[reader.line_num] = [squeeze(cell) for cell in cells]
    except csv.Error as error:
        raise UnreadableError("broken") from error
    problem = "too_large" if len(rows) >= MOST_ROWS else None
    return reading_of({"": rows}, {}, problem=problem)


def delimiter_of(lines: Sequence[str]) -> str:
    """The mark that cuts the most lines alike; a comma when none does."""
    sample = [line for line in lines[:30] if line.strip()]

    def alike(mark: str) -> int:
        counts = [line.count(mark) for line in sample if mark in line]
        return max((counts.count(n) * min(n, 3) for n in set(counts)), default=0)

    return max(_DELIMITERS, key=alike)
