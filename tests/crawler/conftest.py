"""One crawl of small servers, as a function: `look(site.url, …)` gives snapshots by path."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from crawler import CrawlPlan, CrawlResult, SitePaths, Snapshot, SnapshotStore, crawl


@dataclass
class Seen:
    """What a crawl left in its folder."""

    result: CrawlResult
    paths: SitePaths
    home: str

    @property
    def all(self) -> dict[str, Snapshot]:
        """Snapshots by address, the site's own without their origin."""
        with SnapshotStore(self.paths) as store:
            found = store.snapshots(self.result.crawl_id)
            return {s.url.removeprefix(self.home): s for s in found}

    def problem(self, path: str) -> str | None:
        return self.all[path].problem

    def body(self, path: str) -> bytes:
        sha256 = self.all[path].sha256
        assert sha256
        with SnapshotStore(self.paths) as store:
            return store.read(sha256)

    @property
    def stats(self) -> dict[str, Any]:
        with SnapshotStore(self.paths) as store:
            return store.crawl_row(self.result.crawl_id).stats


@pytest.fixture
def look(tmp_path: Path) -> Callable[..., Seen]:
    def run(url: str, folder: str = "site", **plan: Any) -> Seen:
        home = url.rstrip("/")
        paths = SitePaths(folder=tmp_path / folder)
        values = {"delay": 0, "open_origins": (home,), "timeout": 5.0, "seeds": (home + "/",)}
        return Seen(crawl(CrawlPlan(**(values | plan)), paths), paths, home)

    return run
