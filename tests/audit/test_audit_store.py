"""The database: newer versions, broken files, seals, constraints, what any SQLite browser sees."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from world import DAY, HOME, html

from audit.errors import UserError
from audit.pipeline import Job, begin
from audit.rows import Seen
from audit.schema import KNOWN, migrations
from audit.store import Store
from audit.targets import site_pack
from rules.document import Document, Legibility
from rules.model import Evidence

VIEWS = {"current_finding", "open_gap"}
TABLES = {
    "fed",
    "document", "pack", "audit", "evidence", "attestation", "finding", "gap", "gap_note",
    "remark", "alert", "alert_post",
    "crawl", "page", "blob", "snapshot",
}  # fmt: skip


def test_tables_and_views(world):
    with world.store() as store:
        assert set(store.db.table_names()) - {"_sqlite_migrations"} == TABLES
        assert set(store.db.view_names()) == VIEWS
        strict = {t.name for t in store.db.tables if t.strict}
    assert strict >= TABLES


def test_known_names_every_migration():
    assert set(KNOWN) == {one.name for one in migrations._migrations}


def test_database_from_a_newer_version_is_left_alone(world):
    world.check()
    file = world.site.paths.database
    with sqlite3.connect(file) as connection:
        connection.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at)"
            " values ('audit', 'later', '2030-01-01')"
        )
    connection.close()
    with pytest.raises(UserError, match="รุ่นใหม่กว่า"):
        world.audit()


def test_a_file_that_is_no_database(world):
    world.site.paths.database.write_bytes(b"not a database, " * 500)
    with pytest.raises(UserError, match="เสียหาย"):
        world.audit()


def test_seal_tells_a_changed_finding(world):
    world.check()
    result = world.audit()
    with world.store() as store:
        sealed = store.audit_row(result.audit_id)["seal"]
        assert store.seal_of(result.audit_id) == sealed
        store.db.execute(
            "update finding set outcome = 'passed' where audit_id = ?", [result.audit_id]
        )
        assert store.seal_of(result.audit_id) != sealed


def test_seals_hang_together(world):
    first, second = world.check(), world.audit()
    with world.store() as store:
        sealed = store.audit_row(second.audit_id)["seal"]
        store.db.execute("update audit set seal = 'forged' where id = ?", [first.audit_id])
        assert store.seal_of(second.audit_id) != sealed


def test_indexes_are_remembered_by_how_much_they_lead_to(world):
    world.crawl()
    index, side, page = (
        Document(sha256="", media="text/html", legibility=Legibility.TEXT, url=HOME + path)
        for path in ("ita", "side", "org")
    )
    link = {"via": "link", "label": "", "strength": 1}
    seen = [
        Seen(topic=topic, evidence=Evidence(document=one, aside=why, **link))
        for topic, one, why in (
            ("a", side, "hub"), ("a", index, "hub"), ("b", index, "hub"), ("b", page, None),
        )
    ]  # fmt: skip
    with world.store() as store:
        job = Job(site=world.site, store=store, pack=site_pack(world.site), as_of=DAY)
        with store.transaction():
            store.finish_audit(begin(job, 1, None), [], seen)
        assert store.hubs() == (HOME + "ita", HOME + "side")
        assert store.pages_of("b") == (HOME + "ita", HOME + "org")


def test_only_the_newest_reader_says_what_is_unreadable(world):
    world.check()
    with world.store() as store:
        (sha256, *_) = store.readers_of()
        old = {"sha256": sha256, "reader": "html/0", "legibility": "none", "problem": "scan"}
        store.save_documents([old | {"body": "{}"}])
        assert store.unreadable(frozenset({"html/1"})) == {}
        assert store.unreadable(frozenset({"html/0"})) == {sha256: "scan"}


def test_one_open_gap_for_an_element(world):
    result = world.check()
    with world.store() as store:
        store.add_gap("t", "e", result.audit_id)
        with pytest.raises(sqlite3.IntegrityError):
            store.add_gap("t", "e", result.audit_id)


def test_open_gap_view_speaks_for_itself(world):
    world.pages = {"": html("แรก", "ว่าง")}
    world.check()
    with world.store() as store:
        rows = list(store.db.query("select code, element, outcome, reason, as_of from open_gap"))
    assert ("o2", "executives/chief", "failed") in [
        (row["code"], row["element"], row["outcome"]) for row in rows
    ]
    assert {row["as_of"] for row in rows} == {DAY.isoformat()}


def test_a_disk_that_fills_up_while_findings_are_written(world, monkeypatch):
    world.crawl()
    opened = Store.__init__

    def on_a_full_disk(self, paths):
        opened(self, paths)
        (pages,) = self.db.execute("pragma page_count").fetchone()
        self.db.execute(f"pragma max_page_count = {pages}")

    with monkeypatch.context() as full, pytest.raises(UserError, match="ดิสก์เต็ม"):
        full.setattr(Store, "__init__", on_a_full_disk)
        world.audit()
    assert world.outcomes(world.audit())["executives/chief"] == "passed"


KILLED = """
import datetime, os, signal, sys
from pathlib import Path
import audit.pipeline, audit.gaps
from audit.run import audit_site
from audit.site import Site
die = lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL)
setattr(sys.modules["audit." + sys.argv[2]], sys.argv[3], die)
if __name__ == "__main__":
    audit_site(Site.open(Path(sys.argv[1])), as_of=datetime.date(2026, 5, 15))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a system with SIGKILL")
@pytest.mark.parametrize(
    ("module", "name"), [("pipeline", "judge"), ("pipeline", "keep"), ("gaps", "_note")]
)
def test_kill_at_any_stage_loses_nothing(world, tmp_path, module, name):
    before = world.check()
    world.pages = {"": html("แรก", "ว่าง")}
    world.crawl()
    script = tmp_path / "killed.py"
    script.write_text(KILLED, encoding="utf-8")
    root = Path(__file__).parents[2]
    ended = subprocess.run(
        [sys.executable, str(script), str(world.site.folder), module, name],
        env=os.environ | {"PYTHONPATH": str(root)},
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL
    with world.store() as store:
        assert store.newest_audit() == before.audit_id
        assert store.db.execute("pragma integrity_check").fetchone() == ("ok",)
    assert world.outcomes(world.audit())["executives/chief"] == "failed"
