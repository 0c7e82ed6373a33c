"""SARIF 2.1.0 for pipelines and code-scanning pages (OASIS standard).

Promises: one rule per element; a result for every element that has not passed, its kind and level
by outcome; a waiver is a suppression with its end. Refuses to know: who reads it.
"""

from __future__ import annotations

import json
from typing import Any

from reports import view, wording
from reports.model import ElementLine, IndicatorLine, Report
from reports.safety import cleaned, link

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
KINDS = {
    "failed": ("fail", "error"),
    "cant_tell": ("review", "none"),
    "untested": ("open", "none"),
}
"""Outcome → kind and level. SARIF 3.27.10: what is no failure has the level `none`."""

Json = dict[str, Any]


def render(report: Report) -> bytes:
    """The log as indented JSON."""
    report = cleaned(report)
    pairs = [(line, element) for line in report.indicators for element in line.elements]
    rules: dict[str, Json] = {}
    for line, element in pairs:
        rules.setdefault(element_id(line, element), _rule(line, element))
    places = {name: number for number, name in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "oit",
                "semanticVersion": _version(report.engine),
                "rules": list(rules.values()),
            }
        },
        "automationDetails": {"id": f"{report.pack.id}/{report.audit_id}"},
        "properties": {"site": report.site.url, "as_of": report.as_of, "seal": report.seal},
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(line, element, places[element_id(line, element)])
            for line, element in pairs
            if element.outcome in KINDS
        ],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return (json.dumps(log, ensure_ascii=False, indent=2) + "\n").encode()


def element_id(line: IndicatorLine, element: ElementLine) -> str:
    """`o6/annual-plan/plan`: a guard is asked of every indicator, so its id alone is not enough."""
    return f"{line.code}/{element.id}"


def _version(engine: str) -> str:
    number = engine.rsplit(maxsplit=1)[-1] if engine.split() else ""
    return number if number[:1].isdigit() else "0.0.0"


def _rule(line: IndicatorLine, element: ElementLine) -> Json:
    rule: Json = {
        "id": element_id(line, element),
        "name": element.id,
        "shortDescription": {"text": element.says or element.id},
        "fullDescription": {"text": f"{wording.code(line.code)} {line.title}: {element.says}"},
        "properties": {"basis": element.basis, "owner": line.owner, "topic": line.topic},
    }
    return {**rule, "help": {"text": element.fix}} if element.fix else rule


def _result(line: IndicatorLine, element: ElementLine, place: int) -> Json:
    kind, level = KINDS[element.outcome]
    words = " ".join(part for part in (element.says, element.reason) if part)
    result: Json = {
        "ruleId": element_id(line, element),
        "ruleIndex": place,
        "kind": kind,
        "level": level,
        "message": {"text": words or element.id},
        "partialFingerprints": {"element/v1": element_id(line, element)},
        "properties": {"outcome": element.outcome},
    }
    page = link(view.where_to_fix(line, element) or "")
    if page:
        result["locations"] = [{"physicalLocation": {"artifactLocation": {"uri": page}}}]
    if element.gap and element.gap.state == "waived":
        until = wording.gap_state("waived", waived_until=element.gap.waived_until)
        result["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": until}
        ]
    return result
