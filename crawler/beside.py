"""The reader of a crawl in a process of its own, so that fetching need not wait for it.

Promises: answers in the order of the questions; a process that dies is begun anew and asked again,
and a page that kills it twice costs itself; while there is none yet, or can be none, reading is
done here. Refuses to know: what reading means.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import socket
import subprocess
import sys
from collections import deque
from dataclasses import dataclass, replace

from crawler.answers import Answer, Came
from crawler.reader import SIZE, Reader, packed, reply

MOST_DEATHS = 2  # of processes over one page
DEADLY = "killed whoever read it"
MOST_SENT = 1_000_000  # bytes; a larger body costs as much to send as to read


def command(line: int) -> list[str]:
    """How to begin the process; `line`: the open socket to talk over."""
    return [sys.executable, "-P", "-m", "crawler.reader", str(line)]


class UnreadableError(Exception):
    """A page that cannot be read."""


@dataclass(slots=True)
class _Question:
    given: Came
    answer: asyncio.Future[Answer]
    deaths: int = 0

    def fail(self, why: str) -> None:
        if not self.answer.done():
            self.answer.set_exception(UnreadableError(why))


class Beside(asyncio.Protocol):
    """The reader's process of one crawl; `apart` False: no process, reading is done here."""

    def __init__(self, reader: Reader, *, apart: bool) -> None:
        self._reader = reader
        self._apart = apart and os.name == "posix"
        self._process: subprocess.Popen[bytes] | None = None
        self._line: asyncio.Transport | None = None
        self._open: deque[_Question] = deque()
        self._heard = bytearray()
        self.works = False  # the process said so
        self._worked = False  # … or one before it

    async def read(self, given: Came) -> Answer:
        """The answer, understood; raises when it cannot be."""
        if not self._apart or not self._worked or len(given.body) > MOST_SENT:
            return self._reader.read(given)
        question = _Question(given, asyncio.get_running_loop().create_future())
        self._open.append(question)
        if self._line is not None:
            self._line.write(packed(given))
        elif self._process is None and len(self._open) == 1:  # else it is being begun
            await self.begin()
        return await question.answer

    async def begin(self) -> None:
        """Begin the process; it ends when its end of the line closes, whatever becomes of us."""
        if not self._apart:
            return
        ours, theirs = socket.socketpair()
        with theirs:
            line = theirs.fileno()
            try:
                self._process = subprocess.Popen(
                    command(line), stdin=subprocess.DEVNULL, pass_fds=(line,)
                )
            except OSError:
                ours.close()
                self._give_up()
                return
        await asyncio.get_running_loop().create_connection(lambda: self, sock=ours)

    # -- what asyncio tells us ---------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The line stands: ask what waits."""
        assert isinstance(transport, asyncio.Transport)
        self._line = transport
        transport.write(packed(self._reader.made_of))
        for question in self._open:
            transport.write(packed(question.given))

    def data_received(self, data: bytes) -> None:
        """A part of a reply, or several."""
        self._heard += data
        while len(self._heard) >= SIZE.size:
            end = SIZE.size + SIZE.unpack_from(self._heard)[0]
            if len(self._heard) < end:
                break
            message = pickle.loads(self._heard[SIZE.size : end])  # noqa: S301 (from our child)
            del self._heard[:end]
            if message is None:
                self.works = self._worked = True
            else:
                self._told(self._open.popleft(), message)

    def connection_lost(self, _: Exception | None) -> None:
        """The process is gone."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()
        self._process = self._line = None
        self._heard.clear()
        worked, self.works = self.works, False
        if not worked:  # it never came to work, and no other will
            self._give_up()
            return
        self._blame()
        if self._open:
            self._again = asyncio.ensure_future(self.begin())

    def _blame(self) -> None:
        """The oldest question was in its hands."""
        if not self._open:
            return
        self._open[0].deaths += 1
        if self._open[0].deaths >= MOST_DEATHS:
            self._open.popleft().fail(DEADLY)

    def _told(self, question: _Question, found: Answer | str) -> None:
        if isinstance(found, str):
            question.fail(found)
        elif not question.answer.done():
            question.answer.set_result(replace(found, body=question.given.body))

    def _give_up(self) -> None:
        """Read here from now on, but for what killed a process already."""
        self._apart = False
        while self._open:
            question = self._open.popleft()
            self._told(question, DEADLY if question.deaths else reply(self._reader, question.given))
