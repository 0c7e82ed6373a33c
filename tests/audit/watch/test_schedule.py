"""When checks are meant to begin, and who is told of what: settings alone."""

from __future__ import annotations

import datetime as dt

import pytest

from audit.schedule import Receiver, Schedule
from audit.site import CrawlConfig, SiteConfig

BANGKOK = dt.timezone(dt.timedelta(hours=7))


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=BANGKOK)


@pytest.mark.parametrize(
    ("settings", "now", "slot"),
    [
        ({"every": "never"}, "2026-05-13T09:00", None),
        ({"every": "day"}, "2026-05-13T09:00", "2026-05-13T02:00"),
        ({"every": "day"}, "2026-05-13T01:59", "2026-05-12T02:00"),
        ({"every": "day", "at": "22.30 น."}, "2026-05-13T09:00", "2026-05-12T22:30"),
        ({"every": "day", "at": 1320}, "2026-05-13T23:00", "2026-05-13T22:00"),
        ({"every": "day", "at": ["06:00", "18:00"]}, "2026-05-13T09:00", "2026-05-13T06:00"),
        ({"every": "week", "day": "จันทร์"}, "2026-05-13T09:00", "2026-05-11T02:00"),
        ({"every": "week", "day": "wednesday"}, "2026-05-13T01:00", "2026-05-06T02:00"),
    ],
)
def test_the_newest_moment_a_check_was_meant_to_begin(settings, now, slot) -> None:
    found = Schedule(**settings).latest_slot(at(now))
    assert found == (at(slot) if slot else None)


@pytest.mark.parametrize(
    ("between", "hour", "may"),
    [("20:00-06:00", 23, True), ("20:00-06:00", 5, True), ("20:00-06:00", 6, False),
     ("20:00-06:00", 12, False), ("08:00-17:00", 12, True), ("08:00-17:00", 18, False)],
)  # fmt: skip
def test_night_hours(between: str, hour: int, may: bool) -> None:
    config = SiteConfig(name="x", url="https://x.go.th", crawl=CrawlConfig(hours=between))
    now = at(f"2026-05-13T{hour:02d}:00")
    assert config.may_begin(now) is may, "a check begins when the site may be crawled"
    assert Schedule(between=between).may_begin(at(f"2026-05-13T{hour:02d}:00")) is may


@pytest.mark.parametrize("wrong", ["25:00", "2", "เที่ยง", "12:60", True, [["x"]]])
def test_what_is_no_time(wrong: object) -> None:
    with pytest.raises(ValueError, match="เวลา"):
        Schedule(at=wrong)


@pytest.mark.parametrize(
    ("send", "called"),
    [
        ("mailtos://me:secret@mail.a.go.th?to=b@c.th", "mailtos://mail.a.go.th"),
        ("json://secret/path?token=secret", "json://…"),
    ],
)
def test_a_receiver_without_a_name_is_called_without_its_secrets(send: str, called: str) -> None:
    assert Receiver(send=send).called == called


@pytest.mark.parametrize(
    ("narrow", "kind", "wanted"),
    [
        ({}, "broken", True),
        ({"codes": ["O2"]}, "gone", True),
        ({"codes": ["o3"]}, "gone", False),
        ({"owners": ["กองคลัง"]}, "gone", True),
        ({"owners": ["กองแผน"]}, "gone", False),
        ({"codes": ["o3"], "owners": ["กองคลัง"]}, "gone", True),
        ({"about": ["gone"]}, "gone", True),
        ({"about": ["broken"], "codes": ["o2"]}, "gone", False),
    ],
)
def test_who_is_told_of_what(narrow: dict[str, object], kind: str, wanted: bool) -> None:
    assert Receiver(send="json://x", **narrow).wants(kind, "o2", "กองคลัง") is wanted
