"""DOCX → blocks: body, text boxes, tables, headers, footers, notes, diagrams.

Promises: everything printed, in the order of the file; headings by style or as bold lines.
Refuses to know: pages (a DOCX has none until it is printed), numbering that Word adds by itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from audit.extract import html, mht
from audit.extract.docx_hidden import Sight, W, sight_of
from audit.extract.docx_words import Paragraph, Words, heading_styles
from audit.extract.office import MC, Package, R, Relation, charts, diagrams
from audit.extract.office_pictures import wordless
from audit.extract.reading import (
    Reading,
    Source,
    UnreadableError,
    row_text,
    shorten,
    squeeze,
    table_of,
)
from audit.extract.sniff import Sort, sort_of
from audit.extract.titles import first_title, is_title
from audit.extract.word_xml import packed
from rules.document import Block, Kind, Table

LONGEST_HEADING = 200
MOST_ROWS = 20_000
_MAIN = "word/document.xml"
_AROUND = (("header", "หัวกระดาษ"), ("footer", "ท้ายกระดาษ"))
_NOTES = (("footnotes", "เชิงอรรถ"), ("endnotes", "เชิงอรรถท้ายเรื่อง"))


def read(source: Source) -> Reading:
    """The document's text. UnreadableError: `broken`, `too_large`, `password`, `unsupported`."""
    package = Package(source.data if source.data.startswith(b"PK") else packed(source.data))
    main = package.main(_MAIN)
    root = package.xml(main)
    if root is None:
        raise UnreadableError("broken")
    if root.tag not in {f"{W}document", f"{W}wordDocument"}:
        raise UnreadableError("unsupported")
    relations = package.relations(main)
    sight = sight_of(package, main)
    above, below = (list(_around(package, relations, sight, one)) for one in _AROUND)
    body = _Body(package, relations, sight)
    body.walk(root)
    for boxes in (*diagrams(package, relations), *charts(package, relations)):
        body.blocks += [body.block(Kind.TEXT, squeeze(words)) for words in boxes]
    notes = [block for one in _NOTES for block in _around(package, relations, sight, one)]
    blocks = (*above, *body.blocks, *notes, *below)
    if not any(block.text for block in blocks if block.kind is not Kind.PICTURE):
        return wordless(blocks, package, source)
    return Reading(
        title=_title(package, body),
        blocks=blocks,
        tables=tuple(body.tables),
        problem="partly" if body.partly else None,
    )


def _title(package: Package, body: _Body) -> str:
    stated = squeeze(package.stated_title())
    if is_title(stated):
        return stated
    return first_title(block.text for block in body.blocks if block.kind is not Kind.PICTURE)


def _around(
    package: Package, relations: dict[str, Relation], sight: Sight, part: tuple[str, str]
) -> Iterator[Block]:
    """What is printed around the body, each wording once."""
    seen: set[str] = set()
    sort, place = part
    for relation in relations.values():
        root = package.xml(relation.target) if relation.sort == sort else None
        if root is None:
            continue
        words = Words(package.relations(relation.target), sight)
        for item in root.iter(f"{W}p"):
            text = words.paragraph(item).text
            if text and text not in seen:
                seen.add(text)
                yield Block(kind=Kind.TEXT, text=text, where=place)


