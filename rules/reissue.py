"""Whether a document of this year is last year's under a new name.

Promises: two documents are the same one only when almost every letter besides years and dates
agrees, and nothing shows that the newer was made anew: a later date, or other figures. Refuses to
know: indicators, why an agency would do so.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from rules.dates import dates
from rules.document import Document, Kind
from rules.faces import file_name, headings, own_blocks
from rules.plain import plain
from rules.thai import fold
from rules.years import year_mentions, years_in_name

SAME = 95.0
"""Per cent of letters that agree from which two texts are one."""
LETTERS = 15_000
"""Letters compared: what is copied is copied from its beginning."""
SHORTEST = 200
"""Letters from which likeness says something: short announcements are alike by nature."""
FIGURES = 12
"""Numbers from which their all being equal is no chance, whatever the dates say."""
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """What makes a document that document: letters and figures besides dates, and its last day."""

    sha256: str
    letters: str
    figures: tuple[str, ...]
    last: dt.date


def print_of(document: Document) -> Print:
    """The print of a document's own words."""
    lines = (block.text for block in own_blocks(document) if block.kind is not Kind.LINK)
    text = "\n".join(lines)[:LETTERS]
    bare = _undated(text)
    return Print(
        sha256=document.sha256,
        letters=fold(bare),
        figures=tuple(number for number in _NUMBER.findall(bare) if len(number) > 1),
        last=max((date for date, _ in dates(text)), default=dt.date.min),
    )


def renamed(new: Print, old: Print) -> bool:
    """Whether the document of this year holds what that of an earlier year held.

    A text signed anew is a new document, unless many figures are all still the same.
    """
    if new.sha256 == old.sha256:
        return True
    if min(len(new.letters), len(old.letters)) < SHORTEST or new.figures != old.figures:
        return False
    if len(new.figures) < FIGURES and new.last > old.last:
        return False
    return fuzz.ratio(new.letters, old.letters, score_cutoff=SAME) >= SAME


def year_on_face(document: Document) -> tuple[int, ...]:
    """The fiscal years (BE) the document's own title lines name in so many words."""
    return _named(" \n".join((document.title, *headings(document))))


def year_promised(document: Document) -> tuple[int, ...]:
    """The fiscal years (BE) that the links to a document and its file name promise."""
    said = {year for label in document.labels for year in _named(f"{label.near} {label.text}")}
    return tuple(sorted(said or years_in_name(file_name(document))))


def _named(text: str) -> tuple[int, ...]:
    named = [year for year in year_mentions(text) if year.sort in ("named", "range")]
    return tuple(sorted({year for one in named for year in range(one.first, one.last + 1)}))


def _undated(text: str) -> str:
    """The text without its dates and years."""
    spans = [span for _, span in dates(text)]
    spans += [year.span for year in year_mentions(text) if year.sort not in ("date", "law")]
    seen = plain(text)
    for start, end in sorted(spans, reverse=True):
        seen = f"{seen[:start]} {seen[end:]}"
    return seen
