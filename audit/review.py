"""What a person decided: attestations, valid for exactly the bytes they were given for.

Promises: an attestation replaces an outcome while the basis is the same; new bytes ask anew; a
revoked one stays in the history. Refuses to know: gaps, how the machine judged.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from audit.errors import UserError
from audit.rows import Judged, Row, now
from audit.store import Store
from rules.model import Finding, Outcome

DECIDABLE: dict[str, Outcome] = {
    "passed": Outcome.PASSED,
    "failed": Outcome.FAILED,
    "inapplicable": Outcome.INAPPLICABLE,
}
"""What a person may say; doubt and `untested` belong to the machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attestation:
    """A person's outcome for one element. `at` and `revoked_at` are ISO times, UTC."""

    id: int
    topic: str
    element: str
    basis: str
    outcome: str
    who: str
    at: str
    note: str
    revoked_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An element that waits for a person. `quotes` are (text, where, url)."""

    code: str
    topic: str
    element: str
    reason: str
    quotes: tuple[tuple[str, str, str], ...]
    looked_at: tuple[str, ...]


def attest(
    store: Store, topic: str, element: str, outcome: str, *, who: str, why: str
) -> Attestation:
    """Write down what a person decided about the newest finding of an element."""
    finding = store.current_finding(topic, element)
    if finding is None:
        raise UserError(f"ยังไม่เคยตรวจ {element}", "สั่ง oit check ก่อน แล้วจึงยืนยัน")
    if outcome not in DECIDABLE:
        raise UserError(f"ยืนยันเป็น “{outcome}” ไม่ได้", "ใช้ --passed, --failed หรือ --inapplicable")
    if not why.strip():
        raise UserError("การยืนยันต้องมีเหตุผล", "ระบุเหตุผลด้วย --why")
    values = {
        "topic": topic, "element": element, "basis": finding["basis"], "outcome": outcome,
        "who": who.strip(), "at": now(), "note": why.strip(),
    }  # fmt: skip
    return Attestation(id=store.add_attestation(values), **values)


def revoke(store: Store, topic: str, element: str) -> int:
    """Take back every attestation in force for an element; the number taken back.

    The machine's own outcome returns with the next audit.
    """
    return store.revoke_attestations(topic, element, now())


def history(store: Store, topic: str, element: str) -> tuple[Attestation, ...]:
    """Everything people decided about an element, newest first."""
    return tuple(
        _attestation(row)
        for row in store.attestation_rows(revoked=True)
        if (row["topic"], row["element"]) == (topic, element)
    )


def queue(store: Store) -> tuple[Question, ...]:
    """The elements that wait for a person, in the order of the newest audit."""
    return tuple(
        Question(
            code=row["code"],
            topic=row["topic"],
            element=row["element"],
            reason=row["reason"],
            quotes=tuple((q["text"], q["where"], q["url"]) for q in json.loads(row["quotes"])),
            looked_at=tuple(json.loads(row["looked_at"])),
        )
        for row in store.current_findings("cant_tell")
    )


def apply(store: Store, findings: Iterable[Finding]) -> tuple[Judged, ...]:
    """Put people's outcomes in the place of the machine's wherever the basis is the same."""
    valid: dict[tuple[str, str, str], Attestation] = {}
    for row in store.attestation_rows():
        valid.setdefault((row["topic"], row["element"], row["basis"]), _attestation(row))
    return tuple(
        _decided(finding, valid.get((finding.topic, finding.element, finding.basis)))
        for finding in findings
    )


def _decided(finding: Finding, attestation: Attestation | None) -> Judged:
    if attestation is None:
        return Judged(finding=finding)
    replaced = replace(
        finding,
        outcome=DECIDABLE[attestation.outcome],
        reason=f"เจ้าหน้าที่ยืนยัน: {attestation.note} โดย {attestation.who}",
    )
    return Judged(finding=replaced, attestation=attestation.id)


def _attestation(row: Row) -> Attestation:
    return Attestation(
        id=row["id"],
        topic=row["topic"],
        element=row["element"],
        basis=row["basis"],
        outcome=row["outcome"],
        who=row["who"],
        at=row["at"],
        note=row["note"],
        revoked_at=row["revoked_at"],
    )
