"""A made-up agency for the tests: its criteria, its website, crawls without a network."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from audit.extract import extract
from audit.run import AuditResult, audit_site
from audit.site import Site
from audit.store import Store
from crawler import SnapshotStore
from crawler.model import Capture, CrawlPlan
from rules.document import Document

HOME = "http://agency.test/"
DAY = dt.date(2026, 5, 15)

PACK = """\
format: 1
pack: mini
framework: OIT
fiscal_year: 2569
title: ชุดเกณฑ์จำลอง
status: draft
source: {publisher: ผู้ทดสอบ, document: เอกสารจำลอง, read_on: 2026-01-15}
deadline: 2026-06-30
terms:
  chief: {department: [อธิบดี]}
indicators:
  - code: o1
    topic: org-structure
    families: [org-structure]
    group: ข้อมูลพื้นฐาน
    title: โครงสร้างหน่วยงาน
    owner: กองการเจ้าหน้าที่
    find: {named: [โครงสร้างหน่วยงาน]}
    elements:
      - id: org-structure/chart
        says: แสดงแผนผังการแบ่งส่วนราชการของหน่วยงาน
        check: {phrase: {one_of: [กองกลาง]}}
        fix: ใส่แผนผัง
        basis: sourced
      - id: org-structure/law
        says: แสดงข้อความตามกฎหมายจัดตั้งหน่วยงาน
        check: {ask: หน่วยงานมีกฎหมายจัดตั้งหรือไม่}
        fix: ใส่กฎหมาย
        basis: inferred
  - code: o2
    topic: executives
    families: [executives]
    group: ข้อมูลพื้นฐาน
    title: ทำเนียบผู้บริหาร
    owner: สำนักงานเลขานุการกรม
    find: {named: [ทำเนียบผู้บริหาร]}
    elements:
      - id: executives/chief
        says: แสดงรายชื่อของผู้บริหารสูงสุด
        check: {phrase: {one_of: ["@chief"]}}
        fix: ใส่ชื่อ
        basis: sourced
      - id: executives/council
        says: แสดงรายชื่อสภาท้องถิ่น
        check: {phrase: {one_of: [สภา]}}
        only_for: [local]
        fix: ใส่ชื่อสภา
        basis: unconfirmed
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A page that could not be got."""

    problem: str
    status: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A redirect."""

    to: str


Page = str | bytes | Trouble | Moved


class InlinePool:
    """Reads in this process: the tests of the trunk need no workers."""

    def __init__(self) -> None:
        self._finished: list[tuple[str, Document]] = []
        self.pending = 0
        self.spare = 1
        self.ocr_seconds = 0.0

    def submit(self, key: str, path: Path, **hints: Any) -> None:
        self._finished.append((key, extract(path.read_bytes(), **hints)))

    def done(self) -> Iterator[tuple[str, Document]]:
        while self._finished:
            yield self._finished.pop(0)

    wait = done

    def forget_pictures(self) -> None:
        """Nothing waits here."""

    def close(self) -> None:
        self._finished.clear()


STORY = (
    "หน่วยงานจำลองแห่งนี้มีไว้เพื่อทดสอบโปรแกรมเท่านั้น เนื้อหาต่อไปนี้เขียนขึ้นให้ยาวพอที่จะเป็นหน้าเว็บจริง "
    "ไม่ได้กล่าวถึงบุคคล สถานที่ หรือเหตุการณ์ใด และไม่มีคำที่เกณฑ์ข้อใดต้องการ"
)
"""What makes a page more than a heading."""


def html(title: str, *body: str) -> str:
    """A small page; every part of the body is a paragraph unless it is markup."""
    parts = "".join(part if part.startswith("<") else f"<p>{part}</p>" for part in body)
    return f"<html><head><title>{title}</title></head><body>{parts}</body></html>"


def link(href: str, text: str) -> str:
    return f'<p><a href="{href}">{text}</a></p>'


def good_site() -> dict[str, Page]:
    """Everything that the mini pack asks for and a machine can see."""
    return {
        "": html("หน้าแรก", link("org", "โครงสร้างหน่วยงาน"), link("chiefs", "ทำเนียบผู้บริหาร")),
        "org": html("โครงสร้างหน่วยงาน", "กองกลาง และกองแผนงาน มีหน้าที่ต่างกัน", STORY),
        "chiefs": html("ทำเนียบผู้บริหาร", "นางสาวตัวอย่าง ทดสอบ ตำแหน่ง อธิบดี", STORY),
    }


@dataclass
class World:
    """One site folder and the state of its website."""

    site: Site
    pages: dict[str, Page] = field(default_factory=good_site)

    @classmethod
    def make(cls, folder: Path, more: str = "") -> World:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "pack.yml").write_text(PACK, encoding="utf-8")
        Site.create(folder, HOME, pack="pack.yml", name="กรมจำลอง")
        with (folder / "site.yml").open("a", encoding="utf-8") as file:
            file.write(more)
        return cls(site=Site.open(folder))

    def store(self) -> Store:
        return Store(self.site.paths)

    def crawl(self, *, ended: str | None = "complete", only: tuple[str, ...] = ()) -> int:
        """Keep the website as it is now, as a crawl would; the crawl's number."""
        with SnapshotStore(self.site.paths) as store:
            urls = tuple(HOME + path for path in only)
            reason = "recheck" if only else "demand"
            plan = CrawlPlan(seeds=(HOME,), only=urls, reason=reason, resume=False)
            crawl_id, _ = store.begin(plan)
            pages = {path: self.pages[path] for path in only} if only else self.pages
            store.save(crawl_id, [capture(store, path, page) for path, page in pages.items()])
            if ended:
                store.finish(crawl_id, ended)
        return crawl_id

    def audit(self, **options: object) -> AuditResult:
        options.setdefault("as_of", DAY)
        return audit_site(self.site, **options)  # type: ignore[arg-type]  # passed through

    def check(self, **options: object) -> AuditResult:
        self.crawl()
        return self.audit(**options)

    def outcomes(self, result: AuditResult) -> dict[str, str]:
        return {finding.element: finding.outcome.word for finding in result.findings}


def capture(store: SnapshotStore, path: str, page: Page) -> Capture:
    url = path if "://" in path else HOME + path
    if isinstance(page, Trouble):
        return Capture(url=url, problem=page.problem, status=page.status)
    if isinstance(page, Moved):
        return Capture(url=url, status=302, location=page.to)
    body = page.encode() if isinstance(page, str) else page
    media = "text/html" if isinstance(page, str) else "application/octet-stream"
    return Capture(url=url, status=200, sha256=store.keep(body), bytes=len(body), media=media)
