"""The packs that come with the program: whole, honest about what is known, and documented."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from rules import reader
from rules.cases import Case, CaseFile
from rules.model import Context
from rules.pack import AgencyKind, Element, Find, Indicator, Pack, Source
from rules.reader import pack_names, schema
from rules.tree import NODES, Leaf, Node, NoneOf

ROOT = Path(__file__).parents[2]
SIZES = {"oit-2569": (26, 93), "oit-2569-ovec": (23, 64)}
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


@pytest.mark.parametrize("name", SIZES)
def test_packs_are_whole(name: str):
    pack = load_pack(name).pack
    assert pack.pack == name
    assert (len(pack.indicators), sum(1 for _ in elements(name))) == SIZES[name]
    codes = [indicator.code for indicator in pack.indicators]
    assert codes == [f"o{number}" for number in range(1, len(codes) + 1)]


def test_no_pack_is_forgotten_here():
    assert set(pack_names()) == set(SIZES)


@pytest.mark.parametrize("name", SIZES)
def test_what_is_not_confirmed_is_said(name: str):
    pack = load_pack(name).pack
    assert pack.status == "draft"
    assert "unconfirmed" in pack.source.note
    assert all(element.source for _, element in elements(name)), "where was it read?"
    unread = [element for _, element in elements(name) if element.source == ("compiler",)]
    assert unread
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


@pytest.mark.parametrize("name", SIZES)
def test_every_kind_of_agency_has_its_words(name: str):
    for term, kinds in load_pack(name).pack.terms.items():
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


def test_the_general_pack_speaks_of_the_months_of_its_year():
    context = Context(
        fiscal_year=2569, as_of=load_pack("oit-2569").pack.source.read_on, agency_kind="local"
    )
    assert context.year("previous") == 2568
    dated = {e.id: e.expected_from for _, e in elements("oit-2569") if e.expected_from}
    assert set(map(str, dated.values())) == {"2026-04-01"}
    assert "annual-plan-budget-progress/progress" in dated


def test_local_governments_have_elements_of_their_own():
    only = {e.id: e.only_for for _, e in elements("oit-2569") if e.only_for}
    assert only == {
        "org-structure/political-side": ("local",),
        "org-structure/province-side": ("province",),
        "executives/political-side": ("local",),
    }


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
