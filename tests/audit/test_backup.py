"""A folder of sites kept in a file and put back; damaged and doctored files refused."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from world import World

from audit import gaps
from audit.backup import MANIFEST, backup
from audit.cli import run
from audit.errors import UserError
from audit.restore import restore
from audit.site import Site
from audit.store import Store
from crawler import CrawlPlan, SnapshotStore
from crawler.model import Capture


@pytest.fixture
def office(world: World) -> Path:
    """A folder with one audited site, an office's own database and other people's files."""
    world.pages["chiefs"] = "<title>ทำเนียบผู้บริหาร</title><p>ว่าง"
    world.check()
    root = world.site.folder.parent
    with sqlite3.connect(root / "office.db") as database:
        database.execute("create table person (name)")
        database.execute("insert into person values ('สมชาย')")
    (root / "office.key").write_bytes(b"key")
    (root / "holiday.jpg").write_bytes(b"private")
    (root / ".oit-due.lock").write_text("")
    return root


def names(file: Path) -> set[str]:
    with zipfile.ZipFile(file) as archive:
        return set(archive.namelist())


def test_there_and_back(office: Path, tmp_path: Path) -> None:
    file, there = tmp_path / "kept" / "a.zip", tmp_path / "there"
    done = backup(office, file)
    assert (done.sites, done.missing) == (1, [])
    assert file.stat().st_mode & 0o077 == 0
    assert {
        "agency/site.yml",
        "agency/site.db",
        "agency/pack.yml",
        "office.db",
        "office.key",
    } < names(file)
    assert not {
        name for name in names(file) if "lock" in name or "holiday" in name or "wal" in name
    }
    assert restore(file, there) == done.files
    old, new = Site.open(office / "agency"), Site.open(there / "agency")
    assert new.config == old.config
    with Store(old.paths) as before, Store(new.paths) as after:
        assert gaps.list_gaps(before) == gaps.list_gaps(after) != ()
        audit = after.newest_audit()
        assert audit is not None
        assert after.seal_of(audit) == before.audit_row(audit)["seal"]
        for row in after.db.query("select sha256 from blob"):
            assert hashlib.sha256(after.snapshots.read(row["sha256"])).hexdigest() == row["sha256"]
    with sqlite3.connect(there / "office.db") as database:
        assert database.execute("select name from person").fetchall() == [("สมชาย",)]
    assert not list(there.glob(".restore*"))


def test_one_site_s_own_folder(office: Path, tmp_path: Path) -> None:
    backup(office / "agency", tmp_path / "one.zip")
    restore(tmp_path / "one.zip", tmp_path / "one")
    assert Site.open(tmp_path / "one").config.name == "กรมจำลอง"
    assert list((tmp_path / "one" / "blobs").rglob("*"))


def test_nothing_is_overwritten(office: Path, tmp_path: Path, capsys) -> None:
    file = tmp_path / "a.zip"
    assert run(["backup", str(file), str(office)]) == 0
    before = file.read_bytes()
    assert run(["backup", str(file), str(office)]) == 2
    assert "ไม่เขียนทับ" in capsys.readouterr().err
    assert file.read_bytes() == before
    assert run(["restore", str(file), str(office)]) == 2
    assert "ไม่เขียนทับ" in capsys.readouterr().err
    (tmp_path / "empty").mkdir()
    assert run(["restore", str(file), str(tmp_path / "empty")]) == 0


def test_a_backup_while_a_crawl_writes(office: Path, tmp_path: Path) -> None:
    """Every blob that the copied database names is in the file."""
    site, stop = Site.open(office / "agency"), threading.Event()
    kept: list[int] = []

    def crawl() -> None:
        with SnapshotStore(site.paths) as store:
            crawl_id, _ = store.begin(CrawlPlan(seeds=(site.config.url,), resume=False))
            while not stop.is_set():
                body = f"หน้า {len(kept)}".encode()
                sha = store.keep(body)
                url = f"{site.config.url}p{len(kept)}"
                store.save(crawl_id, [capture(url, sha, len(body))])
                kept.append(1)

    thread = threading.Thread(target=crawl)
    thread.start()
    try:
        while len(kept) < 20:
            assert thread.is_alive()
        done = backup(office, tmp_path / "a.zip")
    finally:
        stop.set()
        thread.join()
    assert done.missing == []
    restore(tmp_path / "a.zip", tmp_path / "there")
    with sqlite3.connect(tmp_path / "there/agency/site.db") as database:
        assert database.execute("pragma foreign_key_check").fetchall() == []
        for (sha,) in database.execute("select sha256 from blob"):
            assert (tmp_path / "there/agency/blobs" / sha[:2] / sha[2:]).is_file()


def capture(url: str, sha256: str, size: int) -> Capture:
    return Capture(url=url, status=200, sha256=sha256, bytes=size, media="text/plain")


def test_a_lost_blob_is_named(office: Path, tmp_path: Path, capsys) -> None:
    next(path for path in (office / "agency/blobs").rglob("*") if path.is_file()).unlink()
    assert run(["backup", str(tmp_path / "a.zip"), str(office)]) == 0
    assert "ไม่มีในดิสก์ 1 ไฟล์" in capsys.readouterr().err
    restore(tmp_path / "a.zip", tmp_path / "there")


def test_no_site_no_backup(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"ไม่พบ site\.yml"):
        backup(tmp_path, tmp_path / "a.zip")
    assert not list(tmp_path.iterdir())


# what is refused ---------------------------------------------------------------------------------


def doctored(file: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The same backup with other contents, its list of files made to fit unless changed too."""
    with zipfile.ZipFile(file) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file


