"""The zip of XML parts that every Office file is.

Promises: parts are read within bounds, entities are never expanded, nothing is fetched. Refuses to
know: what the parts mean.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from audit.extract.reading import UnreadableError

MOST_PART = 100_000_000
"""Bytes of one part once decompressed."""

MOST_TOTAL = 500_000_000
"""Bytes of all parts as the zip states them; pictures make real files large, bombs say far more."""

# What the strict kind of these files calls things, and what every other one does.
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")
_USUAL = rb"http://schemas.openxmlformats.org/\1/2006/\2"

DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

# One parser for all parts: no entities, no network, libxml2's own limits on depth and text size.
PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, recover=True, remove_comments=True
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """What a part refers to: `target` is a part's name, or an address when `external`."""

    sort: str
    target: str
    external: bool


class Package:
    """An open Office file. UnreadableError: `broken`, `too_large`, `password`."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise UnreadableError("broken") from error
        parts = self._archive.infolist()
        if sum(part.file_size for part in parts) > MOST_TOTAL:
            raise UnreadableError("too_large")
        self.names = {part.filename.replace("\\", "/"): part for part in parts}
        # The part asked for last: several readers of sheets look at the same one.
        self._kept: tuple[str, bytes | None] = ("", None)

    def xml(self, name: str) -> etree._Element | None:
        """The root of a part; None when the file has no such part or it holds no XML."""
        data = self.part(name)
        if data is None:
            return None
        try:
            return etree.fromstring(_STRICT.sub(_USUAL, data), PARSER)
        except etree.XMLSyntaxError:
            return None

    def part(self, name: str) -> bytes | None:
        """The bytes of a part; None when the file has no such part."""
        if name != self._kept[0]:
            part = self.names.get(name)
            self._kept = name, None if part is None else self._read(part)
        return self._kept[1]

    def _read(self, part: zipfile.ZipInfo) -> bytes:
        if part.flag_bits & 1:
            raise UnreadableError("password")
        try:
            with self._archive.open(part) as stream:
                data = stream.read(MOST_PART + 1)
        except MemoryError:
            raise
        except Exception as error:  # zipfile, zlib, lzma and bz2 each raise their own
            raise UnreadableError("broken") from error
        if len(data) > MOST_PART:
            raise UnreadableError("too_large")
        return data

    def main(self, usual: str) -> str:
        """The name of the part that everything hangs on; some programs number it."""
        named = (one.target for one in self.relations("").values() if one.sort == "officeDocument")
        return next((name for name in named if name in self.names), usual)

    def relations(self, name: str) -> dict[str, Relation]:
        """What the part `name` refers to, by relation id."""
        folder, file = posixpath.split(name)
        root = self.xml(f"{folder}/_rels/{file}.rels".lstrip("/"))
        if root is None:
            return {}
        return {item.get("Id", ""): _relation(folder, item) for item in root.iter(_RELATION)}

    def stated_title(self) -> str:
        """The title in the file's properties."""
        root = self.xml("docProps/core.xml")
        return (root.findtext(DC_TITLE) or "") if root is not None else ""


def _relation(folder: str, item: etree._Element) -> Relation:
    target = item.get("Target", "")
    external = item.get("TargetMode") == "External"
    if not external:
        target = posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
        target = item.get("Target", "").lstrip("/") if target.startswith("..") else target
    sort = item.get("Type", "").rsplit("/", 1)[-1]
    return Relation(sort=sort, target=target, external=external)


def diagrams(package: Package, relations: dict[str, Relation]) -> Iterator[list[str]]:
    """The words of each diagram (an organisation chart, mostly), box by box."""
    for relation in relations.values():
        if relation.sort != "diagramData":
            continue
        root = package.xml(relation.target)
        if root is None:
            continue
        boxes = ("".join(one.text or "" for one in box.iter(f"{A}t")) for box in root.iter(f"{A}p"))
        yield [words for words in boxes if words.strip()]


def with_heirs(
    styles: Sequence[etree._Element], name: str, hides: Callable[[etree._Element, set[str]], bool]
) -> frozenset[str]:
    """The names (attribute `name`) of styles that hide, given those already known to."""
    found: set[str] = set()
    while more := {one.get(name, "") for one in styles if hides(one, found)} - found:
        found |= more
    return frozenset(found)


def is_unseen(named: etree._Element) -> bool:
    """Whether the maker of a drawing has hidden the thing that has this name (`cNvPr`)."""
    return named.get("hidden") in {"1", "true"}


def charts(package: Package, relations: dict[str, Relation]) -> Iterator[list[str]]:
    """The words of each chart: its titles, series and categories, each once; no figures."""
    for relation in relations.values():
        root = package.xml(relation.target) if relation.sort == "chart" else None
        if root is None:
            continue
        titles = (
            "".join(one.text or "" for one in line.iter(f"{A}t")) for line in root.iter(f"{A}p")
        )
        points = (*root.iterfind(f".//{_C}tx"), *root.iterfind(f".//{_C}strCache/{_C}pt"))
        names = (one.findtext(f"{_C}v") or "" for one in points)
        yield [words for words in dict.fromkeys((*titles, *names)) if words.strip()]


A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
