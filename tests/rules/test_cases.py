"""Case files hold, cover every element, and are themselves checked as strictly as packs."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from pydantic import BaseModel

from rules.cases import CaseResult, run_cases, untried
from rules.checks import KINDS
from rules.reader import load_pack, pack_names
from rules.tree import Leaf, Node
from rules.yamlfile import FileError

CASES = Path(__file__).parent / "cases"
FILES = sorted(CASES.glob("*.yml"))

FEWEST, FEWEST_NEAR = 10, 3
"""Cases of every kind of check; the rarest kind (`as_of`) has few."""

SMALL = """\
pack: oit-2569
indicator: o3
as_of: 2026-05-15
cases:
  - name: มีโทรศัพท์
    document: |
      # ติดต่อเรา
      โทร. 0 2123 4567
    expect: {phone: passed}
"""


def run(folder: Path, text: str) -> tuple[CaseResult, ...]:
    file = folder / "small.yml"
    file.write_text(text, encoding="utf-8")
    return run_cases(file)


@cache
def results_of(file: Path) -> tuple[CaseResult, ...]:
    """Each file is judged once for all tests."""
    return run_cases(file)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_cases_hold(file: Path):
    broken = [
        f"{one.pack} {one.case}: {one.element} {one.expected} → {one.got} ({one.reason})"
        for one in results_of(file)
        if not one.held
    ]
    assert not broken, "\n".join(broken)


def test_every_element_has_a_passing_and_a_failing_case():
    results = [result for file in FILES for result in results_of(file)]
    lacking = {name: untried(load_pack(name).pack, results) for name in pack_names()}
    assert {name: words for name, words in lacking.items() if words} == {}


@cache
def everything() -> tuple[CaseResult, ...]:
    return tuple(result for file in FILES for result in results_of(file))


def test_every_element_fails_somewhere_for_certain():
    """Doubt is no failing case: each element is told apart from what is surely not there."""
    failed = {(one.pack, one.element) for one in everything() if one.expected == "failed"}
    asked = {
        (name, element.id)
        for name in pack_names()
        for indicator in load_pack(name).pack.indicators
        for element in indicator.elements
    }
    assert asked - failed == set()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_check_has_passing_failing_and_near_cases(kind: str):
    """Counted in the case files; a near miss is one of the files made of nothing else."""
    using = {
        (name, element.id)
        for name in pack_names()
        for indicator in load_pack(name).pack.indicators
        for element in indicator.elements
        if KINDS[kind] in kinds_below(element.check)
    }
    mine = [one for one in everything() if (one.pack, one.element) in using]
    counted = Counter(one.expected for one in mine)
    near = [one for one in mine if one.file.startswith("near-") and one.expected != "passed"]
    assert min(counted["passed"], counted["failed"]) >= FEWEST
    assert len(near) >= FEWEST_NEAR


def kinds_below(node: Node) -> set[type]:
    """The kinds of check in a tree."""
    if isinstance(node, Leaf):
        return {type(node.check)}
    below = getattr(node, next(iter(type(node).model_fields)))
    children = below if isinstance(below, tuple) else (below,)
    return {
        kind for child in children if isinstance(child, BaseModel) for kind in kinds_below(child)
    }


def test_an_element_without_cases_is_named(tmp_path: Path):
    lacking = untried(load_pack("oit-2569").pack, run(tmp_path, SMALL))
    assert "contact/phone: ยังไม่มีกรณีที่ไม่ผ่าน (failed หรือ cant_tell)" in lacking
    assert "contact/phone: ยังไม่มีกรณีที่ผ่าน (passed)" not in lacking
    assert "contact/map: ยังไม่มีกรณีที่ผ่าน (passed)" in lacking


def test_a_broken_expectation_is_told_with_its_reason(tmp_path: Path):
    (result,) = run(tmp_path, SMALL.replace("passed", "failed"))
    assert not result.held
    assert (result.expected, result.got) == ("failed", "passed")
    assert result.element == "contact/phone"
    assert result.reason


def test_full_ids_topics_and_own_packs_work_too(tmp_path: Path):
    own = load_pack("oit-2569").text.replace("pack: oit-2569\n", "pack: ours\n")
    (tmp_path / "ours.yml").write_text(own, encoding="utf-8")
    text = SMALL.replace("phone: passed", "contact/phone: passed")
    text = text.replace("indicator: o3", "indicator: contact").replace("oit-2569", "ours.yml")
    (result,) = run(tmp_path, text)
    assert result.held
    assert result.pack == "ours"


def test_a_case_may_say_another_day_or_kind_of_agency(tmp_path: Path):
    text = """\
