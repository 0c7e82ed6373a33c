"""An audit as the plain Report that every format is made from.

Promises: everything a report shows, read from the store alone, for the newest audit or any earlier
one, with the criteria it was judged by. Refuses to know: formats; how anything was judged.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from audit import gaps
from audit.changes import audit_before, changes
from audit.coverage import coverage, home_problem, undrawn, unread_scans
from audit.errors import UserError, told
from audit.limits import home_trouble, limits
from audit.links import Atlas
from audit.owners import owner_of
from audit.priorities import prioritise, readiness
from audit.remarks import privacy_lines, remark_lines
from audit.rows import Row
from audit.site import Site
from audit.store import Store
from audit.targets import find_indicator
from audit.ways import Ways
from crawler import canonical
from reports import wording
from reports.model import (
    ChangeLine,
    ElementLine,
    EvidenceLine,
    GapLine,
    IndicatorLine,
    OfficeLine,
    PackLine,
    QuoteLine,
    Report,
    SiteLine,
    Totals,
)
from rules.pack import Element, Indicator, Pack
from rules.reader import parse_pack

NEVER = "ยังไม่เคยตรวจองค์ประกอบนี้"

Words = dict[tuple[str, str], Row]
GapLines = Mapping[tuple[str, str], GapLine]


def summarise(site: Site, store: Store, audit_id: int | None = None) -> Report:
    """The Report of an audit, by default of the newest one that counts.

    A partial audit is laid over the ones before it. `UserError` when there is no such audit.
    """
    audit = _audit(store, audit_id)
    pack = _pack(audit["pack_text"], audit["pack"])
    words = _words(store, audit)
    before_id = audit_before(store, audit)
    before = {} if before_id is None else _words(store, _audit(store, before_id))
    open_gaps = {} if audit["trial"] else _gaps(store, audit)
    home = canonical(site.config.url) or site.config.url
    snapshots = tuple(store.snapshots.current(audit["crawl_id"]))
    atlas = Atlas(snapshots)
    judged = _Judged(
        site=site,
        store=store,
        pack=pack,
        words=words,
        open_gaps=open_gaps,
        ways=Ways(store, atlas, home),
    )
    indicators = tuple(_indicator(one, judged) for one in pack.indicators)
    days_left = _days_left(pack, audit["as_of"])
    indicators = prioritise(pack, indicators, days_left)
    totals = _totals(indicators)
    seen = coverage(store, audit["crawl_id"], snapshots)
    crawl = store.snapshots.crawl_row(seen.crawl_id)
    trial = bool(audit["trial"])
    noted = store.remark_rows(audit["id"])
    privacy = privacy_lines(noted)
    return Report(
        site=SiteLine(name=site.config.name, url=site.config.url, kind=site.config.kind),
        pack=_pack_line(pack, audit),
        audit_id=audit["id"],
        as_of=audit["as_of"],
        days_left=days_left,
        engine=audit["engine"],
        seal=audit["seal"],
        totals=totals,
        indicators=indicators,
        changes=changes(pack, before, words),
        coverage=seen,
        limits=limits(
            pack,
            totals,
            seen,
            indicators,
            home=_home(store, atlas, home),
            trial=trial,
            scans=unread_scans(store, snapshots),
            personal=len(privacy),
            undrawn=undrawn(crawl),
            asked=tuple(crawl.stats.get("asked", {})),
            endless=sum(crawl.stats.get("traps", {}).values()),
            chains=tuple(crawl.stats.get("chains", ())),
        ),
        compared_with=before_id,
        points=readiness(pack, indicators),
        remarks=remark_lines(noted),
        privacy=privacy,
        office=_office(site),
    )


def trouble_at_home(site: Site, audit_id: int) -> wording.Problem | None:
    """Why the first page of the site could not be seen in an audit, and what to do."""
    with Store(site.paths) as store:
        atlas = Atlas(store.snapshots.current(_audit(store, audit_id)["crawl_id"]))
        return _home(store, atlas, canonical(site.config.url) or site.config.url)


def explain(site: Site, code: str) -> IndicatorLine:
    """One indicator of the newest report: what was looked at, why, and how each element fared."""
    with Store(site.paths) as store:
        report = summarise(site, store)
        pack = _pack(_audit(store, report.audit_id)["pack_text"], report.pack.id)
    topic = find_indicator(pack, code).topic
    return next(line for line in report.indicators if line.topic == topic)


def compare(store: Store, before: int, after: int) -> tuple[ChangeLine, ...]:
    """What is different between any two audits, by the criteria of the later one."""
    later = _audit(store, after)
    return changes(
        _pack(later["pack_text"], later["pack"]),
        _words(store, _audit(store, before)),
        _words(store, later),
    )


def pack_of(store: Store, audit_id: int) -> Pack:
    """The criteria as they were when that audit was made."""
    audit = _audit(store, audit_id)
    return _pack(audit["pack_text"], audit["pack"])


def state_of(outcomes: Iterable[str]) -> str:
    """How the outcomes of its elements fold into an indicator's state."""
    found = set(outcomes)
    for outcome, state in (
        ("failed", "to_fix"),
        ("untested", "incomplete"),
        ("cant_tell", "to_confirm"),
    ):
        if outcome in found:
            return state
    return "inapplicable" if found <= {"inapplicable"} else "ready"


