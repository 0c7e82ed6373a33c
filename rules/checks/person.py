"""`person`: is someone named in this post, and does everyone in it have a photo and a contact?

Promises: reads all evidence together, for agencies give each person a page; says who lacks what.
Refuses to know: how people are told apart on a page (`rules.cards`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from rules.agencies import agencies, of_post, same
from rules.cards import Card, cards, untitled, vacancies
from rules.checks.base import TogetherCheck
from rules.checks.seeing import listed, quote_block, shows_pictures
from rules.document import Document
from rules.model import Context, Look, Quote
from rules.people import holding
from rules.thai import fold
from rules.unnamed import postless, unnamed

Has = Literal["name", "post", "photo", "contact"]

NEAR = 4
"""Lines from a name on among which its post is looked for."""
_FORMER = "อดีต"
"""Under a heading with this word stand people who hold no post any more."""
_LACKS: dict[str, str] = {"photo": "รูปถ่าย", "contact": "ช่องทางการติดต่อ"}


_HALVES = (
    ("name", unnamed, "มีตำแหน่งที่ไม่ได้พิมพ์ชื่อไว้"),
    ("post", postless, "มีชื่อที่ไม่ได้พิมพ์ตำแหน่งไว้"),
)
"""What a half-told person lacks, how that is seen, and the words for it."""


@dataclass(slots=True)
class _Holder:
    """One person over all documents: a photo on one page and a phone on another add up.

    `pictured`: whether a document that names them shows its pictures to us. `elsewhere`: the other
    agency of our sort whose post it is, as the words beside it say.
    """

    name: str
    quote: Quote
    photo: bool = False
    contact: bool = False
    pictured: bool = False
    elsewhere: str = ""

    def lacks(self, has: Has) -> bool:
        """Whether this is surely missing; a photo inside a PDF may be there unseen."""
        if has == "photo":
            return self.pictured and not self.photo
        return has == "contact" and not self.contact


class Person(TogetherCheck):
    """Looks for people by their post: a title or rank, a first and a last name, next to the post.

    The name may stand above, below or beside the post, in lines or in a table row. `อธิบดี` is
    not found in `รองอธิบดี`, `อดีตอธิบดี` or `เลขานุการอธิบดี`, nor below a heading of former
    ones; who acts for the post (`รักษาราชการแทน`) holds it. The same post at another agency of
    our sort is left to a person. With `each_has`, every one of them must have it: a photo or
    contact belongs to the person it stands with, never to two. A post said to be vacant needs
    nothing. A name without title beside the post is left to a person.

    Parameters:
        `holding`: posts, or terms such as @chief. `each_has`: name, post, photo, contact.
        `min`: how many people at least. `perhaps`: posts that some assessors ask for, too: when
        nobody in them is named, or lacks something, a person decides.

    Passes: {holding: [อธิบดี], each_has: [photo, contact]}
        ![ภาพผู้บริหาร](a.jpg)
        นายสมชาย ใจดี
        อธิบดีกรมตัวอย่าง
        โทร. 0 2123 4567

    Passes: {holding: [อธิบดี, รองอธิบดี], min: 2}
        | ชื่อ | ตำแหน่ง |
        | น.ส.สมหญิง รักดี | อธิบดี |
        | พ.ต.อ.กล้า หาญดี | รองอธิบดี |

    Fails: {holding: [อธิบดี]}
        นายสมชาย ใจดี
        รองอธิบดีกรมตัวอย่าง

    Fails: {holding: [รองอธิบดี], each_has: [photo]}
        ![นายหนึ่ง มั่นคง](one.jpg)
        นายหนึ่ง มั่นคง
        รองอธิบดี
        นางสอง ยั่งยืน
        รองอธิบดี
    """

    holding: tuple[str, ...] = Field(min_length=1)
    each_has: tuple[Has, ...] = ()
    min: int = Field(default=1, ge=1)
    perhaps: tuple[str, ...] = ()

    def look(self, documents: tuple[Document, ...], context: Context) -> Look:
        """Found when enough people are named in the post and none of them lacks anything."""
        wanted = context.words(self.holding)
        everyone = _holders(documents, wanted, context.agency)
        holders = [holder for holder in everyone if not holder.elsewhere]
        empty = _places(documents, wanted, vacancies)
        quotes = tuple(holder.quote for holder in holders)[:5] + empty[:1]
        if len(holders) + len(empty) < self.min:
            others = [holder for holder in everyone if holder.elsewhere]
            return _of_others(others) or self._too_few(documents, wanted, holders, quotes)
        if lacking := self._lacking(holders):
            return Look(found=False, reason=f"ไม่พบ{lacking}", quotes=quotes)
        if half := self._half_told(documents, wanted, quotes):
            return half
        unseen = [holder.name for holder in holders if not holder.photo]
        if "photo" in self.each_has and unseen:
            reason = f"เครื่องไม่เห็นภาพในไฟล์ PDF จึงไม่ทราบว่ามีรูปถ่ายของ {listed(unseen)} หรือไม่"
            return Look(found=True, reason=reason, quotes=quotes, doubt=True)
        if not holders:
            reason = f"ระบุว่าตำแหน่ง {listed(wanted)} ว่าง"
            return Look(found=True, reason=reason, quotes=quotes, doubt=True)
        reason = f"พบผู้ดำรงตำแหน่ง {listed([holder.name for holder in holders])}"
        but = self._of_perhaps(documents, context)
        return Look(found=True, reason=reason + but, quotes=quotes, doubt=bool(but))

    def _lacking(self, holders: list[_Holder]) -> str:
        """What some of these people lack, and who; nothing when nobody lacks anything."""
        return " และ".join(
            f"{_LACKS[has]}ของ {listed(without)}"
            for has in self.each_has
            if (without := [holder.name for holder in holders if holder.lacks(has)])
        )

    def _half_told(
        self, documents: tuple[Document, ...], wanted: tuple[str, ...], quotes: tuple[Quote, ...]
    ) -> Look | None:
        """Somebody is there without a name, or without a post."""
        for has, bare, reason in _HALVES:
            if has in self.each_has and (found := _places(documents, wanted, bare)):
                return Look(found=True, reason=reason, quotes=found[:1] + quotes, doubt=True)
        return None

    def _of_perhaps(self, documents: tuple[Document, ...], context: Context) -> str:
        """What is to be said of the posts that some assessors ask for; nothing when all is well."""
        wanted = context.words(self.perhaps)
        if not wanted:
            return ""
        holders = [one for one in _holders(documents, wanted, context.agency) if not one.elsewhere]
        lacking = self._lacking(holders)
        if holders and not lacking:
            return ""
        what = lacking or f"ผู้ดำรงตำแหน่ง เช่น {listed(wanted[:2])}"
        return f" แต่ไม่พบ{what} ซึ่งผู้ตรวจบางคนนับเป็นผู้บริหารด้วย"

    def _too_few(
        self,
        documents: tuple[Document, ...],
        wanted: tuple[str, ...],
        holders: list[_Holder],
        quotes: tuple[Quote, ...],
    ) -> Look:
        maybe = _places(documents, wanted, untitled)
        if len(holders) + len(maybe) >= self.min:
            reason = f"พบตำแหน่ง {listed(wanted)} ข้างข้อความที่อาจเป็นชื่อ แต่ไม่มีคำนำหน้าชื่อ"
            return Look(found=True, reason=reason, quotes=quotes + maybe[:3], doubt=True)
        if holders:
            reason = f"พบผู้ดำรงตำแหน่งเพียง {len(holders)} คน (ต้องมีอย่างน้อย {self.min})"
            return Look(found=False, reason=reason, quotes=quotes)
        return Look(found=False, reason=f"ไม่พบชื่อผู้ดำรงตำแหน่ง {listed(wanted)}")


def _of_others(holders: list[_Holder]) -> Look | None:
    if not holders:
        return None
    whose = " ".join(dict.fromkeys(holder.elsewhere for holder in holders))
    reason = f"พบ {listed([holder.name for holder in holders])} แต่เป็นตำแหน่งของ{whose}"
    return Look(found=True, reason=reason, quotes=tuple(h.quote for h in holders)[:5], doubt=True)


def _holders(
    documents: tuple[Document, ...], wanted: tuple[str, ...], agency: str
) -> list[_Holder]:
    """Everyone in the post, each once; people only mentioned in prose when there are no others."""
    found = [
        (document, card)
        for document in documents
        for card in cards(document, wanted)
        if _FORMER not in document.blocks[card.at].where
    ]
    shown = [pair for pair in found if not pair[1].prose] or found
    holders: dict[str, _Holder] = {}
    for document, card in shown:
        holder = holders.setdefault(fold(card.name), _Holder(card.name, _quoted(document, card)))
        holder.photo |= card.photo
        holder.contact |= card.contact
        holder.pictured |= shows_pictures(document)
        holder.elsewhere = holder.elsewhere or _elsewhere(document, card, wanted, agency)
    return list(holders.values())


def _elsewhere(document: Document, card: Card, wanted: tuple[str, ...], agency: str) -> str:
    """The other agency of our sort that is named right after the post, as published."""
    own = next(iter(agencies(agency)), None)
    blocks = document.blocks[card.at : card.at + NEAR]
    line = next((block.text for block in blocks if holding(block.text, wanted)), "")
    span = holding(line, wanted)
    whose = of_post(line, span) if own and span else None
    if own is None or whose is None or whose.sort != own.sort or same(whose, own):
        return ""
    return (line[span[1] :].strip() or line) if span else ""


def _quoted(document: Document, card: Card) -> Quote:
    return quote_block(document, document.blocks[card.at])


def _places(
    documents: tuple[Document, ...],
    wanted: tuple[str, ...],
    where: Callable[[Document, tuple[str, ...]], tuple[int, ...]],
) -> tuple[Quote, ...]:
    return tuple(
        quote_block(document, document.blocks[at])
        for document in documents
        for at in where(document, wanted)
    )
