"""Whether a title stated in a file's properties is one.

Promises: program leftovers, file names and garbled letters are not taken for a title. Refuses to
know: where the title came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST = 200
"""Characters of a title taken from the text."""

MOST_STATED = 500
"""Characters; a longer "title" is a text put in the wrong place."""

_FILE_NAME = re.compile(
    r"\.(?:docx?|xlsx?|pptx?|pdf|indd|ai|rtf|odt|jpe?g|png|tiff?|cdr|html?)$", re.I
)
_LEFTOVER = re.compile(
    r"(?:microsoft (?:word|excel|powerpoint)\b.*|untitled.*|slide \d+|document\d*"
    r"|powerpoint presentation|(?:การ|งาน)นำเสนอ\s*powerpoint|ภาพนิ่ง \d+|scan\w*[\W\d]*"
    r"|[a-z]{0,4}[\d_\-. ]{4,})",
    re.I,
)
_LETTER = re.compile(r"[^\W\d_]")


def letters(text: str) -> int:
    """How many letters of any script there are (marks and digits not counted)."""
    return len(_LETTER.findall(text))


def is_title(stated: str) -> bool:
    """Whether a person wrote this title, and it is still readable."""
    if (
        len(stated) > MOST_STATED
        or letters(stated) < 4
        or _FILE_NAME.search(stated)
        or _LEFTOVER.fullmatch(stated)
    ):
        return False
    # Thai that an old program wrote byte by byte comes out as accented Latin letters.
    accented = sum("\u00a1" <= letter <= "\u00ff" for letter in stated)
    return accented < 3 and "\ufffd" not in stated


def first_title(texts: Iterable[str]) -> str:
    """The first text that says something, shortened."""
    return next((text[:LONGEST] for text in texts if letters(text) >= 4), "")
