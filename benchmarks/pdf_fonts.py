"""Which Thai fonts keep the text layer of a PDF whole.

Promises: every Thai text of the built-in packs, and hard words, set by Typst in each font of
`reports.as_pdf.FONTS` that this machine has, one unbroken line to a page, read back by PDFium and
Poppler; how many texts came out changed, blanks aside. Refuses to know: how a report looks.

    python -m benchmarks.pdf_fonts
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from typing import Any

import pypdfium2
import typst

from reports import as_pdf
from rules.reader import load_pack, pack_names

SOURCE = b"""#set page(width: 120cm, height: auto, margin: 1cm)
#set text(font: sys.inputs.font, lang: "th", size: 11pt)
#for words in json(bytes(sys.inputs.texts)) { page(words) }"""
HARD = (
    "\u0e19\u0e49\u0e33 \u0e04\u0e49\u0e33 \u0e16\u0e49\u0e33 \u0e1b\u0e31\u0e4a\u0e21 กตัญญู ฎีกา "
    "ป่าไม้ ฝ้าย ฟื้นฟู ผลสัมฤทธิ์",
    "ม.ค.-มี.ค. 2566-2570 ถาม-ตอบ ๒๕๖๙ ฯลฯ ๆ",
)
_THAI = re.compile("[ก-๛]")


def main() -> None:
    """Measure and print."""
    known = sorted(set(texts()))
    print(
        f"{len(known):,} texts\n| font | changed for PDFium | changed for Poppler |\n|---|---|---|"
    )
    for font in as_pdf.FONTS:
        if font in typst.Fonts().families():
            data = set_in(font, known)
            print(f"| {font} | {changed(known, by_pdfium(data))} | "
                  f"{changed(known, by_poppler(data))} |")  # fmt: skip


def texts() -> Iterator[str]:
    """Thai sentences of the criteria, and hard words."""
    yield from HARD
    for name in pack_names():
        yield from filter(_THAI.search, _strings(load_pack(name).pack.model_dump(mode="json")))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield " ".join(value.split())
    elif isinstance(value, dict):
        yield from (text for one in value.values() for text in _strings(one))
    elif isinstance(value, list):
        yield from (text for one in value for text in _strings(one))


def set_in(font: str, known: list[str]) -> bytes:
    """A PDF of one page for each text."""
    inputs = {"font": font, "texts": json.dumps(known, ensure_ascii=False)}
    source: Any = SOURCE  # the library's stub is narrower than what it takes
    made: Any = typst.compile(source, sys_inputs=inputs, timestamp=0)
    return bytes(made)


def by_pdfium(data: bytes) -> list[str]:
    """The text of every page."""
    with pypdfium2.PdfDocument(data) as document:
        return [page.get_textpage().get_text_range() for page in document]


def by_poppler(data: bytes) -> list[str]:
    """The same by another reader."""
    done = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
    return done.stdout.decode("utf-8", "replace").split("\f")[:-1]


def changed(known: list[str], pages: list[str]) -> int:
    """How many texts are not what was set."""
    assert len(known) == len(pages), (len(known), len(pages))
    return sum(_bare(a) != _bare(b) for a, b in zip(known, pages, strict=True))


def _bare(text: str) -> str:
    return "".join(text.split())


if __name__ == "__main__":
    main()
