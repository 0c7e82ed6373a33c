"""Public documents that stand behind a sharing link or a viewer.

Promises: pure functions from address to address: where to fetch the document that people see at a
Google Drive, Docs, Sheets or Slides link, or in a flip-book or PDF viewer; and the one word for a
document that its owner keeps for invited people. Refuses to know: the network, which site is ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import parse_qs, quote, unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

from crawler.media import is_file
from crawler.urls import canonical

FLIP_BOOKS = ("data-pdf", "data-pdf-url", "data-pdf-src", "data-source", "data-file", "source")
"""Attributes in which frames of flip-books and viewers name their PDF."""
MOST_SHARED = 200
"""Shared documents fetched for one site without anybody asking for them."""
_MOST_WRAPPINGS = 3

_ID = r"(?P<id>[A-Za-z0-9_-]{10,}+)"
_WHO = re.compile(r"/(?:a/[^/]+|u/\d+)(?=/)")  # the account a link was copied from
_DRIVE_FILE = re.compile(rf"/file/d/{_ID}")
_DRIVE_FOLDER = re.compile(rf"/(?:drive/(?:mobile/)?)?folders/{_ID}")
_DOCS = re.compile(
    rf"/(?P<sort>document|spreadsheets|presentation)/d/{_ID}"
    r"(?!/(?:export|pub|pubhtml|gviz)\b)"
)
_EXPORTS = {
    "document": "https://docs.google.com/document/d/{id}/export?format=docx",
    "spreadsheets": "https://docs.google.com/spreadsheets/d/{id}/export?format=xlsx",
    "presentation": "https://docs.google.com/presentation/d/{id}/export/pptx",
}
_FILE = "https://drive.usercontent.google.com/download?id={id}&export=download&confirm=t"
_FOLDER = "https://drive.google.com/embeddedfolderview?id={id}"

# Pages that only show or lead to the address in one of their parameters.
_WRAPPERS = (
    (re.compile(r"docs\.google\.com/(?:viewer|gview)|drive\.google\.com/viewerng/viewer"), "url"),
    (re.compile(r"view\.officeapps\.live\.com/op/\w+\.aspx"), "src"),
    (re.compile(r"(?:www\.)?google\.[a-z.]+/url"), "q"),
    (re.compile(r"(?:l|lm)\.facebook\.com/l\.php"), "u"),
)
_SHARED = re.compile(
    r"docs\.google\.com/(?:document|spreadsheets|presentation)/"
    r"|drive\.google\.com/(?:embeddedfolderview|open)\b"
    r"|drive\.usercontent\.google\.com/download"
    r"|doc-[\w-]+\.googleusercontent\.com/"
    r"|sites\.google\.com/(?:view|site|a|d)/"
)
_FOLDER_LIST = re.compile(r"drive\.google\.com/embeddedfolderview\b")
_GOOGLE = re.compile(r"(?:docs|drive|sites)\.google\.com/|[\w.-]+\.(?:google|googleuser)\w*\.com/")
_SIGN_IN = re.compile(r"accounts\.google\.com/")
_DENIED = re.compile(
    r"sign[ -]in|you need (?:access|permission)|access denied|request access"
    r"|ลงชื่อเข้าใช้|ต้องมีสิทธิ์|ขอสิทธิ์|ปฏิเสธการเข้าถึง",
    re.IGNORECASE,
)
_QUOTA = re.compile(r"quota exceeded|too many users|เกินโควต้า", re.IGNORECASE)
_HINTS = ("google.", "officeapps.", "facebook.com/l.php")  # nearly every link has none
_FLIP_BOOK = re.compile(
    r"""["']?\b(?:source|pdf\w*|file\w*|book\w*|url|src)["']?\s*[:=,(]\s*"""
    r"""["'](?P<url>[^"'<>\s]{1,500}\.pdf(?:\?[^"'<>\s]{0,200})?)["']""",
    re.IGNORECASE,
)
_LONGEST_SCRIPT = 200_000


def export_of(url: str) -> str | None:
    """Where the document behind a sharing link or a foreign viewer is fetched.

    None when the address is no such link, or gives the document by itself.
    """
    found = None
    for _ in range(_MOST_WRAPPINGS if any(hint in url for hint in _HINTS) else 0):
        step = _unwrapped(found or url) or _exported(found or url)
        if step is None:
            break
        found = step
    return found


