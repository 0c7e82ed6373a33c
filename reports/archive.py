"""ZIP files that depend on nothing but what is in them.

Promises: equal files make equal bytes (no clock, no compression level, one order), names that lead
out of no folder. Refuses to know: what the files are.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable

_BEGINNING = (1980, 1, 1, 0, 0, 0)  # the earliest time that ZIP can hold
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+')
LONGEST_NAME = 80  # letters; Windows and old archivers stop at 255 bytes, Thai takes three a letter


def pack(files: Iterable[tuple[str, bytes]], *, squeeze: bool = True) -> bytes:
    """The ZIP of these files in this order; stored as they are without `squeeze`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, body in files:
            entry = zipfile.ZipInfo(name, _BEGINNING)
            entry.create_system = 0  # the same on every system
            entry.compress_type = zipfile.ZIP_DEFLATED if squeeze else zipfile.ZIP_STORED
            packed.writestr(entry, body)
    return out.getvalue()


def settled(data: bytes) -> bytes:
    """The same ZIP (a DOCX, say) without the hour it was made."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return pack((name, packed.read(name)) for name in packed.namelist())


def safe_name(text: str, otherwise: str = "file") -> str:
    """A file name every system takes, from any words: no folders, no tricks, not too long."""
    name = _FORBIDDEN.sub("_", text).strip(". ")
    stem, dot, suffix = name.rpartition(".")
    if dot and len(suffix) <= 5:
        return f"{stem[:LONGEST_NAME].strip('. ') or otherwise}.{suffix}"
    return name[:LONGEST_NAME].strip(". ") or otherwise
