"""What a document says on its face: its title lines, its fiscal years, whether it is finished.

Promises: the few texts by which a reader recognises a document; the fiscal years it claims, its own
words before the words of links that lead to it. Refuses to know: indicators, what must be shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rules.blanks import is_notice
from rules.checks.seeing import is_subject
from rules.document import Block, Document, Kind, Legibility, Reach
from rules.targets import file_name as name_of
from rules.thai import contains, fold
from rules.years import claimed_years, year_mentions, years_in_name

FACE_BLOCKS = 6
"""Blocks of a document without headings that a reader takes in at a glance."""
FACE_LETTERS = 300
"""A longer block is body text, not a title."""
FIRST_LETTERS = 100
"""So short may be the first line of a page without headings that is its title."""
BODY_LETTERS = 4000
"""How far into the body an otherwise undated document is searched for its year."""
THIN_LETTERS = 700
"""A page with less own text may be nothing but a notice that it is not finished."""
TOLD_LETTERS, TOLD_LINES = 60, 3
"""So many lines of so many letters tell something, whatever part of it is still to come."""
UNFINISHED = (
    "อยู่ระหว่างการปรับปรุง", "อยู่ระหว่างปรับปรุง", "อยู่ระหว่างจัดทำ", "อยู่ระหว่างการจัดทำ",
    "อยู่ระหว่างการพัฒนา", "อยู่ระหว่างพัฒนา", "กำลังปรับปรุง", "กำลังพัฒนา", "กำลังจัดทำ",
    "ปิดปรับปรุง", "ขออภัยในความไม่สะดวก", "under construction", "coming soon", "under maintenance",
)  # fmt: skip
"""Notices wherever they stand in a short page; `อยู่ระหว่างดำเนินการ 2 เรื่อง` is a statistic."""
_DRAFT = re.compile(
    r"^\W*(?:\(\s*)?(?:ฉบับ)?ร่าง(?!กาย|ทรง|ขอบเขตงาน)|\(\s*(?:ฉบับ)?ร่าง\s*\)|\bdraft\b", re.I
)
_HEARING = re.compile("รับฟัง|ประชาพิจารณ์|ประชาคม|ความคิดเห็น|มีส่วนร่วม")
"""Words that make a draft what people are heard about, not what the document is."""
_CLOSED = re.compile(
    r"ปิด\s?(?:การใช้งาน|ใช้งาน|ให้บริการ|การให้บริการ|ระบบ|รับกระทู้|กระดาน|กระทู้|ชั่วคราว)(?!.{0,40}(?:วันหยุด|เสาร์|นักขัต))"
)
_TITLES = (Kind.HEADING, Kind.CAPTION)
_OF_THE_PAGE = frozenset({fold("กิจกรรม"), fold("กิจกรรมที่ดำเนินการ")})


def own_blocks(document: Document) -> tuple[Block, ...]:
    """The blocks that are the document's own: no menu, no footer."""
    return tuple(block for block in document.blocks if not block.furniture)


def is_of_the_page(heading: str) -> bool:
    """Whether a heading names no subject of its own, but what was done for its page's."""
    return fold(heading) in _OF_THE_PAGE


def headings(document: Document) -> tuple[str, ...]:
    """The title lines: the headings of a page; the first short lines of a file."""
    own = own_blocks(document)
    titled = [b.text for b in own if b.kind in _TITLES][:3]
    if document.media.startswith("text/html"):
        lines = (b.text for b in own[:FACE_BLOCKS] if b.kind is Kind.TEXT)
        subject = [line for line in lines if is_subject(line)][:1]
        more = (text for text in titled[1:] if not is_of_the_page(text))
        return tuple(dict.fromkeys([*titled[:1], *subject, *more]))
    first = [b.text for b in own if b.kind is not Kind.LINK and not _is_wide_row(b)][:FACE_BLOCKS]
    return tuple(dict.fromkeys(text for text in [*titled[:2], *first] if len(text) <= FACE_LETTERS))


def first_line(document: Document) -> tuple[str, ...]:
    """The first line of a page without headings, when it is as short as a title.

    It may name the page; it says nothing of its year: it may be today's date.
    """
    own = own_blocks(document)
    if not document.media.startswith("text/html") or any(b.kind in _TITLES for b in own):
        return ()
    first = next((b.text for b in own if b.kind is Kind.TEXT), "")
    return (first,) if 0 < len(first) <= FIRST_LETTERS else ()


