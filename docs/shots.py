"""The pictures of the documentation, taken by the browser of the tests: `python -m docs.shots`.

Promises: every picture is made from the demonstration site, checked by this very program, on this
machine alone; the same program gives the same pictures. Refuses to know: what the pages say.
"""

from __future__ import annotations

import html
import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from audit import due
from audit.demo import AGENCY_KIND, AS_OF, PACK, build, serve
from audit.site import FILE, Site
from audit.watch import words
from audit.watch.alerts import refresh
from audit.web.office import Office
from audit.working import working
from tests.workplace import CHROMIUM, running

HERE = Path(__file__).parent
IMAGES = HERE / "img"
DESKTOP, PHONE = (1200, 800), (390, 780)
PORT = "8568"
"""Of the demonstration site, so that addresses in the pictures stay the same."""
NAME = "กรมส่งเสริมการเรียนรู้ดิจิทัลชุมชน"
LOST = "files/plan/action-plan-2569.pdf"
"""A document that the site loses after it was submitted."""
WORKPLACE = {
    "web-start": "/",
    "web-overview": "/s/site",
    "web-indicator": "/s/site/o/o11",
    "web-gaps": "/s/site/gaps",
    "web-review": "/s/site/review",
    "web-search": f"/s/site/search?q={quote('แผนปฏิบัติการ')}",
    "web-compare": "/s/site/compare?a=1&b=2",
    "web-settings": "/s/site/settings",
}
"""Name of a picture → the page it shows; `oit demo` calls its folder `site`."""
TERMINAL = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; padding: 20px 24px; background: #16202b; color: #e8eef4; width: max-content;
  font: 16px/1.6 "Loma", "Noto Sans Thai", monospace; }}
pre {{ margin: 0; font: inherit; white-space: pre-wrap; max-width: 860px; }}
b {{ color: #7fd1ff; font-weight: normal; }}
</style><pre><b>$ {command}</b>
{text}</pre>"""
LETTER = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; padding: 20px 24px; background: #fff; color: #1d2733; width: 760px;
  font: 16px/1.6 "Loma", "Noto Sans Thai", sans-serif; }}
h1 {{ font-size: 18px; margin: 0 0 12px; padding-bottom: 10px; border-bottom: 1px solid #ccd5dd; }}
pre {{ margin: 0; font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }}
</style><h1>{title}</h1><pre>{text}</pre>"""


def main(wanted: frozenset[str]) -> None:
    """Take every picture, or only `demo`, `workplace` or `alert`."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, _browser() as page:
        work = Path(scratch)
        if "demo" in wanted:
            said = _demo(work)
            _text(page, "terminal", TERMINAL.format(command="oit demo", text=html.escape(said)))
            _report(page, (work / "demo/report/report.html").as_uri())
        if "workplace" in wanted:
            _demo(work)
            _demo(work, "--after")
            _workplace(page, work / "demo")
        if "alert" in wanted:
            title, text = (html.escape(part) for part in _alert(work))
            _text(page, "alert", LETTER.format(title=title, text=text))


def _demo(work: Path, *more: str) -> str:
    """What the demonstration says."""
    command = [sys.executable, "-c", "from audit.cli import main; main()", "demo", "--out", "demo",
               "--port", PORT, *more]  # fmt: skip
    done = subprocess.run(command, cwd=work, capture_output=True, text=True, check=True,
                          env=os.environ | {"PYTHONPATH": str(HERE.parent)})  # fmt: skip
    return done.stdout.strip()


def _report(page: Page, address: str) -> None:
    page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    page.goto(address)
    _save("report-top", page.screenshot())
    gap = page.locator("#indicators li.e-failed").first
    gap.evaluate("node => node.scrollIntoView({block: 'center'})")
    _save("report-gap", page.screenshot())
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.goto(address)
    _save("report-phone", page.screenshot())


def _workplace(page: Page, folder: Path) -> None:
    """The pages of `oit serve` over the demonstration's two audits."""
    with running(Office(folder, as_of=AS_OF)) as url:
        for name, path in WORKPLACE.items():
            page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
            page.goto(f"{url}{path}")
            _save(name, page.screenshot())
        page.goto(f"{url}/s/site/o/o6")
        page.locator("figure a.see").first.click()
        page.wait_for_load_state("networkidle")  # the page of the PDF is a picture
        _save("web-evidence", page.screenshot())
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        page.goto(f"{url}/s/site/gaps")
        _save("web-phone", page.screenshot())


def _alert(work: Path) -> tuple[str, str]:
    """A submitted link of the demonstration disappears; the message about it."""
    pages = work / "watched-site"
    build(pages, "before")
    with serve(pages) as server:
        site = Site.create(work / "watched", server.url, AGENCY_KIND, PACK, name=NAME)
        file = site.folder / FILE
        more = (
            "schedule: {second_look: 0}\n"
            f"declared: {{o6: ['{server.url}{LOST}']}}\n"
            "alerts: ['json://localhost/']\n"
        )
        text = file.read_text(encoding="utf-8").replace("delay: 1", "delay: 0")
        file.write_text(text + more, encoding="utf-8")
        site = Site.open(site.folder)
        due.look_at_links(site)
        (pages / LOST).unlink()
        due.look_at_links(site)
        due.look_at_links(site)
        with working(site) as store:
            alerts = refresh(site, store)
        said = words.message(site.config.name, site.config.url, alerts)
        shown = said.replace(server.url, "https://www.example.go.th/")
        return words.title(site.config.name, alerts), shown


def _text(page: Page, name: str, source: str) -> None:
    page.set_viewport_size({"width": 920, "height": 400})
    page.goto("about:blank")  # a page of the workplace would forbid our style
    page.set_content(source)
    _save(name, page.locator("body").screenshot())


def _save(name: str, png: bytes) -> None:
    """Few colours are enough for screens, and a quarter of the bytes."""
    picture = Image.open(io.BytesIO(png)).convert("RGB").quantize(128, dither=Image.Dither.NONE)
    picture.save(IMAGES / f"{name}.png", optimize=True)
    print(IMAGES / f"{name}.png")


@contextmanager
def _browser() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            yield browser.new_page(locale="th-TH")
        finally:
            browser.close()


if __name__ == "__main__":
    main(frozenset(sys.argv[1:]) or frozenset({"demo", "workplace", "alert"}))
