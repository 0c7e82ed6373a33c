"""`link`: is there a link of this sort that works?

Promises: sorts links by their address and believes the crawl about dead ones. Refuses to know:
what stands behind the link.
"""

from __future__ import annotations

from collections import Counter
from typing import ClassVar, Literal

from rules.checks.base import Check, Reads
from rules.checks.seeing import called, listed, quote_block
from rules.document import Block, Document, Kind, Reach
from rules.late import late
from rules.model import Context, Look
from rules.plain import any_of, plain
from rules.targets import sort_of

Target = Literal["file", "page", "form", "map", "social", "chat"]

_NAMES: dict[str, str] = {
    "file": "ไฟล์เอกสาร",
    "page": "หน้าเว็บ",
    "form": "แบบฟอร์มออนไลน์",
    "map": "แผนที่",
    "social": "สื่อสังคมออนไลน์",
    "chat": "ช่องทางสนทนา",
}
_CLOSED = late(any_of("ปิดให้บริการ", "ปิดบริการ", "ปิดปรับปรุง", "ปิดรับ", "ยกเลิก", "อยู่ระหว่างปรับปรุง"))
_VISITED = ("file", "page")
"""Sorts whose targets the crawl can be expected to have visited."""


MOST_NEAR = 4
"""Links that the words around them may all be about; a line with more of them is a menu."""


class Link(Check):
    """Looks for a link that leads to a file, page, form, map, social network or chat.

    A link that the crawl found dead does not count. A file or page that was not visited is left
    to a person; outside services (forms, maps, networks, chats) need not have been visited.

    Parameters:
        `to`: the sort of target. `named`: words, one of which stands in the link's text or near
        it. `under`: words, one of which stands in the heading above it.

    Passes: {to: file, named: [คู่มือ]}
        คู่มือการปฏิบัติงาน [ดาวน์โหลด](manual.pdf)

    Passes: {to: social}
        [เฟซบุ๊กของกรม](https://www.facebook.com/example)

    Fails: {to: file, named: [คู่มือ]}
        คู่มือการปฏิบัติงาน [ดาวน์โหลด](manual.pdf "dead")

    Fails: {to: file, named: [คู่มือ]}
        รายงานประจำปี [ดาวน์โหลด](report.pdf)
    """

    to: Target
    named: tuple[str, ...] = ()
    under: tuple[str, ...] = ()

    reads: ClassVar[Reads] = "link"

    def look(self, document: Document, context: Context) -> Look:
        """Found when such a link is not dead; doubtful when only unvisited ones are left."""
        words = context.words(self.named)
        shared = Counter(block.near for block in document.blocks if block.kind is Kind.LINK)
        links = [
            block
            for block in document.blocks
            if block.kind is Kind.LINK
            and self._leads(block)
            and called(words, block.text, block.near if shared[block.near] <= MOST_NEAR else "")
            and called(self.under, block.where)
        ]
        name = _NAMES[self.to] + (f"ที่มีคำว่า {listed(words)}" if words else "")
        if not links:
            return Look(found=False, reason=f"ไม่พบลิงก์ไปยัง{name}")
        sure = [link for link in links if self._works(link)]
        open_ = [link for link in links if link.reach is not Reach.DEAD]
        if sure or open_:
            running = [link for link in sure if not _CLOSED.search(plain(link.text))]
            best = (running or sure or open_)[0]
            but = "" if running else " แต่ระบุว่าปิดให้บริการ" if sure else " แต่ยังไม่ได้เปิดดูปลายทาง"
            quotes = (quote_block(document, best),)
            reason = f"พบลิงก์ไปยัง{name}{but}"
            return Look(found=True, reason=reason, quotes=quotes, doubt=not running)
        reason = f"ลิงก์ไปยัง{name}เปิดไม่ได้"
        return Look(found=False, reason=reason, quotes=(quote_block(document, links[0]),))

    def _leads(self, link: Block) -> bool:
        sort = "form" if link.near == "form" else sort_of(link.href)
        return sort == self.to

    def _works(self, link: Block) -> bool:
        if self.to in _VISITED:
            return link.reach is Reach.LIVE
        return link.reach is not Reach.DEAD
