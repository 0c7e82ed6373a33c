"""Documents written by hand, for examples and case files.

Promises: `document` makes a `Document` of a few readable lines. Refuses to know: real formats,
checks, what a document proves.

    # heading          | a | b |  table row, the first one is the header
    ![words](src)      picture; `![words](src "300")` is 300 pixels wide, `(src "dead")` says it
    [words](href)      link; relative ones are live, others unknown; `(href "dead")` says it
    anything else      text; a link inside a line has the whole line near it
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict

from rules.document import Block, Document, Kind, Label, Legibility, Reach, Table

_LINK = re.compile(r'(!?)\[([^\]]*)\]\((\S*?)(?:\s+"([^"]*)")?\)')


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class WrittenLabel(_Strict):
    """A label as people write it; a bare string is its `text`."""

    text: str
    url: str = ""
    near: str = ""
    heading: str = ""


class Written(_Strict):
    """A document as people write it; a bare string is its `text`."""

    text: str = ""
    title: str = ""
    url: str = "https://www.example.go.th/page"
    media: str = "text/html"
    legibility: Legibility = Legibility.TEXT
    problem: str | None = None
    labels: tuple[WrittenLabel | str, ...] = ()


def document(written: str | Mapping[str, Any] | Written) -> Document:
    """The document that these lines describe.

    Raises `pydantic.ValidationError` for a mapping with unknown or wrong keys.
    """
    if isinstance(written, str):
        written = Written(text=written)
    elif not isinstance(written, Written):
        written = Written.model_validate(written)
    blocks, tables = _read(written.text)
    heading = next((block.text for block in blocks if block.kind is Kind.HEADING), "")
    return Document(
        sha256=hashlib.sha256(written.model_dump_json().encode()).hexdigest(),
        media=written.media,
        legibility=written.legibility,
        title=written.title or heading,
        url=written.url,
        blocks=tuple(blocks),
        tables=tuple(tables),
        labels=tuple(_label(label) for label in written.labels),
        problem=written.problem,
    )


def _label(label: WrittenLabel | str) -> Label:
    if isinstance(label, str):
        return Label(text=label, url="https://www.example.go.th/")
    return Label(text=label.text, url=label.url, near=label.near, heading=label.heading)


def _read(text: str) -> tuple[list[Block], list[Table]]:
    blocks: list[Block] = []
    tables: list[Table] = []
    rows: list[tuple[str, ...]] = []
    where = "ต้นหน้า"
    for line in [*(line.strip() for line in text.splitlines()), ""]:
        if line.startswith("|"):
            rows.append(tuple(cell.strip() for cell in line.strip("|").split("|")))
            blocks.extend(_line(" | ".join(rows[-1]), where, Kind.ROW))
            continue
        if rows:
            tables.append(_table(rows, where))
            rows = []
        if line.startswith("#"):
            heading = line.lstrip("#").strip()
            where = f"หัวข้อ {heading}"
            blocks.append(Block(kind=Kind.HEADING, text=heading, where=where))
        elif line:
            blocks.extend(_line(line, where, Kind.TEXT))
    return blocks, tables


def _line(line: str, where: str, kind: Kind) -> list[Block]:
    """A line's own block (unless it is nothing but links and pictures), then those."""
    words = _LINK.sub(lambda link: "" if link[1] else link[2], line).strip()
    links = [_linked(link, where, words) for link in _LINK.finditer(line)]
    alone = links and not _LINK.sub("", line).strip(" -•|")
    return (
        links
        if alone and kind is Kind.TEXT
        else [Block(kind=kind, text=words, where=where), *links]
    )


def _linked(link: re.Match[str], where: str, words: str) -> Block:
    picture, text, target, note = link[1], link[2], link[3], link[4] or ""
    near = words if words != text else ""
    if picture:
        width = int(note) if note.isdigit() else None
        reach = Reach(note) if note and width is None else Reach.UNKNOWN
        return Block(
            kind=Kind.PICTURE, text=text, where=where, href=target, width=width, near=near,
            reach=reach,
        )  # fmt: skip
    known = Reach.UNKNOWN if "//" in target else Reach.LIVE
    reach = Reach(note) if note else known
    return Block(kind=Kind.LINK, text=text, where=where, href=target, near=near, reach=reach)


def _table(rows: list[tuple[str, ...]], where: str) -> Table:
    plain = [
        tuple(_LINK.sub(lambda link: "" if link[1] else link[2], cell) for cell in row)
        for row in rows
    ]
    width = len(plain[0])
    body = tuple((*row, *("",) * width)[:width] for row in plain[1:])
    return Table(header=plain[0], rows=body, where=where)
