"""Patterns that are compiled when they are first asked.

Promises: `late(pattern)` serves as `re.compile(pattern)` does, but is not the `re` of its matches.
The long patterns of Thai names and dates take a second to compile, which a program that only shows
results need not wait for. Refuses to know: what the patterns look for.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Late:
    """Becomes the pattern, method by method, as they are used."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._pattern, self._flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(self._pattern, self._flags), name)
        setattr(self, name, value)  # asked once; later calls find it at once
        return value


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern, not compiled yet."""
    return cast("re.Pattern[str]", _Late(pattern, flags))
