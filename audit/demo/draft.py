"""A site that is not written yet: documents, pages, index and habits, open to change.

Promises: `whole()` is the made-up department with nothing missing; every change it is asked for
happens or raises. Refuses to know: which faults there are, what an audit makes of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from audit.demo import content, pages, paper
from audit.demo.build import finish, paper_bytes, prepare
from audit.demo.content import Paper
from audit.demo.server import HABITS

Row = tuple[str, str, tuple[tuple[str, str], ...]]
"""One line of the index: code, name, links (text and address)."""
INDEX = "ita/2569.html"
KEPT = frozenset({"file", "font", "landscape", "scan", "widths", "new_page"})
"""Fields of a document that are no words."""


@dataclass(slots=True, kw_only=True)
class Draft:
    """Everything of a site by its path. `habits`: path → firewall, login or a media type."""

    papers: dict[str, Paper]
    pages: dict[str, str]
    rows: list[Row]
    files: dict[str, bytes] = field(default_factory=dict)
    habits: dict[str, str] = field(default_factory=dict)
    legacy: set[str] = field(default_factory=set)

    def page(self, path: str, title: str, main: str) -> None:
        """Make a page, or make it anew."""
        self.pages[path] = pages.made(title, main)

    def swap(self, path: str, old: str, new: str) -> None:
        """Put other words on a page; the words must be there."""
        if old not in self.pages[path]:
            raise ValueError(f"{path} does not say {old!r}")
        self.pages[path] = self.pages[path].replace(old, new)

    def reword(self, file: str, change: Callable[[str], str]) -> None:
        """Send every word of a document through `change`."""
        raw = self.papers[file].model_dump(exclude_none=True)
        self.papers[file] = Paper.model_validate(_mapped(raw, change))

    def edit(self, file: str, **fields: Any) -> None:
        """Set fields of a document."""
        raw = self.papers[file].model_dump(exclude_none=True) | fields
        self.papers[file] = Paper.model_validate(raw)

    def parts(self, file: str) -> list[dict[str, Any]]:
        """The pieces of a document's body."""
        return list(self.papers[file].model_dump(exclude_none=True)["body"])

    def copy(self, file: str, source: str) -> None:
        """Publish the words of one document under the name of another."""
        self.papers[file] = self.papers[source].model_copy(update={"file": file})

    def remove(self, file: str) -> None:
        """Take a document away; links to it stay and are dead."""
        del self.papers[file]

    def write(self, folder: Path) -> None:
        """Write the site; `folder` must be empty, missing or an earlier build."""
        prepare(folder)
        texts = {path: self._bytes(path, text) for path, text in self.pages.items()}
        papers = {made.file: _paper(made) for made in self.papers.values()}
        finish(folder, {**_pictures(), **papers, **self.files, **texts}, "after")
        place = folder / "_server" / HABITS
        place.write_text(json.dumps(self.habits), encoding="utf-8")

    def _bytes(self, path: str, text: str) -> bytes:
        if path in self.legacy:
            old = text.replace('<meta charset="utf-8">\n', "")
            return old.encode("cp874", errors="xmlcharrefreplace")
        return text.encode("utf-8")


def whole() -> Draft:
    """The department's site with every element of the criteria in its place."""
    made = _whole()
    return Draft(
        papers=dict(made.papers), pages=dict(made.pages), rows=list(made.rows),
        habits=dict(made.habits), legacy=set(made.legacy),
    )  # fmt: skip


@cache
def _whole() -> Draft:
    """The site that `whole` hands out copies of; reading it takes half a second."""
    raw = content.read("whole")
    papers = {made.file: made for made in (*content.papers("before"), *content.papers("after"))}
    papers |= {made.file: made for made in map(Paper.model_validate, raw["papers"])}
    legacy = set(content.read("site")["legacy"])
    rendered = {
        path: data.decode("cp874" if path in legacy else "utf-8")
        for path, data in pages.render("after")
    }
    habits = {f"/{path}": "text/html" for path in legacy}
    rows = _rows(raw["index"])
    draft = Draft(papers=papers, pages=rendered, rows=rows, habits=habits, legacy=legacy)
    for path, old, new in raw["swaps"]:
        draft.swap(path, old, new)
    for path, page in raw["pages"].items():
        draft.page(path, page["title"], page["main"])
    return draft


def _rows(changed: dict[str, list[list[str]]]) -> list[Row]:
    return [
        (code, name, tuple((text, href) for text, href in changed.get(code, links)))
        for code, name, links in content.read("ita")["y2569"]
    ]


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {k: v if k in KEPT else _mapped(v, change) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_mapped(item, change) for item in value]
    return value


@lru_cache(maxsize=512)
def _paper(made: Paper) -> bytes:
    return paper_bytes(made)


@cache
def _pictures() -> dict[str, bytes]:
    return {image.file: paper.picture(image) for image in content.images()}
