"""Word documents as Thai offices write them.

Promises: one font named for Latin and for Thai letters, with others to take when it is missing;
text is text, never a field; equal words make equal bytes. Refuses to know: what a document says.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from reports import archive

FONT = "TH Sarabun New"  # the font of official letters
OTHERS = "TH SarabunPSK,Sarabun,Laksaman,Norasi"  # what to take when it is missing, in this order
SIZE = 16  # points; Office of the Prime Minister, regulation on official correspondence
BLANK = "." * 40
_TOGETHER = re.compile(r"(?<=พ\.ศ\.) (?=[0-9๐-๙])")  # no line ends between these
_FONT_TABLE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    f'<w:font w:name="{FONT}"><w:altName w:val="{OTHERS}"/><w:charset w:val="DE"/>'
    '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
)


class Paper:
    """An A4 document that grows from top to bottom."""

    def __init__(self, title: str, *, landscape: bool = False, official: bool = False) -> None:
        """`official`: pages numbered as letters are, `- ๒ -` above the second and later ones."""
        self._word: Any = Document()
        properties = self._word.core_properties
        properties.title, properties.author, properties.comments = title[:255], "", ""
        properties.language = "th-TH"
        self._styles()
        page = self._word.sections[0]
        size = (Cm(29.7), Cm(21)) if landscape else (Cm(21), Cm(29.7))
        page.page_width, page.page_height = size
        page.left_margin, page.right_margin = (Cm(2), Cm(2)) if landscape else (Cm(3), Cm(2))
        page.top_margin, page.bottom_margin = Cm(2), Cm(2)
        self.width = page.page_width - page.left_margin - page.right_margin
        if official:
            page.different_first_page_header_footer = True
            page.header_distance, page.top_margin = Cm(1.5), Cm(2.5)
            # Not the field's own switch, which LibreOffice takes for letters (- ข -).
            digits = OxmlElement("w:pgNumType")
            digits.set(qn("w:fmt"), "thaiNumbers")
            margins: Any = page._sectPr.find(qn("w:pgMar"))
            margins.addnext(digits)
            line = page.header.paragraphs[0]
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            _number(line, "- ", " -")
        else:
            line = page.footer.paragraphs[0]
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            _number(line)

    def _styles(self) -> None:
        for name, size in (("Normal", SIZE), ("Heading 1", 20), ("Heading 2", 17)):
            style = self._word.styles[name]
            style.font.name, style.font.size = FONT, Pt(size)
            style.font.color.rgb = None
            face = style.element.get_or_add_rPr().get_or_add_rFonts()
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                face.attrib.pop(qn(f"w:{theme}"), None)
            for script in ("ascii", "hAnsi", "eastAsia", "cs"):
                face.set(qn(f"w:{script}"), FONT)
            _set(style.element.rPr, "w:szCs", str(size * 2))
            if name == "Normal":
                _set(style.element.rPr, "w:lang", "en-US", bidi="th-TH")
            else:
                _set(style.element.rPr, "w:bCs", "1")
            style.paragraph_format.space_before = Pt(0 if name == "Normal" else 10)
            style.paragraph_format.space_after = Pt(2)

    def heading(self, text: str, level: int = 1, *, new_page: bool = False) -> None:
        """A heading, listed by the navigation pane and by screen readers."""
        made = self._word.add_heading(text, level)
        made.paragraph_format.page_break_before = new_page

    def line(
        self,
        *parts: str | tuple[str, str],
        indent: float = 0,
        centre: bool = False,
        size: float | None = None,
        left: float = 0,
        together: bool = False,
    ) -> Any:
        """A paragraph; a part `("b", text)` is bold. Centimetres, points.

        `together`: on the page of what follows.
        """
        made = self._word.add_paragraph()
        made.paragraph_format.first_line_indent = Cm(indent)
        made.paragraph_format.left_indent = Cm(left)
        made.paragraph_format.keep_with_next = together or None
        if centre:
            made.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _write(made, parts, size)
        return made

    def labelled(self, *pairs: tuple[str, str], size: float) -> None:
        """A line of bold labels, each with its words; the second begins in the middle."""
        made = self._word.add_paragraph()
        made.paragraph_format.tab_stops.add_tab_stop(Cm(8))
        for number, (label, text) in enumerate(pairs):
            tab = "\t" if number else ""
            _write(made, [("b", f"{tab}{label}  ")], size)
            _write(made, [text], None)

    def rule(self) -> None:
        """A line across the page under what was written last."""
        _border(self._word.paragraphs[-1], ("bottom",))

    def box(self, name: str, lines: Iterable[str]) -> None:
        """Plain lines in a frame below their name, to be copied as a whole."""
        self.line(("b", name), size=SIZE - 2).paragraph_format.keep_with_next = True
        made = self._word.add_paragraph()
        made.paragraph_format.keep_together = True
        _border(made, ("top", "left", "bottom", "right"))
        _write(made, ["\n".join(lines)], SIZE - 3)

    def table(
        self,
        head: Sequence[str],
        rows: Iterable[Sequence[str]],
        widths: Sequence[float],
        size: float = SIZE - 2,
    ) -> None:
        """A ruled table whose head repeats on every page; `widths` are shares of the page."""
        table = self._word.add_table(rows=1, cols=len(head))
        table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
        whole = sum(widths)
        sizes = [int(self.width * share / whole) for share in widths]
        for column, width in zip(table.columns, sizes, strict=True):
            column.width = width
        self._row(table.rows[0], [("b", text) for text in head], sizes, size)
        _set(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader", "true")
        for cells in rows:
            self._row(table.add_row(), cells, sizes, size)
        _write(self._word.add_paragraph(), [""], 6)

    def _row(
        self, row: Any, cells: Sequence[str | tuple[str, str]], widths: Sequence[int], size: float
    ) -> None:
        _set(row._tr.get_or_add_trPr(), "w:cantSplit", "true")
        for cell, text, width in zip(row.cells, cells, widths, strict=True):
            cell.width = width
            _write(cell.paragraphs[0], [text], size)

    def data(self) -> bytes:
        """The document's bytes."""
        out = io.BytesIO()
        self._word.save(out)
        with zipfile.ZipFile(out) as packed:
            names = packed.namelist()
            parts = [(name, packed.read(name)) for name in names if "thumbnail" not in name]
        fonts = _FONT_TABLE.encode()
        return archive.pack(
            (name, fonts if name == "word/fontTable.xml" else _untold(name, body))
            for name, body in parts
        )


