"""Sites with faults chosen by a seed: the department's site, some things wrong, and the truth.

Promises: the same seed makes the same site and truth; faults of one site never touch the same
indicator; the form of the index changes nothing of the truth. Refuses to know: the tool's findings.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from audit.demo import faults_blanks, faults_pages, faults_papers
from audit.demo.draft import whole
from audit.demo.fault import FINE, Fault
from audit.demo.indexes import FORMS
from audit.demo.truth import truth

MOST_FAULTS = 10
"""Faults of one site: many sites go wrong in about this many places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Outcomes that an honest assessor accepts for an element, and the fault behind them."""

    outcomes: frozenset[str]
    fault: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """What one seed made: the form of the index, the faults, and the truth by element."""

    seed: int
    form: str
    faults: tuple[str, ...]
    truth: dict[str, Wanted]


def variant(folder: Path, seed: int) -> Variant:
    """Write the site of a seed into `folder`; what it is. Raises DemoError as `build` does."""
    chance = random.Random(seed)  # noqa: S311  # a site to test on, no secret
    form = sorted(FORMS)[seed % len(FORMS)]
    return made(folder, seed, form, chosen(chance))


def made(folder: Path, seed: int, form: str, faults: Iterable[Fault]) -> Variant:
    """Write a site with this index and these faults."""
    draft = whole()
    expected = {element: Wanted(outcomes=FINE, fault="none") for element in elements()}
    faults = tuple(faults)
    for fault in faults:
        fault.do(draft)
        for element, outcomes in fault.breaks.items():
            expected[element] = Wanted(outcomes=outcomes, fault=fault.name)
    FORMS[form](draft)
    draft.write(folder)
    names = tuple(fault.name for fault in faults)
    return Variant(seed=seed, form=form, faults=names, truth=expected)


def elements() -> tuple[str, ...]:
    """The elements that a whole site shows: those of the demonstration's truth."""
    return tuple(element for found in truth("after").values() for element in found)


def every_fault() -> tuple[Fault, ...]:
    """All faults there are, in a fixed order."""
    return (*faults_papers.faults(), *faults_pages.faults(), *faults_blanks.faults())


def chosen(chance: random.Random) -> tuple[Fault, ...]:
    """Some faults that do not touch the same indicator: first a name, then one of that name."""
    by_name: dict[str, list[Fault]] = {}
    for fault in every_fault():
        by_name.setdefault(fault.name, []).append(fault)
    names = sorted(by_name)
    chance.shuffle(names)
    found: list[Fault] = []
    touched: set[str] = set()
    for name in names:
        free = [fault for fault in by_name[name] if not fault.codes & touched]
        if free and len(found) < MOST_FAULTS:
            fault = chance.choice(free)
            found.append(fault)
            touched |= fault.codes
    return tuple(found)
