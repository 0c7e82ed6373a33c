"""Files that are replaced whole.

Promises: a reader, and whoever finds the disk full, has the old file or the new one, never a half.
Refuses to know: what is in them, who asked.
"""

from __future__ import annotations

from pathlib import Path


def put(file: Path, body: bytes) -> None:
    """Write a file, replacing one that is there; raises `OSError`.

    What a link leads to, and what is no file (`/dev/stdout`), is written where it is.
    """
    if file.is_symlink() or (file.exists() and not file.is_file()):
        file.write_bytes(body)
        return
    half = file.with_name(f".{file.name}.part")
    try:
        half.write_bytes(body)
        half.replace(file)
    finally:
        half.unlink(missing_ok=True)
