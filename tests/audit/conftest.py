"""A small agency, crawled without a network and read without worker processes."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from world import InlinePool, World  # noqa: PLC0415 the neighbours' tests need none of it

    monkeypatch.setattr("audit.reading.ReaderPool", InlinePool)
    return World.make(tmp_path / "agency")
