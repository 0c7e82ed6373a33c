"""What lies on the sheets of an XLSX file beside its cells: text boxes, charts, diagrams, pictures.

Promises: their words as blocks, by sheet; sheets that are nothing but a chart too. Refuses to know:
cells, where on the sheet a thing lies, the figures of a chart.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from audit.extract.office import MC, A, Package, charts, diagrams, is_unseen
from audit.extract.reading import squeeze
from audit.extract.sheet_links import parts_of
from rules.document import Block, Kind

Drawn = dict[str, list[Block]]
_XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"


def drawn_of(package: Package) -> Drawn:
    """What is drawn on each sheet by the sheet's name."""
    return {name: list(_blocks(package, part, placed(name))) for name, part in parts_of(package)}


def placed(name: str) -> str:
    """Where everything of a sheet stands, in words."""
    return f"แผ่นงาน {name}"


def _blocks(package: Package, part: str, where: str) -> Iterator[Block]:
    for relation in package.relations(part).values():
        root = package.xml(relation.target) if relation.sort == "drawing" else None
        if root is None:
            continue
        yield from _shapes(root, where)
        inside = package.relations(relation.target)
        for words in (*charts(package, inside), *diagrams(package, inside)):
            yield from (Block(kind=Kind.TEXT, text=squeeze(one), where=where) for one in words)


def _shapes(root: etree._Element, where: str) -> Iterator[Block]:
    for shape in root.iter(f"{_XDR}sp", f"{_XDR}pic"):
        named = shape.find(f"{_XDR}*/{_XDR}cNvPr")
        if named is None or is_unseen(named) or any(shape.iterancestors(f"{MC}Fallback")):
            continue
        if shape.tag == f"{_XDR}pic":
            yield Block(kind=Kind.PICTURE, text=squeeze(named.get("descr", "")), where=where)
            continue
        for line in shape.iter(f"{A}p"):
            if text := squeeze("".join(one.text or "" for one in line.iter(f"{A}t"))):
                yield Block(kind=Kind.TEXT, text=text, where=where)
