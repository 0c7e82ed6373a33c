"""A small website that is made in some manner, and what of it is evidence.

Promises: pages by path and, for every indicator, the paths that a person would open. The documents
themselves say nothing of their subject: only links, rows, headings and file names do. Refuses to
know: the manners (`cms_tables`, `cms_sites`), how evidence is found.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from rules.reader import load_pack

HOME = "http://agency.test/"
PACK = load_pack("oit-2569").pack
NAMES = {one.code: one.title for one in PACK.indicators}
CODES = ("o1", "o2", "o5", "o6", "o7", "o8", "o9", "o13", "o14", "o16", "o18", "o20", "o21", "o23")
GENERIC = ("ดาวน์โหลด", "คลิกที่นี่", "PDF", "รายละเอียด", "เปิดดู")


@dataclass(slots=True)
class Made:
    """A website: `pages` by path; `truth`: code → paths that are evidence, `also`: that may be."""

    pages: dict[str, str] = field(default_factory=dict)
    truth: dict[str, set[str]] = field(default_factory=dict)
    also: dict[str, set[str]] = field(default_factory=dict)

    def file(self, code: str, path: str = "", *, may: bool = False) -> str:
        """Publish a silent document for an indicator; its path."""
        path = path or f"upload/{len(self.pages):03d}.txt"
        self.pages[path] = f"เอกสารแนบเลขที่ {len(self.pages)}\nข้อความในเอกสารนี้ไม่บอกชื่อเรื่อง\n"
        (self.also if may else self.truth).setdefault(code, set()).add(path)
        return path

    def page(self, path: str, body: str, title: str = "เทศบาลจำลอง") -> str:
        """Publish a page with the menu every page has."""
        menu = "".join(f'<li><a href="/{to}">{text}</a></li>' for to, text in _MENU)
        self.pages[path] = (
            f"<html><head><title>{title}</title></head><body><ul>{menu}</ul>{body}"
            "<p>สงวนลิขสิทธิ์ เทศบาลจำลอง</p></body></html>"
        )
        return path


_MENU = (
    ("", "หน้าแรก"), ("history.html", "ประวัติความเป็นมา"), ("travel.html", "สถานที่ท่องเที่ยว"),
    ("ita.html", "ITA 2569"),
)  # fmt: skip
_HEAD = "<h1>การเปิดเผยข้อมูลสาธารณะ (OIT) ปีงบประมาณ พ.ศ. 2569</h1>"


def named(code: str) -> str:
    """The item as lists print it: number and name."""
    return f"{code.upper()} {NAMES[code]}"


def timeless(code: str) -> str:
    """The item's name without a year."""
    return NAMES[code].partition(" ประจำปี")[0].partition(" ปีงบ")[0]


def anchor(to: str, text: str, more: str = "") -> str:
    return f'<a href="/{to}"{more}>{text}</a>'


def index(site: Made, body: str) -> None:
    site.page("ita.html", _HEAD + body)


def leaf(site: Made, code: str, n: int) -> str:
    """Publish a page that says nothing of its subject; its path."""
    path = site.page(f"content/{n}.html", f"<p>เนื้อหาลำดับที่ {n} ของเทศบาลจำลอง</p>")
    site.truth.setdefault(code, set()).add(path)
    return path
