"""The Report: states, totals, changes, coverage, limits, an earlier audit explained."""

from __future__ import annotations

from dataclasses import replace

import pytest
from world import DAY, HOME, Moved, Trouble, html, link

from audit import gaps, run
from audit.coverage import looked_everywhere
from audit.errors import UserError
from audit.store import Store
from audit.summary import explain, state_of, summarise
from reports import FORMATS, render
from reports.model import Report


def report(world, audit_id: int | None = None) -> Report:
    with world.store() as store:
        return summarise(world.site, store, audit_id)


@pytest.mark.parametrize(
    ("outcomes", "state"),
    [
        (["passed", "passed"], "ready"),
        (["passed", "inapplicable"], "ready"),
        (["inapplicable"], "inapplicable"),
        (["passed", "cant_tell"], "to_confirm"),
        (["cant_tell", "untested"], "incomplete"),
        (["untested", "failed", "cant_tell"], "to_fix"),
        (["inapplicable", "failed"], "to_fix"),
    ],
)
def test_fold(outcomes, state):
    assert state_of(outcomes) == state


def test_good_site(world):
    result = world.check()
    found = report(world)
    assert found.audit_id == result.audit_id
    assert [(line.code, line.state) for line in found.indicators] == [
        ("o1", "to_confirm"),
        ("o2", "ready"),
    ]
    assert (found.totals.certain, found.totals.possible) == (1, 2)
    assert (found.totals.elements, found.totals.passed) == (4, 2)
    assert found.days_left == 46
    assert (found.as_of, found.compared_with, found.changes) == (DAY.isoformat(), None, ())
    chief = found.indicators[1].elements[0]
    assert chief.quotes[0].url == HOME + "chiefs"
    assert chief.says == "แสดงรายชื่อของผู้บริหารสูงสุด"
    assert found.indicators[1].evidence[0].url == HOME + "chiefs"
    assert len(found.seal) == 64


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_every_format_takes_it(world, format):
    world.check()
    assert render(report(world), format)


def test_changes_since_last_time(world):
    world.check()
    world.pages = {"": html("แรก", link("org", "โครงสร้างหน่วยงาน")), "org": world.pages["org"]}
    world.check()
    (line,) = report(world).changes
    assert (line.kind, line.element, line.before, line.after) == (
        "broken", "executives/chief", "passed", "failed",
    )  # fmt: skip
    with world.store() as store:
        (gap,) = gaps.list_gaps(store, on=DAY)
    element = report(world).indicators[1].elements[0]
    assert element.gap is not None
    assert (element.gap.id, element.gap.state, element.gap.since) == (gap.id, "open", "2026-05-15")


def test_a_recheck_adds_to_the_changes_and_to_the_report(world):
    chiefs, world.pages["chiefs"] = world.pages["chiefs"], Trouble(problem="not_found", status=404)
    world.check()
    world.check()
    world.pages["chiefs"] = chiefs
    world.crawl()
    world.audit(only=["o2"])
    found = report(world)
    assert [(line.kind, line.element) for line in found.changes] == [("fixed", "executives/chief")]
    assert found.indicators[0].state == "to_confirm"
    assert found.indicators[1].state == "ready"


def test_confirmation_does_not_hide_what_broke(world):
    world.check()
    world.pages["chiefs"] = Trouble(problem="not_found", status=404)
    world.check()
    run.confirm(world.site, "o1/law", "passed", who="สมชาย", why="มี")
    found = report(world)
    assert {(line.kind, line.element) for line in found.changes} == {
        ("broken", "executives/chief"),
        ("changed", "org-structure/law"),
    }
    law = found.indicators[0].elements[1]
    assert (law.outcome, law.attested_by) == ("passed", "สมชาย")
    assert found.indicators[0].evidence, "what was looked at stays known"


def test_an_earlier_audit_keeps_its_own_criteria(world):
    first = world.check()
    pack = world.site.folder / "pack.yml"
    text = pack.read_text(encoding="utf-8").replace("รายชื่อของผู้บริหาร", "ชื่อผู้บริหาร")
    pack.write_text(text, encoding="utf-8")
    world.audit()
    assert report(world, first.audit_id).indicators[1].elements[0].says == "แสดงรายชื่อของผู้บริหารสูงสุด"
    assert report(world).indicators[1].elements[0].says == "แสดงชื่อผู้บริหารสูงสุด"
    assert report(world).pack.sha256 != report(world, first.audit_id).pack.sha256


def test_coverage_counts_every_problem(world):
    world.pages |= {
        "a": Trouble(problem="blocked", status=403),
        "b": Trouble(problem="blocked", status=403),
        "c": Trouble(problem="not_found", status=404),
        "scan.pdf": b"%PDF-1.4 not really",
        "old": Moved(to=HOME + "org"),
    }
    world.check()
    seen = report(world).coverage
    assert dict(seen.problem_counts)["blocked"] == 2
    assert dict(seen.problem_counts)["not_found"] == 1
    assert seen.unreadable == 1
    assert (seen.pages, seen.ended) == (7, "complete"), "a redirect is no page"
    assert {line.url for line in seen.problems} == {
        HOME + path for path in ("a", "b", "c", "scan.pdf")
    }
    assert all(line.text for line in seen.problems)


