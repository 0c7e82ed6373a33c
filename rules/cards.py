"""Who holds which post on a page, with the photo and the contact that belong to each.

Promises: one card per person and page; what stands in one row or between two people belongs to one
of them only. Refuses to know: which posts matter to OIT, other documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rules.contacts import addresses, emails, line_ids, phones
from rules.document import Block, Document, Kind
from rules.people import holding, names, posts, vacant
from rules.plain import any_of, plain
from rules.thai import fold

NEAR = 8
"""Blocks around a name that may belong to its card: photo, post, unit, phone, e-mail, LINE."""
CARD_LETTERS = 200
"""A longer text is prose: it may name people in passing."""
_BESIDE = 60
"""Letters between a name and its post within one text."""

_MENTIONED = re.compile(
    any_of("มอบหมาย", "แต่งตั้ง", "พร้อม", "ร่วม", "ต้อนรับ", "เรียน", "เสนอ", "ให้", "กับ", "และ", "โดย")
)
_ACTING = re.compile(any_of("รักษา"))
_NO_PHOTO = re.compile(
    r"logo|icon|banner|button|btn|spacer|blank|no[-_ ]?(?:image|photo|pic)|avatar|placeholder|default"
    r"|facebook|twitter|youtube|line\b|phone|mail",
    re.IGNORECASE,
)
_UNTITLED = re.compile(r"[ก-ฮเ-ไ][ก-๎]{1,20}\s+[ก-ฮเ-ไ][ก-๎]{1,24}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One person in a post. `prose` when only a longer text names them; `at` is the block's index."""

    name: str
    at: int
    photo: bool
    contact: bool
    prose: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mention:
    name: str
    at: int
    start: int
    end: int


def cards(document: Document, wanted: tuple[str, ...]) -> tuple[Card, ...]:
    """Everyone the document names in one of these posts."""
    mentions = tuple(_mentions(document))
    follows = _posts_follow(document, mentions)
    found = []
    for index, mention in enumerate(mentions):
        before, after = _around(document, mentions, index)
        if not _holds(document, mention, mentions, follows, before, after, wanted):
            continue
        if not follows:
            after = _until_next_post(document, after)
        block = document.blocks[mention.at]
        found.append(
            Card(
                name=mention.name,
                at=mention.at,
                photo=_has_photo(document, mention, mentions, before, after),
                contact=_has_contact(document, mention, mentions, after),
                prose=block.kind is Kind.TEXT and len(block.text) > CARD_LETTERS,
            )
        )
    return tuple(found)


def vacancies(document: Document, wanted: tuple[str, ...]) -> tuple[int, ...]:
    """Blocks that say nobody is in one of these posts, there or in the next line."""
    blocks = document.blocks
    return tuple(
        at
        for at, block in enumerate(blocks)
        if holding(block.text, wanted)
        and any(vacant(near.text) and not names(near.text) for near in blocks[at : at + 2])
        and not names(block.text)
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
        and any(_UNTITLED.fullmatch(near.text.strip()) for near in _neighbours(blocks, at))
    )


def _neighbours(blocks: tuple[Block, ...], at: int) -> tuple[Block, ...]:
    return (*blocks[max(0, at - 1) : at], *blocks[at + 1 : at + 2])


def _mentions(document: Document) -> Iterator[_Mention]:
    """Names in reading order; a picture's words name a person only when nothing else does."""
    written = {
        fold(name)
        for block in document.blocks
        if block.kind is not Kind.PICTURE
        for name, _ in names(block.text)
    }
    last = ""
    for at, block in enumerate(document.blocks):
        for name, (start, end) in names(block.text):
            known = block.kind is Kind.PICTURE and fold(name) in written
            if known or (fold(name) == last and not holding_any(block.text)):
                continue
            last = fold(name)
            yield _Mention(name=name, at=at, start=start, end=end)


def holding_any(text: str) -> bool:
    """Whether any post begins in the text."""
    return bool(posts(text))


def _around(document: Document, mentions: tuple[_Mention, ...], index: int) -> tuple[range, range]:
    """The blocks between the person before and this one, and between this one and the next."""
    at = mentions[index].at
    start = mentions[index - 1].at + 1 if index else 0
    end = mentions[index + 1].at if index + 1 < len(mentions) else len(document.blocks)
    return range(max(start, at - NEAR), at), range(at + 1, min(end, at + 1 + NEAR))


