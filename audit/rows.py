"""What an audit hands to the store, as rows; and the seal over them.

Promises: the same values make the same rows and the same seal. Refuses to know: SQL.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from rules.model import Evidence, Finding, Outcome, Quote

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A finding as it counts: the machine's, or a person's attestation in its place."""

    finding: Finding
    attestation: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Evidence of one topic, and the page whose link led to it."""

    topic: str
    evidence: Evidence
    led_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A remark of `rules.consistency` or a warning of `rules.privacy`, as an audit keeps it."""

    sort: str
    text: str = ""
    codes: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()


def remark_row(audit_id: int, rank: int, noted: Noted) -> Row:
    """A row of table `remark`; `rank` counts from 1."""
    return {
        "audit_id": audit_id,
        "rank": rank,
        "sort": noted.sort,
        "text": noted.text,
        "codes": to_json(noted.codes),
        "urls": to_json(noted.urls),
        "quotes": to_json([asdict(quote) for quote in noted.quotes]),
    }


def finding_row(audit_id: int, judged: Judged) -> Row:
    """A row of table `finding`."""
    finding = judged.finding
    return {
        "audit_id": audit_id,
        "topic": finding.topic,
        "element": finding.element,
        "code": finding.code,
        "outcome": finding.outcome.word,
        "reason": finding.reason,
        "quotes": to_json([asdict(quote) for quote in finding.quotes]),
        "looked_at": to_json(finding.looked_at),
        "basis": finding.basis,
        "attestation": judged.attestation,
    }


def finding_of(row: Row) -> Finding:
    """The finding a row was made from."""
    return Finding(
        code=row["code"],
        topic=row["topic"],
        element=row["element"],
        outcome=Outcome[row["outcome"].upper()],
        reason=row["reason"],
        quotes=tuple(Quote(**quote) for quote in json.loads(row["quotes"])),
        basis=row["basis"],
        looked_at=tuple(json.loads(row["looked_at"])),
    )


def evidence_row(audit_id: int, rank: int, seen: Seen, page_id: int | None) -> Row:
    """A row of table `evidence`; `rank` counts from 1, best first."""
    evidence = seen.evidence
    return {
        "audit_id": audit_id,
        "topic": seen.topic,
        "rank": rank,
        "url": evidence.document.url,
        "page_id": page_id,
        "sha256": evidence.document.sha256 or None,
        "via": evidence.via,
        "label": evidence.label,
        "strength": evidence.strength,
        "aside": evidence.aside,
        "title": evidence.document.title,
        "media": evidence.document.media,
        "years": to_json(evidence.years),
        "led_by": seen.led_by,
    }


def seal(parts: Iterable[Iterable[Any]]) -> str:
    """SHA-256 over values in their order."""
    return hashlib.sha256(to_json([list(part) for part in parts]).encode()).hexdigest()


def to_json(value: Any) -> str:
    """Compact JSON that keeps Thai readable."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def now() -> str:
    """This moment, ISO 8601, UTC, to the second."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
