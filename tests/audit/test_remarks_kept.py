"""Remarks and personal data of an audit: kept, shown in the report, and what they cap."""

from __future__ import annotations

import pytest
from world import HOME, html, link

import audit.remarks
from audit import run
from audit.summary import summarise
from reports.model import Report

ID = "1-2345-67890-12-1"
FOREIGN = "ประกาศกรมอื่นใด เรื่อง โครงสร้างหน่วยงาน\n\nกองกลาง และกองแผนงาน มีหน้าที่ต่างกันตามกฎหมาย\n"
OWN = FOREIGN.replace("กรมอื่นใด", "กรมจำลอง")


def report(world) -> Report:
    with world.store() as store:
        return summarise(world.site, store)


def outcome(world, element: str = "org-structure/chart") -> str:
    return next(e.outcome for i in report(world).indicators for e in i.elements if e.id == element)


def offer(world, **files: str) -> None:
    """Let the home page offer text files for the structure, in place of the page."""
    del world.pages["org"]
    links = [link(f"{name}.txt", "โครงสร้างหน่วยงาน") for name in files]
    world.pages[""] = html("แรก", *links, link("chiefs", "ทำเนียบผู้บริหาร"))
    world.pages |= {f"{name}.txt": text.encode() for name, text in files.items()}


def test_another_agencys_file_waits_for_a_person(world):
    offer(world, a=FOREIGN)
    world.check()
    assert outcome(world) == "cant_tell"
    (remark,) = report(world).remarks
    assert (remark.sort, remark.codes) == ("other_agency", ("o1",))
    assert remark.urls == (f"{HOME}a.txt",)
    assert "กรมอื่นใด" in remark.quotes[0].text
    line = next(i for i in report(world).indicators if i.code == "o1").elements[0]
    assert "ขอให้เจ้าหน้าที่ยืนยัน" in line.reason


def test_the_agencys_own_file_passes(world):
    offer(world, a=OWN)
    world.check()
    assert outcome(world) == "passed"
    assert report(world).remarks == ()


def test_another_document_that_passes_is_enough(world):
    offer(world, a=FOREIGN, b=OWN)
    world.check()
    assert outcome(world) == "passed"
    assert len(report(world).remarks) == 1


def test_a_person_may_confirm_and_the_remark_stays(world):
    offer(world, a=FOREIGN)
    world.check()
    run.confirm(world.site, "o1/chart", "passed", who="สมหญิง", why="เป็นประกาศร่วม")
    assert outcome(world) == "passed"
    assert len(report(world).remarks) == 1


def test_a_partial_audit_compares_the_evidence_of_all_indicators(world):
    offer(world, a=FOREIGN)
    world.check()
    world.audit(only=["o2"])
    assert [remark.sort for remark in report(world).remarks] == ["other_agency"]


def test_personal_data_is_shown_masked_with_its_place(world):
    world.pages["people"] = html("รายชื่อ", f"นายเอก หนึ่งใจ เลขประจำตัวประชาชน {ID}")
    world.pages["again"] = world.pages["people"]
    world.crawl()
    world.audit()
    (line,) = report(world).privacy
    assert line.sort == "citizen_id"
    assert ID not in line.quote
    assert "X-XXXX-XXXXX-XX-X" in line.quote
    assert line.url in (f"{HOME}people", f"{HOME}again")
    assert any("ข้อมูลส่วนบุคคล" in limit for limit in report(world).limits)


def test_a_good_site_has_nothing_to_remark(world):
    world.check()
    assert report(world).remarks == report(world).privacy == ()


@pytest.mark.parametrize("broken", ["remarks", "warnings"])
def test_a_fault_in_noticing_costs_only_that(world, monkeypatch, broken):
    def fail(*_: object) -> None:
        raise RuntimeError("made to fail")

    monkeypatch.setattr(audit.remarks, broken, fail)
    world.check()
    assert outcome(world) == "passed"
