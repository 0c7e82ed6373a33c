"""Blob → document: the only place that knows file formats.

Promises: `extract` reads any bytes and never raises for what is in them; a type that lies is read
as what it is; each reader has a version, and raising it re-reads only what it read. Refuses to
know: addresses, the database, what OIT asks.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from pkgutil import iter_modules, resolve_name
from typing import Any

from audit.extract.mend import mended
from audit.extract.reading import Reading, Source, UnreadableError
from audit.extract.sniff import Sort, sort_of
from rules.document import Document, Legibility

MOST_BYTES = 50_000_000
"""Larger blobs are not read; also the crawler's limit for one answer."""

PANIC = "pyo3_runtime"
"""Where the panics of libraries in Rust come from; they are no ordinary exceptions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One way to read, and the version of its results."""

    name: str
    version: int
    read: Callable[[Source], Reading]

    @property
    def id(self) -> str:
        """Such as `pdf/1`; stored beside what the reader made."""
        return f"{self.name}/{self.version}"


def _of(place: str) -> Callable[..., Reading]:
    """A reader's function, its module imported when first asked.

    Who only shows results need not wait for the libraries of every format.
    """

    def read(*given: Any) -> Reading:
        reading: Reading = resolve_name(f"{__name__}.{place}")(*given)
        return reading

    return read


def load_all() -> None:
    """Import every reader now, in a process that is going to read."""
    for one in iter_modules(__path__):
        import_module(f"{__name__}.{one.name}")


_HTML = Reader(name="html", version=4, read=_of("html:read"))
_DOCX = Reader(name="docx", version=3, read=_of("docx:read"))
_SHEET = Reader(name="sheet", version=7, read=_of("sheet:read"))
_IMAGE = Reader(name="image", version=2, read=_of("image:read"))
_ODF = Reader(name="odf", version=3, read=_of("odf:read"))
_NONE = Reader(name="none", version=1, read=_of("unread:read"))

READERS: dict[Sort, Reader] = {
    Sort.HTML: _HTML,
    Sort.PDF: Reader(name="pdf", version=7, read=_of("pdf:read")),
    Sort.DOCX: _DOCX,
    Sort.XML_WORD: _DOCX,
    Sort.PPTX: Reader(name="pptx", version=4, read=_of("pptx:read")),
    Sort.XLSX: _SHEET,
    Sort.XLS: _SHEET,
    Sort.XML_SHEET: Reader(name="sheet-xml", version=1, read=_of("sheet_xml:read")),
    Sort.ODS: Reader(name="ods", version=2, read=_of("ods:read")),
    Sort.ODT: _ODF,
    Sort.ODP: _ODF,
    Sort.DOC: Reader(name="doc", version=2, read=_of("doc:read")),
    Sort.PPT: Reader(name="ppt", version=2, read=_of("ppt:read")),
    Sort.RTF: Reader(name="rtf", version=5, read=_of("rtf:read")),
    Sort.MHT: Reader(name="mht", version=1, read=lambda one: _of("mht:read")(one, _HTML.read)),
    Sort.CSV: Reader(name="csv", version=3, read=_of("sheet_csv:read")),
    Sort.TEXT: Reader(name="text", version=2, read=_of("text:read")),
    Sort.PNG: _IMAGE,
    Sort.JPEG: _IMAGE,
    Sort.GIF: _IMAGE,
    Sort.WEBP: _IMAGE,
    Sort.AVIF: _IMAGE,
    Sort.TIFF: _IMAGE,
    Sort.BMP: _IMAGE,
    Sort.SVG: _IMAGE,
}
"""Which reader reads which sort of file; sorts not named here are not read."""


def _read_locked(source: Source) -> Reading:
    """A workbook that opens without asking is read as what is inside."""
    data: bytes = resolve_name(f"{__name__}.locked:opened")(source.data)
    return _SHEET.read(replace(source, data=data))


