"""Pictures: no text yet.

Promises: one picture block with the file's name and width, legibility none. The place where
recognised text will come from. Refuses to know: what the picture shows.
"""

from __future__ import annotations

import re

from audit.extract.reading import Reading, Source
from rules.document import Block, Kind, Legibility


def read(source: Source) -> Reading:
    """The picture as something to look at."""
    picture = Block(kind=Kind.PICTURE, text=source.name, where="ทั้งภาพ", width=width_of(source.data))
    return Reading(blocks=(picture,), legibility=Legibility.NONE, problem="scan")


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
