"""Kills checks of the demonstration site with SIGKILL at random moments, and looks for losses.

Promises: every killed check is gone on with until it ends; its findings, pages and bytes are
compared with those of a check that nobody disturbed. Refuses to know: why a check survives.

    python -m benchmarks.kill [--kills 100] [--seed 1] [--minutes 60]
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from audit.demo import AGENCY_KIND, PACK, build, serve
from audit.demo.server import CALENDAR
from audit.site import Site
from crawler import SitePaths, SnapshotStore

ROOT = Path(__file__).parents[1]
MOST_KILLS = 6  # of one check; then it may end
LOOK = 0.05  # seconds
CHECK = """
import sys
from pathlib import Path
from audit.demo import AS_OF
from audit.run import CheckOptions, check_site
from audit.site import Site
if __name__ == "__main__":
    check_site(Site.open(Path(sys.argv[1])), CheckOptions(as_of=AS_OF, delay=0))
"""
FINDINGS = """
select topic, element, outcome, reason, quotes from current_finding order by topic, element"""
# Which months of the calendar without end are met before it is closed is a matter of the moment.
PAGES = f"""
select url, sha256, problem from snapshot join page on page.id = page_id
where crawl_id = (select max(id) from crawl) and url not like '%{CALENDAR}?%' order by url"""


@dataclass
class Tally:
    """What came of all kills."""

    kills: int = 0
    checks: int = 0
    moments: Counter[str] = field(default_factory=Counter)
    losses: list[str] = field(default_factory=list)


def main() -> int:
    """Kill and compare; 1 when anything was lost."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--kills", type=int, default=100)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--minutes", type=float, default=60)
    chosen = options.parse_args()
    tally = run(chosen.kills, chosen.seed, chosen.minutes)
    print(_told(tally, chosen.kills, chosen.seed))
    return 1 if tally.losses else 0


def section(kills: int = 100, seed: int = 1, minutes: float = 60) -> str:
    """The measurement as a part of a page."""
    return _told(run(kills, seed, minutes), kills, seed)


def _told(tally: Tally, kills: int, seed: int) -> str:
    moments = ", ".join(f"{name} {count}" for name, count in tally.moments.most_common())
    lost = "\n".join(f"- {line}" for line in tally.losses) or "Nothing was lost."
    return (
        "## Killed at random\n\n"
        f"`python -m benchmarks.kill --kills {kills} --seed {seed}`: {tally.kills} times SIGKILL "
        f"to the whole check or to its crawl, during {tally.checks} checks of the demonstration "
        f"site (killed: {moments}). Each was gone on with by the same command until it ended and "
        "compared with an undisturbed one: findings with their quotes, pages, bytes, database "
        f"integrity.\n\n{lost}\n"
    )


def run(kills: int, seed: int, minutes: float) -> Tally:
    """Kill checks until there were `kills` kills, or the time is up."""
    end = time.monotonic() + minutes * 60
    chance = random.Random(seed)
    tally = Tally()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        build(folder / "pages", "before")
        with serve(folder / "pages") as server:
            calm = folder / "calm"
            began = time.monotonic()
            _make(calm, server.url)
            _check(calm).wait()
            length = time.monotonic() - began
            expected = _state(calm)
            killer = Killer(chance, whole=length, crawl=_crawl_seconds(calm))
            while tally.kills < kills and time.monotonic() < end:
                _disturb(folder / "killed", server.url, killer, tally, kills, expected)
    return tally


@dataclass
class Killer:
    """Chooses the moments: half of them while the crawl runs, which is a small part of a check."""

    chance: random.Random
    whole: float  # seconds of an undisturbed check
    crawl: float  # … and of its crawl

    def waits(self, program: subprocess.Popen[bytes], folder: Path) -> None:
        """Wait for a moment; raises `subprocess.TimeoutExpired` when it came first."""
        if self.chance.random() < 0.5:
            program.wait(self.chance.uniform(0.1, self.whole))
            return
        while not _crawling(folder):
            with suppress(subprocess.TimeoutExpired):
                program.wait(LOOK)
                return
        program.wait(self.chance.uniform(0.0, self.crawl))


def _disturb(
    folder: Path,
    url: str,
    killer: Killer,
    tally: Tally,
    kills: int,
    expected: tuple[list[object], list[object]],
) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    _make(folder, url)
    tally.checks += 1
    for _ in range(MOST_KILLS):
        program = _check(folder)
        try:
            killer.waits(program, folder)
            break
        except subprocess.TimeoutExpired:
            if tally.kills < kills:
                tally.kills += 1
                tally.moments[_kill(program, folder, killer.chance)] += 1
                continue
        program.wait()
        break
    else:
        _check(folder).wait()
    for name, mine, theirs in zip(("findings", "pages"), _state(folder), expected, strict=True):
        if mine != theirs:
            other = sorted({str(row) for row in mine} ^ {str(row) for row in theirs})
            tally.losses.append(f"check {tally.checks}: {name} differ: {' '.join(other[:4])}")
    if not _whole(folder):
        tally.losses.append(f"check {tally.checks}: bytes or database damaged")


def _kill(program: subprocess.Popen[bytes], folder: Path, chance: random.Random) -> str:
    """Kill the crawl's process, the check's, or both; says what was killed, in which stage."""
    crawl = _crawling(folder)
    stage = "while crawling" if crawl else "before or after the crawl"
    if crawl and chance.random() < 0.5:
        for process in crawl:
            os.kill(int(process), signal.SIGKILL)
        stage += " (the crawl's process first)"
    program.kill()
    program.wait()
    return stage


def _crawling(folder: Path) -> list[str]:
    """The numbers of the processes that crawl for this folder."""
    return subprocess.run(
        ["pgrep", "-f", f"crawler.child {folder.resolve()} "],
        capture_output=True, text=True, check=False,
    ).stdout.split()  # fmt: skip


def _crawl_seconds(folder: Path) -> float:
    with SnapshotStore(SitePaths(folder=folder)) as store:
        return float(store.crawl_row(store.latest_crawl() or 0).stats["seconds"])


def _make(folder: Path, url: str) -> None:
    Site.create(folder, url, AGENCY_KIND, PACK, name="สาธิต")


def _check(folder: Path) -> subprocess.Popen[bytes]:
    script = folder / "check.py"
    script.write_text(CHECK, encoding="utf-8")
    return subprocess.Popen(
        [sys.executable, str(script), str(folder)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stderr=subprocess.DEVNULL,
    )


def _state(folder: Path) -> tuple[list[object], list[object]]:
    connection = sqlite3.connect(folder / "site.db")
    found = connection.execute(FINDINGS).fetchall(), connection.execute(PAGES).fetchall()
    connection.close()
    return found


def _whole(folder: Path) -> bool:
    """Is the database sound, no crawl left open, and every blob there with its bytes?"""
    connection = sqlite3.connect(folder / "site.db")
    sound = connection.execute("pragma integrity_check").fetchone() == ("ok",)
    sound = sound and not connection.execute("pragma foreign_key_check").fetchall()
    sizes = connection.execute("select sha256, bytes from blob").fetchall()
    ended = connection.execute("select ended from crawl").fetchall()
    connection.close()
    with SnapshotStore(SitePaths(folder=folder)) as store:
        return (
            sound
            and set(ended) == {("complete",)}
            and all(len(store.read(name)) == size for name, size in sizes)
        )


if __name__ == "__main__":
    sys.exit(main())
