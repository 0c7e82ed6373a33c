"""DOC, Word of 1997 to 2003 → blocks.

Promises: body, text boxes, notes, headers and footers; headings by their style; tables with merged
cells repeated; links. Refuses to know: pages (a DOC has none until it is printed), pictures beyond
that there are some.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from audit.extract.doc_file import DocFile, Paragraph, Row
from audit.extract.reading import Reading, Source, row_block, shorten, squeeze, table_of
from audit.extract.titles import first_title
from rules.document import Block, Kind, Legibility, Table

LONGEST_HEADING = 200
MOST_PARAGRAPHS = 100_000
MOST_COLUMNS = 100

_PARTS = (("boxes", "กล่องข้อความ"), ("footnotes", "เชิงอรรถ"),
          ("endnotes", "เชิงอรรถท้ายเรื่อง"), ("headers", "หัวกระดาษหรือท้ายกระดาษ"))  # fmt: skip
_LINK = re.compile(
    r'\x13[^\x13-\x15]*?HYPERLINK\s+"([^"\x13-\x15]+)"[^\x13-\x15]*\x14([^\x13-\x15]*)\x15'
)
_INSTRUCTION = re.compile(r"\x13[^\x13-\x15]*\x14")
_PICTURE = re.compile(r"[\x01\x08]")
_SIGNS = str.maketrans({"\x0b": " ", "\x1e": "-", "\x1f": "", "\xa0": " "})
_SAME_EDGE = 30
"""Twentieths of a point by which the edges of one column may differ from row to row."""


def read(source: Source) -> Reading:
    """The document's text. UnreadableError: `password`, `broken`, `unsupported`."""
    file = DocFile(source.data)
    body = _Body()
    paragraphs = list(file.paragraphs("body"))
    for paragraph in paragraphs[:MOST_PARAGRAPHS]:
        body.take(paragraph)
    body.end_table()
    blocks = [*body.blocks, *(block for part in _PARTS for block in _around(file, *part))]
    if not blocks:
        pictured = any(_PICTURE.search(paragraph.text) for paragraph in paragraphs)
        problem = "scan" if pictured else "empty"
        return Reading(legibility=Legibility.NONE, problem=problem)
    return Reading(
        title=first_title(block.text for block in blocks),
        blocks=tuple(blocks),
        tables=tuple(body.tables),
        problem="too_large" if len(paragraphs) > MOST_PARAGRAPHS else None,
    )


def _around(file: DocFile, part: str, where: str) -> Iterator[Block]:
    """What is printed around the body, each wording once."""
    texts = (words_of(paragraph.text) for paragraph in file.paragraphs(part))
    for text in dict.fromkeys(filter(None, texts)):
        yield Block(kind=Kind.TEXT, text=text, where=where)


def words_of(text: str) -> str:
    """The words as printed, without the instructions of fields (page numbers, links)."""
    before = None
    while before != text:
        before, text = text, _INSTRUCTION.sub("", text)
    return squeeze(text.translate(_SIGNS))


class _Body:
    """The body while it is being read."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self.where = "ต้นเอกสาร"
        self.cell: list[str] = []
        self.row: list[str] = []
        self.rows: list[tuple[list[str], Row]] = []
        self.links: list[tuple[str, str]] = []

    def take(self, paragraph: Paragraph) -> None:
        links = [(words_of(text), url) for url, text in _LINK.findall(paragraph.text)]
        text = words_of(paragraph.text)
        if paragraph.row:
            self.rows.append((self.row, paragraph.row))
            self.cell, self.row = [], []
        elif paragraph.cell or paragraph.in_table:
            self.links += links
            self.cell.append(text)
            if paragraph.cell:
                self.row.append(" ".join(filter(None, self.cell)))
                self.cell = []
        else:
            self.end_table()
            self.outside(text, paragraph.style)
            self.point(links, text)

    def outside(self, text: str, style: int) -> None:
        """A paragraph that stands in no table."""
        if not text:
            return
        is_heading = 1 <= style <= 9 and len(text) <= LONGEST_HEADING
        if is_heading:
            self.where = f"หัวข้อ {shorten(text, 120)}"
        kind = Kind.HEADING if is_heading else Kind.TEXT
        self.blocks.append(Block(kind=kind, text=text, where=self.where))

    def end_table(self) -> None:
        """The table that has been collected, if any; cells that no row claims are text."""
        rows = list(_grid(self.rows))
        if max(map(len, rows), default=0) < 2:
            for cell in (cell for row in rows for cell in row):
                self.outside(cell, 0)
        else:
            self.blocks += [made for row in rows if (made := row_block(row, self.where))]
            if table := table_of(rows, self.where):
                self.tables.append(table)
        for cell in (*self.row, *self.cell):
            self.outside(cell, 0)
        self.point(self.links, "")
        self.rows, self.row, self.cell, self.links = [], [], [], []

    def point(self, links: Sequence[tuple[str, str]], text: str) -> None:
        for words, url in links:
            near = "" if words == text else shorten(text)
            self.blocks.append(
                Block(kind=Kind.LINK, text=words, where=self.where, href=url, near=near)
            )


def _grid(rows: Sequence[tuple[list[str], Row]]) -> Iterator[list[str]]:
    """Rows on common columns; a merged cell stands in every column and row that it covers."""
    columns = _columns([row for _, row in rows])
    above: list[str] = []
    for cells, row in rows:
        if len(row.edges) != len(cells) + 1 or not 0 < len(columns) <= MOST_COLUMNS:
            above = list(cells)
            yield above
            continue
        line: list[str] = []
        for column in columns:
            index = max(0, sum(edge <= column + _SAME_EDGE for edge in row.edges) - 1)
            inside = index < len(cells)
            from_above = inside and row.from_above[index] and len(line) < len(above)
            line.append(above[len(line)] if from_above else cells[index] if inside else "")
        above = line
        yield line


def _columns(rows: Sequence[Row]) -> list[int]:
    """The left edges of all columns."""
    found: list[int] = []
    for edge in sorted({edge for row in rows for edge in row.edges[:-1]}):
        if not found or edge - found[-1] > _SAME_EDGE:
            found.append(edge)
    return found
