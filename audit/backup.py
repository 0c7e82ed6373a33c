"""A whole folder of sites as one file, while everything goes on working.

Promises: databases as of one moment, with every blob they name, settings and criteria, each with
its SHA-256; the file appears whole or not at all and never replaces another. Refuses to know: what
is in the databases beside the names of blobs; how a backup is put back (`audit.restore`).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import re
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from audit.errors import UserError, told
from audit.places import sites_in
from crawler.errors import store_errors

MANIFEST = "backup.json"
FORMAT = 1
DATABASE = b"SQLite format 3\0"
CHUNK = 1 << 20
SKIPPED = re.compile(r"(\.lock|\.log|-wal|-shm|-journal|\.part|\.tmp)$")
"""What is made anew by itself, or belongs to a database that is copied as a whole."""
OUR_OWN = re.compile(r"\.(ya?ml|db|key)$")
"""What belongs to an office beside its sites: other files of that folder may be anything."""


@dataclass(slots=True)
class Backup:
    """What a backup holds; `missing` are blobs that a database names and the disk has not."""

    file: Path
    sites: int = 0
    files: int = 0
    bytes: int = 0
    missing: list[str] = field(default_factory=list)


def backup(root: Path, file: Path) -> Backup:
    """Write everything of a folder of sites into `file`, a ZIP."""
    sites = sites_in(root)
    if not sites:
        raise UserError(
            f"ไม่พบ site.yml ในโฟลเดอร์ {root} และโฟลเดอร์ย่อย", "ระบุโฟลเดอร์ที่เก็บเว็บไซต์ แล้วสั่งใหม่"
        )
    if file.exists():
        raise UserError(f"มีไฟล์ {file} อยู่แล้ว จึงไม่เขียนทับ", "ตั้งชื่ออื่น เช่น ใส่วันที่ไว้ในชื่อ")
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    with told(), store_errors(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            done = _write(root, sites, part, file)
            _put(part, file)
        except FileExistsError as error:
            raise UserError(f"มีไฟล์ {file} อยู่แล้ว จึงไม่เขียนทับ", "ตั้งชื่ออื่น แล้วสั่งใหม่") from error
        finally:
            part.unlink(missing_ok=True)
    return done


def _put(part: Path, file: Path) -> None:
    """To its place, unless somebody was quicker."""
    try:
        os.link(part, file)  # refuses, unlike a rename
    except FileExistsError:
        raise
    except OSError:  # a disk without links
        if file.exists():
            raise FileExistsError(file) from None
        part.rename(file)


def _write(root: Path, sites: list[Path], part: Path, file: Path) -> Backup:
    done = Backup(file=file, sites=len(sites))
    entries: dict[str, dict[str, object]] = {}
    exact = getattr(os, "O_BINARY", 0)  # Windows would turn line ends round
    handle = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL | exact, 0o600)  # it holds secrets
    with (
        os.fdopen(handle, "w+b") as raw,
        zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        tempfile.TemporaryDirectory(dir=file.parent, prefix=".oit-backup-") as scratch,
    ):
        copy = Path(scratch) / "copy.db"
        for name, source, kind in _files(root, sites, {part.resolve(), file.resolve()}):
            if kind == "database":
                _copy_database(source, copy)
                entries[name] = _add(archive, name, copy)
                for blob, path in _blobs(copy, source.parent):
                    blob_name = f"{name.rpartition('/')[0]}/{blob}".lstrip("/")
                    if path.is_file():
                        entries[blob_name] = _add(archive, blob_name, path)
                    else:
                        done.missing.append(blob_name)
                copy.unlink()
            elif source.is_file():  # a report may have been replaced meanwhile
                entries[name] = _add(archive, name, source)
        head = {
            "format": FORMAT,
            "oit": version("oit"),
            "made_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            "missing": done.missing,
            "files": entries,
        }
        archive.writestr(MANIFEST, json.dumps(head, ensure_ascii=False))
    done.files = len(entries)
    done.bytes = part.stat().st_size
    return done


def _files(root: Path, sites: list[Path], own: set[Path]) -> Iterator[tuple[str, Path, str]]:
    """Name in the backup, file, and `database` or `file`; blobs are found by their database."""
    for path in sorted(root.iterdir()):
        if path.is_file() and OUR_OWN.search(path.name) and root not in sites:
            yield from _one(root, path, own)
    for site in sites:
        for path in sorted(site.rglob("*")):
            inside = path.relative_to(site).parts
            nested = site == root and any((site / inside[0]) == other for other in sites)
            if inside[0] != "blobs" and not nested:
                yield from _one(root, path, own)


def _one(root: Path, path: Path, own: set[Path]) -> Iterator[tuple[str, Path, str]]:
    if path.is_symlink() or not path.is_file() or SKIPPED.search(path.name):
        return
    if path.resolve() in own:
        return
    with path.open("rb") as opened:
        kind = "database" if opened.read(len(DATABASE)) == DATABASE else "file"
    yield path.relative_to(root).as_posix(), path, kind


def _copy_database(source: Path, copy: Path) -> None:
    """As of one moment, also while somebody writes."""
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as old,
        closing(sqlite3.connect(copy)) as new,
    ):
        old.backup(new)
        new.execute("pragma journal_mode = delete")


def _blobs(database: Path, folder: Path) -> Iterator[tuple[str, Path]]:
    """Every blob that a database names: it was on the disk before it was named."""
    with closing(sqlite3.connect(database)) as opened:
        if not opened.execute("select 1 from sqlite_master where name = 'blob'").fetchone():
            return
        for (sha256,) in opened.execute("select sha256 from blob order by sha256"):
            name = f"blobs/{sha256[:2]}/{sha256[2:]}"
            yield name, folder / name


def _add(archive: zipfile.ZipFile, name: str, path: Path) -> dict[str, object]:
    digest, size = hashlib.sha256(), 0
    info = zipfile.ZipInfo.from_file(path, name, strict_timestamps=False)
    info.compress_type = zipfile.ZIP_DEFLATED
    with path.open("rb") as source, archive.open(info, "w", force_zip64=True) as target:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            target.write(chunk)
    return {"sha256": digest.hexdigest(), "bytes": size}
