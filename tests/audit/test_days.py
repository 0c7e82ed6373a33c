"""The day that it is in Thailand, on machines that keep another zone."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from audit import days
from audit.due import due_sites
from audit.site import FILE, Site

LATE = dt.datetime(2026, 5, 12, 19, 30, tzinfo=dt.UTC)
"""Half past two in the morning of the 13th in Thailand."""


@pytest.fixture(params=["UTC", "America/Los_Angeles", "ICT-7"])
def zone(request, monkeypatch):
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_today_is_the_day_in_thailand(zone, monkeypatch) -> None:
    class Clock(dt.datetime):
        @classmethod
        def now(cls, tz=None):
            return LATE.astimezone(tz)

    monkeypatch.setattr(days.dt, "datetime", Clock)
    assert days.today() == dt.date(2026, 5, 13)


def test_an_hour_of_the_schedule_is_one_in_thailand(zone, tmp_path) -> None:
    site = Site.create(tmp_path / "a", "http://agency.test/")
    with (site.folder / FILE).open("a", encoding="utf-8") as file:
        file.write("schedule: {every: day, at: '02:15', between: '02:00-03:00'}\n")
    due = due_sites(tmp_path, LATE)[0]
    assert [reason.what for reason in due.reasons] == ["check"]
    assert due_sites(tmp_path, LATE - dt.timedelta(hours=1))[0].reasons == ()
