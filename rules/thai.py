"""Thai wordings compared: what counts as the same words, and where they stand.

Promises: `fold` and `skeleton`, the two forms in which texts are compared; containment with the
place in the original, so that quotes stay verbatim; a fuzzy second tier that is never proof.
Refuses to know: years, people, documents, what a wording means.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property, lru_cache

from rapidfuzz import fuzz

SKELETON_FROM = 7
"""Letters from which skeletons are compared: shorter ones collapse into other words.

Measured on a dictionary of 60,963 words: with 4 letters 19 % of the skeletons belong to two words,
with 7 letters 4 %, and those are nearly all spelling variants.
"""
SIMILAR_FROM = 90.0
"""Ratio (0–100) from which `similar` is worth showing to a person."""
LATIN_WORD_BELOW = 5
"""Latin phrases shorter than this (SAR, OIT) stand as whole words, never inside another word."""

MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
"""Thai signs above and below a consonant, for use inside a character class."""
_LEADING = "เแโใไ"
_FOLLOWING = "ะาำ"

# Old fonts kept shifted copies of the marks in the private use area, in these orders: those of
# Windows, and those of the Macintosh (`maiekupperleftthai` and others in Adobe's glyph list).
PRIVATE = {
    **dict(zip(range(0xF700, 0xF71B), "ฐิีึื่้๊๋์่้๊๋์ญัํ็่้๊๋์ฺุู", strict=True)),
    **dict(zip(range(0xF884, 0xF89A), "ัิีึื็่่่้้้๊๊๊๋๋๋์์์ํ", strict=True)),
}
# Slips of the pen that stand in official texts again and again (counted in the real material:
# มาตราฐาน 40 beside มาตรฐาน 277, กฏหมาย 17 beside กฎหมาย 219). What is meant: how it is written.
_AA = "[าำํ]+"
_SLIPS = {"แ": "เเ", "ตรฐาน": f"ตร{_AA}ฐ{_AA}น", "บุคลากร": f"บ[{MARKS}]*คคล{_AA}กร"}
_CONFUSED = {"ฎ": "ฏ"}
_RUN = re.compile(f"{'|'.join(_SLIPS.values())}|[{MARKS}]+(?:[าำ][{MARKS}ำ]*)?|ำ[{MARKS}ำ]+")
_MARK = re.compile(f"[{MARKS}]+")
_ORDER = {mark: rank for rank, mark in enumerate("ฺัิีึืฺุู็่้๊๋์ํ๎")}


class _Letters(dict[int, str]):
    """Code point → its comparable letters; filled as code points are met."""

    def __missing__(self, point: int) -> str:
        self[point] = letters = _letters(chr(point))
        return letters


def _letters(char: str) -> str:
    """The comparable letters of one character: none for spaces, punctuation, control signs."""
    char = PRIVATE.get(ord(char), char)
    if "\u0e00" <= char <= "\u0e7f":
        if char in "ฯ฿๏๚๛":
            return ""
        return _CONFUSED.get(char) or str(unicodedata.decimal(char, char))
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    return "".join(
        str(unicodedata.decimal(letter, letter))
        for letter in plain
        if unicodedata.category(letter)[0] in "LN"
    )


_LETTERS = _Letters()


@lru_cache(maxsize=4096)
def _ordered(run: str) -> str:
    """A run of marks in the one order we compare, sara am made whole; a slip as it should be."""
    for meant, slip in _SLIPS.items():
        if re.fullmatch(slip, run):
            return meant
    marks = sorted({sign for sign in run if sign in _ORDER}, key=_ORDER.__getitem__)
    if "ำ" in run or ("ํ" in marks and "า" in run):
        return "".join(mark for mark in marks if mark != "ํ") + "ำ"
    return "".join(marks) + ("า" if "า" in run else "")


class Folded:
    """One text with the forms it is compared in; each is made once, when first asked for.

    Use it for a long text that many phrases are looked for in.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def fold(self) -> str:
        """See `fold`."""
        return _RUN.sub(lambda run: _ordered(run[0]), self.text.translate(_LETTERS))

    @cached_property
    def skeleton(self) -> str:
        """See `skeleton`."""
        return _bare(self.fold)

    @cached_property
    def _fold_map(self) -> list[tuple[int, int]]:
        """For every letter of `fold`, the first and last index in the text that it stands for."""
        squeezed: list[int] = []
        for index, char in enumerate(self.text):
            squeezed.extend([index] * len(_LETTERS[ord(char)]))
        places: list[tuple[int, int]] = []
        done = 0
        for run in _RUN.finditer(self.text.translate(_LETTERS)):
            places.extend((index, index) for index in squeezed[done : run.start()])
            whole = squeezed[run.start()], squeezed[run.end() - 1]
            places.extend([whole] * len(_ordered(run[0])))
            done = run.end()
        places.extend((index, index) for index in squeezed[done:])
        return places

    @cached_property
    def _skeleton_map(self) -> list[tuple[int, int]]:
        """The same for every letter of `skeleton`."""
        places: list[tuple[int, int]] = []
        last = ""
        for letter, place in zip(self.fold, self._fold_map, strict=True):
            bare = "า" if letter == "ำ" else letter
            if _MARK.match(bare) or (bare == "า" and last == "า"):
                continue
            if bare == last == "เ":  # a mark stood between them
                places[-1] = places[-1][0], place[1]
                last = "แ"
                continue
            places.append(place)
            last = bare
        return places

    def locate(
        self, phrase: str, *, not_after: tuple[str, ...] = (), start: int = 0
    ) -> tuple[int, int] | None:
        """The span of `phrase` in the original text, from index `start` on, or None.

        A match directly preceded by one of `not_after` is passed over for the next one.
        """
        wanted = folded(phrase)
        if not wanted.fold:
            return None
        by_skeleton = len(wanted.skeleton) >= SKELETON_FROM
        needle = wanted.skeleton if by_skeleton else wanted.fold
        hay = self.skeleton if by_skeleton else self.fold
        if needle not in hay:
            return None
        before = tuple((_bare(fold(word)) if by_skeleton else fold(word)) for word in not_after)
        places = self._skeleton_map if by_skeleton else self._fold_map
        at = hay.find(needle)
        while at >= 0:
            end = at + len(needle)
            first, last = places[at][0], places[end - 1][1]
            if (
                first >= start
                and _whole(hay, at, end)
                and not (before and hay[:at].endswith(before))
                and self._bounded(needle, first, last)
            ):
                return first, self._cluster_end(last + 1)
            at = hay.find(needle, at + 1)
        return None

    def contains(self, phrase: str, *, not_after: tuple[str, ...] = ()) -> bool:
        """Whether the phrase stands in this text."""
        return self.locate(phrase, not_after=not_after) is not None

    def _bounded(self, needle: str, first: int, last: int) -> bool:
        """Short Latin words stand alone, and numbers are not parts of longer numbers."""
        before = _LETTERS[ord(self.text[first - 1])] if first else ""
        after = _LETTERS[ord(self.text[last + 1])] if last + 1 < len(self.text) else ""
        if (needle[0].isdigit() and before.isdigit()) or (needle[-1].isdigit() and after.isdigit()):
            return False
        if not (needle.isascii() and len(needle) < LATIN_WORD_BELOW):
            return True
        rest = self.text[last + 1 : last + 3].casefold()
        plural = rest[:1] == "s" and not _latin(rest[1:])
        return not (needle[0].isalpha() and _latin(before)) and (
            plural or not (needle[-1].isalpha() and _latin(after))
        )

    def _cluster_end(self, end: int) -> int:
        """`end` moved past the marks that belong to the letter before it."""
        while end < len(self.text) and _MARK.match(_LETTERS[ord(self.text[end])]):
            end += 1
        return end


