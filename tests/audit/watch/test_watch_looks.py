"""The state machine alone: what a row of looks adds up to."""

from __future__ import annotations

import datetime as dt

import pytest

from audit.watch.looks import Look, Track, track

START = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
HALF_AN_HOUR = dt.timedelta(minutes=30)
VALUES = {"g": "good", "b": "bad", "c": "other", ".": None}


def looks(story: str, minutes: float = 60) -> Track:
    """One look a letter: good, bad, c (another sort of bad), `.` saw nothing, `B`/`G` a person."""
    return track(
        (
            Look(
                at=START + dt.timedelta(minutes=minutes * number),
                value=VALUES[letter.lower()],
                ref=number,
                sure=letter.isupper(),
            )
            for number, letter in enumerate(story)
        ),
        HALF_AN_HOUR,
    )


@pytest.mark.parametrize(
    ("story", "turns"),
    [
        ("gggg", []),
        ("b", []),  # the first sight is what it is
        ("bbb", []),
        ("gb", []),  # waits for a second look
        ("gbb", ["bad"]),
        ("gbbbbb", ["bad"]),  # told once, however long it lasts
        ("gbg", []),
        ("gbgbg", []),
        ("g....g", []),  # an outage
        ("g.b.b", ["bad"]),  # an outage between two looks says nothing
        ("gb......", []),
        ("gbbgg", ["bad", "good"]),
        ("gbc", []),  # two looks that do not agree
        ("gbcc", ["other"]),
        ("gB", []),  # a person said so: nobody has to be told
        ("gBbb", []),
        ("....gbb", ["bad"]),
    ],
)
def test_what_is_believed(story: str, turns: list[str]) -> None:
    assert [turn.newest.value for turn in looks(story).turns] == turns


def test_two_looks_at_once_are_one() -> None:
    assert looks("gbb", minutes=1).turns == []
    assert [turn.newest.ref for turn in looks("gb" + "b" * 40, minutes=1).turns] == [31]


def test_what_goes_to_and_fro_must_stay_put_for_longer() -> None:
    flapping = looks("gbgbgbb")
    assert flapping.flapping
    assert flapping.turns == []
    assert [turn.looks for turn in looks("gbgbgbbbb").turns] == [4]


def test_flapping_is_forgotten_after_a_while() -> None:
    quiet = "gbgbg" + "g" * 24 * 8 + "bb"
    assert [turn.newest.value for turn in looks(quiet).turns] == ["bad"]


def test_a_turn_knows_its_looks() -> None:
    (turn,) = looks("ggb.b").turns
    assert (turn.before.ref, turn.first.ref, turn.newest.ref, turn.looks) == (1, 2, 4, 2)
