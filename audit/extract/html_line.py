"""One line of a page while it is being read: its words, its links, its pictures.

Promises: words in order, and for each link and picture what gives it its meaning. Refuses to know:
headings, tables, places.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from bs4.element import NavigableString, Tag

from audit.extract.html_links import (
    FRAMES,
    attribute,
    first_of,
    is_seen,
    is_shown,
    label_of,
    picture_source,
    picture_width,
    pictures_label,
    target,
    text_of,
)
from audit.extract.reading import MOST_NEAR, squeeze
from rules.document import Kind

_SPACED = {"br", "p", "div", "li", "td", "th", "tr", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6"}
_FENCES = {"body", "html", "main", "nav", "header", "footer", "table", "tbody", "tr", "ul", "ol"}
_LISTS = {"ul", "ol"}
_CARDS = {"li", "td", "figure", "article"}
_DEEPEST = 80
_MOST_IN_CARD = 300
_SMALLEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """A link or picture waiting for its line to end."""

    tag: Tag
    kind: Kind
    text: str
    href: str | None = None
    width: int | None = None
    near: str = ""


@dataclass(slots=True)
class Line:
    """Words, links and pictures in order. `says_something`: there are words outside the links."""

    parts: list[str] = field(default_factory=list)
    pointers: list[Pointer] = field(default_factory=list)
    says_something: bool = False
    is_bold: bool = True

    @property
    def text(self) -> str:
        """All words, those of the links too."""
        return squeeze("".join(self.parts))

    def add(self, words: str, *, bold: bool = False, linked: bool = False) -> None:
        """More words; marks and bullets alone say nothing."""
        self.parts.append(words)
        if not words.isspace() and not linked and any(map(str.isalnum, words)):
            self.says_something = True
            self.is_bold = self.is_bold and bold

    def picture(self, tag: Tag, caption: str = "") -> None:
        """A picture, unless it is a tracking pixel."""
        width = picture_width(tag)
        if width is not None and width < _SMALLEST:
            return
        source = picture_source(tag)
        words = squeeze(attribute(tag, "alt")) or squeeze(attribute(tag, "title"))
        if source or words:
            self.pointers.append(
                Pointer(
                    tag=tag, kind=Kind.PICTURE, text=words, href=source, width=width, near=caption
                )
            )

    def element(self, tag: Tag, *, bold: bool = False, depth: int = 0) -> None:
        """A link, a button, a frame or a field, with the words and pictures inside it."""
        if tag.name == "select":
            for option in tag.find_all("option"):
                self.link(option, text_of(option))
            return
        inside = Line()
        inside.flatten(tag, itself=False, depth=depth)
        is_link = self.link(tag, inside.text or label_of(tag) or pictures_label(tag))
        if inside.parts:
            # With the white space at its ends, so that neighbours stay apart.
            self.add("".join(inside.parts), bold=bold, linked=is_link)
        self.pointers.extend(inside.pointers)

    def link(self, tag: Tag, text: str) -> bool:
        """Note where `tag` leads; False when it leads nowhere."""
        href = target(tag)
        if href is None or (not href and tag.name != "a"):
            return False
        near = squeeze(attribute(tag, "title")) if tag.name in FRAMES else ""
        self.pointers.append(Pointer(tag=tag, kind=Kind.LINK, text=text, href=href, near=near))
        return True

    def flatten(self, node: Tag, *, itself: bool = True, depth: int = 0) -> None:
        """Everything inside `node` as one line, whatever its elements are."""
        if itself and node.has_attr("onclick") and node.name not in {"a", "button", "input"}:
            self.link(node, text_of(node))
        if depth > _DEEPEST:
            self.add(text_of(node))
            return
        for child in node.children:
            if type(child) is NavigableString:
                self.add(child)
            elif isinstance(child, Tag) and is_seen(child):
                self.enter(child, depth + 1)

    def enter(self, tag: Tag, depth: int = 0) -> None:
        """One element and everything inside it as part of this line."""
        if tag.name in _SPACED:
            self.parts.append(" ")
        if tag.name == "img":
            self.picture(tag)
        elif tag.name in {"a", "area", "button", "input", "select"} or tag.name in FRAMES:
            self.element(tag, depth=depth)
        else:
            self.flatten(tag, depth=depth)
        if tag.name in _SPACED:
            self.parts.append(" ")


def surroundings(pointer: Pointer) -> str:
    """The words of the smallest box around a link or picture that says more than it does itself.

    A box that holds other links (or pictures) too says nothing certain about this one, except a
    list item, a cell or a card.
    """
    tag = pointer.tag
    for _, box in zip(range(6), tag.parents, strict=False):
        if box.name in _FENCES or (box.name == "li" and first_of(box, _LISTS)):
            break
        words = _words(box)
        if words is None:
            break
        if words and words != pointer.text:
            return words if _is_card(box) or not _has_rival(box, pointer) else ""
        if box.name == "li":
            break
    return squeeze(attribute(tag, "title")) if pointer.kind is Kind.LINK else ""


def _words(box: Tag) -> str | None:
    """The text of a box; None when it is too long to be a card."""
    kept: list[str] = []
    length = 0
    for count, item in enumerate(box.descendants):
        if type(item) is NavigableString and is_shown(item):
            kept.append(item)
            length += len(item.strip())
        if length > MOST_NEAR or count > _MOST_IN_CARD:
            return None
    return squeeze(" ".join(kept))


def _is_card(box: Tag) -> bool:
    return box.name in _CARDS or "card" in attribute(box, "class").lower().split()


def _has_rival(box: Tag, pointer: Pointer) -> bool:
    if pointer.kind is Kind.PICTURE:
        return len(box.find_all("img", limit=2)) > 1 or len(box.find_all("a", limit=4)) > 3
    links = (one for one in box.descendants if isinstance(one, Tag) and one.name == "a")
    return any(target(link) not in {None, pointer.href} for link in links)
