"""What came from a site is made harmless before it is shown.

Promises: text without control characters, invisible direction marks or broken surrogates; links
only to http and https; cells that no spreadsheet runs. Refuses to know: HTML escaping (the template
engine's), what the text says.
"""

from __future__ import annotations

import dataclasses
import re
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit

# C0/C1 controls but tab and line feed; bidirectional overrides and isolates (Unicode TR9), which
# can make an address read backwards; surrogates and noncharacters that XML 1.0 (2.2) forbids.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
# Invisible marks that editors leave behind; they carry no words.
# Among them tags (U+E0000 …), in which whole hidden sentences can be written.
_MARKS = re.compile("[\u061c\u200e\u200f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")
# OWASP "CSV Injection": these first characters, also in their full-width forms, start a formula.
_FORMULA_STARTS = "=+-@＝＋－＠"
CELL_LIMIT = 32_767  # characters in one cell; Microsoft, "Excel specifications and limits"

T = TypeVar("T")


def plain(text: str) -> str:
    """The text with unsafe characters shown as U+FFFD and invisible marks left out."""
    return _UNSAFE.sub("\ufffd", _MARKS.sub("", _LINE_ENDS.sub("\n", text)))


def cleaned(value: T) -> T:
    """A copy of a report, or of any part of it, in which every string is `plain`."""
    return _clean(value)  # type: ignore[no-any-return]  # the walk keeps every value's type


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, tuple):
        return tuple(_clean(item) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = (field.name for field in dataclasses.fields(value))
        return dataclasses.replace(value, **{name: _clean(getattr(value, name)) for name in names})
    return value


def link(url: str) -> str | None:
    """The address when a browser may be sent there; None for any scheme but http and https."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and host else None


def host_and_path(url: str) -> tuple[str, str]:
    """The two parts that people know an address by; all of it is the path when it is none."""
    try:
        parts = urlsplit(url)
    except ValueError:  # sites publish links like `https://[address]`
        return "", url
    return parts.netloc, parts.path


def shown(url: str) -> str:
    """The address as a person reads it: percent-encoded Thai decoded, still `plain`."""
    return plain(unquote(url, errors="replace")).replace("\n", " ").replace("\t", " ")


def cell(text: str) -> str:
    """Text that fits one spreadsheet cell; what is cut off is marked with an ellipsis."""
    text = plain(text)
    return text if len(text) <= CELL_LIMIT else text[: CELL_LIMIT - 1] + "…"


def csv_cell(text: str) -> str:
    """One line of text that starts no formula: an apostrophe stands before one that would."""
    line = " ".join(cell(text).split())
    return f"'{line}"[:CELL_LIMIT] if line.startswith(tuple(_FORMULA_STARTS)) else line
