"""PDF → blocks, page by page.

Promises: the text layer with its page numbers, headings told by their size, ruled tables, links;
a page that one library damages is read again by another and the better one kept. Pages that only
show a picture of text, or letters that stand for others, are named by problem `scan`, or read
by `audit.extract.ocr` when that is wanted; text that another program recognised is told as read
from a picture. Files attached to the file are not read, which is told (`partly`).
Refuses to know: how text in pictures is recognised, how Thai is repaired.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pypdfium2 as pdfium

from audit.extract import ocr, pdf_rescue, pdf_xfa
from audit.extract.pdf_page import Line, Link, Page, read_page
from audit.extract.pdf_second import read_again, text_of
from audit.extract.pdf_tables import PageTable, find_tables, joined
from audit.extract.pdf_text import body_size, paragraphs
from audit.extract.reading import Reading, Source, UnreadableError, row_block, squeeze
from audit.extract.titles import first_title, is_title, letters
from rules.document import Block, Kind, Legibility
from rules.repair import Mender
from rules.repair_words import known_share

MOST_PAGES = 400
"""Pages read of one file. The longest plans of agencies have about 300."""

SAMPLE = 20_000
"""Characters of a file that tell whether its letters are what they seem."""

WELL_RECOGNISED = 0.95
"""Share of Thai letters in known words from which another program's OCR is worth keeping."""

FEWEST_LETTERS = 20
"""A page with a picture and fewer letters than this is a scan with a stamp or a page number."""

LONGEST_COVER = 40
"""Blocks of a page that stands for what the program at hand cannot show."""

_COVER = re.compile(
    r"if this message is not eventually replaced|open this PDF portfolio in|เปิดแฟ้มผลงาน PDF นี้", re.I
)
_PASSWORD = 4  # FPDF_ERR_PASSWORD


def read(source: Source) -> Reading:
    """The file's text. UnreadableError: `password`, `broken`."""
    try:
        document = _open(source.data)
    except UnreadableError as error:
        if error.problem != "broken":
            raise
        return pdf_rescue.read(source.data)
    try:
        if form := pdf_xfa.read(document):
            return form
        count = len(document)
        seen = [read_page(document, number) for number in range(min(count, MOST_PAGES))]
        producer = document.get_metadata_value("Producer")
        pages = _legible(read_again(source.data, seen, producer))
        reading = Reading(legibility=Legibility.NONE, problem="scan")
        if any(_letters(page.lines) or page.notes for page in pages):
            reading = _reading(source.data, document, pages, whole=len(pages) == count)
        if source.ocr:
            reading = ocr.with_scans(reading, document, _scans(pages))
        attached = document.count_attachments() or any(page.carries_file for page in pages)
        return _whole(reading, attached=bool(attached))
    finally:
        document.close()


def _whole(reading: Reading, *, attached: bool) -> Reading:
    """The reading; not whole when other files travel in this one, or it is only their cover."""
    if reading.problem or not (attached or _is_cover(reading)):
        return reading
    return replace(reading, problem="partly")


def _is_cover(reading: Reading) -> bool:
    """Whether the file only says which program shows what is in it."""
    words = [block.text for block in reading.blocks]
    return len(words) < LONGEST_COVER and _COVER.search(" ".join(words)) is not None


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        # PDFium may still tell the error of the file before.
        locked = error.err_code == _PASSWORD and b"/Encrypt" in data
        raise UnreadableError("password" if locked else "broken") from error
    if len(document) == 0:
        raise UnreadableError("broken")
    return document


def _reading(
    data: bytes, document: pdfium.PdfDocument, pages: list[Page], *, whole: bool
) -> Reading:
    tables = find_tables(data, pages)
    loose = [
        line
        for page in pages
        for line in page.lines
        if not any(table.holds(line) for table in tables.get(page.number, ()))
    ]
    size = body_size(loose)
    blocks = [block for page in pages for block in _blocks(page, tables.get(page.number, []), size)]
    worded = [page for page in pages if page.lines]
    recognised = frozenset(f"หน้า {page.number}" for page in worded if page.is_recognised)
    return Reading(
        title=_title(document, blocks),
        blocks=tuple(blocks),
        tables=joined(tables),
        legibility=Legibility.OCR if worded and len(recognised) == len(worded) else Legibility.TEXT,
        problem=_problem(pages, whole=whole),
        ocr_places=recognised,
    )


def _legible(pages: Sequence[Page]) -> list[Page]:
    """The pages; without their text where letters stand for others, as they do in old fonts.

    A strange page that is too short to tell is taken as the whole file is. What another program
    recognised badly is recognised anew.
    """
    texts = [text_of(page.lines) for page in pages]
    menders = [Mender(text) for text in texts]
    is_old = not Mender("\n".join(texts)[:SAMPLE]).is_legible
    return [
        replace(page, lines=(), tables=(), is_pictured=True)
        if not mender.is_legible
        or (is_old and mender.is_strange)
        or (page.is_recognised and known_share(mender.page) < WELL_RECOGNISED)
        else page
        for page, mender in zip(pages, menders, strict=True)
    ]


def _scans(pages: Sequence[Page]) -> list[int]:
    """The numbers of the pages whose text is in a picture; all when there is no text at all."""
    if not any(_letters(page.lines) for page in pages):
        return [page.number for page in pages]
    return [p.number for p in pages if p.is_pictured and _letters(p.lines) < FEWEST_LETTERS]


def _problem(pages: Sequence[Page], *, whole: bool) -> str | None:
    if _scans(pages):
        return "scan"
    return None if whole else "too_large"


def _letters(lines: Sequence[Line]) -> int:
    return sum(letters(line.text) for line in lines)


def _blocks(page: Page, tables: Sequence[PageTable], size: float) -> list[Block]:
    """Paragraphs and tables in the order of the page, then its pictures and links."""
    where = f"หน้า {page.number}"
    blocks: list[Block] = []
    loose: list[Line] = []
    waiting = list(tables)
    for line in page.lines:
        table = next((table for table in tables if table.holds(line)), None)
        if table is None:
            loose.append(line)
            continue
        if table in waiting:
            waiting.remove(table)
            blocks += paragraphs(loose, where, size)
            loose = []
            blocks += _rows(table, where)
    blocks += paragraphs(loose, where, size)
    for table in waiting:
        blocks += _rows(table, where)
    pictures = (
        Block(kind=Kind.PICTURE, text="", where=where, width=picture.width, near=picture.near)
        for picture in page.pictures
    )
    notes = (Block(kind=Kind.TEXT, text=note, where=where) for note in page.notes)
    return [*blocks, *notes, *pictures, *(_link(link, where) for link in page.links)]


def _rows(table: PageTable, where: str) -> list[Block]:
    return [block for row in table.rows if (block := row_block(row, where))]


def _link(link: Link, where: str) -> Block:
    return Block(kind=Kind.LINK, text=link.text, where=where, href=link.href, near=link.near)


def _title(document: pdfium.PdfDocument, blocks: Sequence[Block]) -> str:
    """The title stated by the file if it is one, else the first heading or line."""
    stated = squeeze(document.get_metadata_value("Title"))
    if is_title(stated):
        return stated
    first_page = [block for block in blocks if block.where == blocks[0].where]
    headings = [block.text for block in first_page if block.kind is Kind.HEADING]
    texts = [block.text for block in blocks if block.kind in {Kind.TEXT, Kind.ROW}]
    return first_title((*headings, *texts))
