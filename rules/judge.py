"""Judges the elements of an indicator: walks check trees over evidence, with five outcomes.

Promises: the five judging rules: order; one document at a time; unreadable is not absent; not found
is believed only if we looked; doubt never passes. Refuses to know: how checks see, how outcomes
combine (`rules.verdicts`), how evidence is found, attestations (`audit.review`), the database.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rules.checks.base import Check, TogetherCheck
from rules.content import is_hollow, shown, without_echoes, without_places
from rules.document import Document, Legibility
from rules.doubts import dated_within, doubt_about, leads_only_to, of_earlier_years
from rules.model import Context, Evidence, Finding, Outcome
from rules.pack import Element, Indicator
from rules.signs import signs
from rules.tree import All, AnyOf, Ask, Hint, Leaf, Node, NoneOf
from rules.unseen import may_hold_more, outcome_unseen, why_unseen
from rules.verdicts import Verdict, best, first_best, joined, swap, worst

MOST_QUOTES = 4
ASK_TO_LOOK = " ขอให้ดู"
GUESSED = ("lookalike", "line")
"""What stands in without being led to: it may show what is asked, and lacks nothing."""
ASIDE_OUTCOME = {"unreachable": Outcome.UNTESTED, "elsewhere": Outcome.UNTESTED}
ASIDE_REASON = {
    "unreachable": "มีลิงก์ของข้อนี้ แต่เครื่องเปิดปลายทางไม่ได้ จึงยังตรวจไม่ได้",
    "elsewhere": "หลักฐานอยู่นอกเว็บไซต์ของหน่วยงาน เครื่องยังไม่ได้เปิดดู",
    "dead": "มีลิงก์ของข้อนี้ แต่ปลายทางไม่มีอยู่แล้ว",
    "unlinked": "หน้ารวมมีชื่อข้อนี้ แต่ลิงก์ยังไม่ได้ใส่ปลายทาง",
    "under_construction": "หน้าของข้อนี้ยังเป็นหน้าอยู่ระหว่างดำเนินการ",
}


def judge_indicator(
    indicator: Indicator,
    evidence: Sequence[Evidence],
    context: Context,
    guards: tuple[Element, ...] = (),
) -> tuple[Finding, ...]:
    """One finding an element (and a guard), in the pack's order."""
    counted = tuple(
        replace(
            item,
            document=shown(item.document, indicator.wordings),
            doubt=item.doubt or doubt_about(item.document, indicator),
        )
        for item in evidence
        if item.aside is None
    )
    aside = tuple(item for item in evidence if item.aside is not None)
    return tuple(
        _finding(indicator, element, counted, aside, context)
        for element in (*indicator.elements, *guards)
    )


def _finding(
    indicator: Indicator,
    element: Element,
    counted: tuple[Evidence, ...],
    aside: tuple[Evidence, ...],
    context: Context,
) -> Finding:
    verdict = _not_for_us(element, context) or _judge(indicator, element, counted, aside, context)
    return Finding(
        code=indicator.code,
        topic=indicator.topic,
        element=element.id,
        outcome=verdict.outcome,
        reason=verdict.reason,
        quotes=verdict.quotes[:MOST_QUOTES],
        basis=basis_of(item.document.sha256 for item in (*counted, *aside)),
        looked_at=tuple(dict.fromkeys(item.document.url for item in counted)),
    )


def basis_of(hashes: Iterable[str]) -> str:
    """SHA-256 over the evidence's hashes, whatever their order."""
    return hashlib.sha256("\n".join(sorted(set(hashes))).encode()).hexdigest()


def _not_for_us(element: Element, context: Context) -> Verdict | None:
    if element.only_for and context.agency_kind not in element.only_for:
        return Verdict(outcome=Outcome.INAPPLICABLE, reason="ไม่ใช้กับหน่วยงานประเภทนี้")
    if element.expected_from and context.as_of < element.expected_from:
        return Verdict(outcome=Outcome.INAPPLICABLE, reason="ยังไม่ถึงกำหนดเผยแพร่")
    return None


