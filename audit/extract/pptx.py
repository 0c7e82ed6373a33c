"""PPTX → blocks, slide by slide.

Promises: titles, text, tables, links, pictures and diagrams of every slide, in the order shown.
Refuses to know: speakers' notes (nobody who reads the slides sees them), animation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from audit.extract.office import A, Package, R, Relation, charts, diagrams, is_unseen
from audit.extract.office_pictures import wordless
from audit.extract.reading import (
    Reading,
    Source,
    UnreadableError,
    row_block,
    row_text,
    shorten,
    squeeze,
    table_of,
)
from audit.extract.titles import first_title, is_title
from rules.document import Block, Kind, Table

MOST_SLIDES = 500
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_MAIN = "ppt/presentation.xml"
_EMU_PER_PIXEL = 9525


def read(source: Source) -> Reading:
    """The slides. UnreadableError: `broken`, `too_large`, `password`."""
    package = Package(source.data)
    blocks: list[Block] = []
    tables: list[Table] = []
    names, size = _slides(package)
    for number, name in enumerate(names[:MOST_SLIDES], start=1):
        root = package.xml(name)
        if root is not None:
            slide = _Slide(package, name, f"สไลด์ {number}", size)
            slide.walk(root)
            slide.finish()
            blocks += slide.blocks
            tables += slide.tables
    if not any(block.text for block in blocks if block.kind is not Kind.PICTURE):
        return wordless(blocks, package, source)
    stated = squeeze(package.stated_title())
    title = stated if is_title(stated) else first_title(block.text for block in blocks)
    return Reading(title=title, blocks=tuple(blocks), tables=tuple(tables))


def _slides(package: Package) -> tuple[list[str], tuple[int, int] | None]:
    """The names of the slides' parts in the order shown (hidden ones are left out later), and how
    large they are."""
    main = package.main(_MAIN)
    root = package.xml(main)
    if root is None:
        raise UnreadableError("broken")
    relations = package.relations(main)
    ids = (item.get(f"{R}id", "") for item in root.iter(f"{_P}sldId"))
    return [relations[key].target for key in ids if key in relations], _size(root)


class _Slide:
    """One slide while it is being read."""

    def __init__(
        self, package: Package, name: str, where: str, size: tuple[int, int] | None
    ) -> None:
        self.package = package
        self.size = size
        self.relations: dict[str, Relation] = package.relations(name)
        self.where = where
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self.pictures: list[etree._Element] = []

    def walk(self, root: etree._Element) -> None:
        """Every shape; a hidden slide shows nothing."""
        if root.get("show") in {"0", "false"}:
            return
        for item in root.iter(f"{_P}sp", f"{_P}pic", f"{A}tbl"):
            if self.is_off(item):
                continue
            if item.tag == f"{A}tbl":
                self.table(item)
            elif item.tag == f"{_P}pic":
                self.pictures.append(item)
            else:
                self.shape(item)

    def is_off(self, item: etree._Element) -> bool:
        """Whether it, or a group it is in, is hidden or lies beside the slide."""
        for around in (item, *item.iterancestors(f"{_P}grpSp", f"{_P}graphicFrame")):
            named = around.find(f"{_P}*/{_P}cNvPr")
            if named is not None and is_unseen(named):
                return True
        outer = next(item.iterancestors(f"{_P}grpSp", f"{_P}graphicFrame"), item)
        return self.size is not None and outer.tag != f"{_P}grpSp" and _is_beside(outer, self.size)

    def shape(self, item: etree._Element) -> None:
        place = item.find(f"{_P}nvSpPr/{_P}nvPr/{_P}ph")
        sort = place.get("type", "") if place is not None else ""
        if sort in {"sldNum", "dt"}:
            return
        kind = Kind.HEADING if sort in {"title", "ctrTitle"} else Kind.TEXT
        paragraphs = [words for one in item.iter(f"{A}p") if (words := _words(one))]
        if kind is Kind.HEADING and paragraphs:
            paragraphs = [" ".join(paragraphs)]
        self.blocks += [Block(kind=kind, text=text, where=self.where) for text in paragraphs]
        self.links(item, " ".join(paragraphs))

    def table(self, item: etree._Element) -> None:
        rows: list[list[str]] = []
        for row in item.iterfind(f"{A}tr"):
            rows.append(_cells(row, rows[-1] if rows else []))
        for row, cells in zip(item.iterfind(f"{A}tr"), rows, strict=True):
            if block := row_block(cells, self.where):
                self.blocks.append(block)
            self.links(row, row_text(cells))
        if table := table_of(rows, self.where):
            self.tables.append(table)

    def links(self, item: etree._Element, near: str) -> None:
        for click in item.iter(f"{A}hlinkClick"):
            relation = self.relations.get(click.get(f"{R}id", ""))
            if relation is None or not relation.external:
                continue
            run = next(click.iterancestors(f"{A}r"), None)
            text = _words(run) if run is not None else near
            around = "" if text == near else shorten(near)
            self.blocks.append(
                Block(
                    kind=Kind.LINK, text=text, where=self.where, href=relation.target, near=around
                )
            )

    def finish(self) -> None:
        """Pictures, diagrams and charts, which have no place among the paragraphs."""
        for boxes in (
            *diagrams(self.package, self.relations),
            *charts(self.package, self.relations),
        ):
            self.blocks += [
                Block(kind=Kind.TEXT, text=squeeze(words), where=self.where) for words in boxes
            ]
        near = shorten(" ".join(block.text for block in self.blocks))
        self.blocks += [self.picture(item, near) for item in self.pictures]

    def picture(self, item: etree._Element, near: str) -> Block:
        stated = item.find(f"{_P}nvPicPr/{_P}cNvPr")
        words = (stated.get("descr") or stated.get("title") or "") if stated is not None else ""
        size = item.find(f"{_P}spPr/{A}xfrm/{A}ext")
        wide = size.get("cx", "") if size is not None else ""
        width = int(wide) // _EMU_PER_PIXEL if wide.isdigit() else None
        return Block(
            kind=Kind.PICTURE, text=squeeze(words), where=self.where, width=width, near=near
        )


def _size(presentation: etree._Element) -> tuple[int, int] | None:
    """Width and height of all slides."""
    size = presentation.find(f"{_P}sldSz")
    return None if size is None else (_number(size, "cx"), _number(size, "cy"))


def _is_beside(shape: etree._Element, size: tuple[int, int]) -> bool:
    """Whether no part of the shape lies on the slide, as far as the shape itself says where."""
    frame = next(shape.iter(f"{A}xfrm", f"{_P}xfrm"), None)
    start = frame.find(f"{A}off") if frame is not None else None
    reach = frame.find(f"{A}ext") if frame is not None else None
    if start is None or reach is None:
        return False
    x, y = _number(start, "x"), _number(start, "y")
    right, bottom = x + _number(reach, "cx"), y + _number(reach, "cy")
    return right < 0 or bottom < 0 or x > size[0] > 0 or y > size[1] > 0


def _number(item: etree._Element, name: str) -> int:
    value = item.get(name, "0")
    return int(value) if value.lstrip("-").isdigit() and len(value) < 12 else 0


def _cells(row: etree._Element, above: Sequence[str]) -> list[str]:
    """Texts of a row; a cell merged to the right or downwards is repeated."""
    cells: list[str] = []
    for cell in row.iterfind(f"{A}tc"):
        if cell.get("vMerge") in {"1", "true"} and len(cells) < len(above):
            cells.append(above[len(cells)])
        elif cell.get("hMerge") in {"1", "true"} and cells:
            cells.append(cells[-1])
        else:
            cells.append(" ".join(_paragraphs(cell)))
    return cells


def _paragraphs(item: etree._Element) -> Iterator[str]:
    return (words for one in item.iter(f"{A}p") if (words := _words(one)))


def _words(item: etree._Element) -> str:
    parts = (
        "\n" if one.tag == f"{A}br" else one.text or "" for one in item.iter(f"{A}t", f"{A}br")
    )
    return squeeze("".join(parts))
