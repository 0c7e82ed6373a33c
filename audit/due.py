"""Which sites are due and why, and one run over all of them.

Promises: two runs never meet; a broken site does not stop the others; what happened to each is
told. A run checks what the schedule asks, looks a second time where something turned bad, looks at
submitted links, writes alerts down and sends what waits. Refuses to know: terminals, who calls.
"""

from __future__ import annotations

import datetime as dt
import os
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from audit.days import in_thailand
from audit.errors import UserError, told
from audit.events import OnEvent, silent
from audit.pipeline import AuditResult, crawl_and_read
from audit.places import sites_in
from audit.run import CheckOptions, check_site, recheck
from audit.site import FILE, Site
from audit.store import Store
from audit.watch import kept
from audit.watch.alerts import Watch, refresh, watch
from audit.watch.kept import Alert
from audit.watch.links import Link
from audit.watch.send import Sent, send_waiting
from audit.working import working

LOCK = ".oit-due.lock"
LOG = "due.log"
AGAIN = dt.timedelta(hours=1)
"""Until a site that could not be reached is tried again."""
MOST_CODES = 10
"""Indicators looked at a second time one by one; with more in doubt the whole site is."""

CHECK, LOOK, LINKS, SEND = "check", "look", "links", "send"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Something to do, and why, in Thai."""

    what: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One site folder and what is to be done there; `error` when it cannot even be opened."""

    folder: Path
    name: str
    reasons: tuple[Reason, ...] = ()
    error: UserError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a run did for one site. `code` as commands give it."""

    due: Due
    code: int
    alerts: tuple[Alert, ...] = ()
    sent: tuple[Sent, ...] = ()
    error: UserError | None = None


Conclude = Callable[[Site, AuditResult], int]
"""Writes the reports of an audit; its exit code."""


def due_sites(root: Path, now: dt.datetime | None = None) -> list[Due]:
    """Every site of a folder, with what is due there now; nothing due means no reasons."""
    moment = in_thailand(now or dt.datetime.now(dt.UTC))
    found = []
    for folder in sites_in(root):
        try:
            site = Site.open(folder)
            reasons = _reasons(site, moment)
            found.append(Due(folder=folder, name=site.config.name, reasons=reasons))
        except UserError as error:
            found.append(Due(folder=folder, name=folder.name, error=error))
    return found


def run_due(
    root: Path,
    conclude: Conclude,
    on_event: OnEvent = silent,
    now: dt.datetime | None = None,
) -> Iterator[Done]:
    """Do what is due, site by site; gives what was done as it is done.

    Raises `UserError` when another run is at work in this folder.
    """
    lock = FileLock(root / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise UserError(
            f"กำลังตรวจตามกำหนดในโฟลเดอร์ {root} อยู่แล้ว", "ไม่ต้องทำอะไร รอบถัดไปจะทำต่อเอง"
        ) from error
    except OSError as error:
        raise UserError(
            f"เขียนลงโฟลเดอร์ {root} ไม่ได้", "ตรวจสิทธิ์ของโฟลเดอร์หรือที่ว่างในดิสก์ แล้วสั่งใหม่"
        ) from error
    try:
        for due in due_sites(root, now):
            if due.error is not None:
                yield Done(due=due, code=2, error=due.error)
            elif due.reasons:
                yield _run(due, root, conclude, on_event)
    finally:
        lock.release()


def look_at_links(site: Site, on_event: OnEvent = silent) -> list[Link]:
    """Ask for every submitted link now; what is known of each afterwards."""
    wanted = tuple(dict.fromkeys(url for urls in site.config.declared.values() for url in urls))
    if not wanted:
        raise UserError(
            "ยังไม่ได้บอกลิงก์ที่ส่ง ป.ป.ช.", f"เติมช่อง declared ใน {site.folder / FILE} แล้วสั่งใหม่"
        )
    with working(site) as store:
        plan = site.plan(only=wanted, reason="recheck", resume=False)
        if crawl_and_read(site, store, plan, on_event).ended == "cancelled":
            raise KeyboardInterrupt
        return watch(site, store).links


def tell(site: Site) -> tuple[list[Alert], list[Sent]]:
    """Write down what is new to tell, and send what waits."""
    with working(site) as store:
        return refresh(site, store), send_waiting(site, store)


def _run(due: Due, root: Path, conclude: Conclude, on_event: OnEvent) -> Done:
    try:
        with told():
            site = Site.open(due.folder)
            code = _work(site, {reason.what for reason in due.reasons}, conclude, on_event)
            alerts, sent = tell(site)
    except UserError as error:
        return Done(due=due, code=2, error=error)
    except Exception as error:
        if os.environ.get("OIT_DEBUG") == "1":
            raise
        return Done(due=due, code=2, error=_bug(due, root, error))
    return Done(due=due, code=code, alerts=tuple(alerts), sent=tuple(sent))


def _work(site: Site, wanted: set[str], conclude: Conclude, on_event: OnEvent) -> int:
    """The crawling and judging that is due; the exit code of the last judging, else 0."""
    scheduled = CheckOptions(reason="scheduled")
    if CHECK in wanted:
        return conclude(site, check_site(site, scheduled, on_event))
    code = 0
    if LOOK in wanted:
        with Store(site.paths) as store:
            seen = watch(site, store)
        if len(seen.doubtful_codes) > MOST_CODES:
            return conclude(site, check_site(site, scheduled, on_event))
        for indicator in seen.doubtful_codes:
            code = conclude(site, recheck(site, indicator, on_event))
        if seen.doubtful_links:
            wanted.add(LINKS)
    if LINKS in wanted:
        links = look_at_links(site, on_event)
        code = max(code, 1 if any(link.troubled for link in links) else 0)
    return code


def _bug(due: Due, root: Path, error: Exception) -> UserError:
    """Keep the traceback where the administrator finds it."""
    file = root / LOG
    try:
        with file.open("a", encoding="utf-8") as log:
            log.write(f"{dt.datetime.now(dt.UTC).isoformat()} {due.folder}\n")
            log.writelines(traceback.format_exception(error))
    except OSError:
        pass  # a full disk must not hide which site it was
    return UserError(
        f"โปรแกรมทำงานผิดพลาด ({type(error).__name__}) ข้อมูลที่เก็บไว้แล้วไม่หาย",
        f"ส่งไฟล์ {file} ให้ผู้ดูแลโปรแกรม",
    )


# why ---------------------------------------------------------------------------------------------


def _reasons(site: Site, now: dt.datetime) -> tuple[Reason, ...]:
    if not site.paths.database.exists():
        return tuple(_check(site, None, now, outage=False))
    with Store(site.paths) as store:
        last = kept.newest_check(store)
        seen = watch(site, store)
        outage = last is not None and last["crawl_id"] in seen.outages
        last_at = kept.moment(last["at"]) if last else None
        check = list(_check(site, last_at, now, outage=outage))
        rest = [*_look(site, seen, now), *_links(site, store, now), *_send(site, store, now)]
    return tuple(check + rest)


def _check(
    site: Site, last_at: dt.datetime | None, now: dt.datetime, *, outage: bool
) -> Iterator[Reason]:
    slot = site.config.schedule.latest_slot(now)
    if slot is None or not site.config.may_begin(now):
        return
    if last_at is None:
        yield Reason(what=CHECK, why="ยังไม่เคยตรวจ")
    elif last_at < slot:
        yield Reason(what=CHECK, why=f"ถึงรอบ {slot:%H:%M} น. ตรวจครั้งก่อน {_when(last_at, now)}")
    elif outage and now - last_at >= AGAIN:
        yield Reason(what=CHECK, why=f"ครั้งก่อน ({_when(last_at, now)}) เข้าเว็บไซต์ไม่ได้ จึงลองใหม่")


def _look(site: Site, seen: Watch, now: dt.datetime) -> Iterator[Reason]:
    at = seen.doubted_at()
    apart = dt.timedelta(minutes=site.config.schedule.second_look)
    if at is None or now - at < apart:
        return
    what = " ".join(seen.doubtful_codes) or "ลิงก์ที่ส่ง"
    yield Reason(what=LOOK, why=f"ดูซ้ำก่อนแจ้งเตือน: {what}")


def _links(site: Site, store: Store, now: dt.datetime) -> Iterator[Reason]:
    urls = [url for urls in site.config.declared.values() for url in urls]
    if not urls or not site.config.calendar.watching(now.date()):
        return
    at = kept.links_asked(store, urls[-1])
    every = dt.timedelta(minutes=site.config.schedule.watch_minutes)
    if at is None or now - kept.moment(at) >= every:
        yield Reason(what=LINKS, why=f"เฝ้าลิงก์ที่ส่ง {len(set(urls))} ลิงก์")


def _send(site: Site, store: Store, now: dt.datetime) -> Iterator[Reason]:
    receivers = [one.called for one in site.config.alerts]
    if kept.any_waiting(store, receivers, now.astimezone(dt.UTC).isoformat(timespec="seconds")):
        yield Reason(what=SEND, why="มีการแจ้งเตือนรอส่ง")


def _when(moment: dt.datetime, now: dt.datetime) -> str:
    local = moment.astimezone(now.tzinfo)
    return f"{local:%H:%M} น." if local.date() == now.date() else f"{local:%d/%m/%Y %H:%M} น."