class _Body:
    """The body while it is being read."""

    def __init__(self, package: Package, relations: dict[str, Relation], sight: Sight) -> None:
        self.package = package
        self.relations = relations
        self.words = Words(relations, sight)
        self.headings = heading_styles(package.xml("word/styles.xml"))
        self.partly = False
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self.heading = ""
        self.after_bold = False

    def walk(self, node: etree._Element) -> None:
        """Paragraphs and tables; other elements only wrap them."""
        for child in node:
            if child.tag == f"{W}p":
                self.paragraph(child)
            elif child.tag == f"{W}tbl":
                self.table(child)
            elif child.tag == f"{W}altChunk":
                self.inserted(child)
            elif child.tag not in {f"{MC}Fallback", f"{W}sectPr"} and isinstance(child.tag, str):
                self.walk(child)

    def inserted(self, item: etree._Element) -> None:
        """A page in another format, which Word shows as if it were part of the text."""
        relation = self.relations.get(item.get(f"{R}id", ""))
        source = Source(data=(relation and self.package.part(relation.target)) or b"")
        sort = sort_of(source.data)
        if sort is Sort.HTML:
            reading = html.read(source)
        elif sort is Sort.MHT:
            reading = mht.read(source, html.read)
        else:
            self.partly = True
            return
        self.blocks += reading.blocks
        self.tables += reading.tables

    def block(
        self,
        kind: Kind,
        text: str,
        *,
        href: str | None = None,
        width: int | None = None,
        near: str = "",
    ) -> Block:
        where = f"หัวข้อ {shorten(self.heading, 120)}" if self.heading else "ต้นเอกสาร"
        return Block(kind=kind, text=text, where=where, href=href, width=width, near=near)

    def paragraph(self, item: etree._Element) -> None:
        paragraph = self.words.paragraph(item)
        for number, line in enumerate(paragraph.lines):
            if number == 0 and self.is_heading(paragraph):
                self.heading = line
                self.blocks.append(self.block(Kind.HEADING, line))
            else:
                self.blocks.append(self.block(Kind.TEXT, line))
        if paragraph.lines:
            self.after_bold = paragraph.is_bold
        self.point(paragraph, paragraph.text)
        for box in paragraph.boxes:
            self.walk(box)

    def is_heading(self, paragraph: Paragraph) -> bool:
        text = paragraph.text
        if paragraph.style in self.headings:
            return len(text) <= LONGEST_HEADING
        bold = paragraph.is_bold and not self.after_bold and not paragraph.links
        return bold and 3 <= len(text) <= 80

    def point(self, paragraph: Paragraph, near: str) -> None:
        """The links and pictures of a paragraph."""
        for text, href in paragraph.links:
            around = "" if text == near else shorten(near)
            self.blocks.append(self.block(Kind.LINK, text, href=href, near=around))
        before = next((block.text for block in reversed(self.blocks) if block.text), "")
        for text, width in paragraph.pictures:
            around = shorten(near or before)
            self.blocks.append(self.block(Kind.PICTURE, text, width=width, near=around))

    def table(self, item: etree._Element) -> None:
        rows = _rows(item)
        if max((len(row) for row in rows), default=0) < 2:
            for cell in dict.fromkeys(cell for row in rows for cell in row):
                self.walk(cell)
            return
        paragraphs = {
            cell: [self.words.paragraph(one) for one in cell.iter(f"{W}p")]
            for row in rows
            for cell in row
        }
        texts = {
            cell: " ".join(filter(None, (one.text for one in inside)))
            for cell, inside in paragraphs.items()
        }
        where = self.block(Kind.ROW, "").where
        done: set[etree._Element] = set()
        for row in rows:
            text = row_text([texts[cell] for cell in row])
            if text:
                self.blocks.append(self.block(Kind.ROW, text))
            for cell in row:
                if cell in done:
                    continue
                done.add(cell)
                for paragraph in paragraphs[cell]:
                    self.point(paragraph, text)
        marked = sum(1 for _ in item.iterfind(f"{W}tr/{W}trPr/{W}tblHeader"))
        grid = [[texts[cell] for cell in row] for row in rows]
        if table := table_of(grid, where, header_rows=marked):
            self.tables.append(table)


def _rows(table: etree._Element) -> list[list[etree._Element]]:
    """The cells by row, merged ones repeated across and down."""
    rows: list[list[etree._Element]] = []
    for row in list(table.iterfind(f"{W}tr"))[:MOST_ROWS]:
        line: list[etree._Element] = []
        for cell in row.iter(f"{W}tc"):
            if next(cell.iterancestors(f"{W}tr")) is not row:
                continue
            above = rows[-1][len(line)] if rows and len(rows[-1]) > len(line) else None
            goes_on = above is not None and _continues(cell)
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            width = int(span.get(f"{W}val", "1")) if span is not None else 1
            line += [above if goes_on and above is not None else cell] * min(max(width, 1), 60)
        rows.append(line)
    return rows


def _continues(cell: etree._Element) -> bool:
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"
