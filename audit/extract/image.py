"""Pictures as documents: posters, charts, scans that were never put into a PDF.

Promises: one picture block with the file's name and width; its text too when that is wanted and
there is any. Refuses to know: how text is recognised, what a photo shows.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import replace

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from audit.extract import ocr
from audit.extract.reading import Reading, Source
from rules.document import Block, Kind, Legibility

WHOLE = "ทั้งภาพ"
"""The place of everything in a picture."""

LEAST_WIDTH, LEAST_HEIGHT = 400, 150
"""Pixels; smaller pictures are logos, buttons and portraits."""

MOST_PIXELS = 80_000_000
"""Larger pictures are not unpacked: they need more memory than a reader has."""

BROKEN = (OSError, SyntaxError, ValueError, Image.DecompressionBombError)
"""What Pillow raises for damaged pictures."""


def read(source: Source) -> Reading:
    """The picture as something to look at, with its text if wanted."""
    picture = Block(kind=Kind.PICTURE, text=source.name, where=WHOLE, width=width_of(source.data))
    reading = Reading(blocks=(picture,), legibility=Legibility.NONE, problem="scan")
    return _recognised(reading, source.data) if source.ocr else reading


def _recognised(reading: Reading, data: bytes) -> Reading:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data))
        with picture:
            if picture.width * picture.height > MOST_PIXELS:
                return replace(reading, problem="too_large")
            if not may_hold_text(picture):
                return reading
            # Only TIFF has pages; the frames of other formats move.
            count = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
            return ocr.with_pictures(reading, _frames(picture, count), count)
    except Image.DecompressionBombError:
        return replace(reading, problem="too_large")
    except UnidentifiedImageError:  # such as a drawing; a browser may show it
        return reading
    except BROKEN:
        return replace(reading, problem="broken")


def may_hold_text(picture: Image.Image) -> bool:
    """Whether it is large enough for text, and not too large to be unpacked."""
    wide, high = picture.size
    return wide >= LEAST_WIDTH and high >= LEAST_HEIGHT and wide * high <= MOST_PIXELS


def _frames(picture: Image.Image, count: int) -> Iterator[tuple[str, Image.Image | None]]:
    """The pages with their places, each unpacked when it is asked for."""
    if count == 1:
        yield WHOLE, ImageOps.exif_transpose(picture)
        return
    for number, frame in enumerate(ImageSequence.Iterator(picture), start=1):
        if number > ocr.MOST_PAGES:
            return
        yield f"หน้า {number}", frame if may_hold_text(frame) else None


def width_of(data: bytes) -> int | None:
    """Width in pixels of PNG, GIF and JPEG, from their headers."""
    if data.startswith(b"\x89PNG") and data[12:16] == b"IHDR":
        return int.from_bytes(data[16:20], "big")
    if data.startswith(b"GIF8") and len(data) >= 10:
        return int.from_bytes(data[6:8], "little")
    if data.startswith(b"\xff\xd8"):
        # Start-of-frame segment: length (2), precision (1), height (2), width (2).
        frame = re.search(rb"\xff[\xc0-\xc3\xc5-\xc7\xc9-\xcb\xcd-\xcf]..\x08..(..)", data, re.S)
        return int.from_bytes(frame.group(1), "big") if frame else None
    return None