def shown_by(viewer: str, fragment: str = "") -> Iterator[str]:
    """The files a viewer is told to show: `viewer.html?file=/docs/plan.pdf`, `…#file=plan.pdf`.

    What its parameters name may also be something else: a place to look, not yet a fact.
    """
    query = viewer.partition("?")[2]
    for field in [*query.split("&"), *fragment.split("&")] if query or fragment else ():
        value = unquote(field.partition("=")[2])
        document = canonical(value, viewer) if "." in value else None
        if document and is_file(document):
            yield document


def behind(url: str, href: str) -> Iterator[str]:
    """All documents behind a link: `url` is the canonical address, `href` as published."""
    export = export_of(url)
    if export:
        yield export
    elif "?" in href or "#" in href:
        yield from shown_by(url, href.partition("#")[2])


def flip_books(text: str) -> Iterator[str]:
    """The PDF files that a program of a page is told to show, as published."""
    if ".pdf" not in text[:_LONGEST_SCRIPT].lower():
        return
    for found in _FLIP_BOOK.finditer(text[:_LONGEST_SCRIPT].replace("\\/", "/")):
        yield found["url"]


def flip_book_of(attributes: Mapping[str, object]) -> Iterator[str]:
    """The PDF file that the frame of a flip-book or viewer names, as published."""
    for name in FLIP_BOOKS:
        value = attributes.get(name)
        if isinstance(value, str) and value.partition("?")[0].lower().endswith(".pdf"):
            yield value


def is_shared(url: str) -> bool:
    """Whether this is a public document (or a folder's list) as one of the known services gives it.

    Forms are none: nothing stands in them.
    """
    return bool(_SHARED.match(_place(url)))


def is_folder_list(url: str) -> bool:
    """Whether this is the list of what a shared folder holds."""
    return bool(_FOLDER_LIST.match(_place(url)))


def wall(url: str, status: int, target: str | None, tree: LexborHTMLParser | None) -> str | None:
    """`login` for a document only invited people may open; None when there is no such wall."""
    if target and _SIGN_IN.match(_place(target)):
        return "login"
    if not _GOOGLE.match(_place(url)):
        return None
    if status in (401, 403):
        return "login"
    said = _heading(tree) if tree is not None else ""
    if _QUOTA.search(said):
        return "rate_limited"
    return "login" if _SIGN_IN.match(_place(url)) or _DENIED.search(said) else None


def _unwrapped(url: str) -> str | None:
    place = _place(url)
    for pattern, name in _WRAPPERS:
        if pattern.match(place):
            values = parse_qs(urlsplit(url).query).get(name)
            return canonical(values[0]) if values else None
    return None


def _exported(url: str) -> str | None:
    parts = urlsplit(url)
    if parts.hostname not in ("drive.google.com", "docs.google.com"):
        return None
    path, query = _WHO.sub("", parts.path), parse_qs(parts.query)
    found = _export(path, query)
    key = query.get("resourcekey")  # links of before 2021 carry one
    if not found or not key:
        return found
    return f"{found}{'&' if '?' in found else '?'}resourcekey={quote(key[0])}"


def _export(path: str, query: dict[str, list[str]]) -> str | None:
    """The export address of what this path (and the `id` in the query) names."""
    if found := _DOCS.match(path):
        return _EXPORTS[found["sort"]].format(id=found["id"])
    for pattern, export in ((_DRIVE_FILE, _FILE), (_DRIVE_FOLDER, _FOLDER)):
        if found := pattern.match(path):
            return export.format(id=found["id"])
    given = query.get("id", query.get("srcid", [""]))[0]
    by_id = {"/folderview": _FOLDER, "/uc": _FILE, "/viewer": _FILE}.get(path)
    return by_id.format(id=given) if by_id and re.fullmatch(_ID, given) else None


def _heading(tree: LexborHTMLParser) -> str:
    nodes = (tree.css_first(name) for name in ("title", "h1"))
    return "\n".join(node.text(strip=True)[:200] for node in nodes if node is not None)


def _place(url: str) -> str:
    """Host and path."""
    return url.partition("://")[2].partition("?")[0]
