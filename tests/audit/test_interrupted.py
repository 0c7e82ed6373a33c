"""Ctrl-C and power cuts in the middle of a real check: the same command goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from world import DAY, PACK, good_site, html, link

from audit import run
from audit.events import Event, Stage
from audit.run import CheckOptions
from audit.site import Site
from audit.store import Store
from tests import servers

CHECK = """
import datetime, sys
from pathlib import Path
from audit.run import CheckOptions, check_site
from audit.site import Site
if __name__ == "__main__":
    site = Site.open(Path(sys.argv[1]))
    check_site(site, CheckOptions(as_of=datetime.date(2026, 5, 15), delay=0.3))
"""
PAGES = 25


def slow_agency() -> dict[str, servers.Route]:
    pages = good_site()
    pages[""] = str(pages[""]) + "".join(link(f"news/{n}", f"ข่าว {n}") for n in range(PAGES))
    pages |= {f"news/{n}": html(f"ข่าว {n}", f"เนื้อข่าวที่ {n}") for n in range(PAGES)}
    return {f"/{path}": str(page) for path, page in pages.items()}


def wait_for(condition: Callable[[], bool], child: subprocess.Popen[bytes]) -> None:
    while not condition():
        assert child.poll() is None, "the check ended too early"
        time.sleep(0.05)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a system with SIGKILL")
@pytest.mark.parametrize("how", ["SIGINT", "SIGKILL"])
def test_the_same_command_goes_on(tmp_path, how):
    (tmp_path / "pack.yml").write_text(PACK, encoding="utf-8")
    script = tmp_path / "check.py"
    script.write_text(CHECK, encoding="utf-8")
    root = str(Path(__file__).parents[2])
    with servers.serve(slow_agency()) as server:
        site = Site.create(tmp_path / "site", server.url, pack=str(tmp_path / "pack.yml"))
        child = subprocess.Popen(
            [sys.executable, str(script), str(site.folder)],
            env=os.environ | {"PYTHONPATH": root},
            stderr=subprocess.DEVNULL,
        )
        wait_for(lambda: sum("/news/" in path for path in server.hits) >= 4, child)
        child.send_signal(getattr(signal, how))
        child.wait(timeout=60)
        with Store(site.paths) as store:
            assert store.newest_audit() is None
        result = run.check_site(site, CheckOptions(as_of=DAY, delay=0))
        assert result.crawl_id == 1, "the unfinished crawl was gone on with"
        assert result.crawl is not None
        assert (result.crawl.ended, result.crawl.pages) == ("complete", PAGES + 3)
        twice = [path for path in set(server.hits) if "/news/" in path and server.count(path) > 1]
        # What was open when the power was cut is asked for again.
        assert how == "SIGKILL" or not twice


@pytest.mark.parametrize("stage", ["read", "judge"])
def test_a_crawl_that_was_not_judged_is_not_asked_for_again(tmp_path, stage):
    (tmp_path / "pack.yml").write_text(PACK, encoding="utf-8")
    limited = CheckOptions(as_of=DAY, delay=0, pages=10)

    def stop(event: Event) -> None:
        if isinstance(event, Stage) and event.name == stage:
            raise KeyboardInterrupt

    with servers.serve(slow_agency()) as server:
        site = Site.create(tmp_path / "site", server.url, pack=str(tmp_path / "pack.yml"))
        with pytest.raises(KeyboardInterrupt):
            run.check_site(site, limited, stop)
        asked = len(server.hits)
        result = run.check_site(site, limited)
        assert (result.crawl_id, len(server.hits)) == (1, asked)
        assert result.findings
        with Store(site.paths) as store:
            assert result.kept_from == store.snapshots.crawl_row(1).finished_at, "and that is told"
        anew = run.check_site(site, limited)
        assert anew.crawl_id > 1, "once judged, the site is looked at anew"
        assert not anew.kept_from
        fresh = run.check_site(site, replace(limited, fresh=True))
        assert len(server.hits) >= 3 * asked, "all pages were asked for"
        with pytest.raises(KeyboardInterrupt):
            run.check_site(site, limited, stop)
        more = run.check_site(site, replace(limited, pages=20))
        assert more.crawl_id > fresh.crawl_id + 1, "another order is another crawl"