def _audit(store: Store, audit_id: int | None) -> Row:
    chosen = audit_id
    if chosen is None:
        chosen = store.newest_audit() or store.newest_audit(trial=None)
    row = None if chosen is None else store.audit_row(chosen)
    if row is not None:
        return row
    if audit_id is None:
        raise UserError("ยังไม่เคยตรวจเว็บไซต์นี้", "สั่ง oit check ก่อน")
    raise UserError(f"ไม่มีการตรวจครั้งที่ {audit_id}", "ดูผลครั้งล่าสุดด้วย oit report")


@lru_cache(maxsize=8)
def _pack(text: str, name: str) -> Pack:
    """The criteria exactly as they were when the audit was made."""
    with told():
        return parse_pack(text, f"{name}.yml")


def _words(store: Store, audit: Row) -> Words:
    return {(row["topic"], row["element"]): row for row in store.findings_as_of(audit)}


def _gaps(store: Store, audit: Row) -> GapLines:
    day = dt.date.fromisoformat(audit["as_of"])
    return {
        (gap.topic, gap.element): GapLine(
            id=gap.id,
            state=gap.state,
            since=gap.opened_on,
            assignee=gap.assignee,
            due_on=gap.due_on,
            waived_until=gap.waived_until,
        )
        for gap in gaps.list_gaps(store, on=day)
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """What the lines of every indicator are read from."""

    site: Site
    store: Store
    pack: Pack
    words: Words
    open_gaps: GapLines
    ways: Ways


def _indicator(indicator: Indicator, judged: _Judged) -> IndicatorLine:
    pack, words = judged.pack, judged.words
    elements = (*indicator.elements, *pack.guards)
    rows = {one.id: words.get((indicator.topic, one.id)) for one in elements}
    newest = max((row["audit_id"] for row in rows.values() if row), default=0)
    lines = [
        (_evidence(row, indicator, judged), row["via"] != "declared" and row["aside"] is None)
        for row in judged.store.evidence_rows(newest, indicator.topic)
    ]
    declared = bool(judged.site.config.declared.get(indicator.code))
    shown = tuple(
        _element(one, rows[one.id], judged.open_gaps.get((indicator.topic, one.id)))
        for one in elements
    )
    return IndicatorLine(
        code=indicator.code,
        topic=indicator.topic,
        families=indicator.families,
        title=indicator.title,
        group=indicator.group,
        owner=owner_of(indicator.owner, judged.site.config.kind),
        state=state_of(line.outcome for line in shown),
        elements=shown,
        evidence=tuple(line for line, found in lines if not (declared and found)),
        suggestions=tuple(line for line, found in lines if declared and found),
    )


def _element(element: Element, row: Row | None, gap: GapLine | None) -> ElementLine:
    return ElementLine(
        id=element.id,
        says=element.says,
        outcome=row["outcome"] if row else "untested",
        reason=row["reason"] if row else NEVER,
        fix=element.fix,
        basis=element.basis,
        quotes=tuple(QuoteLine(**quote) for quote in json.loads(row["quotes"])) if row else (),
        looked_at=tuple(json.loads(row["looked_at"])) if row else (),
        gap=gap,
        attested_by=row["attested_by"] if row else None,
    )


def _evidence(row: Row, indicator: Indicator, judged: _Judged) -> EvidenceLine:
    aside = row["aside"] or _wrong_year(json.loads(row["years"]), indicator, judged.pack)
    return EvidenceLine(
        url=row["url"],
        title=row["title"],
        media=row["media"],
        via=row["via"],
        label=row["label"],
        strength=row["strength"],
        aside=aside,
        aside_text=wording.aside(aside),
        way=() if aside else judged.ways.to(row["url"], row["led_by"]),
    )


def _wrong_year(years: list[int], indicator: Indicator, pack: Pack) -> str | None:
    """Is this document of a year that no element of the indicator asks for?"""
    asked = {element.year or indicator.find.year for element in indicator.elements}
    wanted = {pack.fiscal_year - (which == "previous") for which in asked}
    if not years or "any" in asked or wanted & set(years):
        return None
    return "wrong_year"


def _totals(indicators: tuple[IndicatorLine, ...]) -> Totals:
    states = Counter(line.state for line in indicators)
    outcomes = Counter(one.outcome for line in indicators for one in line.elements)
    return Totals(
        indicators=len(indicators),
        ready=states["ready"],
        to_fix=states["to_fix"],
        to_confirm=states["to_confirm"],
        incomplete=states["incomplete"],
        inapplicable=states["inapplicable"],
        certain=states["ready"],
        possible=states["ready"] + states["to_confirm"] + states["incomplete"],
        elements=outcomes.total(),
        passed=outcomes["passed"],
        failed=outcomes["failed"],
        cant_tell=outcomes["cant_tell"],
        untested=outcomes["untested"],
    )


def _pack_line(pack: Pack, audit: Row) -> PackLine:
    return PackLine(
        id=pack.pack,
        title=pack.title,
        fiscal_year=pack.fiscal_year,
        status=pack.status,
        source=f"{pack.source.publisher}: {pack.source.document}",
        sha256=audit["pack_sha256"],
    )


def _home(store: Store, atlas: Atlas, home: str) -> wording.Problem | None:
    problem = home_problem(store, atlas, home)
    return None if problem is None else home_trouble(problem, atlas.final(home))


def _office(site: Site) -> OfficeLine:
    config = site.config
    return OfficeLine(**config.office.model_dump(), people=tuple(config.people.items()))


def _days_left(pack: Pack, as_of: str) -> int | None:
    return None if pack.deadline is None else (pack.deadline - dt.date.fromisoformat(as_of)).days
