"""Made texts printed by the programs that agencies use, and by simulations of old ones.

Promises: PDF bytes for every text and every producer that is present here; what is not present is
left out. Refuses to know: how they are read. `OIT_BENCH_PYTHON` names a Python that has WeasyPrint
and reportlab; they are no dependencies of the product.
"""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import typst

from rules.thai import PRIVATE

TEXTS = [
    text.strip().splitlines()
    for text in (Path(__file__).parent / "pdf_texts.txt").read_text(encoding="utf-8").split("---\n")
]
"""Lines of each text: `# ` a title, `| a | b |` a row of a table, else a paragraph."""

FONTS = ("Garuda", "Laksaman", "Norasi", "Loma")
FONT_FILES = Path("/usr/share/fonts/truetype/tlwg")


def cells(line: str) -> list[str]:
    """The cells of a row."""
    return [cell.strip() for cell in line.strip("|").split("|")]


def as_html(lines: list[str], font: str) -> str:
    """A text as a page for browsers and office programs."""
    parts, rows = [], []
    for line in [*lines, ""]:
        if line.startswith("|"):
            rows.append("".join(f"<td>{html.escape(cell)}</td>" for cell in cells(line)))
            continue
        if rows:
            table = "".join(f"<tr>{row}</tr>" for row in rows)
            parts.append(f'<table border="1" style="border-collapse:collapse">{table}</table>')
            rows = []
        tag = "h2" if line.startswith("# ") else "p"
        parts.append(f"<{tag}>{html.escape(line.removeprefix('# '))}</{tag}>")
    return (
        f'<!doctype html><html lang="th"><meta charset="utf-8"><style>body{{font-family:{font};'
        f"font-size:14pt}}td{{padding:3px;border:1px solid black}}</style>"
        f"<body>{''.join(parts)}</body></html>"
    )


def as_typst(lines: list[str], font: str) -> bytes:
    """A text set by typst."""
    parts, rows = [f'#set text(font: "{font}", size: 12pt, lang: "th")'], []
    for line in [*lines, ""]:
        if line.startswith("|"):
            rows.append(cells(line))
            continue
        if rows:
            words = ", ".join(_quoted(cell) for row in rows for cell in row)
            parts.append(f"#table(columns: {len(rows[0])}, {words})")
            rows = []
        if line:
            size = 18 if line.startswith("# ") else 12
            parts.append(f"#par(text(size: {size}pt, {_quoted(line.removeprefix('# '))}))")
    with tempfile.NamedTemporaryFile("w", suffix=".typ", encoding="utf-8") as file:
        file.write("\n\n".join(parts))
        file.flush()
        return bytes(typst.compile(file.name))


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def libreoffice(pages: dict[str, str]) -> dict[str, bytes]:
    """HTML pages by name, printed by LibreOffice Writer."""
    office = shutil.which("soffice")
    return _through(pages, lambda place: [[office, "--headless", f"-env:UserInstallation=file://{place}/profile",
        "--infilter=HTML (StarWriter)", "--convert-to", "pdf:writer_pdf_Export",
        "--outdir", str(place),
        *[str(place / f"{name}.html") for name in pages]]]) if office else {}  # fmt: skip


def chromium(pages: dict[str, str]) -> dict[str, bytes]:
    """HTML pages by name, printed by Chromium."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    return _through(pages, lambda place: [[browser, "--headless", "--no-sandbox", "--disable-gpu",
        f"--user-data-dir={place}/profile", "--no-pdf-header-footer",
        f"--print-to-pdf={place}/{name}.pdf", f"file://{place}/{name}.html"]
        for name in pages]) if browser else {}  # fmt: skip


_WEASYPRINT = """
import sys
from weasyprint import HTML
for name in sys.argv[2:]:
    HTML(f"{sys.argv[1]}/{name}.html").write_pdf(f"{sys.argv[1]}/{name}.pdf")
"""

_REPORTLAB = """
import sys, pathlib
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
place, font, names = sys.argv[1], sys.argv[2], sys.argv[3:]
pdfmetrics.registerFont(TTFont("Thai", font))
for name in names:
    canvas = Canvas(f"{place}/{name}.pdf")
    y = 800
    for line in pathlib.Path(f"{place}/{name}.html").read_text(encoding="utf-8").splitlines():
        canvas.setFont("Thai", 11)
        canvas.drawString(40, y, line)
        y -= 18
        if y < 60:
            canvas.showPage()
            y = 800
    canvas.save()
