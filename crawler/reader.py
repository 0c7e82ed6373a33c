"""What one answer is and where it leads, its bytes kept: `python -m crawler.reader SOCKET`.

Promises: from plain values to plain values, the same for the same, remembering nothing; as a
process, one reply for each question in their order, until whoever asks is gone. Refuses to know:
other pages, decisions about them, Scrapy.
"""

from __future__ import annotations

import pickle
import signal
import socket
import struct
import sys
import traceback
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from crawler.answers import Answer, Came, understand
from crawler.blobs import Blobs
from crawler.errors import StoreError
from crawler.leads import Words
from crawler.retries import TRANSIENT
from crawler.ways import ways_of

READ_ON = frozenset({None, "login"})  # problems with which a page's links still count
SIZE = struct.Struct("!I")  # goes before every message


class Reader:
    """Reads the answers of one crawl. `made_of`: what it takes to make another like it."""

    def __init__(self, blobs: Path, leads: tuple[str, ...]) -> None:
        """`blobs`: the folder for the bytes; `leads`: those of the plan."""
        self.made_of = (blobs, leads)
        self._blobs = Blobs(blobs)
        self._words = Words(leads)

    def read(self, given: Came) -> Answer:
        """The answer, understood; kept, unless it will be asked for again or the disk says no."""
        answer, tree = understand(given)
        if tree is not None and answer.problem in READ_ON:
            answer = replace(answer, ways=ways_of(tree, given.url, self._words))
        return replace(answer, sha256=self._keep(answer))

    def _keep(self, answer: Answer) -> str | None:
        if not answer.body or answer.problem in TRANSIENT:
            return None
        try:
            return self._blobs.keep(answer.body)
        except StoreError:  # whoever records the answer meets it, too, and knows what to do
            return None


def packed(message: object) -> bytes:
    """A message as it goes over the socket."""
    body = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return SIZE.pack(len(body)) + body


def reply(reader: Reader, given: Came) -> Answer | str:
    """The answer without its bytes, which whoever asks has; or what went wrong."""
    try:
        return replace(reader.read(given), body=b"")
    except Exception:
        return traceback.format_exc()


def main() -> None:
    """Read what comes over the socket until it closes; first what a reader is made of."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who asks decides when to stop
    with (
        suppress(ConnectionError),  # it closed while we were reading
        socket.socket(fileno=int(sys.argv[1])) as line,
        line.makefile("rb") as asked,
    ):
        reader: Reader | None = None
        while size := asked.read(SIZE.size):
            message = pickle.loads(asked.read(*SIZE.unpack(size)))  # noqa: S301 (from our parent)
            if reader is None:
                reader = Reader(*message)
                line.sendall(packed(None))
            else:
                line.sendall(packed(reply(reader, message)))


if __name__ == "__main__":
    main()
