"""When a site is checked, which days matter, and who is told: parts of `site.yml`.

Promises: the newest moment a check was meant to begin, whether links are watched on a day, and the
receivers with their secrets left in the environment. Refuses to know: databases, networks, clocks.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, model_validator

from rules.checks.base import Strict

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
DAYS: tuple[str, ...] = get_args(Weekday)
THAI_DAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
Kind = Literal["broken", "fixed", "gone", "moved", "login", "changed", "back"]
"""What there is to tell: of an element (broken, fixed) and of a submitted link (the others)."""

_SECRET = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


def _clock(value: Any) -> Any:
    """`02:00`, `2.30`, or the number of minutes that YAML makes of `22:00`."""
    if isinstance(value, dt.time):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError("เวลาต้องเขียนเช่น 02:00")  # noqa: TRY004 pydantic shows a ValueError's words
    if isinstance(value, int):
        hour, minute = divmod(value, 60) if value > 24 else (value, 0)
    else:
        found = re.fullmatch(
            r"(\d{1,2})(?::(?=\d{1,2}\b)|\.(?=\d\d\b))(\d+)(?: น\.)?", str(value).strip()
        )
        if found is None:
            raise ValueError(f"“{value}” ไม่ใช่เวลา ให้เขียนเช่น 02:00")
        hour, minute = int(found[1]), int(found[2])
    if hour == 24 and minute == 0:
        hour = 0
    if not (0 <= hour < 24 and 0 <= minute < 60):
        raise ValueError(f"“{value}” ไม่ใช่เวลา ให้เขียนเช่น 02:00")
    return dt.time(hour, minute)


def times_of(value: str) -> tuple[dt.time, dt.time]:
    """`20:00-06:00`, as people write it, as two times; ValueError when it is no span."""
    parts = re.split(r"\s*(?:-|–|ถึง)\s*", value.strip())
    if len(parts) != 2:
        raise ValueError("ช่วงเวลาต้องเขียนเช่น 20:00-06:00")
    first, last = map(_clock, parts)
    if first == last:
        raise ValueError("ช่วงเวลาต้องมีเวลาเริ่มและเวลาจบต่างกัน")
    return first, last


def _span(value: Any) -> Any:
    return times_of(value) if isinstance(value, str) else value


def _weekday(value: Any) -> Any:
    word = str(value).strip().lower().removeprefix("วัน")
    return DAYS[THAI_DAYS.index(word)] if word in THAI_DAYS else word


def _several(value: Any) -> Any:
    return value if isinstance(value, list | tuple) else (value,)


Clock = Annotated[dt.time, BeforeValidator(_clock)]


class Schedule(Strict):
    """How often the whole site is checked. Times are those of the machine.

    `between`: when a check may begin, where that is not when the site may be crawled (its `hours`).
    """

    every: Literal["never", "day", "week"] = "never"
    at: Annotated[tuple[Clock, ...], BeforeValidator(_several)] = (dt.time(2),)
    day: Annotated[Weekday, BeforeValidator(_weekday)] = "sunday"
    between: Annotated[tuple[dt.time, dt.time] | None, BeforeValidator(_span)] = None
    second_look: float = Field(default=30, ge=0)
    watch_minutes: float = Field(default=60, gt=0)

    def latest_slot(self, now: dt.datetime) -> dt.datetime | None:
        """The newest moment up to now at which a check was to begin; None when never."""
        if self.every == "never":
            return None
        days = (now.date() - dt.timedelta(days=back) for back in range(8))
        slots = (
            dt.datetime.combine(day, at, tzinfo=now.tzinfo)
            for day in days
            if self.every == "day" or DAYS[day.weekday()] == self.day
            for at in self.at
        )
        return max((slot for slot in slots if slot <= now), default=None)

    def may_begin(self, now: dt.datetime) -> bool:
        """Is it one of the hours in which a whole check may begin?"""
        if self.between is None:
            return True
        first, last = self.between
        time = now.time().replace(tzinfo=None)
        return first <= time < last if first < last else time >= first or time < last


class Calendar(Strict):
    """The days of the campaign: links submitted, scores confirmed."""

    submission: dt.date | None = None
    confirmation: dt.date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Calendar:
        first, last = self.submission, self.confirmation
        if first and last and last < first:
            raise ValueError("วันยืนยันผล (confirmation) ต้องไม่มาก่อนวันส่ง (submission)")
        return self

    def watching(self, day: dt.date) -> bool:
        """Must nobody touch a submitted link on this day?"""
        if self.submission is None or day < self.submission:
            return False
        return self.confirmation is None or day <= self.confirmation


class Receiver(Strict):
    """Somebody to tell. `send` is an address of apprise; `${NAME}` is taken from the environment.

    `codes`, `owners` and `about` narrow down what is told; empty means everything.
    """

    send: str
    name: str = ""
    codes: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    about: tuple[Kind, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:
        return {"send": value} if isinstance(value, str) else value

    @property
    def called(self) -> str:
        """The name on screen and in the database; never holds a secret."""
        if self.name:
            return self.name
        scheme, _, rest = self.send.partition("://")
        host = rest.partition("?")[0].rpartition("@")[2].partition("/")[0]
        return f"{scheme}://{host if scheme in {'mailto', 'mailtos'} else '…'}"

    def wants(self, kind: str, code: str, owner: str = "") -> bool:
        """Is this receiver to be told of such a thing?"""
        codes = {one.strip().lower() for one in self.codes}
        if self.about and kind not in self.about:
            return False
        if not codes and not self.owners:
            return True
        return code.lower() in codes or (bool(owner) and owner in self.owners)

    def address(self) -> str:
        """The address with its secrets. Raises KeyError with the name of a missing variable."""
        return _SECRET.sub(lambda found: os.environ[found[1]], self.send)
