"""The JSON is the report itself, and its schema is the documented one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import TypeAdapter
from sample_report import report

import reports
from reports import schema
from reports.model import Report

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "report.json"


def test_equals_the_golden_report():
    assert reports.render(report(), "json").decode() == GOLDEN.read_text(encoding="utf-8")


def test_holds_the_promised_fields():
    data = json.loads(reports.render(report(), "json"))
    assert next(iter(data)) == "shape"
    assert data["shape"] == "oit-report/1"
    indicator = data["indicators"][1]
    assert (indicator["code"], indicator["topic"], indicator["state"]) == (
        "o2",
        "executives",
        "to_fix",
    )
    assert indicator["families"] == ["executives"]
    element = indicator["elements"][1]
    assert element["id"] == "executives/contact"
    assert element["outcome"] == "failed"
    assert element["reason"] == "รองอธิบดี 2 คน ไม่มีหมายเลขโทรศัพท์หรืออีเมล"
    assert element["quotes"][0]["where"] == "หัวข้อ รองอธิบดี"
    assert element["gap"]["due_on"] == "2026-04-30"


def test_reads_back_as_the_same_report():
    again = TypeAdapter(Report).validate_json(reports.render(report(), "json"))
    assert again == report()


def test_hostile_text_stays_verbatim_and_is_valid_utf8():
    text = reports.render(report(hostile=True), "json").decode("utf-8")
    elements = json.loads(text)["indicators"][-1]["elements"]
    assert elements[0]["reason"] == "<script>alert(1)</script>"
    assert elements[10]["reason"] == "รายงาน\u202egpj.exe\u202c\u2066"
    assert elements[12]["reason"] == "ครึ่งตัว?"


def test_schema_is_the_documented_one():
    documented = (ROOT / "docs" / "report.schema.json").read_text(encoding="utf-8")
    assert schema.text() == documented, "python -m reports.schema > docs/report.schema.json"


def test_schema_names_every_outcome_and_state():
    made = schema.schema()
    outcomes = made["$defs"]["ElementLine"]["properties"]["outcome"]["enum"]
    assert outcomes == ["passed", "failed", "cant_tell", "untested", "inapplicable"]
    assert made["properties"]["shape"] == {"const": "oit-report/1"}
    assert {"site", "pack", "indicators", "coverage", "limits", "shape"} <= set(made["required"])


@pytest.mark.parametrize("name", ["ElementLine", "IndicatorLine", "Coverage", "GapLine"])
def test_schema_describes_its_parts(name):
    assert schema.schema()["$defs"][name]["description"]
