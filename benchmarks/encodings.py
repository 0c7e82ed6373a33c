"""How many pages keep every letter when they are published in the old Thai encodings.

Promises: real pages in UTF-8 (`OIT_REAL`), written anew as windows-874, TIS-620 and ISO-8859-11,
each with the right, a wrong or no declaration, whole and cut in the middle; a page counts only when
every letter is right. Beside ours stands what BeautifulSoup makes of the same bytes. Refuses to
know: what the pages say.

    python -m benchmarks.encodings
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from bs4.dammit import UnicodeDammit

from audit.extract.decode import decode
from benchmarks.labels import real_folder

ENCODINGS = {"windows-874": "cp874", "TIS-620": "tis-620", "ISO-8859-11": "iso8859-11"}
DECLARATIONS = ("rightly", "as UTF-8", "not at all")
MOST = 300
"""Pages measured."""
FEWEST_THAI = 50
"""Thai letters of a page that counts."""
KEPT = 0.6
"""Share of a page's bytes before the cut."""

_DECLARED = re.compile(r"<meta[^>]+charset[^>]*>", re.I)
_THAI = re.compile("[ก-๛]")

Reader = Callable[[bytes, str | None], str]


def pages(folder: Path) -> Iterator[str]:
    """The real pages in UTF-8 that hold Thai, their declaration taken out."""
    found = 0
    for path in sorted(folder.rglob("*.htm*")):
        if found == MOST or not path.is_file():
            continue
        try:
            text = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            continue
        if len(_THAI.findall(text)) >= FEWEST_THAI:
            found += 1
            yield _DECLARED.sub("", text.removeprefix("\ufeff")).replace("\x00", "")


def published(text: str, encoding: str, declaration: str) -> tuple[str, bytes]:
    """A page as an old site has it: what it says, and its bytes."""
    name = {"rightly": encoding, "as UTF-8": "utf-8", "not at all": ""}[declaration]
    codec = ENCODINGS[encoding]
    head = f'<meta charset="{name}">' if name else ""
    # What the encoding does not have stands there as a number, as every editor writes it.
    data = (head + text).encode(codec, "xmlcharrefreplace")
    return data.decode(codec), data


def ours(data: bytes, server: str | None) -> str:
    """Our own reading."""
    return decode(data, server)


def soup(data: bytes, server: str | None) -> str:
    """BeautifulSoup's."""
    known = [server] if server else []
    made = UnicodeDammit(data, known_definite_encodings=known, is_html=True)
    return made.unicode_markup or ""


def right(texts: list[str], encoding: str, declaration: str, read: Reader, *, cut: bool) -> int:
    """Pages of which every letter is right."""
    good = 0
    for text in texts:
        said, data = published(text, encoding, declaration)
        end = int(len(data) * KEPT) if cut else len(data)
        good += read(data[:end], None) == said[:end]
    return good


def section() -> str:
    """The Markdown of `docs/accuracy.md`; empty without real material."""
    folder = real_folder()
    texts = list(pages(folder)) if folder else []
    if not texts:
        return ""
    lines = [
        "## Pages in the old Thai encodings\n",
        f"{len(texts)} real pages, written anew; a page counts when every letter is right.\n",
        "| encoding | declared | whole | cut | BeautifulSoup, whole |",
        "|---|---|---|---|---|",
    ]
    for encoding in ENCODINGS:
        for declaration in DECLARATIONS:
            counts = (
                right(texts, encoding, declaration, ours, cut=False),
                right(texts, encoding, declaration, ours, cut=True),
                right(texts, encoding, declaration, soup, cut=False),
            )
            shares = " | ".join(f"{count} ({count / len(texts):.1%})" for count in counts)
            lines.append(f"| {encoding} | {declaration} | {shares} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    measured = section()
    if not measured:
        sys.exit("no real material here (OIT_REAL)")
    print(measured)