def _posts_follow(document: Document, mentions: tuple[_Mention, ...]) -> bool:
    """Whether on this page the post stands below the name (the usual way) or above it."""
    below = above = 0
    for index in range(len(mentions)):
        before, after = _around(document, mentions, index)
        below += any(_is_post(document.blocks[at]) for at in after)
        above += any(_is_post(document.blocks[at]) for at in before)
    return below >= above


def _is_post(block: Block) -> bool:
    """Whether the block is a short line that begins with a post."""
    spans = posts(block.text)
    return bool(spans) and len(block.text) <= CARD_LETTERS and spans[0][0] <= _BESIDE


def _until_next_post(document: Document, after: range) -> range:
    """Where posts stand above names, the next post begins the next person's card."""
    stop = next((at for at in after if _is_post(document.blocks[at])), after.stop)
    return range(after.start, stop)


def _holds(
    document: Document,
    mention: _Mention,
    mentions: tuple[_Mention, ...],
    follows: bool,
    before: range,
    after: range,
    wanted: tuple[str, ...],
) -> bool:
    """Whether this person's own post is one of those wanted."""
    block = document.blocks[mention.at]
    same = [other for other in mentions if other.at == mention.at]
    if block.kind is Kind.ROW and len(same) == 1:
        cells = [cell for cell in block.text.split("|") if posts(cell) or holding(cell, wanted)]
        if cells:
            return any(holding(cell, wanted) for cell in cells)
    own = _own_post(block.text, mention, same, wanted)
    if own is not None:
        return own
    for at in after if follows else reversed(before):
        near = document.blocks[at]
        if holding(near.text, wanted) and len(near.text) <= CARD_LETTERS:
            return True
        if _is_post(near):
            return False
    return False


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
    lead = seen[max(begin, mention.start - 2 * _BESIDE) : mention.start]
    above = posts(lead)
    if not above and not holding(lead, wanted):
        return None
    held = holding(lead, wanted)
    if not held:
        return False if len(lead) - above[-1][1] <= _BESIDE else None
    return not _MENTIONED.search(lead, held[1])


def _has_photo(
    document: Document,
    mention: _Mention,
    mentions: tuple[_Mention, ...],
    before: range,
    after: range,
) -> bool:
    """A picture that bears the name, stands in the row, or stands on this person's side."""
    blocks = document.blocks
    photos = [at for at, block in enumerate(blocks) if _is_photo(block)]
    key = fold(mention.name)
    if any(key in fold(blocks[at].text) or key in fold(blocks[at].near) for at in photos):
        return True
    if blocks[mention.at].kind is Kind.ROW:
        row = blocks[mention.at].text
        return any(at in after and blocks[at].near in ("", row) for at in photos)
    side = before if _photos_lead(document, mentions, photos) else after
    bare = [at for at in photos if at in side and not names(blocks[at].text)]
    return bool(bare)


def _photos_lead(document: Document, mentions: tuple[_Mention, ...], photos: list[int]) -> bool:
    """Whether on this page the photo stands above the name (the usual way) or below it."""
    lead = trail = 0
    for index in range(len(mentions)):
        before, after = _around(document, mentions, index)
        lead += any(at in before for at in photos)
        trail += any(at in after for at in photos)
    return lead >= trail


def _is_photo(block: Block) -> bool:
    small = block.width is not None and block.width < 40
    named = f"{block.text} {(block.href or '').rpartition('/')[2]}"
    return block.kind is Kind.PICTURE and not small and not _NO_PHOTO.search(named)


def _has_contact(
    document: Document, mention: _Mention, mentions: tuple[_Mention, ...], after: range
) -> bool:
    """A phone, e-mail or LINE in the person's own text, else in the lines up to the next person.

    A heading or a postal address ends the card: what follows is how to reach the agency.
    """
    block = document.blocks[mention.at]
    alone = sum(other.at == mention.at for other in mentions) == 1
    if alone and _reaches(block):
        return True
    if block.kind is Kind.ROW and alone:
        return any(
            _reaches(document.blocks[at]) for at in after if document.blocks[at].near == block.text
        )
    for at in after:
        near = document.blocks[at]
        if near.kind is Kind.HEADING and not posts(near.text):
            return False
        if addresses(near.text):
            return False
        if _reaches(near):
            return True
    return False


def _reaches(block: Block) -> bool:
    text = block.text
    if block.kind is Kind.LINK and (block.href or "").lower().startswith(("tel:", "mailto:")):
        return True
    link = block.href or "" if block.kind is Kind.LINK else ""
    return bool(
        phones(text) or emails(text) or line_ids(text) or ("line.me/" in link and line_ids(link))
    )
