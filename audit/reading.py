"""Reading blobs into documents, beside a crawl or afterwards.

Promises: every blob that holds content is read once for every reader version, whatever happened
before; a reader's crash or time-out is the document's problem until the next run. Pictures are
recognised after everything else, once, and only for so long. Refuses to know: file formats,
addresses' meaning, judging.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Self
from urllib.parse import unquote, urlsplit

from audit.events import OnEvent, ReadProgress, silent
from audit.extract import READERS, body, reader_of
from audit.extract.ocr_here import is_here, marks
from audit.extract.pool import ReaderPool
from audit.extract.sniff import HEAD, Sort
from audit.rows import Row
from audit.store import Store
from crawler.model import Snapshot
from rules.document import Document

BATCH = 50
"""Documents written in one transaction at the most …"""
SAVE_EVERY = 1.0
"""… and seconds between two of them: what a power cut may cost."""
BESIDE = 0.2
"""Seconds given to the readers at each turn beside a crawl."""
_LOST = frozenset({"crash", "timeout"})
"""Problems of a document whose reader did not come back."""
OCR_MINUTES = 30.0
"""Minutes that recognising pictures may take the readers, all added up."""
UNREADER = reader_of(b"")
"""The reader of what no reader reads."""


def plain_readers() -> frozenset[str]:
    """The readers whose results still count, as they read without recognising pictures."""
    return frozenset({reader.id for reader in READERS.values()} | {UNREADER})


def current_readers() -> frozenset[str]:
    """The readers whose results still count, also those that recognised pictures."""
    plain = plain_readers()
    return plain | {reader + mark for reader in plain for mark in marks()}


class Reading:
    """One stretch of reading. A context manager; workers start only when there is work.

    `ocr_minutes` limits recognising pictures; what is left then is recognised another time.
    """

    def __init__(
        self,
        store: Store,
        on_event: OnEvent = silent,
        ocr_minutes: float = OCR_MINUTES,
        *,
        again: bool = True,
    ) -> None:
        """`again`: also read what an earlier run gave up."""
        self.read = 0
        self._store = store
        self._on_event = on_event
        self._pool: ReaderPool | None = None
        self._after = ""
        self._ocr_seconds = ocr_minutes * 60 if is_here() else 0
        self._blobs: dict[str, Snapshot] = {}
        self._pictures: set[str] = set()
        self._failed: list[str] = []
        plain = plain_readers()
        # A reader may have been killed with all the rest, or have had no time on a busy machine.
        kept = store.readers_of(but=_LOST if again else frozenset())
        self._known = {sha for sha, readers in kept.items() if readers & plain}
        self._scans = store.scans(current_readers())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.close()

    def pump(self, crawl_id: int) -> None:
        """Hand over what the crawl has stored since the last call; keep what was read meanwhile."""
        landed = self._store.snapshots.new_blobs(crawl_id, self._after)
        if landed:
            self._after = landed[-1].fetched_at
        self._submit(landed)
        self._collect(until=time.monotonic() + BESIDE)

    def finish(self, crawl_id: int) -> None:
        """Read whatever of this crawl's state of the site is still unread."""
        self._submit(self._store.snapshots.current(crawl_id))
        if self._pool is not None:
            self._pool.spare = 0  # nothing more is to come
        self._collect()

    def save(self) -> None:
        """Keep what was read so far; the rest is read next time."""
        self._collect(until=time.monotonic())

    def _submit(self, snapshots: Iterable[Snapshot]) -> None:
        for snapshot in snapshots:
            sha256 = snapshot.sha256
            if not sha256 or snapshot.problem or sha256 in self._blobs:
                continue
            self._blobs[sha256] = snapshot
            if sha256 not in self._known:
                self._ask(sha256)
            elif "+" not in self._scans.get(sha256, "+"):
                self._recognise(sha256)

    def _ask(self, sha256: str, *, ocr: bool = False) -> None:
        snapshot = self._blobs[sha256]
        self._workers().submit(
            sha256,
            self._store.snapshots.blob_path(sha256),
            media=snapshot.media,
            name=file_name(snapshot.url),
            charset=snapshot.charset,
            ocr=ocr,
        )

    def _recognise(self, sha256: str) -> None:
        """Have a document's pictures read while there is time for it."""
        if self._workers().ocr_seconds < self._ocr_seconds:
            self._pictures.add(sha256)
            self._ask(sha256, ocr=True)

    def _workers(self) -> ReaderPool:
        if self._pool is None:
            self._pool = ReaderPool()
        return self._pool

    def _collect(self, until: float | None = None) -> None:
        """Keep what comes from the readers: until that moment, or until nothing is left."""
        if self._pool is None:
            return
        batch: list[Row] = []
        due = time.monotonic() + SAVE_EVERY
        for sha256, document in self._pool.wait() if until is None else self._for_now(until):
            batch += self._rows(sha256, document)
            if len(batch) == BATCH or time.monotonic() > due:
                self._keep(batch)
                batch, due = [], time.monotonic() + SAVE_EVERY
        self._keep(batch)
        self._keep_failed()

    def _for_now(self, until: float) -> Iterator[tuple[str, Document]]:
        assert self._pool is not None, "asked only when there are readers"
        yield from self._pool.done()
        for item in self._pool.wait() if time.monotonic() < until else ():
            yield item
            if time.monotonic() >= until:
                return

    def _keep(self, rows: list[Row]) -> None:
        if not rows or self._pool is None:
            return
        self._store.save_documents(rows)
        self.read += sum("+" not in row["reader"] for row in rows)
        if self._pool.ocr_seconds >= self._ocr_seconds:
            self._pool.forget_pictures()
        self._on_event(ReadProgress(read=self.read, left=self._pool.pending))

    def _rows(self, sha256: str, document: Document) -> list[Row]:
        """What to keep of an answer; a document with pictures of text comes once more."""
        mark = ""
        if sha256 in self._pictures:
            if document.problem in _LOST:
                self._failed.append(sha256)
                return []
            mark = marks()[0]
        elif document.problem == "scan":
            self._recognise(sha256)
        return [
            {
                "sha256": sha256,
                "reader": self._reader(sha256, document) + mark,
                "legibility": document.legibility.value,
                "problem": document.problem,
                "body": body.dump(document),
            }
        ]

    def _keep_failed(self) -> None:
        """Pictures that cannot be recognised stay what they were, and are not tried again."""
        for sha256 in self._failed:
            self._store.mark_reading(sha256, self._reader_of_blob(sha256), marks()[0])
        self._failed.clear()

    def _reader(self, sha256: str, document: Document) -> str:
        if document.problem in _LOST:
            # The reader that failed must be asked again when it is improved.
            return self._reader_of_blob(sha256)
        reader = READERS.get(Sort(document.media))
        return reader.id if reader else UNREADER

    def _reader_of_blob(self, sha256: str) -> str:
        with self._store.snapshots.blob_path(sha256).open("rb") as blob:
            return reader_of(blob.read(HEAD))


def file_name(url: str) -> str:
    """The last part of an address, as a person reads it."""
    return unquote(PurePosixPath(urlsplit(url).path).name)
