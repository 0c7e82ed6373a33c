"""A day: as a person types it, and the one that it is in Thailand.

Promises: `2026-03-31`, `31/03/2569`, `31 มีนาคม 2569` are one day, anything else is None; days and
hours are those of Thailand, whatever the zone of the machine (servers keep UTC). Refuses to know:
what the day is for.
"""

from __future__ import annotations

import datetime as dt

from crawler.hours import THAILAND
from rules.dates import dates, gregorian


def today() -> dt.date:
    """The day that it is in Thailand."""
    return in_thailand(dt.datetime.now(dt.UTC)).date()


def in_thailand(moment: dt.datetime) -> dt.datetime:
    """A moment (aware) by the clocks of Thailand."""
    return moment.astimezone(THAILAND)


def day_of(typed: str) -> dt.date | None:
    """The day, when the whole text is one."""
    text = typed.strip()
    whole = (day for day, span in dates(text) if span == (0, len(text)))
    return _iso(text) or next(whole, None)


def _iso(text: str) -> dt.date | None:
    """`2026-03-31`, also with a Buddhist-era year."""
    year, _, rest = text.partition("-")
    if len(year) != 4 or not year.isdigit():
        return None
    try:
        return dt.date.fromisoformat(f"{gregorian(year):04d}-{rest}")
    except ValueError:
        return None
