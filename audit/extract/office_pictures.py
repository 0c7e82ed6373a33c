"""An Office file without a word: nothing in it, or pictures, mostly scans that were pasted in.

Promises: problem `empty` or `scan`; the text of its large pictures in the order of their names when
that is wanted. Refuses to know: where a picture stands, files that hold words too.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

from PIL import Image

from audit.extract import image, ocr
from audit.extract.office import Package
from audit.extract.reading import Reading, Source, UnreadableError
from rules.document import Block, Legibility

_PICTURE = re.compile(
    r"(?:(?:word|ppt|xl)/media|Pictures)/[^/]+\.(?:png|jpe?g|gif|bmp|tiff?|webp)$", re.I
)
_NUMBER = re.compile(r"(\d+)")


def wordless(blocks: Sequence[Block], package: Package, source: Source) -> Reading:
    """The reading of a file whose blocks hold no text."""
    reading = Reading(
        blocks=tuple(blocks),
        legibility=Legibility.NONE,
        problem="scan" if blocks else "empty",
    )
    if not (blocks and source.ocr):
        return reading
    names = [name for name in sorted(package.names, key=_in_order) if _PICTURE.fullmatch(name)]
    large = [name for name in names if _may_hold_text(package, name)]
    pictures = (
        (f"ภาพที่ {number}", _unpacked(package, name))
        for number, name in enumerate(large[: ocr.MOST_PAGES], start=1)
    )
    return ocr.with_pictures(reading, pictures, len(large))


def _in_order(name: str) -> list[tuple[int, str]]:
    """`image10` after `image9`."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in _NUMBER.split(name)]


def _may_hold_text(package: Package, name: str) -> bool:
    picture = _opened(package, name)
    return picture is not None and image.may_hold_text(picture)


def _opened(package: Package, name: str) -> Image.Image | None:
    """The picture, not yet unpacked; None when it is damaged."""
    try:
        return Image.open(io.BytesIO(package.part(name) or b""))
    except (*image.BROKEN, UnreadableError):
        return None


def _unpacked(package: Package, name: str) -> Image.Image | None:
    picture = _opened(package, name)
    try:
        if picture is not None:
            picture.load()
    except image.BROKEN:
        return None
    return picture
