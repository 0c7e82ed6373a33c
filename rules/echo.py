"""Hides text that merely repeats what the handbook asks for.

Promises: a copy of the document without the official sentences that a page prints above an empty
link; real content that mentions the same words stays. Refuses to know: checks, outcomes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import fuzz

from rules.document import Block, Document, Kind, Table
from rules.handbook import LABELS, WORDINGS
from rules.thai import fold

ESSENTIALLY = 0.9
"""Share of a text that must be official wording for the text to be its echo."""
MOST_OF = 0.6
"""Share of a handbook's wording that a text must be when it is only its beginning or end."""
CONTENT_LETTERS = 80
"""Letters below a heading from which it is the heading of something, whatever its words."""
SOME_LETTERS = 20
"""The same where the words are a handbook's, not this pack's: reports use them as headings."""
_DATA_LETTERS = 15
"""Letters beside an official wording in a table row from which the row says something itself."""
_PART = re.compile(r"\s*(?:[\d๐-๙]|ขั้นตอนที่|ขั้นที่)")
"""How the parts of a section begin."""
_SHORTEST = 10
"""Shorter wordings (`ตำแหน่ง`) are ordinary words and column names."""

_NUMBER = re.compile(
    r"^[\W_]*(?:[oO](?=\s+[^\s\d๐-๙])|(?P<code>[oO]\s?[\d๐-๙]{1,2}(?:[.-][\d๐-๙]{1,2})*)"
    r"|(?:ข้อ(?:ที่)?\s*)?\(?[\d๐-๙]{1,2}(?:\.[\d๐-๙]{1,2})*(?=[\s.):])|\(?[ก-ฮ][.)])?[\W_]*"
)
_WHO = "(?:หน่วยงาน|สถานศึกษา|วิทยาลัย|โรงเรียน)"
_ASKING = re.compile(rf"^(?:ให้)?{_WHO}?(?:จะต้อง|ต้อง|มีการ)?(?:แสดง|ระบุ)")
# Nobody but the handbook speaks so: to the agency, or of what to do when there is nothing.
_ORDERING = re.compile(
    rf"^(?:ให้{_WHO}|{_WHO}?(?:จะต้อง|ต้อง))(?:แสดง|ระบุ|เผยแพร่|จัดทำ|มีรายละเอียด|ประกอบด้วย)"
    "|^(?:ทั้งนี้)?(?:ใน)?(?:กรณี(?:ที่)?|หาก|ถ้า).{0,60}(?:ให้|ต้อง|ควร)(?:แสดง|ระบุ|เผยแพร่|จัดทำ|ชี้แจง|อธิบาย|มีข้อความ)"
    "|.{0,80}(?:กรณี(?:ที่)?|หาก|ถ้า)ไม่(?:มี|พบ|ปรากฏ)(?:การ|เรื่อง|ผู้).{0,60}ให้(?:แสดง|ระบุ|รายงาน|มีข้อความ|แจ้ง)"
)
_SHOWING = re.compile(r"^แสดง(?!ความ|เจต|ผลการค้น|ต่อ)(?!.*ได้แก่)")
_FIGURE = re.compile(r"(?<![\d๐-๙])(?<!มาตรา)(?!(?:25|๒๕)[\d๐-๙]{2}(?![\d๐-๙]))[\d๐-๙]+")
"""Figures besides years and sections of acts: a sentence with some tells something."""
# How the handbook goes on after `แสดง…`, whatever the item; a page's own sentences hardly do.
_IDIOM = re.compile(
    "ประกอบด้วย|รายละเอียดประกอบ|มีข้อมูลรายละเอียด|มีรายละเอียด|ของหน่วยงาน|ของสถานศึกษา|ที่หน่วยงานกำหนด"
    "|ระยะเวลาบังคับใช้|เข้าถึงหรือเชื่อมโยง|เว็บไซต์หลัก|ที่ครอบคลุมปี|ตามข้อo|ยกตัวอย่างเช่น|กรณีที่|อย่างน้อย"
    "|เพื่อเป็นการคุ้มครองข้อมูล|อย่างเป็นทางการ|เช่น"
)
_CRITERION = re.compile(
    "^แยกต่างหากจาก|ลงนามโดยผู้บริหารสูงสุด|^เป็น(?:การดำเนินการ|การประเมิน|ข้อมูล|รายงาน|แผน|ประกาศ|กิจกรรม|ผล)[^0-9]{0,30}ปี|^เผยแพร่ให้.{0,40}ปี"
)
_GOING_ON = re.compile(
    "^(?:และ|หรือ)?(?:เป็น|มี|ทั้งนี้|กรณี|ให้|โดย|แยก|ลงนาม|จัดทำเป็น|เผยแพร่ให้|ส่วนงาน|ระยะเวลา|ขั้นตอน|ช่องทาง)"
)
_LABELS = frozenset(fold(label) for label in LABELS)
_HANDBOOK = tuple(fold(wording) for wording in WORDINGS)
_SITE_NAME = re.compile(r"\s+[|\-–—:»]\s+")
_HIDEABLE = (Kind.HEADING, Kind.TEXT, Kind.CAPTION)


