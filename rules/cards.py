"""Who holds which post on a page, with the photo and the contact that belong to each.

Promises: one card per person and page; what stands in one row or between two people belongs to one
of them only. Refuses to know: which posts matter to OIT, other documents.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from rules.agencies import agencies
from rules.contacts import addresses, emails, line_ids, phones
from rules.document import Block, Document, Kind
from rules.people import holding, names, posts, vacant
from rules.plain import any_of, plain
from rules.portraits import is_portrait, stands_with
from rules.thai import fold

NEAR = 8
"""Blocks around a name that may belong to its card: photo, post, unit, phone, e-mail, LINE."""
CARD_LETTERS = 200
"""A longer text is prose: it may name people in passing."""
CELL = " | "
"""What stands between the cells of a row."""
_BESIDE = 60
"""Letters between a name and its post within one text."""

_MENTIONED = re.compile(
    any_of("มอบหมาย", "แต่งตั้ง", "พร้อม", "ร่วม", "ต้อนรับ", "เรียน", "เสนอ", "ให้", "กับ", "และ", "โดย")
)
_ACTING = re.compile(any_of("รักษา"))
_UNTITLED = re.compile(r"[ก-ฮเ-ไ][ก-๎]{1,20}\s+[ก-ฮเ-ไ][ก-๎]{1,24}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One person in a post; `at` is the block, `prose` says that only a longer text names them."""

    name: str
    at: int
    photo: bool
    contact: bool
    prose: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mention:
    """A name and its place: block `at`, letters `start` to `end`."""

    name: str
    at: int
    start: int
    end: int


def cards(document: Document, wanted: tuple[str, ...]) -> tuple[Card, ...]:
    """Everyone the document names in one of these posts."""
    page = _Page(document)
    return tuple(page.card(index) for index in page.holders(wanted))


def vacancies(document: Document, wanted: tuple[str, ...]) -> tuple[int, ...]:
    """Blocks that say nobody is in one of these posts, there or in the next line."""
    blocks = document.blocks
    return tuple(
        at
        for at, block in enumerate(blocks)
        if holding(block.text, wanted)
        and not names(block.text)
        and any(vacant(near.text) and not names(near.text) for near in blocks[at : at + 2])
    )


def untitled(document: Document, wanted: tuple[str, ...]) -> tuple[int, ...]:
    """Blocks with the post alone, beside a line of two words that may be a name without title."""
    blocks = document.blocks
    return tuple(
        at
        for at, block in enumerate(blocks)
        if len(block.text) <= CARD_LETTERS
        and (span := holding(block.text, wanted))
        and span[0] <= _BESIDE
        and any(
            _UNTITLED.fullmatch(near.text.strip()) and not names(near.text)
            for near in (*blocks[max(0, at - 1) : at], *blocks[at + 1 : at + 2])
        )
    )


