"""The whole report as PDF: for the file, the meeting and the printer.

Promises: tagged, with bookmarks and page numbers; Thai broken at words; the text layer says exactly
what the report says; equal bytes for equal reports; no network. Refuses to know: layout, which is
`templates/report.typ`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files
from typing import Any, Literal

import typst

from reports import safety, view, wording
from reports.errors import ReportError
from reports.model import ElementLine, EvidenceLine, IndicatorLine, QuoteLine, Report
from reports.rows import coverage_facts, facts

FONTS = ("Loma", "Norasi", "Garuda", "Laksaman")
"""Thai fonts, the first those whose text layer stays whole: `python -m benchmarks.pdf_fonts`."""
LISTED = 40  # addresses in one list; JSON has all of them
ALIKE = 12  # elements that wait for the same reason are told in one line
ACCESSIBLE: Literal["ua-1"] = "ua-1"
"""PDF/UA-1, ISO 14289: what a screen reader needs."""

Json = dict[str, Any]


def render(report: Report) -> bytes:
    """The PDF's bytes; `ReportError` when no Thai font is installed."""
    words = json.dumps(_words(safety.cleaned(report)), ensure_ascii=False)
    try:
        return _set(words, ACCESSIBLE)
    except typst.TypstError:
        # A letter that no installed font has cannot be promised to a screen reader.
        return _set(words, None)


@cache
def _fonts() -> tuple[str, ...]:
    known = set(typst.Fonts().families())
    return tuple(name for name in FONTS if name in known)


def _set(words: str, standard: Literal["ua-1"] | None) -> bytes:
    fonts = _fonts()
    if not fonts:
        raise ReportError(
            "สร้าง PDF ไม่ได้ เพราะเครื่องนี้ไม่มีแบบอักษรไทยที่ใช้ได้",
            "ติดตั้งด้วยคำสั่ง sudo apt-get install fonts-thai-tlwg แล้วสั่งใหม่ หรือพิมพ์จากรายงานแบบ html",
        )
    # The library's stub wants source and root to be of one type; it takes any.
    source: Any = (files("reports") / "templates" / "report.typ").read_bytes()
    with as_file(files("reports") / "templates") as home:
        made: Any = typst.compile(
            source,
            root=str(home),
            sys_inputs={"report": words, "fonts": json.dumps(fonts)},
            pdf_standards=[standard] if standard else [],
            timestamp=0,
        )
    return bytes(made)


def _words(report: Report) -> Json:
    """Everything on the pages, as strings in reading order."""
    totals = report.totals
    return {
        "title": f"รายงานตรวจ OIT {report.pack.fiscal_year} {report.site.name}",
        "site": report.site.name,
        "running": f"{report.site.name} · ข้อมูล ณ {wording.thai_date(report.as_of)}",
        "facts": facts(report),
        "interval": wording.interval(totals.certain, totals.possible),
        "of": f"จากทั้งหมด {wording.count(totals.indicators)} ข้อ",
        "tiles": [
            [word, label.symbol, label.name, wording.count(getattr(totals, word))]
            for word, label in wording.STATES.items()
            if getattr(totals, word) or word != "inapplicable"
        ],
        "changes": [
            [wording.change(line.kind).name, wording.code(line.code), line.says, line.reason]
            for line in report.changes
        ],
        "nothing": wording.nothing_to_do(report),
        "work": [_job(item) for item in view.work_list(report)],
        "questions": _waiting(report, "cant_tell"),
        "unseen": _waiting(report, "untested"),
        "waiting": [wording.count(report.totals.cant_tell), wording.count(report.totals.untested)],
        "groups": [
            [group.name or "รายการทั้งหมด", [_indicator(report, one) for one in group.indicators]]
            for group in view.groups(report)
        ],
        "privacy": [
            [wording.PRIVACY.get(p.sort, p.sort), _address(p.url), p.where, p.quote]
            for p in report.privacy
        ],
        "coverage": coverage_facts(report),
        "problems": [_problem(group) for group in view.problems(report)],
        "limits": report.limits,
        "unconfirmed": [
            [f"{wording.basis(basis)} {wording.count(len(pairs))} องค์ประกอบ", _counted(pairs)]
            for basis, pairs in view.unconfirmed(report)
        ],
        "remedies": [
            [f"{wording.code(i.code)} {e.says}", e.fix]
            for i in report.indicators
            for e in i.elements
            if e.fix and not view.needs_work(e) and e.outcome != "inapplicable"
        ],
        "outcomes": [[w, one.symbol, one.name, one.meaning] for w, one in wording.OUTCOMES.items()],
        "states": [[w, one.symbol, one.name, one.meaning] for w, one in wording.STATES.items()],
    }


def _address(url: str) -> Json:
    """What to print, and where a click leads (nowhere but to web addresses)."""
    return {"text": safety.shown(url), "to": safety.link(url)}


