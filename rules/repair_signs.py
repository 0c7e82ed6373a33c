"""Thai signs put right where no dictionary is needed.

Promises: what can only be wrong is put right: glyph codes of old fonts, signs nobody sees, sara am
in pieces, marks in an order nobody writes, Thai that was taken for a Western alphabet. Refuses to
know: words, pages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from rules.thai import MARKS, PRIVATE

_TONES = "\u0e48-\u0e4b"
_CONSONANT = "\u0e01-\u0e2e"
_THAI = "\u0e01-\u0e5b"
_JOINERS = "[\u200c-\u200f]+"

REPEATED = re.compile(rf"([{_CONSONANT}][{MARKS}]+)([\u0e01-\u0e30\u0e32\u0e33]?) ?\1 ?")
"""A letter with its marks printed twice, as `ข้อข้ มูลมู`."""

APART = re.compile(rf"[{_CONSONANT}][{MARKS}]* า")
"""A sara am of which Word's old PDF writer kept the second half only."""

# Fonts with their own code table put the letters of TIS-620 at U+F000 and above, pictures too.
_SYMBOLS = re.compile("[\uf0a1-\uf0da\uf0df-\uf0fb]{3,}")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_ORDER = {mark: rank for rank, mark in enumerate("ัิีึืฺุู็ํ่้๊๋์๎")}


def _old_fonts(text: str) -> str:
    if not _PRIVATE.search(text):
        return text
    text = _SYMBOLS.sub(lambda run: _from_tis(ord(sign) - 0xF000 for sign in run[0]), text)
    return _PRIVATE.sub("•", text.translate(PRIVATE))


def _from_tis(codes: Iterator[int]) -> str:
    return bytes(codes).decode("cp874", errors="replace")


def _unseen(text: str) -> str:
    text = re.sub("[\u00ad\u200b\u2060\ufeff]", "", text)
    return re.sub(f"(?<=[{_THAI}]){_JOINERS}|{_JOINERS}(?=[{_THAI}])", "", text)


def _one_sara_am(run: re.Match[str]) -> str:
    return re.sub("[าำ]", "", run[0]) + "ำ" if "ำ" in run[0] else run[0]


def _sara_am(text: str) -> str:
    text = re.sub(f" ?\u0e4d ?([{_TONES}]?) ?า", r"\1ำ", text)
    text = re.sub(f"(?<=[{_CONSONANT}{MARKS}]) ำ", "ำ", text)
    text = re.sub(f"(?<=ำ) (?=[{_TONES}])", "", text)
    # Whatever stands beside a sara am without a consonant between is a part of it: `ำ่า`, `าำ`.
    return re.sub(f"[าำ{_TONES}]{{2,}}", _one_sara_am, text)


def _order(text: str) -> str:
    text = text.replace("เเ", "แ")
    # `น ้า` may be what is left of a sara am: the space stays where words will judge it.
    text = re.sub(rf"([{_CONSONANT}]) ([{_TONES}]) ?า", r"\1\2 า", text)
    text = re.sub(rf"(?<=[{_THAI}]) (?=[{MARKS}ะๅ])", "", text)
    text = re.sub(rf"([เแโใไ]) (?=[{_CONSONANT}])", r"\1", text)
    text = re.sub(rf"([เแโใไ])([{MARKS}]+)([{_CONSONANT}])", r"\1\3\2", text)
    text = re.sub(rf"([{_CONSONANT}])( ?)า([{_TONES}])", r"\1\3\2า", text)
    return re.sub(f"[{MARKS}]{{2,}}", lambda run: _ordered(run[0]), text)


def _ordered(run: str) -> str:
    return "".join(sorted(dict.fromkeys(run), key=lambda mark: _ORDER.get(mark, 99)))


STEPS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("แปลงอักขระของแบบอักษรรุ่นเก่า", _old_fonts),
    ("ลบอักขระที่มองไม่เห็น", _unseen),
    ("รวมสระอำที่แยกส่วน", _sara_am),
    ("เรียงสระและวรรณยุกต์", _order),
)
"""The repairs of this module in their order, by the names people see."""


def tidy(text: str) -> tuple[str, list[str]]:
    """`text` put right, and the names of the repairs that were needed."""
    made = []
    for name, step in STEPS:
        better = step(text)
        if better != text:
            made.append(name)
            text = better
    return text, made


def undoubled(text: str) -> str:
    """`text` with letters that are printed twice printed once; only for pages known to do that."""
    return REPEATED.sub(r"\1\2", text)


# Bytes above 0x80 in the Thai code table of the Macintosh: shifted copies of the marks.
_MAC_MARKS = dict(zip([*range(0x83, 0x8D), 0x8F, *range(0x92, 0x9D)], "่้๊๋์่้๊๋์ํั็ิีึื่้๊๋์", strict=True))


def _table(encoding: str) -> dict[int, str]:
    """The signs that a Western code table shows for Thai bytes, and the Thai they were."""
    table = {}
    for byte in range(0x80, 0x100):
        sign = bytes([byte]).decode(encoding, errors="ignore")
        thai = _MAC_MARKS.get(byte) or bytes([byte]).decode("cp874", errors="ignore")
        if sign and thai:
            table[ord(HARD_SPACE if sign == "\u00a0" else sign)] = thai
    return table


HARD_SPACE = "\ue0ca"
"""Stands for the no-break space of misread text, which is a letter, until the text is decoded."""


def with_hard_spaces(text: str) -> str:
    """Misread text with its no-break spaces kept apart from spaces; other text as it is."""
    return text.replace("\u00a0", HARD_SPACE) if looks_misread(text) else text


MISREADINGS = {encoding: _table(encoding) for encoding in ("mac_roman", "cp1252")}
"""Tables back to Thai for text whose TIS-620 bytes were taken for a Western alphabet."""


def decoded(text: str, table: dict[int, str]) -> str:
    """Misread text as the Thai it was, by one of `MISREADINGS`."""
    if ord(HARD_SPACE) in table:
        text = text.replace("\u00a0", HARD_SPACE)
    return text.translate(table)


_WESTERN = re.compile(
    r"[\u00a1-\u00ff\u0152-\u0192\u02c6-\u02dd\u03a9\u03c0\u2020-\u2122\u2202-\u25ca\ufb01\ufb02]"
)
_LETTERS = re.compile(r"[^\W\d_]|[\u00a1-\u00ff]")


def looks_misread(text: str) -> bool:
    """Whether so much of `text` is accented signs that no Western language is written like it."""
    western = len(_WESTERN.findall(text))
    return western >= 12 and western >= 0.3 * len(_LETTERS.findall(text))
