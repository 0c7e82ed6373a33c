"""Accordions and tabs: which button names which part of a page.

Promises: a panel is known by the words of the button that opens it, also when all buttons stand
before all panels, and whichever program makes them move. Refuses to know: blocks, text.
"""

from __future__ import annotations

import re
from functools import cached_property

from bs4 import BeautifulSoup
from bs4.element import Tag

from audit.extract.html_links import attribute, text_of

LONGEST_NAME = 200
"""Characters; what says more is no name of a panel."""

_KINDS = {"collapse", "tab", "pill", "list"}
_POINTERS = ("data-bs-target", "data-target", "aria-controls", "data-tab", "data-tab-id", "rel")
# The title of an accordion's part: Elementor, Divi, Avada, Shortcodes Ultimate, UIkit, W3.CSS …
_TITLE = re.compile(
    r"(?:accordion|spoiler|collapsible|expander|faq)s?[-_]{1,2}(?:item[-_]{1,2})?"
    r"(?:title|header|heading|button|btn|trigger|question|label)\b"
    r"|elementor-tab-title\b|(?:toggle|collapse)[-_]{1,2}(?:title|header|heading)\b|\b(?:panel|card)-(?:title|heading|header)\b",
    re.I,
)
_TABS = re.compile(
    r"\btabs?\b|tabs?[-_]{1,2}(?:nav|menu|list|links|controls|titles)|nav-tabs", re.I
)
_QUOTED = re.compile(r"""["']#?([^"'\s]{1,80})["']""")
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6", "summary"}
_WORDS = {"a", "b", "button", "em", "font", "i", "label", "small", "span", "strong", "svg", "path"}
_BUTTONS = {"a", "button", "dt", "div", "li", "span"}
_LISTS = {"ul", "ol"}
_PARTS = {"article", "dd", "div", "li", "section"}


class Panels:
    """The panels of one page, named while the page is walked from top to bottom."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self._soup = soup
        self._passed: set[str] = set()
        self._names: dict[str, str] = {}
        self._placed: dict[int, str] = {}

    def is_toggle(self, tag: Tag) -> bool:
        """Whether this element opens an accordion's or a tab's panel; menus are no panels."""
        attrs = tag.attrs
        if not attrs or tag.name in _HEADINGS or _is_menu(tag) or _leads_away(tag):
            return False
        kind = attribute(tag, "data-bs-toggle") or attribute(tag, "data-toggle")
        if kind in _KINDS or attribute(tag, "role") == "tab":
            return True
        if "aria-controls" in attrs and "aria-expanded" in attrs:
            return True
        clicked = not attrs.keys().isdisjoint(("onclick", "data-tab", "rel"))
        if clicked and tag.name in _BUTTONS and any(map(self._is_ahead, _targets(tag))):
            return _says_little(tag)
        return _is_title(tag)

    def promise(self, toggle: Tag, name: str) -> bool:
        """Name the panel that `toggle` opens; False when none is still to come."""
        panel = next(filter(self._is_ahead, _targets(toggle)), None)
        if panel:
            self._names[panel] = name
        return panel is not None

    def takes_list(self, tag: Tag) -> bool:
        """Take a list of nothing but buttons of panels still to come: it names them all."""
        called = bool(_TABS.search(attribute(tag, "class")))
        if tag.name not in {"ul", "ol", "div", "nav"} or not (called or tag.name in _LISTS):
            return False
        items = [child for child in tag.children if isinstance(child, Tag)]
        if len(items) < 2 or not (called or _all_in_page(items)):
            return False
        if not all(item.name in _BUTTONS and _says_little(item) for item in items):
            return False
        names = [text_of(item) for item in items]
        if not all(0 < len(name) <= LONGEST_NAME for name in names) or any(map(_away, items)):
            return False
        return self._named_by_id(items, names) or self._named_by_order(tag, names)

    def enter(self, tag: Tag) -> str | None:
        """The name of the panel that `tag` is; None when it is no panel."""
        placed = self._placed.get(id(tag))
        if "id" not in tag.attrs:
            return placed
        key = attribute(tag, "id")
        self._passed.add(key)
        return self._names.get(key, placed)

    @cached_property
    def _ids(self) -> dict[str, Tag]:
        return {attribute(tag, "id"): tag for tag in self._soup.find_all(id=True)}

    def _is_ahead(self, panel: str) -> bool:
        """Whether a part of the page with this id is still to come."""
        found = self._ids.get(panel)
        return found is not None and panel not in self._passed and found.name not in _HEADINGS

    def _named_by_id(self, items: list[Tag], names: list[str]) -> bool:
        panels = [next(filter(self._is_ahead, _all_targets(item)), "") for item in items]
        if not all(panels) or len(set(panels)) < len(panels):
            return False
        self._names.update(zip(panels, names, strict=True))
        return True

    def _named_by_order(self, tag: Tag, names: list[str]) -> bool:
        """Panels without ids: as many parts in the next box as there are buttons."""
        box = tag.find_next_sibling()
        if not isinstance(box, Tag) or not _TABS.search(attribute(tag, "class")):
            return False
        parts = [child for child in box.children if isinstance(child, Tag)]
        if len(parts) != len(names) or not all(part.name in _PARTS for part in parts):
            return False
        self._placed.update((id(part), name) for part, name in zip(parts, names, strict=True))
        return True


def _is_menu(tag: Tag) -> bool:
    return "aria-haspopup" in tag.attrs or "navbar" in attribute(tag, "class")


def _leads_away(tag: Tag) -> bool:
    """Whether a click opens another page."""
    href = attribute(tag, "href").strip().lower()
    return bool(href) and "#" not in href and not href.startswith("javascript:")


def _away(item: Tag) -> bool:
    return any(_leads_away(link) for link in (item, *item.find_all("a")))


def _all_in_page(items: list[Tag]) -> bool:
    """Whether every item is one link to a place on this page."""
    links = [item.find_all("a", limit=2) for item in items]
    return all(
        len(found) == 1 and len(attribute(found[0], "href")) > 1
        and attribute(found[0], "href").startswith("#")
        for found in links
    )  # fmt: skip


def _is_title(tag: Tag) -> bool:
    """Whether the element's class says that it is the title of a part that opens."""
    name = attribute(tag, "class")
    if not _TITLE.search(name) and not (tag.name == "button" and name.split()[:1] == ["accordion"]):
        return False
    inside = tag.find_all(True)
    return _says_little(tag) and not any(_targets(one) or _leads_away(one) for one in inside)


def _says_little(tag: Tag) -> bool:
    """Whether an element holds nothing but words: a button does, a part of the page does not."""
    return all(one.name in _WORDS for one in tag.find_all(True, limit=20))


def _all_targets(item: Tag) -> list[str]:
    return [name for tag in (item, *item.find_all(True)) for name in _targets(tag)]


def _targets(toggle: Tag) -> list[str]:
    """The ids a button may open."""
    named = [attribute(toggle, name) for name in _POINTERS]
    fragment = attribute(toggle, "href").partition("#")[2]
    clicked = _QUOTED.findall(attribute(toggle, "onclick")[:500])
    return [name.lstrip("#") for name in (*named, fragment, *clicked) if name.lstrip("#")]
