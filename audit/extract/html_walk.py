"""One pass over a page: its elements become blocks.

Promises: blocks in the order of the page, each under the heading, panel or sheet it stands in.
Refuses to know: bytes, encodings, whether the page as a whole can be read.
"""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from audit.extract.html_line import Line, Pointer, surroundings
from audit.extract.html_links import (
    FRAMES,
    attribute,
    first_of,
    form_name,
    is_filled_in,
    is_heading,
    is_seen,
    marked_for,
    strings,
    target,
    text_of,
)
from audit.extract.html_panels import Panels
from audit.extract.html_placed import placed_lines, sheet_of
from audit.extract.html_shell import refresh_target
from audit.extract.html_tables import Grid, grid_of, is_layout, real_header_rows
from audit.extract.reading import MOST_CELLS, row_text, shorten, squeeze, table_of
from crawler.outside import flip_book_of, flip_books
from rules.document import Block, Kind, Table

DEEPEST = 100
"""Levels of nesting that are walked; what lies deeper is read as one run of text."""

LONGEST_HEADING = 200
"""Characters; pages that set whole paragraphs as headings are read as text."""

_TITLES = {"h1", "h2", "h3", "h4", "h5", "h6"}
_HEADINGS = _TITLES | {"summary", "legend"}
_INLINE = {
    "a", "abbr", "acronym", "area", "b", "bdi", "bdo", "big", "button", "cite", "code", "data",
    "dfn", "em", "embed", "font", "frame", "i", "iframe", "img", "input", "ins", "kbd", "label",
    "map", "mark", "nobr", "object", "output", "picture", "q", "ruby", "s", "samp", "select",
    "small", "source", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
}  # fmt: skip


