"""One agency: its folder, its `site.yml`, and the lock that keeps two checks apart.

Promises: a folder made once and opened often; every mistake in `site.yml` told with file, line and
column. Refuses to know: what is in the database, what OIT asks.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from filelock import FileLock, Timeout
from pydantic import Field, field_validator

from audit.errors import BusyError, UserError, told
from audit.schedule import Calendar, Receiver, Schedule, times_of
from crawler import canonical, hours
from crawler.model import CrawlPlan, SitePaths
from rules.checks.base import Strict
from rules.pack import AgencyKind
from rules.yamlfile import read_model

FILE = "site.yml"
LOCK = ".oit.lock"
PACKS: dict[str, str] = {"college": "oit-2569-ovec"}
"""Agency kind → the pack it is judged by when nobody says otherwise."""
DEFAULT_PACK = "oit-2569"

TEMPLATE = """\
# ไฟล์ของหน่วยงาน: แก้ไขได้ด้วยโปรแกรมพิมพ์ข้อความทั่วไป
name: {name}
url: {url}

# ประเภทหน่วยงาน: department province local university college school hospital enterprise other
kind: {kind}

# ชุดเกณฑ์ที่ใช้ตรวจ หรือชื่อไฟล์ .yml ของหน่วยงานเอง
pack: {pack}

# ขอบเขตการเก็บหน้าเว็บ: จำนวนหน้า เวลา (นาที) ระยะห่างระหว่างการขอแต่ละหน้า (วินาที)
crawl:
  pages: 3000
  minutes: 90
  delay: 1
  # ocr_minutes: 30                       # เวลา (นาที) สำหรับอ่านข้อความในภาพสแกน
  # hours: 20:00-06:00                    # เก็บและตรวจเองเฉพาะช่วงเวลานี้ นอกเวลาจะรอ (เวลาไทย)
  # revisit_hours: 0                      # ขอทุกหน้าใหม่ทุกครั้ง (ปกติหน้าที่ไม่เกี่ยวกับผลไม่ขอซ้ำใน 1 ชั่วโมง)
  # intranet: true                        # เว็บไซต์อยู่ในเครือข่ายภายในของหน่วยงาน
  # also: [data.example.go.th]            # เว็บไซต์อื่นที่เป็นของหน่วยงาน
  # subdomains: true                      # รวมทุกเว็บไซต์ย่อยใต้โดเมนเดียวกัน
  # follow_once: [drive.google.com]       # เว็บไซต์ฝากไฟล์ที่ให้เปิดดูหนึ่งชั้น

# ลิงก์ที่ส่งหรือจะส่งให้ ป.ป.ช. แยกตามข้อ (ตรวจก่อนเสมอ)
# declared:
#   o1: [{url}structure]

# ชื่อหน้าที่หน่วยงานเรียกต่างจากชื่อข้อ
# also_named:
#   o2: [ผู้นำองค์กร]

# ผู้รับผิดชอบของแต่ละหน่วย
# people: {{กองแผนงาน: somchai@example.go.th}}

# สิ่งที่ใส่ในบันทึกข้อความและใบสั่งงาน ช่องที่ไม่ระบุจะเว้นไว้ให้เติมเอง
# office:
#   unit: สำนักงานเลขานุการกรม
#   phone: 0 2000 0000
#   number: นร 0001/
#   to: อธิบดี
#   signer: นางสาวตัวอย่าง ใจดี
#   position: เลขานุการกรม

# ตรวจเองตามเวลา: never day week (ต้องตั้ง oit due ไว้กับเครื่อง หรือเปิด oit serve)
# schedule: {{every: day, at: "02:00"}}

# วันส่งลิงก์ให้ ป.ป.ช. และวันยืนยันผล ระหว่างสองวันนี้จะเฝ้าลิงก์ที่ส่งทุกชั่วโมง
# calendar: {{submission: 2026-04-30, confirmation: 2026-07-31}}

