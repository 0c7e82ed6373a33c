"""`table`: is there one table with these columns, filled in?

Promises: headers of up to two lines, each column used once. Refuses to know: the values' meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pydantic import Field

from rules.checks.base import Check
from rules.checks.seeing import called, listed, quote
from rules.columns import subject, subjects
from rules.document import Document, Table
from rules.model import Context, Look
from rules.plain import any_of, plain
from rules.thai import fold

Cells = tuple[str, ...]

_HEADER_LINES = 4
"""Lines from the top among which the header is looked for: titles often stand above it."""
_HEADER_LETTERS = 80
"""A cell with more letters than this holds a sentence, not the name of a column."""


_SUMS = frozenset(fold(word) for word in ("รวม", "รวมทั้งสิ้น", "รวมทั้งหมด", "ยอดรวม", "total"))
_YET = any_of("ยังไม่ได้", "ยังไม่", "ไม่ได้")
_DONE = any_of(
    "ดำเนินการ", "เริ่ม", "รายงาน", "กำหนด", "จัดทำ", "ระบุ", "ทราบ", "มี", "สรุป", "ประเมิน",
)  # fmt: skip
_NOT_DONE = re.compile(rf"\W*(?:{_YET}{_DONE}|{any_of('รอผล', 'รอสรุป', 'รอรายงาน', 'รอการ')})")
_RESULT = re.compile(rf"{any_of('ผล')}(?!{any_of('ผลิต', 'ที่คาด', 'คาด', 'ประโยชน์')})")
_TO_COME = re.compile(rf"\W*{any_of('จะ', 'เตรียม', 'อยู่ระหว่างเตรียม', 'มีแผน', 'มีกำหนด', 'คาดว่า')}")
"""What nobody says of what was done."""


class TableCheck(Check):
    """Looks for a table by the columns it must have, and for rows that fill them.

    All columns must be in one table, and each group needs a column of its own. A column that means
    the same under another name counts, too (`rules/columns.yml`). The header may be
    one of the first lines, or two lines together. An empty form is not a filled table: only rows
    with something in every column asked for are counted; rows of sums or of column numbers are
    not. A column of nothing but dashes is left to a person.

    Parameters:
        `columns`: groups of names; every group needs a column that has one of its names.
        `min_rows`: how many rows must be filled in. `never`: words in no name of such a column.

    Passes: {columns: [[โครงการ, กิจกรรม], [งบประมาณ, วงเงิน]]}
        | ที่ | ชื่อโครงการ | วงเงิน (บาท) |
        | 1 | อบรมครู | 50,000 |

    Passes: {columns: [[โครงการ], [งบประมาณ], [ระยะเวลา]]}
        | กิจกรรม | วงเงินที่ตั้งไว้ | เมื่อไร |
        | อบรมครู | 50,000 | มีนาคม 2569 |

    Fails: {columns: [[โครงการ], [งบประมาณ], [ระยะเวลา]]}
        | โครงการ | งบประมาณ |
        | อบรมครู | 50,000 |

    Fails: {columns: [[เดือน], [จำนวน]], never: [ผู้เข้าชม]}
        | เดือน | จำนวนผู้เข้าชมเว็บไซต์ |
        | ม.ค. 69 | 3,890 |

    Fails: {columns: [[โครงการ], [งบประมาณ]]}
        | โครงการ | งบประมาณ |
        | อบรมครู | |
    """

    columns: tuple[tuple[str, ...], ...] = Field(min_length=1)
    min_rows: int = Field(default=1, ge=1)
    never: tuple[str, ...] = ()

    def look(self, document: Document, context: Context) -> Look:
        """Found when one table has every column and enough rows that fill them."""
        groups = tuple(context.words(group) for group in self.columns)
        nearest: tuple[int, ...] = ()
        thin: Look | None = None
        for table in document.tables:
            for header, rows in _readings(table):
                chosen = _columns([self._name(cell) for cell in header], groups)
                if len(chosen) > len(nearest):
                    nearest = tuple(chosen)
                if len(chosen) < len(groups):
                    continue
                filled = [row for row in rows if _filled(row, tuple(chosen.values()))]
                lines = " | ".join(filter(None, header)), *(" | ".join(row) for row in filled[:1])
                quotes = tuple(quote(document, line, table.where) for line in lines)
                if len(filled) >= self.min_rows:
                    reason = f"พบตารางที่มีครบทุกคอลัมน์ กรอกแล้ว {len(filled)} แถว"
                    dashed = [at for at in chosen.values() if not _told(filled, at, header[at])]
                    if dashed:
                        names = listed([header[at] for at in dashed])
                        reason += f" แต่คอลัมน์ {names} มีแต่ขีด หรือสิ่งที่ยังไม่ได้ทำ"
                    return Look(found=True, reason=reason, quotes=quotes, doubt=bool(dashed))
                reason = f"พบตาราง แต่กรอกครบเพียง {len(filled)} แถว (ต้องมีอย่างน้อย {self.min_rows})"
                thin = thin or Look(found=False, reason=reason, quotes=quotes)
        return thin or Look(found=False, reason=self._missing(groups, nearest))

    def _name(self, cell: str) -> str:
        """The name of a column; none where it names what is not asked for."""
        return "" if self.never and called(self.never, cell) else cell

    def _missing(self, groups: tuple[Cells, ...], seen: tuple[int, ...]) -> str:
        missing = [group[0] for index, group in enumerate(groups) if group and index not in seen]
        return f"ไม่พบตารางที่มีคอลัมน์ {listed(missing)}"


def _readings(table: Table) -> Iterator[tuple[Cells, tuple[Cells, ...]]]:
    """Each way to read the table: a header (one line or two together) and the rows below it.

    Only below a line with merged or empty cells can there be more of the header.
    """
    lines = (table.header, *table.rows)
    for at in range(min(_HEADER_LINES, len(lines))):
        yield lines[at], lines[at + 1 :]
        if at + 1 == len(lines) or not _merged(lines[at]) or not _names_columns(lines[at + 1]):
            return
        pairs = zip(lines[at], lines[at + 1], strict=False)
        both = tuple(a if a == b else f"{a} {b}".strip() for a, b in pairs)
        yield both, lines[at + 2 :]


def _merged(line: Cells) -> bool:
    """Whether some cells are empty or say the same, as cells that span columns do."""
    return len({cell for cell in line if cell}) < len(line)


def _names_columns(line: Cells) -> bool:
    """Whether a line below the first may belong to the header: short words, no amounts."""
    return any(line) and not any(_amount(cell) or len(cell) > _HEADER_LETTERS for cell in line)


def _amount(cell: str) -> bool:
    figures = cell.replace(",", "").replace(".", "").strip()
    return figures.isdecimal()


def _columns(header: Sequence[str], groups: tuple[Cells, ...]) -> dict[int, int]:
    """Group → column, as many as possible, no column twice (augmenting paths)."""
    fits = [
        [
            at
            for at, cell in enumerate(header)
            if len(cell) <= _HEADER_LETTERS and _named(group, cell)
        ]
        if group
        else []
        for group in groups
    ]
    owner: dict[int, int] = {}

    def place(group: int, tried: set[int]) -> bool:
        for column in fits[group]:
            if column in tried:
                continue
            tried.add(column)
            if column not in owner or place(owner[column], tried):
                owner[column] = group
                return True
        return False

    for group in range(len(groups)):
        place(group, set())
    return {group: column for column, group in sorted(owner.items(), key=lambda pair: pair[1])}


def _named(group: Cells, cell: str) -> bool:
    """Whether the column is called by one of these names, or by another of the same meaning."""
    return called(group, cell) or subject(cell) in subjects(group)


def _filled(row: Cells, columns: tuple[int, ...]) -> bool:
    """Whether the row says something in every one of these columns (a dash says `none`).

    A row of sums or of the columns' numbers says nothing of its own.
    """
    cells = [row[column].strip() if column < len(row) else "" for column in columns]
    if not all(cells) or not any(char.isalnum() for cell in cells for char in cell):
        return False
    said = [fold(cell) for cell in cells]
    sums = len(cells) > 1 and any(word in _SUMS for word in said)
    return not sums and not _numbers(row)


def _numbers(row: Cells) -> bool:
    """`1 | 2 | 3`, `(1) | (2) | (3)`: the columns counted."""
    counted = [fold(cell) for cell in row if cell.strip()]
    return len(counted) > 2 and all(  # fewer may be data
        said == str(number) for number, said in enumerate(counted, int(counted[0] == "1"))
    )


def _told(rows: list[Cells], column: int, name: str) -> bool:
    """Whether some row says something in this column: dashes all the way down do not.

    Nor does, of a result, what is still to come.
    """
    past = _RESULT.match(plain(name).strip()) is not None
    cells = (plain(row[column]) for row in rows)
    return any(any(map(str.isalnum, cell)) and not _open(cell, past=past) for cell in cells)


def _open(cell: str, *, past: bool) -> bool:
    return bool(_NOT_DONE.match(cell) or (past and _TO_COME.match(cell)))
