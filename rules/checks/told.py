"""`told`: is something said under this name?

Promises: the name begins a heading, a line, a row or a column, and words of its own follow it.
Refuses to know: whether what is said is true, or enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pydantic import Field

from rules.agencies import another
from rules.blanks import only_promises
from rules.checks.base import Check
from rules.checks.seeing import HEADING_LETTERS, called, listed, only_pointing, quote
from rules.document import Block, Document, Kind, Table
from rules.instead import said_itself
from rules.model import Context, Look
from rules.plain import plain
from rules.thai import fold, folded

OPENING = 60
"""Letters at the beginning of what is said, in which it says whom it is about."""
COLUMN_LETTERS = 40
"""A longer cell is no name of a column."""
MOST_BELOW = 12
"""Lines below a name that are read as what it is about."""
_PART = r"(?:บทที่|ส่วนที่|หมวด(?:ที่)?|ข้อ(?:ที่)?|ตอนที่|ด้านที่|ประเด็นที่|ภาคผนวก)"
_NUMBER = r"(?:\(?[\d๐-๙]{1,3}(?:[.][\d๐-๙]{1,3}){0,3}[.)]?|\(?[ก-ฮ][.)])"
_BEFORE = re.compile(
    rf"[\W_]*(?:{_PART}?\s*{_NUMBER}|{_PART}\s*[ก-ฮ])?[\W_]*(?:การ|ด้าน|สรุป|เรื่อง)?\s*\Z"
)
"""What may stand before a name at the beginning of a line: bullets, `7.`, `บทที่ 5`."""
_NUMBERED = re.compile(rf"\W*({_PART})?\s*({_NUMBER})(?=\s|[ก-๎])")
_GOES_ON = re.compile(r"\s*(?:และ|หรือ|ใน|ของ|ตาม|ที่(?!ประชุม)|ต่อ|จาก|แก่|เพื่อ|ประจำ|ปี|พ\.ศ)")
_FOOT = re.compile(r"©|copyright|powered by|สงวนลิขสิทธิ์|ผู้เข้าชม|ผู้เยี่ยมชม|คุกกี้|cookie", re.IGNORECASE)
"""Begins the foot of a page."""
_PARTED = re.compile(r"[\s:–—\-(→⇒>]")
_AMOUNT = re.compile(
    r"(?<![\d,.])(?:\d{1,3}(?:,\d{3})+|\d{4,})(?:\.\d+)?(?!\d)"
    r"|(?<![\d,.])\d+(?:\.\d+)?(?=\s*(?:บาท|ล้าน|แสนบาท|พันบาท))"
)
_YEAR = re.compile(r"25\d\d|20\d\d")
_ITEM = re.compile(r"\n|→|⇒|;|\s[-–•·▪*]\s|\s?\(?[\d๐-๙]{1,2}[.)]\s?|\s\|\s")


class Said(NamedTuple):
    """A name with what is said under it, and where."""

    name: str
    words: str
    where: str


class Told(Check):
    """Looks for what is said under a name: the beginning of a heading, line, row, or a column.

    Numbers and words such as `บทที่ 5` before the name are passed over. What follows on the line,
    or on the lines below a line that is nothing but the name, must be long enough to say something;
    the name of the next part is no content, nor are the words of a link, nor lines that only send
    the reader elsewhere. A name in the middle of a sentence does not count. What begins with the
    name of another agency is left to a person.

    Parameters:
        `named`: words, one of which is the name. `letters`: how many letters must be said.
        `holding`: words, one of which stands in what is said. `items`: so many lines, steps or
        points at least. `amounts`: so many of them at least (large
        numbers but for years, and numbers of baht). `inside`: the name may
        stand inside a line of prose, too, with a space or colon behind it.

    Passes: {named: [ปัญหาและอุปสรรค]}
        บทที่ 5 ปัญหาและอุปสรรค : ผู้รับจ้างทิ้งงาน และฝนตกหนักทำให้งานถนนล่าช้า

    Passes: {named: [ปัญหาและอุปสรรค]}
        # ๗. ปัญหาและอุปสรรคในการดำเนินงาน
        ๗.๑ บุคลากรไม่เพียงพอต่อภารกิจที่เพิ่มขึ้น

    Passes: {named: [ปัญหา, อุปสรรค], letters: 10}
        | โครงการ | ปัญหา/อุปสรรค |
        | ซ่อมถนน | ฝนตกหนักเป็นเวลานาน |

    Passes: {named: [ประมาณการรายรับ], letters: 4, amounts: 1}
        # ส่วนที่ 2 ประมาณการรายรับ
        | เงินอุดหนุน | 6,204,110 |

    Passes: {named: [ขั้นตอน], items: 3}
        ๓. ขั้นตอน รับเรื่อง → ตรวจสอบข้อเท็จจริง → แจ้งผลให้ผู้ร้องทราบ

    Fails: {named: [ปัญหาและอุปสรรค]}
        ๗. ปัญหาและอุปสรรค
        ๘. ข้อเสนอแนะ
        ควรจัดสรรงบประมาณให้เพียงพอต่อการดำเนินงาน

    Fails: {named: [ประมาณการรายรับ], letters: 4, amounts: 1}
        ประมาณการรายรับ
        งานแผนจะจัดทำเมื่อทราบยอดนักเรียนของปีการศึกษา 2569

    Fails: {named: [ปัญหาและอุปสรรค]}
        ปัญหาและอุปสรรค : รายละเอียดตามเอกสารแนบท้ายรายงานฉบับนี้

    Fails: {named: [ปัญหาและอุปสรรค]}
        โครงการนี้ไม่พบปัญหาและอุปสรรคใด ๆ ตลอดการดำเนินงานที่ผ่านมา

    Fails: {named: [ปัญหาและอุปสรรค]}
        ปัญหาและอุปสรรคในการดำเนินงานตามแผนปฏิบัติการประจำปี
    """

    named: tuple[str, ...] = Field(min_length=1)
    holding: tuple[str, ...] = ()
    letters: int = Field(default=20, ge=1)
    items: int = Field(default=1, ge=1)
    amounts: int = Field(default=0, ge=0)
    inside: bool = False

    def look(self, document: Document, context: Context) -> Look:
        """Found when enough is said under one of the names."""
        names, holding = context.words(self.named), context.words(self.holding)
        nearest = ""
        inside = _inside(document, names) if self.inside else ()
        for said in (*_said(document, names), *inside):
            itself = said_itself(said.words)
            enough = _enough(itself, self.letters, self.items) and _amounts(itself) >= self.amounts
            if only_promises(said.words) or not enough:
                nearest = nearest or f"พบชื่อ {listed((said.name,))} แต่มีเนื้อหาน้อยหรือไม่มี"
                continue
            if not called(holding, itself):
                nearest = f"เนื้อหาใต้ {listed((said.name,))} ไม่มีคำว่า {listed(holding)}"
                continue
            words = quote(document, f"{said.name} {said.words}".strip(), said.where)
            reason = f"พบเนื้อหาใต้ {listed((said.name,))}"
            if other := another(said.words[:OPENING], context.agency):
                reason += f" แต่กล่าวถึงหน่วยงานอื่น ({other.name})"
            return Look(found=True, reason=reason, quotes=(words,), doubt=bool(other))
        return Look(found=False, reason=nearest or f"ไม่พบหัวข้อ {listed(names)} ที่มีเนื้อหา")


def _enough(words: str, letters: int, items: int) -> bool:
    pieces = [piece for piece in _ITEM.split(words) if piece and any(map(str.isalpha, piece))]
    return len(fold(words)) >= letters and len(pieces) >= items


def _amounts(words: str) -> int:
    """How many amounts stand in the words."""
    found = _AMOUNT.findall(plain(words))
    return sum(not _YEAR.fullmatch(one) for one in found)


def _said(document: Document, names: Sequence[str]) -> Iterator[Said]:
    """Every place where one of the names begins something, with what is said there."""
    hollow = _leading(document) | only_pointing(document)
    blocks = [b for b in document.blocks if b.kind not in (Kind.LINK, Kind.PICTURE)]
    named = [table.header for table in document.tables if _names_columns(table)]
    headers = frozenset(" | ".join(filter(None, header)) for header in named)
    for at, block in enumerate(blocks):
        if block.text in hollow or block.text in headers:
            continue
        if block.kind is Kind.ROW:
            yield from _in_row(block, names)
        elif (rest := _after(block.text, names)) is not None:
            name = block.text[: len(block.text) - len(rest)].strip() or block.text
            own = _own(rest)
            below = "" if own else _below(block, blocks[at + 1 :], hollow | headers)
            yield Said(name, own or below, block.where)
    yield from _in_columns(document, names)


def _inside(document: Document, names: Sequence[str]) -> Iterator[Said]:
    """Names inside lines of prose, with what the line says behind them."""
    for block in document.blocks:
        for name in names if block.kind is Kind.TEXT else ():
            span = folded(block.text).locate(name)
            if span and (own := _own(block.text[span[1] :])):
                yield Said(name, own, block.where)


def _after(text: str, names: Sequence[str]) -> str | None:
    """What stands behind the name at the beginning of a text; None when none begins it."""
    spans = (folded(text).locate(name) for name in names)
    ends = [end for start, end in filter(None, spans) if _BEFORE.match(text[:start])]
    return text[max(ends) :] if ends else None


def _own(rest: str) -> str:
    """What a line says itself behind a name; nothing when the name goes on."""
    if not rest or not _PARTED.match(rest) or _GOES_ON.match(rest):
        _, mark, behind = rest.partition(":")
        return behind.strip() if mark else ""
    return rest.strip(" :–—-\n")


def _below(name: Block, blocks: Sequence[Block], hollow: frozenset[str]) -> str:
    """The lines below a name up to the next one of its sort."""
    lines: list[str] = []
    for block in blocks[:MOST_BELOW]:
        over = block.kind in (Kind.HEADING, Kind.CAPTION) or _FOOT.search(block.text)
        if over or _beside(name.text, block.text):
            break
        if block.text not in hollow:
            lines.append(block.text)
    return "\n".join(lines)


def _beside(name: str, text: str) -> bool:
    """Whether a line is numbered as the next part after the one of this name."""
    first, second = _NUMBERED.match(name), _NUMBERED.match(text)
    if first is None or second is None:
        return bool(second and second[1]) and len(text) <= HEADING_LETTERS
    return first[1] == second[1] and _next(first[2], second[2])


def _next(one: str, other: str) -> bool:
    """Whether a number follows another of the same depth: 7. and 8., 2.1 and 2.2."""
    a, b = re.findall(r"\d+", one), re.findall(r"\d+", other)
    return bool(a) and len(a) == len(b) and a[:-1] == b[:-1] and int(b[-1]) == int(a[-1]) + 1


def _in_row(block: Block, names: Sequence[str]) -> Iterator[Said]:
    """A row whose first words are the name: what its other cells say."""
    cells = [cell for cell in block.text.split(" | ") if any(map(str.isalnum, cell))]
    while cells and not any(map(str.isalpha, cells[0])):
        del cells[0]
    if cells and (rest := _after(cells[0], names)) is not None:
        yield Said(cells[0], "\n".join([*filter(None, [_own(rest)]), *cells[1:]]), block.where)


def _in_columns(document: Document, names: Sequence[str]) -> Iterator[Said]:
    for table in document.tables:
        for at, cell in enumerate(table.header if _names_columns(table) else ()):
            if _after(cell, names) is not None:
                below = [row[at].strip() for row in table.rows if row != table.header]
                yield Said(cell, "\n".join(filter(None, below)), table.where)


def _names_columns(table: Table) -> bool:
    """Whether the first line names columns: a sentence or an amount says something itself."""
    return all(
        len(cell) <= COLUMN_LETTERS and (any(map(str.isalpha, cell)) or not _amounts(cell))
        for cell in table.header
    )


def _leading(document: Document) -> frozenset[str]:
    """Texts that are nothing but a link's words: they name what lies elsewhere."""
    return frozenset(block.text for block in document.blocks if block.kind is Kind.LINK)
