"""Pages that say "not found" with status 200, told by comparing with an address nobody has.

Promises: a page that shows nothing an invented address of the same host does not show is a soft
404; a site that answers every address with the same empty shell is left alone. Refuses to know:
words.
"""

from __future__ import annotations

import hashlib
import re

from selectolax.lexbor import LexborHTMLParser

NEW_LETTERS = 60  # less new text than this is a clock, a counter or the address repeated
NEW_PARTS = 3

_DIGITS = re.compile(r"[\d๐-๙]+")


def probe_url(origin: str, crawl_id: int) -> str:
    """An address that does not exist on the site, the same for the whole crawl."""
    name = hashlib.sha256(f"{origin} {crawl_id}".encode()).hexdigest()[:16]
    return f"{origin}/oit-{name}"


class Missing:
    """How one host answers for a page that does not exist."""

    def __init__(
        self, *, shows: frozenset[str] | None = None, target: str | None = None, name: str = ""
    ) -> None:
        """`name`: of the address that nobody has; an error page is often told it."""
        self._shows = shows
        self._told = bool(name and target and name in target.partition("?")[2])
        self._target = target.partition("?")[0] if self._told and target else target

    @property
    def shows_pages(self) -> bool:
        """Whether pages need to be compared at all."""
        return self._shows is not None

    def sends_to(self, target: str | None) -> bool:
        """Whether missing pages are redirected there."""
        if target is None or self._target is None:
            return False
        return (target.partition("?")[0] if self._told else target) == self._target

    def looks_like(self, tree: LexborHTMLParser) -> bool:
        """Whether the page shows nothing new beside the answer for a missing page."""
        if self._shows is None:
            return False
        new = parts_of(tree) - self._shows
        return len(new) <= NEW_PARTS and sum(map(len, new)) < NEW_LETTERS

    def forget(self) -> None:
        """The home page says as little: the site is one shell for all addresses."""
        self._shows = None


def parts_of(tree: LexborHTMLParser) -> frozenset[str]:
    """The texts and the targets of a page, digits folded."""
    body = tree.body
    if body is None:
        return frozenset()
    parts: set[str] = set()
    for node in body.traverse(include_text=True):
        if node.tag == "-text":
            parts.add(_DIGITS.sub("#", node.text(deep=False).strip()))
        elif node.tag in ("a", "img", "iframe", "embed", "object"):
            parts.update(node.attributes.get(name) or "" for name in ("href", "src", "data"))
    return frozenset(parts - {""})