def _untold(name: str, body: bytes) -> bytes:
    """The list of relations without the template's thumbnail."""
    if name != "_rels/.rels":
        return body
    text = body.decode()
    start = text.find("<Relationship ", max(0, text.find("thumbnail") - 400))
    while start >= 0:
        end = text.index("/>", start) + 2
        if "thumbnail" in text[start:end]:
            return (text[:start] + text[end:]).encode()
        start = text.find("<Relationship ", end)
    return body


def _number(line: Any, before: str = "", after: str = "") -> None:
    """The page's number, a field that Word fills in."""
    line.add_run(before)
    run = line.add_run()
    for kind in ("begin", None, "end"):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = "PAGE"
        run._r.append(mark)
    line.add_run(after)


def _write(paragraph: Any, parts: Iterable[str | tuple[str, str]], size: float | None) -> None:
    for part in parts:
        bold, text = (True, part[1]) if isinstance(part, tuple) else (False, part)
        run = paragraph.add_run(_TOGETHER.sub("\u00a0", text))
        if size:
            run.font.size = Pt(size)
            _set(run._r.get_or_add_rPr(), "w:szCs", str(int(size * 2)))
        if bold:
            run.bold = True
            run.font.cs_bold = True


def _set(parent: Any, tag: str, value: str, **more: str) -> None:
    """Put one property, in place of the one that is there."""
    found = parent.find(qn(tag))
    if found is None:
        found = OxmlElement(tag)
        parent.append(found)
    found.set(qn("w:val"), value)
    for name, text in more.items():
        found.set(qn(f"w:{name}"), text)


def _border(paragraph: Any, sides: Iterable[str]) -> None:
    frame = OxmlElement("w:pBdr")
    for side in sides:
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "6"), ("space", "4"), ("color", "444444")):
            line.set(qn(f"w:{name}"), value)
        frame.append(line)
    paragraph._p.get_or_add_pPr().append(frame)
