"""Bytes → text, for pages that declare the wrong charset or none.

Promises: UTF-8 is believed when the bytes are UTF-8, even with a few bad bytes or a cut end; Thai
in UTF-16 is known without its mark; else Thai bytes are cp874; a page may hold both. What server
and page declare only breaks ties. Never raises. Refuses to know: HTML, beyond the place where a
page declares its charset.
"""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_\-:.]+)""")
_HEAD = 4096

# All of these are cp874 in practice: it alone has the curly quotes and the ellipsis of Windows.
_THAI = {"tis620", "windows874", "cp874", "iso885911", "xwindows874", "mswin874", "thai"}
# Declared by templates that nobody changed; says nothing about a Thai page.
_BY_HABIT = {"iso88591", "latin1", "windows1252", "cp1252", "usascii", "ascii", "utf8"}

_WIDE = re.compile(rb"[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_THAI_UTF8 = re.compile(rb"\xe0[\xb8\xb9][\x80-\xbf]")
_HIGH_SPLIT = re.compile(rb"([\x80-\xff]+)")
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_SAMPLE = 200_000

SHORTEST_RUN = 4
"""Bytes; fewer are a damaged letter, not a word in another encoding."""


def decode(data: bytes, charset: str | None = None) -> str:
    """The text of `data`; `charset` is what the server declared."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    if wide := _unmarked_wide(data):
        return data.decode(wide, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if _is_damaged_utf8(data):
        return _mixed(_without_cut_end(data))
    return data.decode(_legacy(data, charset), errors="replace")


def _unmarked_wide(data: bytes) -> str | None:
    """UTF-16 whose first mark was lost: every other byte says Thai (0x0E) or Latin (0x00)."""
    pairs = min(len(data), _HEAD) // 2
    if pairs < SHORTEST_RUN:
        return None
    for encoding, start in (("utf-16-le", 1), ("utf-16-be", 0)):
        high = data[start : pairs * 2 : 2]
        if high.count(0x0E) and high.count(0x0E) + high.count(0x00) >= 0.9 * pairs:
            return encoding
    return None


def _is_damaged_utf8(data: bytes) -> bool:
    """UTF-8 with bad bytes: whole characters of three bytes outnumber the errors by far.

    In cp874 Thai the errors win: three bytes that happen to look like one character are rare.
    """
    sample = _without_cut_end(data[:_SAMPLE])
    errors = sample.decode("utf-8", errors="replace").count("\ufffd") - sample.count(
        b"\xef\xbf\xbd"
    )
    if errors <= 0:
        return True
    return len(_WIDE.findall(sample)) >= 3 * errors


def _mixed(data: bytes) -> str:
    """UTF-8 into which a program has put pieces (a menu, a list of news) in the old encoding."""
    return "".join(
        _run(piece) if piece[:1] >= b"\x80" else piece.decode("ascii")
        for piece in _HIGH_SPLIT.split(data)
    )


def _run(run: bytes) -> str:
    """A run of bytes that are no ASCII; as cp874 only when nothing in it is Thai in UTF-8."""
    text = run.decode("utf-8", errors="replace")
    if "\ufffd" not in text or len(run) < SHORTEST_RUN or _THAI_UTF8.search(run):
        return text
    old = run.decode("cp874", errors="replace")
    return text if "\ufffd" in old else old


def _without_cut_end(data: bytes) -> bytes:
    """`data` without an unfinished character at its very end (a page cut at the size limit)."""
    for back in range(1, min(4, len(data) + 1)):
        byte = data[-back]
        if byte & 0xC0 == 0xC0:
            length = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return data[:-back] if back < length else data
        if byte & 0xC0 != 0x80:
            break
    return data


def _legacy(data: bytes, charset: str | None) -> str:
    declared = _plain(charset) or _plain(_declared_inside(data))
    if declared in _THAI or not declared:
        return "cp874"
    if declared in _BY_HABIT:
        return "cp874" if _looks_thai(data) else "cp1252"
    try:
        data.decode(declared)
    except (LookupError, UnicodeError):
        return "cp874"
    return declared if not _looks_thai(data) else "cp874"


def _declared_inside(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_HEAD])
    return found.group(1).decode("ascii") if found else None


def _plain(charset: str | None) -> str:
    return re.sub(r"[^a-z0-9]", "", (charset or "").lower())


def _looks_thai(data: bytes) -> bool:
    """Thai stands in runs of letters that cp874 knows; accents of Latin scripts stand alone."""
    runs = _HIGH_RUN.findall(data[:_SAMPLE])
    high = sum(map(len, runs))
    if not high:
        return True
    known = len(b"".join(runs).decode("cp874", errors="ignore"))
    in_runs = sum(len(run) for run in runs if len(run) >= 3)
    return in_runs >= high / 2 and known >= high * 0.98
