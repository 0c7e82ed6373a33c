"""Pages made by scripts: drawn when this machine has a browser, admitted when it has none."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from crawler import SnapshotStore, rendering
from crawler.answers import parse
from crawler.settings import BROWSERS
from crawler.shells import is_shell
from tests.crawler.conftest import Seen
from tests.crawler.test_inside import listening, names
from tests.servers import Handler, Page, Route, html, serve

__all__ = ["names"]  # a fixture

Look = Callable[..., Seen]

SHELL = """<!doctype html><html lang="th"><head><title>หน่วยงาน</title>
<script defer src="/app.js"></script></head><body><div id="root"></div>
<noscript>You need to enable JavaScript to run this app.</noscript></body></html>"""
APP = """
fetch('/api' + location.pathname).then(r => r.json()).then(page => {
  document.getElementById('root').innerHTML = '<h1>' + page.title + '</h1>' +
    page.links.map(link => '<a href="' + link + '">' + link + '</a>').join('');
});
fetch('http://127.0.0.1:PORT/secret').catch(() => {});
new Image().src = 'http://localhost:PORT/picture';
"""
needs_browser = pytest.mark.skipif(
    not any(map(shutil.which, BROWSERS)), reason="this machine has no browser"
)


def application(port: int) -> dict[str, Route]:
    script = APP.replace("PORT", str(port))
    pages = {"/": ["/plan", "/doc.pdf"], "/plan": ["/"]}
    return {
        "/app.js": Page(body=script, type="text/javascript"),
        "/doc.pdf": Page(body=b"%PDF-1.4", type="application/pdf"),
        **dict.fromkeys(pages, SHELL),
        **{
            f"/api{path}": Page(
                body=f'{{"title": "แผนของ {path}", "links": {links}}}'.replace("'", '"'),
                type="application/json",
            )
            for path, links in pages.items()
        },
    }


@needs_browser
def test_a_site_that_only_scripts_can_show(look: Look) -> None:
    """Its pages are found and kept as drawn; what it asks of the inside does not get through."""
    with listening() as (port, came), serve(application(port)) as site:
        seen = look(site.url, timeout=30.0)
        assert came == []
    assert set(seen.all) == {"/", "/plan", "/doc.pdf"}
    assert seen.all["/plan"].rendered
    assert "แผนของ /plan" in seen.body("/plan").decode()
    assert seen.stats["render"]["drawn"] == 2
    assert seen.stats["render"]["missed"] == 0


BUTTONS = """
const say = (html) => { document.getElementById('root').innerHTML = html; };
fetch('/api/list').then(r => r.json()).then(data => {
  say('<h1>แผนและรายงานของหน่วยงานประจำปี</h1><div id=a>แผนปฏิบัติราชการ</div>' +
      '<button id=b>รายงานผล</button><p id=c onclick="go()">คู่มือ</p><button id=d>ส่ง</button>' +
      '<a href="#" id=e>ข่าว</a><form action=/sent method=post><button>ยืนยัน</button></form>');
  document.getElementById('a').addEventListener('click', () => window.open('/opened.html'));
  document.getElementById('b').addEventListener('click', () => {
    location.href = '/gone-to.html';
  });
  document.getElementById('d').addEventListener('click', () => fetch('/sent', {method: 'POST'}));
  document.getElementById('e').addEventListener('click', () => {
    history.pushState({}, '', '/routed'); say('another view');
  });
});
function go() { location.assign('/assigned.html'); }
fetch('/sent', {method: 'POST', body: 'x'});
navigator.sendBeacon('/sent', 'x');
"""


@needs_browser
def test_what_acts_like_a_link_is_one(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    """Buttons, handlers and routers lead on; nothing is sent; the names in the data are found."""
    data = (
        '{"rows": [{"file": "/up/plan.pdf", "note": "1/2"}, {"file": "up/b.pdf"}], "next": "?p=2"}'
    )
    posted: list[str] = []
    monkeypatch.setattr(Handler, "do_POST", lambda it: posted.append(it.path), raising=False)
    routes: dict[str, Route] = {
        "/": SHELL,
        "/app.js": Page(body=BUTTONS, type="text/javascript"),
        "/api/list": Page(body=data, type="application/json; charset=utf-8"),
        "/routed": html(),
        "/*": html(),
    }
    with serve(routes) as site:
        seen = look(site.url)
        assert site.count("/") == 1, "the browser asked for the page once more"
    assert set(seen.all) == {
        "/", "/opened.html", "/gone-to.html", "/assigned.html", "/routed",
        "/up/plan.pdf", "/api/up/b.pdf",
    }  # fmt: skip
    assert posted == []
    drawn = parse(seen.body("/"))
    assert {node.attributes["href"]: node.text() for node in drawn.css("a[href^=http]")} == {
        site.url + "/opened.html": "แผนปฏิบัติราชการ",
        site.url + "/gone-to.html": "รายงานผล",
        site.url + "/assigned.html": "คู่มือ",
        site.url + "/routed": "ข่าว",
    }
    with SnapshotStore(seen.paths) as store:
        fed = store.fed(seen.result.crawl_id)
    assert fed == {site.url + "/": {site.url + "/api/list": data.encode()}}


DOORS = ("127.0.0.1", "localhost", "[::1]", "2130706433", "[::ffff:127.0.0.1]", "inside.test")
INSIDE = """
document.getElementById('root').innerHTML = '<h1>' + 'หน้าของหน่วยงาน '.repeat(9) + '</h1>';
fetch('/jump').catch(() => {});
const doors = DOORS, put = html => document.body.insertAdjacentHTML('beforeend', html);
for (const door of doors) {
  fetch(door + 'fetch').catch(() => {});
  fetch(door + 'blind', {mode: 'no-cors'}).catch(() => {});
  fetch(door + 'post', {method: 'POST', mode: 'no-cors', body: 'x'}).catch(() => {});
  const asked = new XMLHttpRequest(); asked.open('GET', door + 'xhr'); asked.send();
  new Image().src = door + 'image';
  navigator.sendBeacon(door + 'beacon', 'x');
  for (const socket of ['ws', 'wss']) {
    try { new WebSocket(door.replace(/^https?/, socket)); } catch {}
  }
  try { new EventSource(door + 'events'); } catch {}
  try { new Worker(door + 'worker.js'); } catch {}
  import(door + 'module.js').catch(() => {});
  const work = `fetch('${door}inner').catch(() => {}); importScripts('${door}inner.js')`;
  try { new Worker(URL.createObjectURL(new Blob([work]))); } catch {}
  put(`<iframe src="${door}frame"></iframe><iframe srcdoc="<script src='${door}deep'></script>">`);
  put(`<object data="${door}object"></object><embed src="${door}embed"><video src="${door}v">`);
  put(`<link rel=stylesheet href="${door}css"><link rel=preload as=script href="${door}pre">`);
  put(`<link rel=prefetch href="${door}later"><link rel=dns-prefetch href="${door}">`);
  put(`<link rel=preconnect href="${door}"><style>@import "${door}imported";</style>`);
  put(`<div style="background:url(${door}ground)">.</div><script src="${door}script"></scr`
    + 'ipt>');
  put(`<form id=f action="${door}form" method=post></form>`);
  document.getElementById('f').submit();
  window.open(door + 'opened');
}
fetch('file:///etc/passwd').catch(() => {});
try { new RTCPeerConnection({iceServers: [{urls: 'stun:127.0.0.1:PORT'}]}).createOffer(); } catch {}
setTimeout(() => { location.href = doors[0] + 'gone'; }, 50);
"""


@needs_browser
@pytest.mark.usefixtures("names")
def test_nothing_a_page_does_in_the_browser_leads_inside(look: Look) -> None:
    with listening() as (port, came):
        doors = [f"http://{host}:{port}/" for host in DOORS]
        script = INSIDE.replace("DOORS", str(doors)).replace("PORT", str(port))
        routes: dict[str, Route] = {
            "/": SHELL,
            "/app.js": Page(body=script, type="text/javascript"),
            "/jump": Page(status=302, headers={"Location": f"http://127.0.0.1:{port}/jumped"}),
        }
        with serve(routes) as site:
            seen = look(site.url, pages=1)
            assert site.count("/jump") == 1, "the scripts did not run to their end"
        assert came == []
    assert seen.stats["render"]["drawn"] == 1


@needs_browser
def test_a_drawn_page_is_drawn_again(look: Look) -> None:
    """Its own bytes stay the same while its data changes."""

    def shell(handler: Handler) -> Page:
        known = handler.headers["If-None-Match"] == '"1"'
        return Page(status=304) if known else Page(body=SHELL, headers={"ETag": '"1"'})

    with serve(application(1) | {"/": shell}) as site:
        assert "/doc.pdf" in look(site.url).all
        new = '{"title": "แผนของ /", "links": ["/plan", "/new.pdf"]}'
        site.routes["/api/"] = Page(body=new, type="application/json")
        site.routes["/new.pdf"] = Page(body=b"%PDF-1.4", type="application/pdf")
        again = look(site.url)
    assert "/new.pdf" in again.all
    assert again.all["/"].rendered
    assert again.result.changed == 1


@needs_browser
def test_a_page_that_stays_empty_is_not_called_drawn(look: Look) -> None:
    with serve({"/": SHELL, "/app.js": Page(body="throw 1", type="text/javascript")}) as site:
        seen = look(site.url)
    assert seen.stats["render"]["missed"] == 1
    assert not seen.all["/"].rendered


def test_without_a_browser_it_is_admitted(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with serve(application(1)) as site:
        seen = look(site.url)
    assert set(seen.all) == {"/"}
    assert not seen.all["/"].rendered
    assert seen.stats["render"]["missed"] == 1
    assert seen.stats["render"]["why"] == "no_browser"


def test_a_browser_that_does_not_start_is_admitted_and_not_tried_again(
    look: Look, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tries = tmp_path / "tries"
    program = tmp_path / "bin" / "chromium"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\necho x >>{tries}\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    with serve({"/": html("/a", "/b"), "/a": SHELL, "/b": SHELL}) as site:
        seen = look(site.url)
    assert seen.stats["render"]["why"] == "no_start"
    assert seen.stats["render"]["missed"] == 2
    assert tries.read_text().split() == ["x"]


@pytest.mark.parametrize(("user", "asked", "closed"), [(0, "", False), (1000, "", True),
                                                       (1000, "off", False)])  # fmt: skip
def test_the_browser_closes_itself_off_where_it_can(
    monkeypatch: pytest.MonkeyPatch, user: int, asked: str, closed: bool
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: user)
    monkeypatch.setenv(rendering.SANDBOX, asked)
    assert rendering._sandboxed() is closed


def test_nothing_is_drawn_unasked(look: Look) -> None:
    with serve(application(1)) as site:
        assert not look(site.url, render=False).all["/"].rendered


@pytest.mark.parametrize(
    ("page", "shell"),
    [
        (SHELL, True),
        ("<body><app-root></app-root><script src=main.js></script>", True),
        ("<body><div id=__next></div><script src=x.js></script>", True),
        (html("/a", "/b", "/c", text="คำ " * 200) + "<script src=x.js></script>", False),
        (html(text="หน้าสั้น"), False),
        ("<body><div id=root></div>", False),
        (
            "<body><div id=app>" + "คำ " * 200 + "<a href=/a>1</a></div><script src=x></script>",
            False,
        ),
    ],
)
def test_shells(page: str, shell: bool) -> None:
    assert is_shell(parse(page.encode())) is shell
