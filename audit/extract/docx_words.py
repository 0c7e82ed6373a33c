"""The words of one DOCX paragraph, with its links, pictures and text boxes.

Promises: text as printed (deleted and hidden words left out, tabs as spaces). Refuses to know:
where the paragraph stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from audit.extract.docx_hidden import Sight, W, is_on
from audit.extract.office import MC, R, Relation
from audit.extract.reading import squeeze

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_SIGNS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": " ", f"{W}noBreakHyphen": "-"}
_SYMBOLS = {"F0FE": "☑", "F052": "☑", "F0FC": "✓", "F0A8": "☐", "F06F": "☐", "F0A3": "☐"}
"""Boxes and ticks, which forms draw with fonts of pictures; other pictures only part words."""
_SKIPPED = {f"{MC}Fallback", f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr"}
_FIELD = re.compile(r'HYPERLINK\s+(?:\\[a-z]\s+)*"([^"]+)"')
_EMU_PER_PIXEL = 9525


@dataclass(slots=True)
class Paragraph:
    """One paragraph; `boxes` are text boxes anchored in it, to be read after it."""

    style: str = ""
    parts: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    pictures: list[tuple[str, int | None]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    is_bold: bool = False

    @property
    def lines(self) -> list[str]:
        """The lines that the writer broke by hand."""
        pieces = "".join(self.parts).split("\n")
        return [line for piece in pieces if (line := squeeze(piece))]

    @property
    def text(self) -> str:
        """All of it on one line."""
        return squeeze("".join(self.parts))


class Words:
    """Reads paragraphs of one part; `relations` are that part's, `sight` is the file's."""

    def __init__(self, relations: dict[str, Relation], sight: Sight) -> None:
        self._relations = relations
        self._sight = sight

    def paragraph(self, item: etree._Element) -> Paragraph:
        """What stands in `item` (a `w:p`)."""
        found = Paragraph()
        style = item.find(f"{W}pPr/{W}pStyle")
        if style is not None:
            found.style = style.get(f"{W}val", "")
        self._walk(item, found)
        found.is_bold = _is_bold(item)
        return found

    def _walk(self, node: etree._Element, found: Paragraph) -> None:
        for child in node:
            tag = child.tag
            if tag in _SKIPPED or not isinstance(tag, str):
                continue
            if tag == f"{W}t":
                found.parts.append(child.text or "")
            elif tag in _SIGNS:
                found.parts.append(_SIGNS[tag])
            elif tag == f"{W}sym":
                found.parts.append(_SYMBOLS.get(child.get(f"{W}char", "").upper(), " "))
            elif tag == f"{W}instrText":
                if link := _FIELD.search(child.text or ""):
                    found.links.append(("", link.group(1)))
            elif tag == f"{W}txbxContent":
                found.boxes.append(child)
            elif tag == f"{W}hyperlink":
                self._link(child, found)
            elif tag == f"{W}r" and self._sight.hides(child, found.style):
                continue
            else:
                if tag in {f"{_WP}inline", f"{_WP}anchor"}:
                    _picture(child, found)
                self._walk(child, found)

    def _link(self, item: etree._Element, found: Paragraph) -> None:
        start = len(found.parts)
        self._walk(item, found)
        relation = self._relations.get(item.get(f"{R}id", ""))
        if relation and relation.external:
            found.links.append((squeeze("".join(found.parts[start:])), relation.target))


def _picture(item: etree._Element, found: Paragraph) -> None:
    """A picture with its alternative text; drawings without a picture are text boxes or charts."""
    if item.find(".//{*}blip") is None:
        return
    stated = item.find(f"{_WP}docPr")
    words = (stated.get("descr") or stated.get("title") or "") if stated is not None else ""
    extent = item.find(f"{_WP}extent")
    size = extent.get("cx", "") if extent is not None else ""
    width = int(size) // _EMU_PER_PIXEL if size.isdigit() else None
    found.pictures.append((squeeze(words), width))


def _is_bold(paragraph: etree._Element) -> bool:
    """Whether every run with words is bold; Thai letters have a bold mark of their own."""
    runs = [run for run in paragraph.iter(f"{W}r") if (run.findtext(f"{W}t") or "").strip()]
    looks = [run.find(f"{W}rPr") for run in runs]
    return bool(runs) and all(
        look is not None and (is_on(look, "b") or is_on(look, "bCs")) for look in looks
    )


def heading_styles(styles: etree._Element | None) -> frozenset[str]:
    """The ids of styles that are headings: by name, by outline level, or based on such a one."""
    if styles is None:
        return frozenset()
    headings: set[str] = set()
    based: dict[str, str] = {}
    for style in styles.iter(f"{W}style"):
        key = style.get(f"{W}styleId", "")
        name = style.find(f"{W}name")
        words = name.get(f"{W}val", "").lower() if name is not None else ""
        if words.startswith(("heading", "title", "subtitle", "หัวเรื่อง")) or (
            style.find(f"{W}pPr/{W}outlineLvl") is not None
        ):
            headings.add(key)
        base = style.find(f"{W}basedOn")
        if base is not None:
            based[key] = base.get(f"{W}val", "")
    grown = True
    while grown:
        more = {key for key, base in based.items() if base in headings} - headings
        headings |= more
        grown = bool(more)
    return frozenset(headings)
