"""One file packed with gzip, also by a server that does not say so.

Promises: its bytes, within bounds. Refuses to know: what they are.
"""

from __future__ import annotations

import gzip
import io
import zlib

from audit.extract.reading import UnreadableError


def unpacked(data: bytes, most: int) -> bytes:
    """The file. UnreadableError: `broken`, `too_large`."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            plain = stream.read(most + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableError("broken") from error
    if len(plain) > most:
        raise UnreadableError("too_large")
    return plain
