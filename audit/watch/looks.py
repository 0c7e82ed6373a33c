"""The state machine: many looks at one thing, and the changes that can be believed.

Promises: a change counts only after a second look that says the same, some time later; a look that
saw nothing changes nothing; what flaps must stay put for longer; the same history gives the same
answer. Refuses to know: what is looked at.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

LOOKS = 2
"""Looks in a row that must agree before a change is believed …"""
LOOKS_WHEN_FLAPPING = 4
"""… and for a thing that went back and forth lately."""
FLIPS = 2
"""Times a thing went to and fro within `MEMORY` until it is called flapping."""
MEMORY = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look. `value` is None when nothing could be seen; `ref` says where it is written down.

    `sure`: a person decided, so that no second look is needed and nobody has to be told.
    """

    at: dt.datetime
    value: str | None
    ref: int
    sure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A change that can be believed: the last look before, the first and the newest after."""

    before: Look
    first: Look
    newest: Look
    looks: int


@dataclass(slots=True)
class Track:
    """What all looks at one thing add up to.

    `settled` is the newest look that agrees with what is believed; `doubt` are the looks since that
    say otherwise; `unseen`: the newest look, at `looked_at`, saw nothing.
    """

    settled: Look | None = None
    doubt: list[Look] = field(default_factory=list)
    unseen: bool = False
    looked_at: dt.datetime | None = None
    turns: list[Turn] = field(default_factory=list)
    flips: list[dt.datetime] = field(default_factory=list)

    @property
    def flapping(self) -> bool:
        """Does it go back and forth, as of the newest look?"""
        newest = self.doubt[-1] if self.doubt else self.settled
        return newest is not None and self._needed(newest) > LOOKS

    def take(self, look: Look, apart: dt.timedelta) -> None:
        """Add the next look in time."""
        self.unseen, self.looked_at = look.value is None, look.at
        if look.value is None:
            return
        if self.settled is None or look.sure:
            self.settled, self.doubt = look, []
        elif look.value == self.settled.value:
            if self.doubt:
                self.flips.append(look.at)
            self.settled, self.doubt = look, []
        else:
            if self.doubt and self.doubt[-1].value != look.value:
                self.doubt = []
            self.doubt.append(look)
            self._believe(apart)

    def _believe(self, apart: dt.timedelta) -> None:
        first, newest = self.doubt[0], self.doubt[-1]
        if len(self.doubt) < self._needed(newest) or newest.at - first.at < apart:
            return
        assert self.settled is not None, "there is no doubt before something is believed"
        self.turns.append(
            Turn(before=self.settled, first=first, newest=newest, looks=len(self.doubt))
        )
        self.flips.append(newest.at)
        self.settled, self.doubt = newest, []

    def _needed(self, newest: Look) -> int:
        recent = sum(newest.at - flip <= MEMORY for flip in self.flips)
        return LOOKS_WHEN_FLAPPING if recent >= FLIPS else LOOKS


def track(looks: Iterable[Look], apart: dt.timedelta) -> Track:
    """All looks at one thing, oldest first; `apart` is the least time between first and second."""
    found = Track()
    for look in looks:
        found.take(look, apart)
    return found
