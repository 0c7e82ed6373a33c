"""What sort of place an address leads to, told from the address alone.

Promises: one sort per address: file, form, map, chat, social, page, or none for what is no page.
Refuses to know: the network, whether the address answers.
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, unquote, urlsplit

_FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|csv|od[tsp]|rtf|zip|rar|7z|jpe?g|png|gif|webp|txt)(?=$|[?&#/])",
    re.I,
)
_FILE_PLACE = re.compile(
    r"^(?:drive\.google\.com/(?:file|open|uc)|drive\.usercontent\.google\.com/|docs\.google\.com/(?:document|spreadsheets|presentation)"
    r"|(?:www\.)?dropbox\.com/|(?:1drv\.ms|onedrive\.live\.com)/)|/download(?:s|\.php|/|$)|[?&]download",
    re.I,
)
_FORM = re.compile(
    r"^(?:docs\.google\.com/forms|forms\.gle/|forms\.office\.com|forms\.cloud\.microsoft"
    r"|(?:www\.)?surveymonkey\.|(?:\w+\.)?typeform\.com|(?:\w+\.)?jotform\.)",
    re.I,
)
_MAP = re.compile(
    r"^(?:(?:www\.)?google\.[a-z.]+/maps|maps\.google\.|maps\.app\.goo\.gl|goo\.gl/maps|g\.page/"
    r"|(?:www\.)?openstreetmap\.org|map\.longdo\.com|(?:www\.)?bing\.com/maps|maps\.apple\.com)",
    re.I,
)
_CHAT = re.compile(
    r"^(?:(?:page\.)?line\.me|lin\.ee|liff\.line\.me|m\.me/|(?:www\.)?messenger\.com|wa\.me|t\.me/"
    r"|(?:embed\.)?tawk\.to)|/(?:web-?board|chat(?:bot)?|livechat|q-?a|q-?and-?a|forum)\b",
    re.I,
)
_SOCIAL = re.compile(
    r"^(?:(?:www|web|m|th-th|mobile|vt|vm)\.)?(?:facebook\.com|fb\.com|fb\.me|fb\.watch|twitter\.com|x\.com|instagram\.com"
    r"|youtube\.com|youtu\.be|tiktok\.com|threads\.net|blockdit\.com|linkedin\.com)(?:/|$)",
    re.I,
)
# Buttons that share this page lead to the visitor's own network, not to the agency's.
_SHARE = re.compile(
    r"/(?:sharer?|share-offsite|sharearticle|intent|dialog|login|R/(?:msg|share))\b|[?&](?:u|url)=http",
    re.I,
)
# The service's own front door: no account, no place, no form.
_FRONT = re.compile(r"^[^/?]+/?(?:maps/?)?$", re.I)
_BY_HOST = (("form", _FORM), ("map", _MAP), ("chat", _CHAT), ("social", _SOCIAL))


def sort_of(href: str | None) -> str | None:
    """`file`, `form`, `map`, `chat`, `social` or `page`; None for an anchor, script or mail."""
    parts = _split(href)
    if parts.scheme not in ("", "http", "https") or not (parts.netloc or parts.path or parts.query):
        return None
    address = unquote(parts.netloc + parts.path) + (
        f"?{unquote(parts.query)}" if parts.query else ""
    )
    for sort, pattern in _BY_HOST:
        if pattern.search(address):
            if sort in ("social", "chat") and _SHARE.search(address):
                return None
            front = parts.netloc and _FRONT.match(address)
            return "page" if front else sort
    return "file" if _FILE.search(address) or _FILE_PLACE.search(address) else "page"


def file_name(href: str | None) -> str:
    """The readable last part of an address, without its query."""
    return unquote(_split(href).path.rstrip("/").rpartition("/")[2])


def folder_name(href: str | None) -> str:
    """The readable part of an address before its last."""
    return unquote(_split(href).path.rstrip("/").rpartition("/")[0].rpartition("/")[2])


def _split(href: str | None) -> SplitResult:
    """The address's parts; all empty for what cannot be an address."""
    try:
        return urlsplit((href or "").strip())
    except ValueError:
        return SplitResult("", "", "", "", "")
