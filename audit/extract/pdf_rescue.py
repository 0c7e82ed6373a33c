"""The text of a PDF that PDFium does not open, by a library that reads around the damage.

Promises: the words page by page as far as they can be had, told as read in part. Refuses to know:
headings, tables, links.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import playa

from audit.extract.pdf_page import Line
from audit.extract.pdf_text import paragraphs
from audit.extract.reading import Reading, UnreadableError, squeeze
from audit.extract.titles import first_title, letters
from rules.document import Block

MOST_PAGES = 400

FEWEST_LETTERS = 40
"""Letters of the whole file; less is not worth calling it read."""


def read(data: bytes) -> Reading:
    """What is left of the file. UnreadableError: `broken` when that is nothing."""
    blocks: list[Block] = []
    try:
        with playa.parse(data) as document:
            for number, page in enumerate(islice(document.pages, MOST_PAGES), start=1):
                blocks += paragraphs(list(_lines(page)), f"หน้า {number}", 0)
    except MemoryError:
        raise
    except Exception as error:  # damaged files raise anything; what came before it stands
        if not blocks:
            raise UnreadableError("broken") from error
    if sum(letters(block.text) for block in blocks) < FEWEST_LETTERS:
        raise UnreadableError("broken")
    title = first_title(block.text for block in blocks)
    return Reading(title=title, blocks=tuple(blocks), problem="partly")


def _lines(page: playa.Page) -> Iterator[Line]:
    for line in page.extract_text().splitlines():
        if words := squeeze(line):
            yield Line(text=words)