def _addresses(urls: Sequence[str]) -> Json:
    rest = len(urls) - LISTED
    more = f"และอีก {wording.count(rest)} หน้า ดูทั้งหมดได้ในรายงาน JSON" if rest > 0 else ""
    return {"lines": [_address(url) for url in urls[:LISTED]], "more": more}


def _label(word: str) -> list[str]:
    label = wording.outcome(word)
    return [word, label.symbol, label.name]


def _job(item: view.WorkItem) -> Json:
    gap, element = item.gap, item.element
    about = [
        f"ข้อบกพร่อง #{gap.id}" if gap else "",
        f"ผู้รับผิดชอบ {item.indicator.owner or 'ยังไม่ระบุ'}",
        f"มอบหมายให้ {gap.assignee}" if gap and gap.assignee else "",
        f"แก้ภายใน {wording.thai_date(gap.due_on, short=True)}" if gap and gap.due_on else "",
        "เลยกำหนด" if item.late else "",
        wording.gap_state("waived", waived_until=gap.waived_until) if gap and item.waived else "",
        f"คะแนนที่เสี่ยงราว {wording.number(element.at_risk)}" if element.at_risk is not None else "",
        wording.work(element.work),
    ]
    return {
        "code": wording.code(item.indicator.code),
        "title": item.indicator.title,
        "label": _label(element.outcome),
        "says": element.says,
        "reason": element.reason,
        "fix": element.fix,
        "page": _address(item.page) if item.page else None,
        "about": " · ".join(part for part in about if part),
    }


def _counted(pairs: Sequence[view.Pair]) -> str:
    """`O1 (6) O2 (3)`: how many elements of each indicator."""
    codes = Counter(wording.code(indicator.code) for indicator, _ in pairs)
    return " ".join(f"{code} ({number})" for code, number in codes.items())


def _waiting(report: Report, outcome: str) -> list[list[str]]:
    """One line per element, or one for all that wait for one and the same reason."""
    pairs = view.waiting(report, outcome)
    reasons = Counter(element.reason for _, element in pairs)
    lines = [
        [wording.code(indicator.code), element.says, element.reason]
        for indicator, element in pairs
        if reasons[element.reason] < ALIKE
    ]
    for reason, number in reasons.items():
        if number >= ALIKE:
            alike = [pair for pair in pairs if pair[1].reason == reason]
            lines.append([_counted(alike), f"รวม {wording.count(number)} องค์ประกอบ", reason])
    return lines


def _indicator(report: Report, line: IndicatorLine) -> Json:
    state = wording.state(line.state)
    return {
        "code": wording.code(line.code),
        "title": line.title,
        "label": [line.state, state.symbol, state.name],
        "owner": line.owner or "ยังไม่ระบุ",
        "elements": [_element(one) for one in line.elements],
        "remarks": [
            [wording.REMARKS.get(r.sort, r.sort), r.text, [_quote(q) for q in r.quotes]]
            for r in view.remarks_on(report, line.code)
        ],
        "evidence": [
            ["หน้าและไฟล์ที่ใช้ตรวจ", _pages(view.counted(line))],
            ["พบด้วย แต่ไม่นับ", _pages(view.set_aside(line))],
            ["พบเพิ่มเติม อาจใช้แทนหรือเสริมได้", _pages(line.suggestions)],
        ],
    }


def _element(element: ElementLine) -> Json:
    gap = element.gap
    notes = (
        f"ข้อบกพร่อง #{gap.id} {wording.gap_state(gap.state)}" if gap else "",
        f"ยืนยันโดย {element.attested_by}" if element.attested_by else "",
        "" if element.basis == "sourced" else wording.basis(element.basis),
    )
    return {
        "says": element.says,
        "label": _label(element.outcome),
        "reason": element.reason,
        "quotes": [_quote(quote) for quote in element.quotes],
        "todo": "สิ่งที่ต้องทำ" if element.outcome == "failed" else "หากดูแล้วไม่มีจริง",
        "fix": element.fix if view.needs_work(element) else "",
        "notes": " · ".join(note for note in notes if note),
        "looked": _addresses(() if element.outcome == "passed" else element.looked_at),
    }


def _quote(quote: QuoteLine) -> Json:
    return {"text": quote.text, "where": quote.where, "page": _address(quote.url)}


def _pages(lines: Sequence[EvidenceLine]) -> list[Json]:
    return [
        {
            "title": line.title or line.label,
            "page": _address(line.url),
            "about": f"{wording.media(line.media)} · {wording.via(line.via)}",
            "aside": (line.aside_text or wording.aside(line.aside)) if line.aside else "",
        }
        for line in lines[:LISTED]
    ]


def _problem(group: view.ProblemGroup) -> Json:
    known = wording.problem(group.word)
    return {
        "name": f"{known.name} {wording.count(group.count)} หน้า",
        "what": known.what,
        "todo": known.todo,
        "pages": _addresses([line.url for line in group.lines]),
    }
