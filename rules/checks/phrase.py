"""`phrase`: is this wording here?

Promises: containment that survives damaged spelling. Refuses to know: synonyms it was not told.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Self

from pydantic import model_validator

from rules.checks.base import Check
from rules.checks.seeing import BODY, Place, link_texts, listed, quote, texts, wrapped
from rules.document import Document, Legibility
from rules.model import Context, Look, Quote
from rules.thai import SKELETON_FROM, folded, similar, skeleton


class Phrase(Check):
    """Looks for wordings. The simplest kind, and the one to try first.

    Spaces, Thai or Arabic digits, split sara am, lost tone marks and invisible signs make no
    difference; a different word does: a report of a plan is not the plan. A phrase that starts
    with `@` stands for this kind of agency's own words for it. When only the words of a link say
    it, or a picture was read as nearly saying it, a person decides.

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

    Fails: {one_of: [แนวปฏิบัติ]}
        [แนวปฏิบัติการจัดการเรื่องร้องเรียน](guide.pdf)

    Fails: {one_of: [แผนผังโครงสร้าง], within: [heading]}
        ดูแผนผังโครงสร้างได้ที่สำนักงาน
    """

    wordy: ClassVar[bool] = True

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
        # One `@term` is several wordings of one thing: any of them will do.
        groups = [context.words((phrase,)) for phrase in self.each_of]
        groups += [context.words(self.one_of)] if self.one_of else []
        quotes: list[Quote] = []
        missing: list[tuple[str, ...]] = []
        for group in groups:
            seen = self._first(document, group)
            quotes.extend([seen] if seen else [])
            missing.extend([] if seen else [group])
        if not missing:
            return Look(found=True, reason="พบข้อความที่กำหนด", quotes=tuple(quotes))
        words = listed([phrase for group in missing for phrase in group])
        linked = [self._linked(document, group) for group in missing]
        if all(linked):
            quotes.extend(seen for seen in linked if seen)
            reason = f"พบ {words} เป็นเพียงข้อความของลิงก์ ต้องเปิดดูปลายทาง"
            return Look(found=True, reason=reason, quotes=tuple(quotes), doubt=True)
        alike = [self._alike(document, group) for group in missing]
        if all(alike):
            quotes.extend(seen for seen in alike if seen)
            reason = f"อ่านจากภาพได้ใกล้เคียงกับ {words} แต่ไม่ตรงทุกตัวอักษร"
            return Look(found=True, reason=reason, quotes=tuple(quotes), doubt=True)
        return Look(found=False, reason=f"ไม่พบข้อความ {words}", quotes=tuple(quotes))

    def _first(self, document: Document, phrases: tuple[str, ...]) -> Quote | None:
        """The first place that has one of the phrases, lines broken inside one included."""
        long = tuple(phrase for phrase in phrases if len(skeleton(phrase)) >= SKELETON_FROM)
        return self._among(document, texts(document, self.within), phrases) or self._among(
            document, wrapped(document, self.within), long
        )

    def _linked(self, document: Document, phrases: tuple[str, ...]) -> Quote | None:
        pieces = link_texts(document) if "text" in self.within else iter(())
        return self._among(document, pieces, phrases)

    def _among(
        self, document: Document, pieces: Iterator[tuple[str, str]], phrases: tuple[str, ...]
    ) -> Quote | None:
        for text, where in pieces if phrases else ():
            for phrase in phrases:
                if span := folded(text).locate(phrase, not_after=self.not_after):
                    return quote(document, text, where, span)
        return None

    def _alike(self, document: Document, phrases: tuple[str, ...]) -> Quote | None:
        """The first text read from a picture that is nearly one of the phrases."""
        if document.legibility is not Legibility.OCR or self.not_after:
            return None
        for text, where in texts(document, self.within):
            if any(similar(text, phrase) for phrase in phrases):
                return quote(document, text, where)
        return None
