"""What people do, from a page or through the API: the same functions, the same log.

Promises: every deed carries a name and is written down; what is refused is refused in Thai and
changes nothing. Refuses to know: forms, JSON.
"""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from audit import gaps, review, run
from audit.days import day_of
from audit.errors import BusyError, UserError
from audit.places import site_for
from audit.site import DEFAULT_PACK, PACKS
from audit.store import Store
from audit.targets import find_element, site_pack
from audit.web import overtaken
from audit.web.jobs import Job
from audit.web.visits import Visit
from crawler.errors import store_errors
from reports import wording
from rules.reader import pack_names

PATIENCE = 3.0
"""Seconds to wait for somebody else's decision on the same site."""
MOST_AT_ONCE = 200
_DECIDING = threading.Lock()


def day(typed: str, what: str) -> dt.date | None:
    """The day of a field; None when nothing was typed."""
    if not typed.strip():
        return None
    found = day_of(typed)
    if found is None:
        raise UserError(f"{what}ไม่ใช่วันที่", "พิมพ์เช่น 31/03/2569 หรือ 2026-03-31")
    return found


def assign(
    visit: Visit, name: str, ids: Iterable[int], who: str, due: dt.date | None, *, seen: str = ""
) -> int:
    """Give gaps to somebody; how many. `seen`: what the form knew, `audit.web.overtaken`."""
    if not who.strip():
        raise UserError("ยังไม่ได้บอกว่ามอบหมายให้ใคร", "พิมพ์ชื่อผู้แก้ แล้วกดมอบหมายอีกครั้ง")
    with _store(visit, name) as store, store.transaction():
        wanted = _open(store, ids)
        overtaken.check_gaps(store, wanted, seen, visit.name)
        for one in wanted:
            gaps.assign(store, one, who.strip()[:200], due=due, by=visit.name)
            _log(visit, name, "assign", f"#{one}", f"{who} {due or ''}".strip())
    return len(wanted)


def waive(
    visit: Visit, name: str, ids: Iterable[int], until: dt.date | None, why: str, *, seen: str = ""
) -> int:
    """Set gaps aside until a day; how many."""
    if until is None:
        raise UserError("ยังไม่ได้บอกวันสุดท้ายที่ผ่อนผัน", "เลือกวันที่ แล้วกดผ่อนผันอีกครั้ง")
    if until < visit.office.today():
        raise UserError("วันสุดท้ายที่ผ่อนผันผ่านไปแล้ว", "เลือกวันนี้หรือวันหลังจากนี้")
    if not why.strip():
        raise UserError("การผ่อนผันต้องมีเหตุผล", "พิมพ์เหตุผล แล้วกดผ่อนผันอีกครั้ง")
    with _store(visit, name) as store, store.transaction():
        wanted = _open(store, ids)
        overtaken.check_gaps(store, wanted, seen, visit.name)
        for one in wanted:
            gaps.waive(store, one, until=until, why=why, by=visit.name)
            _log(visit, name, "waive", f"#{one}", f"{until} {why}")
    return len(wanted)


def comment(visit: Visit, name: str, ids: Iterable[int], words: str) -> int:
    """Write a remark into the history of gaps; how many."""
    if not words.strip():
        raise UserError("ยังไม่ได้พิมพ์ความเห็น", "พิมพ์ข้อความ แล้วกดบันทึกอีกครั้ง")
    with _store(visit, name) as store:
        wanted = _known(store, ids)
        for one in wanted:
            if _said_last(store, one, words, visit.name):
                continue
            gaps.comment(store, one, words.strip(), by=visit.name)
            _log(visit, name, "comment", f"#{one}", words)
    return len(wanted)


def decide(
    visit: Visit, name: str, element: str, outcome: str, why: str, *, seen: str = ""
) -> bool:
    """A person's outcome for an element; False when it counts from the next audit only."""
    site = visit.site(name)
    if not why.strip():
        raise UserError("การยืนยันต้องมีเหตุผล", "พิมพ์เหตุผล แล้วกดบันทึกอีกครั้ง")
    if outcome not in review.DECIDABLE:
        raise UserError("ยังไม่ได้เลือกผล", "เลือกผ่าน ไม่พบ หรือไม่เกี่ยวข้อง")
    indicator, found = find_element(site_pack(site).pack, element)
    with _DECIDING:
        with _store(visit, name) as store:
            overtaken.check_decision(store, indicator.topic, found.id, seen, visit.name)
        _log(visit, name, "decide", element, f"{outcome}: {why}")
        return _decided(visit, name, element, outcome, why)


