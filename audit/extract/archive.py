"""ZIP, 7z and RAR → one document: the names of the files in it, and what they say.

Promises: one level is read, within bounds on files and on bytes once unpacked; every place names
its file; nothing is written to disk. Refuses to know: how a file is read (it is handed a reader),
archives inside the archive (their names are told).
"""

from __future__ import annotations

import ctypes
import io
import posixpath
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from audit.extract.decode import decode
from audit.extract.reading import Reading, Source, UnreadableError, squeeze
from rules.document import Block, Kind, Legibility

MOST_NAMES = 2_000
MOST_FILES = 60
"""Files read of one archive; the others are only named."""

MOST_BYTES = 200_000_000
"""Bytes of all files read, once unpacked."""

LARGEST_EMPTY = 500
"""Bytes of an archive in which there may really be nothing."""

_LEFT_OUT = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")

ReadFile = Callable[[bytes, str], Reading]
"""Reads the bytes of a file with this name; never raises for what is in them."""


@dataclass(slots=True)
class _File:
    """One file of an archive: `data` None when it was not unpacked; `problem` says why.

    Without a name it stands for all the files after an error.
    """

    name: str
    data: bytes | None = None
    problem: str = "too_large"


def read(source: Source, read_file: ReadFile) -> Reading:
    """The archive's files. UnreadableError: `broken`, `password`, `unsupported`."""
    opened = _zipped if source.data.startswith(b"PK") else _packed
    blocks: list[Block] = []
    readings: list[Reading] = []
    problems: list[str] = []
    for file in opened(source.data):
        where = f"ไฟล์ {squeeze(file.name)}"
        name = squeeze(posixpath.basename(file.name))
        if name:
            blocks.append(Block(kind=Kind.LINK, text=name, where=where))
        if file.data is None:
            problems.append(file.problem)
            continue
        reading = _placed(read_file(file.data, name), where)
        readings.append(reading)
        blocks += reading.blocks
        if reading.problem and reading.problem != "empty":
            problems.append(reading.problem)
    return _together(squeeze(source.name), blocks, readings, problems)


def _placed(reading: Reading, where: str) -> Reading:
    """The same with every place inside its file."""
    return replace(
        reading,
        blocks=tuple(replace(one, where=f"{where} {one.where}") for one in reading.blocks),
        tables=tuple(replace(one, where=f"{where} {one.where}") for one in reading.tables),
        ocr_places=frozenset(f"{where} {place}" for place in reading.ocr_places),
    )


def _together(
    name: str, blocks: list[Block], readings: list[Reading], problems: list[str]
) -> Reading:
    levels = {one.legibility for one in readings if one.blocks}
    legible = next((one for one in (Legibility.TEXT, Legibility.OCR) if one in levels), None)
    if legible is None:
        told = "password" if "password" in problems else "unsupported" if problems else "empty"
        problem = problems[0] if len(set(problems)) == 1 else told
        return Reading(
            title=name, blocks=tuple(blocks), legibility=Legibility.NONE, problem=problem
        )
    # Beside readable text a document says only that a part of it was not read.
    cut = "too_large" if set(problems) <= {"too_large"} else "partly"
    partly = "scan" if "scan" in problems else cut
    return Reading(
        title=next((one.title for one in readings if one.title), name),
        blocks=tuple(blocks),
        tables=tuple(table for one in readings for table in one.tables),
        legibility=legible,
        problem=partly if problems else None,
        ocr_places=frozenset(place for one in readings for place in one.ocr_places),
        repairs=tuple(dict.fromkeys(repair for one in readings for repair in one.repairs)),
    )


def _is_named(name: str) -> bool:
    """Whether it is a file that somebody put there, not a program's own note."""
    low = f"{name.lower()}"
    return bool(low) and not low.endswith("/") and not any(mark in low for mark in _LEFT_OUT)


class _Room:
    """How much may still be unpacked."""

    def __init__(self) -> None:
        self.files = MOST_FILES
        self.left = MOST_BYTES

    def fits(self, size: int) -> bool:
        return self.files > 0 and size <= self.left

    def take(self, data: bytes) -> bytes:
        self.files -= 1
        self.left -= len(data)
        return data


def _zipped(data: bytes) -> Iterator[_File]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableError("broken") from error
    room = _Room()
    members = [one for one in archive.infolist() if _is_named(_zip_name(one)) and _is_file(one)]
    for member in members[:MOST_NAMES]:
        yield _unzipped(archive, member, room)


def _is_file(member: zipfile.ZipInfo) -> bool:
    """Whether it is no link to another file."""
    return not stat.S_ISLNK(member.external_attr >> 16)


def _zip_name(member: zipfile.ZipInfo) -> str:
    """The name as written: Windows in Thai writes cp874 and does not say so."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return decode(member.orig_filename.encode("cp437")).replace("\\", "/")
    except UnicodeEncodeError:
        return member.filename


def _unzipped(archive: zipfile.ZipFile, member: zipfile.ZipInfo, room: _Room) -> _File:
    file = _File(name=_zip_name(member))
    if member.flag_bits & 1:
        file.problem = "password"
    elif room.fits(member.file_size):
        try:
            with archive.open(member) as stream:
                data = stream.read(room.left + 1)
        except MemoryError:
            raise
        except Exception:  # zipfile, zlib, lzma and bz2 each raise their own
            file.problem = "broken"
        else:
            file.data = room.take(data) if room.fits(len(data)) else None
    return file


def _packed(data: bytes) -> Iterator[_File]:
    """7z and RAR, by libarchive."""
    try:
        import libarchive  # noqa: PLC0415 - the system may not have the program behind it
    except (ImportError, OSError, AttributeError, TypeError) as error:
        raise UnreadableError("unsupported") from error
    room = _Room()
    count = 0
    try:
        with libarchive.memory_reader(data) as archive:
            for entry in archive:
                name = str(entry.pathname or "").replace("\\", "/")
                if count >= MOST_NAMES:
                    return
                if entry.isfile and _is_named(name):
                    count += 1
                    if _is_locked(libarchive.ffi.libarchive, entry):
                        yield _File(name=name, problem="password")
                    else:
                        yield _unpacked(name, entry, room)
        if not count and len(data) > LARGEST_EMPTY:
            raise UnreadableError("broken")  # such as a later volume of several
    except libarchive.ArchiveError as error:
        if not count:
            raise UnreadableError(_reason(str(error))) from error
        # The names of the files that follow cannot be had any more.
        yield _File(name="", problem=_reason(str(error)))


def _unpacked(name: str, entry: Any, room: _Room) -> _File:
    """A file; one that cannot be unpacked costs itself, never those after it."""
    file = _File(name=name)
    if not room.fits(entry.size or 0):
        return file
    parts: list[bytes] = []
    length = 0
    try:
        for block in entry.get_blocks():
            length += len(block)
            if length > room.left:
                return file
            parts.append(block)
    except Exception as error:  # the library has no base of its own for what it raises
        if isinstance(error, MemoryError):
            raise
        file.problem = _reason(str(error))
        return file
    file.data = room.take(b"".join(parts))
    return file


def _is_locked(program: ctypes.CDLL, entry: Any) -> bool:
    """Whether an entry is encrypted, which the library's binding does not tell."""
    return bool(program.archive_entry_is_encrypted(ctypes.c_void_p(entry._entry_p)))


def _reason(told: str) -> str:
    """Why an archive cannot be read, by what the program says of it."""
    low = told.lower()
    if any(word in low for word in ("encrypt", "passphrase")):
        return "password"
    return "unsupported" if any(word in low for word in ("support", "unavailable")) else "broken"
