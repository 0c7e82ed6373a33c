"""What a site calls itself, as a proposal for a site that is still named by its host.

Promises: words of the first page, without what turns or controls a line, or nothing; never taken
without a person. Refuses to know: whether the name is right.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from audit.errors import UserError
from audit.single import from_site
from audit.site import Site
from reports.safety import plain
from rules.document import Document, Kind

LONGEST = 120
"""Letters of a name; longer titles are sentences."""
_BETWEEN = re.compile(r"\s+[-–—|:»•]+\s+|\s*[|»•]\s*|\s*::\s*")
_GREETING = re.compile(
    r"^(?:ยินดีต้อนรับ(?:เข้า)?(?:สู่)?(?:เว็บไซต์)?|เว็บไซต์(?:ของ)?|welcome to)\s*", re.IGNORECASE
)
_NO_NAME = re.compile(r"(?:หน้าแรก|หน้าหลัก|home(?: ?page)?|index|untitled.*|\W*)", re.IGNORECASE)


def own_name(site: Site) -> str:
    """The name on the first page, while `site.yml` has only the host; else nothing."""
    if site.config.name != urlsplit(site.config.url).netloc:
        return ""
    try:
        return name_in(from_site(site, site.config.url))
    except UserError:
        return ""


def name_in(home: Document) -> str:
    """The name in a first page's title, else in its first heading."""
    if home.problem:
        return ""
    headings = (block.text for block in home.blocks if block.kind is Kind.HEADING)
    for text in (home.title, next(headings, "")):
        pieces = (_GREETING.sub("", piece).strip() for piece in _BETWEEN.split(text))
        names = [piece for piece in pieces if not _NO_NAME.fullmatch(piece)]
        if names and len(names[0]) <= LONGEST:
            return " ".join(plain(names[0]).split())
    return ""
