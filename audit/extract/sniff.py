"""What a blob really is, by its content.

Promises: the same bytes give the same sort; a lying name or media type is overruled. Name and media
type only choose between sorts that look alike (plain text, CSV). Refuses to know: how to read it.
"""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum

import olefile

from audit.extract.decode import decode


class Sort(StrEnum):
    """The sorts of file we can tell apart; the value is the media type we record."""

    HTML = "text/html"
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    XLS = "application/vnd.ms-excel"
    XML_WORD = "application/msword+xml"
    XML_SHEET = "application/vnd.ms-excel+xml"
    ODS = "application/vnd.oasis.opendocument.spreadsheet"
    ODT = "application/vnd.oasis.opendocument.text"
    ODP = "application/vnd.oasis.opendocument.presentation"
    MHT = "multipart/related"
    CSV = "text/csv"
    TEXT = "text/plain"
    PNG = "image/png"
    JPEG = "image/jpeg"
    GIF = "image/gif"
    WEBP = "image/webp"
    AVIF = "image/avif"
    TIFF = "image/tiff"
    BMP = "image/bmp"
    SVG = "image/svg+xml"
    ZIP = "application/zip"
    RAR = "application/vnd.rar"
    GZIP = "application/gzip"
    SEVEN_ZIP = "application/x-7z-compressed"
    DOC = "application/msword"
    PPT = "application/vnd.ms-powerpoint"
    RTF = "application/rtf"
    LOCKED_OFFICE = "application/x-ole-encrypted-package"
    SCRIPT = "text/javascript"
    UNKNOWN = "application/octet-stream"
    EMPTY = "application/x-empty"


HEAD = 65_536
"""Bytes looked at, except for the list of members at the end of a zip."""

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", Sort.PNG),
    (b"\xff\xd8\xff", Sort.JPEG),
    (b"GIF8", Sort.GIF),
    (b"II*\x00", Sort.TIFF),
    (b"MM\x00*", Sort.TIFF),
    (b"BM", Sort.BMP),
    (b"Rar!\x1a\x07", Sort.RAR),
    (b"7z\xbc\xaf\x27\x1c", Sort.SEVEN_ZIP),
    (b"\x1f\x8b\x08", Sort.GZIP),
    (b"{\\rtf", Sort.RTF),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("EncryptedPackage", Sort.LOCKED_OFFICE),
    ("Workbook", Sort.XLS),
    ("WordDocument", Sort.DOC),
    ("PowerPoint Document", Sort.PPT),
    ("Book", Sort.XLS),
)
_ZIP_MEMBERS = (("word/", Sort.DOCX), ("xl/", Sort.XLSX), ("ppt/", Sort.PPTX))
_OPEN_DOCUMENTS = (Sort.ODT, Sort.ODS, Sort.ODP)
_OFFICE_FILE = re.compile(r"\.(?:docx|xlsx|pptx|docm|xlsm|odt|ods)$", re.I)
_MHT = re.compile(r"\s*(?:[A-Za-z-]+:.*\n(?:[ \t].*\n)*){0,40}?MIME-Version:", re.I)

_HTML_STRONG = re.compile(r"<(?:!doctype\s+html|html|head|body|frameset)[\s>]", re.I)
_HTML_FIRST = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    r"<(?:meta|title|link|style|script|div|table|p|a|h[1-6]|center|font|span|br|ul|ol|img|b|iframe)\b",
    re.I | re.S,
)
_SVG_FIRST = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!(?:--.*?--|DOCTYPE svg[^>]*)>\s*)*<svg\b", re.I | re.S
)
_XML_SHEET = re.compile(r"\s*(?:<[?!][^>]*>\s*)*<(?:\w+:)?Workbook\b")
_XML_WORD = re.compile(r"\s*(?:<[?!][^>]*>\s*)*<(?:\w+:wordDocument|pkg:package)\b")
_ANY_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def sort_of(data: bytes, media: str | None = None, name: str = "") -> Sort:
    """What `data` (a whole blob, or at least its first `HEAD` bytes) is."""
    if not data.strip(b"\x00 \t\r\n"):
        return Sort.EMPTY
    if data.startswith(b"PK\x03\x04"):
        return _zip(data)
    if data.startswith(_OLE):
        return _ole(data)
    return _magic(data) or _text(decode(data[:HEAD]), (media or "").lower(), name.lower())


