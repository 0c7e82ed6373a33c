"""The crawler's five tables and their history.

Promises: a database opened here has exactly these tables, or a `StoreError` says why not. Refuses
to know: what the trunk keeps in the same file.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from crawler.errors import StoreError, store_errors

MIGRATIONS = Migrations("crawler")
BUSY_SECONDS = 30.0

_FIRST = (
    """
create table crawl (
  id          integer primary key,
  reason      text not null check (reason in ('scheduled', 'demand', 'recheck')),
  started_at  text not null,
  finished_at text,                              -- null: can still be gone on with
  ended       text check (ended in ('complete', 'limit', 'cancelled', 'error')),
  plan        text not null,                     -- JSON: the seeds and limits really used
  stats       text                               -- JSON: counters, renewed every second
) strict""",
    """
create table page (
  id          integer primary key,
  url         text not null unique,              -- canonical form
  first_crawl integer not null references crawl (id),
  last_crawl  integer not null references crawl (id)
) strict""",
    """
create table blob (
  sha256 text primary key,
  bytes  integer not null,
  media  text not null
) strict""",
    """
create table snapshot (
  crawl_id      integer not null references crawl (id) on delete cascade,
  page_id       integer not null references page (id),
  fetched_at    text not null,                   -- unique within a crawl: also its order
  status        integer,                         -- null: no answer at all
  problem       text,                            -- a word of crawler.model.PROBLEMS
  sha256        text references blob (sha256),
  charset       text,                            -- as the header declares it
  etag          text,
  last_modified text,
  location      text,                            -- canonical target of a redirect
  unchanged     integer not null default 0,      -- 304, or same hash as before
  rendered      integer not null default 0,      -- seen through a browser
  primary key (crawl_id, page_id)
) strict, without rowid""",
    "create index snapshot_sha256 on snapshot (sha256)",
    "create index snapshot_page on snapshot (page_id, crawl_id)",
    "create index snapshot_time on snapshot (crawl_id, fetched_at)",
)


@MIGRATIONS(name="0001_crawl_page_blob_snapshot")
def _first(db: Database) -> None:
    for statement in _FIRST:
        db.execute(statement)


@MIGRATIONS(name="0002_raw_of_rendered")
def _raw(db: Database) -> None:
    """What came over the network for a page that a browser drew."""
    db.execute("alter table snapshot add column raw text")


@MIGRATIONS(name="0003_fed")
def _fed(db: Database) -> None:
    """The data that the scripts of a drawn page asked for."""
    db.execute(
        """
create table fed (
  crawl_id integer not null,
  page_id  integer not null,
  url      text not null,                        -- canonical address of the data
  sha256   text not null references blob (sha256),
  primary key (crawl_id, page_id, url),
  foreign key (crawl_id, page_id) references snapshot (crawl_id, page_id) on delete cascade
) strict, without rowid"""
    )


@MIGRATIONS(name="0004_asked_at")
def _asked_at(db: Database) -> None:
    """When an earlier crawl asked for a page that was carried over; null when this one asked."""
    db.execute("alter table snapshot add column asked_at text")


def open_database(path: Path) -> Database:
    """Open, or make, the database at `path`: WAL, foreign keys on, migrated.

    Raises `StoreError`: `newer_database` (nothing in the file is touched), `not_writable`,
    `disk_full`, `locked`, `damaged`.
    """
    with store_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size:
            _refuse_newer(path)
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS)
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = normal")
        connection.execute("pragma foreign_keys = on")
        db = Database(connection)
        if MIGRATIONS.pending(db):
            MIGRATIONS.apply(db)
        return db


def _refuse_newer(path: Path) -> None:
    """A migration this version does not know was written by a later one."""
    known = {migration.name for migration in MIGRATIONS.pending(Database(memory=True))}
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        applied = {migration.name for migration in MIGRATIONS.applied(Database(connection))}
    unknown = applied - known
    if unknown:
        raise StoreError("newer_database", path, ", ".join(sorted(unknown)))
