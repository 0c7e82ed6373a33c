"""What one answer is and where it leads, its bytes kept.

Promises: from plain values to plain values, the same for the same, remembering nothing. Refuses to
know: other pages, decisions about them, Scrapy.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from crawler.answers import Answer, Came, understand
from crawler.blobs import Blobs
from crawler.errors import StoreError
from crawler.leads import Words
from crawler.retries import TRANSIENT
from crawler.ways import ways_of

READ_ON = frozenset({None, "login"})  # problems with which a page's links still count


class Reader:
    """Reads the answers of one crawl."""

    def __init__(self, blobs: Path, leads: tuple[str, ...]) -> None:
        """`blobs`: the folder for the bytes; `leads`: those of the plan."""
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