def _judge(
    indicator: Indicator,
    element: Element,
    counted: tuple[Evidence, ...],
    aside: tuple[Evidence, ...],
    context: Context,
) -> Verdict:
    counted = tuple(one for one in counted if element.front or one.stands_in != "front")
    wanted = _wanted_year(indicator, element, context)
    kept = tuple(item for item in counted if _may_be_of(item, wanted))
    wrong = frozenset(item.document.url for item in counted if item not in kept)
    right = tuple(
        replace(one, doubt=one.doubt or leads_only_to(one.document, wrong)) for one in kept
    )
    documents = tuple(without_echoes(item.document) for item in right)
    seen = [
        (item, _capped(_seen_in(item, document, documents, element, context), item, wanted))
        for item, document in zip(right, documents, strict=True)
    ]
    verdicts = [verdict for item, verdict in seen if _is_telling(item, verdict, context)]
    # Told first: the best document; then why others do not count; then the other documents.
    others = _set_aside(aside)
    late = [item for item in counted if item not in kept and _tells_what_lacks(item, context)]
    if late and wanted is not None:
        others = [_wrong_year(late), *others]
    verdicts[1:1] = others
    found = best(verdicts, 1 + len(others)) if verdicts else _nothing(element, context)
    if found.outcome is Outcome.FAILED and late and wanted is not None:
        return _but_for_its_year(element, late, wanted, others[1:], context) or found
    return found


def _is_telling(item: Evidence, verdict: Verdict, context: Context) -> bool:
    """Whether a verdict counts."""
    return verdict.outcome is not Outcome.FAILED or _tells_what_lacks(item, context)


def _tells_what_lacks(item: Evidence, context: Context) -> bool:
    """Whether what is not there says anything: the right page may not be reached, or not known."""
    return item.stands_in not in GUESSED and (context.crawl_complete or not item.stands_in)


def _seen_in(
    item: Evidence,
    document: Document,
    documents: tuple[Document, ...],
    element: Element,
    context: Context,
) -> Verdict:
    """What the document shows; where that fails, headings in the criteria's own words may lead."""
    seen = _walk(element.check, document, documents, context)
    if seen.outcome is Outcome.PASSED and item.foreign:
        own = without_places(document, item.foreign)
        others = tuple(own if one is document else one for one in documents)
        if _walk(element.check, own, others, context).outcome is not Outcome.PASSED:
            reason = f"{seen.reason} แต่บางส่วนอยู่ใต้หัวข้อของเรื่องอื่น{ASK_TO_LOOK}"
            return replace(seen, outcome=Outcome.CANT_TELL, reason=reason)
    if seen.outcome is not Outcome.FAILED:
        return seen
    if not item.document.echoes:
        return _left_open(seen, element, document, context)
    led = _walk(element.check, item.document, documents, context)
    if led.outcome > Outcome.CANT_TELL:
        return seen
    reason = f"{led.reason} แต่หัวข้อเป็นถ้อยคำเดียวกับเกณฑ์ และมีเนื้อหาใต้หัวข้อน้อย"
    return replace(led, outcome=Outcome.CANT_TELL, reason=reason)


def _left_open(failed: Verdict, element: Element, document: Document, context: Context) -> Verdict:
    """A failure beside a sign of the same matter is for a person to look at."""
    if (node := signs().get(element.id)) is None:
        return failed
    sign = _walk(node, document, (document,), context)
    if sign.outcome is not Outcome.PASSED:
        return failed
    reason = f"{failed.reason} แต่มีถ้อยคำที่อาจเป็นเรื่องนี้{ASK_TO_LOOK}"
    return Verdict(outcome=Outcome.CANT_TELL, reason=reason, quotes=sign.quotes)


def _but_for_its_year(
    element: Element,
    late: Sequence[Evidence],
    wanted: int,
    others: Sequence[Verdict],
    context: Context,
) -> Verdict | None:
    """The plainest reason of all, when a document of another year shows just what is asked."""
    for item in late:
        then = replace(context, fiscal_year=context.fiscal_year + item.years[-1] - wanted)
        document = without_echoes(item.document)
        seen = _walk(element.check, document, (document,), then)
        if seen.outcome is Outcome.PASSED:
            told = replace(_wrong_year([item]), quotes=seen.quotes)
            return joined([told, *others], Outcome.FAILED, " และ")
    return None


def _wanted_year(indicator: Indicator, element: Element, context: Context) -> int | None:
    which = element.year or indicator.find.year
    return None if which == "any" else context.year(which)


def _may_be_of(item: Evidence, wanted: int | None) -> bool:
    return wanted is None or not item.years or wanted in item.years


def _capped(verdict: Verdict, item: Evidence, wanted: int | None) -> Verdict:
    """A pass that rests on what a machine must not decide alone becomes `cant_tell`."""
    if verdict.outcome is Outcome.CANT_TELL and item.stands_in in GUESSED and item.doubt:
        said = verdict.reason.removesuffix(ASK_TO_LOOK)
        return replace(verdict, reason=f"{said} ทั้งนี้{item.doubt}")
    if verdict.outcome is not Outcome.PASSED:
        return verdict
    if item.document.legibility is Legibility.OCR or _from_pictures(verdict, item.document):
        return replace(
            verdict, outcome=Outcome.CANT_TELL, reason=f"{verdict.reason} (อ่านจากภาพสแกน)"
        )
    but = _but(item, wanted)
    if not but:
        return verdict
    return replace(verdict, outcome=Outcome.CANT_TELL, reason=f"{verdict.reason} แต่{but}")


