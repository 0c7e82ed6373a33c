"""Tells, from the bytes alone, a page that scripts would have to draw.

Promises: a page with words or links of its own is none. Refuses to know: browsers.
"""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from crawler.blocked import has_links, visible_text

LITTLE_TEXT = 200  # letters
WORD_OR_TWO = 20  # letters, as of "please wait"
FEW_LINKS = 3
MANY_LINKS = 15  # nearly every page: not looked at any closer
SHELL = 3  # points; 12 of 280 ordinary pages measured have as many
_ROOTS = "#root,#app,#__next,#__nuxt,app-root,#q-app,#svelte"


def is_shell(tree: LexborHTMLParser) -> bool:
    """Whether a page says nothing itself and has scripts that would."""
    if tree.css_first("script") is None:
        return False
    points = int(len(visible_text(tree)) < LITTLE_TEXT)
    points += int(len(tree.css("a[href]")) < FEW_LINKS)
    points += int(tree.css_first("script[src]") is not None)
    root = tree.css_first(_ROOTS)
    points += 2 * int(root is not None and not root.text(strip=True))
    told = tree.css_first("noscript")
    points += int(told is not None and "javascript" in told.text().lower())
    return points >= SHELL


def says_more(drawn: LexborHTMLParser, came: LexborHTMLParser) -> bool:
    """Whether scripts put words or links on a page; a mark that turns for ever is neither."""
    more = len(visible_text(drawn)) - len(visible_text(came))
    return more > WORD_OR_TWO or len(drawn.css("a[href]")) > len(came.css("a[href]"))


def may_be_shell(tree: LexborHTMLParser | None, body: bytes) -> bool:
    """The same, with a cheap no for nearly every page."""
    return tree is not None and not has_links(body, MANY_LINKS) and is_shell(tree)
