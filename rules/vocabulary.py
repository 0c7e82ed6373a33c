"""Which subjects of OIT a wording names, whatever the year or list.

Promises: `Vocabulary.named` answers for one short text (a label, heading, title, file name) with
the document families it names, best first. Refuses to know: indicators, codes, what a document must
show, where the text stood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import ahocorasick
import yaml
from pydantic import BaseModel, ConfigDict, Field

from rules.thai import SKELETON_FROM, Folded, folded

Words = tuple[str, ...]

_NUMBERING = re.compile(
    r"^\W*(?:(?:OIT|ITA|O|ข้อ(?:ที่)?|ตัวชี้วัด(?:ที่)?)[\s.\-–_]*[0-9๐-๙]{1,3}|[0-9๐-๙]{1,3}(?:[.)\-–_]|\s)"
    r"|\(?[0-9๐-๙]{1,3}\))[\s.)\-–_:]*",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:พ\.?\s?ศ\.?)?\s*(?<![0-9๐-๙])(?:25|๒๕)[0-9๐-๙]{2}(?![0-9๐-๙])")
_ANNUAL = re.compile(r"(?:ประจำ)?ปี(?:งบประมาณ|การศึกษา)?$")
_ASIDE = re.compile(
    r"\((?:ลิงก์ที่|pdf|excel|word|doc|ไฟล์)[^)]*\)|\.(?:pdf|docx?|xlsx?|html?|php)$", re.I
)

_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_LATIN = re.compile(r"[0-9]+[a-z]+|[a-z]+", re.IGNORECASE)


class Family(BaseModel):
    """How one document family is worded; see the head of `vocabulary.yml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    names: Words = ()
    whole: Words = ()
    needs: tuple[Words | str, ...] = ()
    never: Words = ()
    files: Words = ()
    beside: Words = ()
    becomes: str = ""
    generic: bool = False
    sole: bool = False


class Hint(BaseModel):
    """Words that leave several families open, the likeliest first."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    words: Words
    families: Words


class Fork(BaseModel):
    """Words that name the first of `families` and leave the others open: sites call all by them.

    A fork stands where the text contains one of `words` and none of `unless`; with `dated`, a text
    that names exactly one year takes the first way.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    words: Words
    unless: Words = ()
    dated: bool = False
    families: Words


class Wordings(BaseModel):
    """The file `vocabulary.yml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    short: dict[str, str] = Field(default_factory=dict)
    groups: dict[str, Words] = Field(default_factory=dict)
    families: dict[str, Family]
    hints: tuple[Hint, ...] = ()
    forks: tuple[Fork, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A family that a text names. `letters`: how many letters of the text say so.

    `share` (0–1): these letters against all letters of the text; `whole`: it says nothing else.
    """

    family: str
    phrase: str
    letters: int
    share: float
    whole: bool = False


class Vocabulary:
    """All families with their wordings, searched at once."""

    def __init__(self, file: Wordings) -> None:
        self.families = file.families
        self._short = file.short
        self._abbreviated = re.compile("|".join(map(_standing, file.short)) or "(?!)")
        self._hints = file.hints
        self._forks = file.forks
        self._hinted = Search(
            {word for hint in file.hints for word in hint.words}
            | {word for fork in file.forks for word in (*fork.words, *fork.unless)}
        )
        self._files = {
            _tokens(words): slug for slug, family in file.families.items() for words in family.files
        }
        self._groups = file.groups
        self._needs = {
            slug: tuple(self._words(group) for group in family.needs)
            for slug, family in file.families.items()
        }
        self._never = {slug: self._words(family.never) for slug, family in file.families.items()}
        self._search = Search(self._all_words())
        self._families_of: dict[str, set[str]] = {}
        for slug, family in file.families.items():
            for word in (*family.names, *family.whole):
                self._families_of.setdefault(word, set()).add(slug)

    def _words(self, words: Words | str) -> Words:
        """Words with every `&group` replaced by the group's own."""
        out: list[str] = []
        for word in (words,) if isinstance(words, str) else words:
            out.extend(self._groups[word[1:]] if word.startswith("&") else (word,))
        return tuple(out)

    def _all_words(self) -> set[str]:
        words: set[str] = set()
        for slug, family in self.families.items():
            words.update(family.names, family.whole, self._never[slug])
            for group in self._needs[slug]:
                words.update(group)
        return words

    def named(self, text: str) -> tuple[Named, ...]:
        """The families the text names, best first; equal `letters` are equal candidates."""
        plain = self._in_full(bare(text))
        present = self._search.present(folded(plain))
        likely = {slug for word in present for slug in self._families_of.get(word, ())}
        found = [
            named
            for slug in sorted(likely)
            if (named := self._of(slug, self.families[slug], plain, present))
        ]
        return tuple(sorted(_settled(found, self.families), key=_rank))

    def in_file_name(self, name: str) -> tuple[Named, ...]:
        """The families that a file or folder name in Latin letters names, best first."""
        said = _tokens(name)
        size = max(1, len(said.replace(" ", "")))
        found = [
            Named(family=slug, phrase=words.strip(), letters=letters, share=letters / size)
            for words, slug in self._files.items()
            if words in said or f" {words.replace(' ', '')} " in said
            for letters in (len(words.replace(" ", "")),)
        ]
        most = max((one.letters for one in found), default=0)
        return tuple(one for one in found if one.letters == most)

    def hinted(self, text: str) -> tuple[str, ...]:
        """The families that a text leaves open when it names none, the likeliest first."""
        present = self._hinted.present(folded(self._in_full(bare(text))))
        found = [hint.families for hint in self._hints if present.intersection(hint.words)]
        return tuple(dict.fromkeys(slug for families in found for slug in families))

    def forked(self, text: str, family: str) -> tuple[str, ...]:
        """The other families that a text leaves open although it names this one."""
        present = self._hinted.present(folded(self._in_full(bare(text))))
        one_year = len(_YEAR.findall(text)) == 1
        return tuple(
            slug
            for fork in self._forks
            if family == fork.families[0]
            and present.intersection(fork.words)
            and not present.intersection(fork.unless)
            and not (fork.dated and one_year)
            for slug in fork.families[1:]
        )

    def _in_full(self, text: str) -> str:
        """The text with the abbreviations of offices written out."""
        return self._abbreviated.sub(lambda short: self._short[short[0]], text)

    def _of(self, slug: str, family: Family, plain: str, present: set[str]) -> Named | None:
        """This family, if the text names it."""
        size = max(1, len(folded(plain).fold))
        said = folded(_ANNUAL.sub("", plain).strip() or plain).fold
        exact = next((word for word in family.whole if folded(word).fold == said), None)
        if exact:
            return Named(family=slug, phrase=exact, letters=size, share=1.0, whole=True)
        names = [name for name in family.names if name in present]
        if not names or present.intersection(self._never[slug]):
            return None
        phrase = max(names, key=_length)
        letters = _length(phrase)
        for group in self._needs[slug]:
            words = [word for word in group if word in present]
            if not words:
                return None
            best = max(words, key=_length)
            letters += 0 if folded(best).fold in folded(phrase).fold else _length(best)
        share = min(1.0, letters / size)
        return Named(family=slug, phrase=phrase, letters=letters, share=share, whole=share > 0.95)


class Search:
    """Which of many words stand in a text: one pass, then the few hits are looked at closely."""

    def __init__(self, words: set[str]) -> None:
        self._automaton = ahocorasick.Automaton()
        needles: dict[str, list[str]] = {}
        for word in sorted(words):
            skeleton = folded(word).skeleton
            needle = skeleton if len(skeleton) >= SKELETON_FROM else folded(word).fold
            needles.setdefault(needle, []).append(word)
        for needle, same in needles.items():
            self._automaton.add_word(needle, tuple(same))
        self._automaton.make_automaton()

    def present(self, text: Folded) -> set[str]:
        """The words that stand in the text, by the rules of `rules.thai`."""
        likely: set[str] = set()
        for hay in (text.skeleton, text.fold):
            for _end, words in self._automaton.iter(hay):
                likely.update(words)
        return {word for word in likely if text.contains(word)}


def _tokens(name: str) -> str:
    """The Latin words of a name between spaces, in lower case, plurals as singulars."""
    words = _LATIN.findall(_HUMP.sub(" ", name))
    return f" {' '.join(_singular(word.lower()) for word in words)} "


def _standing(short: str) -> str:
    """A pattern for an abbreviation: alone, or at the end of a word when a paiyannoi ends it."""
    before = "" if short.endswith("ฯ") else "(?<![ก-๙])"
    return f"{before}{re.escape(short)}(?![ก-๙])"


def _singular(word: str) -> str:
    return word.removesuffix("s") if len(word) > 4 else word


def _length(word: str) -> int:
    return len(folded(word).fold)


def _rank(named: Named) -> tuple[bool, int, str]:
    return (not named.whole, -named.letters, named.family)


def _settled(found: list[Named], families: dict[str, Family]) -> list[Named]:
    """Without the families that yield to others, and without wordings inside longer ones."""
    strong = [n for n in found if n.whole or not families[n.family].generic]
    same = {named.phrase for named in strong}
    kept = [n for n in found if n in strong or n.phrase in same] or found
    kept = [n for n in kept if n.whole or not families[n.family].sole] or kept
    return [
        named
        for named in kept
        if not any(
            folded(named.phrase).fold in folded(other.phrase).fold
            and _length(named.phrase) < _length(other.phrase)
            and named.letters < other.letters
            for other in kept
        )
    ]


@lru_cache(maxsize=32768)
def bare(text: str) -> str:
    """The text without its numbering (`O12`, `1.`), years and file endings."""
    text = _ASIDE.sub(" ", _INVISIBLE.sub("", text).strip())
    for _ in range(2):
        text = _NUMBERING.sub("", text, count=1)
    return " ".join(_YEAR.sub(" ", text).split()).strip(" -–:._")


def wordings() -> Wordings:
    """The wordings that ship with the project."""
    text = files("rules").joinpath("vocabulary.yml").read_text(encoding="utf-8")
    return Wordings.model_validate(yaml.safe_load(text))


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary that ships with the project."""
    return Vocabulary(wordings())
