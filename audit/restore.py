"""Puts a backup back: checked in full first, into an empty folder only.

Promises: nothing is overwritten; nothing lands outside the folder; a damaged, shortened or doctored
file is refused before anything is put in its place. Refuses to know: how backups are made.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from contextlib import closing
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from audit.backup import CHUNK, DATABASE, FORMAT, MANIFEST
from audit.errors import UserError, told
from crawler.errors import store_errors

LARGEST_MANIFEST = 500_000_000
"""Bytes; a million blobs take a fifth of it."""
SPARE = 50_000_000
"""Bytes of the disk that stay free."""

Entries = dict[str, dict[str, Any]]


def restore(file: Path, folder: Path) -> int:
    """Put the sites of a backup into an empty or new folder; how many files."""
    if not file.is_file():
        raise UserError(f"ไม่พบไฟล์ {file}", "ตรวจชื่อและที่อยู่ของไฟล์สำรอง แล้วสั่งใหม่")
    _refuse_full(folder)
    with told(), store_errors(folder):
        try:
            with zipfile.ZipFile(file) as archive:
                entries = _checked(archive, file)
                _refuse_small_disk(entries, folder)
                folder.mkdir(parents=True, exist_ok=True)
                _unpack(archive, entries, folder, file)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise _damaged(file, "อ่านไม่จบ") from error
    return len(entries)


def _refuse_full(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(
            f"โฟลเดอร์ {folder} มีข้อมูลอยู่แล้ว จึงไม่เขียนทับ", "ระบุโฟลเดอร์ใหม่หรือโฟลเดอร์ว่าง แล้วสั่งใหม่"
        )


def _refuse_small_disk(entries: Entries, folder: Path) -> None:
    place = next(one for one in (folder, *folder.absolute().parents) if one.exists())
    needed = sum(entry["bytes"] for entry in entries.values())
    if needed + SPARE > shutil.disk_usage(place).free:
        raise UserError(
            f"ที่ว่างในดิสก์ไม่พอ ต้องใช้ {needed / 1e6:,.0f} MB", "เพิ่มที่ว่าง หรือเลือกดิสก์อื่น แล้วสั่งใหม่"
        )


def _checked(archive: zipfile.ZipFile, file: Path) -> Entries:
    """The list of files, when it is one and fits what is in the archive."""
    infos = {info.filename: info for info in archive.infolist()}
    if MANIFEST not in infos or infos[MANIFEST].file_size > LARGEST_MANIFEST:
        raise _damaged(file, "ไม่มีรายการไฟล์")
    try:
        head = json.loads(archive.read(MANIFEST))
        entries: Entries = head["files"]
        if head["format"] != FORMAT:
            raise UserError(
                "ไฟล์สำรองนี้สร้างด้วยโปรแกรม oit รุ่นใหม่กว่า", "ปรับปรุงโปรแกรม oit ให้เป็นรุ่นล่าสุด แล้วสั่งใหม่"
            )
        fits = all(
            isinstance(entry["bytes"], int)
            and infos[name].file_size == entry["bytes"]
            and re.fullmatch("[0-9a-f]{64}", entry["sha256"])
            for name, entry in entries.items()
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(file, "รายการไฟล์ไม่ถูกต้อง") from error
    if not fits or set(infos) != {MANIFEST, *entries} or len(infos) != len(archive.infolist()):
        raise _damaged(file, "รายการไฟล์ไม่ตรงกับที่มีอยู่")
    for name in entries:
        if not _is_safe(name):
            raise _damaged(file, f"มีชื่อไฟล์ที่ไม่ปลอดภัย {name!r}")
    return entries


def _is_safe(name: str) -> bool:
    """A plain path downwards, on every system."""
    parts = name.split("/")
    return (
        not PurePosixPath(name).is_absolute()
        and not PureWindowsPath(name).anchor
        and not re.search(r'[\x00-\x1f\\:*?"<>|]', name)
        and all(part not in {"", ".", ".."} and not part.endswith((".", " ")) for part in parts)
        and not any(PureWindowsPath(part).is_reserved() for part in parts)
    )


def _unpack(archive: zipfile.ZipFile, entries: Entries, folder: Path, file: Path) -> None:
    """Into a folder of its own first; what is whole is moved to its place."""
    with tempfile.TemporaryDirectory(dir=folder, prefix=".restore-") as scratch:
        home = Path(scratch)
        for name, entry in entries.items():
            target = home / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if _copy(archive, name, target, entry["bytes"]) != entry["sha256"]:
                raise _damaged(file, f"เนื้อไฟล์ {name} ไม่ตรงกับที่สำรองไว้")
            _check_database(target, file)
        for path in sorted(home.iterdir()):
            path.rename(folder / path.name)


def _copy(archive: zipfile.ZipFile, name: str, target: Path, size: int) -> str:
    digest, left = hashlib.sha256(), size
    with archive.open(name) as source, target.open("xb") as file:
        while chunk := source.read(CHUNK):
            left -= len(chunk)
            if left < 0:  # it said it was smaller
                return ""
            digest.update(chunk)
            file.write(chunk)
    return digest.hexdigest()


def _check_database(path: Path, file: Path) -> None:
    with path.open("rb") as opened:
        if opened.read(len(DATABASE)) != DATABASE:
            return
    try:
        with closing(sqlite3.connect(path)) as database:
            whole = database.execute("pragma quick_check").fetchone() == ("ok",)
    except sqlite3.DatabaseError:
        whole = False
    if not whole:
        raise _damaged(file, f"ฐานข้อมูล {path.name} เสียหาย")


def _damaged(file: Path, why: str) -> UserError:
    return UserError(f"ไฟล์สำรอง {file} เสียหายหรือไม่ครบ ({why})", "ใช้ไฟล์สำรองชุดอื่น ยังไม่มีสิ่งใดถูกแก้ไข")