READERS[Sort.LOCKED_OFFICE] = Reader(name="locked", version=_SHEET.version, read=_read_locked)


def _read_archive(source: Source) -> Reading:
    """Archives inside the archive are not opened."""

    def read_file(data: bytes, name: str) -> Reading:
        sort = sort_of(data, None, name)
        if sort in _ARCHIVES:
            return _read(_NONE, Source(data=data))
        return _mended(sort, Source(data=data, name=name, ocr=source.ocr))

    return _of("archive:read")(source, read_file)


def _read_gzip(source: Source) -> Reading:
    """What is packed, as what it is; not once more what is packed in that."""
    data: bytes = resolve_name(f"{__name__}.gz:unpacked")(source.data, MOST_BYTES)
    name = source.name.removesuffix(".gz")
    sort = sort_of(data, None, name)
    if sort in _ARCHIVES:
        return _read(_NONE, Source(data=data))
    return _mended(sort, replace(source, data=data, name=name))


_ARCHIVES = (Sort.ZIP, Sort.SEVEN_ZIP, Sort.RAR, Sort.GZIP)
_ARCHIVE = Reader(
    name="archive",
    # An archive is read again when any reader of what may be in it is raised.
    version=1 + sum(reader.version for reader in set(READERS.values())),
    read=_read_archive,
)
READERS |= dict.fromkeys(_ARCHIVES, _ARCHIVE)
READERS[Sort.GZIP] = Reader(name="gzip", version=_ARCHIVE.version, read=_read_gzip)


def extract(
    data: bytes,
    *,
    media: str | None = None,
    name: str = "",
    charset: str | None = None,
    ocr: bool = False,
) -> Document:
    """The document of a blob. `media`, `name` and `charset` are what the server said of it.

    `ocr`: recognise the text of scanned pages and pictures too, which takes seconds for each.

    Legibility none, with `problem`, when nothing can be read. A problem beside readable text means
    that only a part was read.
    """
    sort = sort_of(data, media, name)
    source = Source(data=data, name=name, media=media or "", charset=charset, ocr=ocr)
    reading = _mended(sort, source)
    return Document(
        sha256=hashlib.sha256(data).hexdigest(),
        media=sort.value,
        legibility=reading.legibility,
        title=reading.title,
        blocks=reading.blocks,
        tables=reading.tables,
        problem=reading.problem,
        ocr_places=reading.ocr_places,
        repairs=reading.repairs,
    )


def reader_of(data_or_head: bytes, media: str | None = None, name: str = "") -> str:
    """The id of the reader for these bytes: whole, or at least the first `sniff.HEAD` of them."""
    return READERS.get(sort_of(data_or_head, media, name), _NONE).id


def unread_document(sha256: str, problem: str) -> Document:
    """The document of a blob that could not be read for this reason."""
    return Document(
        sha256=sha256,
        media=Sort.UNKNOWN.value,
        legibility=Legibility.NONE,
        problem=problem,
    )


def _mended(sort: Sort, source: Source) -> Reading:
    """The reading with its Thai put right; an archive's files were, each as what it is."""
    reading = _read(READERS.get(sort, _NONE), source)
    return reading if sort in _ARCHIVES else mended(reading, by_page=sort is Sort.PDF)


def _read(reader: Reader, source: Source) -> Reading:
    if len(source.data) > MOST_BYTES:
        return Reading(legibility=Legibility.NONE, problem="too_large")
    try:
        return reader.read(source)
    except UnreadableError as error:
        return Reading(legibility=Legibility.NONE, problem=error.problem)
    except (MemoryError, RecursionError):
        return Reading(legibility=Legibility.NONE, problem="too_large")
    except Exception:  # a library's bug on one file costs that file, never the audit
        return Reading(legibility=Legibility.NONE, problem="broken")
    except BaseException as error:
        if type(error).__module__ != PANIC:
            raise
        return Reading(legibility=Legibility.NONE, problem="broken")
