"""The life of a gap, as a truth table and as a story."""

from __future__ import annotations

import datetime as dt

import pytest

from audit import gaps
from audit.errors import UserError
from audit.pipeline import Job, begin
from audit.targets import site_pack
from rules.model import Finding, Outcome

DAY = dt.date(2026, 5, 15)
KEY = ("org-structure", "org-structure/chart")


def finding(outcome: Outcome, element: str = KEY[1]) -> Finding:
    return Finding(
        code="o1", topic=KEY[0], element=element, outcome=outcome, reason=f"เพราะ {outcome.word}"
    )


@pytest.fixture
def store(world):
    world.crawl()
    with world.store() as store:
        yield store


@pytest.fixture
def life(world, store):
    """Let an audit find these outcomes, one after the other; the state after each."""

    def go(*outcomes: Outcome, whole: bool = False) -> list[str]:
        states = []
        for outcome in outcomes:
            job = Job(site=world.site, store=store, pack=site_pack(world.site), as_of=DAY)
            with store.transaction():
                audit_id = begin(job, 1, None)
                store.finish_audit(audit_id, [], [])
                gaps.update(store, audit_id, [finding(outcome)], whole=whole)
            states.append(gaps.list_gaps(store, everything=True, on=DAY))
        return [" ".join(sorted(gap.state for gap in found)) for found in states]

    return go


PASSED, DOUBT, UNTESTED, FAILED, NOT_OURS = Outcome


@pytest.mark.parametrize(
    ("before", "now", "after"),
    [
        (None, PASSED, ""),
        (None, DOUBT, ""),
        (None, UNTESTED, ""),
        (None, NOT_OURS, ""),
        (None, FAILED, "open"),
        ("open", PASSED, "closed"),
        ("open", NOT_OURS, "closed"),
        ("open", DOUBT, "open"),
        ("open", UNTESTED, "open"),
        ("open", FAILED, "open"),
        ("closed", PASSED, "closed"),
        ("closed", NOT_OURS, "closed"),
        ("closed", DOUBT, "closed"),
        ("closed", UNTESTED, "closed"),
        ("closed", FAILED, "closed open"),
    ],
)
def test_truth_table(life, before, now, after):
    history = {None: (), "open": (FAILED,), "closed": (FAILED, PASSED)}[before]
    assert life(*history, now)[-1] == after


def test_a_gap_opened_anew_is_a_new_gap_that_says_so(life, store):
    life(FAILED, PASSED, FAILED)
    first, second = sorted(gaps.list_gaps(store, everything=True, on=DAY), key=lambda gap: gap.id)
    assert [note.what for note in gaps.notes(store, first.id)] == ["opened", "closed"]
    assert [note.what for note in gaps.notes(store, second.id)] == ["reopened"]
    assert (first.state, second.state) == ("closed", "open")


def test_whole_audit_closes_gaps_of_elements_that_left_the_pack(life, store):
    life(FAILED)
    audit_id = store.gap_rows(closed=False)[0]["opened_by"]
    gaps.update(store, audit_id, [finding(PASSED, "org-structure/other")], whole=False)
    assert gaps.list_gaps(store, on=DAY)
    gaps.update(store, audit_id, [finding(PASSED, "org-structure/other")], whole=True)
    assert not gaps.list_gaps(store, on=DAY)


def test_assigned_with_a_day_becomes_late(life, store):
    life(FAILED)
    gap = gaps.assign(store, 1, "somchai", due=DAY, by="หัวหน้า")
    assert (gap.assignee, gap.due_on) == ("somchai", "2026-05-15")
    assert not gaps.list_gaps(store, late=True, on=DAY)
    after = DAY + dt.timedelta(days=1)
    assert [one.state for one in gaps.list_gaps(store, late=True, on=after)] == ["assigned"]
    assert gaps.list_gaps(store, mine="somchai", on=DAY)
    assert not gaps.list_gaps(store, mine="somsri", on=DAY)
    assert gaps.notes(store, 1)[-1].who == "หัวหน้า"


def test_a_gap_is_never_given_to_nobody(life, store):
    life(FAILED)
    with pytest.raises(UserError, match="ชื่อผู้แก้"):
        gaps.assign(store, 1, " ")


def test_waiver_ends_by_itself(life, store):
    life(FAILED)
    gaps.waive(store, 1, until=DAY, why="รอคำสั่งแต่งตั้ง", by="ผอ.")
    assert gaps.get(store, 1, DAY).state == "waived"
    assert gaps.get(store, 1, DAY + dt.timedelta(days=1)).state == "open"


def test_a_waived_gap_is_never_late(life, store):
    life(FAILED)
    gaps.assign(store, 1, "somchai", due=DAY - dt.timedelta(days=9))
    gaps.waive(store, 1, until=DAY + dt.timedelta(days=9), why="รอคำสั่ง")
    assert not gaps.list_gaps(store, late=True, on=DAY)


def test_mistakes_are_told(life, store):
    life(FAILED, PASSED)
    with pytest.raises(UserError, match="ปิดไปแล้ว"):
        gaps.assign(store, 1, "somchai")
    with pytest.raises(UserError, match="ไม่มีข้อบกพร่องหมายเลข 99"):
        gaps.get(store, 99)
    life(FAILED)
    with pytest.raises(UserError, match="ต้องมีเหตุผล"):
        gaps.waive(store, 2, until=DAY, why=" ")


def test_comment_joins_the_history(life, store):
    life(FAILED)
    gaps.comment(store, 1, "แจ้งกองแล้ว", by="เว็บ")
    last = gaps.notes(store, 1)[-1]
    assert (last.what, last.who, last.text) == ("comment", "เว็บ", "แจ้งกองแล้ว")
