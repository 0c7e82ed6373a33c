"""Words in everything that was read of a site: Thai, without knowing where words begin.

Promises: finds every current document that holds all the words, however they were spelt or spaced;
the index (`search.db`) is made from the kept readings and may be deleted at any time. Refuses to
know: the network, criteria, how results are shown.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from audit.extract import body
from audit.reading import current_readers
from audit.site import Site
from audit.store import Store
from rules.document import Document, Kind
from rules.thai import excerpt, fold, locate

FILE = "search.db"
SHORTEST = 3
"""Letters of a word; the index knows runs of three."""
MOST = 20
"""Documents shown at once."""
EXCERPTS = 2
TABLES = """
create table if not exists paper (id integer primary key, sha256 text not null unique) strict;
create table if not exists place (url text primary key, sha256 text not null) strict;
create index if not exists place_sha256 on place (sha256);
create table if not exists state (crawl integer not null, snapshots integer not null) strict;
create virtual table if not exists words using fts5 (text, content='', tokenize='trigram');
pragma user_version = 1;
"""
FIND = """select p.url, p.sha256, count(*) over () from words w join paper d on d.id = w.rowid
join place p on p.sha256 = d.sha256 where words match ?
group by p.sha256 order by w.rank limit ? offset ?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A document that holds the words. `excerpts` are (where, text)."""

    url: str
    sha256: str
    title: str
    media: str
    excerpts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search found. `left`: documents not in the index yet; `too_short`: nothing to seek."""

    hits: tuple[Hit, ...]
    total: int
    left: int = 0
    too_short: bool = False


def search(site: Site, store: Store, query: str, *, seconds: float = 2.0, start: int = 0) -> Found:
    """Documents of the newest crawl that hold every word; the index is brought up to date first.

    `start`: how many of them to pass over.
    """
    words = [fold(word) for word in query.split()]
    words = [word for word in words if len(word) >= SHORTEST]
    with _index(site) as index:
        left = _refresh(store, index, seconds)
        if not words:
            return Found(hits=(), total=0, left=left, too_short=True)
        asked = " ".join(f'"{word}"' for word in words)
        rows = index.execute(FIND, [asked, MOST, start]).fetchall()
        # Every call of SQLite lets go of the interpreter and may wait for its turn: few of them.
        texts = store.bodies([sha256 for _, sha256, _ in rows], current_readers())
        return Found(
            hits=tuple(
                _hit(url, body.load(sha256, texts[sha256]), query.split())
                for url, sha256, _ in rows
                if sha256 in texts
            ),
            total=rows[0][2] if rows else _total(index, asked, start),
            left=left,
        )


def refresh(site: Site, *, seconds: float = 600.0) -> int:
    """Bring the index up to date; how many documents are left when the time is over."""
    with Store(site.paths) as store, _index(site) as index:
        return _refresh(store, index, seconds)


def _refresh(store: Store, index: sqlite3.Connection, seconds: float) -> int:
    crawl_id = store.snapshots.latest_crawl()
    if crawl_id is None:
        return 0
    _places(store, index, crawl_id)
    waiting = [
        row[0]
        for row in index.execute(
            """select distinct sha256 from place
               where sha256 not in (select sha256 from paper)"""
        )
    ]
    readers, until = current_readers(), time.monotonic() + seconds
    for done, sha256 in enumerate(waiting):
        if time.monotonic() > until:
            return len(waiting) - done
        text = store.body(sha256, readers)
        if text is None:
            continue
        with index:
            added = index.execute("insert or ignore into paper (sha256) values (?)", [sha256])
            if added.rowcount:
                index.execute(
                    "insert into words (rowid, text) values (?, ?)",
                    [added.lastrowid, _folded(body.load(sha256, text))],
                )
    return 0


def _places(store: Store, index: sqlite3.Connection, crawl_id: int) -> None:
    """Where the documents of the newest crawl stand."""
    state = (crawl_id, store.answers(crawl_id))
    if index.execute("select crawl, snapshots from state").fetchone() == state:
        return
    rows = [
        (one.url, one.sha256)
        for one in store.snapshots.current(crawl_id)
        if one.sha256 and not one.problem
    ]
    with index:
        index.execute("delete from place")
        index.executemany("insert or replace into place values (?, ?)", rows)
        index.execute("delete from state")
        index.execute("insert into state values (?, ?)", state)


def _folded(document: Document) -> str:
    """Title and blocks, menus too; a line between two so that no word is made of both."""
    return "\n".join([fold(document.title), *(fold(block.text) for block in document.blocks)])


def _total(index: sqlite3.Connection, asked: str, start: int) -> int:
    """How many there are where no page of them is left to show."""
    first = index.execute(FIND, [asked, 1, 0]).fetchone() if start else None
    return first[2] if first else 0


def _hit(url: str, document: Document, words: list[str]) -> Hit:
    return Hit(
        url=url,
        sha256=document.sha256,
        title=document.title,
        media=document.media,
        excerpts=tuple(_excerpts(document, words))[:EXCERPTS],
    )


def _excerpts(document: Document, words: list[str]) -> Iterator[tuple[str, str]]:
    seen = 0
    for block in document.blocks:
        span = next((s for word in words if (s := locate(block.text, word))), None)
        if span is not None and block.kind is not Kind.LINK:
            yield block.where, excerpt(block.text, span)
            seen += 1
            if seen == EXCERPTS:
                return


@contextmanager
def _index(site: Site) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(site.folder / FILE, timeout=30)
    try:
        if not connection.execute("pragma user_version").fetchone()[0]:
            connection.executescript(TABLES)
        yield connection
    finally:
        connection.close()
