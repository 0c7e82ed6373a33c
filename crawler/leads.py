"""Which links are likely to lead to what is looked for.

Promises: a lower rank for a link whose text or address holds one of the plan's words, and for the
files on a page that such a link led to; a higher one for one more of a crowd of the same kind;
without words, nothing changes. Refuses to know: what the words mean, in which language they are.
"""

from __future__ import annotations

from collections import Counter
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from crawler.media import is_file
from crawler.traps import shape_of

LEAD = -500  # after what people declared and the seeds, before everything else
FILE_OF_LEAD = -400
LONGEST_TEXT = 200  # letters; a longer text is no name of a page
IMAGE = 100_000  # from here on: pictures, which come last anyway
# News are a crowd under one roof, evidence is not: each time the crowd doubles, the next of it
# come later, by half of what a click more costs.
CROWD = 16
LATER = 5


class Leads:
    """The words of one plan, and the addresses they marked."""

    def __init__(self, words: tuple[str, ...]) -> None:
        # The longer a word, the more it says; the first that is found decides.
        self._words = sorted((w.lower() for w in words if w.strip()), key=len, reverse=True)
        self._marked: dict[str, int] = {}  # address: how much its word says
        self._crowds: Counter[str] = Counter()

    def promising(self, url: str) -> bool:
        """Whether a link with one of the words led to this page."""
        return url in self._marked

    def rank(
        self,
        url: str,
        node: LexborNode | None,
        rank: int,
        *,
        promising: bool = False,
        again: bool = False,
    ) -> int:
        """The rank of a link: `rank`, or one that its words or its crowd change.

        `promising`: so is the page it is on. `again`: its address was ranked before.
        """
        if not self._words or rank <= LEAD:
            return rank
        says = self._says(url, node)
        if says:
            self._marked[url] = says
            return LEAD - says
        if promising and is_file(url):
            return min(rank, FILE_OF_LEAD)
        return rank if rank >= IMAGE else rank + self._later(url, again)

    def _later(self, url: str, again: bool) -> int:
        """How much later one more of its kind comes: of a folder, or of a program's questions."""
        kind = shape_of(url if "?" in url else url.rpartition("/")[0]) + "." * is_file(url)
        before = self._crowds[kind]
        self._crowds[kind] += not again
        return LATER * (before // CROWD).bit_length()

    def moved(self, url: str, target: str, rank: int) -> int:
        """The rank of where a redirect leads: a marked address stays marked."""
        says = self._marked.get(url)
        if says is None:
            return rank
        self._marked[target] = says
        return min(rank, LEAD - says)

    def _says(self, url: str, node: LexborNode | None) -> int:
        """The length of the longest word found; 0 when there is none."""
        text = f"{node.text()[:LONGEST_TEXT]}\n{node.attributes.get('title') or ''}" if node else ""
        text = f"{text}\n{unquote(url.partition('//')[2].partition('/')[2])}".lower()
        return next((len(word) for word in self._words if word in text), 0)