def _is_wide_row(block: Block) -> bool:
    """Whether a line is a row of a table: a title stands in one cell or two, or in merged ones."""
    return block.kind is Kind.ROW and len(set(block.text.split(" | "))) > 2


def file_name(document: Document) -> str:
    """The last part of the address, readable."""
    return name_of(document.url)


def years(document: Document, said: tuple[str, ...] | None = None) -> tuple[int, ...]:
    """The Buddhist-era fiscal years the document claims; empty when it names none.

    `said` are the words of the links that lead to it (default: each label with its row). Its own
    title lines decide; a link that promises another year does not change them (last year's
    file under a new name). Only a face without a year asks the links, the file name, the body.
    What was read from pictures never decides: Thai digits come out as others.
    """
    document = _printed(document)
    is_page = document.media.startswith("text/html")
    face = " \n".join(headings(document) if is_page else (document.title, *headings(document)))
    if found := claimed_years(face):
        return _spanned(found, face)
    if found := claimed_years(document.title):
        return found
    if said is None:
        said = tuple(f"{label.near} {label.text}".strip() for label in document.labels)
    promised = sorted({year for text in said for year in claimed_years(text)})
    if promised:
        return tuple(promised)
    if found := years_in_name(file_name(document)):
        return found
    return _told(document)


def years_of_part(part: Document, said: tuple[str, ...]) -> tuple[int, ...]:
    """The same for a part of a page; where its heading names no year, also those it tells of.

    Links lead to the page, which may be of another year than what stands under one heading.
    """
    of_page = years(part, said)
    if claimed_years(part.title):
        return of_page
    return tuple(sorted({*of_page, *_told(_printed(part))}))


def _told(document: Document) -> tuple[int, ...]:
    """The years that the body names as such, at its beginning."""
    body = " ".join(b.text for b in own_blocks(document) if b.kind is not Kind.LINK)[:BODY_LETTERS]
    named = {
        y for m in year_mentions(body) if m.sort == "named" for y in range(m.first, m.last + 1)
    }
    return tuple(sorted(named))


def _spanned(claimed: tuple[int, ...], face: str) -> tuple[int, ...]:
    """All years of the span in the first title line that names years, when it ends in the claimed.

    A plan of 2566–2570 tells its vision of 2570 in the next line, and is of all five years.
    """
    lines = (claimed_years(line) for line in face.split("\n"))
    first = next(filter(None, lines), ())
    return first if len(first) > 2 and claimed == first[-1:] else claimed


def _printed(document: Document) -> Document:
    """The document without the text that was read from pictures."""
    if document.legibility is Legibility.OCR:
        return replace(document, title="", blocks=())
    blocks = tuple(block for block in document.blocks if block.where not in document.ocr_places)
    return replace(document, blocks=blocks)


def is_draft(document: Document) -> bool:
    """Whether the title lines or the links say that this is a draft (`ร่าง…`, `(ร่าง)`)."""
    texts = (document.title, *headings(document)[:3], *(label.text for label in document.labels))
    return any(_DRAFT.search(text) and not _HEARING.search(text) for text in texts)


def past_closed_doors(documents: Sequence[Document]) -> tuple[Document, ...]:
    """The documents; what leads to a page that says it is closed leads nowhere."""
    closed = frozenset(one.url for one in documents if _is_closed(one))
    return tuple(_past(one, closed) for one in documents) if closed else tuple(documents)


def _past(document: Document, closed: frozenset[str]) -> Document:
    if not any(block.href in closed for block in document.blocks):
        return document
    blocks = (replace(b, reach=Reach.DEAD) if b.href in closed else b for b in document.blocks)
    return replace(document, blocks=tuple(blocks))


def _is_closed(document: Document) -> bool:
    """Whether a page says little but that what it was for is closed."""
    if not document.media.startswith("text/html"):
        return False
    said = "\n".join(b.text for b in own_blocks(document) if b.kind is not Kind.LINK)
    return len(fold(said)) <= THIN_LETTERS and bool(_CLOSED.search(said))


def is_unfinished(document: Document) -> bool:
    """Whether the page or file is a notice that its content is still to come."""
    lines = [b.text for b in own_blocks(document) if b.kind is not Kind.LINK]
    if document.tables or len(fold(" ".join(lines))) > THIN_LETTERS:
        return False
    notices = [
        line for line in lines if is_notice(line) or any(contains(line, one) for one in UNFINISHED)
    ]
    told = [line for line in lines if len(fold(line)) >= TOLD_LETTERS and line not in notices]
    return bool(notices) and len(told) < TOLD_LINES
