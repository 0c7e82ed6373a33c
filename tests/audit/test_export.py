"""What is exported can be read by others; what is tidied away is nothing that anybody needs."""

from __future__ import annotations

import hashlib
import json
import zipfile
from datetime import UTC, datetime, timedelta
from io import BytesIO

from warcio.archiveiterator import ArchiveIterator
from world import HOME, Trouble, html

from audit.cli import run
from audit.export import write_warc
from audit.store import Store
from audit.tidy import tidy
from crawler.model import Capture


def test_a_web_archive_that_others_read(world):
    world.pages["gone"] = Trouble(problem="not_found", status=404)
    world.pages["down"] = Trouble(problem="dns")
    world.check()
    file = world.site.folder / "site.warc.gz"
    assert run(["export", "warc", "--site", str(world.site.folder), "--out", str(file)]) == 0
    found = {}
    with file.open("rb") as stream:
        for record in ArchiveIterator(stream, check_digests="raise"):
            assert record.rec_headers.protocol == "WARC/1.1"
            if record.rec_type == "response":
                status = record.http_headers.get_statuscode()
                found[record.rec_headers["WARC-Target-URI"]] = (
                    status,
                    record.content_stream().read(),
                )
    assert found[HOME][0] == "200"
    assert found[HOME][1].decode() == world.pages[""]
    assert found[HOME + "gone"][0] == "404"
    assert HOME + "down" not in found


def test_the_evidence_of_one_indicator(world, capsys):
    world.check()
    file = world.site.folder / "o2.zip"
    folder = str(world.site.folder)
    assert run(["export", "evidence", "o2", "--site", folder, "--out", str(file)]) == 0
    with zipfile.ZipFile(BytesIO(file.read_bytes())) as packed:
        manifest = json.loads(packed.read("manifest.json"))
        assert "O2" in packed.read("README.txt").decode()
        kept = [entry for entry in manifest["evidence"] if entry["file"]]
        assert kept
        for entry in kept:
            body = packed.read(entry["file"])
            assert hashlib.sha256(body).hexdigest() == entry["sha256"]
            assert entry["url"].startswith(HOME) and entry["fetched_at"]
    assert "เขียนแล้ว" in capsys.readouterr().out


def test_tidy_keeps_what_is_needed(world):
    world.pages["news"] = html("ข่าวเก่า", "เนื้อหาเก่า")
    world.check()
    with Store(world.site.paths) as store:
        first = {s.url: s.sha256 for s in store.snapshots.current(1)}
    world.pages["news"] = html("ข่าวใหม่", "เนื้อหาใหม่")
    world.pages["org"] = html("โครงสร้างหน่วยงาน", "กองกลาง ฉบับปรับปรุง")
    world.check()
    later = datetime.now(UTC) + timedelta(days=500)
    with Store(world.site.paths) as store:
        assert tidy(store, 400).files == 0, "young bytes stay"
        assert tidy(store, 400, later).files == 1
        assert not store.snapshots.has(first[HOME + "news"])
        assert store.snapshots.has(first[HOME + "org"]), "evidence of the first audit stays"
        assert all(store.snapshots.has(s.sha256) for s in store.snapshots.current(2) if s.sha256)
        assert {s.url: s.sha256 for s in store.snapshots.current(1)} == first, "the hashes stay"
        assert store.db.execute("pragma foreign_key_check").fetchall() == []


def test_what_stands_behind_a_drawn_page_is_exported_and_kept(world):
    """The data its scripts asked for is in the archive; neither it nor the raw bytes are tidied."""
    world.check()
    with Store(world.site.paths) as store:
        crawls = store.snapshots
        crawl_id = crawls.latest_crawl()
        home = next(one for one in crawls.snapshots(crawl_id) if one.url == HOME)
        data, raw = crawls.keep(b'{"a": 1}'), crawls.keep(b"<div id=app></div>")
        drawn = Capture(
            url=HOME, status=200, sha256=home.sha256, bytes=9, media="text/html", rendered=True,
            raw=raw, raw_bytes=18, fed=((HOME + "data.json", data, 8),),
        )  # fmt: skip
        crawls.save(crawl_id, [drawn])
        tidy(store, 0, datetime.now(UTC) + timedelta(days=9))
        assert crawls.read(raw) == b"<div id=app></div>"
        out = BytesIO()
        write_warc(crawls, crawl_id, out)
    out.seek(0)
    found = {
        record.rec_headers["WARC-Target-URI"]: record.content_stream().read()
        for record in ArchiveIterator(out, check_digests="raise")
        if record.rec_type == "response"
    }
    assert found[HOME + "data.json"] == b'{"a": 1}'


def test_tidy_asks_for_days(world, capsys):
    assert run(["tidy", "--site", str(world.site.folder), "--keep", "ปีหนึ่ง"]) == 2
    assert run(["tidy", "--site", str(world.site.folder)]) == 0
    assert "ลบไฟล์เก่า 0 ไฟล์" in capsys.readouterr().out
