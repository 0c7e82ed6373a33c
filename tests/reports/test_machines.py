"""What pipelines read: SARIF, JUnit and the badge."""

from __future__ import annotations

import json
import os
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import jsonschema_rs
import pytest
from sample_report import SITE, report

import reports

TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}}
# The part of the official schema (OASIS, sarif-schema-2.1.0.json) that our logs touch, with its
# enumerations; unknown properties are refused as there.
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"enum": ["2.1.0"]},
        "runs": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/run"}},
    },
    "$defs": {
        "run": {
            "type": "object",
            "required": ["tool"],
            "additionalProperties": False,
            "properties": {
                "tool": {
                    "type": "object",
                    "required": ["driver"],
                    "properties": {"driver": {"$ref": "#/$defs/driver"}},
                },
                "automationDetails": {"type": "object", "required": ["id"]},
                "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                "properties": {"type": "object"},
                "results": {"type": "array", "items": {"$ref": "#/$defs/result"}},
            },
        },
        "driver": {
            "type": "object",
            "required": ["name"],
            "additionalProperties": False,
            "properties": {
                "name": {"type": "string"},
                "semanticVersion": {"type": "string", "pattern": r"^\d+\.\d+\.\d+"},
                "rules": {
                    "type": "array",
                    "uniqueItems": True,
                    "items": {
                        "type": "object",
                        "required": ["id"],
                        "additionalProperties": False,
                        "properties": {
                            "id": {"type": "string"},
                            "name": {"type": "string"},
                            "shortDescription": TEXT,
                            "fullDescription": TEXT,
                            "help": TEXT,
                            "properties": {"type": "object"},
                        },
                    },
                },
            },
        },
        "result": {
            "type": "object",
            "required": ["message"],
            "additionalProperties": False,
            "properties": {
                "ruleId": {"type": "string"},
                "ruleIndex": {"type": "integer", "minimum": -1},
                "kind": {
                    "enum": ["notApplicable", "pass", "fail", "review", "open", "informational"]
                },
                "level": {"enum": ["none", "note", "warning", "error"]},
                "message": TEXT,
                "partialFingerprints": {
                    "type": "object", "additionalProperties": {"type": "string"},
                },
                "properties": {"type": "object"},
                "locations": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "properties": {
                            "physicalLocation": {
                                "type": "object",
                                "properties": {
                                    "artifactLocation": {
                                        "type": "object",
                                        "properties": {
                                            "uri": {"type": "string", "format": "uri-reference"}
                                        },
                                    }
                                },
                            }
                        },
                    },
                },
                "suppressions": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["kind"],
                        "additionalProperties": False,
                        "properties": {
                            "kind": {"enum": ["inSource", "external"]},
                            "status": {"enum": ["accepted", "underReview", "rejected"]},
                            "justification": {"type": "string"},
                        },
                    },
                },
            },
        },
    },
}  # fmt: skip


def log(hostile: bool = False) -> dict:
    return json.loads(reports.render(report(hostile=hostile), "sarif"))


@pytest.mark.parametrize("hostile", [False, True])
def test_sarif_has_the_official_shape(hostile):
    made = log(hostile)
    jsonschema_rs.validate(SARIF, made)
    (run,) = made["runs"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert (result["kind"] == "fail") == (result["level"] != "none"), "SARIF 3.27.10"


@pytest.mark.skipif("OIT_SARIF" not in os.environ, reason="`make sarif` fetches the schema")
@pytest.mark.parametrize("hostile", [False, True])
def test_sarif_fits_the_official_schema(hostile):
    told = Path(os.environ["OIT_SARIF"]).read_text(encoding="utf-8")
    # One pattern in it has a bracket too many, which strict readers of patterns refuse.
    schema = json.loads(told.replace("{2}]?$", "{2}$"))
    assert not list(jsonschema_rs.validator_for(schema).iter_errors(log(hostile)))


def test_sarif_says_what_the_report_says():
    (run,) = log()["runs"]
    results = {result["ruleId"]: result for result in run["results"]}
    elements = [(i.code, e) for i in report().indicators for e in i.elements]
    assert len(run["tool"]["driver"]["rules"]) == len(elements)
    assert {name: r["properties"]["outcome"] for name, r in results.items()} == {
        f"{code}/{e.id}": e.outcome
        for code, e in elements
        if e.outcome not in ("passed", "inapplicable")
    }
    contact = results["o2/executives/contact"]
    assert (contact["kind"], contact["level"]) == ("fail", "error")
    place = contact["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert place == f"{SITE}/about/executives"
    assert "suppressions" not in contact
    (waived,) = results["o6/annual-plan/progress"]["suppressions"]
    assert waived["status"] == "accepted" and "30 มิ.ย. 69" in waived["justification"]
    assert results["o20/no-gift/declared"]["kind"] == "review"
    assert results["o11/procurement-monthly/months"]["kind"] == "open"


def test_junit_counts_and_fails_only_what_was_not_found():
    tree = ET.fromstring(reports.render(report(), "junit"))
    elements = [e for i in report().indicators for e in i.elements]
    assert int(tree.get("tests")) == len(elements) == len(list(tree.iter("testcase")))
    assert (tree.get("failures"), tree.get("skipped")) == ("2", "6"), "the waived one is skipped"
    failed = [
        case.get("classname") for case in tree.iter("testcase") if case.find("failure") is not None
    ]
    assert failed == ["o2.executives/contact", "o6.annual-plan/plan"]
    skipped = {case.get("classname"): case.find("skipped") for case in tree.iter("testcase")}
    assert "ผ่อนผันถึง 30 มิ.ย. 69" in skipped["o6.annual-plan/progress"].get("message")
    suite = tree.findall("testsuite")[1]
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("3", "1", "1")


def test_the_badge_counts_what_is_certain_and_tells_it_aloud():
    made = replace(report(), totals=replace(report().totals, indicators=9, inapplicable=2))
    tree = ET.fromstring(reports.render(made, "badge"))
    shown = "".join(tree.itertext())
    assert "พร้อม 3/7" in shown
    assert tree.get("role") == "img" and tree.get("aria-labelledby") == "t"
    title = tree.find("{http://www.w3.org/2000/svg}title")
    assert title.get("id") == "t" and "OIT 2569 พร้อม 3/7 ข้อ ข้อมูล ณ 15 พฤษภาคม 2569" in title.text
    assert "http" not in reports.render(made, "badge").decode().replace(
        "http://www.w3.org/2000/svg", ""
    )
