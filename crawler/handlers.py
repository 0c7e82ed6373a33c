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
BEFORE = 24  # letters that tell what a script does with a value
_LONGEST_SCRIPT = 200_000
_PAGES = r"(?:php\d?|aspx?|s?html?|jspx?|cfm|cgi|do|pdf|docx?|xlsx?|pptx?|odt|ods|zip|rar)"

_NAVIGATION = re.compile(
    r"(?:window\.open|(?:window|document|self|top|parent)?\.?location(?:\.(?:assign|replace))?)\s*"
    r"(?:\(|(?:\.href)?\s*=)\s*(['\"])(?P<url>[^'\"]+)\1(?!\s*\+)",
    re.IGNORECASE,
)
# A page or a document by its name, as an argument or a part of a list; not put together of parts.
_NAMED = re.compile(
    rf"['\"](?P<url>[^'\"\\<>{{}}$\s]{{1,300}}?\.{_PAGES}"
    r"(?:[?#][^'\"\\<>{}\s]{0,300})?)\\?['\"](?!\s*\+)",
    re.IGNORECASE,
)
_ENDING = re.compile(rf"\.{_PAGES}\\?['\"?#]", re.IGNORECASE)
_ASKED_BY_SCRIPT = re.compile(
    r"(?:\+|\b(?:url|action|path|endpoint|template\w*)['\"]?\s*[:=]"
    r"|\b(?:post|ajax|load|get\w*|fetch|open|require|import|include)\s*\("
    r"|['\"](?:get|post|put|delete)['\"]\s*,)\s*\Z",
    re.IGNORECASE,
)
# A program that does something, by its name or by what it is told to do.
_ACTS = re.compile(
    r"(?:^|[^a-z])(?:save|insert|update|del|delete|remove|log_?-?out|sign_?-?out|vote|ajax|upload"
    r"|send)(?=[^a-z/]|\Z)",
    re.IGNORECASE,
)
_STILL = re.compile(r"\.(?:s?html?|pdf|docx?|xlsx?|pptx?|odt|ods|zip|rar)\Z", re.IGNORECASE)
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
    for name, value in attributes.items():
        if not value or name not in DATA:
            continue
        if names_page(value) or (name in DATA[:2] and value.startswith(_WHOLE)):
            yield value.strip()


def chosen(option: LexborNode) -> Iterator[str]:
    """The address that an entry of a menu stands for."""
    value = (option.attributes.get("value") or "").strip()
    if names_page(value) or value.startswith(_WHOLE):
        yield value


def names_page(value: str) -> bool:
    """Whether a value is the address of a page or document by its ending."""
    return "." in value and bool(_ENDS_AS_PAGE.match(value)) and not _acts(value)


_ENDS_AS_PAGE = re.compile(rf"\s*[^\s<>{{}}'\"]+?\.{_PAGES}(?:[?#]\S*)?\s*\Z", re.IGNORECASE)


def opened(form: LexborNode) -> Iterator[str]:
    """Where a form leads that has nothing to fill in: by GET, with what it carries itself."""
    action = (form.attributes.get("action") or "").strip()
    if not action or not by_get(form) or _acts(action):
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


def _acts(url: str) -> bool:
    """Whether asking for it would change something."""
    path, _, query = url.strip().partition("?")
    program = "" if _STILL.search(path) else path.rpartition("/")[2]
    return bool(_ACTS.search(program) or _ACTS.search(query))


def _named(source: str) -> Iterator[str]:
    if not _ENDING.search(source):  # nearly every script, told quickly
        return
    for match in _NAMED.finditer(source):
        before = source[max(0, match.start() - BEFORE) : match.start()]
        if not _ASKED_BY_SCRIPT.search(before) and not _acts(match["url"]):
            yield match["url"]
