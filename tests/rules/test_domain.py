"""The packs against the facts they were made from, item by item and element by element.

The facts (what was read on public pages, and where) are no part of the project: `OIT_DOMAIN` names
their folder, and without it only the project's own list of element ids is compared.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from rules.pack import Indicator
from rules.reader import load_pack, pack_names

IDS = Path(__file__).parent / "elements.yml"
"""Pack → item → its element ids. A gap and an attestation live on them: none changes unnoticed."""
FACTS = Path(os.environ.get("OIT_DOMAIN", "/nowhere"))
FILES = {
    **{f"oit-{year}": f"oit-{year}.yaml" for year in range(2564, 2570)},
    "oit-2568-ovec": "oit-2568-ovec.yaml",
    "oit-2569-ovec": "oit-2569-ovec.yaml",
    "oit-2568-obec": "oit-2568-obec-school.yaml",
}
KINDS = {"org-structure/political-side", "executives/political-side", "org-structure/province-side"}
"""The facts tell these as exceptions for local governments and provinces, the packs as elements."""
TWICE = {("oit-2567", "o16"): {"procurement-list-progress/list": "procurement-progress/list"}}
"""Two items of one list ask the same there; an id stands once in a pack."""
SPLIT = {("oit-2569-ovec", "o11"): 1}
"""Elements more than the facts name: a table of every month is two questions to a machine."""
YEARS = {"previous-fy": {"previous"}, "current-state": {"any"}, "in-force": {"any"}}
FILLER = {"ที่", "ปีงบประมาณ", "ชื่อหน่วยงาน", "อำเภอ", "จังหวัด", "กระทรวง", "ประเภทหน่วยงาน"}
SHARED = 4
"""Letters that two wordings of one question share at the least."""
REWORDED = {("ระยะเวลา", "complaint-guideline/time")}
MERGED = {("oit-2568-obec", "T5")}
"""The schools' topic is the one item whose number is known, and stands under that number."""
_needs_facts = pytest.mark.skipif(not FACTS.is_dir(), reason="OIT_DOMAIN names no folder")


def test_no_element_comes_or_goes_unnoticed():
    known = yaml.safe_load(IDS.read_text(encoding="utf-8"))
    packs = {name: load_pack(name).pack for name in pack_names()}
    found = {
        name: {one.code: [element.id for element in one.elements] for one in pack.indicators}
        for name, pack in packs.items()
    }
    assert found == known


@_needs_facts
@pytest.mark.parametrize("name", FILES)
def test_every_item_has_its_pair(name: str):
    if name != "oit-2568-obec":
        assert [fact["id"].lower() for fact in _facts(name)] == [
            one.code for one in load_pack(name).pack.indicators
        ]
    assert len(list(_pairs(name))) == len(_facts(name))


@_needs_facts
@pytest.mark.parametrize("name", FILES)
def test_items_are_of_the_same_families_and_names(name: str):
    for fact, one in _pairs(name):
        assert set(fact["document_families"]) <= set(one.families), one.code
        if (name, fact["id"]) in MERGED:
            continue
        assert fact["name_th"].split()[0] == one.title.split()[0], one.code


@_needs_facts
@pytest.mark.parametrize("name", FILES)
def test_items_ask_the_same_elements(name: str):
    """The lists of other sectors name no ids: there the number of elements is compared."""
    for fact, one in _pairs(name):
        asked = fact.get("required_elements") or []
        ours = [element.id for element in one.elements if element.id not in KINDS]
        if (name, fact["id"]) in MERGED:
            continue
        if not asked:
            assert all(element.basis != "sourced" for element in one.elements), one.code
        elif "key" in asked[0]:
            renamed = TWICE.get((name, one.code), {})
            assert [renamed.get(each["key"], each["key"]) for each in asked] == ours, one.code
        else:
            assert len(asked) + SPLIT.get((name, one.code), 0) == len(ours), one.code


@_needs_facts
@pytest.mark.parametrize("name", FILES)
def test_elements_were_read_where_the_facts_say_and_know_as_much(name: str):
    for fact, one in _pairs(name):
        theirs = {each.get("key"): each for each in fact.get("required_elements") or []}
        for element in one.elements:
            if not (each := theirs.get(element.id)):
                continue
            assert set(each["sources"]) == set(element.source), element.id
            assert element.basis in each["basis"].split(" + "), element.id


@_needs_facts
@pytest.mark.parametrize("name", FILES)
def test_elements_ask_for_the_years_of_the_facts(name: str):
    for fact, one in _pairs(name):
        years = {each["slug"]: each["fy"] for each in fact.get("data_year") or []}
        for element in one.elements:
            allowed = YEARS.get(years.get(element.id.partition("/")[0], ""))
            assert allowed is None or (element.year or one.find.year) in allowed, element.id


@_needs_facts
@pytest.mark.parametrize("name", FILES)
def test_titles_are_the_facts_names(name: str):
    for fact, one in _pairs(name):
        if "not read" in fact["name_th"] or name == "oit-2568-obec":
            continue
        names = {fact["name_th"], *fact.get("name_th_variants", ())}
        assert one.title.replace(" ", "") in {each.replace(" ", "") for each in names}, one.code


@_needs_facts
@pytest.mark.parametrize("name", ["oit-2568-ovec", "oit-2569-ovec", "oit-2568-obec"])
def test_elements_of_other_sectors_are_worded_as_the_facts(name: str):
    """Each element shares a word with the fact at its place in the item."""
    for fact, one in _pairs(name):
        asked = fact.get("required_elements") or []
        if len(asked) != len(one.elements):
            continue
        for each, element in zip(asked, one.elements, strict=True):
            alike = _shared(each["th"], element.says) >= SHARED
            assert alike or (each["th"], element.id) in REWORDED, element.id


def _shared(fact: str, says: str) -> int:
    """Letters of the longest part that two wordings share."""
    one, other = fact.replace(" ", ""), says.replace(" ", "")
    return SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size


@_needs_facts
@pytest.mark.parametrize("name", FILES)
def test_columns_of_the_facts_are_asked_by_some_table(name: str):
    """Columns that say who fills the form in are no question; the others stand in a table check."""
    for fact, one in _pairs(name):
        columns = (fact.get("table_columns") or {}).get("columns") or []
        asked = set(_columns([element.model_dump(mode="json") for element in one.elements]))
        for column in columns:
            known = column in FILLER or any(word in column.replace(" ", "") for word in asked)
            assert known, (one.code, column)


def _columns(node: object) -> Iterator[str]:
    """Every wording of a column in a tree of checks."""
    if isinstance(node, list):
        for child in node:
            yield from _columns(child)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key == "columns":
                yield from (word.replace(" ", "") for group in value for word in group)
            else:
                yield from _columns(value)


@cache
def _facts(name: str) -> list[dict[str, Any]]:
    facts = yaml.safe_load((FACTS / FILES[name]).read_text(encoding="utf-8"))
    return list(facts["indicators"])


def _pairs(name: str) -> Iterator[tuple[dict[str, Any], Indicator]]:
    """Each item of the facts with the pack's: by number, or by family where none is known."""
    pack = load_pack(name).pack
    for fact in _facts(name):
        topic = fact["document_families"][0]
        if name == "oit-2568-obec":
            yield fact, next(one for one in pack.indicators if topic in one.families)
        else:
            yield fact, next(one for one in pack.indicators if one.code == fact["id"].lower())
