"""axe-core finds nothing serious in any page we make; a browser of this machine reads them."""

from __future__ import annotations

import io
import re
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


def test_every_picture_of_a_pack_is_named_by_its_exhibit() -> None:
    made = report()
    line = made.indicators[1]
    exhibits = tuple(
        as_clarification.Exhibit(
            url=f"https://www.example.go.th/{n}", file=f"files/0{n}.pdf", problem="", proven=(),
            pictures=(f"pictures/0{n}-page-1.png", f"pictures/0{n}-page-2.png"),
            fetched_at="2026-05-15T01:02:03+00:00", sha256="ab" * 32,
        )
        for n in (1, 2)
    )  # fmt: skip
    page = as_clarification.render(made, line, exhibits).decode()
    assert re.findall(r'alt="ภาพหลักฐานที่ (\d)', page) == ["1", "1", "2", "2"]


@pytest.mark.skipif(PROGRAM is None, reason="no Chromium")
def test_on_paper_a_picture_leaves_room_for_what_it_proves(browser) -> None:
    page = browser.new_page()
    page.set_content(PAGES["clarification"].decode())
    page.emulate_media(media="print")
    height = page.locator("img").evaluate("one => parseFloat(getComputedStyle(one).maxHeight)")
    page.close()
    assert 0 < height < 700, "an A4 page has about 1,000"
