"""A ZIP whose files are chained by hashes, so that nothing in it can be changed unseen.

Promises: `sealed` makes one, `verify` names everything that is not as it was sealed: any byte, the
order, an entry more or less. Each entry's hash covers the file's hash, the entry's facts and the
hash before; the last one, the head, stands for the whole. Refuses to know: what the files are.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from reports import archive

FORMAT = "oit-chain/1"
MANIFEST = "manifest.json"
BEGINNING = "0" * 64
LARGEST = 4_000_000_000  # bytes; what a ZIP without extensions can hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One file and the facts told about it (JSON values)."""

    name: str
    body: bytes
    facts: dict[str, Any] = field(default_factory=dict)


def sealed(entries: Iterable[Entry]) -> tuple[bytes, str]:
    """The ZIP's bytes and its head. Files are stored as they are, the manifest last."""
    files: list[tuple[str, bytes]] = []
    lines: list[dict[str, Any]] = []
    head = BEGINNING
    for number, entry in enumerate(entries, start=1):
        line = {
            "number": number,
            "name": entry.name,
            "bytes": len(entry.body),
            "sha256": sha256(entry.body),
            "facts": entry.facts,
            "previous": head,
        }
        head = sha256(canonical(line))
        lines.append({**line, "hash": head})
        files.append((entry.name, entry.body))
    manifest = {"format": FORMAT, "entries": lines, "head": head}
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    return archive.pack([*files, (MANIFEST, text.encode())], squeeze=False), head


def verify(data: bytes, head: str | None = None) -> tuple[str, ...]:
    """What is not as it was sealed, in Thai; empty when all is well.

    `head`: the head that was told when the ZIP was made; without it, a ZIP that somebody made anew
    as a whole cannot be told from the first.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            infos = packed.infolist()
            if sum(info.file_size for info in infos) > LARGEST:
                return ("ไฟล์ใหญ่เกินกว่าจะเป็นชุดที่ oit สร้าง",)
            files = [(info.filename, packed.read(info)) for info in infos]
    # All that zipfile raises for somebody's bytes: unknown packing and passwords are the last two.
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError):
        return ("ไฟล์ ZIP เสียหาย เปิดอ่านไม่ได้ครบ",)
    return tuple(_faults(data, files, head))


def _faults(data: bytes, files: list[tuple[str, bytes]], told: str | None) -> Iterator[str]:
    if not files or files[-1][0] != MANIFEST:
        yield f"ไม่พบ {MANIFEST} เป็นไฟล์สุดท้าย"
        return
    try:
        manifest = json.loads(files[-1][1])
        lines, head = list(manifest["entries"]), str(manifest["head"])
        known = manifest["format"] == FORMAT and set(manifest) == {"format", "entries", "head"}
        names = [str(line["name"]) for line in lines]
    except (ValueError, KeyError, TypeError):
        yield f"{MANIFEST} อ่านไม่ได้"
        return
    if not known:
        yield f"{MANIFEST} ไม่ใช่รูปแบบ {FORMAT}"
    found = [name for name, _ in files[:-1]]
    yield from (f"มีไฟล์เกินมา: {name}" for name in found if name not in names)
    yield from (f"ไฟล์หายไป: {name}" for name in names if name not in found)
    if found != names:
        yield "ลำดับหรือจำนวนไฟล์ไม่ตรงกับบัญชี"
    end = BEGINNING
    bodies = dict(files)
    for number, line in enumerate(lines, start=1):
        end = yield from _line(number, line, end, bodies)
    if end != head:
        yield "ตราประทับท้ายบัญชีไม่ตรงกับรายการ"
    if told is not None and told.strip().lower() != head:
        yield "ตราประทับไม่ตรงกับที่จดไว้ตอนสร้าง"
    if archive.pack(files, squeeze=False) != data:
        yield "มีข้อมูลในไฟล์ ZIP ที่ต่างจากตอนสร้าง"


def _line(
    number: int, line: dict[str, Any], before: str, bodies: dict[str, bytes]
) -> Generator[str, None, str]:
    """What is wrong with one entry; returns the hash the next one must point to."""
    name = str(line["name"])
    stated = {key: value for key, value in line.items() if key != "hash"}
    if line.get("number") != number or line.get("previous") != before:
        yield f"รายการที่ {number} ({name}) ไม่ต่อจากรายการก่อนหน้า"
    end = sha256(canonical(stated))
    if line.get("hash") != end:
        yield f"รายการที่ {number} ({name}) ถูกแก้ไข"
    body = bodies.get(name)
    if body is not None and (sha256(body), len(body)) != (line.get("sha256"), line.get("bytes")):
        yield f"เนื้อไฟล์ไม่ตรงกับค่าแฮช: {name}"
    return end


def canonical(line: dict[str, Any]) -> bytes:
    """An entry as the bytes its hash is taken over: sorted keys, no blanks, UTF-8."""
    text = json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", errors="surrogatepass")


def sha256(data: bytes) -> str:
    """In hexadecimal."""
    return hashlib.sha256(data).hexdigest()
