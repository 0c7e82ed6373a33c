"""News of earlier years: most of an agency's site, and nothing that an assessor asks for.

Promises: the same posts every time, no two with the same words, none of the audited year. Refuses
to know: how a page looks, the news of this year.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import Any

from audit.demo import content
from audit.demo.content import News
from reports.wording import thai_date
from rules.dates import BUDDHIST

SCENES = 4
UNTIL_OCTOBER = 273  # days


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """The posts of one calendar year, newest first."""

    year: int
    posts: tuple[News, ...]


def volumes() -> tuple[Volume, ...]:
    """Every year of the archive, newest first."""
    words = content.read("archive")
    each = int(words["each"])
    return tuple(
        Volume(
            year=year,
            posts=tuple(
                _post(f"archive/{year}-{n:02}", _day(year, n, each), at * each + n, words)
                for n in range(each)
            ),
        )
        for at, year in enumerate(words["years"])
    )


def _day(year: int, number: int, each: int) -> str:
    # Nothing of October or later: with October 2568 the audited year begins.
    days = dt.timedelta(days=UNTIL_OCTOBER * (each - number) // each - 1)
    return thai_date((dt.date(year - BUDDHIST, 1, 1) + days).isoformat())


def _post(slug: str, date: str, count: int, words: dict[str, Any]) -> News:
    """The post of this number: what was done, where and with whom never come together twice."""
    turn = count // math.lcm(len(words["deeds"]), len(words["places"]))
    deed, told = _in_turn(words["deeds"], count)
    place = _in_turn(words["places"], count + turn)
    guests = _in_turn(words["guests"], turn)
    numbers = {"few": 3 + count % 22, "many": 30 + 7 * count % 251}
    return News(
        slug=slug,
        date=date,
        title=f"{deed}ที่{place}",
        tag="ข่าวเก่า",
        scene=1 + count % SCENES,
        text=(
            f"เมื่อวันที่ {date} ศูนย์เรียนรู้{place}{deed} โดยมี{guests}เข้าร่วม",
            told.format(**numbers),
            _in_turn(words["ends"], count),
        ),
    )


def _in_turn(words: list[Any], at: int) -> Any:
    return words[at % len(words)]
