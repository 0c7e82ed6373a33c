"""One page of a stored PDF as a picture, with the quoted words marked.

Promises: a PNG of bounded size, drawn in a process of its own so that a hostile file harms nobody;
None when the page cannot be drawn in time. Refuses to know: who looks, what the words prove.
"""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pypdfium2 as pdfium
from PIL import ImageDraw

from rules.thai import locate

WIDTH = 1100
"""Pixels across; enough to read small print, little enough to send."""
SECONDS = 20.0
MOST_TALL = 3000
Box = tuple[float, float, float, float]
_COLOUR = (255, 196, 0, 96)


def page_picture(path: Path, page: int, quote: str) -> bytes | None:
    """The picture of a page, counted from 1."""
    package = str(Path(__file__).resolve().parent.parent)
    program = f"import sys; sys.path.insert(0, {package!r}); import audit.picture as p; p.draw()"
    command = [sys.executable, "-P", "-c", program, str(path), str(page)]
    try:
        done = subprocess.run(
            command, input=quote.encode("utf-8", "replace"), capture_output=True,
            timeout=SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return None
    return done.stdout if done.returncode == 0 and done.stdout else None


def draw() -> None:
    """In the child: path and page are its arguments; the quote comes in, the picture goes out."""
    path, page = sys.argv[1:]
    quote = sys.stdin.buffer.read().decode("utf-8", "replace")
    document = pdfium.PdfDocument(path)
    sheet = document[int(page) - 1]
    width, height = sheet.get_size()
    scale = min(WIDTH / max(width, 1), MOST_TALL / max(height, 1))
    picture = sheet.render(scale=scale).to_pil().convert("RGB")
    pencil = ImageDraw.Draw(picture, "RGBA")
    for left, bottom, right, top in _boxes(sheet, quote):
        corners = (left * scale - 2, (height - top) * scale - 2,
                   right * scale + 2, (height - bottom) * scale + 2)  # fmt: skip
        pencil.rectangle(corners, fill=_COLOUR, outline=(150, 90, 0, 255), width=2)
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    sys.stdout.buffer.write(out.getvalue())


def _boxes(sheet: pdfium.PdfPage, quote: str) -> list[Box]:
    """Where the words stand, line by line; nothing when the page's text does not hold them."""
    text = sheet.get_textpage()
    words = text.get_text_range()
    span = next((s for part in _parts(quote) if (s := locate(words, part))), None)
    if span is None:
        return []
    rows = text.count_rects(span[0], span[1] - span[0])
    return _joined([text.get_rect(number) for number in range(rows)])


def _joined(boxes: list[Box]) -> list[Box]:
    """Boxes of one line that touch become one; Thai marks have boxes of their own."""
    joined: list[Box] = []
    for box in boxes:
        left, bottom, right, top = box
        last = joined[-1] if joined else None
        near = last is not None and left <= last[2] + (top - bottom) and right >= last[0] - 2
        if last is not None and near and min(top, last[3]) - max(bottom, last[1]) > 0:
            joined[-1] = (
                min(left, last[0]), min(bottom, last[1]), max(right, last[2]), max(top, last[3])
            )  # fmt: skip
        else:
            joined.append(box)
    return joined


def _parts(quote: str) -> list[str]:
    """The whole quote, else its longest line, else how it begins."""
    lines = sorted((line.strip() for line in quote.splitlines()), key=len, reverse=True)
    return [part for part in (quote, *lines[:1], quote[:40], quote[:20]) if len(part.strip()) >= 4]
