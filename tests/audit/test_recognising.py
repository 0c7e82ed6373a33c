"""Pictures of text are recognised once, after everything else, and only while there is time."""

from __future__ import annotations

from pathlib import Path

import pytest
from ocr_makers import pretend, saved, specks
from world import InlinePool, World, html

from audit.coverage import unread_scans
from audit.extract import ocr_here, unread_document
from audit.limits import _of_scans
from audit.reading import Reading, current_readers

WORDS = "ประกาศ กองกลาง และกองแผนงาน"


class Counting(InlinePool):
    """Remembers what it was asked for; each picture costs a minute."""

    asked: list[bool]

    def submit(self, key: str, path: Path, **hints) -> None:
        self.asked.append(bool(hints.get("ocr")))
        self.ocr_seconds += 60 * bool(hints.get("ocr"))
        super().submit(key, path, **hints)


@pytest.fixture
def asked(monkeypatch):
    """True for every picture and False for every other document that the readers were given."""
    Counting.asked = []
    monkeypatch.setattr("audit.reading.ReaderPool", Counting)
    return Counting.asked


@pytest.fixture
def scanned(world):
    world.pages = {"": html("หน้าแรก"), "scan.pdf": saved(specks(), "PDF")}
    world.crawl_id = world.crawl()
    return world


def read(world: World, minutes: float = 30) -> list[str]:
    """Read what is new; the ids of all readings of the scan."""
    with world.store() as store:
        with Reading(store, ocr_minutes=minutes) as reading:
            reading.finish(world.crawl_id)
        rows = store.db.query("select reader from document where reader like 'pdf%'")
        return sorted(row["reader"] for row in rows)


def scan_of(world: World) -> str:
    with world.store() as store:
        (sha256,) = {
            one.sha256
            for one in store.snapshots.current(world.crawl_id)
            if one.url.endswith("scan.pdf")
        }
        return store.body(sha256, current_readers()) or ""


def test_a_scan_is_read_again_when_the_program_comes(scanned, asked, monkeypatch):
    pretend(monkeypatch, generation=None)
    (plain,) = read(scanned)
    assert asked == [False, False]
    assert WORDS not in scan_of(scanned)
    asked.clear()
    pretend(monkeypatch, WORDS)
    assert read(scanned) == [plain, f"{plain}+ocr{ocr_here.VERSION}.5"]
    assert asked == [True]
    assert WORDS in scan_of(scanned)
    asked.clear()
    read(scanned)
    assert asked == []


def test_a_new_generation_reads_the_scans_only(scanned, asked, monkeypatch):
    pretend(monkeypatch, WORDS, generation=4)
    read(scanned)
    asked.clear()
    pretend(monkeypatch, "ประกาศฉบับใหม่", generation=5)
    read(scanned)
    assert asked == [True]
    assert "ประกาศฉบับใหม่" in scan_of(scanned)


def test_what_was_recognised_counts_where_there_is_no_program(scanned, asked, monkeypatch):
    pretend(monkeypatch, WORDS)
    read(scanned)
    pretend(monkeypatch, generation=None)
    asked.clear()
    read(scanned)
    assert asked == []
    assert WORDS in scan_of(scanned)


def test_pictures_come_after_text_and_count_once(scanned, asked, monkeypatch):
    pretend(monkeypatch, WORDS)
    with scanned.store() as store, Reading(store) as reading:
        reading.finish(scanned.crawl_id)
        assert reading.read == 2
    assert asked == [False, False, True]


def test_time_is_limited_and_the_rest_is_said(world, asked, monkeypatch):
    pretend(monkeypatch, WORDS)
    sizes = range(600, 603)
    world.pages = {f"{n}.pdf": saved(specks(width=n), "PDF") for n in sizes}
    world.crawl_id = world.crawl()
    read(world, minutes=2)
    assert asked.count(True) == 2
    with world.store() as store:
        assert unread_scans(store, store.snapshots.current(world.crawl_id)) == 1
    assert "ocr_minutes" in "".join(_of_scans(1))
    read(world, minutes=2)
    assert asked.count(True) == 3
    with world.store() as store:
        assert unread_scans(store, store.snapshots.current(world.crawl_id)) == 0
    assert not list(_of_scans(0))


def test_without_the_program_the_report_says_how_to_get_it(scanned, monkeypatch):
    pretend(monkeypatch, generation=None)
    read(scanned)
    with scanned.store() as store:
        assert unread_scans(store, store.snapshots.current(scanned.crawl_id)) == 1
    assert "tesseract-ocr-tha" in "".join(_of_scans(1))


@pytest.mark.parametrize("problem", ["crash", "timeout"])
def test_a_picture_that_kills_its_reader_keeps_what_was_read(scanned, monkeypatch, problem):
    class Failing(Counting):
        def submit(self, key, path, **hints):
            super().submit(key, path, **hints)
            if hints.get("ocr"):
                self._finished[-1] = (key, unread_document(key, problem))

    Failing.asked = []
    monkeypatch.setattr("audit.reading.ReaderPool", Failing)
    pretend(monkeypatch, WORDS)
    plain, marked = read(scanned)
    assert marked == f"{plain}+ocr{ocr_here.VERSION}.5"
    assert '"problem":"scan"' in scan_of(scanned)
    Failing.asked.clear()
    read(scanned)
    assert Failing.asked == []