class Walker:
    """One pass over a page. Text gathers in `line` until a block element ends it."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self.soup = soup
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self.cells = 0
        self.heading = ""
        self.caption = ""
        self.line = Line()
        self.items: list[str] = []
        self.panels = Panels(soup)
        self.after_bold = False
        self.sheet: int | None = None

    def page(self) -> None:
        """Walk everything that is shown."""
        self.walk(self.soup, 0)
        self.flush()
        if href := refresh_target(self.soup):
            pointer = Pointer(tag=self.soup, kind=Kind.LINK, text="", href=href)
            self.emit(Kind.LINK, "", "", pointer)

    def hidden(self) -> None:
        """What <noscript> holds; it counts only when nothing else is on the page."""
        for tag in self.soup.find_all("noscript"):
            self.walk(tag, 0)
            self.flush()

    def title(self) -> str:
        """The page's own title, else its first heading."""
        if (tag := self.soup.find("title")) and (words := squeeze(tag.get_text())):
            return words
        first = self.soup.find("h1")
        if isinstance(first, Tag) and (words := text_of(first)):
            return words
        return next((block.text for block in self.blocks if block.kind is Kind.HEADING), "")

    @property
    def where(self) -> str:
        if self.sheet:
            return f"หน้า {self.sheet}"
        return f"หัวข้อ {shorten(self.heading, 120)}" if self.heading else "ต้นหน้า"

    def emit(self, kind: Kind, text: str, near: str = "", pointer: Pointer | None = None) -> None:
        """Add one block at the present place."""
        href, width = (pointer.href, pointer.width) if pointer else (None, None)
        if pointer and kind is Kind.LINK:
            near = marked_for(pointer.tag, near)
        block = Block(
            kind=kind, text=text, where=self.where, href=href, width=width, near=shorten(near)
        )
        self.blocks.append(block)

    def head(self, text: str) -> None:
        """Add a heading; everything after it stands under it."""
        self.heading = text
        self.emit(Kind.HEADING, text)

    # --- walking ---------------------------------------------------------------------------------

    def walk(self, node: Tag, depth: int, *, bold: bool = False) -> None:
        """Everything inside `node`."""
        if depth > DEEPEST:
            self.line.flatten(node)
            return
        for child in node.children:
            if type(child) is NavigableString:
                self.line.add(child, bold=bold)
            elif isinstance(child, Tag) and is_seen(child):
                self.enter(child, depth + 1, bold=bold)
            elif isinstance(child, Tag) and child.name == "script":
                self.books(child, flip_books(child.string or ""))

    def enter(self, tag: Tag, depth: int, *, bold: bool) -> None:
        """One element, by what it is."""
        name = tag.name
        if self.panels.is_toggle(tag) and self.toggle(tag):
            return
        if name in {"b", "strong"}:
            self.walk(tag, depth, bold=True)
        elif name == "br":
            self.flush()
        elif name == "img":
            self.line.picture(tag, self.caption)
        elif name == "a" and first_of(tag, _TITLES):
            self.linked_heading(tag)
        elif name in {"a", "area", "input", "select", "button"} or name in FRAMES:
            self.line.element(tag, bold=bold)
        elif name in _INLINE or ":" in name:  # Word's own elements: <o:p>
            self.walk(tag, depth, bold=bold)
        else:
            self.block(tag, depth)

    def block(self, tag: Tag, depth: int) -> None:
        """An element that stands on lines of its own; a panel stands under its button's name."""
        self.flush()
        if self.panels.takes_list(tag):
            return
        before, panel = self.heading, self.panels.enter(tag)
        if panel and panel != self.heading:
            self.head(panel)
        if tag.name in _HEADINGS or is_heading(tag):
            self.heading_element(tag)
        elif tag.name == "table":
            self.table(tag, depth)
        elif tag.name == "li":
            self.item(tag, depth)
        elif tag.name in {"figure", "figcaption", "caption"}:
            self.figure(tag, depth)
        elif tag.name == "pre":
            self.lines(tag)
        else:
            self.section(tag, depth)
        self.flush()
        if panel:
            self.heading = before
        if sheet_of(tag):
            self.sheet = None

    def section(self, tag: Tag, depth: int) -> None:
        """Any other block."""
        before = self.heading
        self.sheet = sheet_of(tag) or self.sheet
        self.books(tag, flip_book_of(tag.attrs))
        if lines := placed_lines(tag):
            self.placed(lines)
        else:
            self.walk(tag, depth)
        self.flush()
        if tag.name == "form" and is_filled_in(tag):
            form = Pointer(tag=tag, kind=Kind.LINK, text="", href=attribute(tag, "action"))
            self.emit(Kind.LINK, form_name(tag) or self.heading, "form", form)
        elif tag.has_attr("onclick") and (href := target(tag)):
            pointer = Pointer(tag=tag, kind=Kind.LINK, text="", href=href)
            self.emit(Kind.LINK, shorten(text_of(tag)), "", pointer)
        if tag.name in {"details", "fieldset"}:
            self.heading = before

    def heading_element(self, tag: Tag) -> None:
        """A heading, then the links and pictures inside it."""
        line = Line()
        line.flatten(tag)
        text = line.text or " ".join(p.text for p in line.pointers if p.kind is Kind.PICTURE)
        if len(text) > LONGEST_HEADING:
            self.emit(Kind.TEXT, text)
        elif text:
            self.head(text)
        for pointer in line.pointers:
            self.emit(pointer.kind, pointer.text, self.caption, pointer)

    def linked_heading(self, tag: Tag) -> None:
        """A whole card inside one link: its heading, its text, then the link."""
        self.flush()
        line = Line()
        line.element(tag)
        heading = first_of(tag, _TITLES)
        text = text_of(heading) if heading else ""
        if text:
            self.head(shorten(text, LONGEST_HEADING))
        if line.text != text:
            self.emit(Kind.TEXT, line.text)
        for pointer in line.pointers:
            self.emit(pointer.kind, pointer.text, line.text, pointer)

    def item(self, tag: Tag, depth: int) -> None:
        """A list item; items inside it know the words of the items around them."""
        self.items.append("")
        self.walk(tag, depth)
        self.flush()
        self.items.pop()

    def figure(self, tag: Tag, depth: int) -> None:
        """A figure, whose pictures are named by its caption; or such a caption."""
        if tag.name != "figure":
            if text := text_of(tag):
                self.emit(Kind.CAPTION, text)
            return
        before = self.caption
        caption = tag.find("figcaption")
        self.caption = text_of(caption) if isinstance(caption, Tag) else before
        self.walk(tag, depth)
        self.flush()
        self.caption = before

    def lines(self, tag: Tag) -> None:
        """Preformatted text: line by line."""
        for line in "".join(strings(tag)).splitlines():
            if text := squeeze(line):
                self.emit(Kind.TEXT, text)

    def placed(self, lines: list[list[Tag]]) -> None:
        """Text that was put on a sheet piece by piece: pieces side by side are cells of a row."""
        for pieces in lines:
            cells: list[Line] = []
            for piece in pieces:
                cells.append(Line())
                cells[-1].enter(piece)
            text = row_text([cell.text for cell in cells])
            if text:
                self.emit(Kind.ROW if len(pieces) > 1 else Kind.TEXT, text)
            for pointer in (pointer for cell in cells for pointer in cell.pointers):
                self.emit(pointer.kind, pointer.text, text, pointer)

    def books(self, tag: Tag, addresses: Iterator[str]) -> None:
        """The files that a flip-book or viewer on this page is told to show."""
        for address in dict.fromkeys(addresses):
            self.flush()
            pointer = Pointer(tag=tag, kind=Kind.LINK, text="", href=address)
            self.emit(Kind.LINK, "", self.heading or self.title(), pointer)

    def toggle(self, tag: Tag) -> bool:
        """Take the button as the heading of its panel; False when it has no words."""
        text = text_of(tag)
        if not text or len(text) > LONGEST_HEADING:
            return False
        self.flush()
        if not self.panels.promise(tag, text) and text != self.heading:
            self.head(text)
        return True

    # --- tables ----------------------------------------------------------------------------------

    def table(self, tag: Tag, depth: int) -> None:
        """A table of data, row by row; a table that only arranges the page flows."""
        grid = grid_of(tag)
        if is_layout(tag, grid):
            self.walk(tag, depth)
            return
        caption = tag.find("caption")
        if isinstance(caption, Tag) and (text := text_of(caption)):
            self.emit(Kind.CAPTION, text)
        where = self.where
        self.cells += sum(map(len, grid.rows))
        texts = self.rows(grid)
        if self.cells > MOST_CELLS:
            return
        if table := table_of(texts, where, header_rows=real_header_rows(grid, texts)):
            self.tables.append(table)

    def rows(self, grid: Grid) -> list[tuple[str, ...]]:
        """Add each row and what it points to; return the texts of all cells."""
        lines: dict[int, Line] = {}
        texts: list[tuple[str, ...]] = []
        for row in grid.rows:
            fresh = [
                cell for cell in dict.fromkeys(map(id, filter(None, row))) if cell not in lines
            ]
            for cell in row:
                if cell is not None and id(cell) not in lines:
                    lines[id(cell)] = line = Line()
                    line.flatten(cell)
            cells = [lines[id(cell)].text if cell is not None else "" for cell in row]
            texts.append(tuple(cells))
            if not any(lines[cell].pointers for cell in fresh):
                # A cell that spans rows offers its links to each of them that has none.
                fresh = list(dict.fromkeys(map(id, filter(None, row))))
            self.row(row, cells, [lines[cell] for cell in fresh])
        return texts

    def row(self, row: tuple[Tag | None, ...], cells: list[str], fresh: list[Line]) -> None:
        """One row of data, or a heading that runs across the table."""
        text = row_text(cells)
        across = len({id(cell) for cell in row}) == 1 and row[0] is not None
        if across and row[0] is not None and row[0].name == "th" and len(text) <= LONGEST_HEADING:
            if text:
                self.head(text)
        elif text:
            self.emit(Kind.ROW, text)
        for line in fresh:
            for pointer in line.pointers:
                near = line.text if pointer.kind is Kind.PICTURE and line.text else text
                self.emit(pointer.kind, pointer.text, near, pointer)

    # --- ending a line ---------------------------------------------------------------------------

    def flush(self) -> None:
        """End the line: its text as a block, then its links and pictures."""
        line, self.line = self.line, Line()
        if not line.parts and not line.pointers:
            return
        text = line.text
        if line.says_something:
            bold = line.is_bold and not self.after_bold and not line.pointers and not self.items
            if bold and 3 <= len(text) <= 80:
                self.head(text)
            else:
                self.emit(Kind.TEXT, text)
            self.after_bold = line.is_bold
        above = [words for words in self.items[:-1] if words]
        if self.items:
            self.items[-1] = shorten(f"{self.items[-1]} {text}".strip(), 150)
        for pointer in line.pointers:
            own = text if line.says_something else surroundings(pointer)
            near = pointer.near or " › ".join((*above, own) if own else above)
            if pointer.tag.name in FRAMES:  # what is shown inside the page belongs to it
                near = near or self.heading or self.title()
            self.emit(pointer.kind, pointer.text, near, pointer)