def _magic(data: bytes) -> Sort | None:
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Sort.WEBP
    if data[4:12] in (b"ftypavif", b"ftypavis"):
        return Sort.AVIF
    for magic, sort in _MAGIC:
        if data.startswith(magic) and (sort is not Sort.BMP or b"\x00" in data[:32]):
            return sort
    # Last: a PDF may begin later, but so does one that an archive holds unpacked.
    return Sort.PDF if b"%PDF-" in data[:1024] else None


def _zip(data: bytes) -> Sort:
    first = data[30 : 30 + int.from_bytes(data[26:28], "little")]
    if first == b"mimetype":
        head = data[30 + len(first) : 200].decode("latin-1")
        return next((sort for sort in _OPEN_DOCUMENTS if sort.value in head), Sort.ZIP)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name.replace("\\", "/") for name in archive.namelist()]
        if "[Content_Types].xml" not in names:
            return Sort.ZIP
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        # Only the head is here, or the end is lost: names also stand before each member.
        if _OFFICE_FILE.search(first.decode("latin-1")):
            return Sort.ZIP
        names = [found.decode("ascii") for found in re.findall(rb"(?:word|xl|ppt)/", data)[:1]]
    for start, sort in _ZIP_MEMBERS:
        if any(name.startswith(start) for name in names):
            return sort
    return Sort.ZIP


def _ole(data: bytes) -> Sort:
    """By the streams at the top: a letter may hold a whole workbook further down."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            top = {parts[0] for parts in ole.listdir() if len(parts) == 1}
    except Exception:  # damaged files raise anything; names can be seen all the same
        top = {name for name, _ in _OLE_STREAMS if f"{name}\0".encode("utf-16-le") in data}
    return next((sort for name, sort in _OLE_STREAMS if name in top), Sort.UNKNOWN)


def _text(text: str, media: str, name: str) -> Sort:
    odd = len(_BINARY.findall(text)) + text.count("\ufffd")
    if odd > 2 + len(text) * 0.02:
        return Sort.UNKNOWN
    return _marked_up(text, media, name) or _plain(text, media, name)


def _marked_up(text: str, media: str, name: str) -> Sort | None:
    if _SVG_FIRST.match(text):
        return Sort.SVG
    if "urn:schemas-microsoft-com:office:spreadsheet" in text and _XML_SHEET.match(text):
        return Sort.XML_SHEET
    if _XML_WORD.match(text):
        return Sort.XML_WORD
    if _MHT.match(text) and "text/html" in text:
        return Sort.MHT
    if _is_code(media, name) and not text.lstrip().startswith("<"):
        return Sort.SCRIPT
    return Sort.HTML if _is_markup(text, media) else None


def _plain(text: str, media: str, name: str) -> Sort:
    if media.startswith("text/csv") or name.endswith((".csv", ".tsv")) or _is_grid(text):
        return Sort.CSV
    # Excel opens text that is called a workbook as a table.
    is_sheet = "ms-excel" in media or name.endswith((".xls", ".xlsx"))
    return Sort.CSV if is_sheet and _is_parted(text) else Sort.TEXT


def _is_markup(text: str, media: str) -> bool:
    if _HTML_STRONG.search(text) or _HTML_FIRST.match(text):
        return True
    if "html" in media and _ANY_TAG.search(text):
        return True
    return text.lstrip().startswith(("<?xml", "<rss", "<feed", "<urlset"))


def _is_code(media: str, name: str) -> bool:
    return any(word in media for word in ("javascript", "css", "json")) or name.endswith(
        (".js", ".css", ".json")
    )


def _is_parted(text: str) -> bool:
    """Whether every line has the same delimiter."""
    lines = [line for line in text.splitlines()[:20] if line.strip()]
    return any(all(mark in line for line in lines) for mark in "\t;|,")


def _is_grid(text: str) -> bool:
    """At least four lines, each with the same number (two or more) of one delimiter."""
    lines = [line for line in text.splitlines()[:20] if line.strip()]
    if len(lines) < 4:
        return False
    return any(
        len(counts := {line.count(mark) for line in lines}) == 1 and counts.pop() >= 2
        for mark in "\t;|,"
    )
