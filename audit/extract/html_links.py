"""Where the elements of a page lead, and what a person reads on them.

Promises: the target as published, also when it hides in `onclick`, `javascript:`, a lazy picture or
an embedded viewer; '' when there is none. Refuses to know: blocks, places, other pages.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from bs4.element import NavigableString, PageElement, Tag

from audit.extract.reading import squeeze

MOST_HREF = 4_000
"""Longer addresses are data, not addresses."""

BLANK = 300
"""Characters; a picture written into the page in fewer shows nothing: it keeps a place."""

_BESIDE_LINKS = 40
"""Characters beside the links of a paragraph below which it is a list of links, not prose."""

MOST_CODE = 2_000
"""Characters of a click handler that are searched for an address."""

UNSEEN = {
    "script", "style", "template", "head", "svg", "textarea", "canvas", "noscript", "math", "xml",
    "datalist", "audio", "video", "noframes",
}  # fmt: skip
"""Elements whose text is no part of what people read; `xml` is what Word leaves in pages."""

FRAMES = {"iframe": "src", "frame": "src", "embed": "src", "object": "data"}

_MARKED_WITHIN = 4
"""Boxes around a link in which a mark of the page is still meant for it."""

_CODE_TARGET = re.compile(
    r"""(?:open|href|location|assign|replace|navigate|download|popup|show|view|load)\w*"""
    r"""\s*[=(]\s*(?:this\s*,\s*)?["']([^"']{2,})["']""",
    re.I,
)
_PIXELS = re.compile(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*$", re.I)
_STYLE_WIDTH = re.compile(r"(?:^|;)\s*width\s*:\s*(\d{1,5})(?:\.\d+)?px", re.I)
_LAZY = ("data-src", "data-lazy-src", "data-litespeed-src", "data-original", "data-lazy")
_OBJECT_PARAMS = {"src", "url", "movie", "filename"}
_TYPED = {"", "text", "email", "tel", "number", "date", "file", "url"}
_WORD_TITLE = re.compile(r"\bMso(?:Sub)?[Tt]itle\b|mso-outline-level:\s*[1-6]")
_SKIP = re.compile(r"\s*(?:ข้าม(?:ไป)?(?:ที่|ยัง|สู่)?(?:ส่วน)?(?:เนื้อหา|เมนู|หน้าหลัก)|skip to\b)", re.I)
"""A link for keyboards from the head of a page to its content: no part of what the page says."""
_SEARCH = re.compile(r"search|ค้นหา|^(?:q|s|key|keyword|kw|query)$", re.I)


def attribute(tag: Tag, name: str) -> str:
    """An attribute's text; '' when absent; several values joined."""
    value = tag.attrs.get(name)
    if value is None:
        return ""
    return value if isinstance(value, str) else " ".join(value)


def marked_for(tag: Tag, near: str) -> str:
    """What stands around a link, behind the indicator that the page marks it with (`data-oit`)."""
    boxes = (tag, *(box for _, box in zip(range(_MARKED_WITHIN), tag.parents, strict=False)))
    mark = next(
        (squeeze(attribute(box, "data-oit")) for box in boxes if box.has_attr("data-oit")), ""
    )
    return f"data-oit={mark} | {near}".rstrip(" |") if mark else near


def target(tag: Tag) -> str | None:
    """Where a click on `tag` leads, as published; None when the element is no link."""
    if tag.name in FRAMES:
        return next(_shown(tag), None)
    if tag.name in {"a", "area"}:
        return _anchor_target(tag)
    clicked = attribute(tag, "onclick")
    if clicked:
        return _from_code(clicked)
    if tag.name == "option":
        value = attribute(tag, "value").strip()
        return _address(value) if value.startswith(("http://", "https://", "/")) else None
    return _address(attribute(tag, "data-href")) or None


def _shown(tag: Tag) -> Iterator[str]:
    """What a frame or an embedded object shows, the real address when it is loaded late."""
    named = (attribute(tag, name) for name in (FRAMES[tag.name], *_LAZY))
    told = (
        attribute(param, "value")
        for param in (tag.find_all("param") if tag.name == "object" else ())
        if attribute(param, "name").lower() in _OBJECT_PARAMS
    )
    for value in (*named, *told):
        address = _address(value)
        if address and not address.lower().startswith(("about:", "javascript:")):
            yield address


def _anchor_target(tag: Tag) -> str | None:
    href = attribute(tag, "href").strip()
    if href.lower().startswith("javascript:"):
        return _from_code(href) or _from_code(attribute(tag, "onclick")) or _address(href)
    if href in {"", "#"}:
        hidden = _from_code(attribute(tag, "onclick")) or _address(attribute(tag, "data-href"))
        return hidden or (href if tag.has_attr("href") else None)
    return _address(href)


def _from_code(code: str) -> str | None:
    """The address inside a click handler: `window.open('x.pdf')`, `location.href='x.pdf'`."""
    for found in _CODE_TARGET.finditer(code[:MOST_CODE]):
        address = found.group(1)
        if (re.search(r"[/.?]", address) and not address.startswith((".", "#"))) or "/" in address:
            return _address(address)
    return None


def _address(value: str) -> str:
    value = "".join(value.split("\n")).strip()
    return "" if value.startswith("data:") else value[:MOST_HREF]


def picture_source(tag: Tag) -> str | None:
    """A picture's source as published; the real one when the page loads it lazily.

    None for a picture that stands in the page itself, '' for one that was never given a source.
    """
    sets = (attribute(tag, name).split(",")[0].split() for name in ("data-srcset", "srcset"))
    first = [parts[0] for parts in sets if parts]
    source = attribute(tag, "src").strip()
    candidates = (*(attribute(tag, name) for name in _LAZY), source, *first)
    found = next((found for value in candidates if (found := _address(value))), "")
    return found or (None if source.startswith("data:") and len(source) > BLANK else "")


def picture_width(tag: Tag) -> int | None:
    """Pixels, when the page states them (attribute or inline style)."""
    found = _PIXELS.match(attribute(tag, "width")) or _STYLE_WIDTH.search(attribute(tag, "style"))
    return int(found.group(1)) if found else None


def label_of(tag: Tag) -> str:
    """The words a person hears or sees on an element that holds no text."""
    for name in ("aria-label", "title", "alt", "value", "name"):
        if name in {"value", "name"} and tag.name not in {"input", "button"}:
            continue
        if words := squeeze(attribute(tag, name)):
            return words
    return ""


def pictures_label(tag: Tag) -> str:
    """The words of the pictures inside `tag`."""
    return " ".join(filter(None, (label_of(picture) for picture in tag.find_all("img"))))


def strings(node: Tag) -> Iterator[str]:
    """The visible strings inside `node`."""
    for item in node.descendants:
        if type(item) is NavigableString and item.strip() and is_shown(item):
            yield str(item)


def is_heading(tag: Tag) -> bool:
    """Whether an element of another name is a heading: by its role, as Word marks titles, or as a
    bold line or a term right above the links it names."""
    if attribute(tag, "role") == "heading" or _names_links(tag):
        return True
    return bool(_WORD_TITLE.search(f"{attribute(tag, 'class')};{attribute(tag, 'style')}"))


def _names_links(tag: Tag) -> bool:
    if tag.name not in {"p", "dt"} or tag.find("a"):
        return False
    if tag.name == "p" and not all(_is_bold(item, tag) for item in _said(tag)):
        return False
    below = tag.find_next_sibling()
    if below is None or below.name not in {"p", "dd", "ul", "ol", "div"} or not below.find("a"):
        return False
    outside = [item for item in _said(below) if item.find_parent("a") is None]
    return bool(text_of(tag)) and sum(len(item.strip()) for item in outside) < _BESIDE_LINKS


def _said(tag: Tag) -> Iterator[NavigableString]:
    return (i for i in tag.descendants if type(i) is NavigableString and i.strip())


def _is_bold(item: NavigableString, within: Tag) -> bool:
    bold = item.find_parent(("b", "strong"))
    return bold is not None and within in bold.parents


def is_seen(tag: Tag) -> bool:
    """Whether an element holds something for people; Word marks what its author has hidden."""
    if tag.name == "a" and attribute(tag, "href").startswith("#") and _SKIP.match(tag.get_text()):
        return False
    return tag.name not in UNSEEN and "mso-hide:all" not in attribute(tag, "style").replace(" ", "")


def is_shown(item: PageElement) -> bool:
    """Whether this string is text for people."""
    return item.parent is None or item.parent.name not in UNSEEN


def text_of(node: Tag) -> str:
    """All visible text inside `node`, on one line."""
    return squeeze(" ".join(strings(node)))


def is_filled_in(form: Tag) -> bool:
    """Whether people write into this form; a search box does not count."""
    if form.find("textarea"):
        return True
    fields = [
        field
        for field in form.find_all("input")
        if attribute(field, "type").lower() in _TYPED
        and not _SEARCH.search(attribute(field, "name"))
        and not _SEARCH.search(attribute(field, "placeholder"))
    ]
    return bool(fields) and attribute(form, "role") != "search"


def first_of(node: Tag, names: Collection[str]) -> Tag | None:
    """The first element of these names inside `node` (several times faster than `find`)."""
    for item in node.descendants:
        if isinstance(item, Tag) and item.name in names:
            return item
    return None


def form_name(form: Tag) -> str:
    """What a form calls itself: legend, heading inside, or the words on its button."""
    for name in ("legend", "h1", "h2", "h3", "h4", "h5"):
        found = form.find(name)
        if isinstance(found, Tag) and (words := text_of(found)):
            return words
    button = form.find(lambda tag: tag.name == "button" or attribute(tag, "type") == "submit")
    return (text_of(button) or label_of(button)) if isinstance(button, Tag) else ""