# แจ้งเตือนใคร ทางใด (รหัสผ่านเก็บไว้ในตัวแปรของเครื่อง ไม่เก็บในไฟล์นี้)
# alerts:
#   - name: ทีมเว็บ
#     send: mailtos://${{MAIL_USER}}:${{MAIL_PASSWORD}}@mail.example.go.th?to=web@example.go.th
"""

SCHEME = re.compile(r"\A(https?)(?::/*|//+)", re.IGNORECASE)
"""How an address begins, a slash or the colon forgotten."""
ROOT_DOT = re.compile(r"\.+(?=:|\Z)")
"""The dot after a whole host name, which changes nothing."""
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
AROUND = " \t\r\n\xa0\"'`“”‘’<>«»"
"""What surrounds an address that was copied from a letter or a chat."""

Names = dict[str, tuple[str, ...]]


class CrawlConfig(Strict):
    """Limits of a crawl: pages, minutes, seconds between two requests to one host.

    `ocr_minutes`: computing time for the text of scanned pages and pictures. `hours`: when pages
    may be asked for, `20:00-06:00`, Thai time. `intranet`: the address is private on purpose.
    `revisit_hours`: how long pages that no finding rests on are not asked for again; 0 not at all.
    """

    pages: int = Field(default=3000, ge=1)
    minutes: float = Field(default=90, gt=0)
    delay: float = Field(default=1, ge=0)
    ocr_minutes: float = Field(default=30, ge=0)
    also: tuple[str, ...] = ()
    follow_once: tuple[str, ...] = ()
    subdomains: bool = False
    agent: str = ""
    hours: str = ""
    intranet: bool = False
    revisit_hours: float = Field(default=1, ge=0)

    @field_validator("hours")
    @classmethod
    def _times(cls, value: str) -> str:
        try:
            return "-".join(f"{one:%H:%M}" for one in times_of(value)) if value else ""
        except ValueError as error:
            raise ValueError(f"“{value}” ไม่ใช่ช่วงเวลา เขียนเช่น 20:00-06:00") from error

    def minutes_of_day(self) -> tuple[int, ...]:
        """`hours` as a crawl takes them; empty when any hour will do."""
        return hours.minutes_of(self.hours) if self.hours else ()


class OfficeConfig(Strict):
    """What the agency's own papers say: who writes, to whom, who signs."""

    unit: str = ""
    phone: str = ""
    number: str = ""
    to: str = ""
    signer: str = ""
    position: str = ""


