"""Which pages and files prove an indicator: those of elements that passed, nothing else.

Promises: evidence in doubt, not found or set aside is never a proof. Refuses to know: formats, how
anything was judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reports import view
from reports.model import ElementLine, IndicatorLine, Report
from reports.safety import host_and_path, link, shown

HERE = "หน้าแรก"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A verified page or file. `places`: where in it; `way`: what to click to get there."""

    url: str
    title: str
    media: str
    way: tuple[str, ...]
    places: tuple[str, ...]


def proofs(indicator: IndicatorLine) -> tuple[Proof, ...]:
    """The proofs of an indicator: in the order of its evidence, then as they were quoted."""
    found: dict[str, list[str]] = {}
    for element in indicator.elements:
        if element.outcome == "passed":
            for url, where in _shown_by(indicator, element):
                places = found.setdefault(url, [])
                if where and where not in places:
                    places.append(where)
    known = {line.url: line for line in (*indicator.evidence, *indicator.suggestions)}
    order = [*(url for url in known if url in found), *(url for url in found if url not in known)]
    return tuple(
        Proof(
            url=url,
            title=_title(url, known[url].title or known[url].label if url in known else ""),
            media=known[url].media if url in known else "",
            way=known[url].way if url in known else (),
            places=tuple(found[url]),
        )
        for url in order
        if link(url)
    )


def _shown_by(indicator: IndicatorLine, element: ElementLine) -> Iterator[tuple[str, str]]:
    """Address and place of what is quoted; a person who decided without quotes saw the evidence."""
    for quote in element.quotes:
        yield quote.url, quote.where
    if not element.quotes and element.attested_by:
        for line in view.counted(indicator):
            if line.url in element.looked_at:
                yield line.url, ""


def _title(url: str, title: str) -> str:
    """What to call it: its own title, else the file's name, else the address."""
    return " ".join(title.split()) or shown(host_and_path(url)[1]).rpartition("/")[2] or shown(url)


def way(proof: Proof) -> str:
    """`หน้าแรก › ITA 2569 › คู่มือ (หน้า 12)`; empty when nothing is known."""
    places = ", ".join(proof.places)
    steps = " › ".join(" ".join(step.split()) for step in proof.way)
    return f"{steps} ({places})" if steps and places else steps or places


def unready(indicator: IndicatorLine) -> tuple[ElementLine, ...]:
    """The elements that have not passed and apply."""
    settled = ("passed", "inapplicable")
    return tuple(element for element in indicator.elements if element.outcome not in settled)


def public(report: Report) -> Report:
    """What a citizen may see: outcomes and published words.

    Left out: who is to do what, gaps, names of those who decided and their notes, remarks, warnings
    about personal data and every quote from a place such a warning is about.
    """
    private = {(line.url, line.where) for line in report.privacy}
    return replace(
        report,
        indicators=tuple(_public(line, private) for line in report.indicators),
        changes=(),
        remarks=(),
        privacy=(),
        coverage=replace(report.coverage, problems=()),
        office=type(report.office)(),
    )


def _public(line: IndicatorLine, private: set[tuple[str, str]]) -> IndicatorLine:
    elements = tuple(
        replace(
            element,
            reason="" if element.attested_by else element.reason,
            fix="",
            quotes=tuple(q for q in element.quotes if (q.url, q.where) not in private),
            looked_at=(),
            gap=None,
            attested_by=None,
            at_risk=None,
            work=None,
            place=None,
        )
        for element in line.elements
    )
    return replace(line, elements=elements, owner="", suggestions=(), points=None)
