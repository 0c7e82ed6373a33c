"""Why a document that was led to does not count as evidence.

Promises: blocked is not missing, and an index only leads. Refuses to know: subjects, what the
document says.
"""

from __future__ import annotations

from rules.document import Document
from rules.faces import is_unfinished
from rules.offered import DEAD, OUTSIDE, READING


def why_aside(document: Document, *, hub: bool) -> str | None:
    """The word of `Evidence.aside`, or None: it counts. `hub`: it is an index nobody declared."""
    problem = document.problem
    if problem in DEAD:
        return "dead"
    if problem in OUTSIDE:
        return "elsewhere"
    if problem == "under_construction" or (problem is None and is_unfinished(document)):
        return "under_construction"
    if problem is not None and not (document.sha256 and problem in READING):
        return "unreachable"
    return "hub" if hub else None
