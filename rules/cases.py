"""Case files: documents in, outcomes out; how a pack is tested by people who do not program.

Promises: every expectation of a case file is judged exactly as an audit judges, and compared;
elements that no case has passed or failed are named. Refuses to know: websites, finding evidence.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from rules.checks.base import Strict
from rules.faces import years
from rules.judge import judge_indicator
from rules.markup import Written, document
from rules.model import Context, Evidence, Finding
from rules.pack import AgencyKind, Indicator, Pack
from rules.reader import PackFile, load_pack
from rules.yamlfile import FileError, Problem, nearest, read_model

Word = Literal["passed", "cant_tell", "untested", "failed", "inapplicable"]


def _text_alone(value: Any) -> Any:
    """A document given as bare text is the document with that text."""
    return {"text": value} if isinstance(value, str) else value


Page = Annotated[Written, BeforeValidator(_text_alone)]


class Case(Strict):
    """Some documents, and what the elements named in `expect` must come to.

    `expect` names elements by id, or by the part after the slash. `agency_kind`, `as_of` and
    `pack` of the file hold unless the case says otherwise. No document at all is a case too.
    """

    name: str
    document: Page | None = None
    documents: tuple[Page, ...] = ()
    agency_kind: AgencyKind | None = None
    as_of: dt.date | None = None
    expect: dict[str, Word] = Field(min_length=1)

    @property
    def pages(self) -> tuple[Written, ...]:
        """All documents of the case."""
        return (*((self.document,) if self.document else ()), *self.documents)


class CaseFile(Strict):
    """Cases of one indicator, named by code or topic, of one pack (a name, or a path from here)."""

    pack: str
    indicator: str
    agency_kind: AgencyKind = "department"
    as_of: dt.date
    cases: tuple[Case, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResult:
    """One expectation and what came of it; `pack` is the pack's own name."""

    file: str
    pack: str
    case: str
    element: str
    expected: str
    got: str
    reason: str

    @property
    def held(self) -> bool:
        """Whether the outcome was as expected."""
        return self.expected == self.got


def run_cases(path: Path | str) -> tuple[CaseResult, ...]:
    """Judge all cases of a file, or of all `.yml` files of a folder; raises `FileError`."""
    start = Path(path)
    files = sorted(start.glob("*.yml")) if start.is_dir() else [start]
    load = cache(load_pack)
    return tuple(result for file in files for result in _run(file, load))


def untried(pack: Pack, results: Iterable[CaseResult]) -> tuple[str, ...]:
    """What elements of the pack lack, one Thai sentence each: a passing or a failing case."""
    seen: dict[str, set[str]] = {}
    for result in results:
        if result.pack == pack.pack:
            seen.setdefault(result.element, set()).add(result.expected)
    lacking = []
    for element in (one for indicator in pack.indicators for one in indicator.elements):
        words = seen.get(element.id, set())
        if "passed" not in words:
            lacking.append(f"{element.id}: ยังไม่มีกรณีที่ผ่าน (passed)")
        if not words & {"failed", "cant_tell"}:
            lacking.append(f"{element.id}: ยังไม่มีกรณีที่ไม่ผ่าน (failed หรือ cant_tell)")
    return tuple(lacking)


def _run(file: Path, load: Callable[[str | Path], PackFile]) -> list[CaseResult]:
    written = read_model(file, CaseFile)
    beside = file.parent / written.pack
    pack = load(beside if beside.is_file() else written.pack).pack
    indicator = _indicator(pack, written.indicator, file)
    return [
        CaseResult(
            file=file.name,
            pack=pack.pack,
            case=case.name,
            element=element,
            expected=word,
            got=findings[element].outcome.word,
            reason=findings[element].reason,
        )
        for case in written.cases
        for findings in [_judged(case, written, pack, indicator)]
        for element, word in _expected(case, findings, file)
    ]


def _indicator(pack: Pack, named: str, file: Path) -> Indicator:
    for indicator in pack.indicators:
        if named in (indicator.code, indicator.topic):
            return indicator
    codes = ", ".join(indicator.code for indicator in pack.indicators)
    raise _wrong(file, f"ชุดเกณฑ์ {pack.pack} ไม่มีข้อ “{named}” (มี: {codes})")


def _judged(
    case: Case, written: CaseFile, pack: Pack, indicator: Indicator
) -> Mapping[str, Finding]:
    kind = case.agency_kind or written.agency_kind
    context = Context(
        fiscal_year=pack.fiscal_year,
        as_of=case.as_of or written.as_of,
        agency_kind=kind,
        terms={term: kinds.get(kind, ()) for term, kinds in pack.terms.items()},
    )
    evidence = [_evidence(page) for page in case.pages]
    return {one.element: one for one in judge_indicator(indicator, evidence, context)}


def _evidence(page: Written) -> Evidence:
    shown = document(page)
    return Evidence(
        document=shown, via="declared", label=shown.title, strength=100, years=years(shown)
    )


def _expected(case: Case, findings: Mapping[str, Finding], file: Path) -> list[tuple[str, Word]]:
    short = {name.partition("/")[2]: name for name in findings}
    pairs = []
    for named, word in case.expect.items():
        element = named if named in findings else short.get(named)
        if element is None:
            near = nearest(named, [*findings, *short])
            hint = f"หมายถึง {near} ใช่หรือไม่" if near else f"มี: {', '.join(findings)}"
            raise _wrong(file, f"กรณี “{case.name}” กล่าวถึงองค์ประกอบ “{named}” ที่ไม่มี ({hint})")
        pairs.append((element, word))
    return pairs


def _wrong(file: Path, message: str) -> FileError:
    return FileError((Problem(file.name, 0, 0, message),))
