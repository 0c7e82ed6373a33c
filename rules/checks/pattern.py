"""`pattern`: is there a phone number, address, amount, date or another thing known by its form?

Promises: counts different ones of a named sort. Refuses to know: regular expressions of packs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Literal

from pydantic import Field

from rules.agencies import another
from rules.checks.base import Check
from rules.checks.seeing import called, quote, quote_block
from rules.contacts import Sighting, addresses, baht, emails, line_ids, phones
from rules.dates import dates
from rules.document import Block, Document, Kind, Reach
from rules.measures import durations, matters, people
from rules.model import Context, Look, Quote
from rules.plain import plain
from rules.targets import sort_of

Named = Literal[
    "phone", "email", "line_id", "address", "baht", "map", "date", "duration", "people", "matters"
]

_NAMES: dict[str, str] = {
    "phone": "หมายเลขโทรศัพท์",
    "email": "อีเมล",
    "line_id": "LINE",
    "address": "ที่อยู่",
    "baht": "จำนวนเงิน",
    "map": "แผนที่",
    "date": "วันที่",
    "duration": "ระยะเวลา",
    "people": "จำนวนคน",
    "matters": "จำนวนเรื่อง",
}
_SCHEMES = {"phone": "tel:", "email": "mailto:"}
_MONEY_COLUMNS = ("บาท", "งบประมาณ", "วงเงิน", "จำนวนเงิน", "ราคา")

_SOMEBODYS = ("phone", "address")
"""What belongs to whoever is named before it."""
_NEAR = 40
"""Letters before a sighting in which the words of `after` are looked for."""
_FIGURE = re.compile(r"\d")

_MADE_UP = re.compile(
    r"^(?:x{2,}|your[\w.]*|user(?:name)?|name|example|e?mail)@"
    r"(?:(?:your)?(?:domain|company|website|e?mail)\.\w+|example\.(?:com|org|net)|x{2,}\.)",
    re.IGNORECASE,
)


def _dates(text: str) -> tuple[Sighting, ...]:
    return tuple((date.isoformat(), span) for date, span in dates(text))


def _emails(text: str) -> tuple[Sighting, ...]:
    """E-mail addresses, without those that a template puts where one belongs."""
    return tuple(seen for seen in emails(text) if not _MADE_UP.search(seen[0]))


_SIGHTS: dict[str, Callable[[str], tuple[Sighting, ...]]] = {
    "phone": phones,
    "email": _emails,
    "line_id": line_ids,
    "address": addresses,
    "baht": baht,
    "date": _dates,
    "duration": durations,
    "people": people,
    "matters": matters,
}


class Pattern(Check):
    """Looks for things that are recognised by their form. Packs name them; code knows them.

    `phone` knows the Thai numbering plan, hotlines (1xxx) and internal numbers, and leaves fax
    numbers out. `email` also reads `[at]`. `address` is a sub-district and district with a street
    or postcode. `map` is a link to a map or a picture called a map. `baht` also counts figures in
    a table's column for money. `duration` is a number of working days, hours or minutes, and of
    days after `ภายใน` and the like. A phone number or address that stands behind the name of
    another agency is left to a person.

    Parameters:
        `named`: phone, email, line_id, address, baht, map, date, duration, people or matters.
        `min`: how many different ones. `after`: words, one of which stands right before it.

    Passes: {named: duration}
        แจ้งผลภายใน ๑๕ วัน

    Passes: {named: baht, after: [เบิกจ่าย]}
        งบประมาณ 50,000 บาท เบิกจ่ายแล้ว 47,300 บาท

    Fails: {named: baht, after: [เบิกจ่าย]}
        งบประมาณ 50,000 บาท

    Passes: {named: people, after: [ผู้เข้าร่วม]}
        มีผู้เข้าร่วม 120 คน

    Fails: {named: duration}
        วันที่ 15 เปิดรับสมัคร 30 คน

    Passes: {named: phone}
        โทร. ๐ ๒๑๒๓ ๔๕๖๗ ต่อ ๑๒

    Passes: {named: email}
        saraban [at] example.go.th

    Fails: {named: phone}
        โทรสาร 0 2123 4567

    Fails: {named: phone, min: 2}
        โทร. 02-123-4567 หรือ 0 2123 4567

    Fails: {named: address}
        ลงพื้นที่ตำบลบ้านใหม่ อำเภอเมือง
    """

    named: Named
    min: int = Field(default=1, ge=1)
    after: tuple[str, ...] = ()

    def look(self, document: Document, context: Context) -> Look:
        """Found when at least `min` different ones stand in the document."""
        seen: dict[str, Quote] = {}
        theirs: dict[str, Quote] = {}
        for value, found, lead in self._sightings(document):
            other = self.named in _SOMEBODYS and another(lead, context.agency)
            (theirs if other else seen).setdefault(value, found)
        name = _NAMES[self.named]
        if len(seen) < self.min <= len(seen) + len(theirs):
            quotes = (*seen.values(), *theirs.values())[:3]
            reason = f"พบ{name} แต่อาจเป็นของหน่วยงานอื่นที่มีชื่ออยู่ข้างหน้า"
            return Look(found=True, reason=reason, quotes=quotes, doubt=True)
        quotes = tuple(seen.values())[: max(self.min, 3)]
        if len(seen) >= self.min:
            return Look(found=True, reason=f"พบ{name} {len(seen)} รายการ", quotes=quotes)
        if not seen:
            return Look(found=False, reason=f"ไม่พบ{name}")
        reason = f"พบ{name}เพียง {len(seen)} รายการ (ต้องมีอย่างน้อย {self.min})"
        return Look(found=False, reason=reason, quotes=quotes)

    def _sightings(self, document: Document) -> Iterator[tuple[str, Quote, str]]:
        """What is seen, where, and the words before it."""
        sight = _SIGHTS.get(self.named)
        for block in document.blocks:
            for value, span in sight(block.text) if sight else ():
                # A hotline's name is a part of what is seen: `สายด่วนกรม… 1422`.
                lead = block.text[: span[self.named == "phone"]]
                if not self.after or self._follows(lead):
                    yield value, quote(document, block.text, block.where, span), lead
            if not self.after and (target := self._by_address(block)):
                yield target, quote_block(document, block), ""
        if self.named == "baht" and not self.after:
            for value, found in _money_columns(document):
                yield value, found, ""

    def _follows(self, lead: str) -> bool:
        """Whether one of the words stands right before, with no figure between."""
        near = _FIGURE.split(plain(lead)[-_NEAR:])[-1]
        return called(self.after, near)

    def _by_address(self, block: Block) -> str | None:
        """What a link or picture is by its address rather than its words."""
        href = block.href or ""
        if self.named == "map":
            picture = block.kind is Kind.PICTURE and called(("แผนที่",), block.text, block.near)
            leads = block.kind is Kind.LINK and sort_of(href) == "map"
            alive = block.reach is not Reach.DEAD
            return href or block.text if alive and (picture or leads) else None
        if block.kind is not Kind.LINK or self.named not in ("phone", "email", "line_id"):
            return None
        scheme = _SCHEMES.get(self.named, "")
        if scheme and not href.lower().startswith(scheme):
            return None
        found = _SIGHTS[self.named](href.removeprefix(scheme))
        return found[0][0] if found else None


def _money_columns(document: Document) -> Iterator[tuple[str, Quote]]:
    """Figures under a heading of money: such tables name the unit once, above."""
    for table in document.tables:
        columns = [at for at, name in enumerate(table.header) if called(_MONEY_COLUMNS, name)]
        for row in table.rows:
            for at in columns:
                amount = row[at].replace(",", "").strip() if at < len(row) else ""
                if amount.replace(".", "", 1).isdecimal():
                    yield amount, quote(document, " | ".join(row), table.where)
