"""The packs that come with the program: whole, honest about what is known, and documented."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from rules import reader
from rules.cases import Case, CaseFile
from rules.checks import AsOf, Series
from rules.pack import AgencyKind, Element, Find, Indicator, Pack, Source
from rules.reader import pack_names, schema
from rules.tree import NODES, Leaf, Node, NoneOf

ROOT = Path(__file__).parents[2]
SIZES = {
    "oit-2564": (43, 108),
    "oit-2565": (43, 108),
    "oit-2566": (43, 108),
    "oit-2567": (35, 94),
    "oit-2568": (28, 90),
    "oit-2569": (26, 93),
    "oit-2568-ovec": (37, 86),
    "oit-2569-ovec": (23, 64),
    "oit-2568-obec": (12, 37),
    "moit-2568": (22, 92),
}
GENERAL = [f"oit-{year}" for year in range(2564, 2570)]
KINDS = get_args(AgencyKind)
load_pack = cache(reader.load_pack)


def elements(name: str) -> Iterator[tuple[Indicator, Element]]:
    for indicator in load_pack(name).pack.indicators:
        for element in indicator.elements:
            yield indicator, element


def nodes(node: Node) -> Iterator[BaseModel]:
    """The node and everything below it."""
    yield node
    if isinstance(node, Leaf):
        return
    below = getattr(node, next(iter(type(node).model_fields)))
    for child in below if isinstance(below, tuple) else (below,):
        if isinstance(child, BaseModel):
            yield from nodes(child)


def expected_codes(name: str, count: int) -> list[str]:
    """The numbers of a list as its publisher writes them."""
    if name == "oit-2568-obec":  # one number is known; `t` stands for the others
        return [*(f"t{number}" for number in range(1, count)), "o10"]
    letters = name.partition("-")[0].replace("oit", "o") if name.startswith("oit") else "moit"
    return [f"{letters}{number}" for number in range(1, count + 1)]


@pytest.mark.parametrize("name", SIZES)
def test_packs_are_whole(name: str):
    pack = load_pack(name).pack
    assert pack.pack == name
    assert (len(pack.indicators), sum(1 for _ in elements(name))) == SIZES[name]
    codes = [indicator.code for indicator in pack.indicators]
    assert codes == expected_codes(name, len(codes))


def test_no_pack_is_forgotten_here():
    assert set(pack_names()) == set(SIZES)


@pytest.mark.parametrize("name", SIZES)
def test_what_is_not_confirmed_is_said(name: str):
    pack = load_pack(name).pack
    assert pack.status == "draft"
    assert re.search("ยังไม่มีเอกสารยืนยัน|ยังไม่ยืนยัน|ยังไม่มีหน้าใดยืนยัน", pack.source.note)
    assert not re.search("basis|unconfirmed|inferred", pack.source.note), "users read it"
    assert all(element.source for _, element in elements(name)), "where was it read?"
    unread = [element for _, element in elements(name) if element.source == ("compiler",)]
    assert all(element.basis == "unconfirmed" for element in unread)


@pytest.mark.parametrize("name", SIZES)
def test_every_element_asks_and_helps(name: str):
    for _, element in elements(name):
        assert element.says.startswith("แสดง"), element.id
        assert len(element.fix) > 15, element.id
        assert not element.fix.endswith("."), element.id


@pytest.mark.parametrize("name", SIZES)
def test_no_element_can_pass_on_a_refusal_alone(name: str):
    """`none` says what must not be there; alone it would pass on an empty page."""
    for _, element in elements(name):
        assert not isinstance(element.check, NoneOf), element.id
        leaves = [node for node in nodes(element.check) if isinstance(node, Leaf)]
        assert leaves, f"{element.id}: only a question, never a look"


OF_SOME_KINDS = {"permanent", "other_code"}
"""Terms that mean nothing to most kinds of agency: checks with them ask nothing there."""


@pytest.mark.parametrize("name", SIZES)
def test_every_kind_of_agency_has_its_words(name: str):
    for term, kinds in load_pack(name).pack.terms.items():
        if term in OF_SOME_KINDS:
            assert set(kinds) < set(KINDS) and all(kinds.values()), term
        else:
            assert set(kinds) == set(KINDS), term
        assert all(words for words in kinds.values()), term


@pytest.mark.parametrize("name", SIZES)
def test_indicators_of_a_year_ask_for_the_year_of_their_title(name: str):
    pack = load_pack(name).pack
    for indicator in pack.indicators:
        if str(pack.fiscal_year) in indicator.title and indicator.find.year != "current":
            assert any(element.year == "current" for element in indicator.elements), indicator.code
        if str(pack.fiscal_year - 1) in indicator.title:
            assert indicator.find.year == "previous", indicator.code


@pytest.mark.parametrize("name", SIZES)
def test_wordings_are_not_used_against_themselves(name: str):
    """A name that contains a word of its own `never` could never be found."""
    for indicator in load_pack(name).pack.indicators:
        find = indicator.find
        clash = [
            (one, no) for one in (*find.named, indicator.title) for no in find.never if no in one
        ]
        assert not clash, (indicator.code, clash)
        assert len(set(find.named)) == len(find.named), indicator.code


@pytest.mark.parametrize("name", SIZES)
def test_a_pack_speaks_of_the_days_of_its_own_year(name: str):
    """Dates are Gregorian and lie in the fiscal year, or in the one its reports are about."""
    pack = load_pack(name).pack
    first = dt.date(pack.fiscal_year - 544, 10, 1)
    last = dt.date(pack.fiscal_year - 543, 9, 30)
    for _, element in elements(name):
        due = element.expected_from
        assert due is None or first < due <= last + dt.timedelta(days=1), element.id
        for node in nodes(element.check):
            check = node.check if isinstance(node, Leaf) else None
            if isinstance(check, AsOf | Series):
                assert first.replace(year=first.year - 1) <= check.start <= last, element.id
                assert first.replace(year=first.year - 1) <= check.end <= last, element.id


@pytest.mark.parametrize("name", SIZES)
def test_sentences_speak_of_the_right_years(name: str):
    """Next year's pack is a copy: a year that was forgotten is the usual mistake."""
    pack = load_pack(name).pack
    for indicator in pack.indicators:
        said = [indicator.title]
        said += [words for one in indicator.elements for words in (one.says, one.fix)]
        years = {int(year) for text in said for year in re.findall(r"25[5-9]\d", text)}
        assert years <= {pack.fiscal_year + near for near in (-3, -2, -1, 0, 1)}, indicator.code


