"""Pictures of evidence as a visitor would have seen it, made from the kept bytes alone.

Promises: nothing is fetched, no script of a page runs, no file of this machine is shown; None where
no picture can be made. Refuses to know: what the pictures are for.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from html import escape
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageChops

from audit.extract.decode import decode
from crawler.rendering import BROWSERS

SCALE = 1.5  # 108 dots per inch: small print stays readable
MOST_DOTS = 40_000_000  # a page may call itself as large as a house
WIDTH, HEIGHT = 1200, 6000  # dots; what is longer is cut off
PATIENCE = 60  # seconds for one page
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
    if program is None or len(text) > LONGEST:
        return None
    # A frame that may do nothing: what the page loads, runs or leads to is refused by the browser.
    shell = _SHELL.format(width=WIDTH, height=HEIGHT, page=escape(text, quote=True))
    with tempfile.TemporaryDirectory(prefix="oit-picture-") as folder:
        source, target = Path(folder) / "page.html", Path(folder) / "page.png"
        source.write_text(shell, encoding="utf-8", errors="replace")
        command = [
            program, "--headless", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
            "--disable-extensions", "--blink-settings=scriptEnabled=false",
            "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={folder}/profile",
            f"--window-size={WIDTH},{HEIGHT}", f"--screenshot={target}", source.as_uri(),
        ]  # fmt: skip
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.insert(1, "--no-sandbox")  # the browser refuses to run as root with it
        try:
            subprocess.run(command, capture_output=True, timeout=PATIENCE, check=True)
            with Image.open(target) as picture:
                return _png(_cropped(picture.convert("RGB")))
        except (subprocess.SubprocessError, OSError):
            return None


def _cropped(picture: Image.Image) -> Image.Image:
    """Without the empty ground below the page's end."""
    ground = Image.new("RGB", picture.size, picture.getpixel((0, picture.height - 1)))
    box = ImageChops.difference(picture, ground).getbbox()
    return picture.crop((0, 0, picture.width, min(picture.height, (box[3] if box else 0) + 40)))


def _png(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
