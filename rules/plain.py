"""Text made plain for patterns: every character stays at its place.

Promises: `plain`, as long as the original, so that a pattern's span is a span of what was
published; `loose`, a pattern for a Thai word whose marks may be lost or moved. Refuses to know:
what the patterns look for.
"""

from __future__ import annotations

import re
import unicodedata

from rules.thai import MARKS, PRIVATE

GAP = r"[\s\u200b]*"
"""Pattern: any white space, zero-width included."""

_ZERO_WIDTH = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_DASHES = "‐‑‒–—―−~"
_FULL_WIDTH = range(0xFF01, 0xFF5F)
"""Code points of the full-width forms of ASCII `!` to `~`, which some input methods write."""


class _Plain(dict[int, str]):
    """Code point → one plain character; filled as code points are met."""

    def __missing__(self, point: int) -> str:
        char = chr(point)
        if char in _ZERO_WIDTH:
            plain = "\u200b"
        elif char in _DASHES:
            plain = "-"
        elif char.isspace() and char != "\n":
            plain = " "
        elif point in _FULL_WIDTH:
            plain = chr(point - _FULL_WIDTH.start + 0x21)
        else:
            plain = PRIVATE.get(point, str(unicodedata.decimal(char, char)))
        self[point] = plain
        return plain


_PLAIN = _Plain()


def plain(text: str) -> str:
    """Digits Arabic, dashes `-`, spaces ` `, full-width letters ASCII, private-use marks Thai.

    As long as `text`.
    """
    return text.translate(_PLAIN)


def loose(word: str) -> str:
    """A pattern for a Thai word, for use on `plain` text: marks and inner spaces are optional."""
    letters = re.sub(f"[{MARKS}]", "", word)
    return "".join(_letter(letter) for letter in letters)


def _letter(letter: str) -> str:
    if letter.isspace():
        return GAP
    if letter == "ำ":
        return f"[{MARKS}\u200b ]*[ำา]"
    return f"{re.escape(letter)}[{MARKS}\u200b]* ?"


def any_of(*words: str) -> str:
    """A pattern for one of these Thai words, longest first, each `loose`."""
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(loose(word) for word in ordered) + ")"
