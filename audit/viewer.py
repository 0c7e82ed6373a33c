"""Stored evidence made fit to be looked at, with the quoted words marked.

Promises: of a stored page only its text and plain structure are left, nothing that runs, loads or
leads away; the words are marked where they stand, or it is said that they were not found. Refuses
to know: who looks; PDF pages (`audit.picture`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import lxml.html
from lxml import etree

from audit.extract.decode import decode
from audit.store import Store
from crawler.model import Snapshot
from rules.document import Block, Document
from rules.thai import fold

HASH = re.compile(r"[0-9a-f]{64}")
MARK = "oit-quote"
MOST_BYTES = 5_000_000
"""A larger page is shown as text only."""
_IN_PAGE = re.compile(r"หน้า\s*(\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A harmless page; `found`: whether the words were marked in it."""

    html: str
    found: bool


def page_number(where: str) -> int | None:
    """The page of a PDF that a place names, counted from 1."""
    found = _IN_PAGE.search(where)
    return int(found[1]) if found else None


def snapshot_of(store: Store, sha256: str, url: str = "") -> Snapshot | None:
    """Where and when the site gave these bytes; None when this site never did."""
    if not HASH.fullmatch(sha256):
        return None
    row = store.got(sha256, url)
    return None if row is None else Snapshot(**row)


def marked_page(data: bytes, charset: str | None, quote: str) -> Marked | None:
    """A stored web page without anything that runs; None when it cannot be shown as one."""
    if len(data) > MOST_BYTES:
        return None
    try:
        root = lxml.html.document_fromstring(decode(data, charset))
        for element in list(root.iter()):
            _tame(element)
    except (etree.LxmlError, ValueError, AssertionError, RecursionError):
        return None
    place = _place(root, fold(quote))
    if place is not None:
        place.set("id", MARK)
        place.set("class", MARK)
    shown = etree.tostring(root, encoding="unicode", method="html")
    return Marked(html=shown, found=place is not None)


def marked_blocks(document: Document, quote: str, where: str) -> tuple[tuple[Block, bool], ...]:
    """The blocks of a reading, each with whether the quoted words stand in it.

    Of a long document only the blocks around the place are given.
    """
    wanted = fold(quote)
    flags = [bool(wanted) and wanted in fold(block.text) for block in document.blocks]
    if not any(flags) and wanted:
        flags = [
            len(text := fold(block.text)) > SHORT and text in wanted for block in document.blocks
        ]
    if where and any(f and b.where == where for f, b in zip(flags, document.blocks, strict=True)):
        flags = [f and b.where == where for f, b in zip(flags, document.blocks, strict=True)]
    first = flags.index(True) if True in flags else 0
    start = max(0, first - AROUND)
    window = slice(start, start + SHOWN)
    return tuple(zip(document.blocks[window], flags[window], strict=True))


SHORT = 6
AROUND = 60
SHOWN = 400
_KEPT = frozenset(
    {
        "html", "head", "title", "body", "main", "article", "section", "header", "footer", "nav",
        "aside", "div", "p", "span", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol",
        "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th",
        "blockquote", "pre", "figure", "figcaption", "b", "strong", "i", "em", "u", "small", "sub",
        "sup", "center", "address",
    }
)  # fmt: skip
_ATTRIBUTES = frozenset({"colspan", "rowspan", "lang", "dir"})
_DROPPED = frozenset(
    {
        "script", "style", "noscript", "template", "svg", "math", "canvas", "iframe", "frame",
        "frameset", "object", "embed", "applet", "audio", "video", "link", "meta", "base",
    }
)  # fmt: skip


def _tame(element: lxml.html.HtmlElement) -> None:
    """Keep structure and words; whatever could run, load or lead away goes."""
    if not isinstance(element.tag, str) or element.tag in _DROPPED:
        if element.getparent() is not None:
            element.drop_tree()
        return
    if element.tag in {"img", "input"}:
        _as_words(element)
    elif element.tag not in _KEPT:
        element.tag = "span"
    for name in set(element.attrib) - _ATTRIBUTES:
        del element.attrib[name]


def _as_words(picture: lxml.html.HtmlElement) -> None:
    """A picture would have to be loaded: its description stands in its place."""
    words = picture.get("alt") or picture.get("value") or ""
    picture.tag = "span"
    picture.attrib.clear()
    picture.text = f"[ภาพ {words}]" if words else "[ภาพ]"


def _place(root: lxml.html.HtmlElement, wanted: str) -> lxml.html.HtmlElement | None:
    """The smallest element that holds the words, the first of several."""
    if not wanted:
        return None
    body = root.find("body")
    element = root if body is None else body
    if wanted not in fold(element.text_content()):
        return None
    while True:
        inner = next(
            (
                child
                for child in element
                if isinstance(child.tag, str) and wanted in fold(child.text_content())
            ),
            None,
        )
        if inner is None:
            return element
        element = inner