def _decided(visit: Visit, name: str, element: str, outcome: str, why: str) -> bool:
    site = visit.site(name)
    if visit.office.jobs.going(name) is None:
        try:
            _patiently(lambda: run.confirm(site, element, outcome, who=visit.name, why=why))
        except BusyError:
            pass
        else:
            return True
    with _store(visit, name) as store:
        indicator, found = find_element(site_pack(site).pack, element)
        review.attest(store, indicator.topic, found.id, outcome, who=visit.name, why=why)
    return False


def revoke(visit: Visit, name: str, element: str) -> None:
    """Take a person's outcome back."""
    site = visit.site(name)
    _patiently(lambda: run.revoke(site, element))
    _log(visit, name, "revoke", element)


def check(
    visit: Visit,
    url: str,
    kind: str,
    pack: str,
    *,
    agency: str = "",
    pages: int | None = None,
    minutes: float | None = None,
    delay: float | None = None,
    fresh: bool = False,
) -> str:
    """Make the folder of an address when it is new, and begin its check; the site's name."""
    if pack and pack not in pack_names():
        raise UserError(f"ไม่มีชุดเกณฑ์ {pack}", f"ใช้ได้: {', '.join(pack_names())}")
    if kind and kind not in wording.KINDS:
        raise UserError(f"ไม่รู้จักประเภทหน่วยงาน {kind}", f"ใช้ได้: {', '.join(wording.KINDS)}")
    chosen = pack or PACKS.get(kind, DEFAULT_PACK)
    site = site_for(
        url, None, chosen, kind or None, within=visit.office.folder, name=agency.strip()[:200]
    )
    name = site.folder.name
    check_again(visit, name, pages=pages, minutes=minutes, delay=delay, fresh=fresh)
    return name


def check_again(
    visit: Visit,
    name: str,
    *,
    pages: int | None = None,
    minutes: float | None = None,
    delay: float | None = None,
    fresh: bool = False,
) -> Job:
    """Begin the check of a site that is known; `fresh` asks for every page."""
    return _start(visit, name, "check", pages=pages, minutes=minutes, delay=delay, fresh=fresh)


def judge_again(visit: Visit, name: str) -> Job:
    """Judge what is kept, without the network."""
    return _start(visit, name, "audit")


def recheck(visit: Visit, name: str, targets: Sequence[str]) -> Job:
    """Begin to look again at the pages of indicators (`o6`) or gaps (`12`)."""
    if not targets:
        raise UserError("ยังไม่ได้เลือกรายการ", "เลือกอย่างน้อยหนึ่งรายการ")
    site = visit.site(name)
    with Store(site.paths) as store:
        for target in targets[:MOST_AT_ONCE]:
            run.known_target(site, store, target)
    return _start(visit, name, "recheck", target=",".join(targets[:MOST_AT_ONCE]))


def stop(visit: Visit, name: str) -> None:
    """Stop what goes on; nothing is lost."""
    visit.site(name)
    visit.office.jobs.stop(name)
    _log(visit, name, "stop", "")


def _start(visit: Visit, name: str, do: str, **order: object) -> Job:
    site = visit.site(name)
    as_of = visit.office.as_of
    job = visit.office.jobs.start(
        name, site.folder, do, who=visit.name, as_of=as_of and as_of.isoformat(), **order
    )
    _log(visit, name, do, str(order.get("target", "")))
    return job


def _log(visit: Visit, site: str, what: str, target: str, words: str = "") -> None:
    visit.office.accounts.note(visit.name, site, what, target, words)


@contextmanager
def _store(visit: Visit, name: str) -> Iterator[Store]:
    """A site's store for a small change: SQLite keeps writers apart, a crawl need not end."""
    site = visit.site(name)
    with Store(site.paths) as store, store_errors(site.paths.database):
        yield store


def _known(store: Store, ids: Iterable[int]) -> list[int]:
    wanted = list(dict.fromkeys(ids))[:MOST_AT_ONCE]
    if not wanted:
        raise UserError("ยังไม่ได้เลือกรายการ", "เลือกอย่างน้อยหนึ่งรายการ")
    for one in wanted:
        gaps.get(store, one)
    return wanted


def _said_last(store: Store, gap_id: int, words: str, me: str) -> bool:
    """A button pressed twice says it once."""
    last = gaps.notes(store, gap_id)[-1:]
    return [(one.what, one.who, one.text) for one in last] == [("comment", me, words.strip())]


def _open(store: Store, ids: Iterable[int]) -> list[int]:
    """All of them, or none is changed."""
    wanted = _known(store, ids)
    closed = [one for one in wanted if gaps.get(store, one).state == "closed"]
    if closed:
        raise UserError(
            f"ข้อบกพร่อง {' '.join(f'#{one}' for one in closed)} ปิดไปแล้ว", "เลือกเฉพาะรายการที่ยังไม่ปิด"
        )
    return wanted


def _patiently(do: Callable[[], object]) -> None:
    """Try again while somebody else's decision is being written."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            do()
        except BusyError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return
