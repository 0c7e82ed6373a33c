"""`phrase`: is this wording here?

Promises: containment that survives damaged spelling. Refuses to know: synonyms it was not told.
"""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from rules.checks.base import Check
from rules.checks.seeing import BODY, Place, listed, quote, texts, wrapped
from rules.document import Document, Legibility
from rules.model import Context, Look, Quote
from rules.thai import SKELETON_FROM, folded, similar, skeleton


class Phrase(Check):
    """Looks for wordings. The simplest kind, and the one to try first.

    Spaces, Thai or Arabic digits, split sara am, lost tone marks and invisible signs make no
    difference; a different word does: a report of a plan is not the plan. A phrase that starts
    with `@` stands for this kind of agency's own words for it.

    Parameters:
        `one_of`: one of these is enough. `each_of`: every one of these is needed. At least one of
        the two is given.
        `within`: where to look (title, heading, caption, row, text, label); everywhere but label
        unless said. A label is what a link elsewhere says of this document.
        `not_after`: a wording directly after one of these words does not count.

    Passes: {one_of: [อำนาจหน้าที่]}
        # อํานาจหน้าที่ของกรม

    Passes: {one_of: [อธิบดี], not_after: [รอง, ผู้ช่วย]}
        รองอธิบดีและอธิบดีเข้าร่วมประชุม

    Fails: {one_of: [แผนการใช้จ่ายงบประมาณ]}
        # รายงานผลการใช้จ่ายงบประมาณ

    Fails: {one_of: [อธิบดี], not_after: [รอง]}
        รองอธิบดี

    Fails: {each_of: [โครงการ, งบประมาณ, ระยะเวลา]}
        โครงการและงบประมาณของกรม

    Fails: {one_of: [แผนผังโครงสร้าง], within: [heading]}
        ดูแผนผังโครงสร้างได้ที่สำนักงาน
    """

    one_of: tuple[str, ...] = ()
    each_of: tuple[str, ...] = ()
    within: tuple[Place, ...] = BODY
    not_after: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _something_asked(self) -> Self:
        if not (self.one_of or self.each_of):
            raise ValueError("phrase ต้องมี one_of หรือ each_of อย่างน้อยหนึ่งช่อง")
        return self

    def look(self, document: Document, context: Context) -> Look:
        """Found when one of `one_of` and all of `each_of` stand in the places asked."""
        quotes: list[Quote] = []
        missing: list[str] = []
        for phrase in self.each_of:
            # One `@term` is several wordings of one thing: any of them will do.
            seen = self._first(document, context.words((phrase,)))
            quotes.extend([seen] if seen else [])
            missing.extend([] if seen else [phrase])
        if self.one_of:
            seen = self._first(document, context.words(self.one_of))
            quotes.extend([seen] if seen else [])
            missing.extend([] if seen else context.words(self.one_of))
        if not missing:
            return Look(found=True, reason="พบข้อความที่กำหนด", quotes=tuple(quotes))
        if document.legibility is Legibility.OCR and (alike := self._alike(document, missing)):
            reason = f"อ่านจากภาพได้ใกล้เคียงกับ {listed(missing)} แต่ไม่ตรงทุกตัวอักษร"
            return Look(found=True, reason=reason, quotes=(alike,), doubt=True)
        return Look(found=False, reason=f"ไม่พบข้อความ {listed(missing)}", quotes=tuple(quotes))

    def _first(self, document: Document, phrases: tuple[str, ...]) -> Quote | None:
        long = tuple(phrase for phrase in phrases if len(skeleton(phrase)) >= SKELETON_FROM)
        for wanted, pieces in ((phrases, texts), (long, wrapped)):
            for text, where in pieces(document, self.within):
                for phrase in wanted:
                    if span := folded(text).locate(phrase, not_after=self.not_after):
                        return quote(document, text, where, span)
        return None

    def _alike(self, document: Document, phrases: list[str]) -> Quote | None:
        """The first text of a read picture that is nearly one of the phrases."""
        for text, where in texts(document, self.within):
            if not self.not_after and any(similar(text, phrase) for phrase in phrases):
                return quote(document, text, where)
        return None
