"""A folder made by release 0.1.0 is opened without loss; a later one's is left alone."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations
from world import World

from audit import gaps, schema
from audit.cli import run
from audit.errors import UserError
from audit.site import Site
from audit.store import Store
from audit.watch.alerts import refresh, watch
from crawler.schema import MIGRATIONS

RELEASE = {
    "audit": {"first", "remarks"},
    "crawler": {"0001_crawl_page_blob_snapshot", "0002_raw_of_rendered"},
}
"""The migrations of release 0.1.0."""


SINCE = """
drop table fed; drop table alert_post; drop table alert;
alter table snapshot drop column asked_at"""
"""What later releases added, undone."""


@pytest.fixture
def old(world: World) -> World:
    """An audited site in a database as release 0.1.0 made it."""
    world.pages["chiefs"] = "<title>ทำเนียบผู้บริหาร</title><p>ว่าง"
    world.check()
    with closing(sqlite3.connect(world.site.folder / "site.db")) as database:
        database.executescript(SINCE)
        database.executemany(
            "delete from _sqlite_migrations where migration_set = ? and name = ?",
            [(one, name) for one, name in _applied(database) if name not in RELEASE[one]],
        )
        database.commit()
        assert {name for _, name in _applied(database)} == set.union(*RELEASE.values())
        assert _schema(database) == _schema_of_release(database)
    return world


def _applied(database: sqlite3.Connection) -> list[tuple[str, str]]:
    return database.execute("select migration_set, name from _sqlite_migrations").fetchall()


def _schema(database: sqlite3.Connection) -> dict[str, list[str]]:
    """The columns of every table."""
    tables = database.execute("select name from sqlite_master where type = 'table'").fetchall()
    return {
        name: [row[1] for row in database.execute(f"pragma table_info({name})")]
        for (name,) in tables
    }


def _schema_of_release(like: sqlite3.Connection) -> dict[str, list[str]]:
    """The same, made by the migrations of that release alone."""
    fresh = Database(memory=True)
    for all_of_them in (MIGRATIONS, schema.migrations):
        chosen = Migrations(all_of_them.name)
        for one in all_of_them._migrations:
            if one.name in RELEASE[all_of_them.name]:
                chosen(name=one.name)(one.fn)
        chosen.apply(fresh)
    made = _schema(fresh.conn)
    assert set(made) == set(_schema(like))
    return made


def content(folder: Path) -> dict[str, list[dict[str, object]]]:
    """Every row of every table, but for the list of migrations itself."""
    with closing(sqlite3.connect(folder / "site.db")) as database:
        database.row_factory = sqlite3.Row
        names = database.execute(
            "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"
        ).fetchall()
        return {
            name: sorted(map(dict, database.execute(f"select * from {name}")), key=repr)
            for (name,) in names
            if not name.startswith("_")
        }


def test_the_old_database_is_really_old(old: World) -> None:
    assert "alert" not in content(old.site.folder)


def test_everything_is_there_after_the_upgrade(old: World) -> None:
    before = content(old.site.folder)
    with old.store() as store:
        assert gaps.list_gaps(store)
        audit = store.newest_audit()
        assert audit is not None
        assert store.seal_of(audit) == store.audit_row(audit)["seal"]
        assert watch(old.site, store).elements
        assert refresh(old.site, store) == []
    after = content(old.site.folder)
    for name, rows in before.items():
        if rows:
            assert [{column: row[column] for column in rows[0]} for row in after[name]] == rows
    assert "alert" in after


def test_the_upgraded_folder_goes_on(old: World) -> None:
    assert old.check().audit_id > 1
    assert run(["alerts", "--site", str(old.site.folder)]) == 0


def test_a_later_database_is_left_alone_and_told_in_thai(world: World, capsys) -> None:
    world.check()
    file = world.site.folder / "site.db"
    with closing(sqlite3.connect(file)) as database:
        later = Migrations("audit")
        later(name="from the future")(lambda db: db.execute("create table future (x)"))
        later.apply(Database(database))
        database.commit()
    before = content(world.site.folder)
    with pytest.raises(UserError, match="รุ่นใหม่กว่า"):
        Store(Site.open(world.site.folder).paths)
    assert run(["gaps", "--site", str(world.site.folder)]) == 2
    assert "ปรับปรุงโปรแกรม oit" in capsys.readouterr().err
    assert content(world.site.folder) == before
