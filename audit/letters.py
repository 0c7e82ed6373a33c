"""A letter to whoever runs the web server: what could not be opened, and what is asked for.

Promises: a Thai letter true of the newest crawl, as text or as a Word file to put on letterhead;
None when nothing stood in the way. Refuses to know: how trouble is found, what OIT asks.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from audit.site import Site
from crawler.model import CrawlRow, Snapshot
from crawler.settings import agent
from reports import wording
from reports.safety import plain, shown
from reports.word import Paper
from reports.wording import thai_digits

MOST_EXAMPLES = 3
BLANK = "." * 30
SIGNED = 8.0  # centimetres from the margin to what stands at the right of a letter

_WALLS = ("blocked", "forbidden", "geo", "challenge")
_TLS = ("tls", "tls_expired", "tls_chain", "tls_host", "tls_self_signed")
_DOWN = ("dns", "refused", "timeout", "network", "server_error", "parked")
_ASKED: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        _WALLS,
        "อนุญาตให้โปรแกรมตรวจซึ่งแจ้งชื่อ (User-Agent) ว่า “{agent}” จากหมายเลขไอพี {blank} เปิดหน้าสาธารณะของ"
        "เว็บไซต์ได้ โดยยกเว้นจากไฟร์วอลล์ การกั้นตามประเทศ และหน้าพิสูจน์ตัวตน",
    ),
    (("rate_limited",), "ผ่อนเกณฑ์จำนวนครั้งที่เปิดหน้าได้สำหรับโปรแกรมตรวจ หรือแจ้งจังหวะที่รับได้กลับมา"),
    (("robots",), "แก้ไฟล์ robots.txt ให้โปรแกรมชื่อ oit เปิดหน้าที่เผยแพร่ต่อสาธารณะได้"),
    (("login",), "ตรวจว่าหน้าที่ต้องเปิดเผยต่อสาธารณะไม่ได้ถูกตั้งให้เข้าสู่ระบบก่อน"),
    (_TLS, "ติดตั้งใบรับรองความปลอดภัย (https) ที่ยังไม่หมดอายุ ตรงกับชื่อเว็บไซต์ และครบทั้งสาย"),
    (_DOWN, "ตรวจการทำงานของเครื่องแม่ข่าย ชื่อโดเมน และเครือข่ายในช่วงเวลาข้างต้น"),
)
CAUSES = frozenset(word for words, _ in _ASKED for word in words)


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph and where it stands: `head` at the margin, `body` indented."""

    text: str
    place: Literal["head", "right", "centre", "body", "signed"] = "body"


def letter(
    site: Site, crawl: CrawlRow, snapshots: Iterable[Snapshot], today: dt.date
) -> list[Part] | None:
    """The letter; None when the crawl met nothing that a host can change."""
    troubled: defaultdict[str, list[str]] = defaultdict(list)
    for snapshot in snapshots:
        if snapshot.problem in CAUSES:
            troubled[snapshot.problem].append(snapshot.url)
    if not troubled:
        return None
    parts = [*_head(site, today), *_body(site, crawl, troubled), *_end(site)]
    return [Part(thai_digits(plain(part.text)), part.place) for part in parts]


def _head(site: Site, today: dt.date) -> Iterator[Part]:
    office = site.config.office
    yield Part(f"ที่ {office.number or BLANK}", "head")
    yield Part(site.config.name, "right")
    yield Part(wording.thai_date(today.isoformat()), "centre")
    yield Part("เรื่อง ขอความอนุเคราะห์ให้โปรแกรมตรวจเว็บไซต์ของหน่วยงานเปิดหน้าสาธารณะได้", "head")
    yield Part(f"เรียน ผู้ให้บริการและผู้ดูแลเครื่องแม่ข่ายของเว็บไซต์ {shown(site.config.url)}", "head")


def _body(site: Site, crawl: CrawlRow, troubled: dict[str, list[str]]) -> Iterator[Part]:
    yield Part(
        f"ด้วย {site.config.name} ใช้โปรแกรมชื่อ oit ตรวจเว็บไซต์ของหน่วยงานเองว่าเปิดเผยข้อมูลสาธารณะครบ"
        "ตามแบบวัดการเปิดเผยข้อมูลสาธารณะ (OIT) หรือไม่ "
        f"การเก็บหน้าเว็บเมื่อวันที่ {wording.thai_datetime(crawl.started_at)} เปิดบางหน้าไม่ได้ ดังนี้"
    )
    yield from map(Part, _causes(troubled))
    yield Part("ในการนี้ จึงขอความอนุเคราะห์ดำเนินการต่อไปนี้ แล้วแจ้งผลให้หน่วยงานทราบด้วย")
    yield from map(Part, _requests(troubled, crawl))
    delay = crawl.plan.delay
    pace = f" โดยเว้นระยะอย่างน้อย {delay:g} วินาทีระหว่างการเปิดแต่ละหน้า" if delay else ""
    yield Part(
        "ทั้งนี้ โปรแกรมอ่านเฉพาะหน้าที่ประชาชนทั่วไปเปิดได้ ไม่กรอกแบบฟอร์ม ไม่เข้าสู่ระบบ ไม่หลบเลี่ยงระบบป้องกัน "
        f"และทำตาม robots.txt{pace}"
    )
    yield Part("จึงเรียนมาเพื่อโปรดพิจารณา และขอขอบคุณมา ณ โอกาสนี้")


def _end(site: Site) -> Iterator[Part]:
    office = site.config.office
    yield Part("ขอแสดงความนับถือ", "signed")
    yield Part(f"({office.signer or BLANK})", "signed")
    yield Part(office.position or f"ตำแหน่ง {BLANK}", "signed")
    yield Part(office.unit or f"หน่วยงานเจ้าของเรื่อง {BLANK}", "head")
    yield Part(f"โทร. {office.phone or BLANK}", "head")


def as_docx(parts: Sequence[Part]) -> bytes:
    """The letter as a Word file."""
    paper = Paper("หนังสือถึงผู้ให้บริการเว็บ", official=True)
    for part, after in pairwise([*parts, Part("", "head")]):
        signed = part.place == "signed"
        paper.line(
            part.text,
            indent=2.5 if part.place == "body" else 0,
            left=SIGNED if part.place in ("right", "signed") else 0,
            centre=signed or part.place == "centre",
            together=signed and after.place == "signed",
        )
        if signed and after.text.startswith("("):
            for _ in range(3):  # room to sign
                paper.line("", together=True)
    return paper.data()


def _causes(troubled: dict[str, list[str]]) -> list[str]:
    lines: list[str] = []
    for word, urls in sorted(troubled.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        known = wording.problem(word)
        some = " , ".join(map(shown, urls[:MOST_EXAMPLES]))
        lines.append(f"{known.name} {wording.count(len(urls))} หน้า: {known.what} เช่น {some}")
    return lines if len(lines) == 1 else [f"{n}. {line}" for n, line in enumerate(lines, start=1)]


def _requests(troubled: dict[str, list[str]], crawl: CrawlRow) -> list[str]:
    asked = [text for words, text in _ASKED if troubled.keys() & set(words)]
    values = {"agent": agent(crawl.plan.agent), "blank": BLANK}
    return [f"{number}. {text.format(**values)}" for number, text in enumerate(asked, start=1)]
