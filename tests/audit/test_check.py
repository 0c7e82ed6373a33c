"""A whole check against a real server on this machine: crawl, read, judge, re-check."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from world import DAY, PACK, STORY, Page, World, good_site, html, link

from audit import gaps, run
from audit.errors import UserError
from audit.events import CrawlProgress, FindingSeen, Stage
from audit.run import CheckOptions
from audit.site import Site
from audit.summary import summarise
from crawler import CrawlResult, StoreError
from tests import servers

OPTIONS = CheckOptions(as_of=DAY, delay=0)
SILENT = servers.Page(body="", status=404)


def routes(pages: dict[str, Page]) -> dict[str, servers.Route]:
    return {f"/{path}": page for path, page in pages.items() if isinstance(page, (str, bytes))}


@pytest.fixture
def server() -> Iterator[servers.Site]:
    with servers.serve(routes(good_site()) | {"/robots.txt": SILENT}) as server:
        yield server


@pytest.fixture
def agency(world: World, server: servers.Site, tmp_path: Path) -> World:
    """The made-up agency, served for real."""
    folder = tmp_path / "served"
    folder.mkdir()
    (folder / "pack.yml").write_text(PACK, encoding="utf-8")
    world.site = Site.create(folder, server.url, pack="pack.yml")
    return world


def test_from_address_to_findings_twice(agency, server):
    events: list[object] = []
    first = run.check_site(agency.site, OPTIONS, events.append)
    assert first.crawl is not None
    assert first.crawl.ended == "complete"
    assert agency.outcomes(first)["executives/chief"] == "passed"
    assert [event.name for event in events if isinstance(event, Stage)] == [
        "crawl", "read", "judge", "save",
    ]  # fmt: skip
    assert any(isinstance(event, CrawlProgress) for event in events)
    seen = [event for event in events if isinstance(event, FindingSeen)]
    passed = sum(finding.outcome.word == "passed" for finding in first.findings)
    assert seen[-1].passed == passed, "what the last line says is what was found"
    second = run.check_site(agency.site, OPTIONS)
    assert second.crawl_id != first.crawl_id
    assert second.findings == first.findings


def test_nothing_passes_on_a_page_that_was_not_asked_for(agency, server):
    """A page known from before, that becomes evidence now: what it was proves nothing."""
    server.routes["/"] = str(server.routes["/"]) + link("news", "ข่าว")
    server.routes["/news"] = html("ข่าว", link("story", "อ่านต่อ"))
    server.routes["/story"] = html("พิธีเปิด", "นางสาวตัวอย่าง ทดสอบ ตำแหน่ง อธิบดี", STORY)
    server.routes["/chiefs"] = html("ทำเนียบผู้บริหาร", "ยังไม่มีรายชื่อ")
    run.check_site(agency.site, OPTIONS)
    server.hits.clear()
    run.check_site(agency.site, OPTIONS)
    assert "/story" not in server.hits, "nothing rests on it yet"
    with agency.store() as store:
        told = summarise(agency.site, store)
    assert told.coverage.carried == 1
    assert sum("1 หน้าใช้สำเนา" in limit and "--fresh" in limit for limit in told.limits) == 1
    server.routes["/chiefs"] = html("ทำเนียบผู้บริหาร", link("story", "ทำเนียบผู้บริหาร 2569"))
    linked = run.check_site(agency.site, OPTIONS)
    assert "/story" in server.hits
    assert agency.outcomes(linked)["executives/chief"] == "passed"
    server.routes["/chiefs"] = html("ทำเนียบผู้บริหาร", "ยังไม่มีรายชื่อ")
    run.check_site(agency.site, OPTIONS)
    server.routes["/story"] = SILENT
    server.routes["/chiefs"] = html("ทำเนียบผู้บริหาร", link("story", "ทำเนียบผู้บริหาร 2569"))
    assert agency.outcomes(run.check_site(agency.site, OPTIONS))["executives/chief"] != "passed"


def test_recheck_fetches_the_fix_and_little_else(agency, server):
    server.routes["/chiefs"] = html("ทำเนียบผู้บริหาร", "ยังไม่มีรายชื่อ")
    server.routes["/other"] = html("ข่าว")
    server.routes["/"] = str(server.routes["/"]) + link("other", "ข่าว")
    result = run.check_site(agency.site, OPTIONS)
    (gap_id,) = result.gaps.opened
    server.routes["/chiefs"] = html("ทำเนียบผู้บริหาร", link("new", "ทำเนียบผู้บริหาร 2569"))
    server.routes["/new"] = html("ทำเนียบผู้บริหาร", "นางตัวอย่าง ทดสอบ อธิบดี", STORY)
    server.hits.clear()
    result = run.recheck(agency.site, f"#{gap_id}", as_of=DAY)
    assert agency.outcomes(result)["executives/chief"] == "passed"
    assert result.gaps.closed == (gap_id,)
    assert "/new" in server.hits
    assert not {"/other", "/org"} & set(server.hits)
    with agency.store() as store:
        assert [note.what for note in gaps.notes(store, gap_id)] == ["opened", "recheck", "closed"]


def test_recheck_of_something_still_broken_changes_nothing(agency, server):
    server.routes["/chiefs"] = SILENT
    (gap_id,) = run.check_site(agency.site, OPTIONS).gaps.opened
    result = run.recheck(agency.site, "o2", as_of=DAY)
    assert result.gaps == gaps.GapChanges()
    with agency.store() as store:
        assert gaps.get(store, gap_id, DAY).state == "open"


def test_a_site_that_does_not_answer(world, tmp_path):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    folder = tmp_path / "silent"
    folder.mkdir()
    (folder / "pack.yml").write_text(PACK, encoding="utf-8")
    site = Site.create(folder, f"http://127.0.0.1:{port}", pack="pack.yml")
    result = run.check_site(site, OPTIONS)
    assert set(world.outcomes(result).values()) == {"untested", "inapplicable"}
    assert result.gaps.opened == ()


def test_stopped_by_a_person(world, monkeypatch):
    crawl_id = world.crawl(ended=None)
    stopped = CrawlResult(
        crawl_id=crawl_id, ended="cancelled", pages=1, new=1, changed=0, gone=0, problems={}
    )
    monkeypatch.setattr("audit.pipeline.crawl", lambda *_: stopped)
    with pytest.raises(KeyboardInterrupt):
        run.check_site(world.site, OPTIONS)
    assert run.crawl_site(world.site, OPTIONS).ended == "cancelled"
    with world.store() as store:
        assert store.newest_audit() is None


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("disk_full", "ดิสก์เต็ม"),
        ("not_writable", "เขียนลงโฟลเดอร์"),
        ("locked", "โปรแกรมอื่น"),
        ("damaged", "เสียหาย"),
        ("something else", "something else"),
    ],
)
def test_trouble_with_the_folder_is_told(world, monkeypatch, kind, words):
    def broken(*_: object) -> None:
        raise StoreError(kind, world.site.folder)

    monkeypatch.setattr("audit.pipeline.crawl", broken)
    with pytest.raises(UserError, match=words) as error:
        run.check_site(world.site, OPTIONS)
    assert error.value.todo


def test_broken_pack_costs_no_crawl(agency, server):
    (agency.site.folder / "pack.yml").write_text("format: 1\n", encoding="utf-8")
    with pytest.raises(UserError, match=r"pack\.yml"):
        run.check_site(agency.site, OPTIONS)
    assert server.hits == []
