"""Plain text → blocks, one a line.

Promises: every filled line with its number. Refuses to know: any markup.
"""

from __future__ import annotations

from audit.extract.decode import decode
from audit.extract.reading import Reading, Source, squeeze
from rules.document import Block, Kind, Legibility

MOST_LINES = 20_000


def read(source: Source) -> Reading:
    """The lines; problem `empty` when there are none, `too_large` when some were left out."""
    lines = decode(source.data, source.charset).splitlines()
    blocks = tuple(
        Block(kind=Kind.TEXT, text=text, where=f"บรรทัด {number}")
        for number, line in enumerate(lines[:MOST_LINES], start=1)
        if (text := squeeze(line))
    )
    if not blocks:
        return Reading(legibility=Legibility.NONE, problem="empty")
    problem = "too_large" if len(lines) > MOST_LINES else None
    return Reading(title=blocks[0].text[:200], blocks=blocks, problem=problem)
