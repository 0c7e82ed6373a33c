"""Case files: documents in, outcomes out; how a pack is tested by people who do not program.

Promises: every expectation of a case file is judged exactly as an audit judges, and compared, in
every pack the file is for; elements that no case has passed or failed are named. Refuses to know:
websites, finding evidence.

A file for several packs writes years as `{{year}}` (the pack's fiscal year), `{{prev}}` (the one
before) and `{{ce}}` (the Gregorian year in which it ends), also as `{{year-2}}` or `{{ce+1}}`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from rules.checks.base import Strict
from rules.faces import is_draft, is_unfinished, years
from rules.judge import judge_indicator
from rules.markup import Written, document
from rules.model import Context, Evidence, Finding
from rules.pack import AgencyKind, Indicator, Pack
from rules.reader import PackFile, load_pack
from rules.yamlfile import FileError, Problem, check_model, nearest, read_text
from rules.yamltree import Reader

SOME_YEAR = 2569
"""A fiscal year to read a file with before it is known which packs it is for."""
_YEAR = re.compile(r"\{\{(year|prev|ce)([+-]\d)?\}\}")

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
    """Cases of one indicator, named by code, topic or family, of one pack or of several.

    A pack is named, or given as a path from here. Several packs may ask the same under different
    numbers, or under two numbers what another merges: `indicator` is then a list of families, and
    an expectation holds for every pack that asks the element.
    """

    pack: str | None = None
    packs: tuple[str, ...] = ()
    indicator: str | tuple[str, ...]
    agency_kind: AgencyKind = "department"
    as_of: dt.date
    cases: tuple[Case, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if bool(self.pack) == bool(self.packs):
            raise ValueError("ให้ระบุ pack (ชุดเดียว) หรือ packs (หลายชุด) อย่างใดอย่างหนึ่ง")
        return self

    @property
    def pack_names(self) -> tuple[str, ...]:
        """All packs the file is for."""
        return self.packs or (self.pack or "",)

    @property
    def indicators(self) -> tuple[str, ...]:
        """All names of `indicator`."""
        return (self.indicator,) if isinstance(self.indicator, str) else self.indicator


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
    text = read_text(file)
    first = _read(text, file, SOME_YEAR)
    packs = [_pack(name, file, load) for name in first.pack_names]
    results = [
        result
        for pack in packs
        for result in _results(_read(text, file, pack.fiscal_year), pack, file)
    ]
    asked = {
        element.id: None
        for pack in packs
        for indicator in _indicators(pack, first, file)
        for element in indicator.elements
    }
    _refuse_unknown(first, {key for key, _ in results}, tuple(asked), file)
    return [result for _, result in results]


def _read(text: str, file: Path, year: int) -> CaseFile:
    """The file as it reads for a pack of that fiscal year."""
    start = {"year": year, "prev": year - 1, "ce": year - 543}
    dated = _YEAR.sub(lambda found: str(start[found[1]] + int(found[2] or 0)), text)
    return check_model(Reader(dated, file.name), CaseFile)


def _pack(name: str, file: Path, load: Callable[[str | Path], PackFile]) -> Pack:
    beside = file.parent / name
    return load(beside if beside.is_file() else name).pack


Named = tuple[tuple[int, str], CaseResult]
"""A result with the place of its case and the element as the file writes it."""


def _results(written: CaseFile, pack: Pack, file: Path) -> list[Named]:
    indicators = _indicators(pack, written, file)
    return [
        (
            (place, named),
            CaseResult(
                file=file.name,
                pack=pack.pack,
                case=case.name,
                element=element,
                expected=word,
                got=findings[element].outcome.word,
                reason=findings[element].reason,
            ),
        )
        for place, case in enumerate(written.cases)
        for findings in [_judged(case, written, pack, indicators)]
        for named, element, word in _expected(case, findings)
    ]


def _indicators(pack: Pack, written: CaseFile, file: Path) -> tuple[Indicator, ...]:
    """The indicators of this pack that the file names, each once."""
    found = {
        one.code: one
        for named in written.indicators
        for one in [_indicator(pack, named)]
        if one is not None
    }
    if not found:
        codes = ", ".join(indicator.code for indicator in pack.indicators)
        named = ", ".join(written.indicators)
        raise _wrong(file, f"ชุดเกณฑ์ {pack.pack} ไม่มีข้อ “{named}” (มี: {codes})")
    return tuple(found.values())


def _indicator(pack: Pack, named: str) -> Indicator | None:
    by_name = (one for one in pack.indicators if named in (one.code, one.topic))
    by_family = (one for one in pack.indicators if named in one.families)
    return next(by_name, None) or next(by_family, None)


def _judged(
    case: Case, written: CaseFile, pack: Pack, indicators: tuple[Indicator, ...]
) -> Mapping[str, Finding]:
    kind = case.agency_kind or written.agency_kind
    context = Context(
        fiscal_year=pack.fiscal_year,
        as_of=case.as_of or written.as_of,
        agency_kind=kind,
        terms={term: kinds.get(kind, ()) for term, kinds in pack.terms.items()},
    )
    evidence = [_evidence(page) for page in case.pages]
    return {
        one.element: one
        for indicator in indicators
        for one in judge_indicator(indicator, evidence, context)
    }


def _evidence(page: Written) -> Evidence:
    shown = document(page)
    return Evidence(
        document=shown,
        via="declared",
        label=shown.title,
        strength=100,
        aside="under_construction" if is_unfinished(shown) else None,
        years=years(shown),
        draft=is_draft(shown),
    )


def _expected(case: Case, findings: Mapping[str, Finding]) -> list[tuple[str, str, Word]]:
    """What the file names, the element it is in this pack, and the word; others are left out."""
    parts = Counter(name.partition("/")[2] for name in findings)
    short = {
        name.partition("/")[2]: name for name in findings if parts[name.partition("/")[2]] == 1
    }
    pairs = ((named, named if named in findings else short.get(named)) for named in case.expect)
    return [(named, element, case.expect[named]) for named, element in pairs if element]


def _refuse_unknown(
    written: CaseFile, judged: set[tuple[int, str]], asked: tuple[str, ...], file: Path
) -> None:
    """An element that no pack of the file asks is a slip of the pen."""
    for place, case in enumerate(written.cases):
        for named in case.expect:
            if (place, named) not in judged:
                near = nearest(named, [*asked, *(name.partition("/")[2] for name in asked)])
                hint = f"หมายถึง {near} ใช่หรือไม่" if near else f"มี: {', '.join(asked)}"
                raise _wrong(file, f"กรณี “{case.name}” กล่าวถึงองค์ประกอบ “{named}” ที่ไม่มี ({hint})")


def _wrong(file: Path, message: str) -> FileError:
    return FileError((Problem(file.name, 0, 0, message),))
