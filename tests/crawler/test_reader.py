"""The reader in a process of its own: order, death, poison, and a machine that allows none."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from crawler import Progress, SitePaths, beside, crawl
from crawler.answers import Answer, Came
from crawler.beside import MOST_SENT, Beside, UnreadableError
from crawler.reader import Reader
from tests.crawler.test_resume import all_there, numbered, plan_for
from tests.servers import serve

POISON = b"<html>poison</html>"
# Stands in for a parser that takes its process down with it.
POISONED = """
import os, crawler.reader as reader
read = reader.Reader.read
def deadly(self, given):
    if b"poison" in given.body:
        os.kill(os.getpid(), 9)
    if b"broken" in given.body:
        raise ValueError("broken")
    return read(self, given)
reader.Reader.read = deadly
reader.main()
"""


def page(number: int, body: bytes = b"") -> Came:
    body = body or b"<html><title>%d</title><a href=/%d>next</a></html>" % (number, number + 1)
    headers = {b"Content-Type": [b"text/html; charset=utf-8"]}
    return Came(f"http://a.test/{number}", 200, headers, body, short=False)


def ask(folder: Path, work: Callable[[Beside], Awaitable[Any]], *, apart: bool = True) -> Any:
    async def run() -> Any:
        reader = Beside(Reader(folder, ("next",)), apart=apart)
        await reader.begin()
        try:
            return await work(reader)
        finally:
            if reader._line is not None:
                reader._line.abort()
            await asyncio.sleep(0)

    return asyncio.run(run())


async def at_work(reader: Beside) -> int:
    """Wait until the process is there; gives its number."""
    deadline = time.monotonic() + 60
    while not reader.works:
        assert time.monotonic() < deadline
        await asyncio.sleep(0.01)
    assert reader._process
    return reader._process.pid


async def all_of(reader: Beside, pages: list[Came]) -> list[Answer | BaseException]:
    if reader._apart:
        await at_work(reader)
    return await asyncio.gather(*map(reader.read, pages), return_exceptions=True)


@pytest.fixture
def poisoned(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = beside.command
    monkeypatch.setattr(
        beside, "command", lambda line: [sys.executable, "-c", POISONED, usual(line)[-1]]
    )


def test_the_same_here_and_there(tmp_path: Path) -> None:
    """Kept, understood and walked, whichever process does it."""
    pages = [page(number) for number in range(40)]
    here = ask(tmp_path / "here", lambda reader: all_of(reader, pages), apart=False)
    there = ask(tmp_path / "there", lambda reader: all_of(reader, pages))
    assert there == here
    assert [answer.ways.links for answer in there[:2]] == [
        (("http://a.test/1", "link", 4),), (("http://a.test/2", "link", 4),)
    ]  # fmt: skip
    kept = {p.relative_to(tmp_path / "there") for p in (tmp_path / "there").glob("*/*")}
    assert kept == {p.relative_to(tmp_path / "here") for p in (tmp_path / "here").glob("*/*")}
    assert len(kept) == 40


def test_answers_come_in_the_order_of_the_questions(tmp_path: Path) -> None:
    order: list[int] = []

    async def work(reader: Beside) -> None:
        await at_work(reader)

        async def one(number: int) -> None:
            await reader.read(page(number))
            order.append(number)

        await asyncio.gather(*map(one, range(30)))

    ask(tmp_path, work)
    assert order == list(range(30))


def test_a_reader_that_is_killed_costs_nothing(tmp_path: Path) -> None:
    """At work, and while it has nothing to do."""

    async def work(reader: Beside) -> list[Any]:
        number = await at_work(reader)
        asked = asyncio.ensure_future(all_of(reader, [page(number) for number in range(200)]))
        while len(reader._open) < 200:
            await asyncio.sleep(0)
        os.kill(number, signal.SIGKILL)
        first = await asked
        second = await at_work(reader)
        assert second != number
        os.kill(second, signal.SIGKILL)
        return [*first, await reader.read(page(200))]

    found = ask(tmp_path, work)
    assert [answer.url for answer in found] == [page(number).url for number in range(201)]
    assert all(answer.sha256 for answer in found)


@pytest.mark.usefixtures("poisoned")
def test_a_page_that_kills_its_reader_costs_itself(tmp_path: Path) -> None:
    pages = [page(0), page(1, POISON), page(2), page(3, b"<html>broken</html>"), page(4)]
    found = ask(tmp_path, lambda reader: all_of(reader, pages))
    failed = [isinstance(one, UnreadableError) for one in found]
    assert failed == [False, True, False, True, False]
    assert "ValueError: broken" in str(found[3])


@pytest.mark.parametrize("program", [["/nowhere/python"], [sys.executable, "-c", "pass"]])
def test_where_no_process_can_be_reading_is_done_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: list[str]
) -> None:
    async def work(reader: Beside) -> list[Answer]:
        first = await reader.read(page(0))  # does not wait for the process
        while reader._apart:
            await asyncio.sleep(0.01)
        return [first, await reader.read(page(1))]

    monkeypatch.setattr(beside, "command", lambda _: program)
    assert [answer.status for answer in ask(tmp_path, work)] == [200, 200]


@pytest.mark.usefixtures("poisoned")
def test_what_killed_a_reader_is_not_read_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when no other process can be begun."""

    async def work(reader: Beside) -> list[Answer | BaseException]:
        await at_work(reader)
        monkeypatch.setattr(beside, "command", lambda _: ["/nowhere/python"])
        return await all_of(reader, [page(0, POISON), page(1)])

    poison, other = ask(tmp_path, work)
    assert isinstance(poison, UnreadableError)
    assert isinstance(other, Answer)


