"""`as_of`: is the date of its data inside the window?

Promises: reads `ข้อมูล ณ วันที่` and its relatives. Refuses to know: today's date.
"""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Self

from pydantic import Field, model_validator

from rules.checks.base import Check
from rules.checks.seeing import BODY, link_texts, quote, texts, wrapped
from rules.dates import as_of_dates, written
from rules.document import Document
from rules.model import Context, Look, Quote


class AsOf(Check):
    """Looks for the date that the document gives for its own data.

    `ข้อมูล ณ วันที่ 31 มีนาคม 2569`, `ณ 31 มี.ค. 69`, `ข้อมูล ณ เดือนมีนาคม 2569` (its last day),
    `as of 31 March 2026`. Dates of signing (`ประกาศ ณ วันที่`, `สั่ง ณ วันที่`) say nothing about
    data.

    Parameters:
        `from`, `to`: the window, both days included, as Christian dates.

    Passes: {from: 2026-03-01, to: 2026-09-30}
        ข้อมูล ณ วันที่ ๓๑ มีนาคม ๒๕๖๙

    Fails: {from: 2026-03-01, to: 2026-09-30}
        ข้อมูล ณ วันที่ 31 มีนาคม 2568

    Fails: {from: 2026-03-01, to: 2026-09-30}
        ประกาศ ณ วันที่ 31 มีนาคม พ.ศ. 2569
    """

    wordy: ClassVar[bool] = True

    start: dt.date = Field(alias="from")
    end: dt.date = Field(alias="to")

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.start > self.end:
            raise ValueError("ช่อง from ต้องไม่อยู่หลังช่อง to")
        return self

    def look(self, document: Document, context: Context) -> Look:  # noqa: ARG002 - same for all kinds
        """Found when one date of data lies inside the window."""
        outside: dict[dt.date, Quote] = {}
        for text, where in (
            *texts(document, BODY),
            *link_texts(document),
            *wrapped(document, BODY),
        ):
            for date, span in as_of_dates(text):
                seen = quote(document, text, where, span)
                if self.start <= date <= self.end:
                    reason = f"ระบุข้อมูล ณ วันที่ {written(date)}"
                    return Look(found=True, reason=reason, quotes=(seen,))
                outside.setdefault(date, seen)
        window = f"{written(self.start)} ถึง {written(self.end)}"
        if not outside:
            return Look(found=False, reason=f"ไม่ระบุว่าเป็นข้อมูล ณ วันที่ใด (ต้องอยู่ในช่วง {window})")
        dates = ", ".join(written(date) for date in sorted(outside))
        reason = f"ข้อมูล ณ วันที่ {dates} อยู่นอกช่วง {window}"
        return Look(found=False, reason=reason, quotes=tuple(outside.values())[:3])
