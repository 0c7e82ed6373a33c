"""The truth covers exactly the elements of the pack, in both states."""

from collections import Counter

import pytest

from audit.demo import AGENCY_KIND, PACK, truth


def elements(state: str = "before") -> dict[str, str]:
    return {name: found.outcome for group in truth(state).values() for name, found in group.items()}


def state_of(outcomes: list[str]) -> str:
    for word in ("failed", "untested", "cant_tell"):
        if word in outcomes:
            return word
    return "passed"


def test_the_truth_covers_exactly_the_elements_of_the_pack() -> None:
    reader = pytest.importorskip("rules.reader")
    if PACK not in reader.pack_names():
        pytest.skip("the pack is not written yet")
    pack = reader.load_pack(PACK).pack
    asked = {
        indicator.code: {
            element.id
            for element in indicator.elements
            if not element.only_for or AGENCY_KIND in element.only_for
        }
        for indicator in pack.indicators
    }
    for state in ("before", "after"):
        known = {code: set(group) for code, group in truth(state).items()}
        assert known == asked


def test_there_is_some_of_every_outcome_an_officer_meets() -> None:
    counts = Counter(
        state_of([found.outcome for found in group.values()]) for group in truth().values()
    )
    assert len(elements()) == 90
    assert 14 <= counts["passed"] <= 17
    assert 5 <= counts["failed"] <= 7
    assert 2 <= counts["cant_tell"] <= 3
    assert 1 <= counts["untested"] <= 2


def test_the_second_state_mends_three_and_breaks_one() -> None:
    before, after = elements(), elements("after")
    changed = {name: (before[name], after[name]) for name in before if before[name] != after[name]}
    assert changed == {
        "executives/contact": ("failed", "passed"),
        "annual-plan-budget-progress/plan": ("failed", "passed"),
        "no-gift-culture/knowledge": ("failed", "passed"),
        "procurement-monthly/six": ("passed", "failed"),
        "procurement-monthly/none": ("passed", "cant_tell"),
    }


def test_every_outcome_has_a_reason_in_thai() -> None:
    for state in ("before", "after"):
        for group in truth(state).values():
            assert all(
                any("ก" <= letter <= "๛" for letter in found.why) for found in group.values()
            )
