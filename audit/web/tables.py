"""The tables of one office (`office.db`): people, sessions, keys, sign-ins that failed, deeds.

Promises: a migration set that only ever adds; secrets are kept as hashes. Refuses to know: sites.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from audit.errors import STORE_TROUBLE, UserError

FILE = "office.db"
BUSY_SECONDS = 30.0
KNOWN = ("first",)
migrations = Migrations("office")

_FIRST = (
    """
create table person (
  id       integer primary key,
  name     text not null unique collate nocase,
  role     text not null check (role in ('viewer', 'web', 'officer', 'admin')),
  password text,                                 -- argon2id; null: signs in through the proxy only
  totp     text,                                 -- the second factor's key; null: none
  totp_at  integer not null default 0,           -- the last time step used: none counts twice
  active   integer not null default 1,
  made_at  text not null
) strict""",
    """
create table session (
  id         text primary key,                   -- SHA-256 of the cookie's token
  person_id  integer not null references person (id) on delete cascade,
  made_at    text not null,
  expires_at text not null
) strict, without rowid""",
    """
create table key (
  id        text primary key,                    -- SHA-256 of what a program sends
  person_id integer not null references person (id) on delete cascade,
  name      text not null,
  made_at   text not null
) strict, without rowid""",
    """
create table attempt (
  name text not null,
  peer text not null,
  at   real not null                             -- seconds since 1970
) strict""",
    "create index attempt_at on attempt (at)",
    """
create table deed (
  id     integer primary key,
  at     text not null,
  who    text not null,
  site   text not null,
  what   text not null,
  target text not null,
  text   text not null default ''
) strict""",
    "create table secret (name text primary key, value text not null) strict, without rowid",
)


@migrations(name="first")
def _first(db: Database) -> None:
    for statement in _FIRST:
        db.execute(statement)


def open_office(folder: Path) -> Database:
    """Open, or make, the office's database; `UserError` when it cannot be had."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(
            folder / FILE, timeout=BUSY_SECONDS, check_same_thread=False, isolation_level=None
        )
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma foreign_keys = on")
        db = Database(connection)
        if {one.name for one in migrations.applied(db)} - set(KNOWN):
            raise UserError(*STORE_TROUBLE["newer_database"])
        migrations.apply(db)
    except (OSError, sqlite3.OperationalError) as error:
        raise UserError(
            f"เปิดฐานข้อมูลสำนักงาน {folder / FILE} ไม่ได้", "ตรวจสิทธิ์ของโฟลเดอร์และที่ว่างในดิสก์ แล้วสั่งใหม่"
        ) from error
    except sqlite3.DatabaseError as error:
        raise UserError(
            f"ฐานข้อมูลสำนักงาน {folder / FILE} เสียหาย", "นำสำเนาที่สำรองไว้กลับมา แล้วสั่งใหม่"
        ) from error
    return db
