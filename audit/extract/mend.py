"""What a reader read, with its Thai put right by `rules.repair`.

Promises: every changed block keeps the published text beside the repaired one, and the names of the
repairs are kept once; text read from pictures is repaired by what OCR does to Thai. Refuses to
know: how Thai is repaired.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from audit.extract.reading import Reading
from rules.document import Block, Legibility, Table
from rules.repair import Mender, Repaired, is_damaged, recognised, tidied

FEW = 400
"""Characters of a page under which the whole document tells what its program does to Thai."""

SAMPLE = 20_000
"""Characters of a document that tell it."""

_Mend = Callable[[str], Repaired]


def mended(reading: Reading, *, by_page: bool = False) -> Reading:
    """`reading` repaired; `by_page` for files whose pages may come from different programs.

    Without `by_page` words are looked up only when the text shows damage of that sort.
    """
    try:
        return _mended(reading, by_page=by_page)
    except Exception:  # a bug costs the repair, never the text
        return reading


def _mended(reading: Reading, *, by_page: bool) -> Reading:
    texts = _texts(reading)
    whole = "\n".join(["\n".join(parts) for parts in texts.values()])
    if by_page:
        of_pages = {where: _mender("\n".join(parts), whole) for where, parts in texts.items()}
        menders: dict[str, _Mend] = {where: one.mend for where, one in of_pages.items()}
        menders[""] = of_pages[""].mend_title
    else:
        one = Mender(whole).mend if is_damaged(whole) else tidied
        if one is tidied and not tidied(whole).repairs and not reading.ocr_places:
            return reading
        menders = dict.fromkeys(texts, one)
    menders |= dict.fromkeys(reading.ocr_places, recognised)
    if reading.legibility is Legibility.OCR:
        menders[""] = recognised
    return _with(reading, menders)


def _texts(reading: Reading) -> dict[str, list[str]]:
    """The text of every place that was not read from a picture; the title's place is empty."""
    texts: dict[str, list[str]] = {"": [reading.title]}
    for block in reading.blocks:
        texts.setdefault(block.where, []).append(block.text)
    for table in reading.tables:
        texts.setdefault(table.where, [])
    return {where: parts for where, parts in texts.items() if where not in reading.ocr_places}


def _mender(page: str, whole: str) -> Mender:
    return Mender(page if len(page) >= FEW else f"{page}\n{whole[:SAMPLE]}")


def _with(reading: Reading, menders: dict[str, _Mend]) -> Reading:
    made: dict[str, None] = {}

    def text_of(where: str, text: str) -> str:
        repaired = menders[where](text) if text else Repaired(text)
        made.update(dict.fromkeys(repaired.repairs))
        return repaired.text

    def block_of(block: Block) -> Block:
        if block.where not in menders:
            return block
        text, near = text_of(block.where, block.text), text_of(block.where, block.near)
        published = block.published or block.text if text != block.text else block.published
        return replace(block, text=text, near=near, published=published)

    def table_of(table: Table) -> Table:
        if table.where not in menders:
            return table
        header, *rows = (
            tuple(text_of(table.where, cell) for cell in row) for row in (table.header, *table.rows)
        )
        return replace(table, header=header, rows=tuple(rows))

    return replace(
        reading,
        title=text_of("", reading.title),
        blocks=tuple(map(block_of, reading.blocks)),
        tables=tuple(map(table_of, reading.tables)),
        repairs=tuple(made),
    )
