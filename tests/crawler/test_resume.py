"""Nothing lost, nothing twice: Ctrl-C, kill -9 and full disks in the middle of a crawl."""

from __future__ import annotations

import os
import resource
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from crawler import CrawlPlan, Progress, SitePaths, SnapshotStore, StoreError, crawl
from tests.servers import Handler, Page, Site, html, serve

PAGES = 120
ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys
from pathlib import Path
from crawler import CrawlPlan, SitePaths, crawl
url, folder = sys.argv[1:]
plan = CrawlPlan(seeds=(url + "/",), delay=0, open_origins=(url,))
print(crawl(plan, SitePaths(folder=Path(folder))).ended, flush=True)
"""


def numbered(handler: Handler) -> Page | str:
    """A site of PAGES pages that answers in no hurry."""
    time.sleep(0.05)
    name = handler.path.strip("/") or "0"
    if not name.isdigit():
        return Page(status=404)
    number = int(name)
    return html(*(f"/{n}" for n in range(number, min(number + 8, PAGES))), title=f"หน้า {number}")


def plan_for(site: Site) -> CrawlPlan:
    return CrawlPlan(seeds=(site.url + "/",), delay=0, open_origins=(site.url,))


def start(site: Site, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, site.url, str(folder)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def stored(folder: Path) -> Counter[str]:
    """Addresses stored, over all crawls, after a check of the whole database."""
    connection = sqlite3.connect(folder / "site.db")
    assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
    assert connection.execute("pragma foreign_key_check").fetchall() == []
    rows = connection.execute("select url from snapshot join page on page.id = page_id").fetchall()
    connection.close()
    return Counter(url for (url,) in rows)


def all_there(site: Site, folder: Path) -> None:
    """Every page is stored, once, in one crawl, with its bytes."""
    found = stored(folder)
    assert set(found.values()) == {1}
    assert len(found) == PAGES + 1
    with SnapshotStore(SitePaths(folder=folder)) as store:
        assert store.latest_crawl() == 1
        assert store.crawl_row(1).ended == "complete"
        for snapshot in store.snapshots(1):
            assert snapshot.sha256
            assert store.read(snapshot.sha256)


def test_ctrl_c_and_on_again(tmp_path: Path) -> None:
    with serve({"/*": numbered}) as site:
        program = start(site, tmp_path)
        wait_for(lambda: len(site.hits) > 40)
        program.send_signal(signal.SIGINT)
        answer, _ = program.communicate(timeout=20)
        assert answer.strip() == "cancelled"
        first = stored(tmp_path)
        fetched = [hit for hit in site.hits if hit.strip("/").isdigit() or hit == "/"]
        assert len(first) == len(fetched)  # what was open was finished and stored
        result = crawl(plan_for(site), SitePaths(folder=tmp_path))
        assert result.ended == "complete"
        all_there(site, tmp_path)
        twice = {hit for hit, n in Counter(site.hits).items() if n > 1}
    assert twice <= {"/robots.txt", "/sitemap.xml"} | {hit for hit in twice if "oit-" in hit}


def test_ctrl_c_does_not_wait_for_a_server_that_does_not_answer(tmp_path: Path) -> None:
    """What is stored stays, what was open is fetched by the next crawl."""
    hang = threading.Event()

    def hanging(_: Handler) -> str:
        hang.wait(60)
        return html(title="ช้า")

    with serve({"/": html("/quick", "/slow"), "/quick": html(), "/slow": hanging}) as site:
        program = start(site, tmp_path)
        wait_for(lambda: "/slow" in site.hits and "/quick" in site.hits)
        program.send_signal(signal.SIGINT)
        answer, _ = program.communicate(timeout=25)  # far below the crawl's own patience
        assert answer.strip() == "cancelled"
        hang.set()
        result = crawl(plan_for(site), SitePaths(folder=tmp_path))
    assert (result.crawl_id, result.ended, result.pages) == (1, "complete", 3)
    assert site.count("/quick") == 1


def child_of(folder: Path) -> int:
    """The process id of the crawl that writes in this folder."""
    found = subprocess.run(
        ["pgrep", "-f", f"crawler.child {folder} "], capture_output=True, text=True, check=False
    )
    return int(found.stdout.split()[0])


@pytest.mark.parametrize("victim", ["child", "parent", "both"])
def test_kill_and_on_again(tmp_path: Path, victim: str) -> None:
    with serve({"/*": numbered}) as site:
        program = start(site, tmp_path)
        wait_for(lambda: len(site.hits) > 50)
        child = child_of(tmp_path)
        if victim != "parent":
            os.kill(child, signal.SIGKILL)
        if victim != "child":
            program.kill()
        answer, _ = program.communicate(timeout=20)
        assert answer.strip() == ("error" if victim == "child" else "")
        wait_for(lambda: not Path(f"/proc/{child}/exe").exists())
        assert len(stored(tmp_path)) < PAGES
        assert crawl(plan_for(site), SitePaths(folder=tmp_path)).ended == "complete"
        all_there(site, tmp_path)


def test_limits_and_finished_crawls_are_not_gone_on_with(tmp_path: Path) -> None:
    paths = SitePaths(folder=tmp_path)
    with serve({"/": html("/a", "/b"), "/a": html(), "/b": html()}) as site:
        plan = plan_for(site)
        limited = CrawlPlan(seeds=plan.seeds, delay=0, open_origins=plan.open_origins, pages=1)
        assert [crawl(p, paths).crawl_id for p in (limited, plan, plan)] == [1, 2, 3]


def test_a_fresh_crawl_lets_the_old_one_go(tmp_path: Path) -> None:
    with SnapshotStore(SitePaths(folder=tmp_path)) as store:
        plan = CrawlPlan(seeds=("http://x.go.th/",))
        assert store.begin(plan) == (1, False)
        assert store.begin(plan) == (1, True)
        assert store.begin(CrawlPlan(seeds=plan.seeds, only=("http://x.go.th/a",))) == (2, False)
        assert store.begin(plan) == (1, True)
        assert store.begin(CrawlPlan(seeds=plan.seeds, fresh=True)) == (3, False)
        assert store.crawl_row(1).ended == "cancelled"
        assert store.begin(CrawlPlan(seeds=("http://y.go.th/",))) == (4, False)
        assert store.begin(plan) == (5, False)


def test_bytes_lost_in_a_power_cut_are_fetched_again(tmp_path: Path) -> None:
    paths = SitePaths(folder=tmp_path)
    with serve({"/": html("/a"), "/a": html()}) as site:
        crawl(plan_for(site), paths)
        with SnapshotStore(paths) as store:
            sha256 = next(s.sha256 for s in store.snapshots(1) if s.url.endswith("/a"))
            assert sha256
            store.blob_path(sha256).write_bytes(b"")
            store._db.execute("update crawl set finished_at = null, ended = null")
        assert crawl(plan_for(site), paths).crawl_id == 1
        assert site.count("/a") == 2
        with SnapshotStore(paths) as store:
            assert store.read(sha256)


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[Progress] = []
    with serve({"/*": numbered}) as site:
        crawl(plan_for(site), SitePaths(folder=tmp_path), told.append)
    assert told[-1].pages == PAGES + 1
    assert [p.pages for p in told] == sorted(p.pages for p in told)


def test_the_disk_gets_full(tmp_path: Path) -> None:
    """A limit on the size of files stands for the full disk; the crawl can be gone on with."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    paths = SitePaths(folder=tmp_path)
    big = Page(body=b"%PDF" + os.urandom(3_000_000), type="application/pdf")
    with serve({"/": html("/big.pdf", "/a"), "/big.pdf": big, "/a": html()}) as site:
        with SnapshotStore(paths):
            resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, hard))
        try:
            with pytest.raises(StoreError) as caught:
                crawl(plan_for(site), paths)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert caught.value.kind == "disk_full"
        assert not list(paths.blobs.rglob("*.part"))
        result = crawl(plan_for(site), paths)
    assert (result.crawl_id, result.ended, result.pages) == (1, "complete", 3)


