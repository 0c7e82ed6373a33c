"""Sets documents and pictures with typst.

Promises: the same bytes for the same words, and a text layer with whole Thai words. Refuses to
know: which documents the department has.
"""

from __future__ import annotations

import json
import tempfile
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Literal

import typst

from audit.demo.content import Image, Paper
from audit.demo.errors import DemoError

THAI_FONTS = frozenset({"Laksaman", "Garuda", "Loma", "Norasi"})
SCAN_PPI = 90
PICTURE_PPI = 110


@cache
def require_fonts() -> None:
    """Raise DemoError when the Thai fonts that keep the text layer whole are missing."""
    missing = THAI_FONTS - set(typst.Fonts().families())
    if missing:
        raise DemoError(
            f"ไม่พบแบบอักษรไทย {', '.join(sorted(missing))} ที่ใช้สร้างเอกสารตัวอย่าง",
            "ติดตั้งด้วยคำสั่ง: sudo apt-get install fonts-thai-tlwg แล้วสั่งใหม่อีกครั้ง",
        )


def picture(image: Image) -> bytes:
    """A drawing as PNG."""
    return _set(image.draw, image.words, form="png", ppi=PICTURE_PPI)[0]


def pdf(paper: Paper) -> bytes:
    """A document as PDF; a scan is a PDF of pictures."""
    words = paper.model_dump(exclude_none=True, exclude={"file", "scan"})
    if not paper.scan:
        return _set("document", words)[0]
    pages = _set("document", words, form="png", ppi=SCAN_PPI)
    with tempfile.TemporaryDirectory() as folder:
        names = [f"page-{number}.png" for number in range(1, len(pages) + 1)]
        for name, page in zip(names, pages, strict=True):
            (Path(folder) / name).write_bytes(page)
        return _set("scan", names, root=Path(folder))[0]


def linked(words: dict[str, Any]) -> bytes:
    """An index as PDF: `title`, and `rows` of number, name and links (text, address)."""
    return _set("index", words)[0]


def _set(
    name: str,
    words: Any,
    *,
    form: Literal["pdf", "png"] = "pdf",
    ppi: float | None = None,
    root: Path | None = None,
) -> list[bytes]:
    require_fonts()
    # The library's stub wants source and root to be of one type; it takes any.
    source: Any = (files("audit.demo") / "typst" / f"{name}.typ").read_bytes()
    with as_file(files("audit.demo") / "typst") as home:
        # A picture of several pages comes back as a list, which the library's stub does not say.
        made: Any = typst.compile(
            source,
            root=str(root or home),
            format=form,
            ppi=ppi,
            sys_inputs={"doc": json.dumps(words, ensure_ascii=False)},
        )
    return made if isinstance(made, list) else [made]
