"""A person's word: it counts for these bytes, and only for these."""

from __future__ import annotations

import pytest
from world import DAY, html

from audit import gaps, review, run
from audit.errors import UserError


@pytest.fixture
def asked(world):
    """The good site, whose `org-structure/law` waits for a person."""
    world.check()
    return world


def confirm(world, outcome: str = "passed", target: str = "o1/law"):
    return run.confirm(world.site, target, outcome, who="สมชาย", why="มี พ.ร.บ. จัดตั้ง")


def current(world, element: str = "org-structure/law") -> dict:
    with world.store() as store:
        return store.current_finding(element.partition("/")[0], element)


def test_the_queue_holds_what_a_machine_cannot_say(asked):
    with asked.store() as store:
        (question,) = review.queue(store)
    assert (question.code, question.element) == ("o1", "org-structure/law")
    assert "กฎหมายจัดตั้ง" in question.reason


def test_confirmation_counts_at_once_and_empties_the_queue(asked):
    result = confirm(asked)
    (finding,) = result.findings
    assert finding.outcome.word == "passed"
    assert finding.reason == "เจ้าหน้าที่ยืนยัน: มี พ.ร.บ. จัดตั้ง โดย สมชาย"
    assert current(asked)["outcome"] == "passed"
    with asked.store() as store:
        assert review.queue(store) == ()
        (kept,) = review.history(store, "org-structure", "org-structure/law")
    assert (kept.who, kept.outcome) == ("สมชาย", "passed")


def test_it_stays_while_the_bytes_stay(asked):
    confirm(asked)
    assert asked.outcomes(asked.check())["org-structure/law"] == "passed"


def test_new_bytes_ask_anew_and_old_bytes_bring_it_back(asked):
    confirm(asked)
    before = asked.pages["org"]
    asked.pages["org"] = html("โครงสร้างหน่วยงาน", "กองกลาง เปลี่ยนแล้ว")
    assert asked.outcomes(asked.check())["org-structure/law"] == "cant_tell"
    asked.pages["org"] = before
    assert asked.outcomes(asked.check())["org-structure/law"] == "passed"


def test_attested_failure_opens_a_gap_and_attested_pass_closes_it(asked):
    opened = confirm(asked, "failed").gaps.opened
    assert opened
    assert confirm(asked, "inapplicable").gaps.closed == opened
    with asked.store() as store:
        assert gaps.get(store, opened[0], DAY).state == "closed"


def test_the_newest_word_counts(asked):
    confirm(asked, "passed")
    confirm(asked, "failed")
    assert asked.outcomes(asked.audit())["org-structure/law"] == "failed"


def test_revoked_word_stays_in_the_history(asked):
    confirm(asked)
    result = run.revoke(asked.site, "org-structure/law")
    assert asked.outcomes(result)["org-structure/law"] == "cant_tell"
    with asked.store() as store:
        (kept,) = review.history(store, "org-structure", "org-structure/law")
    assert kept.revoked_at
    with pytest.raises(UserError, match="ไม่มีคำยืนยัน"):
        run.revoke(asked.site, "o1/law")


def test_a_person_may_overrule_the_machine(asked):
    confirm(asked, "failed", "o2/chief")
    assert asked.outcomes(asked.audit())["executives/chief"] == "failed"


def test_only_the_element_named_is_touched(asked):
    result = confirm(asked)
    assert [finding.element for finding in result.findings] == ["org-structure/law"]
    assert current(asked, "executives/chief")["outcome"] == "passed"


def test_mistakes_are_told(asked):
    with pytest.raises(UserError, match="ต้องมีเหตุผล"):
        run.confirm(asked.site, "o1/law", "passed", who="ก", why="  ")
    with pytest.raises(UserError, match="untested"):
        run.confirm(asked.site, "o1/law", "untested", who="ก", why="ข")
    with pytest.raises(UserError) as error:
        confirm(asked, "passed", "o1/nothing")
    assert "o1/org-structure/chart" in error.value.todo


def test_before_any_audit_there_is_nothing_to_confirm(world):
    world.crawl()
    with pytest.raises(UserError, match="ยังไม่เคยตรวจ"):
        confirm(world)
