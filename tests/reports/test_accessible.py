"""axe-core finds nothing serious in any page we make; a browser of this machine reads them."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Iterator

import pytest
from sample_report import report

import reports
from crawler.settings import BROWSERS
from reports import as_clarification

PROGRAM = next(filter(None, map(shutil.which, BROWSERS)), None)
pytest.importorskip("playwright")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")
pytestmark = pytest.mark.skipif(PROGRAM is None, reason="no Chromium")


def pages() -> dict[str, bytes]:
    made = report(hostile=True)
    line = made.indicators[1]
    proven = as_clarification.Proven(element="e", says="แสดง", quote=line.elements[0].quotes[0])
    exhibit = as_clarification.Exhibit(
        url="https://www.example.go.th/x", file="files/01-x.html", pictures=("pictures/01.png",),
        fetched_at="2026-05-15T01:02:03+00:00", sha256="ab" * 32, problem="", proven=(proven,),
    )  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(reports.render(made, "site"))) as packed:
        site = {name: packed.read(name) for name in ("index.html", "o2.html")}
        style = packed.read("style.css")
    inlined = {
        name: body.replace(
            b'<link rel="stylesheet" href="style.css">', b"<style>" + style + b"</style>"
        ).replace(b"style-src 'self'", b"style-src 'unsafe-inline'")
        for name, body in site.items()
    }
    return {
        "html": reports.render(made, "html"),
        "index": reports.render(made, "index"),
        "clarification": as_clarification.render(made, line, (exhibit,), "คำชี้แจง"),
        **inlined,
    }


PAGES = pages()


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 not everybody has it

    with sync_playwright() as driver:
        made = driver.chromium.launch(executable_path=PROGRAM, args=["--no-sandbox"])
        yield made
        made.close()


@pytest.mark.parametrize("name", PAGES)
def test_nothing_serious_and_nothing_too_wide_for_a_phone(browser, name):
    # Our own policy would keep the checker out; it is another test's.
    context = browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_content(PAGES[name].decode())
    found = axe.Axe().run(page).response["violations"]
    serious = [one for one in found if one["impact"] in ("serious", "critical")]
    assert not [(one["id"], one["nodes"][0]["html"]) for one in serious]
    page.set_viewport_size({"width": 360, "height": 800})
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, "nothing sticks out on the side"
    assert not [url for url in asked if url.startswith("http")], "nothing is fetched"
    context.close()