class SiteConfig(Strict):
    """`site.yml`: the only file an officer edits."""

    name: str
    url: str
    kind: AgencyKind = "department"
    pack: str = DEFAULT_PACK
    crawl: CrawlConfig = CrawlConfig()
    declared: Names = Field(default_factory=dict)
    also_named: Names = Field(default_factory=dict)
    people: dict[str, str] = Field(default_factory=dict)
    office: OfficeConfig = OfficeConfig()
    schedule: Schedule = Schedule()
    calendar: Calendar = Calendar()
    alerts: tuple[Receiver, ...] = ()

    def may_begin(self, now: dt.datetime) -> bool:
        """May a check begin by itself now? In the hours of the crawl, or of `between`."""
        if self.schedule.between is not None:
            return self.schedule.may_begin(now)
        return not hours.seconds_until(self.crawl.minutes_of_day(), now)

    @field_validator("url")
    @classmethod
    def _address(cls, value: str) -> str:
        return full_url(value)

    @field_validator("declared", "also_named")
    @classmethod
    def _codes(cls, value: Names) -> Names:
        return {code.strip().lower(): entries for code, entries in value.items()}

    @field_validator("declared")
    @classmethod
    def _addresses(cls, value: Names) -> Names:
        return {code: tuple(map(full_url, urls)) for code, urls in value.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One agency website and its working folder."""

    folder: Path
    config: SiteConfig

    @classmethod
    def create(
        cls,
        folder: Path | None,
        url: str,
        kind: str = "department",
        pack: str | None = None,
        *,
        name: str = "",
    ) -> Site:
        """Make the folder and a commented `site.yml`; an existing `site.yml` is never replaced."""
        address = _checked(url)
        place = folder or Path(folder_name(address))
        if (place / FILE).exists():
            raise UserError(f"โฟลเดอร์ {place} มี {FILE} อยู่แล้ว", f"ใช้ oit check --site {place}")
        text = TEMPLATE.format(
            name=_quoted(name or urlsplit(address).netloc),
            url=address,
            kind=_quoted(kind),
            pack=_quoted(pack or PACKS.get(kind, DEFAULT_PACK)),
        )
        with told():
            read_model(text, SiteConfig, str(place / FILE))
        try:
            place.mkdir(parents=True, exist_ok=True)
            (place / FILE).write_text(text, encoding="utf-8")
        except OSError as error:
            raise _not_writable(place) from error
        return cls.open(place)

    @classmethod
    def open(cls, folder: Path) -> Site:
        """Read `site.yml`; a missing folder or a mistake in the file is a `UserError`."""
        if not (folder / FILE).is_file():
            raise UserError(
                f"ไม่พบ {FILE} ในโฟลเดอร์ {folder}",
                "สั่ง oit new ตามด้วยที่อยู่เว็บไซต์ หรือระบุโฟลเดอร์ด้วย --site",
            )
        with told():
            return cls(folder=folder, config=read_model(folder / FILE, SiteConfig, FILE))

    @property
    def paths(self) -> SitePaths:
        """Where the facts and the bytes live."""
        return SitePaths(folder=self.folder)

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts that are the agency's own."""
        return (urlsplit(self.config.url).hostname or "", *self.config.crawl.also)

    def plan(self, **changes: object) -> CrawlPlan:
        """The crawl this file asks for; `changes` replace single values, None changes nothing."""
        crawl = self.config.crawl
        values: dict[str, object] = {
            "seeds": (self.config.url,),
            "declared": tuple(dict.fromkeys(u for us in self.config.declared.values() for u in us)),
            "also": crawl.also,
            "follow_once": crawl.follow_once,
            "subdomains": crawl.subdomains,
            "pages": crawl.pages,
            "minutes": crawl.minutes,
            "delay": crawl.delay,
            "agent": crawl.agent,
            "open_origins": self._open_origins(),
            "hours": crawl.minutes_of_day(),
        }
        values.update({key: value for key, value in changes.items() if value is not None})
        return CrawlPlan(**values)  # type: ignore[arg-type]  # checked by the tests of every caller

    def _open_origins(self) -> tuple[str, ...]:
        """Where a private address is meant: one typed as a number, this machine, an intranet.

        A name alone opens nothing: whoever owns it decides what it resolves to.
        """
        meant = self.config.crawl.intranet or is_local(self.config.url)
        return (origin(self.config.url),) if meant else ()

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Keep a second oit out of this folder while the first one works."""
        lock = FileLock(self.folder / LOCK)
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            raise BusyError(
                f"กำลังตรวจโฟลเดอร์ {self.folder} อยู่ในอีกหน้าต่างหนึ่ง",
                "รอให้ตรวจเสร็จ หรือกด Ctrl-C ในหน้าต่างนั้นก่อน แล้วสั่งใหม่",
            ) from error
        except OSError as error:
            raise _not_writable(self.folder) from error
        try:
            yield
        finally:
            lock.release()


def full_url(typed: str) -> str:
    """The address as a person means it: `https://` when no scheme is typed, `/` for no path.

    What came along when it was copied (quotation marks, invisible letters) is dropped. Raises
    ValueError, in Thai, when it is no web address.
    """
    text = SCHEME.sub(r"\1://", typed.translate(INVISIBLE).strip(AROUND))
    whole = text if "://" in text else f"https://{text}"
    parts = urlsplit(whole) if whole.isprintable() and canonical(whole) else None
    if parts is None or not _has_host(parts, certain=whole == text):
        raise ValueError(f"“{typed}” ไม่ใช่ที่อยู่เว็บไซต์")
    netloc = ROOT_DOT.sub("", parts.netloc.lower())
    return parts._replace(netloc=netloc, path=parts.path or "/", fragment="").geturl()


def _has_host(parts: SplitResult, *, certain: bool) -> bool:
    """A host one can ask: no e-mail address, no password; a lone word only after a scheme."""
    host = parts.hostname or ""
    return "@" not in parts.netloc and (certain or "." in host or host == "localhost")


def origin(url: str) -> str:
    """`scheme://host:port`, the port always written."""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    host = parts.hostname or ""
    return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}:{port}"


def is_local(url: str) -> bool:
    """Whether an address names this machine or is a number."""
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or bool(ip_address(host))
    except ValueError:
        return False


def folder_name(url: str) -> str:
    """A folder name from the host: `www.example.go.th` → `example.go.th`."""
    parts = urlsplit(url)
    host = (parts.hostname or "site").removeprefix("www.").replace(":", "-")
    return f"{host}-{parts.port}" if parts.port else host


def _checked(url: str) -> str:
    try:
        return full_url(url)
    except ValueError as error:
        raise UserError(
            f"“{url}” ไม่ใช่ที่อยู่เว็บไซต์", "พิมพ์ที่อยู่ให้ครบ เช่น https://www.example.go.th"
        ) from error


def _quoted(text: str) -> str:
    """A YAML scalar that survives any name a person types (JSON strings are YAML)."""
    plain = bool(text) and text.replace("-", "").replace(".", "").isalnum() and text[0].isalpha()
    return text if plain else json.dumps(text, ensure_ascii=False)


def _not_writable(folder: Path) -> UserError:
    return UserError(f"เขียนลงโฟลเดอร์ {folder} ไม่ได้", "ตรวจสิทธิ์ของโฟลเดอร์หรือที่ว่างในดิสก์ แล้วสั่งใหม่")
