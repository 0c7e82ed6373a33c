"""Word documents kept as one XML file, which programs of agencies write and call DOC.

Promises: the same document as the zip of parts that is read. Refuses to know: what is in it.
"""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from audit.extract.office import PARSER
from audit.extract.reading import UnreadableError

_PART = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_OF_2003 = b"http://schemas.microsoft.com/office/word/2003/wordml"
_USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def packed(data: bytes) -> bytes:
    """The document as a zip. UnreadableError: `broken`."""
    root = etree.fromstring(data.lstrip(), PARSER)
    if root is None:
        raise UnreadableError("broken")
    parts = {
        part.get(f"{_PART}name", "").lstrip("/"): etree.tostring(inside)
        for part in root.iter(f"{_PART}part")
        for inside in part.iterfind(f"{_PART}xmlData/*")
    }
    if not parts:  # Word 2003 kept everything in one part
        whole = etree.tostring(root).replace(_OF_2003, _USUAL)
        parts = {"word/document.xml": whole, "word/styles.xml": whole}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()
