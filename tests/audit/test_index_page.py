"""The index page we make is an index to us: it proves nothing itself and leads to the proofs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from world import DAY, HOME, STORY, World, html, link

from audit.cli import run
from audit.demo import AGENCY_KIND, AS_OF, PACK, build, content, serve
from audit.demo.draft import INDEX
from audit.demo.errors import DemoError
from audit.extract import extract
from audit.run import CheckOptions, check_site
from audit.site import Site
from audit.store import Store
from audit.summary import summarise
from reports import as_index
from reports.model import ElementLine, QuoteLine, Report
from reports.proof import proofs
from rules.hubs import hub_of
from rules.naming import Topics
from rules.reader import load_pack


def summary(site: Site) -> Report:
    with Store(site.paths) as store:
        return summarise(site, store)


def proven(report: Report) -> Report:
    """The report as if each indicator were proven by one file of a name that tells nothing."""
    lines = []
    for number, line in enumerate(report.indicators):
        url = f"{HOME}d/{number}"
        shown = QuoteLine(url=url, sha256="", where="หน้า 1", text="x")
        one = ElementLine(
            id="a/b",
            says="x",
            outcome="passed",
            reason="",
            fix="",
            basis="sourced",
            quotes=(shown,),
        )
        lines.append(replace(line, elements=(one,), evidence=(), suggestions=()))
    return replace(report, indicators=tuple(lines))


def test_it_is_an_index_of_every_subject_with_numbers_to_be_trusted(world, tmp_path):
    site = Site.create(tmp_path / "oit", HOME, pack=PACK, name="กรมจำลอง")
    World(site=site, pages={"": html("หน้าแรก", STORY)}).check(as_of=DAY)
    made = proven(summary(site))
    page = replace(extract(as_index.render(made), media="text/html"), url=f"{HOME}oit")
    hub = hub_of(page, Topics(load_pack(PACK).pack), frozenset())
    assert hub is not None and hub.numbers
    assert len(hub.topics) >= 0.9 * len(made.indicators)


@pytest.mark.parametrize("form", ["page", "fragment"])
def test_our_own_finder_takes_it_for_a_hub_that_leads_on(world, tmp_path, form):
    site = Site.create(tmp_path / "oit", HOME, pack=PACK, name="กรมจำลอง")
    agency = World(site=site, pages={"": html("หน้าแรก", STORY)})
    agency.check(as_of=DAY)
    made = proven(summary(site))
    index = as_index.render(made).decode()
    if form == "fragment":  # inside a page of a CMS
        index = html("ข้อมูลสาธารณะ", as_index.fragment(made))
    agency.pages = {
        "": html("หน้าแรก", STORY, link("oit", "OIT ปี 2569")),
        "oit": index,
        **{f"d/{n}": html("เอกสาร", STORY, f"ฉบับที่ {n}") for n in range(len(made.indicators))},
    }
    agency.check(as_of=DAY)
    after = summary(site)
    for number, line in enumerate(after.indicators):
        led = {one.url: one for one in line.evidence if one.aside is None}
        assert f"{HOME}d/{number}" in led, line.title
        assert f"{HOME}oit" not in led, "an index proves nothing"
        others = [url for url in led if url.startswith(f"{HOME}d/") and url != f"{HOME}d/{number}"]
        assert not others, (line.title, others)
        assert led[f"{HOME}d/{number}"].way[:2] == ("หน้าแรก", "OIT ปี 2569")


@pytest.mark.slow
def test_put_on_the_demo_site_it_leads_to_the_same_evidence(tmp_path: Path):
    try:
        build(tmp_path / "web", "before")
    except DemoError as error:
        pytest.skip(str(error))
    with serve(tmp_path / "web") as server:
        name = content.read("site")["name"]
        site = Site.create(tmp_path / "site", server.url, AGENCY_KIND, PACK, name=name)
        check_site(site, CheckOptions(delay=0, as_of=AS_OF))
        before = summary(site)
        assert run(["export", "index", "--site", str(site.folder), "--out", str(tmp_path)]) == 0
        (tmp_path / "web" / INDEX).write_bytes((tmp_path / "oit-index.html").read_bytes())
        check_site(site, CheckOptions(delay=0, as_of=AS_OF))
        after = {line.code: line for line in summary(site).indicators}
    assert sum(bool(proofs(line)) for line in before.indicators) >= 15
    for line in before.indicators:
        wanted = {proof.url for proof in proofs(line)}
        found = {one.url for one in after[line.code].evidence if one.aside is None}
        assert wanted <= found, line.code
        if line.state == "ready":
            assert after[line.code].state == "ready", line.code
