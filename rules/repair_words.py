"""Damaged Thai words recognised by the dictionary.

Promises: a stretch of Thai is spelt anew only where known words explain it far better than what is
printed: sara am lost or written for sara aa, marks one letter off, spaces inside a word; where two
readings are near, the published one stays. Refuses to know: pages, fonts, signs that no dictionary
is needed for.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from rules.repair_terms import TERMS
from rules.thai import MARKS

STRETCH = re.compile(
    rf"[\u0e01-\u0e39\u0e40-\u0e45\u0e47-\u0e4e]+(?: [{MARKS}\u0e01-\u0e39\u0e40-\u0e45]+)*"
)
"""Thai letters and single spaces between them; digits, ฯ and ๆ end it."""

UNKNOWN = 10.0
"""Cost of a letter outside every known word, in nats; a rare word of the dictionary costs 14."""

SURE = 12.0
"""Cost of a change on a page that gives no other sign of damage: it must save unknown letters."""

LIKELY = 1.5
"""Cost of a change that the page makes again and again."""

AFTER = 4.0
"""Cost of a sara am that left a sara aa and a space after it: that may also be two words."""

SHORT = 4
"""Letters from which a word is long enough to be changed without a habit of the page."""

FAMILIAR = 10.5
"""Cost of a short word that is common enough to be what a picture says; a rarer one that differs
from it by a tone mark is as likely a place or a person nobody listed."""

LONGEST = 24
_COUNTED = 33_500_000
"""Words counted in the Thai National Corpus, on which the frequencies rest."""

_LETTER = re.compile(rf" ?[^\s{MARKS}][{MARKS}]*")
_TONE = re.compile("[่้]")
_BELONGS = "ะาำๅ"


@dataclass(frozen=True, slots=True)
class Habits:
    """What a page does to its words, as costs: cheap when it is seen to do so often.

    `lost`: sara am printed as sara aa. `flooded`: sara aa printed as sara am. `split`: spaces
    inside words. `moved`: marks on the neighbour letter. `dropped`: a tone mark that is not there;
    never put back in text that people typed, because people misspell too.
    """

    lost: float = SURE
    flooded: float = SURE
    split: float = 14.0
    moved: float = 8.0
    dropped: float = math.inf


STRICT = Habits()
"""Of a page about which nothing is known."""

RECOGNISED = Habits(dropped=2.0)
"""Of a picture: the OCR program misses tone marks over vowels, the same ones again and again."""

AS_PRINTED = Habits(math.inf, math.inf, math.inf, math.inf)
"""Nothing is changed: words are only looked up."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """A stretch as read, how often each change was made in it, and its letters in no known word."""

    text: str
    changes: Counter[str] = field(default_factory=Counter)
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class _Word:
    letters: tuple[str, ...]
    marks: str
    cost: float


@dataclass(frozen=True, slots=True)
class _Step:
    """One piece of a reading: where it begins, how it reads, what was changed in it.

    Not `known`: a letter of no word, after which no tone mark is put back: it may be of a name.
    """

    start: int
    text: str
    changes: tuple[str, ...] = ()
    known: bool = True


def letters_of(text: str) -> list[str]:
    """Base letters, each with the marks on it and the space before it."""
    return _LETTER.findall(text)


@lru_cache(maxsize=20_000)
def spell(stretch: str, habits: Habits) -> Spelling:
    """The stretch as its most likely words; unchanged where nothing speaks for a change."""
    letters = letters_of(stretch)
    if "".join(letters) != stretch:
        return Spelling(stretch)
    words, starts = _dictionary()
    bare = tuple(letter.lstrip(" ") for letter in letters)
    bases = "".join(letter[0] for letter in bare).replace("ำ", "า")
    halves = " า" in stretch or "า " in stretch
    cheapest = LIKELY if halves else min(habits.lost, habits.flooded, habits.moved, habits.dropped)
    recognised = habits.dropped < math.inf
    shortest = 1 if recognised else 2
    costs = [0.0, *[math.inf] * len(letters)]
    steps = [_Step(0, "")] * (len(letters) + 1)
    for start, letter in enumerate(letters):
        here = costs[start]
        if here + UNKNOWN < costs[start + 1]:
            costs[start + 1] = here + UNKNOWN
            steps[start + 1] = _Step(start, letter, known=False)
        for end in range(start + 1, min(start + LONGEST, len(letters)) + 1):
            key = bases[start:end]
            if key not in starts:
                break
            if end - start < shortest:
                continue
            for word in _closest(words.get(key, ()), bare[start:end], recognised):
                change = 0.0 if word.letters == bare[start:end] else cheapest
                if here + word.cost + change >= costs[end]:
                    continue
                found = _read(word, letters[start:end], bare[start:end], habits)
                if found is None or ("dropped" in found[2] and not steps[start].known):
                    continue
                if here + found[0] < costs[end]:
                    costs[end], steps[end] = here + found[0], _Step(start, *found[1:])
    return _walk(steps)


def _closest(words: Sequence[_Word], printed: tuple[str, ...], recognised: bool) -> Sequence[_Word]:
    """The words these letters can be, the one that is printed first."""
    if not words or (len(words) == 1 and words[0].letters == printed):
        return words
    marks = _marks(printed)
    meant = [
        word
        for word in words
        if word.marks == marks or (recognised and _lacks_tones(printed, word.letters))
    ]
    return sorted(meant, key=lambda word: word.letters != printed)


def _lacks_tones(printed: tuple[str, ...], word: tuple[str, ...]) -> bool:
    """Whether nothing but tone marks is missing."""
    return all(
        one == other or one == _TONE.sub("", other)
        for one, other in zip(printed, word, strict=True)
    )


def _marks(letters: tuple[str, ...]) -> str:
    return "".join(sorted("".join([letter[1:] for letter in letters])))


def _walk(steps: list[_Step]) -> Spelling:
    pieces: list[str] = []
    changes: Counter[str] = Counter()
    unknown = 0
    at = len(steps) - 1
    while at > 0:
        step = steps[at]
        pieces.append(step.text)
        changes.update(step.changes)
        unknown += not step.known
        at = step.start
    return Spelling("".join(reversed(pieces)), changes, unknown)


def known_share(text: str) -> float:
    """The share (0–1) of the Thai base letters that stand in words of the dictionary as printed."""
    stretches = [stretch.replace(" ", "") for stretch in STRETCH.findall(text)]
    letters = sum(len(letters_of(stretch)) for stretch in stretches)
    if letters == 0:
        return 0.0
    unknown = sum(spell(stretch, AS_PRINTED).unknown for stretch in stretches)
    return 1 - unknown / letters


def _read(
    word: _Word, letters: list[str], bare: tuple[str, ...], habits: Habits
) -> tuple[float, str, tuple[str, ...]] | None:
    """Cost, text and changes when these printed letters are this word; None when they cannot be."""
    cost, changes = word.cost, []
    for at, letter in enumerate(letters[1:], start=1):
        if letter[0] != " ":
            continue
        beside = "า" if letter[1] == "า" else bare[at - 1]
        meant = word.letters[at] if letter[1] == "า" else word.letters[at - 1]
        halved = beside == "า" and meant == "ำ"
        cost += LIKELY if letter[1] in _BELONGS else AFTER if halved else habits.split
        changes.append("spaced" if halved else "split")
    if bare != word.letters:
        found = _differences(bare, word.letters)
        for _ in range(min(changes.count("spaced"), found.count("lost"))):
            found.remove("lost")
        price = sum(getattr(habits, change) for change in found)
        if len(letters) < SHORT:
            rare = "dropped" in found and word.cost > FAMILIAR
            if price >= SURE or rare:
                return None
            price += LIKELY * len(found)
        cost += price
        changes += found
    gap = " " if letters[0][0] == " " else ""
    return cost, gap + "".join(word.letters), tuple(changes)


def _differences(printed: tuple[str, ...], word: tuple[str, ...]) -> list[str]:
    """The changes that turn the printed letters into the word's."""
    changes: list[str] = []
    moved = 0
    for one, other in zip(printed, word, strict=True):
        if one[0] != other[0]:
            changes.append("lost" if other[0] == "ำ" else "flooded")
        moved += one[1:] != other[1:]
    if _marks(printed) != _marks(word):
        return changes + ["dropped"] * moved
    return changes + ["moved"] * (moved // 2)


@cache
def _dictionary() -> tuple[dict[str, list[_Word]], frozenset[str]]:
    """Words by their base letters (sara am as sara aa), and the beginnings of those."""
    from pythainlp.corpus import (  # noqa: PLC0415 - slow to import, and only workers need it
        thai_family_names,
        thai_female_names,
        thai_male_names,
        thai_words,
        tnc,
    )

    counts: dict[str, int] = dict(tnc.word_freqs())
    names = {*thai_family_names(), *thai_female_names(), *thai_male_names()}
    words: dict[str, list[_Word]] = defaultdict(list)
    for word in {*thai_words(), *TERMS, *names}:
        letters = tuple(letters_of(word))
        if not letters or " " in word or not STRETCH.fullmatch(word):
            continue
        count = max(counts.get(word, 0), 3_000 if word in TERMS else 0, _least(letters))
        key = "".join(letter[0] for letter in letters).replace("ำ", "า")
        words[key].append(_Word(letters, _marks(letters), math.log(_COUNTED / count)))
    starts = frozenset(key[:end] for key in words for end in range(1, len(key) + 1))
    return dict(words), starts


def _least(letters: tuple[str, ...]) -> int:
    """A long word that was not counted is a compound, and likelier than a short one."""
    return 100 if len(letters) >= SHORT else 2