def add(name: str) -> Callable[[dict[str, bytes]], None]:
    def change(files: dict[str, bytes]) -> None:
        head = json.loads(files[MANIFEST])
        files[name] = b"evil"
        entry = {"sha256": hashlib.sha256(b"evil").hexdigest(), "bytes": 4}
        head["files"][name] = entry
        files[MANIFEST] = json.dumps(head).encode()

    return change


def refused(file: Path, folder: Path) -> str:
    outside = set(folder.parent.parent.rglob("*"))
    with pytest.raises(UserError) as error:
        restore(file, folder)
    assert set(folder.parent.parent.rglob("*")) - outside <= {folder, folder.parent}
    assert not folder.exists() or not list(folder.iterdir())
    return error.value.what


@pytest.fixture
def kept(office: Path, tmp_path: Path) -> Path:
    backup(office, tmp_path / "kept.zip")
    return tmp_path / "kept.zip"


@pytest.mark.parametrize(
    "name",
    ["../evil", "/etc/evil", "agency/../../evil", "C:/evil", "C:evil", "a\\..\\evil", "a//b", "./a",
     "//host/share", "con.yml", "agency/nul", "a\x01b", "dot.", "a:b"],
)  # fmt: skip
def test_names_that_lead_elsewhere(kept: Path, tmp_path: Path, name: str) -> None:
    assert "ไม่ปลอดภัย" in refused(doctored(kept, add(name)), tmp_path / "in" / "there")


def test_a_shortened_file(kept: Path, tmp_path: Path) -> None:
    whole = kept.read_bytes()
    for part in (0, 10, len(whole) // 2, len(whole) - 10):
        kept.write_bytes(whole[:part])
        assert "เสียหายหรือไม่ครบ" in refused(kept, tmp_path / "in" / "there")


def test_turned_bits(kept: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(kept) as archive:
        info = archive.getinfo("agency/site.db")
    body = bytearray(kept.read_bytes())
    place = info.header_offset + 300
    body[place : place + 40] = bytes(40)
    kept.write_bytes(body)
    assert "เสียหายหรือไม่ครบ" in refused(kept, tmp_path / "in" / "there")


@pytest.mark.parametrize(
    "change",
    [
        lambda files: files.__setitem__("agency/site.yml", b"name: other"),
        lambda files: files.__setitem__("extra", b"x"),
        lambda files: files.pop("agency/site.db"),
        lambda files: files.pop(MANIFEST),
        lambda files: files.__setitem__(MANIFEST, b"{"),
        lambda files: files.__setitem__(MANIFEST, b'{"format": 1, "files": []}'),
        lambda files: files.__setitem__(MANIFEST, b'{"format": 1, "files": {"a": {}}}'),
    ],
)
def test_contents_that_do_not_fit(kept: Path, tmp_path: Path, change) -> None:
    assert "เสียหายหรือไม่ครบ" in refused(doctored(kept, change), tmp_path / "in" / "there")


def test_a_later_format(kept: Path, tmp_path: Path) -> None:
    def change(files: dict[str, bytes]) -> None:
        head = json.loads(files[MANIFEST])
        files[MANIFEST] = json.dumps(head | {"format": 2}).encode()

    assert "รุ่นใหม่กว่า" in refused(doctored(kept, change), tmp_path / "in" / "there")


def test_no_room(kept: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("audit.restore.SPARE", 1 << 62)
    assert "ที่ว่างในดิสก์ไม่พอ" in refused(kept, tmp_path / "in" / "there")
