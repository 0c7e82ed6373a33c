"""Elements over all audits: new, persisting, fixed, unknown.

Promises: one look per crawl, a person's word outranks the machine's, bad news of a crawl that met a
site in trouble is no news. Refuses to know: alerts, links.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from audit.rows import Row
from audit.watch.kept import moment
from audit.watch.looks import Look, Track, track

GOOD, BAD = "good", "bad"
VALUES = {"passed": GOOD, "inapplicable": GOOD, "failed": BAD}
"""Outcome → what a look says; doubt and outages say nothing."""

Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """One element: its track, and the findings behind the looks, by crawl."""

    track: Track
    findings: dict[int, Row]

    @property
    def newest(self) -> Row:
        """The finding of the newest crawl."""
        return self.findings[max(self.findings)]

    @property
    def state(self) -> str:
        """ok, doubt (waits for a second look), new, persisting, fixed or unknown."""
        if self.track.unseen or self.track.settled is None:
            return "unknown"
        if self.track.doubt:
            return "doubt"
        turned = any(turn.newest is self.track.settled for turn in self.track.turns)
        if self.track.settled.value == BAD:
            return "new" if turned or len(self.findings) == 1 else "persisting"
        return "fixed" if turned else "ok"


def elements(
    findings: Iterable[Row], outages: Collection[int], apart: dt.timedelta
) -> dict[Key, Watched]:
    """Every element that was ever judged by the pack in use."""
    by_element: dict[Key, dict[int, Row]] = {}
    for row in findings:
        of_crawl = by_element.setdefault((row["topic"], row["element"]), {})
        of_crawl[row["crawl_id"]] = row  # judging a crawl again is no second look
    return {
        key: Watched(track=track(_looks(rows.values(), outages), apart), findings=rows)
        for key, rows in by_element.items()
    }


def _looks(rows: Iterable[Row], outages: Collection[int]) -> Iterable[Look]:
    for row in sorted(rows, key=lambda row: int(row["crawl_id"])):
        value = VALUES.get(row["outcome"])
        sure = row["attestation"] is not None
        if value == BAD and row["crawl_id"] in outages and not sure:
            value = None
        yield Look(at=moment(row["finished_at"]), value=value, ref=row["crawl_id"], sure=sure)
