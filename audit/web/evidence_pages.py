"""Stored evidence on show: the page or the sheet of a PDF, the quoted words marked, the element.

Promises: only bytes of this site, by their hash; nothing of them runs, loads or leads away. Refuses
to know: how words are found (`audit.viewer`, `audit.picture`).
"""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import HTMLResponse, Response

from audit import viewer
from audit.errors import UserError
from audit.extract import body
from audit.picture import page_picture
from audit.reading import current_readers
from audit.store import Store
from audit.web.office import MissingError
from audit.web.render import page, part
from audit.web.visits import Viewer, Visit, url_of
from crawler.model import Snapshot
from reports.model import ElementLine, IndicatorLine
from rules.document import Document

router = APIRouter(include_in_schema=False)
FRAME = {
    "content-security-policy": (
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'self'"
    ),
    "x-frame-options": "SAMEORIGIN",
}
FILE = {"content-security-policy": "sandbox; default-src 'none'"}
KEPT = {"cache-control": "private, max-age=86400"}
"""Bytes named by their hash never change."""


@router.get("/s/{name}/stored")
def stored_at(visit: Viewer, name: str, url: str, code: str = "", element: str = "") -> Response:
    """The newest bytes that were got from an address."""
    sha256 = newest_at(visit, name, url).sha256 or ""
    return visit.go(url_of("s", name, "stored", sha256, url=url, code=code, element=element))


def newest_at(visit: Visit, name: str, url: str) -> Snapshot:
    """The last snapshot of an address that holds bytes; `UserError` when there is none."""
    with visit.office.reading(visit.site(name)) as store:
        crawl_id = store.snapshots.latest_crawl() or 0
        found = store.snapshots.previous(url, crawl_id + 1)
    if found is None or found.sha256 is None:
        raise UserError("ไม่มีสำเนาของหน้านี้", "เปิดหน้าจริง หรือตรวจอีกครั้ง")
    return found


@router.get("/s/{name}/stored/{sha256}")
def stored(
    visit: Viewer, name: str, sha256: str, *,
    url: str = "", where: str = "", quote: str = "", code: str = "", element: str = "",
    page_no: int = 0,
) -> Response:  # fmt: skip
    """What was stored, beside what it is evidence of."""
    site = visit.site(name)
    with visit.office.reading(site) as store:
        snapshot = snapshot_of(store, sha256, url)
        text = store.body(sha256, current_readers())
        document = body.load(sha256, text) if text else None
        there = store.snapshots.has(sha256)
        line, one = _element(visit, site.folder.name, store, code, element)
    number = page_no or viewer.page_number(where) or 1
    return page(
        visit,
        "stored.html.j2",
        name=name,
        site=site,
        job=None,
        snapshot=snapshot,
        document=document,
        there=there,
        sort=_sort(snapshot),
        blocks=viewer.marked_blocks(document, quote, where) if document else (),
        quote=quote,
        where=where,
        number=number,
        last=_last_page(document),
        line=line,
        element=one,
    )


@router.get("/s/{name}/stored/{sha256}/frame")
def frame(visit: Viewer, name: str, sha256: str, url: str = "", quote: str = "") -> Response:
    """The stored web page for the frame."""
    with visit.office.reading(visit.site(name)) as store:
        snapshot = snapshot_of(store, sha256, url)
        data = _bytes(store, sha256)
    marked = (
        viewer.marked_page(data, snapshot.charset, quote) if _sort(snapshot) == "page" else None
    )
    html = part(visit, "frame.html.j2", marked=marked, mark=viewer.MARK)
    return HTMLResponse(html.encode("utf-8", "replace"), headers=FRAME | KEPT)


@router.get("/s/{name}/stored/{sha256}/picture")
def picture(visit: Viewer, name: str, sha256: str, page_no: int = 1, quote: str = "") -> Response:
    """One page of a stored PDF."""
    with visit.office.reading(visit.site(name)) as store:
        snapshot = snapshot_of(store, sha256, "")
        _bytes(store, sha256)
        path = store.snapshots.blob_path(sha256)
    drawn = None
    if _sort(snapshot) == "pdf" and 1 <= page_no <= 100_000:
        drawn = page_picture(path, page_no, quote)
    if drawn is None:
        raise MissingError(sha256)
    return Response(drawn, media_type="image/png", headers=KEPT)


@router.get("/s/{name}/stored/{sha256}/file")
def file(visit: Viewer, name: str, sha256: str) -> Response:
    """The bytes as they were got, to be saved and never opened in place."""
    with visit.office.reading(visit.site(name)) as store:
        snapshot_of(store, sha256, "")
        data = _bytes(store, sha256)
    headers = {"content-disposition": f'attachment; filename="{sha256}.bin"'} | FILE | KEPT
    return Response(data, media_type="application/octet-stream", headers=headers)


def snapshot_of(store: Store, sha256: str, url: str) -> Snapshot:
    """Where and when the site gave these bytes; `MissingError` when it never did."""
    found = viewer.snapshot_of(store, sha256, url)
    if found is None:
        raise MissingError(sha256)
    return found


def _bytes(store: Store, sha256: str) -> bytes:
    try:
        return store.snapshots.read(sha256)
    except OSError:
        raise UserError("ไฟล์ต้นฉบับนี้ไม่ได้เก็บไว้แล้ว", "ดูข้อความที่โปรแกรมอ่านได้แทน หรือตรวจอีกครั้ง") from None


def _sort(snapshot: Snapshot) -> str:
    media = (snapshot.media or "").partition(";")[0].strip().lower()
    if media in {"text/html", "application/xhtml+xml"}:
        return "page"
    return "pdf" if media == "application/pdf" else "other"


def _last_page(document: Document | None) -> int:
    if document is None:
        return 1
    numbers = (viewer.page_number(block.where) or 1 for block in document.blocks)
    return max(numbers, default=1)


def _element(
    visit: Visit, name: str, store: Store, code: str, element: str
) -> tuple[IndicatorLine | None, ElementLine | None]:
    if not code:
        return None, None
    report = visit.office.report(visit.site(name), store)
    line = next((one for one in report.indicators if one.code == code), None)
    found = next((one for one in line.elements if one.id == element), None) if line else None
    return line, found
