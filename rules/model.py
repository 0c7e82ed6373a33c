"""The values that judging passes around.

Promises: the five outcomes and their order; immutable looks, quotes, evidence and findings.
Refuses to know: YAML, how a check sees, how evidence is found.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Literal

from rules.document import Document


class Outcome(IntEnum):
    """W3C EARL's outcomes, ordered from best to worst; `INAPPLICABLE` stands apart.

    Source: EARL 1.0 Schema, `earl:OutcomeValue`.
    """

    PASSED = 0
    CANT_TELL = 1
    UNTESTED = 2
    FAILED = 3
    INAPPLICABLE = 4

    @property
    def word(self) -> str:
        """The published word, e.g. `cant_tell`."""
        return self.name.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Published words, verbatim, and where they stand."""

    text: str
    where: str
    url: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What one check saw in one document.

    `doubt` means: seen, but a machine must not decide alone (fuzzy wording, two readings); the
    judge makes it `cant_tell`. `reason` is one Thai clause: what was seen or what is missing.
    """

    found: bool
    reason: str
    quotes: tuple[Quote, ...] = ()
    doubt: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """All that judging may know besides documents: no clock, no environment.

    `fiscal_year` is a Buddhist-era fiscal year (2569 = 1 Oct 2025 – 30 Sep 2026). `terms` are the
    pack's words for this kind of agency, e.g. `{"chief": ("อธิบดี", "เลขาธิการ")}`.
    `agency` is the agency's own name, empty when it is not known.
    `crawl_complete` is False when a crawl was cut short or blocked, so that "not found" is not
    believable.
    """

    fiscal_year: int
    as_of: dt.date
    agency_kind: str
    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    crawl_complete: bool = True
    agency: str = ""

    def words(self, phrases: tuple[str, ...]) -> tuple[str, ...]:
        """Replace every `@term` by this agency's words for it; other phrases pass through."""
        out: list[str] = []
        for phrase in phrases:
            out.extend(self.terms.get(phrase[1:], ()) if phrase.startswith("@") else (phrase,))
        return tuple(out)

    def year(self, which: str) -> int:
        """The Buddhist-era year meant by `current` or `previous`."""
        return self.fiscal_year - (1 if which == "previous" else 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A document that may satisfy an indicator, and why we think so.

    `via`: declared, link, title, heading, filename, attached, or text (what the page
    says, not what names it). `strength` 0–100 orders evidence; it never proves. `aside` says why
    it does not count: hub, dead, unlinked, unreachable, elsewhere, under_construction. `years` are
    the fiscal years (BE) the document itself claims; empty when it names none, and then nothing
    that needs a year may pass on it. A `draft` is not what was decided: nothing passes on it, nor
    on what is in `doubt` (a Thai clause that says why a person must look). What `stands_in` was
    taken because nothing better was found, and what it lacks may stand elsewhere: a section under a
    heading, the site's first page (for elements that say `front`), a page under another name that
    shows much of what is asked (`lookalike`), a line of an index. `foreign` are the places of a
    page under headings of other topics.
    """

    document: Document
    via: str
    label: str
    strength: int
    aside: str | None = None
    years: tuple[int, ...] = ()
    draft: bool = False
    doubt: str = ""
    stands_in: Literal["", "section", "front", "lookalike", "line"] = ""
    foreign: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The outcome of one element in one audit.

    `basis` is the SHA-256 over the evidence looked at: an attestation holds while it is the same.
    `looked_at` are the addresses read for this element.
    """

    code: str
    topic: str
    element: str
    outcome: Outcome
    reason: str
    quotes: tuple[Quote, ...] = ()
    basis: str = ""
    looked_at: tuple[str, ...] = ()
