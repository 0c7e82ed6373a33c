"""The hours of the day in which a site may be crawled.

Promises: from a pair of times to the seconds until it is time. Refuses to know: requests; sites
elsewhere than in Thailand.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

THAILAND = timezone(timedelta(hours=7))  # no summer time since there is a clock
DAY = 24 * 60  # minutes


def minutes_of(text: str) -> tuple[int, int]:
    """`20:00-06:00` as minutes of the day; ValueError when it says no such thing."""
    start, mark, end = text.partition("-")
    if not mark:
        raise ValueError(text)
    first, last = (_minute(one) for one in (start, end))
    if first == last:
        raise ValueError(text)
    return first, last


def seconds_until(hours: tuple[int, ...], now: datetime) -> float:
    """How long to wait; 0 within the hours, or when there are none. They may cross midnight."""
    if len(hours) != 2:
        return 0.0
    first, last = hours
    here = now.astimezone(THAILAND)
    minute = here.hour * 60 + here.minute + here.second / 60 + here.microsecond / 6e7
    if (minute - first) % DAY < (last - first) % DAY:
        return 0.0
    return (first - minute) % DAY * 60


def told(minute: int) -> str:
    """`1200` as `20:00`."""
    return f"{minute // 60:02}:{minute % 60:02}"


def _minute(text: str) -> int:
    hour, minute = (int(part) for part in text.strip().split(":"))
    if not (0 <= hour <= 23 and 0 <= minute <= 59):
        raise ValueError(text)
    return hour * 60 + minute
