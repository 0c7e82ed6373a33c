"""Faults in documents: what is left out, of another year, of somebody else, or damaged.

Promises: a list of faults, each with what it breaks. Refuses to know: which a site gets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from audit.demo.draft import Draft
from audit.demo.fault import ANY, BROKEN, FINE, UNSEEN, Fault, of

AGENCY, OTHER_AGENCY = "กรมส่งเสริมการเรียนรู้ดิจิทัลชุมชน", "กรมพัฒนาแหล่งน้ำตัวอย่าง"
THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
PRIVATE_USE = str.maketrans("่้๊๋์็ั", "\uf70a\uf70b\uf70c\uf70d\uf70e\uf712\uf710")
"""Where the Thai fonts of the 1990s kept shifted marks (Microsoft's private-use layout)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A document with the elements that rest on it.

    `year` says that all of them ask for a year; `soft` may be true of a cover page too.
    """

    code: str
    file: str
    elements: tuple[str, ...]
    year: bool = True
    soft: tuple[str, ...] = ()


PROGRESS = "annual-plan-budget-progress"
PLAN = Target(code="o6", file="files/plan/action-plan-2569.pdf", elements=of(PROGRESS, "plan"))
DONE = Target(code="o6", file="files/plan/progress-6m-2569.pdf", elements=of(PROGRESS, "progress"))
STRATEGY = Target(
    code="o5", file="files/plan/strategic-plan-2566-2570.pdf", year=False,
    elements=of("strategic-plan", "long content covers"),
    soft=of("strategic-plan", "long covers"),
)  # fmt: skip
ANNUAL = Target(
    code="o7", file="files/report/annual-report-2568.pdf",
    elements=of("annual-report", "results spent problems prev"), soft=of("annual-report", "prev"),
)  # fmt: skip
STAFF = Target(
    code="o8", file="files/manual/staff-manual.pdf", year=False,
    elements=of("staff-manual", "how name time law"), soft=of("staff-manual", "name"),
)  # fmt: skip
HR_PLAN = Target(
    code="o13", file="files/hr/hr-plan-2569.pdf", elements=of("hr-plan", "plans detail")
)
HR_RULES = Target(
    code="o13", file="files/hr/hr-criteria.docx", year=False,
    elements=of("hr-criteria", "recruit appoint develop appraise reward"),
)  # fmt: skip
HR_REPORT = Target(
    code="o14", file="files/hr/hr-report-2568.pdf",
    elements=of("hr-annual-report", "result prev"), soft=of("hr-annual-report", "prev"),
)  # fmt: skip
ETHICS = Target(
    code="o15", file="files/ethics/code-of-ethics.pdf", year=False,
    elements=of("ethics-code", "code"),
)  # fmt: skip
TRAINING = Target(
    code="o15", file="files/ethics/training-2569.pdf", elements=of("ethics-drive", "training")
)
GUIDELINE = Target(
    code="o16", file="files/complaint/guideline.pdf", year=False,
    elements=of("complaint-guideline", "how steps unit time"),
    soft=of("complaint-guideline", "how unit"),
)  # fmt: skip
DECLARATION = Target(
    code="o20", file="files/no-gift/declaration-2569.pdf",
    elements=of("no-gift-declaration", "signed scope fy two-lang"),
    soft=of("no-gift-declaration", "fy"),
)  # fmt: skip
RISK = Target(
    code="o21", file="files/risk/risk-assessment-2569.pdf",
    elements=of("risk-assessment", "event level measure fy"), soft=of("risk-assessment", "fy"),
)  # fmt: skip
RISK_REPORT = Target(
    code="o22", file="files/report/risk-report-2568.pdf",
    elements=of("risk-management-report", "done"),
)  # fmt: skip
CORRUPTION_PLAN = Target(
    code="o23", file="files/plan/anticorruption-plan-2569.pdf",
    elements=of("anticorruption-plan", "plan detail"),
)  # fmt: skip
CORRUPTION_REPORT = Target(
    code="o24", file="files/report/anticorruption-report-2568.docx",
    elements=of("anticorruption-annual-report", "result prev"),
    soft=of("anticorruption-annual-report", "prev"),
)  # fmt: skip
INTEGRITY = Target(
    code="o26", file="files/report/integrity-report-2568.pdf",
    elements=of("integrity-measures-report", "result"),
)  # fmt: skip
GUIDE = Target(
    code="o10", file="files/manual/e-service-guide.pdf", year=False,
    elements=of("e-service", "manual"),
)  # fmt: skip
TARGETS = (
    PLAN, DONE, STRATEGY, ANNUAL, STAFF, HR_PLAN, HR_RULES, HR_REPORT, ETHICS, TRAINING,
    GUIDELINE, DECLARATION, RISK, RISK_REPORT, CORRUPTION_PLAN, CORRUPTION_REPORT, INTEGRITY, GUIDE,
)  # fmt: skip
PDFS = tuple(target for target in TARGETS if target.file.endswith(".pdf"))
WORD_FILES = tuple(target for target in TARGETS if target.file.endswith(".docx"))
LAST_YEAR = "files/2568/"


def faults() -> Iterator[Fault]:
    """Every fault of this sort."""
    yield from _left_out()
    yield from _not_this_one()
    yield from _unreadable()
    yield from _harmless()


def change_paper(
    name: str,
    target: Target,
    do: Callable[[Draft], None],
    outcomes: frozenset[str] = BROKEN,
    *,
    only: tuple[str, ...] | None = None,
    soft: frozenset[str] = ANY,
) -> Fault:
    """A fault of one document; `only` some of its elements; `soft`: what a cover may still show."""
    touched = target.elements if only is None else only
    breaks = {one: soft if one in target.soft else outcomes for one in touched}
    return Fault(name=name, codes=frozenset({target.code}), do=do, breaks=breaks)


def _left_out() -> Iterator[Fault]:
    for target, columns, lost in (
        (PLAN, ("ระยะเวลาดำเนินการ",), PLAN.elements),
        (DONE, ("ผลการเบิกจ่าย (บาท)", "ร้อยละการเบิกจ่าย"), DONE.elements),
        (HR_PLAN, ("งบประมาณ (บาท)",), of("hr-plan", "detail")),
        (RISK, ("มาตรการจัดการความเสี่ยง",), of("risk-assessment", "measure")),
        (CORRUPTION_PLAN, ("ระยะเวลา",), of("anticorruption-plan", "detail")),
        (GUIDELINE, ("ระยะเวลาดำเนินการ",), of("complaint-guideline", "time")),
        (STAFF, ("ระยะเวลา",), of("staff-manual", "time")),
        (INTEGRITY, ("ผลการดำเนินการ",), INTEGRITY.elements),
        (RISK_REPORT, ("ผลการดำเนินการ",), RISK_REPORT.elements),
    ):
        yield change_paper(
            "drop_column", target, _dropping(target.file, columns), only=lost, soft=BROKEN
        )
    for target, lost in (
        (PLAN, PLAN.elements),
        (HR_PLAN, HR_PLAN.elements),
        (RISK, of("risk-assessment", "event level measure")),
        (CORRUPTION_PLAN, CORRUPTION_PLAN.elements),
        (STRATEGY, of("strategic-plan", "content")),
        (INTEGRITY, INTEGRITY.elements),
        (RISK_REPORT, RISK_REPORT.elements),
        (HR_REPORT, of("hr-annual-report", "result")),
    ):
        yield change_paper("empty_table", target, _emptying(target.file), only=lost)
    for target in PDFS:
        yield change_paper("title_only", target, _covering(target.file))
    for target in TARGETS:
        yield change_paper("dead_link", target, _removing(target.file))


def _not_this_one() -> Iterator[Fault]:
    for target in TARGETS:
        if target.year:
            yield change_paper(
                "wrong_year", target, _rewording(target.file, _two_years_ago), soft=BROKEN
            )
    for target, source in (
        (PLAN, "O6-plan-progress-2568.pdf"),
        (HR_PLAN, "o14-hr-plan-2568.pdf"),
        (CORRUPTION_PLAN, "O25-anticorruption-plan-2568.docx"),
        (DECLARATION, "๐21-no-gift-2568.pdf"),
    ):
        do = _copying(target.file, LAST_YEAR + source)
        yield change_paper("renamed_last_year", target, do, soft=BROKEN)
    for target, source in (
        (PLAN, DONE.file),
        (CORRUPTION_PLAN, "files/plan/anticorruption-6m-2569.pdf"),
        (CORRUPTION_REPORT, LAST_YEAR + "O25-anticorruption-plan-2568.docx"),
        (HR_REPORT, LAST_YEAR + "o14-hr-plan-2568.pdf"),
    ):
        yield change_paper(
            "plan_report_swapped", target, _copying(target.file, source), soft=BROKEN
        )
    for target, source in (
        (ANNUAL, "files/procurement/annual-2568.pdf"),
        (INTEGRITY, TRAINING.file),
        (RISK_REPORT, RISK.file),
        (STAFF, "files/ethics/code-of-ethics.pdf"),
    ):
        yield change_paper("same_file", target, _copying(target.file, source))
    for target in (STRATEGY, STAFF, ETHICS, GUIDELINE, INTEGRITY, HR_PLAN):
        yield change_paper(
            "other_agency", target, _rewording(target.file, _of_another), soft=BROKEN
        )
    for target in (PLAN, HR_PLAN, CORRUPTION_PLAN):
        yield change_paper("draft_only", target, _drafting(target.file))
    yield change_paper("unsigned", DECLARATION, _unsign, only=of("no-gift-declaration", "signed"))
    yield change_paper(
        "one_language", DECLARATION, _thai_only, only=of("no-gift-declaration", "two-lang")
    )


def _unreadable() -> Iterator[Fault]:
    for target in PDFS:
        yield change_paper("scan", target, _scanning(target.file), UNSEEN, soft=UNSEEN | ANY)


def _harmless() -> Iterator[Fault]:
    for target in TARGETS:
        digits = _rewording(target.file, lambda text: text.translate(THAI_DIGITS))
        yield change_paper("thai_digits", target, digits, FINE, soft=FINE)
        yield change_paper(
            "decomposed_am", target, _rewording(target.file, _decomposed), FINE, soft=FINE
        )
        yield change_paper("lost_am", target, _rewording(target.file, _without_am), FINE, soft=FINE)
        yield change_paper("no_title", target, _untitling(target.file), FINE, soft=FINE)
    for target in WORD_FILES:
        marks = _rewording(target.file, lambda text: text.translate(PRIVATE_USE))
        yield change_paper("private_use", target, marks, FINE, soft=FINE)
    yield Fault(
        name="one_document_for_two",
        codes=frozenset({RISK.code, CORRUPTION_PLAN.code}),
        do=_merge,
        breaks=dict.fromkeys((*RISK.elements, *CORRUPTION_PLAN.elements), FINE),
    )


# What a fault does to a document ------------------------------------------------------------


def _dropping(file: str, columns: tuple[str, ...]) -> Callable[[Draft], None]:
    def do(draft: Draft) -> None:
        dropped = 0
        body = []
        for part in draft.papers[file].body:
            raw = part.model_dump(exclude_none=True)
            if part.table:
                kept = [n for n, name in enumerate(part.table.head) if name not in columns]
                dropped += len(part.table.head) - len(kept)
                raw["table"] = {
                    "head": [part.table.head[n] for n in kept],
                    "rows": [[row[n] for n in kept] for row in part.table.rows],
                }
            body.append(raw)
        if not dropped:
            raise ValueError(f"{file} has none of the columns {columns}")
        draft.edit(file, body=body)

    return do


def _emptying(file: str) -> Callable[[Draft], None]:
    def do(draft: Draft) -> None:
        body = draft.parts(file)
        for part in body:
            if isinstance(table := part.get("table"), dict):
                part["table"] = table | {"rows": [[""] * len(table["head"])] * 3}
        draft.edit(file, body=body)

    return do


def _covering(file: str) -> Callable[[Draft], None]:
    return lambda draft: draft.edit(file, body=[{"p": draft.papers[file].office}], as_of=None)


def _removing(file: str) -> Callable[[Draft], None]:
    return lambda draft: draft.remove(file)


def _copying(file: str, source: str) -> Callable[[Draft], None]:
    return lambda draft: draft.copy(file, source)


def _rewording(file: str, change: Callable[[str], str]) -> Callable[[Draft], None]:
    return lambda draft: draft.reword(file, change)


def _scanning(file: str) -> Callable[[Draft], None]:
    return lambda draft: draft.edit(file, scan=True)


def _untitling(file: str) -> Callable[[Draft], None]:
    return lambda draft: draft.edit(file, title="เอกสาร", running=AGENCY)


def _drafting(file: str) -> Callable[[Draft], None]:
    return lambda draft: draft.edit(file, title=f"(ร่าง) {draft.papers[file].title}")


def _unsign(draft: Draft) -> None:
    body = [part for part in draft.parts(DECLARATION.file) if "sign" not in part]
    draft.edit(DECLARATION.file, body=body)


def _thai_only(draft: Draft) -> None:
    body = draft.parts(DECLARATION.file)
    cut = next(n for n, part in enumerate(body) if "new_page" in part)
    draft.edit(DECLARATION.file, body=body[:cut])


def _merge(draft: Draft) -> None:
    """The plan against corruption stands inside the risk document, and both links lead there."""
    plan = draft.papers[CORRUPTION_PLAN.file]
    body = [*draft.parts(RISK.file), {"new_page": True}, {"h": plan.title}]
    title = f"{draft.papers[RISK.file].title} และ{plan.title}"
    draft.edit(RISK.file, title=title, body=[*body, *draft.parts(CORRUPTION_PLAN.file)])
    draft.copy(CORRUPTION_PLAN.file, RISK.file)


def _two_years_ago(text: str) -> str:
    return re.sub(r"25[67]\d|๒๕๖\d", lambda year: _minus_two(year[0]), text)


def _minus_two(year: str) -> str:
    earlier = str(int(year) - 2)
    return earlier if year.isascii() else earlier.translate(THAI_DIGITS)


def _of_another(text: str) -> str:
    return text.replace(AGENCY, OTHER_AGENCY).replace("เรียนรู้ดิจิทัลชุมชน", "แหล่งน้ำตัวอย่าง")


def _decomposed(text: str) -> str:
    return text.replace("ำ", "ํา")


def _without_am(text: str) -> str:
    return text.replace("ำ", "า")
