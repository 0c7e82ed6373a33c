"""What became of an address, by its problem word: gone, outside, fetched; and is it content?

Promises: the words of each sort. Refuses to know: subjects, outcomes.
"""

from __future__ import annotations

from rules.document import Document
from rules.targets import sort_of

DEAD = frozenset({"not_found", "soft_404", "redirect_loop", "client_error"})
"""Words that say the target is gone. A name or a server that does not answer may be our own
network's trouble: that is not missing."""
OUTSIDE = frozenset({"outside"})
READING = frozenset({
    "scan", "empty", "password", "broken", "too_large", "partly", "unsupported", "crash", "timeout",
})  # fmt: skip
"""Words of `Document.problem` for a file that was fetched: it is judged, unreadable or not."""
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".bmp", ".ico")


def is_offered(document: Document) -> bool:
    """Whether a page that links here offers this as its content: files, and what is locked away.

    Other pages are subjects of their own; pictures that are gone were decoration.
    """
    if document.problem is None or document.problem in READING:
        return not document.media.startswith("text/html")
    if document.problem in DEAD | OUTSIDE:
        picture = document.url.lower().endswith(PICTURES)
        return sort_of(document.url) == "file" and not picture
    return True
