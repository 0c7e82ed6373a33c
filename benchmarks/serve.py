"""Page views of `oit serve` under 20 users at once, over a large site, beside an empty route.

Promises: the demonstration site multiplied to 5,000 pages and 50 audits, served; for every sort of
page how long an answer took while 20 users ask without pause, then with a second between two pages;
the server's own work for a view; the time from spawning it to its first page; the same for an empty
route of an empty FastAPI application. Refuses to know: what is on the pages.

    python -m benchmarks.serve
"""

from __future__ import annotations

import http.client
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from audit.demo import AGENCY_KIND, AS_OF, PACK, build, serve
from audit.run import CheckOptions, check_site
from audit.search import refresh
from audit.site import Site
from audit.store import Store

PAGES, AUDITS, USERS, SECONDS = 5000, 50, 20, 15.0
PAUSES = (0.0, 1.0)
NAME = "agency"
PATHS = {
    "overview": f"/s/{NAME}",
    "indicator": f"/s/{NAME}/o/o6",
    "gaps": f"/s/{NAME}/gaps",
    "gap": f"/s/{NAME}/gaps/1",
    "review": f"/s/{NAME}/review",
    "coverage": f"/s/{NAME}/coverage",
    "audits": f"/s/{NAME}/audits",
    "search": f"/s/{NAME}/search?q={quote('คณะกรรมการจริยธรรม')}",
    "start": "/",
}
EMPTY = """import sys, uvicorn
from fastapi import FastAPI
app = FastAPI()
app.get("/empty")(lambda: {})
uvicorn.run(app, port=int(sys.argv[1]), log_level="warning")"""


def section(pages: int = PAGES, audits: int = AUDITS, seconds: float = SECONDS) -> str:
    """The measurement as a part of a page."""
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        size = _make(folder, pages, audits)
        code = "import sys; from audit.cli import run; sys.exit(run(sys.argv[1:]))"
        ours = (sys.executable, "-W", "ignore", "-c", code, "serve", "--as-of", AS_OF.isoformat(),
                "--folder", str(folder / "office"), "--port")  # fmt: skip
        bare = (sys.executable, "-W", "ignore", "-c", EMPTY)
        before = os.getloadavg()[0]
        lines = [
            *_measure(ours, PATHS, seconds),
            *_measure(bare, {"empty route": "/empty"}, seconds),
        ]
    return (
        "## Pages of the workplace\n\n"
        f"`python -m benchmarks.serve`: {pages:,} pages, {audits} audits, {size / 1e6:.0f} MB, "
        f"{USERS} users at once on {os.cpu_count()} cores, which the users share; the machine's "
        f"load before was {before:.1f}. Work is the server's CPU time for a view.\n\n"
        "| page | pause s | views | median ms | p95 ms | work ms |\n|---|---|---|---|---|---|\n"
        + "\n".join(lines)
        + "\n"
    )


def _measure(command: tuple[str, ...], paths: dict[str, str], seconds: float) -> Iterator[str]:
    port = _port()
    began = time.perf_counter()
    with subprocess.Popen((*command, str(port)), stdout=subprocess.DEVNULL) as server:
        try:
            _first(port, list(paths.values())[-1])
            started, work = time.perf_counter() - began, _cpu(server.pid)
            for path in paths.values():
                _ask(port, path)
            for pause in PAUSES:
                before = _cpu(server.pid)
                times = _load(port, paths, pause, seconds)
                each = [one for some in times.values() for one in some]
                cost = 1000 * (_cpu(server.pid) - before) / len(each)
                if len(paths) > 1:
                    yield from (_line(name, pause, times[name]) + " |" for name in paths)
                whole = "**all**" if len(paths) > 1 else next(iter(paths))
                yield f"{_line(whole, pause, each)} {cost:.1f} |"
            yield f"| start of it | | | {1000 * started:.0f} | | {1000 * work:.0f} |"
        finally:
            server.terminate()


