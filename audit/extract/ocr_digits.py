"""Thai digits seen anew: the OCR program's Thai alphabet has no ๔ ๖ ๗ ๘ ๙ and writes others.

Promises: digits of a number are told by their shape, from drawn ones in many typefaces; where two
are near, what the program wrote stays, with little confidence. Refuses to know: words, lines of a
page, whether a number makes sense.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from statistics import median

from PIL import Image

from audit.extract.ocr_engine import Word
from audit.extract.ocr_inks import DARK, FAINT, Ink, inks
from audit.extract.ocr_lines import BELIEVED, confidence
from audit.extract.ocr_shapes import DIGITS, SIGNS, nearest

MEANT = {"๐": "๐๖", "๑": "๑", "๒": "๒๖๘", "๓": "๓๗๘๙", "๕": "๔๕๖๗๘๙"}
"""What is printed where the program writes one of the digits it knows."""

GAP = 0.6
"""Heights of a letter between two numbers."""

MARGIN = 1.05
"""How much further off the next digit must be before the nearest is believed."""

UNLIKE = 45.0
"""Mean difference of greys from which a shape is none of those drawn."""

DOUBTED = 60.0
"""Confidence of a digit that two shapes contend for, or whose shape is not clear."""

UNSURE = 92.0
"""Confidence below which a short word in Latin letters may be a Thai number …"""
LONGEST = 7
"""… of so many signs at the most."""

_FLAT = 0.45
"""Height of full stops, commas and hyphens against the digits beside them."""
_SPECK = 0.13
"""Size of grain against the digits beside it: full stops have a fifth of their height."""
_BELOW = 0.1
"""How far a comma reaches below the line, against the height of digits."""
_POINTS = ".,-/:()"
_BETWEEN = "/()"
"""Signs of numbers that are as tall as digits."""
_LATIN = re.compile(r"[!-~«»’‘“”©®]+")


def with_digits(words: Sequence[Word], picture: Image.Image) -> list[Word]:
    """The words, in numbers with Thai digits every digit as its shape says."""
    found: list[Word] = []
    for _, group_of_line in groupby(words, key=lambda word: word.line):
        line = list(group_of_line)
        if confidence(line) < BELIEVED:  # it is dropped, and shapes take time
            found += line
            continue
        for group in _groups(line):
            for piece, is_number in _numbers(group):
                found += _number(piece, picture) if is_number else _hidden(piece, picture)
    return found


def _groups(line: list[Word]) -> Iterator[list[Word]]:
    """The words of a line that stand close together."""
    height = sorted(word.height for word in line)[len(line) // 4]
    group = [line[0]]
    for before, word in pairwise(line):
        if word.left - before.left - before.width > GAP * height:
            yield group
            group = []
        group.append(word)
    yield group


def _numbers(group: list[Word]) -> Iterator[tuple[list[Word], bool]]:
    """The group in pieces, and whether each is a number: one that runs into words is cut off."""
    digits = sum(sign in DIGITS for word in group for sign in word.text)
    if not digits:
        yield group, False
    elif 2 * digits >= sum(sign not in _POINTS for word in group for sign in word.text):
        yield group, True
    else:
        for is_number, piece in groupby(group, key=_is_numeric):
            yield list(piece), is_number


def _is_numeric(word: Word) -> bool:
    return all(sign in DIGITS or sign in _POINTS for sign in word.text)


def _number(group: list[Word], picture: Image.Image) -> list[Word]:
    """The group with its digits told by shape; as it was, in doubt, when they are not clear."""
    for levels in (FAINT, DARK):
        if told := _digits(group, list(inks(group, picture, levels))):
            return told
    return [
        replace(word, confidence=min(word.confidence, DOUBTED))
        if any(len(MEANT.get(sign, "")) > 1 for sign in word.text)
        else word
        for word in group
    ]


def _hidden(words: list[Word], picture: Image.Image) -> list[Word]:
    """The words, those in Latin letters as Thai numbers where every shape in them is a digit."""
    found = []
    for word in words:
        told = _digits([word], list(inks([word], picture, FAINT))) if _may_hide(word) else []
        is_number = told and all(one.text in DIGITS or one.text in _POINTS for one in told)
        found += told if is_number and any(one.text in DIGITS for one in told) else [word]
    return found


def _may_hide(word: Word) -> bool:
    """Whether the program, unsure, wrote Latin signs: it reads Thai numbers as `od` or `«`."""
    if word.confidence >= UNSURE or not _LATIN.fullmatch(word.text):
        return False
    return len(word.text) <= LONGEST and not all(sign in _POINTS for sign in word.text)


def _digits(group: list[Word], pieces: Sequence[Ink]) -> list[Word]:
    """The pieces of ink as words; none when one of them is unclear."""
    tall = max((ink.height for ink in pieces), default=0)
    pieces = [ink for ink in pieces if max(ink.height, ink.width) > _SPECK * tall]
    digits = [ink for ink in pieces if ink.height >= _FLAT * tall]
    if not digits or len(pieces) > 2 * len(digits) + 1:  # more points than a number can have
        return []
    base = median(ink.box[3] for ink in digits)
    written = [(sign, word.confidence) for word in group for sign in word.text]
    if len(written) != len(pieces) or not any(sign in DIGITS for sign, _ in written):
        written = [("", min(word.confidence for word in group))] * len(pieces)
    told = []
    for ink, (sign, sure) in zip(pieces, written, strict=True):
        if ink.height >= _FLAT * tall:
            told.append(_told(ink, sign, sure))
        else:
            point = "," if ink.box[3] > base + tall * _BELOW else "."
            told.append((sign if sign and sign in _POINTS else point, sure))
    if not all(text for text, _ in told):
        return []
    return [
        replace(
            group[0], text=text, left=ink.box[0], top=ink.box[1],
            width=ink.width, height=ink.height, confidence=sure,
        )
        for ink, (text, sure) in zip(pieces, told, strict=True)
    ]  # fmt: skip


def _told(ink: Ink, written: str, sure: float) -> tuple[str, float]:
    """Which digit this is and how sure that is; what was written when it is none."""
    meant = MEANT.get(written, DIGITS)
    if len(meant) == 1:
        return written, sure
    signs = nearest(ink.picture, SIGNS if meant == DIGITS else meant)
    if not signs:  # too faint to have a shape
        return written, min(sure, DOUBTED)
    (sign, distance), (_, further) = [pair for pair in signs if pair[0] in meant][:2]
    if not written and signs[0][0] in _BETWEEN:
        return signs[0][0], sure
    if meant == DIGITS and (signs[0][0] not in DIGITS or distance > UNLIKE):
        return written, sure
    return sign, max(sure if further > distance * MARGIN else 0, DOUBTED)
