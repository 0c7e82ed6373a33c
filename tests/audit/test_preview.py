"""First findings while the crawl goes on: told now and then, never in the way."""

from __future__ import annotations

import pytest
from world import DAY

from audit import preview as previews
from audit.events import FindingSeen
from audit.preview import Preview
from audit.reading import Reading
from audit.targets import site_pack


class Clock:
    now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(previews, "time", clock)
    return clock


@pytest.fixture
def watch(world, clock):
    """A preview over the good site, and what it told."""
    crawl_id = world.crawl(ended=None)
    told: list[FindingSeen] = []
    with world.store() as store:
        with Reading(store) as reading:
            reading.finish(crawl_id)
        pack = site_pack(world.site).pack
        preview = Preview(world.site, store, pack, DAY, told.append)
        yield lambda read: (preview.look(crawl_id, read), told)[1]


def test_after_five_seconds_then_every_twenty(watch, clock):
    assert watch(5) == []
    clock.now += 6
    assert watch(6) == [
        FindingSeen(passed=2, elements=4, documents=6, proven=(("o1", 1, 2), ("o2", 1, 2)))
    ]
    assert len(watch(7)) == 1
    clock.now += 21
    assert len(watch(8)) == 2


def test_after_two_hundred_documents(watch):
    assert len(watch(201)) == 1
    assert len(watch(300)) == 1


def test_nothing_new_nothing_told(watch, clock):
    clock.now += 21
    watch(6)
    clock.now += 100
    assert len(watch(6)) == 1


def test_a_costly_look_rests_longer(watch, clock, monkeypatch):
    judge = previews.judge_pack

    def slow(*args, **kwargs):
        clock.now += 10
        return judge(*args, **kwargs)

    monkeypatch.setattr(previews, "judge_pack", slow)
    clock.now += 21
    assert len(watch(6)) == 1
    clock.now += 50
    assert len(watch(900)) == 1
    clock.now += 60
    assert len(watch(901)) == 2


def test_a_bug_stops_no_crawl(watch, clock, monkeypatch):
    def broken(*_, **__):
        raise ZeroDivisionError

    monkeypatch.setattr(previews, "judge_pack", broken)
    clock.now += 21
    assert watch(6) == []
