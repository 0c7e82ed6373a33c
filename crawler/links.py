"""Every way out of an HTML page.

Promises: canonical addresses with the way they are linked, menus and scripts' plain navigation
included, each once per page. Refuses to know: which of them are ours, what link texts mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.handlers import (
    DATA,
    SCRIPTED,
    by_get,
    chosen,
    handled,
    kept,
    navigation,
    opened,
    scripted,
)
from crawler.media import Page
from crawler.outside import FLIP_BOOKS, behind, flip_book_of, flip_books
from crawler.urls import canonical, link_base

SMALLEST_IMAGE = 200  # pixels; below this a picture is furniture
SMALLEST_PORTRAIT = 80  # pixels; but a small one that may stand upright may show a person

# What leads nowhere by itself, the most common first. Asking for all else takes half the time that
# asking for each tag that leads somewhere takes; the attributes that carry data, being many, are
# asked for only where the source has one.
_PLAIN = (
    "p,li,td,div,span,tr,a,ul,b,br,strong,h1,h2,h3,h4,h5,h6,i,em,font,center,th,ol,dl,dt,dd,table"
    ",thead,tbody,tfoot,section,article,nav,header,footer,main,aside,label,small,u,hr,sup,sub"
    ",figure,figcaption,svg,g,path,use,select,style,title,html,head,area"
)
_OTHERS = f":not({_PLAIN}),[onclick],[source]"
_CARRYING = (*(name for name in FLIP_BOOKS if name.startswith("data-")), *DATA)
_IN_DATA = "".join(f",[{name}]" for name in _CARRYING)
_CARRIES = re.compile("|".join(map(re.escape, _CARRYING)).encode())
_SHOWN = {
    "frame": ("src",), "iframe": ("src", "data-src"), "object": ("data",), "embed": ("src",)
}  # fmt: skip
_NOTHING_YET = ("about:", "data:")
_REFRESH = re.compile(
    r"\s*[\d.]*(?:\s*[;,]\s*|\s+|(?=url))(?:url\s*=\s*)?['\"]?\s*(?P<url>[^'\"\s][^'\"]*)",
    re.IGNORECASE,
)
_KEPT_ASCII = "".join(map(chr, range(33, 127)))
_NUMBER = re.compile(r"\d+")
_WHOLE = ("/", "http://", "https://")  # means the same on every page of an origin


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
    carries = _CARRIES.search(tree.raw_html.lower())
    others = tree.css(_OTHERS + _IN_DATA if carries else _OTHERS)
    base = _base(others, url)
    known = spelled if spelled is not None and base is url else set()
    anchors = tree.css("a[href],area[href]")
    old = isinstance(tree, Page) and tree.old
    for href, node in _anchors(anchors, known):
        yield from _link(base, _asked(href) if old else href, "link", node)
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


def _asked(href: str) -> str:
    """A page in TIS-620 asks its questions in TIS-620, as browsers have it."""
    place, mark, query = href.partition("?")
    return place + mark + quote(query.encode("cp874", "replace"), safe=_KEPT_ASCII)


def _base(nodes: list[LexborNode], url: str) -> str:
    for node in nodes:
        if node.tag == "base" and node.attributes.get("href"):
            return canonical(node.attributes.get("href") or "", url) or url
    return url


def _anchors(nodes: list[LexborNode], known: set[str]) -> Iterator[tuple[str, LexborNode]]:
    """Nearly all links of nearly all pages; the spellings in `known` were given before."""
    here: set[str] = set()
    for node in nodes:
        attributes = node.attributes  # in a drawing, `a[href]` finds `xlink:href`, too
        href = attributes.get("href") or attributes.get("xlink:href")
        if not href or href in known or href in here:
            continue
        (known if href.startswith(_WHOLE) else here).add(href)
        target = href.strip()
        if target.startswith(SCRIPTED):
            yield from ((found, node) for found in handled(target))
        elif target and target[0] != "#":
            yield target, node


def _of_node(node: LexborNode) -> Iterator[tuple[str, str]]:
    tag, attributes = node.tag or "", node.attributes
    yield from ((url, "link") for url in handled(attributes.get("onclick")))
    yield from ((url, "link") for url in flip_book_of(attributes))
    if tag in _SHOWN:
        yield from _framed(tag, attributes)
    elif tag == "img":
        yield from _image(attributes)
    elif tag == "link" and _is_page(attributes):
        target = (attributes.get("href") or "").strip()
        yield from ([(target, "link")] if target else [])
    elif tag == "meta" and (attributes.get("http-equiv") or "").lower() == "refresh":
        match = _REFRESH.match(attributes.get("content") or "")
        yield from [(match["url"].strip(), "refresh")] if match else []
    else:
        yield from ((url, "link") for url in _acting(tag, node))


def _acting(tag: str, node: LexborNode) -> Iterator[str]:
    """What is no link and acts like one."""
    match tag:
        case "form":
            yield from opened(node)
        case "script":
            text = node.text()
            yield from flip_books(text)
            yield from scripted(text)
        case "option":
            yield from chosen(node)
        case "body":
            yield from navigation(node.attributes.get("onload"))
        case _:
            yield from kept(node.attributes)
            yield from _button(node)


def _button(node: LexborNode) -> Iterator[str]:
    """Where a button sends its form instead."""
    target = node.attributes.get("formaction")
    form = node.parent if target else None
    while form is not None and form.tag != "form":
        form = form.parent
    if target and form is not None and by_get(form) and not node.attributes.get("formmethod"):
        yield target.strip()


def _framed(tag: str, attributes: dict[str, str | None]) -> Iterator[tuple[str, str]]:
    """What a frame shows, now or when it is scrolled to."""
    for name in _SHOWN[tag]:
        target = (attributes.get(name) or "").strip()
        if target and not target.startswith(_NOTHING_YET):
            yield target, "frame"
            break
    inside = attributes.get("srcdoc")
    for node in LexborHTMLParser(inside).css("a[href]") if inside else ():
        yield (node.attributes.get("href") or "").strip(), "link"


def _is_page(attributes: dict[str, str | None]) -> bool:
    """Whether a `link` in the head names a page: itself, its neighbour, its other language."""
    rel = (attributes.get("rel") or "").lower()
    return rel in ("canonical", "next", "prev") or (rel == "alternate" and "hreflang" in attributes)


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
