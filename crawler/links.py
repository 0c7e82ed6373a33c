"""Every way out of an HTML page.

Promises: canonical addresses with the way they are linked, menus and scripts' plain navigation
included, each once per page. Refuses to know: which of them are ours, what link texts mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.outside import FLIP_BOOKS, behind, flip_book_of, flip_books
from crawler.urls import canonical, link_base

SMALLEST_IMAGE = 200  # pixels; below this a picture is furniture
SMALLEST_PORTRAIT = 80  # pixels; but a small one that may stand upright may show a person

# What else leads somewhere. All tags are asked for at once, which costs less than looking for each
# word in the source; the attributes of flip-books, being several, only where the source has one.
_OTHERS = "frame,iframe,embed,object,link,meta,form,img,base,script,[onclick]"
_IN_DATA = "".join(f",[{name}]" for name in FLIP_BOOKS if name.startswith("data-"))
_IN_SOURCE = ",[source]"
_SHOWN = {"frame": "src", "iframe": "src", "object": "data", "embed": "src"}
_NAVIGATION = re.compile(
    r"(?:window\.open|(?:window|document|self|top|parent)?\.?location(?:\.(?:assign|replace))?)\s*"
    r"(?:\(|(?:\.href)?\s*=)\s*(['\"])(?P<url>[^'\"]+)\1",
    re.IGNORECASE,
)
_REFRESH = re.compile(r"\s*\d*\s*[;,]?\s*url\s*=\s*['\"]?(?P<url>[^'\"]+)", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_WHOLE = ("/", "http://", "https://")  # means the same on every page of an origin
_SCRIPTED = ("javascript:", "JavaScript:", "Javascript:", "JAVASCRIPT:")


class Link(NamedTuple):
    """One way out: `via` is `link`, `frame` (shown inside the page), `refresh` or `image`.

    `node`: what it stands in, for those who want its text.
    """

    url: str
    via: str
    node: LexborNode


def links(tree: LexborHTMLParser, url: str, spelled: set[str] | None = None) -> Iterator[Link]:
    """The links of a parsed page; `url` is the page's own canonical address.

    `spelled` remembers the whole addresses (`https://…`, `/…`) met on the pages of one origin, so
    that a menu costs its time once: they are given once per set.
    """
    source = tree.raw_html.lower()
    found = _OTHERS + _IN_DATA * (b"data-" in source) + _IN_SOURCE * (b"source" in source)
    others = tree.css(found)
    base = _base(others, url)
    known = spelled if spelled is not None and base is url else set()
    anchors = tree.css("a[href],area[href]")
    for href, node in _anchors(anchors, known):
        yield from _link(base, href, "link", node)
    for node in others:
        for href, via in _of_node(node):
            if href in known:
                continue
            if href.startswith(_WHOLE):
                known.add(href)
            yield from _link(base, href, via, node)


def _link(base: str, href: str, via: str, node: LexborNode) -> Iterator[Link]:
    target = canonical(href, link_base(base, href))
    if target:
        yield Link(target, via, node)
        for document in behind(target, href):
            yield Link(document, "image" if via == "image" else "link", node)


def _base(nodes: list[LexborNode], url: str) -> str:
    for node in nodes:
        if node.tag == "base" and node.attributes.get("href"):
            return canonical(node.attributes["href"] or "", url) or url
    return url


def _anchors(nodes: list[LexborNode], known: set[str]) -> Iterator[tuple[str, LexborNode]]:
    """Nearly all links of nearly all pages; the spellings in `known` were given before."""
    here: set[str] = set()
    for node in nodes:
        href = node.attributes["href"]
        if href is None or href in known or href in here:
            continue
        (known if href.startswith(_WHOLE) else here).add(href)
        target = href.strip()
        if target.startswith(_SCRIPTED):
            yield from ((found, node) for found in _navigation(target))
        elif target and target[0] != "#":
            yield target, node


def _of_node(node: LexborNode) -> Iterator[tuple[str, str]]:
    tag, attributes = node.tag or "", node.attributes
    yield from ((url, "link") for url in _navigation(attributes.get("onclick")))
    yield from ((url, "link") for url in flip_book_of(attributes))
    if tag in _SHOWN:
        target = (attributes.get(_SHOWN[tag]) or "").strip()
        yield from ([(target, "frame")] if target else [])
    elif tag == "img":
        yield from _image(attributes)
    elif tag == "link" and _is_page(attributes):
        target = (attributes.get("href") or "").strip()
        yield from ([(target, "link")] if target else [])
    elif tag == "meta" and (attributes.get("http-equiv") or "").lower() == "refresh":
        match = _REFRESH.match(attributes.get("content") or "")
        yield from [(match["url"].strip(), "refresh")] if match else []
    elif tag == "form":
        yield from _form(node)
    elif tag == "script":
        yield from ((url, "link") for url in flip_books(node.text()))


def _is_page(attributes: dict[str, str | None]) -> bool:
    """Whether a `link` in the head names a page: itself, its neighbour, its other language."""
    rel = (attributes.get("rel") or "").lower()
    return rel in ("canonical", "next", "prev") or (rel == "alternate" and "hreflang" in attributes)


def _navigation(script: str | None) -> Iterator[str]:
    for match in _NAVIGATION.finditer(script or ""):
        if not match["url"].startswith(("#", *_SCRIPTED)):
            yield match["url"]


def _image(attributes: dict[str, str | None]) -> Iterator[tuple[str, str]]:
    """A picture that may carry content: large or upright, no drawing or animation by its name."""
    source = (attributes.get("src") or "").strip()
    if not source or source.startswith("data:"):  # loaded late: the real one stands beside
        source = (attributes.get("data-src") or attributes.get("data-lazy-src") or "").strip()
    name = source.partition("?")[0].lower()
    if not source or source.startswith("data:") or name.endswith((".svg", ".ico", ".gif")):
        return
    found = (_NUMBER.match(attributes.get(side) or "") for side in ("width", "height"))
    wide, high = (int(side[0]) if side else None for side in found)
    upright = (high or wide or 0) >= max(SMALLEST_PORTRAIT, wide or 0)
    if upright or all(side is None or side >= SMALLEST_IMAGE for side in (wide, high)):
        yield source, "image"


def _form(node: LexborNode) -> Iterator[tuple[str, str]]:
    """A form that only leads somewhere: GET, and nothing to fill in."""
    method = (node.attributes.get("method") or "get").lower()
    action = (node.attributes.get("action") or "").strip()
    if method == "get" and action and not node.css("input[name],select[name],textarea[name]"):
        yield action, "link"
