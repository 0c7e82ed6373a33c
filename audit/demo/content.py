"""Reads the words of the made-up department.

Promises: the content files as checked, immutable values. Refuses to know: how anything looks,
file formats, the server.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict

State = Literal["before", "after"]
HOME = files("audit.demo")
CONTENT = HOME / "content"
LIBRARY = ("plans", "reports", "people", "integrity", "services", "procurement", "last_year")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Grid(_Strict):
    """A table; `widths` are the shares of the columns."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] | None = None


class Part(_Strict):
    """One piece of a document; exactly one field is set.

    `h` heading, `p` paragraph, `list` and `steps` items, `caption` a table's name, `sign` the lines
    of a signature, `sheet` begins a new sheet of a workbook.
    """

    h: str | None = None
    p: str | None = None
    list: tuple[str, ...] | None = None
    steps: tuple[str, ...] | None = None
    caption: str | None = None
    table: Grid | None = None
    sign: tuple[str, ...] | None = None
    sheet: str | None = None
    new_page: Literal[True] | None = None


class Paper(_Strict):
    """One document to make. The suffix of `file` decides the format; `scan` makes it a picture."""

    file: str
    title: str
    office: str
    running: str = "กรมส่งเสริมการเรียนรู้ดิจิทัลชุมชน"
    as_of: str | None = None
    font: str = "Laksaman"
    landscape: bool = False
    scan: bool = False
    body: tuple[Part, ...]


class News(_Strict):
    """One news item; `date` is written as the site shows it."""

    slug: str
    date: str
    title: str
    tag: str
    scene: int
    text: tuple[str, ...]


class Image(_Strict):
    """One picture to draw: `draw` names a drawing, `words` are its words and colours."""

    file: str
    draw: str
    words: dict[str, Any]


class Change(_Strict):
    """What is different in the second state of the site."""

    papers: tuple[Paper, ...]
    gone: tuple[str, ...]
    news: tuple[News, ...]


def read(name: str) -> Any:
    """The plain content of `content/<name>.yml`."""
    return yaml.safe_load((CONTENT / f"{name}.yml").read_text(encoding="utf-8"))


def change() -> Change:
    """How the second state differs from the first."""
    return Change.model_validate(read("after"))


def papers(state: State) -> tuple[Paper, ...]:
    """Every document of the site in that state, sorted by file."""
    found = [Paper.model_validate(raw) for name in LIBRARY for raw in read(name)]
    if state == "after":
        found = [paper for paper in found if paper.file not in change().gone]
        found += change().papers
    return tuple(sorted(found, key=lambda paper: paper.file))


def news(state: State) -> tuple[News, ...]:
    """All news, newest first."""
    items = tuple(News.model_validate(raw) for raw in read("news"))
    return change().news + items if state == "after" else items


def images() -> tuple[Image, ...]:
    """All pictures of the site."""
    return tuple(Image.model_validate(raw) for raw in read("images"))