@pytest.mark.parametrize("name", GENERAL)
def test_local_governments_and_provinces_have_elements_of_their_own(name: str):
    only = {e.id: e.only_for for _, e in elements(name) if e.only_for}
    expected = {
        "org-structure/political-side": ("local",),
        "executives/political-side": ("local",),
    }
    if name not in ("oit-2564", "oit-2565"):
        expected["org-structure/province-side"] = ("province",)
    assert only == expected


@pytest.mark.parametrize("name", SIZES)
def test_no_wording_leads_to_two_indicators(name: str):
    named = Counter(w for one in load_pack(name).pack.indicators for w in one.find.named)
    assert [words for words, times in named.items() if times > 1] == []


def test_data_years_changed_with_the_lists():
    """Complaints: the first half of the year until 2566, the whole last year since."""
    asked = {name: of_topic(name, "complaint-statistics").find.year for name in GENERAL}
    assert list(asked.values()) == ["current"] * 3 + ["previous"] * 3
    early = of_topic("oit-2566", "complaint-statistics").elements[0]
    assert str(early.expected_from) == "2023-04-01"
    assert of_topic("oit-2568", "complaint-statistics").elements[0].expected_from is None


def of_topic(name: str, topic: str) -> Indicator:
    return next(one for one in load_pack(name).pack.indicators if one.topic == topic)


def test_the_schema_describes_every_key_of_the_language():
    described = schema()
    assert "description" in described["properties"]["indicators"]
    for name in ("Source", "Find", "Element", "Indicator"):
        for key, field in described["$defs"][name]["properties"].items():
            assert field.get("description"), f"{name}.{key}"


def test_packs_point_editors_to_the_schema_beside_them():
    folder = ROOT / "rules/packs"
    for name in pack_names():
        first = load_pack(name).text.splitlines()[0]
        target = first.removeprefix("# yaml-language-server: $schema=")
        assert json.loads((folder / target).read_text("utf-8")) == schema()


@pytest.mark.parametrize("model", [Pack, Source, Indicator, Find, Element])
def test_every_key_is_documented(model: type[BaseModel]):
    page = (ROOT / "docs/packs.md").read_text("utf-8")
    missing = [key for key in model.model_fields if f"`{key}`" not in page]
    assert not missing, f"docs/packs.md says nothing of {missing}"


def test_every_kind_and_case_key_is_documented():
    page = (ROOT / "docs/packs.md").read_text("utf-8")
    keys = [*NODES, *CaseFile.model_fields, *Case.model_fields]
    assert not [key for key in keys if f"`{key}`" not in page]
