"""When to ask again, when to wait, and when to leave a host alone.

Promises: two more tries, each later than the last, never sooner than the server asks; a host that
gives nothing any more is left in peace. Refuses to know: what a page says.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

TRIES = 2  # further tries after the first
LONGEST_WAIT = 120.0  # seconds; a server that wants more is taken up by the next crawl
WEARY = 10  # answers in a row without content after which nothing is asked twice
ENOUGH = 3  # times a server asks us to come back later than we can wait
DEAD = 40  # … and after which nothing is asked any more
# Trouble of the host rather than of the page.
HOST_TROUBLE = frozenset(
    {"dns", "refused", "tls", "tls_expired", "tls_chain", "tls_host", "tls_self_signed", "timeout",
     "network", "blocked", "forbidden", "geo", "challenge", "rate_limited", "server_error"}
)  # fmt: skip
TRANSIENT = frozenset({"timeout", "network", "refused", "server_error", "rate_limited"})


class Health:
    """How each host of a crawl is doing."""

    def __init__(self, delay: float) -> None:
        self._step = max(delay * 2, 0.5)
        self._bad: Counter[str] = Counter()
        self._sent_away: Counter[str] = Counter()

    def note(self, host: str, problem: str | None) -> None:
        """An answer came to stay, good or bad."""
        if problem in HOST_TROUBLE:
            self._bad[host] += 1
        elif problem is None:
            self._bad[host] = self._sent_away[host] = 0

    def last_chance(self, host: str) -> None:
        """A host given up is asked once more; one more answer without content ends it again."""
        if self._bad[host] >= WEARY:
            self._bad[host] = DEAD - 1

    def dead(self, host: str) -> bool:
        """Whether the host has given nothing for so long that asking on is rude."""
        return self._bad[host] >= DEAD or self.sent_away(host)

    def sent_away(self, host: str) -> bool:
        """Whether the host asked for more time than this crawl has, again and again."""
        return self._sent_away[host] >= ENOUGH

    def wait(self, host: str, problem: str | None, tries: int, retry_after: str) -> float | None:
        """Seconds until the next try, or None when there is none."""
        asked = seconds_asked(retry_after)
        if asked > LONGEST_WAIT and problem == "rate_limited":
            self._sent_away[host] += 1
        if problem not in TRANSIENT or tries >= TRIES or self._bad[host] >= WEARY:
            return None
        if asked > LONGEST_WAIT:
            return None
        return max(asked, self._step * 2.0**tries)


def seconds_asked(retry_after: str) -> float:
    """The Retry-After header in seconds: a number, or a date; 0 when it says nothing."""
    value = retry_after.strip()
    if value.isdigit():
        return float(value)
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return 0.0
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())
