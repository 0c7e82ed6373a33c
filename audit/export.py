"""What was crawled, as files that outlive this program.

Promises: a WARC 1.1 archive that public tools replay, and a ZIP with the evidence of one indicator,
each file with its address, time and hash. Refuses to know: judging, the network.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from importlib.metadata import version
from io import BytesIO
from typing import Any, BinaryIO

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler import Snapshot, SnapshotStore
from reports import archive, safety
from reports.model import EvidenceLine, IndicatorLine

SUFFIXES = {"text/html": ".html", "application/pdf": ".pdf"}
README = """หลักฐานของข้อ {code} {title}
จัดทำจากการเก็บหน้าเว็บเมื่อวันที่ในไฟล์ manifest.json
แต่ละไฟล์คือข้อมูลตามที่เว็บไซต์ส่งมา ตรวจได้ด้วยค่า SHA-256 ใน manifest.json
ไฟล์ที่ไม่มีชื่อใน file คือที่อยู่ซึ่งพบแต่ไม่มีข้อมูลเก็บไว้
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """`files` written; `missing`: addresses whose bytes are not kept any more."""

    files: int
    missing: int


def write_warc(store: SnapshotStore, crawl_id: int, out: BinaryIO) -> Exported:
    """Everything the site was as of this crawl, as a compressed WARC 1.1."""
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    about = {"software": f"oit/{version('oit')}", "format": "WARC File Format 1.1"}
    writer.write_record(writer.create_warcinfo_record("oit.warc.gz", about))
    files = missing = 0
    fed_by_crawl: dict[int, dict[str, dict[str, bytes]]] = {}
    for snapshot in store.current(crawl_id):
        if snapshot.status is None:
            continue
        body = kept_bytes(store, snapshot)
        if body is None:
            missing += 1
            continue
        writer.write_record(
            writer.create_warc_record(
                snapshot.url, "response", payload=BytesIO(body),
                http_headers=_headers(snapshot, len(body)),
                warc_headers_dict={"WARC-Date": snapshot.seen_at.replace("+00:00", "Z")},
            )
        )  # fmt: skip
        files += 1
        if snapshot.rendered:
            if snapshot.crawl_id not in fed_by_crawl:
                fed_by_crawl[snapshot.crawl_id] = store.fed(snapshot.crawl_id)
            for address, data in fed_by_crawl[snapshot.crawl_id].get(snapshot.url, {}).items():
                writer.write_record(_data_record(writer, address, data, snapshot.seen_at))
                files += 1
    return Exported(files=files, missing=missing)


def _data_record(writer: WARCWriter, address: str, data: bytes, at: str) -> Any:
    """What a drawn page was fed, so that its scripts find it on replay."""
    lines = [("Content-Type", "application/json"), ("Content-Length", str(len(data)))]
    return writer.create_warc_record(
        address, "response", payload=BytesIO(data),
        http_headers=StatusAndHeaders("200 OK", lines, "HTTP/1.1"),
        warc_headers_dict={"WARC-Date": at.replace("+00:00", "Z")},
    )  # fmt: skip


def write_evidence(
    store: SnapshotStore, crawl_id: int, indicator: IndicatorLine, out: BinaryIO
) -> Exported:
    """The evidence of one indicator as a ZIP: the files, a manifest, a word to the reader."""
    known = {snapshot.url: snapshot for snapshot in store.current(crawl_id)}
    entries: list[dict[str, object]] = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for number, line in enumerate(indicator.evidence, start=1):
            snapshot = known.get(line.url)
            body = kept_bytes(store, snapshot) if snapshot and snapshot.sha256 else None
            name = f"{number:02}-{file_name(line.url, snapshot)}" if body is not None else None
            if name and body is not None:
                packed.writestr(name, body)
            entries.append(_entry(line, snapshot, name, body))
        manifest = {"indicator": indicator.code, "title": indicator.title, "evidence": entries}
        packed.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1))
        about = README.format(code=indicator.code.upper(), title=indicator.title)
        packed.writestr("README.txt", about)
    files = sum(entry["file"] is not None for entry in entries)
    return Exported(files=files, missing=len(entries) - files)


def kept_bytes(store: SnapshotStore, snapshot: Snapshot) -> bytes | None:
    """What a snapshot holds; nothing for an answer without a body, None when it was tidied."""
    if snapshot.sha256 is None:
        return b""
    try:
        return store.read(snapshot.sha256)
    except FileNotFoundError:
        return None


def _headers(snapshot: Snapshot, size: int) -> StatusAndHeaders:
    """The answer's head as far as it was kept; a 304 is told as the answer it stands for."""
    status = 200 if snapshot.status == HTTPStatus.NOT_MODIFIED else snapshot.status or 200
    return StatusAndHeaders(f"{status} {_reason(status)}", list(_lines(snapshot, size)), "HTTP/1.1")


def _lines(snapshot: Snapshot, size: int) -> Iterator[tuple[str, str]]:
    if snapshot.media:
        charset = f"; charset={snapshot.charset}" if snapshot.charset else ""
        yield "Content-Type", snapshot.media + charset
    kept = (
        ("ETag", snapshot.etag),
        ("Last-Modified", snapshot.last_modified),
        ("Location", snapshot.location),
    )
    yield from ((name, value) for name, value in kept if value)
    if snapshot.rendered:
        yield "X-Rendered", "1"
    yield "Content-Length", str(size)


def _reason(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:  # servers make numbers up
        return "Unknown"


def _entry(
    line: EvidenceLine, snapshot: Snapshot | None, name: str | None, body: bytes | None
) -> dict[str, object]:
    return {
        "file": name,
        "url": line.url,
        "title": line.title,
        "found_by": line.via,
        "set_aside": line.aside,
        "fetched_at": snapshot.seen_at if snapshot else None,
        "status": snapshot.status if snapshot else None,
        "media": snapshot.media if snapshot else None,
        "sha256": snapshot.sha256 if snapshot else None,
        "bytes": None if body is None else len(body),
    }


def file_name(url: str, snapshot: Snapshot | None) -> str:
    """A file name from an address, which leads out of no folder."""
    path = safety.shown(url).partition("?")[0].partition("#")[0].rstrip("/")
    name = archive.safe_name(path.rpartition("/")[2], "page")
    suffix = SUFFIXES.get((snapshot and snapshot.media) or "", "")
    return name if name.lower().endswith(suffix) else name + suffix