def hide(document: Document, says: tuple[str, ...]) -> Document:
    """The document without the blocks, cells and title that only repeat `says`.

    A sentence that asks (`แสดง…`) is an echo wherever it stands. A bare wording (a title, or the
    sentence without its verb) is one only while no content of its own follows: above a table or
    some lines of text it is their heading. Either one as a heading above a line or two stays,
    named in `echoes`, which lead to doubt and prove nothing.
    """
    official = _official(says)
    bare = [_is_bare(block, official) for block in document.blocks]
    asked = _asked(document.blocks, bare, official)
    split = _split_over_lines(document.blocks, official)
    criteria = _below_labels(document.tables)
    headers = _over_data(document.tables, official)
    silent = [a or s or b for a, s, b in zip(asked, split, bare, strict=True)]
    kept: list[Block] = []
    echoes: set[str] = set()
    for at, block in enumerate(document.blocks):
        if block.kind is Kind.ROW:
            kept.extend(
                _header_left(block, official)
                if block.text in headers
                else _row_left(block, official, criteria)
            )
            continue
        asks = asked[at] or split[at]
        if not silent[at] or (
            not asks and _leads_content(document, silent, at, _enough(block, official))
        ):
            kept.append(block)
        elif block.kind is Kind.HEADING and _leads_little(document, silent, at):
            kept.append(block)
            echoes.add(block.text)
    blocks = tuple(kept)
    title = _SITE_NAME.split(document.title)[0]
    hollow = _wording(title, official) and _letters(blocks) < CONTENT_LETTERS
    return replace(
        document,
        title="" if hollow else document.title,
        blocks=blocks,
        tables=tuple(_table_left(table, official) for table in document.tables),
        echoes=frozenset(echoes),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Official:
    """The official sentences folded, the same without the verb that asks (`ours`), and these with
    what handbooks say besides (`wordings`)."""

    sentences: tuple[str, ...]
    ours: tuple[str, ...]
    wordings: tuple[str, ...]


@lru_cache(maxsize=256)
def _official(says: tuple[str, ...]) -> _Official:
    sentences = [fold(_NUMBER.sub("", sentence)) for sentence in says]
    ours = [*sentences, *(_ASKING.sub("", sentence) for sentence in sentences)]
    return _Official(
        sentences=_longest_first(sentences),
        ours=_longest_first(ours),
        wordings=_longest_first([*ours, *_HANDBOOK]),
    )


def _longest_first(texts: list[str]) -> tuple[str, ...]:
    return tuple(sorted({text for text in texts if text}, key=len, reverse=True))


def _asked(blocks: tuple[Block, ...], bare: list[bool], official: _Official) -> list[bool]:
    """Which blocks ask: those that say so, and what goes on from there in the handbook's way.

    Below a label like `องค์ประกอบด้านข้อมูล` every line asks, up to a heading or something that tells.
    """
    asked: list[bool] = []
    labelled = before = was_bare = False
    for block, is_bare in zip(blocks, bare, strict=True):
        if block.kind is Kind.LINK:
            asked.append(False)
            continue
        said = fold(_NUMBER.sub("", block.text)) if block.kind in _HIDEABLE else ""
        label = said in _LABELS
        goes_on = (before and _goes_on(said)) or (was_bare and bool(_CRITERION.search(said)))
        listed = labelled and block.kind is Kind.TEXT and _only_names(said)
        asks = bool(said) and (label or goes_on or listed or _is_asking(block.text, official))
        asked.append(asks)
        labelled = label or (labelled and (asks or is_bare) and block.kind is not Kind.HEADING)
        before, was_bare = asks or (is_bare and before), asks or is_bare
    return asked


def _goes_on(said: str) -> bool:
    """Whether a line goes on as the handbook does after what it asks."""
    return bool(_GOING_ON.match(said) and _IDIOM.search(said)) or bool(_CRITERION.search(said))


def _only_names(said: str) -> bool:
    """Whether a line below a label names what is asked, without telling anything."""
    return len(said) <= CONTENT_LETTERS and not _FIGURE.search(said) and "@" not in said


def _is_asking(text: str, official: _Official) -> bool:
    """Whether the text asks for something: in official words, idiom, or under an item's number."""
    number = _NUMBER.match(text)
    said = fold(text[number.end() :] if number else text)
    if _ORDERING.match(said):
        return True
    if not _ASKING.match(said):
        return False
    if (number and number["code"]) or _IDIOM.search(said):
        return True
    return any(
        said in sentence or fuzz.ratio(said, sentence) >= 100 * ESSENTIALLY
        for sentence in official.sentences
        if len(said) >= _SHORTEST
    ) or _made_of(said, official.sentences)


def _is_bare(block: Block, official: _Official) -> bool:
    return block.kind in _HIDEABLE and (_wording(block.text, official) or _only_shows(block.text))


def _only_shows(text: str) -> bool:
    """`แสดง…` without a figure: a criterion, unless what it shows follows."""
    said = fold(_NUMBER.sub("", text))
    return bool(_SHOWING.match(said)) and not _FIGURE.search(said)


def _wording(text: str, official: _Official) -> bool:
    """Whether the text is essentially one or several of the official wordings and nothing else."""
    said = fold(_NUMBER.sub("", text))
    return len(said) >= _SHORTEST and (
        _made_of(said, official.wordings)
        or any(said in wording and len(said) >= MOST_OF * len(wording) for wording in _HANDBOOK)
    )


def _made_of(said: str, wordings: tuple[str, ...]) -> bool:
    """Whether these wordings make up at least `ESSENTIALLY` of the text."""
    left = said
    for wording in wordings:
        if len(wording) >= _SHORTEST:
            left = left.replace(wording, "")
    return len(left) <= (1 - ESSENTIALLY) * len(said)


def _split_over_lines(blocks: tuple[Block, ...], official: _Official) -> list[bool]:
    """Lines in a row that are the parts of one official sentence, together nearly all of it."""
    parts = [
        fold(_NUMBER.sub("", block.text)) if block.kind in _HIDEABLE else "" for block in blocks
    ]
    split = [False] * len(blocks)
    for sentence in official.sentences:
        run: list[int] = []
        for at, part in enumerate([*parts, ""]):
            if part and part in sentence:
                run.append(at)
                continue
            letters = sum(len(parts[index]) for index in run)
            # Joining words (`และ`, `ของ`) are lost where a sentence is cut into a list.
            if len(run) > 1 and letters >= (2 * ESSENTIALLY - 1) * len(sentence):
                for index in run:
                    split[index] = True
            run = []
    return split


def _enough(block: Block, official: _Official) -> int:
    """Letters that make this wording a heading: any few words below another pack's or year's."""
    ours = _made_of(fold(_NUMBER.sub("", block.text)), official.ours)
    return CONTENT_LETTERS if ours else SOME_LETTERS


def _leads_content(document: Document, silent: list[bool], at: int, enough: int) -> bool:
    """Whether content of its own stands between this wording and the next heading."""
    letters = rows = 0
    for index in range(at + 1, len(document.blocks)):
        block = document.blocks[index]
        if block.kind is Kind.HEADING and not silent[index]:
            break
        if block.kind is Kind.ROW:
            rows += any(char.isalnum() for char in block.text)
        elif block.kind in _HIDEABLE and not silent[index]:
            letters += len(fold(block.text))
    return rows > 1 or letters >= enough


def _leads_little(document: Document, silent: list[bool], at: int) -> bool:
    """Whether a line or two stand below this heading, or below the numbered one right after it."""
    next_ = document.blocks[at + 1 : at + 2]
    part = next_ and next_[0].kind is Kind.HEADING and _PART.match(next_[0].text)
    return _leads_content(document, silent, at + 1 if part else at, SOME_LETTERS)


def _letters(blocks: tuple[Block, ...]) -> int:
    return sum(len(fold(block.text)) for block in blocks if block.kind in (*_HIDEABLE, Kind.ROW))


def _row_left(
    block: Block, official: _Official, criteria: Mapping[str, frozenset[int]]
) -> list[Block]:
    """The row without its echoing cells; nothing when the rest says nothing."""
    cells = tuple(block.text.split(" | "))
    left = _cells_left(cells, official, criteria.get(block.text, frozenset()))
    if left == cells:
        return [block]
    return [replace(block, text=" | ".join(left))] if any(map(fold, left)) else []


def _header_left(block: Block, official: _Official) -> list[Block]:
    """A header over data without its cells that ask: columns are named in the official words."""
    left = _not_asking(tuple(block.text.split(" | ")), official)
    return [replace(block, text=" | ".join(left))]


def _over_data(tables: tuple[Table, ...], official: _Official) -> frozenset[str]:
    """The header rows of tables that tell something below."""
    return frozenset(
        " | ".join(table.header)
        for table in tables
        if sum(len(fold(cell)) for row in _table_left(table, official).rows for cell in row)
        >= _DATA_LETTERS
    )


def _below_labels(tables: tuple[Table, ...]) -> dict[str, frozenset[int]]:
    """Row → its cells below a heading like `องค์ประกอบด้านข้อมูล`."""
    return {
        " | ".join(row): columns
        for table in tables
        if (columns := _criteria_columns(table))
        for row in table.rows
    }


def _criteria_columns(table: Table) -> frozenset[int]:
    return frozenset(at for at, cell in enumerate(table.header) if fold(cell) in _LABELS)


def _cells_left(
    cells: tuple[str, ...], official: _Official, criteria: frozenset[int] = frozenset()
) -> tuple[str, ...]:
    """Empties cells that ask; bare wordings too when the other cells hardly say anything.

    Beside nothing but a button, any cell that begins with `แสดง` or stands below a label of
    criteria asks: agencies copy them in many wordings.
    """
    left = _not_asking(cells, official)
    asks = [
        bool(cell) and ((at in criteria and _only_names(fold(cell))) or _cell_asks(cell, official))
        for at, cell in enumerate(left)
    ]
    data = sum(len(fold(cell)) for cell, ask in zip(left, asks, strict=True) if not ask)
    if data >= _DATA_LETTERS:
        return left
    return tuple("" if ask else cell for cell, ask in zip(left, asks, strict=True))


def _not_asking(cells: tuple[str, ...], official: _Official) -> tuple[str, ...]:
    return tuple("" if _is_asking(cell, official) else cell for cell in cells)


def _cell_asks(cell: str, official: _Official) -> bool:
    said = fold(_NUMBER.sub("", cell))
    return _wording(cell, official) or bool(_ASKING.match(said)) or _goes_on(said)


def _table_left(table: Table, official: _Official) -> Table:
    # The header is never a bare wording's echo: columns are named in the official words on purpose.
    criteria = _criteria_columns(table)
    rows = tuple(_cells_left(row, official, criteria) for row in table.rows)
    header = _not_asking(table.header, official)
    return replace(table, header=header, rows=tuple(row for row in rows if any(map(fold, row))))
