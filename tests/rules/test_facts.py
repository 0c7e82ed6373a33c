"""The labelled strings: how many, and how well the readers of facts read them."""

from __future__ import annotations

import pytest

from benchmarks.facts import PARTS, measure, total
from rules.contacts import addresses
from rules.people import names

LEAST = 0.98


def test_there_are_enough_strings() -> None:
    tallies = measure()
    assert sum(total(tallies, part).strings for part in PARTS) >= 500
    assert all(parts["held"].strings >= 4 for parts in tallies.values())


@pytest.mark.parametrize("part", PARTS)
def test_facts_are_read_as_labelled(part: str) -> None:
    tally = total(measure(), part)
    assert tally.precision >= LEAST, tally.wrong
    assert tally.recall >= LEAST, tally.wrong


@pytest.mark.parametrize("first", ["ทวี", "ผดุง", "ทศพล", "ผกา"])
def test_first_names_that_begin_like_a_short_word(first: str) -> None:
    assert [name for name, _ in names(f"นาย{first} บุญเรือง")] == [f"นาย{first} บุญเรือง"]


def test_a_boundary_with_every_part_of_an_address_is_none() -> None:
    text = "ทิศเหนือ | ติดต่อกับบ้านสวนใน เลขที่ 5 หมู่ที่ 5 ตำบลท่าดี อำเภอลานสกา จังหวัดแพร่"
    assert addresses(text) == ()
