"""Which indicators of a pack a wording names.

Promises: families of the vocabulary turned into the topics of one pack (merged families are one
topic; families the pack does not ask are topics of their own, without a code), with the pack's own
wordings; equal candidates side by side. Refuses to know: documents, links, proof.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePosixPath

from rules.pack import Indicator, Pack
from rules.targets import file_name, folder_name
from rules.thai import fold, folded
from rules.vocabulary import Family, Named, Search, Vocabulary, bare, vocabulary

UNDECIDED = 0.85
"""A candidate with at least this share of the best one's letters is as good as the best."""
GUESS = 20
"""Strength of a topic that the words leave open among others."""
HOME = "OIT"
"""The framework whose subjects the shared vocabulary words."""
_SEPARATORS = re.compile(r"[-_+%./\\]+")
_IDLE = re.compile(
    r"(?:[0-9]+ ?)*(?:index|default|main|page|view|detail|show|file|document|download|doc|pdf|img|"
    r"image|scan|untitled|new|data)?(?: ?[0-9]+)*$",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"(?:(?:ITA|OIT)[\W_]*)?(?:[0-9]{2,4}[\W_]+)?(MOIT|[oO])[\W_]?([0-9]{1,2})(?![0-9])",
    re.IGNORECASE,
)
"""The number of an item at the beginning of a name."""
_NOISE = re.compile(r"^[0-9a-f]{8,}$|^[0-9\s]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """An indicator's topic that a text names. `strength` 0–100 orders; it never proves.

    `decided` is False when another topic is named as well in the same words; `guess` when the
    words do not name the topic and only leave it open.
    """

    topic: str
    families: tuple[str, ...]
    code: str | None
    via: str
    strength: int
    phrase: str
    decided: bool = True
    guess: bool = False


class Topics:
    """Names the topics of one pack in short texts."""

    def __init__(self, pack: Pack, words: Vocabulary | None = None) -> None:
        self._pack = pack
        self._words = words or vocabulary()
        self._search = Search(
            {word for i in pack.indicators for word in (*i.find.named, *i.find.never)}
        )
        self._known: dict[tuple[str, str, bool], tuple[Topic, ...]] = {}

    @cached_property
    def _by_family(self) -> dict[str, Indicator]:
        return {
            family: indicator
            for indicator in reversed(self._pack.indicators)
            for family in indicator.families
        }

    def of(self, text: str, via: str) -> tuple[Topic, ...]:
        """The topics one text names in the shared vocabulary, best first; else in the pack's words.

        Families that the pack does not ask are topics too: they say what the text is *not*.
        """
        return self._remembered(text, via, wide=False)

    def leads(self, text: str, via: str) -> tuple[Topic, ...]:
        """The pack's own topics that a text may lead to: the vocabulary's and the pack's wordings.

        Wider than `of`: the plan of work of one year's list is the budget plan of another's.
        """
        return self._remembered(text, via, wide=True)

    def _remembered(self, text: str, via: str, *, wide: bool) -> tuple[Topic, ...]:
        """A site says the same words on thousands of pages: each is thought about once."""
        key = (text, via, wide)
        if key not in self._known:
            self._known[key] = self._wide(text, via) if wide else self._shared(text, via)
        return self._known[key]

    def _shared(self, text: str, via: str) -> tuple[Topic, ...]:
        named = list(self._words.named(text))
        if self._pack.framework == HOME:
            return self._topics(named or self._own(text), via)
        # The vocabulary is OIT's: another framework's own wordings come first.
        asked = [one for one in named if one.family in self._by_family]
        return self._topics([*self._own(text), *asked] or named, via)

    def _wide(self, text: str, via: str) -> tuple[Topic, ...]:
        shared = self.of(text, via)
        surer = [folded(one.phrase).fold for one in shared if one.code and one.decided]
        own = (one for one in self._own(text) if not _inside(one, surer))
        found = {topic.topic: topic for topic in self._topics(list(own), via)}
        for topic in shared:
            heir = topic if topic.code else self._heir(topic, text)
            if heir:
                found.setdefault(heir.topic, heir)
        return tuple(found.values())

    def _heir(self, topic: Topic, text: str) -> Topic | None:
        """The pack's topic that asks what an older list's family asked, undecided."""
        family = self._words.families.get(topic.topic)
        indicator = self._by_family.get(family.becomes) if family else None
        if indicator is None or self._search.present(folded(bare(text))) & {*indicator.find.never}:
            return None
        return _undecided(
            replace(topic, topic=indicator.topic, families=indicator.families, code=indicator.code)
        )

    def _topics(self, named: list[Named], via: str) -> tuple[Topic, ...]:
        """One entry a topic, best first; candidates as good as the best are undecided."""
        best = max((one.letters for one in named), default=0)
        topics: dict[str, Topic] = {}
        for one in sorted(named, key=lambda n: (not n.whole, -n.letters)):
            if one.whole or one.letters >= UNDECIDED * best:
                topic = self._topic(one, via)
                topics.setdefault(topic.topic, topic)
        found = tuple(topics.values())
        return found if len(found) == 1 else tuple(_undecided(topic) for topic in found)

    def of_url(self, url: str) -> tuple[Topic, ...]:
        """The topics named by the file name, then by the folder, of a URL.

        A folder in Latin letters speaks only for a file whose own name says nothing: what lies in
        `news/` is not all news.
        """
        file, folder = (words_of(part) for part in (_stem(url), folder_name(url)))
        speaks = not _IDLE.match(file)
        if speaks and folder.isascii():
            folder = ""
        for words in filter(None, (file, folder)):
            if found := self.of(words, "filename"):
                return found
        found = self._topics(list(self._words.in_file_name(file if speaks else folder)), "filename")
        return found if speaks else tuple(map(_undecided, found))

    def numbered(self, text: str, via: str) -> tuple[Topic, ...]:
        """The topic whose number begins a text or file name (`o12-…`, `MOIT 4.1`): only a guess.

        Lists renumber from year to year, and nobody says by which list a file was named.
        """
        found = _CODE.match(text)
        code = f"{found[1]}{int(found[2])}".lower() if found else ""
        slugs = [family for family, one in self._by_family.items() if one.code == code]
        return self._guessed(slugs, via, text)

    def guesses(self, text: str, via: str) -> tuple[Topic, ...]:
        """Topics that a text without a name leaves open, likeliest first."""
        return self._guessed(self._words.hinted(text), via, text)

    def forks(self, topic: Topic, text: str) -> tuple[Topic, ...]:
        """Topics that stay open although the text names this one.

        Words under which sites keep several subjects; and, where the pack does not ask this one,
        what older lists asked instead of it.
        """
        slugs = [slug for family in topic.families for slug in self._words.forked(text, family)]
        if topic.code is None:
            families = self._words.families
            slugs += [f for f in self._by_family if f in families and _became(families[f], topic)]
        found = self._guessed(slugs, topic.via, text)
        return tuple(one for one in found if one.topic != topic.topic)

    def beside(self, topic: Topic) -> tuple[Topic, ...]:
        """Topics that sites mix up with this one, likeliest first; the pack's own first."""
        families = [self._words.families[f] for f in topic.families if f in self._words.families]
        slugs = tuple(dict.fromkeys(slug for family in families for slug in family.beside))
        asked = sorted(slugs, key=lambda slug: slug not in self._by_family)
        found = self._guessed(asked, topic.via, topic.phrase)
        return tuple(one for one in found if one.topic != topic.topic)

    def neighbours(self, indicator: Indicator) -> frozenset[str]:
        """Topics that sites keep on one page with this indicator's."""
        families, own = self._words.families, frozenset(indicator.families)
        slugs = {slug for one in own if one in families for slug in families[one].beside}
        slugs |= {slug for slug, family in families.items() if own.intersection(family.beside)}
        asked = self._by_family
        topics = {asked[slug].topic if slug in asked else slug for slug in slugs}
        return frozenset(topics - {indicator.topic})

    def _guessed(self, slugs: Sequence[str], via: str, text: str) -> tuple[Topic, ...]:
        topics: dict[str, Topic] = {}
        for slug in slugs:
            one = self._topic(Named(family=slug, phrase=text, letters=0, share=0.0), via)
            topics.setdefault(one.topic, replace(one, strength=GUESS, decided=False, guess=True))
        return tuple(topics.values())

    def _own(self, text: str) -> list[Named]:
        """Indicators whose `find.named` of this pack the text contains, minus `find.never`."""
        plain = bare(text)
        present = self._search.present(folded(plain))
        if not present:
            return []
        size = max(1, len(fold(plain)))
        out: list[Named] = []
        for indicator in self._pack.indicators:
            names = present.intersection(indicator.find.named)
            if not names or present.intersection(indicator.find.never):
                continue
            phrase = max(sorted(names), key=lambda name: len(fold(name)))
            letters = len(fold(phrase))
            share = min(1.0, letters / size)
            out.append(Named(family=indicator.topic, phrase=phrase, letters=letters, share=share))
        return out

    def _topic(self, named: Named, via: str) -> Topic:
        indicator = self._by_family.get(named.family)
        return Topic(
            topic=indicator.topic if indicator else named.family,
            families=indicator.families if indicator else (named.family,),
            code=indicator.code if indicator else None,
            via=via,
            strength=round(40 + 60 * named.share),
            phrase=named.phrase,
        )


def _became(family: Family, topic: Topic) -> bool:
    return family.becomes in topic.families


def _inside(named: Named, phrases: list[str]) -> bool:
    """Whether a wording is but a part of a longer one (a plan in the words for its report)."""
    said = folded(named.phrase).fold
    return any(said in phrase and said != phrase for phrase in phrases)


def _stem(url: str) -> str:
    return PurePosixPath(file_name(url)).stem


def words_of(part: str) -> str:
    """The words of a file or folder name; '' when it is a number or a machine's name."""
    words = " ".join(_SEPARATORS.sub(" ", part).split())
    return "" if _NOISE.match(words) else words


def _undecided(topic: Topic) -> Topic:
    return replace(topic, strength=topic.strength // 2, decided=False)
