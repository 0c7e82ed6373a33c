"""News of earlier years: most of an agency's site, and nothing that an assessor asks for.

Promises: the same posts every time, no two with the same words, none of the audited year. Refuses
to know: how a page looks, the news of this year.
"""

from __future__ import annotations

import datetime as dt
import random
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
    return tuple(Volume(year=year, posts=_posts(year, words)) for year in words["years"])


def _posts(year: int, words: dict[str, Any]) -> tuple[News, ...]:
    chance = random.Random(year)  # noqa: S311  # words of a made site, no secret
    # Nothing of October or later: with October 2568 the audited year begins.
    first = dt.date(year - BUDDHIST, 1, 1)
    days = sorted(chance.randrange(UNTIL_OCTOBER) for _ in range(int(words["each"])))
    dates = [(first + dt.timedelta(days=day)).isoformat() for day in reversed(days)]
    return tuple(_post(year, n, thai_date(date), words, chance) for n, date in enumerate(dates))


def _post(year: int, number: int, date: str, words: dict[str, Any], chance: random.Random) -> News:
    deed, told = chance.choice(words["deeds"])
    place, guests = chance.choice(words["places"]), chance.choice(words["guests"])
    numbers = {"few": chance.randint(3, 24), "many": chance.randint(30, 280)}
    return News(
        slug=f"archive/{year}-{number:02}",
        date=date,
        title=f"{deed}ที่{place}",
        tag="ข่าวเก่า",
        scene=chance.randint(1, SCENES),
        text=(
            f"เมื่อวันที่ {date} ศูนย์เรียนรู้{place}{deed} โดยมี{guests}เข้าร่วม",
            told.format(**numbers),
            chance.choice(words["ends"]),
        ),
    )
