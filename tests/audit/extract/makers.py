"""Files made by hand for the tests of the readers: PDF without any PDF library, zips of XML."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib
from dataclasses import dataclass, field

# A font whose every letter is the same box, in the order of cp874; ToUnicode says what they mean.
# So a PDF can hold Thai without any font file, and its text is known exactly.
_TO_UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /T def /CMapType 2 def 1 begincodespacerange <00> <FF> endcodespacerange
3 beginbfrange <20> <7E> <0020> <A1> <DA> <0E01> <DF> <FB> <0E3F> endbfrange
endcmap end end"""
_BOX = b"600 0 0 -200 600 800 d1 0 0 500 700 re f"
_FONT = (
    b"<< /Type /Font /Subtype /Type3 /FontMatrix [0.001 0 0 0.001 0 0] /FontBBox [0 -200 600 800]"
    b" /FirstChar 32 /LastChar 255 /Widths [" + b"600 " * 224 + b"] /ToUnicode 4 0 R"
    b" /CharProcs << /g 6 0 R >> /Encoding << /Type /Encoding /Differences [32"
    + b" /g" * 224
    + b"] >> /Resources << >> >>"
)


@dataclass
class Sheet:
    """One page, 600 by 800 points: `words` are (x, y, size, text); `lines` are strokes.

    With `nested` (a matrix) everything is drawn inside a form, placed by that matrix. `unseen`
    words are there but not drawn, as OCR programs lay them over a scan. `notes` are annotations as
    they are written in the file.
    """

    words: list[tuple[float, float, float, str]] = field(default_factory=list)
    lines: list[tuple[float, float, float, float]] = field(default_factory=list)
    links: list[tuple[tuple[float, float, float, float], str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    picture: bool = False
    photo: tuple[float, float, float] | None = None
    nested: str = ""
    unseen: bool = False

    def text(self, *lines: str, size: float = 12, top: float = 760) -> Sheet:
        for number, line in enumerate(lines):
            self.words.append((50, top - number * 20, size, line))
        return self

    def table(self, rows: list[list[str]], top: float = 600, merged: tuple[int, ...] = ()) -> Sheet:
        """A ruled table; in the rows named by `merged` the first cell spans all columns."""
        width, height = 120, 24
        columns = max(map(len, rows))
        for number in range(len(rows) + 1):
            y = top - number * height
            self.lines.append((50, y, 50 + columns * width, y))
        for number, row in enumerate(rows):
            y = top - number * height
            for column in range(columns + 1):
                if number in merged and 0 < column < columns:
                    continue
                self.lines.append((50 + column * width, y, 50 + column * width, y - height))
            for column, cell in enumerate(row):
                self.words.append((54 + column * width, y - 16, 10, cell))
        return self

    def content(self) -> bytes:
        parts = [f"{x0} {y0} m {x1} {y1} l S" for x0, y0, x1, y1 in self.lines]
        for x, y, size, text in self.words:
            code = text.encode("cp874").hex()
            mode = "3 Tr" if self.unseen else ""
            parts.append(f"BT {mode} /F {size} Tf 1 0 0 1 {x} {y} Tm <{code}> Tj ET")
        if self.picture:
            parts.append("q 500 0 0 600 50 100 cm /P Do Q")
        if self.photo:
            x, y, size = self.photo
            parts.append(f"q {size} 0 0 {size} {x} {y} cm /P Do Q")
        return "\n".join(parts).encode()


def pdf(*pages: Sheet, title: str = "", password: str | None = None) -> bytes:
    """A PDF of these pages; with `password` ("" too) it is encrypted (RC4, 40 bits)."""
    objects: list[bytes] = [b"", b"", _FONT, _stream(_TO_UNICODE)]
    picture = b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray"
    objects.append(_stream(b"\x80", picture + b" /BitsPerComponent 8"))
    objects.append(_stream(_BOX))
    kids = []
    for page in pages:
        content, form = page.content(), ""
        if page.nested:
            head = b"<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] /Matrix [1 0 0 1 5 7]"
            objects.append(_stream(content, head + b" /Resources << /Font << /F 3 0 R >> >>"))
            content, form = f"q {page.nested} cm /M Do Q".encode(), f"/M {len(objects)} 0 R"
        objects.append(_stream(content))
        annotations = " ".join(
            f"<< /Type /Annot /Subtype /Link /Rect [{' '.join(map(str, box))}] /Border [0 0 0]"
            f" /A << /S /URI /URI ({url}) >> >>"
            for box, url in page.links
        ) + " ".join(f"<< /Type /Annot /Rect [50 50 90 90] {note} >>" for note in page.notes)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {len(objects)} 0 R"
            f" /Resources << /Font << /F 3 0 R >> /XObject << /P 5 0 R {form} >> >>"
            f" /Annots [{annotations}] >>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    trailer = b""
    if title:
        words = (b"\xfe\xff" + title.encode("utf-16-be")).hex().encode()
        objects.append(b"<< /Title <" + words + b"> >>")
        trailer += f" /Info {len(objects)} 0 R".encode()
    if password is not None:
        objects, extra = _encrypted(objects, password.encode())
        trailer += extra
    return _assembled(objects, trailer)


def _stream(data: bytes, dictionary: bytes = b"<<") -> bytes:
    return dictionary + f" /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def _assembled(objects: list[bytes], trailer: bytes) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n".encode() + body + b"\nendobj\n")
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write(b"".join(f"{place:010} 00000 n \n".encode() for place in places))
    out.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R".encode() + trailer)
    out.write(f" >>\nstartxref\n{start}\n%%EOF".encode())
    return out.getvalue()


_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    out = bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def _encrypted(objects: list[bytes], password: bytes) -> tuple[list[bytes], bytes]:
    """The standard security handler, revision 2; only streams hold secrets here."""
    owner = _rc4(hashlib.md5((b"owner" + _PAD)[:32]).digest()[:5], (password + _PAD)[:32])
    allowed = (0xFFFFFFFC).to_bytes(4, "little")
    key = hashlib.md5((password + _PAD)[:32] + owner + allowed + b"0123456789abcdef").digest()[:5]
    out = []
    for number, body in enumerate(objects, start=1):
        head, mark, rest = body.partition(b"stream\n")
        if mark:
            own = hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]
            rest = _rc4(own, rest.removesuffix(b"\nendstream")) + b"\nendstream"
        out.append(head + mark + rest)
    lock = f"/O <{owner.hex()}> /U <{_rc4(key, _PAD).hex()}>"
    out.append(f"<< /Filter /Standard /V 1 /R 2 {lock} /P -4 >>".encode())
    code = b"0123456789abcdef".hex()
    return out, f" /Encrypt {len(out)} 0 R /ID [<{code}> <{code}>]".encode()


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A zip of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


