"""Bytes on disk, named by what they are.

Promises: a blob is whole or absent, and kept once. Refuses to know: URLs, crawls, the database.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from crawler.errors import store_errors


class Blobs:
    """A directory of blobs: `ab/cdef…` for the SHA-256 `abcdef…`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._made: set[str] = set()

    def path(self, sha256: str) -> Path:
        """Where the blob of this hash is or would be."""
        return self.folder / sha256[:2] / sha256[2:]

    def keep(self, body: bytes) -> str:
        """Store `body` unless it is there already, and return its hash.

        Raises `StoreError` (`disk_full`, `not_writable`).
        """
        sha256 = hashlib.sha256(body).hexdigest()
        if not self.whole(sha256, len(body)):
            with store_errors(self.folder):
                self._write(sha256, body)
        return sha256

    def whole(self, sha256: str, size: int) -> bool:
        """Whether the blob is there with all its bytes; a power cut can leave it short."""
        try:
            return os.stat(f"{self.folder}/{sha256[:2]}/{sha256[2:]}").st_size == size  # noqa: PTH116 (hot)
        except OSError:
            return False

    def sweep(self) -> None:
        """Remove what a killed writer left half written."""
        for part in self.folder.glob("??/*.part"):
            part.unlink(missing_ok=True)

    def read(self, sha256: str) -> bytes:
        """The bytes; `FileNotFoundError` when a tidy removed them."""
        return self.path(sha256).read_bytes()

    def _write(self, sha256: str, body: bytes) -> None:
        folder = f"{self.folder}/{sha256[:2]}"
        if folder not in self._made:
            Path(folder).mkdir(parents=True, exist_ok=True)
            self._made.add(folder)
        # The process number keeps two writers of the same bytes apart.
        part = f"{folder}/{sha256[2:]}.{os.getpid()}.part"
        try:
            with open(part, "wb") as file:  # noqa: PTH123 (hot: once for every page)
                file.write(body)
            os.replace(part, f"{folder}/{sha256[2:]}")  # noqa: PTH105 (hot)
        except OSError:
            Path(part).unlink(missing_ok=True)
            raise