def _line(name: str, pause: float, some: list[float]) -> str:
    if not some:
        return f"| {name} | {pause:g} | 0 | | |"
    p95 = statistics.quantiles(some, n=20)[-1] if len(some) > 1 else some[0]
    return f"| {name} | {pause:g} | {len(some)} | {statistics.median(some):.0f} | {p95:.0f} |"


def _cpu(pid: int) -> float:
    """Seconds of CPU a process has used (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _load(port: int, paths: dict[str, str], pause: float, seconds: float) -> dict[str, list[float]]:
    times: dict[str, list[float]] = defaultdict(list)
    until = time.perf_counter() + seconds

    def user(seed: int) -> None:
        chance = random.Random(seed)
        connection = http.client.HTTPConnection("127.0.0.1", port)
        time.sleep(chance.random() * pause)
        while time.perf_counter() < until:
            name = chance.choice(list(paths))
            began = time.perf_counter()
            connection.request("GET", paths[name])
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, (name, answer.status)
            times[name].append(1000 * (time.perf_counter() - began))
            time.sleep(pause)

    users = [threading.Thread(target=user, args=(seed,)) for seed in range(USERS)]
    for one in users:
        one.start()
    for one in users:
        one.join()
    return times


def _make(folder: Path, wanted: int, audits: int) -> int:
    """An office of one large site; the bytes of its database."""
    build(folder / "web")
    with serve(folder / "web") as server:
        site = Site.create(folder / "office" / NAME, server.url, AGENCY_KIND, PACK)
        check_site(site, CheckOptions(delay=0, as_of=AS_OF))
    with Store(site.paths) as store:
        db = store.db
        [pages] = db.execute("select count(*) from page").fetchone()
        for copy in range(1, wanted // pages + 1):
            values = {"c": copy, "tail": f"?copy={copy}", "k": 1_000_000 * copy}
            with store.transaction():
                for sql in COPY_PAGES:
                    db.execute(sql, values)
        [first] = db.execute("select max(id) from audit").fetchone()
        for number in range(first + 1, first + audits):
            with store.transaction():
                for sql in COPY_AUDIT:
                    db.execute(sql, {"new": number, "old": first})
    refresh(site)
    return site.paths.database.stat().st_size


NEW_HASH = "substr(printf('%08x', :c) || substr({0}, 9), 1, 64)"
COPY_PAGES = (
    f"""insert or ignore into blob select {NEW_HASH.format("sha256")}, bytes, media from blob
        where sha256 in (select sha256 from snapshot where page_id < 1000000)""",
    f"""insert or ignore into document select {NEW_HASH.format("sha256")}, reader, legibility,
        problem, body from document
        where sha256 in (select sha256 from snapshot where page_id < 1000000)""",
    """insert into page select id + :k, url || :tail, first_crawl, last_crawl from page
       where id < 1000000""",
    f"""insert into snapshot (crawl_id, page_id, fetched_at, status, problem, sha256, charset)
        select crawl_id, page_id + :k, fetched_at || :c, status, problem,
        case when sha256 is null then null else {NEW_HASH.format("sha256")} end, charset
        from snapshot where page_id < 1000000""",
)
COPY_AUDIT = (
    """insert into audit select :new, crawl_id, pack, pack_sha256, scope, trial, as_of, started_at,
       finished_at, engine, seal from audit where id = :old""",
    """insert into finding select :new, topic, element, code, outcome, reason, quotes, looked_at,
       basis, attestation from finding where audit_id = :old""",
    """insert into evidence select :new, topic, url, page_id, sha256, via, label, strength, aside,
       title, media, years, led_by, rank from evidence where audit_id = :old""",
)


def _ask(port: int, path: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 200, (path, answer.status)


def _first(port: int, path: str) -> None:
    """Return with the first page that is answered."""
    while True:
        try:
            return _ask(port, path)
        except OSError:
            time.sleep(0.02)


def _port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


if __name__ == "__main__":
    print(section())
