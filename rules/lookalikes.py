"""Pages that show what an indicator asks although no name says that they are its own.

Promises: of the pages where a subject may stand, the few that show most of what is asked, for a
person to look at: nothing passes on them. Refuses to know: names, links, other indicators.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rules.judge import judge_indicator
from rules.model import Context, Evidence, Outcome
from rules.pack import Indicator

SHARE = 0.5
"""Share of an indicator's elements that a page must show."""
LIKELY = 0.75
"""What an element counts that is only likely shown, against one that is shown."""
LEAST = 2
"""Elements of an indicator that a page must show; one word proves nothing."""
MOST = 3
"""Pages a person is asked to look at for one indicator."""
LOOKALIKE = "ไม่มีหน้าที่ชื่อตรงกับข้อนี้ พบในหน้าที่ชื่อเป็นเรื่องอื่น ขอให้ดูว่าเป็นของข้อนี้หรือไม่"


def lookalikes(
    indicator: Indicator, nearby: Iterable[Evidence], context: Context
) -> tuple[Evidence, ...]:
    """The pages worth a person's look, best first."""
    scored = [(_share_shown(indicator, one, context), one) for one in nearby]
    best = sorted(scored, key=lambda pair: (-pair[0], pair[1].document.url))
    return tuple(replace(one, doubt=LOOKALIKE) for share, one in best[:MOST] if share >= SHARE)


def _share_shown(indicator: Indicator, evidence: Evidence, context: Context) -> float:
    """How much of what is asked stands on the page (0–1); 0 when next to nothing does."""
    findings = judge_indicator(indicator, (evidence,), context)
    outcomes = [one.outcome for one in findings if one.outcome is not Outcome.INAPPLICABLE]
    passed, likely = outcomes.count(Outcome.PASSED), outcomes.count(Outcome.CANT_TELL)
    if passed + likely < min(LEAST, len(outcomes)):
        return 0.0
    return (passed + LIKELY * likely) / max(1, len(outcomes))