_ODF = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        **{name: name for name in ("office", "text", "table", "presentation", "style")},
        "draw": "drawing",
    }.items()
)


def odf(sort: str, inside: str, around: str = "") -> bytes:
    """An OpenDocument file: `text`, `spreadsheet` or `presentation`; `around` is its page style."""
    body = f"<office:body><office:{sort}>{inside}</office:{sort}></office:body>"
    link = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{sort}")
        archive.writestr(
            "content.xml",
            f"<office:document-content {_ODF} {link}>{body}</office:document-content>",
        )
        archive.writestr(
            "styles.xml", f"<office:document-styles {_ODF}>{around}</office:document-styles>"
        )
    return out.getvalue()


def bomb(name: str, megabytes: int) -> bytes:
    """A zip with one part of blanks, which packs a thousand to one."""
    return zipped({"[Content_Types].xml": "<Types/>", name: b" " * (megabytes * 1_000_000)})


def png(width: int = 120, height: int = 80) -> bytes:
    """A grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = zlib.crc32(kind + data).to_bytes(4, "big")
        return len(data).to_bytes(4, "big") + kind + data + crc

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 0, 0, 0, 0])
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relations(*items: tuple[str, str, str]) -> str:
    """A .rels part: (id, sort, target); targets with a scheme are external."""
    rows = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{sort}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if '://' in target else ''}/>"
        for key, sort, target in items
    )
    return f'<Relationships xmlns="{_RELATIONS}">{rows}</Relationships>'


def pptx(*slides: str, links: tuple[tuple[str, str], ...] = ()) -> bytes:
    """A presentation of these slides, each the inside of a shape tree."""
    names = [f"slides/slide{number}.xml" for number in range(1, len(slides) + 1)]
    ids = "".join(f'<p:sldId id="{256 + n}" r:id="r{n}"/>' for n in range(len(slides)))
    spaces = (
        'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        f'xmlns:r="{_OFFICE}"'
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "ppt/presentation.xml": (
            f"<p:presentation {spaces}><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>"
        ),
        "ppt/_rels/presentation.xml.rels": relations(
            *((f"r{n}", "slide", name) for n, name in enumerate(names))
        ),
    }
    for name, inside in zip(names, slides, strict=True):
        parts[f"ppt/{name}"] = (
            f"<p:sld {spaces}><p:cSld><p:spTree>{inside}</p:spTree></p:cSld></p:sld>"
        )
        parts[f"ppt/slides/_rels/{name.split('/')[1]}.rels"] = relations(
            *((key, "hyperlink", url) for key, url in links)
        )
    return zipped(parts)


def rar(*files: tuple[str, bytes, str]) -> bytes:
    """A RAR of the fourth generation, unpacked; a file is well, or `broken` or `locked`."""

    def block(sort: int, flags: int, body: bytes) -> bytes:
        rest = struct.pack("<BHH", sort, flags, 7 + len(body)) + body
        return struct.pack("<H", zlib.crc32(rest) & 0xFFFF) + rest

    parts = [b"Rar!\x1a\x07\x00", block(0x73, 0, bytes(6))]
    for name, data, how in files:
        size, letters, packed = len(data), name.encode(), 0x33 if how == "broken" else 0x30
        head = struct.pack("<IIBII", size, size, 3, zlib.crc32(data), 0)
        head += struct.pack("<BBHI", 29, packed, len(letters), 0o100644)
        parts.append(block(0x74, 0x8004 if how == "locked" else 0x8000, head + letters) + data)
    return b"".join([*parts, block(0x7B, 0x4000, b"")])
