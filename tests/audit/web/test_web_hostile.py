"""A site that means harm, from its bytes to every page, answer and file made of it."""

from __future__ import annotations

import html
import io
import re
import zipfile
from urllib.parse import quote

import lxml.html
import pytest
from test_web_pages import acting
from visitors import client_of

from audit.clarification import make
from audit.cli import run
from audit.export import write_evidence, write_warc
from audit.history import audits
from audit.links import bare_host
from audit.store import Store
from audit.summary import summarise
from audit.watch import words
from audit.watch.kept import Alert
from audit.web.office import Office
from reports import safety
from tests import hostile

SITE = "agency"
TERMINAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    from world import STORY, InlinePool, World, link  # noqa: PLC0415 of the neighbours
    from world import html as made  # noqa: PLC0415

    told = [html.escape(text).replace("\ud800", "") for text in hostile.TEXTS]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("audit.reading.ReaderPool", InlinePool)
        world = World.make(tmp_path_factory.mktemp("hostile") / SITE)
        links = "".join(link(path, f"โครงสร้างหน่วยงาน {text}") for path, text in zip(
            hostile.PATHS, told, strict=False))  # fmt: skip
        away = "".join(link(html.escape(url), "โครงสร้างหน่วยงาน") for url in hostile.URLS)
        world.pages = {"": made("หน้าแรก", links + away)} | {
            path: made(f"โครงสร้างหน่วยงาน {text}", f"กองกลาง {text}", *told, STORY)
            for path, text in zip(hostile.PATHS, told, strict=False)
        }
        world.check()
        world.check()
    return world


@pytest.fixture(scope="module")
def client(world):
    from world import DAY  # noqa: PLC0415

    office = Office(world.site.folder.parent, as_of=DAY)
    yield client_of(office)
    office.close()


def test_no_page_and_no_answer_acts(client):
    paths = ["/", f"/s/{SITE}", f"/s/{SITE}/coverage", f"/s/{SITE}/audits", f"/s/{SITE}/review",
             f"/s/{SITE}/o/o1", f"/s/{SITE}/o/o2", f"/s/{SITE}/gaps?state=all", f"/s/{SITE}/gaps/1",
             f"/s/{SITE}/compare?a=1&b=2", f"/s/{SITE}/settings"]  # fmt: skip
    seen: set[str] = set()
    while paths:
        path = paths.pop()
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert acting(answer.text) == [], path
        assert str(913 * 917) not in answer.text, "no template is run"
        for found in lxml.html.document_fromstring(answer.text).xpath("//a/@href|//iframe/@src"):
            assert found.startswith(("/", "#", "http://", "https://")), found
            if f"/s/{SITE}/stored/" in found and not found.endswith(("/file", "/picture")):
                short = found.partition("#")[0]
                sort = short.partition("?")[0]
                if sort not in seen and len(seen) < 12:
                    seen.add(sort)
                    paths.append(short)
    assert seen, "stored evidence was looked at"
    for tail in ("report", "gaps?state=all", "review", "coverage", "search?q=กองกลาง"):
        answer = client.get(f"/api/v1/sites/{SITE}/{tail}")
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("text", hostile.TEXTS)
def test_what_is_typed_comes_back_as_words(client, text):
    safe = text.replace("\ud800", "")
    for path, key in ((f"/s/{SITE}/search", "q"), (f"/s/{SITE}/gaps", "page_at"),
                      (f"/s/{SITE}/gaps", "owner"), ("/sign-in", "next")):  # fmt: skip
        answer = client.get(path, params={key: safe})
        assert answer.status_code in {200, 303}
        assert acting(answer.text) == []
    for path in (f"/s/{safe}", f"/s/{SITE}/o/{safe}", f"/s/{SITE}/stored/{safe}",
                 f"/s/{SITE}/report/{safe}", f"/static/{safe}"):  # fmt: skip
        answer = client.get(quote(path))
        assert answer.status_code in {303, 400, 404, 405, 422}, path
        assert acting(answer.text) == []


def test_names_in_archives_lead_nowhere(world):
    made = []
    with Store(world.site.paths) as store:
        crawl = audits(store)[0].crawl_id
        report = summarise(world.site, store)
        line = report.indicators[0]
        out = io.BytesIO()
        write_evidence(store.snapshots, crawl, line, out)
        made = [out.getvalue(), make(store.snapshots, crawl, report, line.code).data]
        warc = io.BytesIO()
        assert write_warc(store.snapshots, crawl, warc).files
    for data in made:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = packed.namelist()
        assert len(names) > 3
        for name in names:
            assert not TERMINAL.search(name), name
            assert ".." not in name.split("/") and not name.startswith("/")
            assert not set(name) & set('\\<>:"|?*'), name
            assert all(len(part) <= 100 for part in name.split("/"))


def test_the_terminal_shows_words_only(world, capsys):
    folder = str(world.site.folder)
    for command in (["show", "o1"], ["explain", "o1"], ["gaps"], ["report"]):
        run([*command, "--site", folder])
        said = capsys.readouterr()
        assert not TERMINAL.search(said.out + said.err)


@pytest.mark.parametrize("text", hostile.TEXTS)
def test_a_letter_keeps_its_head_and_lines(text):
    seen = {"at": "2026-05-15T00:00:00+00:00", "problem": "", "status": 200, "title": text,
            "sha256": "", "final": text}  # fmt: skip
    alert = Alert(
        sign=text, kind="moved", ref=1, found_at=seen["at"], code="o1", url=text,
        body={"before": seen, "after": seen},
    )  # fmt: skip
    title, body = words.title(text, [alert]), words.message(text, text, [alert])
    assert "\n" not in title and not TERMINAL.search(title.replace("\ud800", ""))
    assert "\nBcc:" not in body and not TERMINAL.search(body)


@pytest.mark.parametrize("url", [*hostile.URLS, "", "https://[::1/x", "http://a]b/"])
def test_no_address_stops_a_page(url):
    assert not TERMINAL.search("".join(safety.shown(part) for part in safety.host_and_path(url)))
    assert bare_host(url) == bare_host(url).lower()
