"""ODT and ODP, the text documents and slides of LibreOffice → blocks.

Promises: headings, text, tables with merged cells repeated, links, pictures, notes, headers and
footers, in the order of the file. Refuses to know: spreadsheets, revisions that were struck out.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from audit.extract.odf_hidden import DRAW, TABLE, TEXT
from audit.extract.odf_words import OFFICE, Words, cells_of, content_of
from audit.extract.office import DC_TITLE, Package
from audit.extract.office_pictures import wordless
from audit.extract.reading import (
    Reading,
    Source,
    row_text,
    shorten,
    squeeze,
    table_of,
)
from audit.extract.titles import first_title, is_title
from rules.document import Block, Kind, Table

LONGEST_HEADING = 200
_LEFT_OUT = {f"{TEXT}tracked-changes", f"{OFFICE}annotation", f"{OFFICE}forms",
             "{urn:oasis:names:tc:opendocument:xmlns:presentation:1.0}notes",
             f"{TEXT}sequence-decls"}  # fmt: skip
_TITLE = "{urn:oasis:names:tc:opendocument:xmlns:presentation:1.0}class"
_AROUND = (("header", "หัวกระดาษ"), ("footer", "ท้ายกระดาษ"))
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"


def read(source: Source) -> Reading:
    """The document's text. UnreadableError: `broken`, `too_large`, `password`."""
    package = Package(source.data)
    root = content_of(package)
    body = _Body()
    inside = root.find(f"{OFFICE}body")
    body.walk(inside if inside is not None else root)
    blocks = (*body.blocks, *_around(package.xml("styles.xml")))
    if not any(block.text for block in blocks if block.kind is not Kind.PICTURE):
        return wordless(blocks, package, source)
    return Reading(title=_title(package, body.blocks), blocks=blocks, tables=tuple(body.tables))


def _title(package: Package, blocks: list[Block]) -> str:
    meta = package.xml("meta.xml")
    found = next(meta.iter(DC_TITLE), None) if meta is not None else None
    stated = squeeze(found.text or "") if found is not None else ""
    if is_title(stated):
        return stated
    return first_title(block.text for block in blocks if block.kind is not Kind.PICTURE)


def _around(styles: etree._Element | None) -> Iterator[Block]:
    """What is printed around the body, each wording once."""
    if styles is None:
        return
    for sort, place in _AROUND:
        lines = (
            Words(line).text
            for part in styles.iter(f"{_STYLE}{sort}")
            for line in part.iter(f"{TEXT}p")
        )
        for text in dict.fromkeys(filter(None, lines)):
            yield Block(kind=Kind.TEXT, text=text, where=place)


class _Body:
    """The body while it is being read."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self.where = "ต้นเอกสาร"
        self.slides = 0

    def walk(self, node: etree._Element, *, title: bool = False) -> None:
        """Paragraphs and tables; other elements only wrap them."""
        for child in node:
            if not isinstance(child.tag, str) or child.tag in _LEFT_OUT:
                continue
            if child.tag in {f"{TEXT}p", f"{TEXT}h"}:
                self.paragraph(child, title=title or child.tag == f"{TEXT}h")
            elif child.tag == f"{TABLE}table":
                self.table(child)
            elif child.tag == f"{DRAW}page":
                self.slides += 1
                self.where = f"สไลด์ {self.slides}"
                self.walk(child)
            else:
                self.walk(child, title=child.get(_TITLE) == "title" or title)
                self.picture(child, "")

    def add(self, kind: Kind, text: str, *, href: str | None = None, near: str = "") -> None:
        around = "" if near == text else shorten(near)
        self.blocks.append(Block(kind=kind, text=text, where=self.where, href=href, near=around))

    def paragraph(self, item: etree._Element, *, title: bool) -> None:
        words = Words(item)
        is_heading = title and len(words.text) <= LONGEST_HEADING
        if words.text:
            if is_heading and not self.slides:
                self.where = f"หัวข้อ {shorten(words.text, 120)}"
            self.add(Kind.HEADING if is_heading else Kind.TEXT, words.text)
        self.point(words, words.text)
        for box in words.boxes:
            self.walk(box)

    def point(self, words: Words, near: str) -> None:
        for text, href in words.links:
            self.add(Kind.LINK, text, href=href, near=near)
        for frame in words.frames:
            self.picture(frame, near)

    def picture(self, frame: etree._Element, near: str) -> None:
        if frame.tag != f"{DRAW}frame" or frame.find(f"{DRAW}image") is None:
            return
        stated = next(frame.iter("{*}desc", "{*}title"), None)
        self.add(Kind.PICTURE, squeeze(stated.text or "") if stated is not None else "", near=near)

    def table(self, item: etree._Element) -> None:
        """A table; one of a single column only arranges the text."""
        rows, header_rows = cells_of(item)
        cells = list(dict.fromkeys(cell for row in rows for cell in row))
        if max(map(len, rows), default=0) < 2:
            for cell in cells:
                self.walk(cell)
            return
        words = {cell: [Words(one) for one in cell.iter(f"{TEXT}p", f"{TEXT}h")] for cell in cells}
        texts = {
            cell: " ".join(filter(None, (one.text for one in inside)))
            for cell, inside in words.items()
        }
        grid = [[texts[cell] for cell in row] for row in rows]
        for row, line in zip(rows, grid, strict=True):
            if text := row_text(line):
                self.add(Kind.ROW, text)
            for cell in dict.fromkeys(row):
                for one in words.pop(cell, ()):
                    self.point(one, text)
        if table := table_of(grid, self.where, header_rows=header_rows):
            self.tables.append(table)
