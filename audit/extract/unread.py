"""What nobody reads yet, with the reason.

Promises: an empty reading that says why. Refuses to know: everything else.
"""

from __future__ import annotations

from audit.extract.reading import Reading, Source
from audit.extract.sniff import Sort, sort_of
from rules.document import Legibility

_REASONS = {Sort.EMPTY: "empty", Sort.LOCKED_OFFICE: "password"}


def read(source: Source) -> Reading:
    """No text; `empty`, `password` or `unsupported`."""
    reason = _REASONS.get(sort_of(source.data, source.media, source.name), "unsupported")
    return Reading(legibility=Legibility.NONE, problem=reason)
