"""Recognising pictures never keeps text waiting, and ends with its reader."""

import os
import sys
import time
from pathlib import Path

import pytest
from ocr_makers import saved, slow_program, specks

from audit.extract.pool import ReaderPool
from rules.document import Legibility

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.html"
    path.write_text("<html><p>เอกสาร</p></html>", encoding="utf-8")
    return path


@pytest.fixture
def stuck(tmp_path):
    """A file that never ends: whoever reads it hangs."""
    path = tmp_path / "stuck"
    os.mkfifo(path)
    return path


def test_text_is_read_while_pictures_hang(page, stuck):
    with ReaderPool(workers=2) as pool:
        pool.submit("p1", stuck, ocr=True)
        pool.submit("p2", stuck, ocr=True)
        pool.submit("t1", page)
        pool.submit("t2", page)
        found = dict(item for item in _until(pool, 2))
        assert set(found) == {"t1", "t2"}
        assert pool.pending == 2
        pool.forget_pictures()
        assert pool.pending == 1
    assert pool.pending == 0


def test_pictures_get_all_workers_when_nothing_more_comes(stuck):
    with ReaderPool(workers=2) as pool:
        pool.submit("p1", stuck, ocr=True)
        pool.submit("p2", stuck, ocr=True)
        pool.spare = 0
        list(pool.done())
        pool.forget_pictures()
        assert pool.pending == 2


def test_time_for_pictures_is_counted_and_longer(tmp_path, monkeypatch):
    monkeypatch.setattr("audit.extract.pool.GRACE", 20)
    picture = tmp_path / "poster.png"
    picture.write_bytes(saved(specks()))
    with ReaderPool(workers=1, seconds=0.1) as pool:
        pool.submit("p", picture, ocr=True)
        found = dict(pool.wait())
        assert found["p"].problem == "scan" or found["p"].legibility is Legibility.OCR
        assert pool.ocr_seconds > 0


def test_the_program_does_not_outlive_its_reader(tmp_path, monkeypatch):
    note = slow_program(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    picture = tmp_path / "poster.png"
    picture.write_bytes(saved(specks()))
    with ReaderPool(workers=1) as pool:
        pool.submit("p", picture, ocr=True)
        until = time.monotonic() + 60
        while not note.exists() and time.monotonic() < until:
            time.sleep(0.05)
        pid = int(_written(note))
        assert _alive(pid)
    until = time.monotonic() + 10
    while _alive(pid) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _alive(pid)


def _until(pool, count):
    for item in pool.wait():
        yield item
        count -= 1
        if not count:
            return


def _written(note) -> str:
    while not (text := note.read_text()):
        time.sleep(0.02)
    return text


def _alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
        return state.rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