pack: oit-2569
indicator: o6
as_of: 2026-05-15
cases:
  - {name: ก่อนกำหนด, as_of: 2026-02-01, expect: {progress: inapplicable}}
  - {name: หลังกำหนด, expect: {progress: failed}}
"""
    assert all(result.held for result in run(tmp_path, text))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("phone: passed", "phon: passed", "“phon” ที่ไม่มี \\(หมายถึง phone ใช่หรือไม่\\)"),
        ("phone: passed", "phone: pass", "small.yml:9:21: “phone” ใช้ค่า “pass” ไม่ได้"),
        ("indicator: o3", "indicator: o99", "ชุดเกณฑ์ oit-2569 ไม่มีข้อ “o99”"),
        ("pack: oit-2569", "pack: oit-2599", "ไม่รู้จักชุดเกณฑ์ “oit-2599”"),
        ("document: |", "documnet: |", "หมายถึง document ใช่หรือไม่"),
        ("as_of: 2026-05-15", "as_of: 2569-05-15", "ให้เปลี่ยน “2569-05-15” เป็น 2026-05-15"),
        ("    expect: {phone: passed}\n", "", "ขาดช่อง expect"),
    ],
)
def test_a_wrong_case_file_is_told_where(tmp_path: Path, old: str, new: str, said: str):
    with pytest.raises(FileError, match=said):
        run(tmp_path, SMALL.replace(old, new, 1))


MANY = """\
packs: [oit-2567, oit-2568]
indicator: [org-structure, authority]
as_of: {{ce}}-05-15
cases:
  - name: มีแผนของปี {{year}} และปี {{year-2}}
    expect: {org-structure/chart: failed, own-powers: failed}
"""


def test_one_file_serves_packs_that_number_and_merge_differently(tmp_path: Path):
    results = run(tmp_path, MANY)
    assert [(one.pack, one.element) for one in results] == [
        ("oit-2567", "org-structure/chart"),
        ("oit-2567", "authority/own-powers"),
        ("oit-2568", "org-structure/chart"),
        ("oit-2568", "authority/own-powers"),
    ]
    assert [one.case for one in results[1:3]] == [
        "มีแผนของปี 2567 และปี 2565",
        "มีแผนของปี 2568 และปี 2566",
    ]


def test_years_are_those_of_each_pack(tmp_path: Path):
    text = """\
packs: [oit-2564, oit-2568]
indicator: annual-report
as_of: "{{ce}}-05-15"
cases:
  - name: รายงานของปีก่อน
    document: |
      # รายงานผลการดำเนินงานประจำปีงบประมาณ พ.ศ. {{prev}}
      กรมดำเนินโครงการแล้วเสร็จทั้งหมดสิบโครงการ
    expect: {prev: passed}
  - name: รายงานของปีที่ประเมิน
    document: |
      # รายงานผลการดำเนินงานประจำปีงบประมาณ พ.ศ. {{prev+1}}
      กรมดำเนินโครงการแล้วเสร็จทั้งหมดสิบโครงการ
    expect: {prev: failed}
"""
    results = run(tmp_path, text)
    assert [(one.pack, one.held) for one in results] == [
        ("oit-2564", True),
        ("oit-2564", True),
        ("oit-2568", True),
        ("oit-2568", True),
    ]


def test_an_element_that_only_some_packs_ask_is_judged_in_those(tmp_path: Path):
    text = MANY.replace("own-powers: failed", "province-side: inapplicable")
    text = text.replace("[oit-2567, oit-2568]", "[oit-2564, oit-2568]")
    results = run(tmp_path, text)
    assert [one.pack for one in results if one.element == "org-structure/province-side"] == [
        "oit-2568"
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("own-powers", "own-power", "“own-power” ที่ไม่มี \\(หมายถึง own-powers ใช่หรือไม่\\)"),
        ("[org-structure, authority]", "moit-x", "ชุดเกณฑ์ oit-2567 ไม่มีข้อ “moit-x”"),
        ("packs: [oit-2567, oit-2568]\n", "", "ให้ระบุ pack \\(ชุดเดียว\\) หรือ packs"),
        ("packs: [oit-2567", "pack: oit-2567\npacks: [oit-2567", "อย่างใดอย่างหนึ่ง"),
    ],
)
def test_a_wrong_file_for_several_packs_is_told(tmp_path: Path, old: str, new: str, said: str):
    with pytest.raises(FileError, match=said):
        run(tmp_path, MANY.replace(old, new, 1))
