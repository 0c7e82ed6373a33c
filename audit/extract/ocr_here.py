"""Whether pictures of text can be read here, for how long, and what marks such a reading.

Promises: quick to import, for whoever only asks which readings count. Refuses to know: pictures,
how they are read (`audit.extract.ocr`).
"""

from __future__ import annotations

from audit.extract.ocr_engine import engine

VERSION = 5
"""Raise it to recognise all pictures again."""

PAGE_SECONDS = 120.0
"""One page takes 1 to 4 seconds of computing; a busy machine gives them late."""

DOCUMENT_SECONDS = 400.0
"""After this long no further page of a document is begun."""

GENERATIONS = (4, 5)
"""Generations of the program whose readings count where it is not installed."""


def is_here() -> bool:
    """Whether pictures can be read on this machine."""
    return engine() is not None


def marks() -> tuple[str, ...]:
    """What the ids of readings that hold recognised text end with, the one made here first.

    Such as `+ocr1.5`: our version and the program's generation. Without the program all that were
    ever made count, for none can be made anew.
    """
    found = engine()
    generations = (found.generation,) if found else GENERATIONS
    return tuple(f"+ocr{VERSION}.{generation}" for generation in generations)