def _latin(text: str) -> bool:
    return text.isascii() and text.isalpha()


def _whole(hay: str, at: int, end: int) -> bool:
    """Whether a match cuts no written syllable in two, as `ศาล` would in `ศาลา`."""
    if at and hay[at - 1] in _LEADING and hay[at] not in _LEADING:
        return False
    after = hay[end : end + 1]
    if not after or not "\u0e01" <= hay[end - 1] <= "\u0e2e":
        return True
    return after not in _FOLLOWING and not _MARK.match(after)


def _bare(text: str) -> str:
    """A folded text without marks, sara am as sara aa, repeated sara aa as one, as sara e."""
    return re.sub("า{2,}", "า", _MARK.sub("", text.replace("ำ", "า"))).replace("เเ", "แ")


@lru_cache(maxsize=32768)
def _folded_short(text: str) -> Folded:
    return Folded(text)


@lru_cache(maxsize=16)
def _folded_long(text: str) -> Folded:
    return Folded(text)


def folded(text: str) -> Folded:
    """The text with its forms, remembered from the last time it was asked for."""
    return _folded_short(text) if len(text) <= 400 else _folded_long(text)


def fold(text: str) -> str:
    """Letters, marks and digits only, in one order and case: equal for equal wordings.

    Zero-width signs, spaces and punctuation go; private-use marks, split sara am, doubled sara e,
    Thai digits and the commonest misspellings become the ordinary ones.
    """
    return folded(text).fold


def skeleton(text: str) -> str:
    """What a damaged PDF still has of the words: `fold` without the marks above and below."""
    return folded(text).skeleton


def contains(text: str | Folded, phrase: str, *, not_after: tuple[str, ...] = ()) -> bool:
    """Whether the phrase stands in the text, however its spelling was damaged."""
    return locate(text, phrase, not_after=not_after) is not None


def locate(
    text: str | Folded, phrase: str, *, not_after: tuple[str, ...] = ()
) -> tuple[int, int] | None:
    """The span of the phrase in the original text; see `Folded.locate`."""
    whole = text if isinstance(text, Folded) else folded(text)
    return whole.locate(phrase, not_after=not_after)


def excerpt(text: str, span: tuple[int, int], width: int = 160) -> str:
    """Up to `width` published characters around a span, cut at spaces where there are any.

    A span longer than `width` is kept whole up to `width`.
    """
    if len(text) <= width:
        return text.strip()
    first, last = span[0], min(span[1], span[0] + width)
    spare = width - (last - first)
    start = max(0, min(first - spare // 2, len(text) - width))
    end = min(len(text), start + width)
    if start and (space := text.find(" ", start, first)) >= 0:
        start = space
    while start and _MARK.match(text[start]):
        start -= 1
    if end < len(text) and (space := text.rfind(" ", last, end)) >= 0:
        end = space
    return text[start:end].strip()


@lru_cache(maxsize=4096)
def _first_word(phrase: str) -> str:
    from pythainlp.tokenize import word_tokenize  # noqa: PLC0415 - slow to import, rarely needed

    words = [fold(word) for word in word_tokenize(phrase, engine="newmm")]
    return next((word for word in words if word), "")


def similar(text: str, phrase: str) -> float:
    """How alike (0–100) the best stretch of a short text is; 0 unless the first words are equal.

    Only for finding evidence: no ratio separates a plan from a report, so the first word must.
    """
    hay, needle = fold(text), fold(phrase)
    if not needle or len(hay) < len(needle) // 2:
        return 0.0
    best = fuzz.partial_ratio_alignment(needle, hay, score_cutoff=SIMILAR_FROM)
    if best is None or not hay.startswith(_first_word(phrase), best.dest_start):
        return 0.0
    return float(best.score)
