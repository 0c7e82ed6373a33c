"""Outcomes and how they combine.

Promises: the algebra of the five outcomes; the reason and the quotes go with the outcome. Refuses
to know: checks, documents, evidence (`rules.judge`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rules.model import Outcome, Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The outcome of one node, with the reason and the words that show it."""

    outcome: Outcome
    reason: str
    quotes: tuple[Quote, ...] = ()


def swap(verdict: Verdict) -> Verdict:
    """`none`: what was found should not be there; what is unsure stays so."""
    swapped = {Outcome.PASSED: Outcome.FAILED, Outcome.FAILED: Outcome.PASSED}
    outcome = swapped.get(verdict.outcome, verdict.outcome)
    if outcome is Outcome.PASSED:
        return Verdict(outcome=outcome, reason="ไม่พบข้อความที่ไม่ควรมี")
    if outcome is Outcome.FAILED:
        return Verdict(
            outcome=outcome, reason=f"มีข้อความที่ไม่ควรมี: {verdict.reason}", quotes=verdict.quotes
        )
    return verdict


def worst(verdicts: Sequence[Verdict]) -> Verdict:
    """`all`: the worst outcome; every reason that is as bad, or every proof of a pass."""
    outcome = max(verdict.outcome for verdict in verdicts)
    return joined([v for v in verdicts if v.outcome is outcome], outcome, "; ")


def first_best(verdicts: Sequence[Verdict]) -> Verdict:
    """`any`: the first verdict with the best outcome."""
    return min(verdicts, key=lambda verdict: verdict.outcome)


def best(verdicts: Sequence[Verdict], told: int) -> Verdict:
    """The best document counts; when all fail, `told` of them (two at least) say why not."""
    first = first_best(verdicts)
    if first.outcome is not Outcome.FAILED:
        return first
    return joined(verdicts[: max(told, 2)], first.outcome, " และ")


def joined(verdicts: Sequence[Verdict], outcome: Outcome, glue: str) -> Verdict:
    """One verdict with every reason and quote of these, each once; `glue` between the reasons."""
    reasons = dict.fromkeys(verdict.reason for verdict in verdicts if verdict.reason)
    quotes = dict.fromkeys(quote for verdict in verdicts for quote in verdict.quotes)
    return Verdict(outcome=outcome, reason=glue.join(reasons), quotes=tuple(quotes))
