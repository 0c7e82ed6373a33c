"""What failed for a moment, to be asked for once more at the end.

Promises: every address once, in the order in which they failed, and only for trouble that passes by
itself. Refuses to know: queues, clocks, hosts.
"""

from __future__ import annotations

from crawler.frontier import Waiting
from crawler.retries import TRANSIENT

PASSING = TRANSIENT | {"dns"}  # a name server that stumbles, stumbles for seconds
MOST = 500  # more than this is not a moment's trouble
LONGEST_PAUSE = 30.0  # seconds


class Closing:
    """The addresses of one crawl that get a last chance."""

    def __init__(self, delay: float) -> None:
        """`delay`: seconds between two requests of the plan."""
        self.pause = min(max(delay * 5, 0.5), LONGEST_PAUSE)  # seconds before the pass begins
        self._failed: dict[str, Waiting] = {}
        self._begun = False

    def note(self, page: Waiting, problem: str | None) -> None:
        """How the address ended for now."""
        if self._begun:
            return
        if problem in PASSING:
            self._failed[page.url] = page
        else:
            self._failed.pop(page.url, None)

    def begin(self) -> list[Waiting]:
        """The addresses to ask for once more; none the second time."""
        if self._begun:
            return []
        self._begun = True
        return list(self._failed.values())[:MOST]
