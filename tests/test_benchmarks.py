"""The benches run: on sites too small to measure anything by."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import memory
from benchmarks.crawl import measure
from benchmarks.village import village


@pytest.mark.parametrize("kind", ["ours", "bare", "lean"])
def test_each_of_ours_fetches_the_whole_site(kind: str, tmp_path: Path) -> None:
    with village(20, size=2000, links=20) as url:
        run = measure(kind, url, tmp_path)
    assert run is not None
    assert run.pages == 21  # the first page has two addresses
    assert min(run.rate, run.cpu, run.memory) > 0


def test_memory_is_compared_between_two_sizes() -> None:
    said = memory.section(5)
    assert "| 6 |" in said
    assert "| 51 |" in said
    assert "10 times the pages take" in said
