"""What a column of a table tells, whatever an agency calls it.

Promises: `subject` names what a column's heading means, in one word of `columns.yml`, or nothing
when no wording is known. Refuses to know: what a list of criteria asks, what stands in the cells.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

import yaml

from rules.thai import fold, folded

ALONE = 4
"""Wordings of so few letters count only when they are the whole name: `ที่` stands in `สถานที่`."""


@lru_cache(maxsize=4096)
def subject(name: str) -> str:
    """The subject whose longest wording stands in the name; empty when none does, or two equally.

    `งบประมาณที่ใช้จริง` → `spent`, `วงเงินที่ตั้งไว้` → `budget`, `ผู้ตรวจ` → empty.
    """
    said = folded(name)
    found: dict[int, set[str]] = {}
    for word, told in _wordings():
        letters = len(fold(word))
        if fold(word) == said.fold if letters <= ALONE else said.contains(word):
            found.setdefault(letters, set()).add(told)
    longest = found[max(found)] if found else set()
    return next(iter(longest)) if len(longest) == 1 else ""


@lru_cache(maxsize=4096)
def subjects(names: tuple[str, ...]) -> frozenset[str]:
    """The subjects of several names."""
    return frozenset(filter(None, map(subject, names)))


@cache
def _wordings() -> tuple[tuple[str, str], ...]:
    text = files("rules").joinpath("columns.yml").read_text(encoding="utf-8")
    return tuple((word, told) for told, words in yaml.safe_load(text).items() for word in words)
