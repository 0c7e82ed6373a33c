"""Feeds and content interfaces with which a site lists its own pages.

Promises: where a page says that such lists are, and the addresses in them; nothing for what is no
list. Refuses to know: the network, which addresses are ours.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from crawler.media import as_utf8, is_file
from crawler.urls import LONGEST, canonical

PER_LIST = 100  # entries in one answer: the most WordPress gives
MOST_IN_DATA = 500  # addresses taken out of the data of one page
MOST_ANSWERS = 30  # answers read of one list
_FEEDS = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml"})
_WORDPRESS = "https://api.w.org/"
_FEED = re.compile(rb"<(?:rss|feed|rdf:rdf)\b", re.IGNORECASE)
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_SORTS = ("pages", "posts", "media")
_FIELDS = "_fields=link,source_url,post,mime_type,modified_gmt"


class Named(NamedTuple):
    """An address in a list. `changed`: when the site says that it changed, as written; or empty."""

    url: str
    changed: str = ""


class Listing(NamedTuple):
    """A list to read. `paged`: further answers follow with `&page=2` …"""

    url: str
    paged: bool


def lists_of(tree: LexborHTMLParser, url: str) -> Iterator[Listing]:
    """The lists that the head of a page names."""
    for node in tree.css("link[rel][href]"):
        rel = (node.attributes.get("rel") or "").lower()
        target = canonical(node.attributes.get("href") or "", url)
        if target is None:
            continue
        if rel == _WORDPRESS:
            yield from (Listing(f"{_below(target, sort)}", True) for sort in _SORTS)
        elif rel == "alternate" and (node.attributes.get("type") or "").lower() in _FEEDS:
            yield Listing(target, False)


def answer_url(listing: Listing, number: int) -> str:
    """The address of the answer of this number, counted from 1."""
    return f"{listing.url}&page={number}" if listing.paged and number > 1 else listing.url


def other_door(listing: Listing) -> Listing | None:
    """The same list of WordPress by its other way in, which filters seldom know."""
    root, mark, rest = listing.url.partition("/wp-json/")
    return Listing(f"{root}/?rest_route=/{rest.replace('?', '&', 1)}", True) if mark else None


def read_list(body: bytes) -> list[Named]:
    """The addresses in an answer, in its order: the newest come first.

    A feed is one by its bytes: programs call it a page, and put their warnings before it.
    """
    if body.lstrip()[:1] in (b"[", b"{"):
        return _of_json(body)
    body = as_utf8(body)
    begins = _FEED.search(body[:2000])
    return _of_feed(body[begins.start() :]) if begins else []


def addresses_in(body: bytes, home: str) -> Iterator[str]:
    """What looks like an address in data of any shape; `home` is the address of the data."""
    try:
        waiting: list[Any] = [json.loads(body)]
    except (ValueError, RecursionError):
        return
    found = 0
    while waiting and found < MOST_IN_DATA:
        value = waiting.pop()
        if isinstance(value, str):
            url = _address(value, home)
            found += url is not None
            yield from [url] if url else []
        elif isinstance(value, list | dict):
            inside = value.values() if isinstance(value, dict) else value
            waiting += reversed(list(inside))


def _address(text: str, home: str) -> str | None:
    """The address a value is: whole, from the root, or the name of a file."""
    if len(text) > LONGEST or any(letter in text for letter in "<>{}\n"):
        return None
    whole = text.startswith(("http://", "https://", "/"))
    url = canonical(text, home) if whole or ("." in text and " " not in text) else None
    return url if url and (whole or is_file(url)) else None


def _below(root: str, sort: str) -> str:
    """`/wp-json/` and `/?rest_route=/` are the two ways to the same interface."""
    path = f"{root.rstrip('/')}/wp/v2/{sort}"
    mark = "&" if urlsplit(root).query else "?"
    return f"{path}{mark}per_page={PER_LIST}&{_FIELDS}"


def _of_json(body: bytes) -> list[Named]:
    try:
        entries = json.loads(body)
    except ValueError:
        return []
    if not isinstance(entries, list):
        return []
    found = ((_of_entry(entry), entry) for entry in entries if isinstance(entry, dict))
    return [Named(url, _text(entry.get("modified_gmt")) or "") for url, entry in found if url]


def _of_entry(entry: dict[str, Any]) -> str | None:
    """A page; or a document that belongs to one: what hangs nowhere was never published."""
    source = entry.get("source_url")
    if source is None:
        return _text(entry.get("link"))
    if not entry.get("post") or str(entry.get("mime_type", "")).startswith(("image/", "video/")):
        return None
    return _text(source)


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _of_feed(body: bytes) -> list[Named]:
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError:
        return []
    if root is None:
        return []
    found: list[Named] = []
    for entry in root.iter("{*}item", "{*}entry"):
        changed = entry.findtext("{*}updated") or entry.findtext("{*}pubDate") or ""
        base = urljoin(root.get(_BASE) or "", entry.get(_BASE) or "")
        found += (Named(urljoin(base, href), changed) for href in _of_item(entry))
    return found


def _of_item(entry: etree._Element) -> Iterator[str]:
    """Where an entry leads: its page, its files; its name, when that is an address."""
    for node in entry.iterchildren("{*}link", "{*}enclosure", "{*}guid"):
        href = (node.get("href") or node.get("url") or node.text or "").strip()
        named = str(node.tag).endswith("guid")
        if named and (node.get("isPermaLink") == "false" or not href.startswith("http")):
            continue
        if node.get("rel") in (None, "alternate", "enclosure") and href:
            yield href
