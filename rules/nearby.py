"""Pages where a subject may stand that has no page of its own.

Promises: pages of subjects that sites keep together with it, then pages whose names leave it open,
then pages that nothing names, a bounded number. Refuses to know: what the pages show
(`rules.lookalikes`), links, outcomes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from rules.document import Document
from rules.faces import first_line, headings
from rules.leads import Lead, Strength
from rules.naming import Topics
from rules.pack import Indicator

MOST = 60
"""Pages offered for one indicator: each is judged, and a site may have thousands of news."""


class Nearby:
    """The pages of one site by what they are named.

    `leads`: by the place of each document, what names it; `apart`: addresses of pages that only
    lead, or that are judged by themselves.
    """

    def __init__(
        self,
        documents: Sequence[Document],
        leads: Mapping[int, Mapping[str, Lead]],
        apart: Collection[str],
        topics: Topics,
    ) -> None:
        self._topics = topics
        self._pages = [
            (page, _surely(leads.get(at, {}).values()), self._left_open(page))
            for at, page in enumerate(documents)
            if page.problem is None and page.blocks and page.url not in apart
        ]

    def pages(self, indicator: Indicator) -> tuple[tuple[Document, str], ...]:
        """Pages and the words that lead to them, likeliest first; no words where nothing does."""
        beside = self._topics.neighbours(indicator)
        found: tuple[list[tuple[Document, str]], ...] = ([], [], [])
        for page, named, open_ in self._pages:
            words = next((named[topic] for topic in sorted(beside & named.keys())), "")
            guess = open_.get(indicator.topic, "")
            if words or guess or not named:
                found[0 if words else 1 if guess else 2].append((page, words or guess))
        return tuple(one for group in found for one in group)[:MOST]

    def _left_open(self, page: Document) -> dict[str, str]:
        """The topics that the page's names leave open, with the first name that does."""
        found: dict[str, str] = {}
        for text in _names(page):
            for guess in self._topics.guesses(text, "text"):
                found.setdefault(guess.topic, text)
        return found


def _names(page: Document) -> Iterator[str]:
    yield from filter(None, (page.title, *headings(page), *first_line(page)))
    yield from dict.fromkeys(label.text for label in page.labels if label.text)


def _surely(leads: Iterable[Lead]) -> dict[str, str]:
    """The topics that a page's own names or links lead to, with the words that do."""
    return {one.topic: one.label for one in leads if one.strength >= Strength.MENU}
