"""The stages together: what an audit keeps, and what it survives."""

from __future__ import annotations

import datetime as dt

import pytest
from world import DAY, HOME, Trouble, html, link

from audit import gaps, judging, run
from audit.errors import UserError
from audit.extract import READERS
from audit.extract.sniff import Sort
from rules.model import Outcome

GOOD = {
    "org-structure/chart": "passed",
    "org-structure/law": "cant_tell",
    "executives/chief": "passed",
    "executives/council": "inapplicable",
}


def rows(world, table: str, audit_id: int) -> list[dict]:
    with world.store() as store:
        found = store.db.query(
            f"select * from {table} where audit_id = ? order by 2, 3", [audit_id]
        )
        return [{key: value for key, value in row.items() if key != "audit_id"} for row in found]


def test_good_site(world):
    result = world.check()
    assert world.outcomes(result) == GOOD
    (finding,) = [one for one in result.findings if one.element == "executives/chief"]
    assert "อธิบดี" in finding.quotes[0].text
    assert finding.quotes[0].url == HOME + "chiefs"
    assert HOME + "chiefs" in finding.looked_at


def test_two_audits_of_one_crawl_are_equal_row_for_row(world):
    first, second = world.check(), world.audit()
    assert first.audit_id != second.audit_id
    for table in ("finding", "evidence"):
        assert rows(world, table, first.audit_id) == rows(world, table, second.audit_id)
    assert rows(world, "evidence", first.audit_id)


def test_a_missing_page_opens_a_gap_and_its_return_closes_it(world):
    page = world.pages.pop("chiefs")
    world.pages[""] = html("แรก", link("org", "โครงสร้างหน่วยงาน"))
    world.check()
    with world.store() as store:
        (gap,) = gaps.list_gaps(store, on=DAY)
    assert gap.element == "executives/chief"
    world.pages |= {"": html("แรก", link("chiefs", "ทำเนียบผู้บริหาร")), "chiefs": page}
    result = world.check()
    assert result.gaps.closed == (gap.id,)


@pytest.mark.parametrize("problem", ["blocked", "timeout", "server_error", "robots", "tls"])
def test_an_outage_opens_no_gap(world, problem):
    world.check()
    world.pages = {path: Trouble(problem=problem) for path in world.pages}
    result = world.check()
    assert set(world.outcomes(result).values()) <= {"untested", "cant_tell", "inapplicable"}
    assert result.gaps.opened == ()


@pytest.mark.parametrize("ended", ["limit", None])
def test_not_found_is_not_believed_after_a_crawl_cut_short(world, ended):
    world.pages = {"": html("แรก", "ไม่มีอะไร")}
    world.crawl(ended=ended)
    assert world.outcomes(world.audit())["executives/chief"] == "untested"


def test_not_found_is_not_believed_when_too_much_was_blocked(world):
    world.pages = {"": html("แรก")} | {f"p{n}": html(f"{n}") for n in range(7)}
    world.pages |= {f"q{n}": Trouble(problem="blocked", status=403) for n in range(2)}
    assert world.outcomes(world.check())["executives/chief"] == "untested"


def test_a_few_blocked_pages_do_not_excuse_the_rest(world):
    world.pages = {"": html("แรก")} | {f"p{n}": html(f"{n}") for n in range(30)}
    world.pages |= {"q": Trouble(problem="blocked", status=403)}
    assert world.outcomes(world.check())["executives/chief"] == "failed"


def test_evidence_behind_a_firewall_is_untested_not_missing(world):
    world.pages |= {f"p{n}": html(f"{n}") for n in range(30)}
    world.pages["chiefs"] = Trouble(problem="blocked", status=403)
    assert world.outcomes(world.check())["executives/chief"] == "untested"


def test_partial_audit_touches_only_its_scope(world):
    world.check()
    world.pages = {"": html("แรก", "ไม่มีอะไรแล้ว")}
    world.crawl()
    result = world.audit(only=["O2"])
    assert set(world.outcomes(result)) == {"executives/chief", "executives/council"}
    with world.store() as store:
        assert [gap.element for gap in gaps.list_gaps(store, on=DAY)] == ["executives/chief"]
        assert store.audit_row(result.audit_id)["scope"] == "o2"


def test_trial_of_another_pack_changes_no_gap(world):
    world.pages = {"": html("แรก", "ไม่มีอะไร")}
    text = (world.site.folder / "pack.yml").read_text(encoding="utf-8")
    other = world.site.folder / "other.yml"
    other.write_text(text.replace("pack: mini", "pack: other"), encoding="utf-8")
    world.crawl()
    result = world.audit(pack="other.yml")
    assert "failed" in world.outcomes(result).values()
    with world.store() as store:
        assert gaps.list_gaps(store, on=DAY) == ()
        assert store.current_finding("executives", "executives/chief") is None


