"""A pack over the documents of one crawl: evidence of every indicator, a finding per element.

Promises: the same documents give the same findings; a bug in one check costs one finding, which
says so, never the audit. Refuses to know: the network, the database, gaps.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from audit.remarks import remarks_on
from audit.rows import Seen
from rules.consistency import Claim, Remark, caps
from rules.document import Document
from rules.find import Finder
from rules.judge import judge_indicator
from rules.lookalikes import lookalikes
from rules.model import Context, Evidence, Finding, Outcome
from rules.pack import Element, Indicator, Pack
from rules.tree import Ask

log = logging.getLogger("oit.audit")

CAPPED = "(มีข้อสังเกตว่าเอกสารอาจไม่ใช่ของหน่วยงานนี้หรือของปีนี้ ขอให้เจ้าหน้าที่ยืนยัน)"
BUG = "ตรวจองค์ประกอบนี้ไม่สำเร็จเพราะข้อผิดพลาดของโปรแกรม"

Named = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Findings and evidence of the indicators judged, and remarks on the evidence of all."""

    findings: tuple[Finding, ...]
    seen: tuple[Seen, ...]
    remarks: tuple[Remark, ...] = ()


def judge_pack(
    pack: Pack,
    documents: Sequence[Document],
    context: Context,
    *,
    declared: Named,
    also_named: Named,
    only: Iterable[str] | None = None,
    agency: str = "",
    front: str = "",
) -> Judgement:
    """Judge every indicator (`only`: these topics), in the order of the pack.

    `agency` is the site's name: a document that another agency signs may not pass by itself.
    `front` is the address of its first page.
    """
    finder = Finder(pack, documents, declared, also_named, front)
    context = replace(context, agency=agency)
    wanted = None if only is None else frozenset(only)
    found = {one.topic: _evidence(finder, one) for one in pack.indicators}
    claims = [
        Claim(indicator=one, evidence=evidence)
        for one in pack.indicators
        if (evidence := found[one.topic]) is not None
    ]
    remarks = remarks_on(claims, context, agency)
    doubted = caps(remarks)
    findings: list[Finding] = []
    seen: list[Seen] = []
    for indicator in pack.indicators:
        if wanted is not None and indicator.topic not in wanted:
            continue
        evidence = _with_lookalikes(finder, indicator, found[indicator.topic], context)
        if evidence is None:
            elements = (*indicator.elements, *pack.guards)
            findings.extend(_bug(indicator, element.id) for element in elements)
            continue
        judged = _findings(
            indicator, _doubted_last(evidence, doubted, indicator), context, pack.guards
        )
        findings.extend(_capped(finding, doubted) for finding in judged)
        seen.extend(_seen(indicator, one) for one in evidence)
    return Judgement(findings=tuple(findings), seen=tuple(seen), remarks=remarks)


def context_for(pack: Pack, kind: str, as_of: dt.date, *, crawl_complete: bool) -> Context:
    """All that judging may know besides documents."""
    return Context(
        fiscal_year=pack.fiscal_year,
        as_of=as_of,
        agency_kind=kind,
        terms={
            term: next((words for named, words in kinds.items() if named == kind), ())
            for term, kinds in pack.terms.items()
        },
        crawl_complete=crawl_complete,
    )


def _doubted_last(
    evidence: tuple[Evidence, ...], doubted: frozenset[tuple[str, str]], indicator: Indicator
) -> tuple[Evidence, ...]:
    """What passes on another document shall not wait for a person because of this one."""
    return tuple(sorted(evidence, key=lambda one: (indicator.topic, one.document.url) in doubted))


def _capped(finding: Finding, doubted: frozenset[tuple[str, str]]) -> Finding:
    """A pass that rests on a doubted document is for a person to confirm."""
    proof = {quote.url for quote in finding.quotes} or set(finding.looked_at)
    shady = {url for topic, url in doubted if topic == finding.topic} & proof
    if finding.outcome is not Outcome.PASSED or not shady or (not finding.quotes and shady < proof):
        return finding
    return replace(finding, outcome=Outcome.CANT_TELL, reason=f"{finding.reason} {CAPPED}".strip())


def _evidence(finder: Finder, indicator: Indicator) -> tuple[Evidence, ...] | None:
    try:
        return finder.evidence(indicator)
    except Exception:
        log.exception("finding evidence of %s", indicator.topic)
        return None


def _with_lookalikes(
    finder: Finder,
    indicator: Indicator,
    evidence: tuple[Evidence, ...] | None,
    context: Context,
) -> tuple[Evidence, ...] | None:
    """Where nothing is evidence: pages under other names that show much of what is asked."""
    beside = ("front", "line")
    if evidence is None or any(e.aside != "hub" and e.stands_in not in beside for e in evidence):
        return evidence
    try:
        return (*lookalikes(indicator, finder.nearby(indicator), context), *evidence)
    except Exception:
        log.exception("looking for %s under other names", indicator.topic)
        return evidence


def _findings(
    indicator: Indicator,
    evidence: tuple[Evidence, ...],
    context: Context,
    guards: tuple[Element, ...],
) -> list[Finding]:
    try:
        return list(judge_indicator(indicator, evidence, context, guards))
    except Exception:
        log.exception("judging %s", indicator.topic)
    # One of the elements is at fault: ask each alone, so that the others keep their findings.
    findings: list[Finding] = []
    for element in (*indicator.elements, *guards):
        try:
            findings.append(_alone(indicator, element, evidence, context))
        except Exception:
            log.exception("judging %s", element.id)
            findings.append(_bug(indicator, element.id))
    return findings


def _alone(
    indicator: Indicator, element: Element, evidence: tuple[Evidence, ...], context: Context
) -> Finding:
    """One element; the checks of the others rest, their wording still tells echo from content."""
    resting = tuple(
        other if other is element else other.model_copy(update={"check": Ask(ask="")})
        for other in indicator.elements
    )
    guards = () if element in indicator.elements else (element,)
    alone = indicator.model_copy(update={"elements": resting})
    findings = judge_indicator(alone, evidence, context, guards)
    return next(finding for finding in findings if finding.element == element.id)


def _bug(indicator: Indicator, element: str) -> Finding:
    return Finding(
        code=indicator.code,
        topic=indicator.topic,
        element=element,
        outcome=Outcome.UNTESTED,
        reason=f"{BUG} (ดู audit.log ในโฟลเดอร์ของเว็บไซต์)",
    )


def _seen(indicator: Indicator, evidence: Evidence) -> Seen:
    """With the page whose link gave the evidence its label, for a re-check of just these."""
    labels = evidence.document.labels
    led_by = next((one.url for one in labels if one.text == evidence.label), "")
    return Seen(topic=indicator.topic, evidence=evidence, led_by=led_by or _any_hub(evidence))


def _any_hub(evidence: Evidence) -> str:
    return next((one.url for one in evidence.document.labels if not one.furniture), "")
