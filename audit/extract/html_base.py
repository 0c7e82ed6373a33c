"""The address against which a page resolves its links: `<base href>`.

Promises: links joined as a browser joins them, as far as the page alone can tell; what leads
nowhere, to a mailbox or a telephone stays as published. Refuses to know: where the page stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urljoin

from bs4 import BeautifulSoup

from audit.extract.html_links import attribute
from rules.document import Block

_OTHER_SCHEME = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]*:", re.I)


def base_of(soup: BeautifulSoup) -> str:
    """The page's own base, as published; '' when it has none that could be an address."""
    for tag in soup.find_all("base", href=True):
        base = attribute(tag, "href").strip()
        if base and not _OTHER_SCHEME.match(base):
            return base
    return ""


def rebased(blocks: Iterable[Block], base: str) -> list[Block]:
    """The blocks with their addresses joined to `base`."""
    if not base:
        return list(blocks)
    return [replace(block, href=_joined(base, block.href)) for block in blocks]


def _joined(base: str, href: str | None) -> str | None:
    if not href or href.startswith("#") or _OTHER_SCHEME.match(href):
        return href
    try:
        return urljoin(base, href)
    except ValueError:  # brackets that are no host; nobody can follow it
        return href