class _Page:
    """A document seen as cards: its names, and on which side of them posts and photos stand."""

    def __init__(self, document: Document) -> None:
        self.blocks = document.blocks
        self.mentions = tuple(_mentions(document))
        self.named: dict[int, list[_Mention]] = {}
        for mention in self.mentions:
            self.named.setdefault(mention.at, []).append(mention)
        self.places = list(self.named)
        self.photos = frozenset(at for at, block in enumerate(self.blocks) if is_portrait(block))
        self.bearing = [fold(self.blocks[at].text) for at in self.photos]
        shared = Counter(self.blocks[at].near for at in self.photos)
        self.bearing += [fold(near) for near, many in shared.items() if many >= len(names(near))]
        posts_at = frozenset(at for at, block in enumerate(self.blocks) if _is_post(block))
        self.posts_at = posts_at
        # The usual page shows the photo above the name and the post below it.
        self.posts_follow = self._sides(posts_at) >= 0
        self.photos_lead = self._sides(self.photos) <= 0

    def _sides(self, places: frozenset[int]) -> int:
        """For how many names such a block stands below, less those for which it stands above.

        A name with a post in its own line says nothing of the others.
        """
        surplus = 0
        for index, mention in enumerate(self.mentions):
            if mention.at in places and self._has_own_post(mention):
                continue
            before, after = self.around(index)
            surplus += (not places.isdisjoint(after)) - (not places.isdisjoint(before))
        return surplus

    def _has_own_post(self, mention: _Mention) -> bool:
        """Whether the line says a post outside the names: some names hold the letters of one."""
        text = self.blocks[mention.at].text
        for other in reversed(self.together(mention)):
            text = f"{text[: other.start]} {text[other.end :]}"
        return bool(posts(text))

    def around(self, index: int) -> tuple[range, range]:
        """The blocks between the person before and this one, and between this one and the next."""
        at = self.mentions[index].at
        place = bisect_left(self.places, at)
        start = self.places[place - 1] + 1 if place else 0
        end = self.places[place + 1] if place + 1 < len(self.places) else len(self.blocks)
        return range(max(start, at - NEAR), at), range(at + 1, min(end, at + 1 + NEAR))

    def holders(self, wanted: tuple[str, ...]) -> Iterator[int]:
        """The mentions whose own post is one of those wanted."""
        for index, mention in enumerate(self.mentions):
            same = self.together(mention)
            row = self.blocks[mention.at].kind is Kind.ROW
            if row and len(same) > 1:  # people side by side: each has a column of cells
                posted = (_line_post(cell, wanted) for cell in self.column(index))
                held = next((held for held in posted if held is not None), None)
            else:
                held = _row_post(self.blocks[mention.at], wanted) if row else None
            if held is None:
                held = _own_post(self.blocks[mention.at].text, mention, same, wanted)
            if self._near_post(index, wanted) if held is None else held:
                yield index

    def together(self, mention: _Mention) -> list[_Mention]:
        """Everyone named in the same block."""
        return self.named[mention.at]

    def column(self, index: int) -> list[str]:
        """A name's own cell without the name, and the cells below it up to the next names."""
        mention = self.mentions[index]
        text = self.blocks[mention.at].text
        place = text.count(CELL, 0, mention.start)
        cells = text.split(CELL)
        own = cells[place].replace(text[mention.start : mention.end], " ")
        below = (self.blocks[at] for at in self.around(index)[1])
        rows = (block.text.split(CELL) for block in below if block.kind is Kind.ROW)
        return [own, *(row[place] for row in rows if len(row) == len(cells))]

    def _near_post(self, index: int, wanted: tuple[str, ...]) -> bool:
        """Whether the first post on this page's side of the name is wanted; never for prose."""
        mention = self.mentions[index]
        if _is_prose(self.blocks[mention.at], mention.start):
            return False
        before, after = self.around(index)
        same = self.together(mention)
        for at in after if self.posts_follow else reversed(before):
            text = self.blocks[at].text
            if len(same) > 1 and at in self.posts_at:  # signatures side by side: posts in order
                starts = [span[0] for span in posts(text)]
                place = same.index(mention)
                ends = [*starts[1:], len(text)]
                paired = len(starts) == len(same)
                return paired and bool(holding(text[starts[place] : ends[place]], wanted))
            if len(text) <= CARD_LETTERS and holding(text, wanted):
                return True
            if at in self.posts_at and not (self.posts_follow and self._goes_on(at + 1)):
                return False
        return False

    def _goes_on(self, at: int) -> bool:
        """Whether a card's posts go on here: a rank in one line and the office held in the next."""
        return at in self.posts_at and self.blocks[at].kind is not Kind.HEADING

    def card(self, index: int) -> Card:
        """What belongs to this person alone."""
        mention = self.mentions[index]
        block = self.blocks[mention.at]
        before, after = self.around(index)
        if not self.posts_follow:  # the next post begins the next card
            stop = min((at for at in after if at in self.posts_at), default=after.stop)
            after = range(after.start, stop)
        return Card(
            name=mention.name,
            at=mention.at,
            photo=self._photo(mention, before, after),
            contact=self._contact(index, after),
            prose=_is_prose(block, mention.start),
        )

    def _photo(self, mention: _Mention, before: range, after: range) -> bool:
        """A picture that bears the name, stands in the row, or stands on this person's side."""
        key = fold(mention.name)
        if any(key in words for words in self.bearing):
            return True
        row = self.blocks[mention.at]
        beside = len(self.together(mention)) if row.kind is Kind.ROW else 1
        side = before if self.photos_lead else after
        bare = [
            at
            for at in self.photos
            if at in side
            and not names(self.blocks[at].text)
            and stands_with(self.blocks[at], row, key)
        ]
        return len(bare) >= beside

    def _contact(self, index: int, after: range) -> bool:
        """A phone, e-mail or LINE in the person's own text, else in the lines up to the next one.

        A heading, a postal address or an agency's name begins how to reach the agency.
        """
        mention = self.mentions[index]
        block = self.blocks[mention.at]
        alone = len(self.together(mention)) == 1
        if alone and _reaches(block):
            return True
        below = [self.blocks[at] for at in after]
        if block.kind is Kind.ROW:
            linked = alone and any(_reaches(near) for near in below if near.near == block.text)
            return linked or (not alone and any(map(_speaks, self.column(index))))
        for near in below:
            heading = near.kind is Kind.HEADING and not posts(near.text)
            if heading or addresses(near.text):
                return False
            if _reaches(near):
                return not _of_an_agency(near.text)
        return False


