"""What kind of bytes an answer holds.

Promises: one lower-case media type per body, from the bytes where they are plain about it, else
from the header, else from the name; the text of a page whatever its charset claims. Refuses to
know: what the text says, links, documents' insides.
"""

from __future__ import annotations

import codecs
import mimetypes
import re
from functools import lru_cache
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from crawler.urls import path_of

HTML = "text/html"
_PAGE_TYPES = frozenset({HTML, "application/xhtml+xml", "application/vnd.wap.xhtml+xml"})
_VAGUE = frozenset(
    {"", "application/octet-stream", "application/force-download", "application/download",
     "application/x-download", "binary/octet-stream", "text/plain", "application/unknown",
     "application/x-msdownload", "unknown/unknown"}
)  # fmt: skip
_MAGIC = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"PK\x03\x04", "application/zip"),
    (b"\xd0\xcf\x11\xe0", "application/x-ole-storage"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!", "application/vnd.rar"),
)
_OFFICE = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".doc": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".ppt": "application/vnd.ms-powerpoint",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".csv": "text/csv",
    ".zip": "application/zip",
}
_CONTAINERS = {
    "application/zip": frozenset({".docx", ".xlsx", ".pptx", ".odt", ".ods"}),
    "application/x-ole-storage": frozenset({".doc", ".xls", ".ppt"}),
}
_INSIDE_ZIP = ((b"word/", ".docx"), (b"xl/", ".xlsx"), (b"ppt/", ".pptx"))
_MARKUP = re.compile(
    rb"[\s\x00-\x20]*(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body|script|meta)", re.I
)
FILES = frozenset(_OFFICE) | {
    ".pdf", ".rar", ".7z", ".txt", ".rtf", ".epub", ".xml", ".json",
    ".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".bmp", ".tif", ".tiff", ".svg",
}  # fmt: skip
# Kept out of a crawl: nothing an auditor can read, and often huge.
USELESS = frozenset({
    ".mp3", ".mp4", ".avi", ".mov", ".wmv", ".m4v", ".mkv", ".flv", ".webm", ".wav", ".ogg",
    ".exe", ".apk", ".msi", ".dmg", ".iso", ".css", ".js", ".map", ".swf", ".ico",
    ".woff", ".woff2", ".ttf", ".eot",
})  # fmt: skip


_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ENDINGS = tuple(FILES)
_NEVER_READ = ("video/", "audio/", "font/")
_DOCUMENTS = frozenset(_OFFICE) - {".zip", ".csv"} | {".pdf"}


def is_useless(declared: str) -> bool:
    """Whether a Content-Type header announces what no auditor can read."""
    return declared.strip().lower().startswith(_NEVER_READ)


def promises_document(url: str) -> bool:
    """Whether the name promises a document to read."""
    return suffix(url) in _DOCUMENTS


@lru_cache(maxsize=1 << 10)  # an address is asked about several times in a row
def suffix(url: str) -> str:
    """The lower-case suffix of the address's path, or nothing."""
    name = unquote(path_of(url)).rstrip("/").rpartition("/")[2]
    stem, dot, end = name.rpartition(".")
    return f".{end.lower()}" if dot and stem.strip(".") and end else ""


def names_file(href: str) -> bool:
    """The same for a link as written, cheaper: nothing is unquoted or taken apart."""
    return href.partition("#")[0].partition("?")[0].lower().endswith(_ENDINGS)


def is_file(url: str) -> bool:
    """Whether the name promises a file rather than a page."""
    return suffix(url) in FILES


def media_type(declared: str, body: bytes, url: str) -> str:
    """The media type of a body; `declared` is the Content-Type header as it came."""
    said = declared.partition(";")[0].strip().lower()
    for magic, found in _MAGIC:
        if body.startswith(magic):
            return _office(found, said, body, suffix(url))
    if _MARKUP.match(body[:512]) and said != "application/xhtml+xml":
        return HTML
    if said not in _VAGUE:
        return said
    guess = _OFFICE.get(suffix(url)) or mimetypes.guess_type(path_of(url))[0]
    return guess or said or "application/octet-stream"


def is_page(media: str | None) -> bool:
    """Whether links can be read from it."""
    return media in _PAGE_TYPES


def charset_of(declared: str) -> str | None:
    """The charset the Content-Type header names, lower case."""
    match = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", declared, re.IGNORECASE)
    return match[1].lower() if match else None


def as_utf8(body: bytes) -> bytes:
    """A Thai page in UTF-8: as it came, unless its errors outweigh those of TIS-620 (cp874).

    Declared charsets are wrong too often on Thai sites to be asked. Errors are counted, so that a
    few bad bytes or a page cut at the size limit do not turn the whole page into nonsense.
    """
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return _recoded(body).encode("utf-8", "replace")
    return body


class Page(LexborHTMLParser):
    """The tree of a page. `old`: its letters were those of TIS-620."""

    old = False


def parse(body: bytes) -> Page:
    """The tree of a page, whatever its charset claims."""
    text = as_utf8(body)
    tree = Page(text)
    tree.old = text is not body and not body.startswith(_WIDE)
    return tree


def _recoded(body: bytes) -> str:
    if body.startswith(_WIDE):
        return body.decode("utf-16", "replace")
    text = body.decode("utf-8", "replace")
    errors = text.count("\ufffd")
    if errors <= sum(letter > "\x7f" for letter in text) - errors:
        return text
    return body.decode("cp874", "replace")


def _office(found: str, said: str, body: bytes, name: str) -> str:
    """A container is what its name or header says, when the container can hold it."""
    kinds = _CONTAINERS.get(found)
    if kinds is None:
        return found
    if name in kinds:
        return _OFFICE[name]
    if said in {_OFFICE[kind] for kind in kinds}:
        return said
    if found == "application/zip":
        return next((_OFFICE[kind] for mark, kind in _INSIDE_ZIP if mark in body[:65536]), found)
    return found
