"""A gallery of nasty servers, all of them in one crawl: each ends with its cause or its content."""

from __future__ import annotations

import sys

import pytest

from crawler import CrawlPlan, SitePaths, Snapshot, SnapshotStore, crawl
from tests.crawler.gallery import SERVERS, open_gallery

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs the addresses 127.0.1.*")


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Snapshot]:
    paths = SitePaths(folder=tmp_path_factory.mktemp("gallery"))
    with open_gallery() as addresses:
        plan = CrawlPlan(
            seeds=tuple(addresses.values()), delay=0, timeout=1.5, max_bytes=300_000,
            open_origins=tuple(addresses.values()),
        )  # fmt: skip
        result = crawl(plan, paths)
    assert result.ended == "complete"
    with SnapshotStore(paths) as store:
        found = {snapshot.url: snapshot for snapshot in store.snapshots(result.crawl_id)}
    return {name: end_of(url, found) for name, url in addresses.items()}


def end_of(url: str, found: dict[str, Snapshot]) -> Snapshot:
    """Where the redirects of a site end, or what is wrong with them."""
    snapshot = found[url]
    while snapshot.location and snapshot.problem is None:
        snapshot = found[snapshot.location]
    return snapshot


@pytest.mark.parametrize("name", SERVERS)
def test_gallery(seen: dict[str, Snapshot], name: str) -> None:
    _, problem = SERVERS[name]
    assert seen[name].problem is not None or seen[name].sha256
    assert seen[name].problem == problem


def test_it_is_large() -> None:
    assert len(SERVERS) >= 40
