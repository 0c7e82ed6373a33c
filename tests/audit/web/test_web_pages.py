"""Every page: there, escaped, in two languages, and closed to whoever may not see it."""

from __future__ import annotations

import ast
import html
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import lxml.html
import pytest
from visitors import NAME, client_of, signed_in, token

import audit.web
from audit.site import Site
from audit.store import Store
from audit.summary import summarise
from audit.web import words
from reports import FORMATS, wording
from reports.model import Report

PAGES = (
    "/", "/people", "/log", "/account", f"/s/{NAME}", f"/s/{NAME}/o/o1", f"/s/{NAME}/o/o2",
    f"/s/{NAME}/gaps", f"/s/{NAME}/gaps?owner=x&state=all&due=late&page_at=y", f"/s/{NAME}/gaps/1",
    f"/s/{NAME}/review", f"/s/{NAME}/review?sort=untested&at=99", f"/s/{NAME}/search?q=กองกลาง",
    f"/s/{NAME}/coverage", f"/s/{NAME}/audits", f"/s/{NAME}/audits/1",
    f"/s/{NAME}/compare?a=1&b=2",
    f"/s/{NAME}/settings", f"/s/{NAME}/progress",
)  # fmt: skip
POSTS = {
    "/check": "officer", f"/s/{NAME}/check": "officer", f"/s/{NAME}/stop": "officer",
    f"/s/{NAME}/recheck": "web", f"/s/{NAME}/decide": "officer", f"/s/{NAME}/gaps": "web",
    f"/s/{NAME}/settings": "officer", "/people": "admin",
}  # fmt: skip
TEMPLATES = Path(audit.web.__file__).parent / "templates"


def stored(client) -> str:
    """The address of a quote's stored page."""
    page = client.get(f"/s/{NAME}/o/o1").text
    return html.unescape(re.search(r'class="see" href="([^"]*/stored/[^"]*)"', page)[1])


def acting(page: str) -> list[str]:
    """What of a page could run or lead away, besides our own files."""
    if not page.strip():
        return []
    root = lxml.html.document_fromstring(page)
    found = [str(e.get("src")) for e in root.iter("script", "iframe", "img", "object", "embed")]
    found = [src for src in found if not src.startswith(("/static/", "/s/"))]
    for element in root.iter():
        for name, value in element.attrib.items():
            runs = name.startswith("on") or name == "style" or value.startswith("javascript:")
            found += [f"{name}={value}"] if runs else []
    return found


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_there_and_nothing_of_a_site_runs(client, path, language):
    client.cookies.set("oit_language", language)
    answer = client.get(path)
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert acting(answer.text) == []


def test_the_switch_changes_our_words_and_not_the_verdicts(client):
    client.get("/language/en?back=/")
    page = client.get(f"/s/{NAME}/o/o2").text
    assert "What must be shown" in page
    assert "แสดงรายชื่อของผู้บริหารสูงสุด" in page
    assert client.get("/language/en?back=//evil.example/").headers["location"] == "/"


def refusals() -> Iterator[str]:
    """The sentences of refusals in the code of the pages, those without a value in them."""
    for file in TEMPLATES.parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            name = node.func.id if isinstance(node, ast.Call) and hasattr(node.func, "id") else ""
            if name.endswith("Error"):
                said = (one.value for one in node.args if isinstance(one, ast.Constant))
                yield from (one for one in said if re.search("[ก-๙]", str(one)))


def test_a_refusal_speaks_english_too(office):
    client = signed_in(office, "viewer")
    client.get("/language/en?back=/")
    refused = client.get("/log")
    assert refused.status_code == 403
    assert "Your role may not do this" in refused.text


def test_every_sentence_of_the_templates_has_an_english_one():
    said = set(words.DONE.values()) | set(words.NOTES.values()) | set(words.DEEDS.values())
    for labels in (wording.OUTCOMES, wording.STATES, wording.CHANGES):
        said |= {label.name for label in labels.values()}
    for file in TEMPLATES.glob("*.j2"):
        said |= set(re.findall(r"""\bt\(\s*["']([^"']*[ก-๙][^"']*)["']""", file.read_text("utf-8")))
    said |= {label.meaning for label in wording.OUTCOMES.values()}
    said |= {one.title for one in FORMATS.values() if re.search("[ก-๙]", one.title)} | set(
        refusals()
    )
    assert sorted(said - set(words.ENGLISH)) == []
    for thai, english in words.ENGLISH.items():
        assert re.findall(r"{\w+}", thai) == re.findall(r"{\w+}", english)


def test_stored_evidence_is_marked_and_cannot_act(client):
    page = client.get(stored(client))
    assert page.status_code == 200
    assert "<mark>กองกลาง" in page.text
    frame = re.search(r'<iframe sandbox="" [^>]*src="([^"]*)"', page.text)[1]
    answer = client.get(html.unescape(frame).partition("#")[0])
    assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert 'id="oit-quote"' in answer.text
    assert acting(answer.text) == []
    assert not lxml.html.document_fromstring(answer.text).xpath("//body//*[@href or @src]")


def test_only_bytes_of_this_site_by_their_hash(client, office):
    with Store(office.site(NAME).paths) as store:
        sha = next(one.sha256 for one in store.snapshots.current(2) if one.sha256)
        other = store.snapshots.keep(b"never got from the site")
    file = client.get(f"/s/{NAME}/stored/{sha}/file")
    assert file.status_code == 200
    assert file.headers["content-disposition"].startswith("attachment")
    assert file.headers["content-type"] == "application/octet-stream"
    for wrong in (other, sha.upper(), "0" * 64, "..%2f..%2fsite.yml", "%2e%2e", sha + "%00"):
        for tail in ("", "/file", "/frame", "/picture"):
            assert client.get(f"/s/{NAME}/stored/{wrong}{tail}").status_code == 404


