"""Seeded sites: the same for the same seed, faults that happen, a truth that fits."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit.demo import AGENCY_KIND, AS_OF, PACK, DemoError, content, serve
from audit.demo.draft import INDEX, whole
from audit.demo.fault import ANY, BROKEN, FINE, UNSEEN
from audit.demo.indexes import FORMS
from audit.demo.variants import Variant, chosen, elements, every_fault, variant
from audit.run import CheckOptions, check_site
from audit.site import Site
from audit.store import Store
from audit.summary import summarise
from reports.model import Report
from rules.reader import load_pack

FAULTS = every_fault()


def built(folder: Path, seed: int) -> Variant:
    try:
        return variant(folder, seed)
    except DemoError as error:
        pytest.skip(str(error))


def test_there_are_many_sorts_of_faults_and_forms():
    assert len({fault.name for fault in FAULTS}) >= 25
    assert len(FORMS) >= 10
    outcomes = {outcomes for fault in FAULTS for outcomes in fault.breaks.values()}
    assert outcomes == {ANY, BROKEN, FINE, UNSEEN}


def test_the_truth_speaks_of_elements_of_the_pack():
    pack = load_pack(PACK).pack
    codes = {one.id: item.code for item in pack.indicators for one in item.elements}
    assert set(elements()) <= set(codes)
    for fault in FAULTS:
        assert {codes[element] for element in fault.breaks} <= fault.codes, fault.name


def test_every_fault_changes_the_site():
    """Harmless ones may find nothing to change, such as a document without digits."""
    untouched = whole()
    for fault in FAULTS:
        draft = whole()
        fault.do(draft)
        harmless = set(fault.breaks.values()) == {FINE}
        assert harmless or draft != untouched, (fault.name, fault.codes)
    assert whole() == untouched, "a fault never leaks into the next site"


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_the_index_changes_only_the_index(form):
    before, draft = whole(), whole()
    FORMS[form](draft)
    assert draft.papers == before.papers
    changed = {path for path, text in draft.pages.items() if before.pages.get(path) != text}
    assert INDEX in changed
    assert all(path.startswith("ita/2569") for path in changed)


def test_faults_of_a_site_never_meet():
    for seed in range(200):
        touched = [code for fault in chosen(random.Random(seed)) for code in fault.codes]
        assert len(touched) == len(set(touched)), seed
        assert len(touched) >= 6


def test_every_fault_is_drawn_by_some_seed():
    drawn = {fault.name for seed in range(200) for fault in chosen(random.Random(seed))}
    assert drawn == {fault.name for fault in FAULTS}


def test_the_same_seed_makes_the_same_site(tmp_path):
    first, second = built(tmp_path / "a", 5), built(tmp_path / "b", 5)
    assert first == second
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module", params=[3, 8])
def audited(request, tmp_path_factory) -> Iterator[tuple[Variant, Report]]:
    folder = tmp_path_factory.mktemp(f"variant-{request.param}")
    what = built(folder / "web", request.param)
    with serve(folder / "web") as server:
        site = Site.create(
            folder / "site", server.url, AGENCY_KIND, PACK, name=content.read("site")["name"]
        )
        check_site(site, CheckOptions(delay=0, as_of=AS_OF))
    with Store(site.paths) as store:
        yield what, summarise(site, store)


def test_nothing_passes_that_is_known_to_be_wrong(audited):
    what, report = audited
    seen = {one.id: one.outcome for line in report.indicators for one in line.elements}
    assert set(what.truth) <= set(seen)
    false = [
        (wanted.fault, element)
        for element, wanted in what.truth.items()
        if seen[element] == "passed" and "passed" not in wanted.outcomes
    ]
    assert not false


def test_most_verdicts_are_those_of_an_assessor(audited):
    what, report = audited
    seen = {one.id: one.outcome for line in report.indicators for one in line.elements}
    right = [
        element
        for element, wanted in what.truth.items()
        if seen[element] in wanted.outcomes | {"cant_tell"}
    ]
    assert len(right) >= 0.95 * len(what.truth)