"""


def _python() -> str:
    return os.environ.get("OIT_BENCH_PYTHON", sys.executable)


def has_module(name: str) -> bool:
    """Whether the Python for producers has this module."""
    done = subprocess.run([_python(), "-c", f"import {name}"], capture_output=True, check=False)
    return done.returncode == 0


def weasyprint(pages: dict[str, str]) -> dict[str, bytes]:
    """HTML pages by name, printed by WeasyPrint."""
    if not has_module("weasyprint"):
        return {}
    return _through(pages, lambda place: [[_python(), "-c", _WEASYPRINT, str(place), *pages]])


def reportlab(pages: dict[str, str], font: str = "Garuda") -> dict[str, bytes]:
    """Plain lines by name, printed by reportlab letter by letter."""
    if not has_module("reportlab"):
        return {}
    file = str(FONT_FILES / f"{font}.ttf")
    return _through(pages, lambda place: [[_python(), "-c", _REPORTLAB, str(place), file, *pages]])


def _through(
    pages: dict[str, str], commands: Callable[[Path], list[list[str]]]
) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for name, page in pages.items():
            (place / f"{name}.html").write_text(page, encoding="utf-8")
        for command in commands(place):
            subprocess.run(command, capture_output=True, check=False, timeout=300)
        made = {name: place / f"{name}.pdf" for name in pages}
        return {name: file.read_bytes() for name, file in made.items() if file.exists()}


def wrapped(lines: list[str], width: int = 75) -> str:
    """A text as printed lines, broken at spaces; the cells of a row side by side."""
    out = []
    for line in lines:
        text = "  ".join(cells(line)) if line.startswith("|") else line.removeprefix("# ")
        while len(text) > width and (cut := text.rfind(" ", 0, width)) > 0:
            out.append(text[:cut])
            text = text[cut + 1 :]
        out.append(text)
    return "\n".join(out)


def plain(page: str) -> bytes:
    """Lines of text as a PDF that says just this: one made-up font, a box for every letter.

    Raises ValueError for more different letters than one font can hold.
    """
    codes = {char: code for code, char in enumerate(sorted(set(page) - {"\n"}), start=32)}
    if len(codes) > 224:
        raise ValueError("too many different letters")
    meanings = "".join(
        f"<{code:02x}> <{char.encode('utf-16-be').hex()}>\n" for char, code in codes.items()
    )
    to_unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def\n"
        "/CMapType 2 def 1 begincodespacerange <00> <FF> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{meanings}endbfchar endcmap end end"
    )
    widths = " ".join("0" if _MARK.match(char) else "600" for char in codes)
    font = (
        "<< /Type /Font /Subtype /Type3 /FontMatrix [0.001 0 0 0.001 0 0] /FontBBox [0 -200 600"
        f" 800] /FirstChar 32 /LastChar {31 + len(codes)} /Widths [{widths}] /ToUnicode 4 0 R"
        " /CharProcs << /g 5 0 R >> /Resources << >> /Encoding << /Type /Encoding"
        f" /Differences [32{' /g' * len(codes)}] >> >>"
    )
    lines = page.splitlines()
    sheets = [lines[start : start + 40] for start in range(0, len(lines), 40)]
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", font, _stream(to_unicode)]
    objects.append(_stream("600 0 0 -200 600 800 d1 0 0 500 700 re f"))
    kids = []
    for sheet in sheets:
        shown = [
            f"BT /F 7 Tf 1 0 0 1 30 {780 - 18 * number} Tm"
            f" <{''.join(f'{codes[char]:02x}' for char in line)}> Tj ET"
            for number, line in enumerate(sheet)
        ]
        objects.append(_stream("\n".join(shown)))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {len(objects)} 0 R"
            " /Resources << /Font << /F 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>"
    body, places = "%PDF-1.4\n", []
    for number, thing in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{thing}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        f"{body}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF"
    ).encode("ascii")


def _stream(data: str) -> str:
    return f"<< /Length {len(data)} >>\nstream\n{data}\nendstream"


_MARK = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\uf701-\uf70e\uf710-\uf71a\uf884-\uf899]")
_SARA_AM = re.compile("([ก-ฮ])([่-๋]?)ำ")
_TONE_ON_VOWEL = re.compile("([ิ-ื])([่-๋])")
_WINDOWS = {thai: chr(code) for code, thai in reversed(PRIVATE.items()) if code < 0xF71B}
_MACINTOSH = {thai: chr(code) for code, thai in reversed(PRIVATE.items()) if code > 0xF880}

DAMAGES: dict[str, Callable[[str], str]] = {
    "PUA of Windows fonts": lambda text: re.sub("[่-์]", lambda m: _WINDOWS[m[0]], text),
    "PUA of Macintosh fonts": lambda text: re.sub("[่-์ัํ]", lambda m: _MACINTOSH[m[0]], text),
    "sara am in pieces": lambda text: _SARA_AM.sub("\\1ํ\\2า", text),
    "Word 2007: `อ านาจ`": lambda text: _SARA_AM.sub(r"\1\2 า", text),
    "Word 2007: `อานาจ`": lambda text: _SARA_AM.sub(r"\1\2า", text),
    "Word 2007: `อำนำจ`": lambda text: text.replace("า", "ำ"),
    "tone before vowel": lambda text: _TONE_ON_VOWEL.sub(r"\2\1", text),
    "TIS-620 as Western": lambda text: text.encode("cp874", "replace").decode("cp1252", "replace"),
    "TIS-620 as MacRoman": lambda text: text.encode("cp874", "replace").decode("mac_roman"),
}
"""What old programs make of Thai; printed by `plain`, so that the text layer says just this."""