def _mentions(document: Document) -> Iterator[_Mention]:
    """Names in reading order; a picture's words name a person only when nothing else does.

    The same name twice in a row (a line and its link) is one mention, and so is a Thai name with
    the same person's English name in the next line.
    """
    written = {
        fold(name)
        for block in document.blocks
        if block.kind is not Kind.PICTURE
        for name, _ in names(block.text)
    }
    last, last_at = "", -1
    for at, block in enumerate(document.blocks):
        for name, (start, end) in names(block.text):
            key = fold(name)
            known = block.kind is Kind.PICTURE and key in written
            english = name.isascii() and not last.isascii() and at - last_at <= 1
            if known or english or (key == last and not posts(block.text)):
                continue
            last, last_at = key, at
            yield _Mention(name=name, at=at, start=start, end=end)


def _is_prose(block: Block, start: int) -> bool:
    """Whether the words around this letter are more than a card's: a whole text, or a long cell."""
    if block.kind is not Kind.ROW:
        return len(block.text) > CARD_LETTERS
    cell = block.text.count(CELL, 0, start)
    return len(block.text.split(CELL)[cell]) > CARD_LETTERS


def _is_post(block: Block) -> bool:
    """Whether the block is a short line that begins with a post."""
    spans = posts(block.text)
    return bool(spans) and len(block.text) <= CARD_LETTERS and spans[0][0] <= _BESIDE


def _row_post(block: Block, wanted: tuple[str, ...]) -> bool | None:
    """Whether a table row's post is wanted; None when it has none, or is no row."""
    if block.kind is not Kind.ROW:
        return None
    posted = {_line_post(cell, wanted) for cell in block.text.split(CELL)} - {None}
    return any(posted) if posted else None


def _line_post(text: str, wanted: tuple[str, ...]) -> bool | None:
    """Whether the post in a short text is wanted; None when it holds none."""
    if len(text) > CARD_LETTERS:
        return None
    if holding(text, wanted):
        return True
    return False if posts(text) else None


def _own_post(
    text: str, mention: _Mention, same: list[_Mention], wanted: tuple[str, ...]
) -> bool | None:
    """Whether the post beside the name in its own text is wanted; None when there is no post."""
    seen = plain(text)
    stop = min((other.start for other in same if other.start >= mention.end), default=len(seen))
    rest = seen[mention.end : stop]
    first = next((span for span in posts(rest) if span[0] <= _BESIDE), None)
    held = holding(rest, wanted)
    if held and held[0] <= (first[0] if first else _BESIDE):
        return True
    if first:
        return bool(held and _ACTING.search(rest, first[0], held[0]))
    begin = max((other.end for other in same if other.end <= mention.start), default=0)
    return _leading_post(seen[max(begin, mention.start - 2 * _BESIDE) : mention.start], wanted)


def _leading_post(lead: str, wanted: tuple[str, ...]) -> bool | None:
    """Whether the words before a name are its post; None when they hold no post at all."""
    held, spans = holding(lead, wanted), posts(lead)
    if held:
        return not _MENTIONED.search(lead, held[1])
    return False if spans and len(lead) - spans[-1][1] <= _BESIDE else None


def _reaches(block: Block) -> bool:
    href = block.href or "" if block.kind is Kind.LINK else ""
    if href.lower().startswith(("tel:", "mailto:")) or line_ids(href):
        return True
    return _speaks(block.text)


def _of_an_agency(text: str) -> bool:
    """Whether a line opens in an agency's name, as the foot of a page does."""
    first = next(iter(agencies(text)), None)
    return first is not None and not re.search(r"\w", text[: first.span[0]])


def _speaks(text: str) -> bool:
    return bool(phones(text) or emails(text) or line_ids(text))
