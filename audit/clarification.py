"""The clarification pack (ชุดชี้แจง): what a disputed indicator rests on, for the assessor.

Promises: the bytes as the site sent them with time and hash, the quotes with their places, pictures
of the pages quoted, and an index to read; chained so that nothing can be changed unseen
(`audit.chain`). Refuses to know: judging, the network, where the pack is sent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from audit import pictures
from audit.chain import Entry, sealed, sha256
from audit.export import file_name, kept_bytes
from crawler import Snapshot, SnapshotStore
from reports import as_clarification, safety
from reports.model import IndicatorLine, QuoteLine, Report

Quotes = tuple[as_clarification.Proven, ...]
MOST_PICTURES = 12
"""Pictures of one file: the pages that are quoted."""
MOST_DRAWN = 8
"""Web pages that are drawn for one pack; a browser takes seconds for each."""
_PAGE = re.compile(r"หน้า\s*(\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A pack: its bytes, its head, how many files are kept in it and how many addresses are not."""

    data: bytes
    head: str
    files: int
    missing: int


def make(store: SnapshotStore, crawl_id: int, report: Report, code: str, note: str = "") -> Made:
    """The pack of one indicator of a report; `note` is what the agency says itself."""
    report = safety.cleaned(report)
    line = next(one for one in report.indicators if one.code == code)
    line = replace(line, suggestions=())
    known = {snapshot.url: snapshot for snapshot in store.current(crawl_id)}
    exhibits: list[as_clarification.Exhibit] = []
    entries: list[Entry] = []
    for number, url in enumerate(_urls(line), start=1):
        exhibit, files = _exhibit(store, number, url, known.get(url), _quotes(line, url))
        exhibits.append(exhibit)
        entries += files
    page = as_clarification.render(report, line, tuple(exhibits), note)
    about = Entry(name="index.html", body=page, facts=_about(report, line, note))
    data, head = sealed([about, *entries])
    kept = sum(bool(exhibit.file) for exhibit in exhibits)
    return Made(data=data, head=head, files=kept, missing=len(exhibits) - kept)


def _urls(line: IndicatorLine) -> tuple[str, ...]:
    """Quoted addresses first, then all evidence that was looked at."""
    quoted = (quote.url for element in line.elements for quote in element.quotes)
    return tuple(dict.fromkeys((*quoted, *(evidence.url for evidence in line.evidence))))


def _quotes(line: IndicatorLine, url: str) -> Quotes:
    return tuple(
        as_clarification.Proven(element=element.id, says=element.says, quote=quote)
        for element in line.elements
        for quote in element.quotes
        if quote.url == url
    )


def _exhibit(
    store: SnapshotStore, number: int, url: str, snapshot: Snapshot | None, quotes: Quotes
) -> tuple[as_clarification.Exhibit, list[Entry]]:
    """What the index says of one address, and the files of it."""
    body = _body(store, snapshot, quotes)
    hashed = sha256(body) if body is not None else ""
    if snapshot and snapshot.sha256 != hashed and body is not None:
        snapshot = replace(snapshot, fetched_at="", asked_at=None, status=None)  # of other bytes
    entries: list[Entry] = []
    if body is not None:
        name = f"files/{number:02}-{file_name(url, snapshot)}"
        entries.append(Entry(name=name, body=body, facts=_facts(url, snapshot, quotes)))
        entries += _pictures(number, body, snapshot, quotes)
    exhibit = as_clarification.Exhibit(
        url=url,
        file=entries[0].name if entries else "",
        pictures=tuple(entry.name for entry in entries[1:]),
        fetched_at=snapshot.seen_at if snapshot else "",
        sha256=hashed,
        problem=(snapshot.problem or "") if snapshot else "not_reached",
        proven=quotes,
    )
    return exhibit, entries


def _body(store: SnapshotStore, snapshot: Snapshot | None, quotes: Quotes) -> bytes | None:
    """The bytes that were quoted; they may be older than what the newest crawl got."""
    for proven in quotes:
        if proven.quote.sha256 and store.has(proven.quote.sha256):
            return store.read(proven.quote.sha256)
    return kept_bytes(store, snapshot) if snapshot and snapshot.sha256 else None


def _facts(url: str, snapshot: Snapshot | None, quotes: Quotes) -> dict[str, object]:
    return {
        "url": url,
        "fetched_at": snapshot.seen_at or None if snapshot else None,
        "status": snapshot.status if snapshot else None,
        "media": snapshot.media if snapshot else None,
        "last_modified": snapshot.last_modified if snapshot else None,
        "quotes": [
            {"element": one.element, "where": one.quote.where, "text": one.quote.text}
            for one in quotes
        ],
    }


def _about(report: Report, line: IndicatorLine, note: str) -> dict[str, object]:
    return {
        "site": report.site.url,
        "agency": report.site.name,
        "indicator": line.code,
        "title": line.title,
        "pack": report.pack.id,
        "pack_sha256": report.pack.sha256,
        "audit": report.audit_id,
        "as_of": report.as_of,
        "seal": report.seal,
        "engine": report.engine,
        "outcomes": {element.id: element.outcome for element in line.elements},
        "note": note,
    }


def _pictures(
    number: int,
    body: bytes,
    snapshot: Snapshot | None,
    quotes: Quotes,
) -> Iterator[Entry]:
    media = (snapshot and snapshot.media) or ""
    if body[:5] == b"%PDF-":
        for page in _pages(one.quote for one in quotes):
            if picture := pictures.of_pdf(body, page):
                yield Entry(name=f"pictures/{number:02}-page-{page}.png", body=picture)
    elif media.startswith("text/html") and number <= MOST_DRAWN:
        picture = pictures.of_page(body, snapshot.charset if snapshot else None)
        if picture:
            yield Entry(name=f"pictures/{number:02}.png", body=picture)


def _pages(quotes: Iterator[QuoteLine]) -> list[int]:
    """The pages quoted, else the first."""
    found = {int(place[1]) for quote in quotes for place in [_PAGE.search(quote.where)] if place}
    return sorted(found or {1})[:MOST_PICTURES]