def test_the_time_is_up(tmp_path: Path) -> None:
    with serve({"/*": numbered}) as site:
        plan = CrawlPlan(seeds=(site.url + "/",), delay=0.2, open_origins=(site.url,), minutes=0.03)
        result = crawl(plan, SitePaths(folder=tmp_path))
    assert result.ended == "limit"
    assert 0 < result.pages < PAGES


def test_a_crawl_from_a_thread(tmp_path: Path) -> None:
    ended: list[str] = []
    with serve({"/": html()}) as site:
        work = threading.Thread(
            target=lambda: ended.append(crawl(plan_for(site), SitePaths(folder=tmp_path)).ended)
        )
        work.start()
        work.join(30)
    assert ended == ["complete"]


def test_an_orphan_ends_at_once(tmp_path: Path) -> None:
    """The next crawl begins right after the kill; only what was open is asked twice."""
    with serve({"/*": numbered}) as site:
        program = start(site, tmp_path)
        wait_for(lambda: len(site.hits) > 50)
        program.kill()
        program.communicate(timeout=20)
        assert crawl(plan_for(site), SitePaths(folder=tmp_path)).ended == "complete"
        all_there(site, tmp_path)
    pages = Counter(hit for hit in site.hits if hit.strip("/").isdigit())
    assert sum(n - 1 for n in pages.values()) <= 16  # requests at a time
    assert max(pages.values()) <= 2


def test_one_crawl_of_a_host_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.alone.HOST_PATIENCE", 0.2)
    with serve({"/*": numbered}) as site:
        program = start(site, tmp_path / "first")
        wait_for(lambda: len(site.hits) > 5)
        told: list[str] = []
        with pytest.raises(StoreError) as caught:
            crawl(plan_for(site), SitePaths(folder=tmp_path / "second"), on_wait=told.append)
        assert caught.value.kind == "busy_host"
        assert told == ["busy_host"], "whoever waits is told at once, and once"
        program.send_signal(signal.SIGINT)
        program.communicate(timeout=20)
        monkeypatch.setattr("crawler.alone.HOST_PATIENCE", 20.0)
        assert crawl(plan_for(site), SitePaths(folder=tmp_path / "second")).ended == "complete"
