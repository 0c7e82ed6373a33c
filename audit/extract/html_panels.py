"""Accordions and tabs: which button names which part of a page.

Promises: a panel is known by the words of the button that opens it, also when all buttons stand
before all panels. Refuses to know: blocks, text.
"""

from __future__ import annotations

from bs4 import BeautifulSoup
from bs4.element import Tag

from audit.extract.html_links import attribute

_KINDS = {"collapse", "tab", "pill", "list"}


def is_toggle(tag: Tag) -> bool:
    """Whether this element opens an accordion's or a tab's panel; menus are no panels."""
    attrs = tag.attrs
    if "aria-haspopup" in attrs or "navbar" in attribute(tag, "class"):
        return False
    kind = attribute(tag, "data-bs-toggle") or attribute(tag, "data-toggle")
    opens = kind in _KINDS or attribute(tag, "role") == "tab"
    return opens or ("aria-controls" in attrs and "aria-expanded" in attrs)


class Panels:
    """The panels of one page, named while the page is walked from top to bottom."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self._soup = soup
        self._ids: frozenset[str] | None = None
        self._passed: set[str] = set()
        self._names: dict[str, str] = {}

    def promise(self, toggle: Tag, name: str) -> bool:
        """Name the panel that `toggle` opens; False when none is still to come."""
        panel = next((one for one in _targets(toggle) if self._is_ahead(one)), None)
        if panel:
            self._names[panel] = name
        return panel is not None

    def enter(self, tag: Tag) -> str | None:
        """The name of the panel that `tag` is; None when it is no panel."""
        if "id" not in tag.attrs:
            return None
        key = attribute(tag, "id")
        self._passed.add(key)
        return self._names.get(key)

    def _is_ahead(self, panel: str) -> bool:
        if self._ids is None:
            self._ids = frozenset(attribute(tag, "id") for tag in self._soup.find_all(id=True))
        return panel in self._ids and panel not in self._passed


def _targets(toggle: Tag) -> list[str]:
    """The ids a button may open."""
    named = [attribute(toggle, name) for name in ("data-bs-target", "data-target", "aria-controls")]
    href = attribute(toggle, "href")
    return [name.lstrip("#") for name in (*named, href if href.startswith("#") else "") if name]
