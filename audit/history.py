"""How a site fared over its audits: the list, the trend, the past of one element.

Promises: small values read from the store alone, newest or oldest first as said. Refuses to know:
how they are drawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from audit.store import Store
from audit.summary import state_of
from reports import wording


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """One finished audit. `scope`: codes it judged, empty for the whole pack."""

    id: int
    as_of: str
    at: str
    pack: str
    scope: tuple[str, ...]
    trial: bool
    reason: str
    crawl_id: int
    seal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendPoint:
    """How many indicators were in each state after a whole audit."""

    audit_id: int
    as_of: str
    states: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class PastWord:
    """What an audit said of one element; `who` when a person decided."""

    audit_id: int
    as_of: str
    outcome: str
    reason: str
    who: str | None = None


def audits(store: Store) -> tuple[AuditLine, ...]:
    """Finished audits, newest first."""
    return tuple(
        AuditLine(
            id=row["id"],
            as_of=row["as_of"],
            at=row["finished_at"],
            pack=row["pack"],
            scope=tuple(row["scope"].split(",")) if row["scope"] else (),
            trial=bool(row["trial"]),
            reason=row["reason"],
            crawl_id=row["crawl_id"],
            seal=row["seal"] or "",
        )
        for row in store.audits()
    )


def trend(store: Store, pack: str) -> tuple[TrendPoint, ...]:
    """The states of the indicators over the whole audits by a pack, oldest first."""
    found: dict[int, dict[str, int]] = {}
    days: dict[int, str] = {}
    for row in store.outcomes_over_time(pack):
        states = found.setdefault(row["audit_id"], dict.fromkeys(wording.STATES, 0))
        states[state_of(row["outcomes"].split(","))] += 1
        days[row["audit_id"]] = row["as_of"]
    return tuple(
        TrendPoint(audit_id=number, as_of=days[number], states=states)
        for number, states in found.items()
    )


def past(store: Store, topic: str) -> dict[str, tuple[PastWord, ...]]:
    """Element → what audits said of it, newest first; only where the word or reason changed."""
    words: dict[str, list[PastWord]] = {}
    for row in store.element_history(topic):
        line = PastWord(
            audit_id=row["audit_id"],
            as_of=row["as_of"],
            outcome=row["outcome"],
            reason=row["reason"],
            who=row["who"],
        )
        known = words.setdefault(row["element"], [])
        if known and (known[-1].outcome, known[-1].reason) == (line.outcome, line.reason):
            known[-1] = line  # the day from which it was so
        else:
            known.append(line)
    return {element: tuple(lines) for element, lines in words.items()}
