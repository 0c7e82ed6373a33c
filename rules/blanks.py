"""What is printed but says nothing yet: blanks to fill in, boxes to tick, promises, contents.

Promises: a blank form, a dotted line of a table of contents, an unticked choice, a promise like
`อยู่ระหว่างรวบรวมข้อมูล` and filler text are told from what is really said. Refuses to know:
what any indicator asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rules.document import Block, Document, Kind, Table
from rules.late import late
from rules.people import names
from rules.plain import GAP, any_of, plain
from rules.thai import fold

FORM_SHARE = 0.25
"""Share of the lines that wait to be filled in from which the whole document is an empty form;
a manual with a form in its annex has fewer."""
FORM_LINES = 2
_RUN = re.compile(r"[.]{5,}|…{2,}|_{3,}|(?:\.[ ]){4,}|(?<!-)-{6,}(?!-)")
_LEADER = re.compile(rf"(?:[.]{{4,}}|…{{2,}}|(?:\s\.){{4,}}){GAP}(?:หน้า)?{GAP}[\dก-ฮ]{{1,4}}{GAP}$")
_UNTICKED = re.compile(r"^\W{0,3}(?:[☐□▢⬜]|\(\s+\)|\[\s*\])\s*\w")
_FILLER = re.compile(
    rf"lorem ipsum|dolor sit amet|consectetur adipi|placeholder text|your text here"
    rf"|{any_of('ข้อความตัวอย่าง', 'ตัวอย่างข้อความ', 'ใส่ข้อความที่นี่', 'พิมพ์ข้อความที่นี่')}",
    re.IGNORECASE,
)
_AT_WORK = rf"(?:อยู่(?:ใน)?ระหว่าง(?:การ)?|กำลัง|รอ(?:การ)?|ยังไม่(?:ได้|มีการ)?){GAP}"
_OF_DATA = any_of(
    "รวบรวม", "ปรับปรุง", "อัปเดต", "อัพเดต", "อัปเดท", "อัพเดท", "เผยแพร่", "นำเข้า", "บันทึก", "เตรียม",
    "ยกร่าง", "ตรวจสอบข้อมูล", "จัดทำข้อมูล", "จัดทำเอกสาร", "จัดทำเนื้อหา", "เพิ่มข้อมูล", "เพิ่มเนื้อหา",
)  # fmt: skip
_LATER = rf"(?:จะ|ทยอย){GAP}(?:เผยแพร่|ปรับปรุง|นำ(?:ข้อมูล)?ขึ้น)[^\d\n]{{0,20}}(?:เร็ว|ภายหลัง|ต่อไป|โอกาส)"
_COMING = r"coming soon|under construction|under maintenance|to be (?:announced|updated)"
_NOTICE = late(
    rf"(?:{_AT_WORK}(?:ดำเนินการ)?(?:{_OF_DATA})|{_LATER}|{_COMING}|ยังไม่มี(?:ข้อมูล|เอกสาร|บทความ|เนื้อหา|โพสต์)|โปรดติดตาม|เร็ว{GAP}ๆ{GAP}นี้)",
    re.IGNORECASE,
)
"""Ends a line that says its subject is still to come."""
_ALONE = re.compile(
    rf"(?:{_AT_WORK}(?:ดำเนินการ|จัดทำ|ตรวจสอบ|พัฒนา|ข้อมูล)|ไม่มีข้อมูล|ไม่พบข้อมูล|รอข้อมูล|รอดำเนินการ)"
)
"""A notice only where it stands alone: `อยู่ระหว่างดำเนินการ 2 เรื่อง` is a statistic."""
_NONE = late(
    any_of("ไม่มีการ", "ไม่มีรายการ", "ไม่มีเรื่อง", "ไม่มีผู้", "ไม่พบการ", "ไม่พบเรื่อง", "ไม่ปรากฏ")
    + rf"|{any_of('ไม่มีข้อ')}(?!{GAP}มูล)"
)
_FLUFF = late(
    any_of(
        "ขออภัยในความไม่สะดวก", "ขออภัย", "ขณะนี้", "ในขณะ", "เว็บไซต์", "หน้านี้", "ส่วนนี้", "ข้อมูล",
        "เนื้อหา", "เอกสาร", "ของหน่วยงาน", "ในหมวดหมู่", "หมวดหมู่",
        "ดังกล่าว", "เพิ่มเติม", "เร็วนี้", "ครับ", "ค่ะ", "นี้", "ระบบ",
    )
    + r"|[^\w\sก-๎]+"
)  # fmt: skip
_NOTICE_LETTERS = 90
"""A longer line says something besides that it is still to come."""
_LEFT_OVER = 4
_TO_FILL = late(
    rf"^\W*(?:x{{2,}}|n/?a|tba|tbd|{any_of('ตัวอย่าง')}|(?:{any_of('โปรด')})?(?:ระบุ|กรอก)"
    rf"(?:{any_of('จำนวนเงิน', 'จำนวน', 'ชื่อ', 'ระยะเวลา', 'วันที่', 'งบประมาณ', 'รายละเอียด', 'ข้อมูล')})"
    rf"(?:{any_of('โครงการ', 'กิจกรรม')})?)\W*$",
    re.IGNORECASE,
)
_CONTENTS = frozenset(
    fold(word) for word in ("สารบัญ", "สารบัญตาราง", "contents", "table of contents")
)
_PAGES = frozenset(fold(word) for word in ("หน้า", "หน้าที่", "เลขหน้า", "page"))
_TOPICS = ("เรื่อง", "หัวข้อ", "เนื้อหา", "สารบัญ", "บทที่", "รายการ", "ส่วนที่", "content")
_ENDS_IN_PAGE = re.compile(r"\D\s*\d{1,3}$")
_COLUMNS = 3
"""Cells that make a first line the names of columns; two are a line and what it says."""
_FIGURE = re.compile(r"[\d๐-๙]")
_ORDINAL = re.compile(r"\W*[\d๐-๙]{1,3}\W*")
_WORDS = (Kind.TEXT, Kind.HEADING, Kind.CAPTION)


def without_blanks(document: Document) -> Document:
    """The document without lines, cells and contents lists that say nothing yet."""
    tables = tuple(_without_empty_cells(table) for table in document.tables)
    listed = _contents_rows(document.tables) | _empty_forms(document.tables)
    headers = dict(filter(None, map(_filled_columns, tables)))
    kept: list[Block] = []
    in_contents = False
    for block in document.blocks:
        if block.kind in _WORDS:
            in_contents = fold(block.text) in _CONTENTS or (
                in_contents and bool(_ENDS_IN_PAGE.search(plain(block.text).strip()))
            )
            if in_contents or says_nothing(block.text):
                continue
        elif block.kind is Kind.ROW:
            if block.text in listed:
                continue
            cells = headers.get(block.text, block.text).split(" | ")
            left = ["" if waits(cell) else cell for cell in cells]
            if (said := " | ".join(left)) != block.text:
                kept.append(replace(block, text=said))
                continue
        kept.append(block)
    if tuple(kept) == document.blocks and tables == document.tables:
        return document
    return replace(document, blocks=tuple(kept), tables=tables)


def says_nothing(text: str) -> bool:
    """Whether a line only lists, waits to be filled in or ticked, or says that it is to come."""
    seen = plain(text)
    return bool(
        _LEADER.search(seen)
        or _UNTICKED.match(text)
        or _FILLER.search(seen)
        or (_RUN.search(seen) and not names(text))
        or is_notice(seen)
    )


def waits(cell: str) -> bool:
    """Whether a cell of a table is still to be filled in."""
    seen = plain(cell).strip()
    if not seen:
        return False
    return bool(_RUN.search(seen) and not names(cell)) or bool(
        _TO_FILL.match(seen) or _FILLER.search(seen) or _UNTICKED.match(cell) or _promises(seen)
    )


def is_notice(text: str) -> bool:
    """Whether the text does nothing but say that something is still to come."""
    if _promises(text):
        return True
    found = _ALONE.search(text) if len(text) <= _NOTICE_LETTERS else None
    if found is None:
        return False
    rest = text[: found.start()] + " " + text[found.end() :]
    return len(fold(_FLUFF.sub("", rest))) <= _LEFT_OVER


def says_none(text: str, *, first: bool = False) -> bool:
    """Whether a text says (`first`: begins by saying) that nothing happened.

    That is something about its subject; that there are no data, or not yet, is not.
    """
    seen = plain(text)
    found = _NONE.search(seen)
    if found is None or is_notice(text):
        return False
    return not first or not any(map(str.isalpha, seen[: found.start()]))


def only_promises(text: str) -> bool:
    """Whether a short text opens by saying that it is still to come, whatever follows."""
    opening = _NOTICE.match(text.lstrip(" ([-–:")) if len(text) <= _NOTICE_LETTERS else None
    return is_notice(text) or opening is not None


def _promises(text: str) -> bool:
    found = _NOTICE.search(text) if len(text) <= _NOTICE_LETTERS else None
    if found is None or re.search(r"\d", text[found.end() :]):
        return False
    return len(fold(_FLUFF.sub("", text[found.end() :]))) <= _LEFT_OVER


def is_form(blocks: Iterable[Block]) -> bool:
    """Whether so many lines wait to be filled in that the whole is an empty form."""
    lines = [block.text for block in blocks if block.text and block.kind is not Kind.LINK]
    blank = sum(_is_blank(line) for line in lines)
    return blank >= FORM_LINES and blank >= FORM_SHARE * len(lines)


def has_filler(blocks: Iterable[Block]) -> bool:
    """Whether text of a template stands where content should."""
    return any(_FILLER.search(block.text) for block in blocks)


def _is_blank(line: str) -> bool:
    seen = plain(line)
    unfilled = _RUN.search(seen) and not _LEADER.search(seen) and not names(line)
    return bool(unfilled or _UNTICKED.match(line))


def _without_empty_cells(table: Table) -> Table:
    if _is_contents(table):
        return replace(table, rows=())
    rows = tuple(tuple("" if waits(cell) else cell for cell in row) for row in table.rows)
    return table if rows == table.rows else replace(table, rows=rows)


def _is_contents(table: Table) -> bool:
    """`เรื่อง | หน้า` above nothing but page numbers."""
    if len(table.header) < 2 or fold(table.header[-1]) not in _PAGES:
        return False
    named = any(fold(word) in fold(cell) for cell in table.header[:-1] for word in _TOPICS)
    return named and all(len(row[-1].strip()) <= 4 for row in table.rows)


def _empty_forms(tables: Sequence[Table]) -> frozenset[str]:
    """The headers of tables in which nothing was filled in, but numbers of the lines."""
    return frozenset(" | ".join(table.header) for table in tables if _is_empty_form(table))


def _filled_columns(table: Table) -> tuple[str, str] | None:
    """The header, and the header without the names of columns in which nothing was filled in."""
    columns = range(len(table.header))
    filled = {at for row in table.rows for at, cell in enumerate(row) if cell.strip()}
    named = [at for at in columns if table.header[at].strip()]
    if not any(at in filled for at in named) or all(at in filled for at in named):
        return None
    left = (table.header[at] if at in filled else "" for at in columns)
    return " | ".join(table.header), " | ".join(left)


def _is_empty_form(table: Table) -> bool:
    columns = [cell for cell in table.header if fold(cell)]
    if len(columns) < _COLUMNS or not table.rows:
        return False
    if any(_FIGURE.search(cell) or names(cell) for cell in columns):
        return False
    return not any(cell.strip() for row in table.rows for cell in row[1:]) and all(
        not row[0].strip() or _ORDINAL.fullmatch(row[0].strip()) for row in table.rows
    )


def _contents_rows(tables: Sequence[Table]) -> frozenset[str]:
    found: Iterable[Table] = (table for table in tables if _is_contents(table))
    return frozenset(" | ".join(row) for table in found for row in (table.header, *table.rows))
