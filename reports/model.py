"""The Report: strings and numbers only, everything an output format may show.

Promises: a complete, immutable value that `audit.summary` fills and every renderer reads; its field
names are the public JSON shape (`SHAPE`). Refuses to know: rules, databases, file formats.
"""

from __future__ import annotations

from dataclasses import dataclass

SHAPE = "oit-report/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteLine:
    """Published words that prove an element, and where they stand."""

    url: str
    sha256: str
    where: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLine:
    """A page or file that was looked at for an indicator.

    `via`: declared, link, title, heading, filename, attached, or text (what the page says, not what
    names it). `aside`: None, or the word for why it did not count (wrong_year, hub, unreachable,
    unreadable, under_construction, elsewhere, weak …);
    `aside_text` says it in Thai. `way`: the words a visitor clicks from the home page on, as far as
    they are known.
    """

    url: str
    title: str
    media: str
    via: str
    label: str
    strength: int
    aside: str | None = None
    aside_text: str = ""
    way: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GapLine:
    """The open gap of an element. Dates are ISO, Gregorian."""

    id: int
    state: str
    since: str
    assignee: str | None = None
    due_on: str | None = None
    waived_until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementLine:
    """One required element and what the audit found.

    `outcome` is one of passed, failed, cant_tell, untested, inapplicable. `basis` is how well the
    requirement itself is known (`sourced`, `sourced-other-year`, …, `unconfirmed`).
    `looked_at` lists the addresses that were read for it. Of a failed element only: `at_risk`, its
    share of the indicator's points; `work`, the sort of work (link, page, file, document); `place`,
    1 for what to fix first (None while waived).
    """

    id: str
    says: str
    outcome: str
    reason: str
    fix: str
    basis: str
    quotes: tuple[QuoteLine, ...] = ()
    looked_at: tuple[str, ...] = ()
    gap: GapLine | None = None
    attested_by: str | None = None
    at_risk: float | None = None
    work: str | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorLine:
    """One OIT item. `state`: ready, to_fix, to_confirm, incomplete or inapplicable.

    `points`: what it carries of OIT's points; None when it does not count or nothing is known.
    """

    code: str
    topic: str
    families: tuple[str, ...]
    title: str
    group: str
    owner: str
    state: str
    elements: tuple[ElementLine, ...]
    evidence: tuple[EvidenceLine, ...] = ()
    suggestions: tuple[EvidenceLine, ...] = ()
    points: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLine:
    """The agency and its website."""

    name: str
    url: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeLine:
    """What the agency's own papers say about it, as far as `site.yml` knows; empty is unknown.

    `unit`: who writes; `number`: the number of the letter; `to`: whom the memo addresses; `signer`
    and `position`: who signs. `people`: owner → whom to reach.
    """

    unit: str = ""
    phone: str = ""
    number: str = ""
    to: str = ""
    signer: str = ""
    position: str = ""
    people: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PackLine:
    """The criteria that were used."""

    id: str
    title: str
    fiscal_year: int
    status: str
    source: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Counts. `certain` … `possible` is the interval of indicators ready."""

    indicators: int
    ready: int
    to_fix: int
    to_confirm: int
    incomplete: int
    inapplicable: int
    certain: int
    possible: int
    elements: int
    passed: int
    failed: int
    cant_tell: int
    untested: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsLine:
    """The readiness interval in OIT points, an estimate: `certain` … `possible` of `full`.

    `basis`: how well the way of adding up is known. `equal`: none is known for this list, so every
    indicator was taken to count the same.
    """

    certain: float
    possible: float
    full: float
    basis: str
    equal: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RemarkLine:
    """What does not fit together over several documents; it is about the indicators in `codes`.

    `sort`: same_file, renamed, other_agency, chiefs, years. A remark is no outcome.
    """

    sort: str
    text: str
    codes: tuple[str, ...]
    urls: tuple[str, ...]
    quotes: tuple[QuoteLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyLine:
    """Personal data on show: `sort` and where. `quote` has its figures masked.

    `sort`: citizen_id, bank_account, passport, home_address, private_phone.
    """

    sort: str
    url: str
    where: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """What is different from the audit before: `kind` is broken, fixed or changed."""

    kind: str
    code: str
    element: str
    says: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemLine:
    """Pages that could not be looked at or read. `problem` is the crawler's or reader's word."""

    problem: str
    text: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What was and was not looked at. `ended`: complete, limit, cancelled or error.

    `carried`: pages carried over from an earlier crawl, without asking the server again.
    """

    crawl_id: int
    started_at: str
    finished_at: str
    ended: str
    pages: int
    new: int
    changed: int
    gone: int
    documents: int
    unreadable: int
    carried: int = 0
    problems: tuple[ProblemLine, ...] = ()
    problem_counts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything about one audit of one site."""

    site: SiteLine
    pack: PackLine
    audit_id: int
    as_of: str
    days_left: int | None
    engine: str
    seal: str
    totals: Totals
    indicators: tuple[IndicatorLine, ...]
    changes: tuple[ChangeLine, ...]
    coverage: Coverage
    limits: tuple[str, ...]
    compared_with: int | None = None
    points: PointsLine | None = None
    remarks: tuple[RemarkLine, ...] = ()
    privacy: tuple[PrivacyLine, ...] = ()
    office: OfficeLine = OfficeLine()
    shape: str = SHAPE
