"""A pack is proposed only where the program chose, and never changed."""

from __future__ import annotations

import pytest

from audit import choice
from audit.choice import proposed_pack
from audit.site import SiteConfig
from rules.document import Document
from rules.markup import document
from rules.reader import load_pack


def config(**other: str) -> SiteConfig:
    given = {"name": "หน่วยงาน", "url": "https://www.example.go.th", **other}
    return SiteConfig.model_validate(given)


def index_of(name: str) -> list[Document]:
    pack = load_pack(name).pack
    rows = [f"[{one.code.upper()} {one.title}](/{one.code})" for one in pack.indicators]
    return [document("\n".join([f"# ITA ปีงบประมาณ พ.ศ. {pack.fiscal_year}", *rows]))]


def test_an_index_of_another_list_is_proposed():
    found = proposed_pack(config(), index_of("oit-2568"))
    assert found is not None
    assert found.pack == "oit-2568"
    hospital = proposed_pack(config(kind="hospital"), index_of("moit-2568"))
    assert hospital is not None
    assert hospital.pack == "moit-2568"


def test_nothing_is_proposed_when_the_pages_follow_the_pack_in_use():
    assert proposed_pack(config(), index_of("oit-2569")) is None
    college = config(kind="college", pack="oit-2569-ovec")
    assert proposed_pack(college, index_of("oit-2569-ovec")) is None


def test_nothing_is_proposed_to_a_person_who_chose():
    assert proposed_pack(config(pack="oit-2567"), index_of("oit-2568")) is None
    assert proposed_pack(config(kind="college"), index_of("oit-2568")) is None


def test_a_bug_costs_the_proposal_alone(monkeypatch: pytest.MonkeyPatch):
    def broken(*_: object) -> None:
        raise ValueError("boom")

    monkeypatch.setattr(choice, "propose", broken)
    assert proposed_pack(config(), index_of("oit-2568")) is None
