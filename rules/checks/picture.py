"""`picture`: is a picture called this shown?

Promises: judges a picture by the words that name it. Refuses to know: what is in the picture.
"""

from __future__ import annotations

from typing import ClassVar

from rules.checks.base import Check, Reads
from rules.checks.seeing import BODY, called, listed, quote, quote_block, shows_pictures, texts
from rules.document import Block, Document, Kind, Reach
from rules.model import Context, Look
from rules.targets import file_name


class Picture(Check):
    """Looks for a picture by its name: alternative text, caption, the words near it, file name.

    Nobody looks into the picture, so a picture that must show something particular is better
    wrapped in `hint`. A file that is itself a picture is also known by the links that lead to it.
    A picture that the crawl found dead shows nothing. Pictures inside a PDF are not seen: words
    that could be their captions are left to a person.

    Parameters:
        `named`: words, one of which names the picture. `min_width`: pixels; smaller ones are
        icons. A picture whose width is not stated is accepted.

    Passes: {named: [ผังโครงสร้าง], min_width: 300}
        ![แผนผังโครงสร้างกรม](chart.png "900")

    Fails: {named: [ผังโครงสร้าง], min_width: 300}
        ![ผังโครงสร้าง](icon.png "48")

    Fails: {named: [ผังโครงสร้าง]}
        ![กิจกรรมวันสถาปนา](day.jpg)
    """

    named: tuple[str, ...]
    min_width: int = 0

    reads: ClassVar[Reads] = "picture"

    def look(self, document: Document, context: Context) -> Look:
        """Found when a large enough picture is called by one of the words."""
        words = context.words(self.named)
        small = dead = False
        for at, block in enumerate(document.blocks):
            if block.kind is not Kind.PICTURE or not called(words, *_names(document, at)):
                continue
            if block.reach is Reach.DEAD:
                dead = True
                continue
            if block.width is None or block.width >= self.min_width:
                reason = "พบภาพที่มีชื่อหรือคำบรรยายตามที่กำหนด"
                return Look(found=True, reason=reason, quotes=(quote_block(document, block),))
            small = True
        if small:
            return Look(found=False, reason=f"พบภาพแต่กว้างไม่ถึง {self.min_width} จุด")
        if dead:
            return Look(found=False, reason="พบตำแหน่งของภาพ แต่ภาพเปิดไม่ได้")
        if not shows_pictures(document):
            for text, where in texts(document, BODY):
                if called(words, text):
                    reason = f"พบคำว่า {listed(words)} แต่เครื่องไม่เห็นภาพในไฟล์ชนิดนี้"
                    seen = quote(document, text, where)
                    return Look(found=True, reason=reason, quotes=(seen,), doubt=True)
        return Look(found=False, reason=f"ไม่พบภาพที่เรียกว่า {listed(words)}")


def _names(document: Document, at: int) -> list[str]:
    """All that may name the picture at this index."""
    block = document.blocks[at]
    beside = document.blocks[max(0, at - 1) : at] + document.blocks[at + 1 : at + 2]
    captions = [other.text for other in beside if other.kind is Kind.CAPTION]
    return [block.text, block.near, file_name(block.href), *captions, *_heading(document, at)] + (
        [document.title, file_name(document.url), *(label.text for label in document.labels)]
        if document.media.startswith("image/")
        else []
    )


def _heading(document: Document, at: int) -> list[str]:
    """The heading directly above the picture, other pictures between them allowed."""
    above: tuple[Block, ...] = document.blocks[:at]
    for block in reversed(above):
        if block.kind is Kind.HEADING:
            return [block.text]
        if block.kind is not Kind.PICTURE:
            return []
    return []
