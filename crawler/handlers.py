"""Addresses in what a page only runs: handlers, scripts, forms, attributes of menus.

Promises: addresses as published, of what a click or a choice would open; nothing that asks a person
for words, nothing that a script would send, save or delete. Refuses to know: which are ours; what
only running the script would tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

from selectolax.lexbor import LexborNode

SCRIPTED = ("javascript:", "JavaScript:", "Javascript:", "JAVASCRIPT:")
DATA = ("data-href", "data-link", "data-url", "data-remote", "data-src", "data-download-url")
"""Attributes in which themes keep what a click opens."""
_WHOLE = ("/", "http://", "https://")
_LONGEST_SCRIPT = 200_000
_PAGES = r"(?:php\d?|aspx?|s?html?|jspx?|cfm|cgi|do|pdf|docx?|xlsx?|pptx?|odt|ods|zip|rar)"

_NAVIGATION = re.compile(
    r"(?:window\.open|(?:window|document|self|top|parent)?\.?location(?:\.(?:assign|replace))?)\s*"
    r"(?:\(|(?:\.href)?\s*=)\s*(['\"])(?P<url>[^'\"]+)\1(?!\s*\+)",
    re.IGNORECASE,
)
# A page or a document by its name, as an argument or a part of a list; not put together of parts.
_NAMED = re.compile(
    rf"(?P<before>[^'\"]{{0,24}})['\"](?P<url>[^'\"\\<>{{}}$\s]{{1,300}}?\.{_PAGES}"
    r"(?:[?#][^'\"\\<>{}\s]{0,300})?)\\?['\"](?!\s*\+)",
    re.IGNORECASE,
)
_ASKED_BY_SCRIPT = re.compile(
    r"(?:\+|\b(?:url|action|path|endpoint|template\w*)['\"]?\s*[:=]"
    r"|\b(?:post|ajax|load|get\w*|fetch|open|require|import|include)\s*\()\s*\Z",
    re.IGNORECASE,
)
_ACTS = re.compile(
    r"(?:\b|_)(?:save|insert|update|del|delete|remove|log_?-?out|sign_?-?out|vote|ajax|upload|send)",
    re.IGNORECASE,
)
_OWN_WORDS = re.compile(r"token|csrf|nonce|sess|captcha|\A__", re.IGNORECASE)
_OF_A_FORM = "input[name],select[name],textarea[name],button[name]"
_PRESSED = frozenset({"submit", "image", "button"})


def handled(script: str | None) -> Iterator[str]:
    """Where a handler, or the `javascript:` of a link, leads."""
    yield from navigation(script)
    yield from _named(script or "")


def navigation(script: str | None) -> Iterator[str]:
    """What a script opens or goes to."""
    for match in _NAVIGATION.finditer(script or ""):
        if not match["url"].startswith(("#", *SCRIPTED)):
            yield match["url"]


def scripted(script: str) -> Iterator[str]:
    """Pages and documents in a script of the page itself: menus of long ago, lists of files."""
    source = script[:_LONGEST_SCRIPT].replace("\\/", "/")
    if "location" in source or "window.open" in source:
        yield from navigation(source)
    yield from _named(source)


def kept(attributes: Mapping[str, str | None]) -> Iterator[str]:
    """What the attributes of an element keep for a click."""
    for name in DATA:
        value = (attributes.get(name) or "").strip()
        if names_page(value) or (name in DATA[:2] and value.startswith(_WHOLE)):
            yield value


def chosen(option: LexborNode) -> Iterator[str]:
    """The address that an entry of a menu stands for."""
    value = (option.attributes.get("value") or "").strip()
    if names_page(value) or value.startswith(_WHOLE):
        yield value


def names_page(value: str) -> bool:
    """Whether a value is the address of a page or document by its ending."""
    return bool(_ENDS_AS_PAGE.match(value)) and not _ACTS.search(value)


_ENDS_AS_PAGE = re.compile(rf"[^\s<>{{}}'\"]+\.{_PAGES}(?:[?#]\S*)?\Z", re.IGNORECASE)


def opened(form: LexborNode) -> Iterator[str]:
    """Where a form leads that has nothing to fill in: by GET, with what it carries itself."""
    action = (form.attributes.get("action") or "").strip()
    if not action or not by_get(form):
        return
    fields = form.css(_OF_A_FORM)
    if not fields:
        yield action
        return
    carried = [_field(node) for node in fields]
    if None not in carried:
        pairs = [pair for pair in carried if pair]
        yield f"{action.partition('?')[0]}?{urlencode(pairs)}"


def by_get(form: LexborNode) -> bool:
    """Whether a form is sent as a question."""
    return (form.attributes.get("method") or "get").strip().lower() == "get"


def _field(node: LexborNode) -> tuple[str, str] | None:
    """What a field carries; None when a person, or the visit, has to say it."""
    kind = (node.attributes.get("type") or ("submit" if node.tag == "button" else "")).lower()
    name = node.attributes.get("name") or ""
    if (kind != "hidden" and kind not in _PRESSED) or _OWN_WORDS.search(name):
        return None
    return name, node.attributes.get("value") or ""


def _named(source: str) -> Iterator[str]:
    for match in _NAMED.finditer(source):
        if not _ASKED_BY_SCRIPT.search(match["before"]) and not _ACTS.search(match["url"]):
            yield match["url"]
