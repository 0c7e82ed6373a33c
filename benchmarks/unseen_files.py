"""Small made sites written as text: pages as HTML, documents and pictures from a few lines.

Promises: `write` puts one site into a folder, documents in the format that their name says. Refuses
to know: what the rules think of them.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import typst
import xlsxwriter
import yaml
from docx.enum.text import WD_BREAK
from PIL import Image, ImageDraw

FOLDER = Path(__file__).parent / "unseen_sites"
BATCHES = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
)
"""In the order in which they were written."""
SIZES = {"portrait": (300, 400), "small": (120, 150), "poster": (900, 1200)}
_PAGE = """<!doctype html><html lang="th"><head><meta charset="utf-8"><title>{title}</title></head>
<body>{body}</body></html>"""
_BREAK = "---"


def sites() -> Iterator[dict[str, Any]]:
    """Every site of the folder, in order; `batch` says when its truth was written."""
    for path in sorted(FOLDER.glob("*.yml")):
        batch = path.stem.partition("_")[0] if "_" in path.stem else "first"
        for site in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield {"batch": batch, **site}


def write(site: dict[str, Any], folder: Path) -> None:
    """Write the files of one site."""
    for name, content in site["files"].items():
        text = content
        if isinstance(content, dict):
            text = site["files"][content["same"]]
            for old, new in content["swap"]:
                text = text.replace(old, new)
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_bytes(path.suffix, text, site["name"]))


def _bytes(suffix: str, text: str, title: str) -> bytes:
    if suffix == ".html":
        return _PAGE.format(title=title, body=text).encode()
    if suffix == ".png":
        return _picture(*SIZES[text.strip()])
    return {".docx": _docx, ".xlsx": _xlsx, ".pdf": _pdf}[suffix](text.splitlines())


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _groups(lines: list[str]) -> Iterator[str | list[list[str]]]:
    """Lines, and tables as lists of rows."""
    rows: list[list[str]] = []
    for line in [*lines, ""]:
        if line.startswith("|"):
            rows.append(_cells(line))
            continue
        if rows:
            yield rows
            rows = []
        if line.strip():
            yield line.strip()


def _docx(lines: list[str]) -> bytes:
    document = docx.Document()
    for group in _groups(lines):
        if isinstance(group, list):
            table = document.add_table(rows=0, cols=max(map(len, group)))
            for row in group:
                for cell, text in zip(table.add_row().cells, row, strict=False):
                    cell.text = text
        elif group == _BREAK:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        elif group.startswith("#"):
            document.add_heading(group.lstrip("# "), level=group.count("#", 0, 3))
        else:
            document.add_paragraph(group)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _xlsx(lines: list[str]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for at, line in enumerate(line for line in lines if line.strip()):
            cells = _cells(line) if line.startswith("|") else [line.lstrip("# ")]
            for column, text in enumerate(cells):
                sheet.write(at, column, text)
    return out.getvalue()


def _pdf(lines: list[str]) -> bytes:
    source = ['#set text(font: ("Garuda", "Loma"), size: 12pt)']
    for group in _groups(lines):
        if isinstance(group, list):
            cells = ", ".join(_quoted(cell) for row in group for cell in row)
            source.append(f"#table(columns: {max(map(len, group))}, {cells})")
        elif group == _BREAK:
            source.append("#pagebreak()")
        elif group.startswith("#"):
            source.append(f"#heading(level: 1, {_quoted(group.lstrip('# '))})")
        else:
            source.append(f"#par({_quoted(group)})")
    return typst.compile("\n\n".join(source).encode())


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _picture(width: int, height: int) -> bytes:
    picture = Image.new("RGB", (width, height), "lightsteelblue")
    ImageDraw.Draw(picture).ellipse((width // 4, height // 8, width * 3 // 4, height // 2))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
