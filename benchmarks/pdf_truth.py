"""How truly Thai PDFs are read, before and after repair: made texts, and real documents.

`python -m benchmarks.pdf_truth` prints Markdown. Made texts: character error rate without white
space, by producer and reader. Real documents (`OIT_REAL`) have no truth text: the share of letters
in dictionary words stands for it.
"""

from __future__ import annotations

import csv
import re
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import pypdfium2 as pdfium
from rapidfuzz.distance import Levenshtein

from audit.extract import extract
from audit.extract.pdf import MOST_PAGES
from audit.extract.pdf_page import read_page
from audit.extract.pdf_second import read_again, second_opinion, text_of
from audit.extract.reading import row_text
from benchmarks.labels import real_folder
from benchmarks.pdf_makers import (
    DAMAGES,
    FONTS,
    TEXTS,
    as_html,
    as_typst,
    cells,
    chromium,
    libreoffice,
    plain,
    reportlab,
    weasyprint,
    wrapped,
)
from rules.repair import Mender
from rules.repair_words import known_share

WEASYPRINT = """WeasyPrint names a mark that its font sets lower or further left by the first word
it stood in: `ผู้` reads `ผ้`, `น้ำ` reads `นา`. The embedded font still says which letter each glyph
is, and `oit` asks it; a font that has no name for such a glyph leaves the error in place."""

_LEFT = re.compile("[\ue000-\uf8ff]|\u0e4d[\u0e48-\u0e4b]?\u0e32|ำา")
"""Private-use characters and sara am in pieces: none should be left."""


def main() -> int:
    """Print the section."""
    print(section())
    return 0


def section() -> str:
    """The measurements as Markdown."""
    real = real_folder()
    return f"{_made()}\n{_real(real)}" if real else _made()


def error_rate(wanted: str, seen: str) -> float:
    """Edits per 100 characters of the wanted text, white space and table bars aside."""
    one, other = (re.sub(r"[\s|]+", "", text) for text in (wanted, seen))
    return 100 * Levenshtein.distance(one, other) / max(1, len(one))


def truth(lines: list[str]) -> str:
    """What a reader should find of a text."""
    return "\n".join(
        row_text(cells(line)) if line.startswith("|") else line.removeprefix("# ") for line in lines
    )


def printed() -> dict[str, list[tuple[str, bytes]]]:
    """Truth and PDF bytes of every text, by producer."""
    made: dict[str, list[tuple[str, bytes]]] = defaultdict(list)
    truths = {str(number): truth(lines) for number, lines in enumerate(TEXTS)}
    pages = {
        str(number): as_html(lines, FONTS[number % len(FONTS)])
        for number, lines in enumerate(TEXTS)
    }
    lines = {str(number): wrapped(text) for number, text in enumerate(TEXTS)}
    for number, text in enumerate(TEXTS):
        font = FONTS[number % len(FONTS)]
        made["typst"].append((truths[str(number)], as_typst(text, font)))
    makers = {"LibreOffice": libreoffice, "Chromium": chromium, "WeasyPrint": weasyprint}
    for name, maker in makers.items():
        made[name] = [(truths[key], data) for key, data in maker(pages).items()]
    made["reportlab"] = [(lines[key], data) for key, data in reportlab(lines).items()]
    for name, damage in DAMAGES.items():
        made[name] = [(text, plain(damage(text))) for text in lines.values()]
    return made


def _made() -> str:
    rows = []
    for producer, files in printed().items():
        if not files:
            rows.append(f"| {producer} | not present here | | | | |")
            continue
        rates = [[error_rate(wanted, seen) for seen in _readings(data)] for wanted, data in files]
        means = [mean(column) for column in zip(*rates, strict=True)]
        worst = max(row[-1] for row in rates)
        rows.append(f"| {producer} | {' | '.join(f'{rate:.2f}' for rate in means)} | {worst:.2f} |")
    return f"""## Thai PDFs with known text

{len(TEXTS)} made texts; character error rate in % (mean of the texts), white space aside.

| producer | PDFium | playa | PDFium, repaired | playa, repaired | as `oit` reads it | worst text |
|---|---|---|---|---|---|---|
{chr(10).join(rows)}

{WEASYPRINT}
"""


