"""HTML → blocks in reading order.

Promises: everything a visitor could read or follow, in the order of the page: headings (also those
of accordions, tabs and bold lines), paragraphs, table rows, pictures, links with what stands around
them. Refuses to know: which part is menu or footer (repetition over the site tells that later),
what the links lead to.
"""

from __future__ import annotations

import warnings

from bs4 import BeautifulSoup, XMLParsedAsHTMLWarning

from audit.extract.decode import decode
from audit.extract.html_base import base_of, rebased
from audit.extract.html_shell import is_shell
from audit.extract.html_walk import Walker
from audit.extract.reading import Reading, Source
from rules.document import Legibility


def read(source: Source) -> Reading:
    """The page; `empty` when nothing is on it, `unsupported` when programs have yet to draw it."""
    markup = decode(source.data, source.charset).replace("\x00", "")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        soup = BeautifulSoup(markup, "lxml", multi_valued_attributes=None)
    _empty_embeds(soup)
    walker = Walker(soup)
    walker.page()
    shell = is_shell(soup, walker.blocks)
    if shell or not walker.blocks:
        walker.hidden()
    blocks = tuple(rebased(walker.blocks, base_of(soup)))
    if shell or not blocks:
        problem = "unsupported" if shell else "empty"
        return Reading(
            title=walker.title(), blocks=blocks, legibility=Legibility.NONE, problem=problem
        )
    return Reading(title=walker.title(), blocks=blocks, tables=tuple(walker.tables))


def _empty_embeds(soup: BeautifulSoup) -> None:
    """`<embed>` has no end tag and holds nothing: the parser puts what follows it inside."""
    for tag in soup.find_all("embed"):
        for child in reversed(list(tag.contents)):
            tag.insert_after(child.extract())
