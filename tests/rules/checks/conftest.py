"""Short ways to ask a check about documents written in a few lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from rules.checks import KINDS
from rules.checks.base import TogetherCheck
from rules.markup import document
from rules.model import Context, Look

Asking = Callable[..., Look]


@pytest.fixture
def context() -> Context:
    return Context(
        fiscal_year=2569,
        as_of=dt.date(2026, 5, 15),
        agency_kind="department",
        terms={"chief": ("อธิบดี", "เลขาธิการ"), "deputy": ("รองอธิบดี",)},
    )


@pytest.fixture
def ask(context: Context) -> Asking:
    """`ask(kind, parameters, document, …)` → what the check of that kind saw."""

    def asking(kind: str, parameters: dict[str, Any], *written: Any) -> Look:
        check = KINDS[kind].model_validate(parameters)
        documents = tuple(document(each) for each in written)
        if isinstance(check, TogetherCheck):
            return check.look(documents, context)
        assert len(documents) == 1
        return check.look(documents[0], context)

    return asking
