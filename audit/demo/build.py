"""Builds the demonstration site: pages, documents and pictures of a made-up department.

Promises: the same bytes for the same state, on every machine with the same Thai fonts. Refuses to
know: auditing, and what is wrong with the site (`truth.yml`).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from audit.demo import archive, content, office, pages, paper
from audit.demo.content import Paper, State
from audit.demo.errors import DemoError
from audit.errors import os_trouble

# When the site was last edited: 09:00 in Bangkok on 4 and on 14 May 2569, seconds since 1970.
EDITED: dict[State, int] = {"before": 1777860000, "after": 1778724000}
ROBOTS = "User-agent: *\nDisallow: /admin/\n\nSitemap: @origin@/sitemap.xml\n"
WRITERS = {".docx": office.word, ".xlsx": office.workbook, ".csv": office.comma}


def build(folder: Path, state: State = "before") -> None:
    """Write the whole site into `folder`, which is made, and must be empty or an earlier build.

    Raises DemoError when the Thai fonts are missing or the folder cannot be used.
    """
    paper.require_fonts()
    prepare(folder)
    papers = content.papers(state)
    made = {image.file: paper.picture(image) for image in content.images()}
    with ThreadPoolExecutor(2) as threads:
        made |= zip((one.file for one in papers), threads.map(paper_bytes, papers), strict=True)
    finish(folder, made | dict(pages.render(state, archive.volumes())), state)


def finish(folder: Path, files: Mapping[str, bytes], state: State) -> None:
    """Write files by their path in the site, with what every site has, all of one time."""
    for name, data in files.items():
        _write(folder / name, data)
    _write(folder / "assets/site.css", pages.stylesheet())
    _write(folder / "robots.txt", ROBOTS.encode())
    _write(folder / "sitemap.xml", _sitemap([name for name in files if name.endswith(".html")]))
    for path in folder.rglob("*"):
        os.utime(path, (EDITED[state], EDITED[state]))


def prepare(folder: Path) -> None:
    """An empty folder; an earlier build is taken away, anything else is left alone."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        found = sorted(folder.rglob("*"), reverse=True)
        if found and not (folder / "_server").is_dir():
            raise DemoError(f"โฟลเดอร์ {folder} มีแฟ้มอื่นอยู่แล้ว", "เลือกโฟลเดอร์ว่าง หรือตั้งชื่อโฟลเดอร์ใหม่")
        for path in found:
            path.rmdir() if path.is_dir() else path.unlink()
    except OSError as error:
        raise DemoError(
            f"เขียนโฟลเดอร์ {folder} ไม่ได้ ({os_trouble(error)})", "ตรวจสิทธิ์ของโฟลเดอร์ หรือเลือกโฟลเดอร์อื่น"
        ) from error


def paper_bytes(made: Paper) -> bytes:
    """A document in the format of its suffix."""
    return WRITERS.get(Path(made.file).suffix, paper.pdf)(made)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _sitemap(names: list[str]) -> bytes:
    """The public pages; the server puts its own address before every path."""
    public = sorted(name for name in names if not name.startswith("_server/"))
    rows = "".join(f"  <url><loc>@origin@/{name}</loc></url>\n" for name in public)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{rows}</urlset>\n"
    ).encode()