def test_limits_are_stated(world):
    world.pages["a"] = Trouble(problem="blocked", status=403)
    world.pages["scan.pdf"] = b"%PDF-1.4 not really"
    world.pages["org"] += link("https://drive.test/x", "ทำเนียบผู้บริหาร")
    world.crawl(ended="limit")
    world.audit()
    text = "\n".join(report(world).limits)
    for words in (
        "ยังไม่ครบทั้งเว็บไซต์", "เปิดดูไม่ได้ 1 หน้า", "อ่านข้อความไม่ได้ 1 ไฟล์", "ฉบับร่าง",
        "2 จาก 4 องค์ประกอบ", "IIT และ EIT", "เครื่องตรวจแทนคนไม่ได้", "นอกเว็บไซต์",
    ):  # fmt: skip
        assert words in text


@pytest.mark.parametrize(
    ("home", "words"),
    [
        (Trouble(problem="tls"), "ใบรับรอง"),
        (Trouble(problem="robots"), "ดูหน้าแรกของเว็บไซต์ไม่ได้"),
        (Moved(to="http://elsewhere.test/"), "หน้าแรกพาไปยังเว็บไซต์อื่น"),
        (Moved(to="http://elsewhere.test/"), "http://elsewhere.test/"),
        (bytes(range(256)), "ยังอ่านไฟล์ชนิดนี้ไม่ได้"),
    ],
)
def test_a_home_page_that_cannot_be_seen_is_the_first_limit(world, home, words):
    world.pages = {"": home}
    result = world.check()
    assert set(world.outcomes(result).values()) == {"untested", "inapplicable"}
    assert words in report(world).limits[0]


def test_declared_indicator_gets_suggestions(world):
    site_yml = world.site.folder / "site.yml"
    text = site_yml.read_text(encoding="utf-8") + f"\ndeclared:\n  o2: [{HOME}boss]\n"
    site_yml.write_text(text, encoding="utf-8")
    world.site = type(world.site).open(world.site.folder)
    world.pages["boss"] = html("หน้าใหม่", "ท่านอธิบดี")
    world.check()
    line = report(world).indicators[1]
    assert [one.url for one in line.evidence] == [HOME + "boss"]
    assert HOME + "chiefs" in [one.url for one in line.suggestions]


def test_owners_are_called_as_in_that_kind_of_agency(world):
    world.check()
    assert report(world).indicators[1].owner == "สำนักงานเลขานุการกรม"
    local = world.site.config.model_copy(update={"kind": "local"})
    world.site = replace(world.site, config=local)
    world.audit()
    assert report(world).indicators[1].owner == "สำนักปลัด"


def test_report_of_a_trial_says_so(world):
    other = world.site.folder / "other.yml"
    text = (world.site.folder / "pack.yml").read_text(encoding="utf-8")
    other.write_text(text.replace("pack: mini", "pack: other"), encoding="utf-8")
    own = world.check()
    trial = world.audit(pack="other.yml")
    assert report(world).audit_id == own.audit_id
    found = report(world, trial.audit_id)
    assert found.pack.id == "other"
    assert any("ตรวจทดลอง" in limit for limit in found.limits)
    assert found.compared_with is None


def test_explain_one_indicator(world):
    world.check()
    assert explain(world.site, "O2").topic == "executives"
    with pytest.raises(UserError, match="ไม่มีข้อ"):
        explain(world.site, "o77")


def test_nothing_to_report(world):
    with pytest.raises(UserError, match="ยังไม่เคยตรวจ"):
        report(world)
    world.check()
    with pytest.raises(UserError, match="ไม่มีการตรวจครั้งที่ 99"):
        report(world, 99)


def test_guards_are_elements_of_every_indicator(world):
    pack = world.site.folder / "pack.yml"
    guard = (
        "guards:\n  - {id: guard/words, says: แสดงถ้อยคำที่ต้องมีทุกหน้า, fix: เพิ่มถ้อยคำ,\n"
        "     check: {phrase: {one_of: [โปรแกรม]}}, basis: inferred}\nindicators:"
    )
    text = pack.read_text(encoding="utf-8").replace("indicators:", guard)
    pack.write_text(text, encoding="utf-8")
    result = world.check()
    topics = [one.topic for one in result.findings if one.element == "guard/words"]
    assert topics == ["org-structure", "executives"]
    lines = [line.elements[-1] for line in report(world).indicators]
    assert [(one.id, one.outcome) for one in lines] == [("guard/words", "passed")] * 2


def test_pages_that_only_a_browser_shows_are_admitted(world):
    """Without a browser nothing is missing for certain, and the report says why."""
    world.crawl()
    with Store(world.site.paths) as store:
        crawl_id = store.snapshots.latest_crawl()
        more = {
            "render": {"missed": 3},
            "asked": {"plan.agency.test": 2},
            "chains": ["https://a.test"],
        }
        store.snapshots.set_stats(crawl_id, more)
        assert not looked_everywhere(store, crawl_id, HOME)
    world.audit()
    text = "\n".join(report(world).limits)
    assert "3 หน้าที่สร้างเนื้อหาด้วยสคริปต์" in text
    assert "plan.agency.test" in text
    assert "https://a.test ส่งใบรับรองความปลอดภัย (https) ไม่ครบสาย" in text
