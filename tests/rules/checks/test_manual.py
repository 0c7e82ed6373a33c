"""The manual is true: every example in it does what it says, and docs/checks.md is the manual."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from rules.checks import KINDS
from rules.checks.base import TogetherCheck
from rules.checks.manual import Example, examples, manual
from rules.markup import document
from rules.model import Context, Look

CONTEXT = Context(fiscal_year=2569, as_of=dt.date(2026, 5, 15), agency_kind="department")
ALL = [(kind, example) for kind in KINDS for example in examples(kind)]


def look(kind: str, example: Example) -> Look:
    check = KINDS[kind].model_validate(example.check)
    documents = tuple(document(text) for text in example.documents)
    if isinstance(check, TogetherCheck):
        return check.look(documents, CONTEXT)
    assert len(documents) == 1
    return check.look(documents[0], CONTEXT)


@pytest.mark.parametrize(("kind", "example"), ALL)
def test_every_example_does_what_it_says(kind: str, example: Example) -> None:
    seen = look(kind, example)
    assert (seen.found and not seen.doubt) is example.passes, seen.reason
    assert seen.reason


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_shows_both_outcomes_and_names_its_parameters(kind: str) -> None:
    shown = examples(kind)
    assert {example.passes for example in shown} == {True, False}
    for name, field in KINDS[kind].model_fields.items():
        assert f"`{field.alias or name}`" in (KINDS[kind].__doc__ or "")


def test_the_published_manual_is_up_to_date() -> None:
    published = Path(__file__).parents[3] / "docs" / "checks.md"
    assert published.read_text(encoding="utf-8") == manual()
