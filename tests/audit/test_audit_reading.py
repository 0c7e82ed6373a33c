"""Blobs become documents beside a crawl and after it, whatever happens to a reader."""

from __future__ import annotations

import pytest
from world import InlinePool, Trouble, World, html

from audit.events import ReadProgress
from audit.extract import reader_of, unread_document
from audit.reading import Reading, file_name


def kept(world: World) -> dict[str, tuple[str, str | None]]:
    with world.store() as store:
        return {
            row["sha256"]: (row["reader"], row["problem"])
            for row in store.db.query("select sha256, reader, problem from document")
        }


def test_beside_a_crawl_nothing_is_read_twice(world):
    read: list[str] = []

    class Counting(InlinePool):
        def submit(self, key, path, **hints):
            read.append(key)
            super().submit(key, path, **hints)

    crawl_id = world.crawl(ended=None)
    with world.store() as store, pytest.MonkeyPatch.context() as patch:
        patch.setattr("audit.reading.ReaderPool", Counting)
        with Reading(store) as reading:
            reading.pump(crawl_id)
            reading.pump(crawl_id)
            reading.finish(crawl_id)
            assert reading.read == len(world.pages)
        with Reading(store) as reading:
            reading.finish(crawl_id)
            assert reading.read == 0
    assert len(read) == len(set(read)) == len(world.pages)


def test_pages_with_trouble_and_known_bytes_are_not_read(world):
    same = html("เดียวกัน")
    world.pages = {"a": same, "b": same, "c": Trouble(problem="blocked", status=403)}
    with world.store() as store, Reading(store) as reading:
        reading.finish(world.crawl())
        assert reading.read == 1


@pytest.mark.parametrize("problem", ["crash", "timeout"])
def test_a_reader_that_failed_is_remembered_with_its_version(world, monkeypatch, problem):
    class Failing(InlinePool):
        def submit(self, key, path, **hints):
            self._finished.append((key, unread_document(key, problem)))

    monkeypatch.setattr("audit.reading.ReaderPool", Failing)
    world.pages = {"plan.pdf": b"%PDF-1.4 ..."}
    with world.store() as store, Reading(store) as reading:
        reading.finish(world.crawl())
        monkeypatch.setattr("audit.reading.ReaderPool", InlinePool)
    assert list(kept(world).values()) == [(reader_of(b"%PDF-1.4 ..."), problem)]
    with world.store() as store, Reading(store, again=False) as reading:
        reading.finish(world.crawl())
    assert [found for _, found in kept(world).values()] == [problem], "judging alone asks nothing"
    with world.store() as store, Reading(store) as reading:
        reading.finish(world.crawl())
    assert [found for _, found in kept(world).values()] == ["broken"], "asked once more"


def test_progress_is_told(world):
    events: list[object] = []
    with world.store() as store, Reading(store, events.append) as reading:
        reading.finish(world.crawl())
    assert events[-1] == ReadProgress(read=len(world.pages), left=0)


def test_file_name_is_readable():
    assert file_name("http://a.test/docs/%E0%B9%81%E0%B8%9C%E0%B8%99%2069.pdf?x=1") == "แผน 69.pdf"
    assert file_name("http://a.test/") == ""


def test_real_workers(world, monkeypatch):
    monkeypatch.undo()
    world.pages |= {"broken.pdf": b"%PDF-1.4 broken", "empty.txt": b""}
    result = world.check()
    assert world.outcomes(result)["executives/chief"] == "passed"
    assert {problem for _, problem in kept(world).values()} >= {None, "broken"}
