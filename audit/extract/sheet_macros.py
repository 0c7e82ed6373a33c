"""Workbooks with sheets of old macros, which the spreadsheet library does not open at all.

Promises: the same file without those sheets. Refuses to know: what the macros do.
"""

from __future__ import annotations

import io
import re
import zipfile

from audit.extract.office import Package
from audit.extract.sheet_links import BOOK

_MACROS = re.compile("macrosheet", re.I)
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*?:id=\"([^\"]*)\"[^>]*>")


def without_macros(package: Package) -> bytes:
    """The file as the library can open it."""
    book = package.main(BOOK)
    macros = {key for key, one in package.relations(book).items() if _MACROS.search(one.sort)}

    def kept(sheet: re.Match[bytes]) -> bytes:
        return b"" if sheet[1].decode("latin-1") in macros else sheet[0]

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in package.names:
            data = package.part(name) or b""
            archive.writestr(name, _SHEET.sub(kept, data) if name == book else data)
    return out.getvalue()
