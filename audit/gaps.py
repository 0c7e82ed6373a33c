"""The life of a gap: opened by a failure, assigned, waived, closed by a pass, opened anew.

Promises: only `failed` opens; only `passed` and `inapplicable` (by the machine or by a person)
close; doubt and outages change nothing; history is never deleted. Refuses to know: why an element
failed, who is told about it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from audit.days import today
from audit.errors import UserError
from audit.rows import Row, now
from audit.store import Store
from reports.wording import thai_date
from rules.model import Finding, Outcome

MACHINE = "oit"
"""Who writes the notes that no person wrote."""
CLOSING = frozenset({Outcome.PASSED, Outcome.INAPPLICABLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A failed element that somebody must put right.

    `state`: open, assigned, waived or closed, as of a day. Dates are ISO, Gregorian. `reason` and
    `code` are of the newest finding of the element.
    """

    id: int
    topic: str
    element: str
    code: str
    reason: str
    state: str
    late: bool
    opened_on: str
    closed_on: str | None = None
    assignee: str | None = None
    due_on: str | None = None
    waived_until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One entry in the history of a gap. `what`: opened, assigned, waived, comment, closed …"""

    id: int
    at: str
    who: str
    what: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GapChanges:
    """What an audit did to the gaps: their numbers."""

    opened: tuple[int, ...] = ()
    closed: tuple[int, ...] = ()


def update(
    store: Store, audit_id: int, findings: Iterable[Finding], *, whole: bool = False
) -> GapChanges:
    """Open and close gaps after an audit; touches only the elements it judged.

    `whole`: the audit judged the whole pack, so gaps of elements that left the pack are closed.
    """
    open_gaps = store.open_gap_ids()
    opened: list[int] = []
    closed: list[int] = []
    judged: set[tuple[str, str]] = set()
    for finding in findings:
        key = (finding.topic, finding.element)
        judged.add(key)
        if finding.outcome is Outcome.FAILED and key not in open_gaps:
            opened.append(_open(store, audit_id, finding))
        elif finding.outcome in CLOSING and key in open_gaps:
            _close(store, open_gaps[key], audit_id, finding.reason)
            closed.append(open_gaps[key])
    for key in sorted(set(open_gaps) - judged) if whole else ():
        _close(store, open_gaps[key], audit_id, "ไม่มีในชุดเกณฑ์ที่ใช้อยู่แล้ว")
        closed.append(open_gaps[key])
    return GapChanges(opened=tuple(opened), closed=tuple(closed))


def list_gaps(
    store: Store,
    *,
    mine: str | None = None,
    late: bool = False,
    everything: bool = False,
    on: dt.date | None = None,
) -> tuple[Gap, ...]:
    """Gaps not closed (with `everything`, closed ones too), as of a day (default: today)."""
    day = (on or today()).isoformat()
    gaps = (_gap(row, day) for row in store.gap_rows(closed=everything))
    return tuple(
        gap for gap in gaps if (mine is None or gap.assignee == mine) and (not late or gap.late)
    )


def get(store: Store, gap_id: int, on: dt.date | None = None) -> Gap:
    """One gap by its number; `UserError` when there is none."""
    day = (on or today()).isoformat()
    for row in store.gap_rows(closed=True, gap_id=gap_id):
        return _gap(row, day)
    raise UserError(f"ไม่มีข้อบกพร่องหมายเลข {gap_id}", "ดูหมายเลขทั้งหมดด้วย oit gaps --all")


def notes(store: Store, gap_id: int) -> tuple[Note, ...]:
    """The history of a gap, oldest first."""
    return tuple(
        Note(id=row["id"], at=row["at"], who=row["who"], what=row["what"], text=row["text"])
        for row in store.note_rows(gap_id)
    )


def assign(store: Store, gap_id: int, who: str, *, due: dt.date | None = None, by: str = "") -> Gap:
    """Give a gap to somebody, with a day by which it should be done."""
    _still_open(store, gap_id)
    if not who.strip():
        raise UserError("ยังไม่ได้บอกชื่อผู้แก้", "ระบุชื่อคนหรือหน่วยที่จะแก้ แล้วสั่งใหม่")
    due_on = due.isoformat() if due else None
    with store.transaction():
        store.set_gap(gap_id, assignee=who, due_on=due_on)
        _note(store, gap_id, "assigned", f"{who} ภายใน {thai_date(due_on)}" if due_on else who, by)
    return get(store, gap_id)


def waive(store: Store, gap_id: int, *, until: dt.date, why: str, by: str = "") -> Gap:
    """Set a gap aside until the end of a day; afterwards it is open again by itself."""
    _still_open(store, gap_id)
    if not why.strip():
        raise UserError("การผ่อนผันต้องมีเหตุผล", "ระบุเหตุผลด้วย --why")
    with store.transaction():
        store.set_gap(gap_id, waived_until=until.isoformat())
        _note(store, gap_id, "waived", f"ถึง {thai_date(until.isoformat())}: {why.strip()}", by)
    return get(store, gap_id)


def comment(store: Store, gap_id: int, text: str, *, by: str = "") -> None:
    """Write a remark into the history of a gap."""
    get(store, gap_id)
    _note(store, gap_id, "comment", text, by)


def note_recheck(store: Store, gap_id: int, text: str = "", *, by: str = "") -> None:
    """Write down that the pages of a gap were fetched again."""
    _note(store, gap_id, "recheck", text, by)


def _open(store: Store, audit_id: int, finding: Finding) -> int:
    before = store.had_gap(finding.topic, finding.element)
    gap_id = store.add_gap(finding.topic, finding.element, audit_id)
    _note(store, gap_id, "reopened" if before else "opened", finding.reason)
    return gap_id


def _close(store: Store, gap_id: int, audit_id: int, reason: str) -> None:
    store.set_gap(gap_id, closed_by=audit_id)
    _note(store, gap_id, "closed", reason)


def _note(store: Store, gap_id: int, what: str, text: str, who: str = "") -> None:
    store.add_note(gap_id, at=now(), who=who or MACHINE, what=what, text=text)


def _still_open(store: Store, gap_id: int) -> None:
    if get(store, gap_id).state == "closed":
        raise UserError(f"ข้อบกพร่องหมายเลข {gap_id} ปิดไปแล้ว", "ดูหมายเลขที่ยังไม่ปิดด้วย oit gaps")


def _gap(row: Row, day: str) -> Gap:
    state = _state(row, day)
    return Gap(
        id=row["id"],
        topic=row["topic"],
        element=row["element"],
        code=row["code"] or "",
        reason=row["reason"] or "",
        state=state,
        late=bool(row["due_on"]) and row["due_on"] < day and state in {"open", "assigned"},
        opened_on=row["opened_on"],
        closed_on=row["closed_on"],
        assignee=row["assignee"],
        due_on=row["due_on"],
        waived_until=row["waived_until"],
    )


def _state(row: Row, day: str) -> str:
    if row["closed_by"] is not None:
        return "closed"
    if row["waived_until"] and row["waived_until"] >= day:
        return "waived"
    return "assigned" if row["assignee"] else "open"
