"""One page or file as the rules see it: from this computer, from the web, or from a site's folder.

Promises: the document an audit would judge, read with the same limits and by the same readers; one
address is fetched with the crawl's own safety and manners, and nothing of it stays behind. Refuses
to know: how a document is printed, criteria.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from audit.documents import Library
from audit.errors import UserError, os_trouble, told
from audit.extract import MOST_BYTES, body, unread_document
from audit.reading import Reading, current_readers
from audit.site import Site, full_url, origin
from audit.store import Store
from crawler import crawl
from crawler.model import Capture, CrawlPlan, SitePaths
from rules.document import Document

MINUTES = 3.0
"""How long fetching one address may take, with every wait that a site asks for."""
_FILED = "http://file.invalid/"
_ANY = "application/octet-stream"


def from_file(path: Path) -> Document:
    """The document of a file on this computer; `UserError` when it cannot be opened."""
    try:
        data = path.read_bytes() if path.stat().st_size <= MOST_BYTES else None
    except OSError as error:
        raise UserError(
            f"เปิดไฟล์ {path} ไม่ได้ ({os_trouble(error)})", "ตรวจชื่อไฟล์และสิทธิ์ในการอ่าน แล้วสั่งใหม่"
        ) from error
    if data is None:
        return unread_document("", "too_large")
    with _scratch() as store:
        _, sha256 = _alone(store, data, Capture(url=_FILED + quote(path.name), media=_ANY))
        text = store.body(sha256, current_readers())
        return body.load(sha256, text) if text else unread_document(sha256, "broken")


def from_web(typed: str) -> Document:
    """The document at an address, fetched now; the site's trouble is its `problem`."""
    url = _address(typed)
    plan = CrawlPlan(seeds=(url,), only=(url,), open_origins=(origin(url),), minutes=MINUTES)
    with _scratch() as store:
        with told():
            result = crawl(plan, store.snapshots.paths)
        if result.ended == "cancelled":
            raise KeyboardInterrupt
        _read(store, result.crawl_id)
        return _placed(store, Library(store, current_readers()), result.crawl_id, url)


def from_site(site: Site, typed: str) -> Document:
    """The document at an address as the site's newest crawl left it, menus and labels known."""
    url = _address(typed)
    with Store(site.paths) as store:
        crawl_id = store.snapshots.latest_crawl()
        if crawl_id is None:
            raise UserError("ยังไม่เคยเก็บหน้าเว็บของหน่วยงานนี้", "สั่ง oit check ก่อน")
        library = Library(store, current_readers(), site.hosts)
        return _placed(store, library, crawl_id, url)


def _placed(store: Store, library: Library, crawl_id: int, url: str) -> Document:
    documents = library.for_crawl(store.snapshots.current(crawl_id), (url,))
    wanted = library.resolve(url)
    found = next(document for document in documents if document.url == wanted)
    snapshot = library.atlas.snapshots.get(wanted)
    if found.problem != "not_reached" or snapshot is None or not snapshot.sha256:
        return found
    # It was got, but not read since the readers became better.
    data = store.snapshots.read(snapshot.sha256)
    again = Capture(url=wanted, media=snapshot.media or _ANY, charset=snapshot.charset)
    with _scratch() as scratch:
        crawl_id, _ = _alone(scratch, data, again)
        alone = Library(scratch, current_readers())
        return replace(_placed(scratch, alone, crawl_id, wanted), labels=found.labels)


def _alone(store: Store, data: bytes, capture: Capture) -> tuple[int, str]:
    """Keep these bytes as a crawl of one page and read them; the crawl's number and their hash."""
    with told():
        crawl_id, _ = store.snapshots.begin(CrawlPlan(seeds=(capture.url,), resume=False))
        sha256 = store.snapshots.keep(data)
        kept = replace(capture, status=200, sha256=sha256, bytes=len(data))
        store.snapshots.save(crawl_id, [kept])
    _read(store, crawl_id)
    return crawl_id, sha256


def _read(store: Store, crawl_id: int) -> None:
    with Reading(store) as reading:
        reading.finish(crawl_id)


def _address(typed: str) -> str:
    try:
        return full_url(typed)
    except ValueError as error:
        raise UserError(str(error), "พิมพ์ที่อยู่เต็ม เช่น https://www.example.go.th/plan.pdf") from error


@contextmanager
def _scratch() -> Iterator[Store]:
    """A site's folder that is gone afterwards."""
    with (
        tempfile.TemporaryDirectory(prefix="oit-") as folder,
        Store(SitePaths(folder=Path(folder))) as store,
    ):
        yield store