def test_a_bug_in_one_check_costs_one_finding(world, monkeypatch):
    judge = judging.judge_indicator

    def buggy(indicator, evidence, context, guards):
        checks = {
            type(one.check).__name__ for one in indicator.elements if one.id.endswith("chart")
        }
        if "PhraseNode" in checks:
            raise ZeroDivisionError("ลองผิด")
        return judge(indicator, evidence, context, guards)

    monkeypatch.setattr(judging, "judge_indicator", buggy)
    outcomes = world.outcomes(world.check())
    assert outcomes == GOOD | {"org-structure/chart": "untested"}
    log = (world.site.folder / "audit.log").read_text(encoding="utf-8")
    assert "ZeroDivisionError" in log


def test_a_bug_in_finding_costs_one_indicator(world, monkeypatch):
    evidence = judging.Finder.evidence

    def buggy(self, indicator):
        if indicator.code == "o1":
            raise RuntimeError("ลองผิด")
        return evidence(self, indicator)

    monkeypatch.setattr(judging.Finder, "evidence", buggy)
    result = world.check()
    outcomes = world.outcomes(result)
    assert outcomes["org-structure/chart"] == outcomes["org-structure/law"] == "untested"
    assert outcomes["executives/chief"] == "passed"
    assert result.gaps.opened == ()


def test_killed_between_judging_and_saving(world, monkeypatch):
    first = world.check()

    def power_cut(*_: object, **__: object) -> None:
        raise SystemExit(137)

    with monkeypatch.context() as cut, pytest.raises(SystemExit):
        cut.setattr("audit.pipeline.keep", power_cut)
        world.audit()
    with world.store() as store:
        assert store.newest_audit() == first.audit_id
        assert store.audit_row(first.audit_id + 1) is None
        assert store.current_finding("executives", "executives/chief")["outcome"] == "passed"
    assert world.outcomes(world.audit()) == GOOD


def test_killed_while_gaps_are_written(world, monkeypatch):
    world.pages = {"": html("แรก", "ไม่มีอะไร")}
    world.crawl()

    def power_cut(*_: object, **__: object) -> None:
        raise SystemExit(137)

    with monkeypatch.context() as cut, pytest.raises(SystemExit):
        cut.setattr("audit.gaps._note", power_cut)
        world.audit()
    with world.store() as store:
        assert not list(store.db.query("select 1 from finding"))
        assert not list(store.db.query("select 1 from gap"))


def test_declared_address_is_judged_and_found_is_not_lost(world):
    site_yml = world.site.folder / "site.yml"
    text = site_yml.read_text(encoding="utf-8") + f"\ndeclared:\n  O2: [{HOME}boss]\n"
    site_yml.write_text(text, encoding="utf-8")
    world.site = type(world.site).open(world.site.folder)
    world.pages["boss"] = html("หน้าใหม่", "ท่านอธิบดี")
    result = world.check()
    evidence = rows(world, "evidence", result.audit_id)
    assert (HOME + "boss", "declared") in [(row["url"], row["via"]) for row in evidence]


def test_never_crawled(world):
    with pytest.raises(UserError, match="ยังไม่เคยเก็บหน้าเว็บ"):
        world.audit()
    with pytest.raises(UserError, match="ยังไม่เคยเก็บหน้าเว็บ"):
        run.recheck(world.site, "o2")


def test_wrong_names(world):
    world.check()
    with pytest.raises(UserError, match="ไม่มีข้อ “o99”"):
        world.audit(only=["o99"])
    with pytest.raises(UserError, match="ไม่มีข้อบกพร่องหมายเลข 7"):
        run.recheck(world.site, "#7")
    with pytest.raises(UserError, match="ไม่รู้จักชุดเกณฑ์"):
        world.audit(pack="oit-9999")


def test_one_worker_at_a_time(world):
    world.crawl()
    with world.site.lock(), pytest.raises(UserError, match="กำลังตรวจ"):
        world.audit()
    assert world.audit().audit_id


def test_a_later_day_changes_what_is_due_not_what_is_there(world):
    result = world.check(as_of=DAY + dt.timedelta(days=400))
    assert world.outcomes(result) == GOOD


def test_unread_blobs_of_a_killed_run_are_read_by_the_next(world):
    world.crawl()
    with world.store() as store:
        assert store.readers_of() == {}
    world.audit()
    with world.store() as store:
        assert len(store.readers_of()) == len(world.pages)


def test_newer_reader_reads_again_and_keeps_the_old_reading(world, monkeypatch):
    world.check()
    with world.store() as store:
        store.db.execute("update document set reader = 'html/0'")
    world.audit()
    with world.store() as store:
        assert {frozenset(names) for names in store.readers_of().values()} == {
            frozenset({"html/0", READERS[Sort.HTML].id})
        }


def test_outcomes_are_stored_as_published_words(world):
    result = world.check()
    words = {row["outcome"] for row in rows(world, "finding", result.audit_id)}
    assert words <= {outcome.word for outcome in Outcome}