def _but(item: Evidence, wanted: int | None) -> str:
    """What a person must look at before anything passes on this document."""
    if item.draft:
        return "เอกสารระบุว่าเป็นฉบับร่าง"
    if item.doubt:
        return item.doubt
    if wanted is None:
        return ""
    if not item.years:
        return "" if dated_within(item.document, wanted) else f"เอกสารไม่ระบุว่าเป็นของปี {wanted}"
    if of_earlier_years(item.document, wanted):
        return f"เนื้อหากล่าวถึงแต่ปีก่อน {wanted}"
    return ""


def _from_pictures(verdict: Verdict, document: Document) -> bool:
    """Whether words that were read from a picture are part of the proof."""
    return any(
        quote.where in document.ocr_places and quote.sha256 == document.sha256
        for quote in verdict.quotes
    )


def _wrong_year(items: Sequence[Evidence]) -> Verdict:
    years = ", ".join(map(str, sorted({year for item in items for year in item.years})[-4:]))
    return Verdict(outcome=Outcome.FAILED, reason=f"พบเฉพาะของปี {years}")


def _set_aside(aside: Iterable[Evidence]) -> list[Verdict]:
    """What the evidence that does not count still says: blocked is not missing."""
    reasons = dict.fromkeys(item.aside for item in aside if item.aside and item.aside != "hub")
    return [
        Verdict(
            outcome=ASIDE_OUTCOME.get(reason, Outcome.FAILED),
            reason=ASIDE_REASON.get(reason, "พบหลักฐานแต่ไม่นับ"),
        )
        for reason in reasons
    ]


def _nothing(element: Element, context: Context) -> Verdict:
    """No document at all: believable only after a complete crawl; some questions need a person."""
    if not context.crawl_complete:
        return Verdict(outcome=Outcome.UNTESTED, reason="ยังเก็บหน้าเว็บไม่ครบ จึงยังสรุปไม่ได้ว่าไม่มี")
    if isinstance(element.check, Ask):
        return Verdict(outcome=Outcome.CANT_TELL, reason=element.check.ask)
    return Verdict(outcome=Outcome.FAILED, reason="ไม่พบหน้าหรือเอกสารของข้อนี้ในเว็บไซต์")


def _walk(
    node: Node, document: Document, documents: tuple[Document, ...], context: Context
) -> Verdict:
    """One node on one document; `documents` are for the kinds that read all of them together."""
    match node:
        case All():
            return worst([_walk(child, document, documents, context) for child in node.all])
        case AnyOf():
            # The firm way first: its reason says what is missing, a hint's only what might be.
            children = sorted(node.any, key=lambda child: isinstance(child, Hint | Ask))
            return first_best([_walk(c, document, documents, context) for c in children])
        case NoneOf():
            return worst([swap(_walk(c, document, documents, context)) for c in node.none])
        case Hint():
            return _hinted(_walk(node.hint, document, documents, context))
        case Ask():
            return Verdict(outcome=Outcome.CANT_TELL, reason=node.ask)
    assert isinstance(node, Leaf)
    return _leaf(node.check, document, documents, context)


def _hinted(verdict: Verdict) -> Verdict:
    """`hint` never gives better than `cant_tell`."""
    if verdict.outcome is not Outcome.PASSED:
        return verdict
    reason = f"น่าจะมี ({verdict.reason}) ขอให้เจ้าหน้าที่ยืนยัน"
    return replace(verdict, outcome=Outcome.CANT_TELL, reason=reason)


def _leaf(
    check: Check | TogetherCheck,
    document: Document,
    documents: tuple[Document, ...],
    context: Context,
) -> Verdict:
    """What one check sees, as an outcome; where there is no text, not seeing proves nothing."""
    if isinstance(check, TogetherCheck):
        look, asked = check.look(documents, context), documents
    else:
        look, asked = check.look(document, context), (document,)
    if look.found and isinstance(check, Check) and check.wordy and is_hollow(document):
        return Verdict(outcome=Outcome.FAILED, reason="มีแต่หัวข้อหรือลิงก์ ไม่มีเนื้อหา")
    if look.found:
        outcome = Outcome.CANT_TELL if look.doubt else Outcome.PASSED
        return Verdict(outcome=outcome, reason=look.reason, quotes=look.quotes)
    unread = next((one for one in asked if may_hold_more(one, check.reads)), None)
    if unread is not None:
        reason = why_unseen(unread, look.reason)
        return Verdict(outcome=outcome_unseen(unread), reason=reason)
    return Verdict(outcome=Outcome.FAILED, reason=look.reason, quotes=look.quotes)