@pytest.mark.parametrize("name", ["..", "%2e%2e", "..%2f..", ".", "a%00b", "%5c", "nobody"])
def test_no_way_out_of_the_folder(client, name):
    answer = client.get(f"/s/{name}/settings")
    assert answer.status_code in {404, 405}


@pytest.mark.parametrize("format", FORMATS)
def test_every_report_format_is_there_to_save(client, format):
    answer = client.get(f"/s/{NAME}/report/{format}?audit=1")
    assert answer.status_code == 200
    assert answer.content
    assert "attachment" in answer.headers["content-disposition"]


def test_a_mishap_is_told_in_thai_and_shows_nothing_inside(client):
    for path, status in ((f"/s/{NAME}/o/o99", 404), (f"/s/{NAME}/gaps/99", 404), ("/nope", 404),
                         (f"/s/{NAME}/compare?a=1&b=77", 400), (f"/s/{NAME}/gaps/x", 422),
                         (f"/s/{NAME}/compare?a={10**30}", 404)):  # fmt: skip
        answer = client.get(path)
        assert answer.status_code == status, path
        assert re.search("[ก-๙]", answer.text)
        assert "Traceback" not in answer.text


# doors ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "10.0.0.1", ""])
def test_another_name_for_this_machine_is_refused(client, host):
    assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("path", POSTS)
def test_a_form_counts_only_with_the_token_of_its_visit(client, path):
    client.get("/")
    for sent in ("", "wrong", token(client, "/people")[:-1]):
        assert client.post(path, data={"token": sent}).status_code == 400
    foreign = {"token": token(client, "/people")}
    for headers in ({"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}):
        assert client.post(path, data=foreign, headers=headers).status_code == 403


def test_bodies_without_end_are_refused(client):
    assert client.post("/check", content=b"x" * 2_000_001).status_code == 413


def test_whoever_did_not_sign_in_sees_only_the_door(office):
    office.accounts.add("root", "admin", "0123456789")
    client = client_of(office)
    for path in PAGES:
        answer = client.get(path)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/sign-in")
        assert client.get("/api/v1/sites").status_code == 401
    assert client.get("/sign-in").status_code == 200
    for path in POSTS:
        assert client.post(path, data={"token": token(client)}).status_code == 401


@pytest.mark.parametrize("role", ["viewer", "web", "officer", "admin"])
def test_each_role_does_what_it_holds_and_no_more(office, role):
    client = signed_in(office, role)
    order = ("viewer", "web", "officer", "admin")
    form = {"token": token(client, f"/s/{NAME}")}
    for path, needed in POSTS.items():
        status = client.post(path, data=form).status_code
        assert (status == 403) == (order.index(role) < order.index(needed)), path
    assert client.get(f"/s/{NAME}/gaps").status_code == 200
    assert (client.get("/people").status_code == 403) == (role != "admin")
    assigned = client.post(
        f"/s/{NAME}/gaps", data=form | {"gap": "1", "do": "assign", "who": "สมชาย"}
    )
    assert (assigned.status_code == 403) == (role in {"viewer", "web"})


def test_settings_are_kept_and_a_mistake_changes_nothing(client, office):
    path, form = f"/s/{NAME}/settings", {"token": token(client, f"/s/{NAME}/settings")}
    file = office.folder / NAME / "site.yml"
    people = {"do": "people", "owner": ["กองกลาง: x"], "who": ["สมหญิง # a"]}
    assert client.post(path, data=form | people).status_code == 303
    assert Site.open(file.parent).config.people == {"กองกลาง: x": "สมหญิง # a"}
    assert "# ขอบเขตการเก็บหน้าเว็บ" in file.read_text("utf-8")
    before = file.read_bytes()
    for wrong in ("name: x", "url: [", before.decode().replace(": 3000", ": no")):
        answer = client.post(path, data=form | {"do": "file", "file": wrong})
        assert answer.status_code == 400
        assert file.read_bytes() == before
    assert "บรรทัด" in answer.text or "site.yml" in answer.text


def test_a_kept_page_is_nobody_elses(office):
    path = f"/s/{NAME}/gaps/1"
    officer, viewer = signed_in(office, "officer"), signed_in(office, "viewer")
    mine = officer.get(path).text
    assert token(officer, path) in mine
    assert token(officer, path) not in viewer.get(path).text
    assert 'value="assign"' in mine and 'value="assign"' not in viewer.get(path).text
    form = {"token": token(officer, path), "gap": "1", "do": "comment", "words": "ตอบทันที"}
    officer.post(f"/s/{NAME}/gaps", data=form)
    assert "ตอบทันที" in officer.get(path).text
    assert "ตอบทันที" in viewer.get(path).text


def test_a_site_nobody_could_see_says_why(client, office, monkeypatch):
    why = "ดูหน้าแรกของเว็บไซต์ไม่ได้"

    def unseen(*args: object) -> Report:
        made = summarise(*args)
        totals = replace(made.totals, passed=0, failed=0, cant_tell=0, untested=9)
        return replace(made, totals=totals, limits=(why,))

    assert why not in client.get(f"/s/{NAME}").text
    monkeypatch.setattr("audit.web.office.summarise", unseen)
    (office.folder / NAME / "site.yml").touch()
    assert f'role="status">{why}' in client.get(f"/s/{NAME}").text
