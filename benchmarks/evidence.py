"""How well evidence is found on websites made in many manners (`benchmarks.cms_sites`).

Promises: pages are read, placed and searched as an audit does, without a network; recall and
precision per website. Refuses to know: elements, outcomes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast
from urllib.parse import quote

from audit.documents import Library
from audit.extract import body, extract
from audit.store import Store
from benchmarks.cms_site import HOME, PACK, Made
from benchmarks.cms_sites import SITES, made
from crawler import canonical
from crawler.model import Snapshot
from rules.document import Document
from rules.find import Finder


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One website: `wanted` pairs of indicator and document, `found` of them; `listed` evidence
    that counts, `right` of it."""

    name: str
    wanted: int
    found: int
    listed: int
    right: int
    missed: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()


class _Readings:
    """What a store remembers of documents, for `Library`."""

    def __init__(self, pages: dict[str, str]) -> None:
        self._kept: dict[str, str] = {}
        self.snapshots: list[Snapshot] = []
        for path, text in pages.items():
            data = text.encode()
            sha256 = hashlib.sha256(data).hexdigest()
            document = extract(data, name=path)
            self._kept[sha256] = body.dump(document)
            self.snapshots.append(
                Snapshot(
                    crawl_id=1,
                    page_id=len(self.snapshots),
                    url=_url(path),
                    fetched_at="",
                    status=200,
                    sha256=sha256,
                    media=document.media,
                )
            )

    def body(self, sha256: str, _readers: object) -> str | None:
        return self._kept.get(sha256)


def _url(path: str) -> str:
    safe = quote(path, safe="/%?=&")
    return canonical(HOME + safe, HOME) or HOME + safe


def documents(site: Made) -> tuple[Document, ...]:
    """The website's documents, as after a crawl."""
    kept = _Readings(site.pages)
    library = Library(cast("Store", kept), frozenset(), ("agency.test",))
    return library.for_crawl(kept.snapshots)


def seen(manner: Callable[[Made], None]) -> Seen:
    """Look for evidence on the website of one manner."""
    site = made(manner)
    finder = Finder(PACK, documents(site))
    wanted = found = listed = right = 0
    missed: list[str] = []
    wrong: list[str] = []
    for indicator in PACK.indicators:
        code = indicator.code
        true = {_url(path) for path in site.truth.get(code, ())}
        may = true | {_url(path) for path in site.also.get(code, ())}
        counted = {e.document.url for e in finder.evidence(indicator) if e.aside is None}
        wanted, found = wanted + len(true), found + len(true & counted)
        listed, right = listed + len(counted), right + len(counted & may)
        missed += [f"{code} {url.removeprefix(HOME)}" for url in sorted(true - counted)]
        wrong += [f"{code} {url.removeprefix(HOME)}" for url in sorted(counted - may)]
    return Seen(
        name=manner.__name__.replace("_", " "), wanted=wanted, found=found, listed=listed,
        right=right, missed=tuple(missed), wrong=tuple(wrong),
    )  # fmt: skip


def table() -> str:
    """All websites as rows of a table, and their sum."""
    every = [seen(manner) for manner in SITES]
    rows = [
        f"| {one.name} | {one.found} of {one.wanted} | {one.right} of {one.listed} |"
        for one in every
    ]
    found, wanted = sum(one.found for one in every), sum(one.wanted for one in every)
    right, listed = sum(one.right for one in every), sum(one.listed for one in every)
    recall, precision = found / wanted, right / listed
    rows.append(
        f"| all | {found} of {wanted} ({recall:.3f}) | {right} of {listed} ({precision:.3f}) |"
    )
    return "| manner | recall | precision |\n|---|---|---|\n" + "\n".join(rows)
