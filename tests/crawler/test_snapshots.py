"""What the store keeps, and how it says that it cannot."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from crawler import CrawlPlan, SitePaths, SnapshotStore, StoreError, crawl
from crawler.model import Capture
from tests.crawler.conftest import Seen
from tests.servers import Handler, Page, Route, html, serve

SEEDS = ("http://x.go.th/",)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SnapshotStore]:
    with SnapshotStore(SitePaths(folder=tmp_path)) as opened:
        yield opened


def got(store: SnapshotStore, path: str, body: bytes = b"", **more: object) -> Capture:
    sha256 = store.keep(body) if body else None
    values = {"status": 200, "media": "text/html", "sha256": sha256, "bytes": len(body)}
    return Capture(url=f"http://x.go.th{path}", **(values | more))  # type: ignore[arg-type]  # each test chooses


def run(store: SnapshotStore, ended: str, captures: list[Capture], **plan: object) -> int:
    crawl_id, _ = store.begin(CrawlPlan(seeds=SEEDS, fresh=True, **plan))  # type: ignore[arg-type]  # each test chooses
    store.save(crawl_id, captures)
    store.finish(crawl_id, ended)
    return crawl_id


def test_keeps_what_was_captured(store: SnapshotStore) -> None:
    page = got(
        store, "/", b"<p>", charset="tis-620", etag='"1"', last_modified="Mon", location=None
    )
    crawl_id = run(store, "complete", [page, got(store, "/b", status=None, problem="timeout")])
    first, second = store.snapshots(crawl_id)
    assert (first.url, first.media, first.charset, first.etag) == (
        "http://x.go.th/", "text/html", "tis-620", '"1"'
    )  # fmt: skip
    assert store.read(first.sha256 or "") == b"<p>"
    assert (second.status, second.problem, second.sha256) == (None, "timeout", None)
    row = store.crawl_row(crawl_id)
    assert (row.ended, row.plan.seeds) == ("complete", SEEDS)


def test_the_same_bytes_are_kept_once(store: SnapshotStore) -> None:
    run(store, "complete", [got(store, f"/{n}", b"same") for n in range(5)])
    assert len([p for p in store.paths.blobs.rglob("*") if p.is_file()]) == 1
    assert len(list(store.snapshots(1))) == 5


def test_the_site_as_of_a_crawl(store: SnapshotStore) -> None:
    def now(crawl_id: int) -> dict[str, bytes]:
        found = store.current(crawl_id)
        return {s.url[len("http://x.go.th") :]: store.read(s.sha256 or "") for s in found}

    first = run(store, "complete", [got(store, "/a", b"a1"), got(store, "/b", b"b1")])
    limit = run(store, "limit", [got(store, "/a", b"a2")])
    recheck = run(
        store, "complete", [got(store, "/b", b"b3")], only=("http://x.go.th/b",), reason="recheck"
    )
    whole = run(store, "complete", [got(store, "/a", b"a4")])
    after = run(store, "limit", [got(store, "/c", b"c5")])
    assert now(first) == {"/a": b"a1", "/b": b"b1"}
    assert now(limit) == {"/a": b"a2", "/b": b"b1"}
    assert now(recheck) == {"/a": b"a2", "/b": b"b3"}
    assert now(whole) == {"/a": b"a4"}
    assert now(after) == {"/a": b"a4", "/c": b"c5"}


def test_new_changed_gone(store: SnapshotStore) -> None:
    pages = {"/same": b"s", "/other": b"o1", "/dead": b"d", "/left": b"l"}
    first = run(store, "complete", [got(store, path, body) for path, body in pages.items()])
    assert store.counts(first).new == 4
    again = [
        got(store, "/same", b"s"), got(store, "/other", b"o2"), got(store, "/fresh", b"f"),
        got(store, "/dead", b"404", status=404, problem="not_found"),
    ]  # fmt: skip
    counts = store.counts(run(store, "complete", again))
    assert (counts.pages, counts.new, counts.changed, counts.gone) == (4, 1, 1, 2)
    assert counts.problems == {"not_found": 1}
    unchanged = {s.url: s.unchanged for s in store.snapshots(2)}
    assert unchanged["http://x.go.th/same"]
    assert not unchanged["http://x.go.th/other"]


def test_a_cursor_leaves_nothing_out(store: SnapshotStore) -> None:
    crawl_id, _ = store.begin(CrawlPlan(seeds=SEEDS))
    seen: list[str] = []
    after = ""
    for batch in range(4):
        store.save(crawl_id, [got(store, f"/{batch}/{n}", b"x") for n in range(50)])
        store.save(crawl_id, [got(store, f"/{batch}/none", status=None, problem="dns")])
        for snapshot in store.new_blobs(crawl_id, after):
            seen.append(snapshot.url)
            after = snapshot.fetched_at
    assert len(seen) == len(set(seen)) == 200
    assert store.new_blobs(crawl_id, after) == []


def test_a_batch_is_stored_whole_or_not_at_all(store: SnapshotStore) -> None:
    crawl_id, _ = store.begin(CrawlPlan(seeds=SEEDS))
    broken = got(store, "/b", sha256="0" * 64, media=None)  # a blob needs a media type
    with pytest.raises(sqlite3.IntegrityError):
        store.save(crawl_id, [got(store, "/a", b"a"), broken])
    assert list(store.snapshots(crawl_id)) == []


def test_a_newer_database_is_left_alone(tmp_path: Path) -> None:
    paths = SitePaths(folder=tmp_path)
    SnapshotStore(paths).close()
    with sqlite3.connect(paths.database) as connection:
        connection.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at)"
            " values ('crawler', '0099_later', 'then')"
        )
    connection.close()
    before = paths.database.read_bytes()
    with pytest.raises(StoreError) as caught:
        crawl(CrawlPlan(seeds=SEEDS), paths)
    assert caught.value.kind == "newer_database"
    assert paths.database.read_bytes() == before


def test_no_database(tmp_path: Path) -> None:
    (tmp_path / "site.db").write_bytes(b"this is a letter to the editor " * 50)
    with pytest.raises(StoreError) as caught:
        SnapshotStore(SitePaths(folder=tmp_path))
    assert caught.value.kind == "damaged"


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("here")
    with pytest.raises(StoreError) as caught:
        SnapshotStore(SitePaths(folder=tmp_path / "site"))
    assert caught.value.kind == "not_writable"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError) as caught:
        SnapshotStore(SitePaths(folder=tmp_path))
    assert caught.value.kind == "not_writable"


def test_a_database_somebody_else_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.schema.BUSY_SECONDS", 0.1)
    paths = SitePaths(folder=tmp_path)
    with SnapshotStore(paths) as store:
        other = sqlite3.connect(paths.database)
        other.execute("begin immediate")
        with pytest.raises(StoreError) as caught:
            store.begin(CrawlPlan(seeds=SEEDS))
        other.close()
    assert caught.value.kind == "locked"


Look = Callable[..., Seen]


def test_an_unchanged_site_costs_questions_only(look: Look) -> None:
    """ETags and dates are given back; links are read again from what is stored."""
    asked: list[str | None] = []

    def tagged(handler: Handler) -> Page:
        asked.append(handler.headers["If-None-Match"] or handler.headers["If-Modified-Since"])
        if asked[-1]:
            return Page(status=304)
        links = html("/a") if handler.path == "/" else html()
        name = "ETag" if handler.path == "/" else "Last-Modified"
        return Page(body=links, headers={name: '"7"'})

    routes: dict[str, Route] = {"/": tagged, "/a": tagged}
    with serve(routes) as site:
        look(site.url)
        again = look(site.url)
    assert asked == [None, None, '"7"', '"7"']
    assert again.result.crawl_id == 2
    assert (again.result.pages, again.result.new, again.result.changed) == (2, 0, 0)
    assert {(s.status, s.unchanged, s.media) for s in again.all.values()} == {
        (304, True, "text/html")
    }
    assert "ลิงก์ไป" in again.body("/").decode()
    assert again.stats["bytes"] == 0


def test_a_page_that_was_blocked_is_asked_for_anew(look: Look) -> None:
    asked: list[str | None] = []

    def wall(handler: Handler) -> Page:
        asked.append(handler.headers["If-None-Match"])
        return Page(status=403, body="no", headers={"ETag": '"1"'})

    with serve({"/": wall}) as site:
        look(site.url)
        look(site.url)
    assert asked == [None] * 4  # twice by each crawl: once more as a browser asks


def test_only_some_pages_again(look: Look) -> None:
    """A re-check fetches what it is told, follows nothing but redirects, and stands beside."""
    moved = Page(status=302, headers={"Location": "/c"})
    with serve({"/": html("/a", "/b"), "/a": html("/d"), "/b": moved, "/c": html()}) as site:
        look(site.url)
        before = len(site.hits)
        only = (f"{site.url}/a", f"{site.url}/b")
        seen = look(site.url, only=only, reason="recheck")
        assert set(seen.all) == {"/a", "/b", "/c"}
        assert set(site.hits[before:]) & {"/", "/d", "/sitemap.xml"} == set()
    with SnapshotStore(seen.paths) as store:
        assert len(list(store.current(2))) == 5
