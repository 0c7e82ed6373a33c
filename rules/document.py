"""Everything a rule is able to see of one page or file.

Promises: plain, immutable values; text exactly as published, in reading order, each piece with a
place a person can find. Refuses to know: file formats, the network, the database, what OIT asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    TEXT = "text"
    ROW = "row"
    CAPTION = "caption"
    PICTURE = "picture"
    LINK = "link"


class Legibility(StrEnum):
    """How the text was obtained; `NONE` means there is no text a machine can read."""

    TEXT = "text"
    OCR = "ocr"
    NONE = "none"


class Reach(StrEnum):
    """What the crawl knows of a link's target."""

    LIVE = "live"
    DEAD = "dead"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One piece of a document.

    `where` is a place for people, in Thai: `หน้า 12`, `แผ่นงาน งบ2569 แถว 8`, `หัวข้อ อำนาจหน้าที่`.
    `href` is a link's target or a picture's source: as published in an extracted document, absolute
    and canonical once `audit.documents` has placed the document at its address.
    `near` is the row, list item, caption or heading that gives a link or a picture its meaning.
    `width` is a picture's width in pixels when the document states it.
    `published` is the text as the file gave it, when `text` is a repair of it (Thai letters that
    the file's fonts or programs had damaged); None when nothing was repaired.
    `confidence` (0–1) is how sure the program was of text it read from a picture.
    `furniture` marks what the site repeats on most pages (menu, footer): it leads, it never proves.
    """

    kind: Kind
    text: str
    where: str
    href: str | None = None
    width: int | None = None
    near: str = ""
    furniture: bool = False
    reach: Reach = Reach.UNKNOWN
    published: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with its header resolved; every row has as many cells as the header."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """The text of a link that leads to a document, with what stood around it.

    `near` as in `Block`; `heading` is the last heading above the link; `furniture` when the link
    stands in a menu or footer.
    """

    text: str
    url: str
    near: str = ""
    heading: str = ""
    furniture: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The readable form of one blob at one address.

    `audit.extract` fills all but `url` and `labels`; `audit.documents` adds those two, resolves
    `href`s, and marks furniture. `problem` says why there is nothing (or not everything) to read:
    `password`, `broken`, `too_large`, `partly`, `unsupported`, `scan`, `empty`, `crash`, `timeout`,
    `under_construction`; None when all is well. Beside legibility `text`, `scan`, `too_large` and
    `partly` (hidden, attached or damaged) say that a part was not read. `ocr_places` are the places
    (`where`) whose text was read from a picture; `repairs` names the repairs made to Thai text,
    each once. `echoes` are headings in the criteria's own words with little below them: known only
    while judging, and never proof.
    """

    sha256: str
    media: str
    legibility: Legibility
    title: str = ""
    url: str = ""
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    labels: tuple[Label, ...] = ()
    problem: str | None = None
    ocr_places: frozenset[str] = frozenset()
    repairs: tuple[str, ...] = ()
    echoes: frozenset[str] = frozenset()
