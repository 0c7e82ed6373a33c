"""Pictures of evidence as a visitor would have seen it, made from the kept bytes alone.

Promises: nothing is fetched, no script of a page runs, no file of this machine is shown; None where
no picture can be made. Refuses to know: what the pictures are for.
"""

from __future__ import annotations

import os
import shutil
from html import escape
from importlib.util import find_spec
from io import BytesIO

import pypdfium2 as pdfium
from PIL import Image, ImageChops

from audit.extract.decode import decode
from crawler.settings import BROWSERS

SCALE = 1.5  # 108 dots per inch: small print stays readable
MOST_DOTS = 40_000_000  # a page may call itself as large as a house
WIDTH, HEIGHT = 1200, 4000  # dots; what is longer is cut off
PATIENCE = 60  # seconds for one page
SETTLING = 300  # milliseconds to paint what was loaded
LONGEST = 5_000_000  # letters of one page
_SHELL = """<!DOCTYPE html><html><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
img-src data:; font-src data:"></head><body style="margin:0">
<iframe sandbox style="border:0;width:{width}px;height:{height}px" srcdoc="{page}"></iframe>
</body></html>"""


def of_pdf(body: bytes, page: int) -> bytes | None:
    """One page of a PDF, counted from 1, as PNG."""
    try:
        with pdfium.PdfDocument(body) as document:
            if not 1 <= page <= len(document):
                return None
            width, height = document[page - 1].get_size()
            scale = min(SCALE, (MOST_DOTS / max(1.0, width * height)) ** 0.5)
            picture = document[page - 1].render(scale=scale).to_pil()
    except pdfium.PdfiumError:
        return None
    return _png(picture)


def of_page(body: bytes, charset: str | None = None) -> bytes | None:
    """A web page as PNG, drawn by a browser of this machine without a network."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    text = decode(body, charset)
    if program is None or not find_spec("playwright") or len(text) > LONGEST:
        return None
    # A frame that may do nothing: what the page loads, runs or leads to is refused by the browser.
    shell = _SHELL.format(width=WIDTH, height=HEIGHT, page=escape(text, quote=True))
    return _drawn(program, shell)


def _drawn(program: str, shell: str) -> bytes | None:
    from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415 (not everybody has it)

    # The browser refuses to run as root inside its own sandbox.
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    try:
        with sync_playwright() as driver:
            browser = driver.chromium.launch(
                executable_path=program,
                args=["--no-sandbox"] if root else [],
                timeout=PATIENCE * 1000,
            )
            context = browser.new_context(
                offline=True,
                java_script_enabled=False,
                viewport={"width": WIDTH, "height": HEIGHT},
            )
            context.set_default_timeout(PATIENCE * 1000)
            page = context.new_page()
            page.route("**/*", lambda route: route.abort())
            page.set_content(shell)
            for frame in page.frames:
                frame.wait_for_load_state("load")
            page.wait_for_timeout(SETTLING)
            shot = page.screenshot()
            browser.close()
    except Error:
        return None
    with Image.open(BytesIO(shot)) as picture:
        return _png(_cropped(picture.convert("RGB")))


def _cropped(picture: Image.Image) -> Image.Image:
    """Without the empty ground below the page's end."""
    ground = Image.new("RGB", picture.size, picture.getpixel((0, picture.height - 1)))
    box = ImageChops.difference(picture, ground).getbbox()
    return picture.crop((0, 0, picture.width, min(picture.height, (box[3] if box else 0) + 40)))


def _png(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
