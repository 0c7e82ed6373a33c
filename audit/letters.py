"""A letter to whoever runs the web server: what could not be opened, and what is asked for.

Promises: a Thai letter true of the newest crawl, as text or as a Word file to put on letterhead;
None when nothing stood in the way. Refuses to know: how trouble is found, what OIT asks.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from io import BytesIO

from docx import Document as Word
from docx.shared import Pt

from audit.site import Site
from crawler.model import CrawlRow, Snapshot
from crawler.settings import agent
from reports import wording

MOST_EXAMPLES = 3
FONT = "TH Sarabun New"  # the font of official letters; Word takes another when it is missing
BLANK = "." * 30

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


def letter(
    site: Site, crawl: CrawlRow, snapshots: Iterable[Snapshot], today: dt.date
) -> list[str] | None:
    """The paragraphs of the letter; None when the crawl met nothing that a host can change."""
    troubled: defaultdict[str, list[str]] = defaultdict(list)
    for snapshot in snapshots:
        if snapshot.problem in CAUSES:
            troubled[snapshot.problem].append(snapshot.url)
    if not troubled:
        return None
    config = site.config
    return [
        f"ที่ {BLANK}",
        wording.thai_date(today.isoformat()),
        "เรื่อง ขอความอนุเคราะห์ให้โปรแกรมตรวจเว็บไซต์ของหน่วยงานเปิดหน้าสาธารณะได้",
        f"เรียน ผู้ให้บริการและผู้ดูแลเครื่องแม่ข่ายของเว็บไซต์ {config.url}",
        f"ด้วย {config.name} ใช้โปรแกรม oit ตรวจเว็บไซต์ของหน่วยงานเองว่าเปิดเผยข้อมูลสาธารณะครบ"
        "ตามแบบวัด OIT หรือไม่ "
        f"การเก็บหน้าเว็บเมื่อ{wording.thai_datetime(crawl.started_at)} เปิดบางหน้าไม่ได้ ดังนี้",
        *_causes(troubled),
        "จึงขอความอนุเคราะห์ดำเนินการต่อไปนี้ แล้วแจ้งผลกลับมายังหน่วยงาน",
        *_requests(troubled, crawl),
        "โปรแกรมนี้อ่านเฉพาะหน้าที่ประชาชนทั่วไปเปิดได้ ไม่กรอกแบบฟอร์ม ไม่เข้าสู่ระบบ ไม่หลบเลี่ยงระบบป้องกัน "
        f"ทำตาม robots.txt และเว้นระยะอย่างน้อย {crawl.plan.delay:g} วินาทีระหว่างการเปิดแต่ละหน้า",
        "จึงเรียนมาเพื่อโปรดพิจารณา",
        f"ลงชื่อ {BLANK}",
        f"ผู้ประสานงาน {BLANK} โทรศัพท์ {BLANK}",
    ]


def as_docx(paragraphs: Iterable[str]) -> bytes:
    """The letter as a Word file."""
    word = Word()
    style = word.styles["Normal"]
    style.font.name = FONT
    style.font.size = Pt(16)
    for paragraph in paragraphs:
        word.add_paragraph(paragraph)
    file = BytesIO()
    word.save(file)
    return file.getvalue()


def _causes(troubled: dict[str, list[str]]) -> list[str]:
    lines: list[str] = []
    for word, urls in sorted(troubled.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        known = wording.problem(word)
        shown = " , ".join(urls[:MOST_EXAMPLES])
        lines.append(f"- {known.name} {wording.count(len(urls))} หน้า: {known.what} เช่น {shown}")
    return lines


def _requests(troubled: dict[str, list[str]], crawl: CrawlRow) -> list[str]:
    asked = [text for words, text in _ASKED if troubled.keys() & set(words)]
    values = {"agent": agent(crawl.plan.agent), "blank": BLANK}
    return [f"{number}. {text.format(**values)}" for number, text in enumerate(asked, start=1)]