def _readings(data: bytes) -> list[str]:
    """The text of a file by each reader without and with repair, then as the product reads it."""
    document = pdfium.PdfDocument(data)
    numbers = range(1, len(document) + 1)
    first = [text_of(read_page(document, number - 1).lines) for number in numbers]
    second = [text_of(lines) for lines in second_opinion(data, numbers)]
    mended = [[Mender(page).mend(page).text for page in pages] for pages in (first, second)]
    whole = "\n".join(block.text for block in extract(data).blocks)
    return ["\n".join(pages) for pages in (first, second, *mended)] + [whole]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measured:
    quality: str
    again: int
    tables: int
    before: float
    after: float
    left: int
    pages: int
    unread: int
    seconds: float


def _real(real: Path) -> str:
    with (real / "docs.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["type"] == "pdf"]
    done = [_measured(real / row["file"], row["text_quality"]) for row in rows]
    classes: dict[str, list[_Measured]] = defaultdict(list)
    for one in done:
        classes[one.quality].append(one)
    table = [
        f"| {quality} | {len(files)} | {_share(files, 'before')} | {_share(files, 'after')} |"
        for quality, files in sorted(classes.items())
    ]
    slow = sorted(done, key=lambda one: -one.seconds)[:10]
    pages, seconds = sum(one.pages for one in done), sum(one.seconds for one in done)
    unread = sum(one.unread for one in done)
    return f"""## Real PDFs

{len(done)} files; share of Thai letters in dictionary words, by the quality noted for them.

| quality | files | before | after |
|---|---|---|---|
{chr(10).join(table)}

- private-use characters or sara am in pieces left: **{sum(one.left for one in done)}**
- pages with text: {pages}; pages without (scans, illegible fonts, blank): {unread};
  how many of those OCR reads is told under “Scans: real files”
- {len(done) / seconds:.1f} files and {pages / seconds:.0f} pages with text a second of one core,
  repair included, without OCR

The slowest ten (`again`: pages that PDFium garbles and a second reader reads too):

| seconds | pages with text | again | tables | letters in known words | noted quality |
|---|---|---|---|---|---|
{chr(10).join(map(_slow_row, slow))}
"""


def _share(files: list[_Measured], name: str) -> str:
    shares = [getattr(one, name) for one in files if one.pages]
    return f"{mean(shares):.3f}" if shares else "no text"


def _slow_row(one: _Measured) -> str:
    return (
        f"| {one.seconds:.1f} | {one.pages} | {one.again} | {one.tables} | {one.after:.2f}"
        f" | {one.quality} |"
    )


def _garbled(data: bytes) -> int:
    """Pages of which the second reader's lines were kept."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        return 0
    seen = [read_page(document, number) for number in range(min(len(document), MOST_PAGES))]
    producer = document.get_metadata_value("Producer")
    return sum(page.is_read_again for page in read_again(data, seen, producer))


def _measured(path: Path, quality: str) -> _Measured:
    data = path.read_bytes()
    start = time.process_time()
    document = extract(data)
    seconds = time.process_time() - start
    texts = [block for block in document.blocks if block.where not in document.ocr_places]
    after = "\n".join(block.text for block in texts)
    try:
        count = len(pdfium.PdfDocument(data))
    except pdfium.PdfiumError:
        count = 0
    pages = len({block.where for block in texts if block.text})
    return _Measured(
        quality=quality,
        again=_garbled(data),
        tables=len(document.tables),
        before=known_share("\n".join(block.published or block.text for block in texts)),
        after=known_share(after),
        left=len(_LEFT.findall(after)),
        pages=pages,
        unread=count - pages,
        seconds=seconds,
    )


if __name__ == "__main__":
    raise SystemExit(main())
