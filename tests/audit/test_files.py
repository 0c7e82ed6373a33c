"""Files are replaced whole, and only what is a file is replaced."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from audit.files import put


def test_a_file_is_made_and_replaced(tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    for body in (b"one", b"two"):
        put(file, body)
        assert file.read_bytes() == body
    assert [one.name for one in tmp_path.iterdir()] == [file.name]


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "report.html"
    file.write_bytes(b"old")

    def full(self: Path, body: bytes) -> int:
        with self.open("wb") as half:
            half.write(body[:1])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left"):
        put(file, b"new")
    assert file.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == [file.name]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    shared, file = tmp_path / "shared.html", tmp_path / "report.html"
    shared.write_bytes(b"old")
    file.symlink_to(shared)
    put(file, b"new")
    assert file.is_symlink()
    assert shared.read_bytes() == b"new"


def test_a_pipe_stays_a_pipe(tmp_path: Path) -> None:
    """As `--out /dev/stdout` is one."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()), daemon=True)
    reader.start()
    put(pipe, b"badge")
    reader.join(5)
    assert got == [b"badge"]
    assert pipe.is_fifo()