def test_large_bodies_are_not_sent(tmp_path: Path) -> None:
    async def work(reader: Beside) -> Answer:
        os.kill(await at_work(reader), signal.SIGSTOP)
        return await reader.read(page(1, b"%PDF-" + b"x" * MOST_SENT))

    answer = ask(tmp_path, work)
    assert answer.media == "application/pdf"
    assert answer.sha256


def test_it_ends_with_whoever_asks(tmp_path: Path) -> None:
    """Also when that is killed with no time to say so."""
    program = f"""
import asyncio
from pathlib import Path
from crawler.beside import Beside
from crawler.reader import Reader
async def run():
    reader = Beside(Reader(Path({str(tmp_path)!r}), ()), apart=True)
    await reader.begin()
    print(reader._process.pid, flush=True)
    await asyncio.sleep(60)
asyncio.run(run())"""
    asks = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert asks.stdout
    number = int(asks.stdout.readline())
    asks.kill()
    asks.wait()
    asks.stdout.close()
    deadline = time.monotonic() + 20
    while _runs(number):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _runs(number: int) -> bool:
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_a_crawl_whose_reader_is_killed_loses_nothing(tmp_path: Path) -> None:
    with serve({"/*": numbered}) as site:
        killed: list[int] = []

        def kill(_: Progress) -> None:
            found = _reader_of(tmp_path)
            if found and len(killed) < 3 and len(site.hits) > 30 * (len(killed) + 1):
                os.kill(found, signal.SIGKILL)
                killed.append(found)

        assert crawl(plan_for(site), SitePaths(folder=tmp_path), kill).ended == "complete"
        assert killed
        all_there(site, tmp_path)


def _reader_of(folder: Path) -> int | None:
    """The process that reads for the crawl of this folder."""
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if b"crawler.reader" in (entry / "cmdline").read_bytes():
                parent = (entry / "stat").read_text().rpartition(")")[2].split()[1]
                if bytes(folder) in Path(f"/proc/{parent}/cmdline").read_bytes():
                    return int(entry.name)
        except OSError:
            continue
    return None
