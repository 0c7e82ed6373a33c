"""Two people at one thing: whoever comes second is told before anything is written over.

Promises: a form carries how much had been decided when it was drawn; what others decided since is
refused with their name and words. One's own decisions overtake nobody. Refuses to know: forms, how
a decision is kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from audit import gaps, review
from audit.errors import UserError
from audit.store import Store
from reports import wording

DECISIONS = {"assigned": "มอบหมาย", "waived": "ผ่อนผัน", "closed": "ปิด"}
"""The notes of a gap that a decision made without knowing them would undo."""
AGAIN = "อ่านสิ่งที่เปลี่ยนไป แล้วกลับไปทำอีกครั้งถ้ายังต้องการ"


class Mark(NamedTuple):
    """The numbers of the newest note and the newest decision."""

    notes: int
    decisions: int


class OvertakenError(UserError):
    """Somebody else decided since the form was drawn."""


def seen(store: Store) -> str:
    """How much has been decided by now, for a form to carry."""
    notes, decisions = store.newest_work()
    return f"{notes}.{decisions}"


def check_gaps(store: Store, ids: Iterable[int], mark: str, me: str) -> None:
    """Refuse when somebody else decided about one of these gaps after `mark`."""
    known = _parts(mark)
    if known is None:
        return
    for gap_id in ids:
        for note in gaps.notes(store, gap_id):
            if note.id > known.notes and note.what in DECISIONS and note.who != me:
                raise _overtaken(f"#{gap_id}", note.who, note.at, DECISIONS[note.what], note.text)


def check_decision(store: Store, topic: str, element: str, mark: str, me: str) -> None:
    """Refuse when somebody else decided about this element after `mark`."""
    known = _parts(mark)
    if known is None:
        return
    for one in review.history(store, topic, element):
        if one.id > known.decisions and one.who != me and one.revoked_at is None:
            said = f"ยืนยันว่า{wording.outcome(one.outcome).name}"
            raise _overtaken("องค์ประกอบนี้", one.who, one.at, said, one.note)


def _overtaken(thing: str, who: str, at: str, did: str, words: str) -> OvertakenError:
    when = wording.thai_datetime(at)
    return OvertakenError(
        f"ยังไม่ได้บันทึก เพราะหลังจากท่านเปิดหน้านี้ {who} {did} {thing} ไปแล้ว เมื่อ {when}: {words}", AGAIN
    )


def _parts(mark: str) -> Mark | None:
    """Nothing when a program sent no mark: then whoever writes last wins, as in the commands."""
    notes, _, decisions = mark.partition(".")
    if not (notes.isascii() and notes.isdigit() and decisions.isascii() and decisions.isdigit()):
        return None
    return Mark(int(notes[:12]), int(decisions[:12]))
