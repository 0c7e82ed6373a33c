"""Pages made by scripts: drawn when this machine has a browser, admitted when it has none."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest

from crawler.answers import parse
from crawler.rendering import BROWSERS, is_shell
from tests.crawler.conftest import Seen
from tests.crawler.test_inside import listening
from tests.servers import Page, Route, html, serve

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


def test_without_a_browser_it_is_admitted(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with serve(application(1)) as site:
        seen = look(site.url)
    assert set(seen.all) == {"/"}
    assert not seen.all["/"].rendered
    assert seen.stats["render"]["missed"] == 1
    assert seen.stats["render"]["why"] == "no_browser"


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
