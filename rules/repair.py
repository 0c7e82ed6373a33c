"""Thai text as it was meant, out of what PDF programs and old fonts made of it.

Promises: `repair` changes only what leaves no doubt, and names what it changed; a page is looked
at as a whole first, because a program damages all of its words in the same way. Refuses to know:
files, blocks, rules.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property

from rules.repair_signs import (
    APART,
    MISREADINGS,
    REPEATED,
    decoded,
    looks_misread,
    tidy,
    undoubled,
    with_hard_spaces,
)
from rules.repair_words import (
    LIKELY,
    RECOGNISED,
    STRETCH,
    STRICT,
    SURE,
    Habits,
    Spelling,
    known_share,
    letters_of,
    spell,
)

__all__ = [
    "Mender", "Repaired", "is_damaged", "recognised", "repair", "tidied", "with_hard_spaces",
]  # fmt: skip

LEGIBLE = 0.85
"""Share of letters in known words from which a misread page is taken as decoded."""

DOUBLED = 2.0
"""Letters printed twice per 1,000; clean Thai has none in most pages."""

FEWEST = 3
"""Changes of one sort from which a page is said to have a habit."""

ENOUGH = 100
"""Letters from which a page can be called illegible."""

FEW = 10
"""Letters from which a page can be called strange."""

STRANGE = 0.4
"""Share of letters in no known word from which a page's letters stand for others."""

NAMES = {
    "spaced": "เติมสระอำที่หาย",
    "lost": "เติมสระอำที่หาย",
    "flooded": "แก้สระอำที่ควรเป็นสระอา",
    "moved": "ย้ายสระและวรรณยุกต์กลับที่เดิม",
    "split": "ลบช่องว่างกลางคำ",
    "dropped": "เติมวรรณยุกต์ที่อ่านจากภาพไม่ออก",
}
DECODED = "แปลงรหัสอักษรไทยที่อ่านผิด"
UNDOUBLED = "ลบอักษรที่พิมพ์ซ้ำ"


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text as it was meant; `repairs` are the names, in Thai, of what was changed."""

    text: str
    repairs: tuple[str, ...] = ()


def repair(text: str) -> Repaired:
    """`text` repaired by what it shows itself; use `Mender` for the pieces of a page."""
    return Mender(text).mend(text)


def tidied(text: str) -> Repaired:
    """`text` with the repairs that need no dictionary: cheap, for text that shows no damage."""
    better, made = tidy(text)
    return Repaired(better, tuple(made))


def recognised(text: str) -> Repaired:
    """`text` read from a picture, with the tone marks that the OCR program did not see."""
    better, made = tidy(text)
    return _spelt(better, RECOGNISED, made)


def is_damaged(text: str) -> bool:
    """Whether `text` shows at once that words in it are damaged."""
    return looks_misread(text) or len(APART.findall(text)) >= FEWEST


def _spelt(text: str, habits: Habits, made: list[str]) -> Repaired:
    """`text` with its words put right; `made` are the repairs made before."""
    changes: Counter[str] = Counter()
    pieces = []
    done = 0
    for stretch in STRETCH.finditer(text):
        spelling = spell(stretch[0], habits)
        pieces += [text[done : stretch.start()], spelling.text]
        changes += spelling.changes
        done = stretch.end()
    words = "".join(pieces) + text[done:]
    return Repaired(words, tuple(dict.fromkeys([*made, *(NAMES[one] for one in changes)])))


class Mender:
    """Repairs the pieces of one page, by what the whole page shows."""

    def __init__(self, page: str) -> None:
        self.page = page

    @property
    def is_legible(self) -> bool:
        """False when the letters of the page stand for others and no table tells which."""
        if looks_misread(self.page):
            return self._table is not None
        return self._letters < ENOUGH or not self.is_strange

    @property
    def is_strange(self) -> bool:
        """Whether so many letters stand in no known word; of a short page this proves nothing."""
        return self._letters >= FEW and self._unknown > STRANGE * self._letters

    @property
    def is_garbled(self) -> bool:
        """Whether marks stand on wrong letters again and again: another reader may do better."""
        return self._is_doubled or self._seen["moved"] >= FEWEST

    @property
    def strangeness(self) -> float:
        """Letters in no known word and pieces out of place, by letters: less is better read."""
        faults = self._unknown + 2 * (self._seen["moved"] + self._seen["split"])
        return faults / max(1, self._letters)

    def mend(self, text: str) -> Repaired:
        """One piece of the page, such as a block."""
        return self._mend(text, self._habits)

    def mend_title(self, text: str) -> Repaired:
        """A title: nobody parts a word there, programs do (`คู่ มือ`), and it names the document."""
        return self._mend(text, replace(self._habits, split=min(self._habits.split, SURE / 2)))

    def _mend(self, text: str, habits: Habits) -> Repaired:
        better, made = self._signs(text)
        mended = _spelt(better, habits, made)
        return mended if mended.text != text else Repaired(text)

    def _signs(self, text: str) -> tuple[str, list[str]]:
        """The repairs that need no dictionary."""
        first = decoded(text, self._table) if self._table else text
        made = [DECODED] if first != text else []
        second, tidied = tidy(first)
        if not self._is_doubled:
            return second, made + tidied
        third = undoubled(second)
        return third, [*made, *tidied, *([UNDOUBLED] if third != second else [])]

    @cached_property
    def _table(self) -> dict[int, str] | None:
        """How to read a misread page back, if its text then is Thai."""
        if not looks_misread(self.page):
            return None
        for table in MISREADINGS.values():
            if known_share(tidy(decoded(self.page, table))[0]) >= LEGIBLE:
                return table
        return None

    @cached_property
    def _is_doubled(self) -> bool:
        times = len(REPEATED.findall(self.page))
        return times >= FEWEST and times * 1000 > DOUBLED * len(self.page)

    @cached_property
    def _strictly(self) -> tuple[str, list[Spelling]]:
        """The page after the repairs that need no dictionary, and its words by themselves."""
        better, _ = self._signs(self.page)
        return better, [spell(stretch, STRICT) for stretch in STRETCH.findall(better)]

    @cached_property
    def _letters(self) -> int:
        return sum(len(letters_of(stretch)) for stretch in STRETCH.findall(self._strictly[0]))

    @property
    def _unknown(self) -> int:
        return sum(spelling.unknown for spelling in self._strictly[1])

    @cached_property
    def _seen(self) -> Counter[str]:
        """How often each change leaves no doubt."""
        seen: Counter[str] = Counter()
        for spelling in self._strictly[1]:
            seen.update(spelling.changes)
        return seen

    @cached_property
    def _habits(self) -> Habits:
        """What the page does often, by the words about which there is no doubt."""
        seen = self._seen
        sara_am = self._strictly[0].count("ำ")
        lost = seen["lost"] + seen["spaced"]
        return Habits(
            lost=LIKELY if lost >= FEWEST and lost > sara_am else SURE,
            flooded=0.3 if seen["flooded"] >= FEWEST and seen["flooded"] * 4 >= sara_am else SURE,
            split=SURE / 2 if seen["split"] >= FEWEST else STRICT.split,
            moved=SURE / 4 if seen["moved"] >= FEWEST else STRICT.moved,
        )
