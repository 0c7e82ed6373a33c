"""Pages that hold nothing until a browser runs their programs.

Promises: such a page is told from one that is really empty, so that nobody calls its content
missing. Refuses to know: how to run programs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bs4 import BeautifulSoup
from bs4.element import Tag

from audit.extract.html_links import attribute
from rules.document import Block, Kind

LITTLE_TEXT = 200
"""Letters; with fewer, and under three links, a page with an empty frame for a program is a shell
(of 280 pages looked at, 12 were such)."""
FEW_LINKS = 3

_FRAME = re.compile(r"(?:root|app|__next|__nuxt|___gatsby|app-root|main-app)")
_FRAME_TAGS = {"app-root", "ion-app"}
_REFRESH = re.compile(r"url\s*=\s*['\"]?\s*([^'\"\s]+)", re.I)


def is_shell(soup: BeautifulSoup, blocks: Sequence[Block]) -> bool:
    """Whether what people see comes from programs that were not run; `blocks` is what we see."""
    if not blocks:
        return soup.find("script") is not None
    links = sum(block.kind is Kind.LINK for block in blocks)
    text = sum(len(block.text) for block in blocks)
    if links >= FEW_LINKS or text >= LITTLE_TEXT or soup.find("script", src=True) is None:
        return False
    return any(_is_empty_frame(tag) for tag in soup.find_all(["div", "main", *_FRAME_TAGS]))


def _is_empty_frame(tag: Tag) -> bool:
    named = tag.name in _FRAME_TAGS or _FRAME.fullmatch(attribute(tag, "id").lower())
    return bool(named) and not any(isinstance(child, Tag) for child in tag.children)


def refresh_target(soup: BeautifulSoup) -> str | None:
    """Where the page sends its visitors by itself; None when it stays."""
    for tag in soup.find_all("meta"):
        if attribute(tag, "http-equiv").lower() == "refresh":
            found = _REFRESH.search(attribute(tag, "content"))
            return found.group(1) if found else None
    return None
