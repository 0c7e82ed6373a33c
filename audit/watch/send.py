"""Sends what waits to be told, by e-mail or any chat or webhook that apprise knows.

Promises: a message that could not be sent is kept and tried again, later and later, until it is
sent; what was sent is not sent again. If the machine dies in mid-sending nobody can know whether it
arrived: then it is sent once more, and says so. Refuses to know: what is worth telling.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass

from audit.errors import UserError
from audit.schedule import Receiver
from audit.site import Site
from audit.store import Store
from audit.watch import kept, words

WAITS = (5, 15, 60, 240, 720, 1440)
"""Minutes until the next try, after the first failure, the second …"""

Post = Callable[[str, str, str], str]
"""(address, title, text) → an empty string, or in Thai why it could not be sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """How it went with one receiver."""

    receiver: str
    alerts: int
    error: str = ""


def post(address: str, title: str, text: str) -> str:
    """Give a message to apprise."""
    try:
        import apprise  # noqa: PLC0415 half a second, and only who sends needs it
    except ImportError as error:
        raise UserError(
            "ยังไม่ได้ติดตั้งส่วนส่งการแจ้งเตือน (apprise)", "สั่ง pip install 'oit[web]' แล้วสั่งใหม่"
        ) from error
    logging.getLogger("apprise").setLevel(logging.CRITICAL)  # its words may hold addresses
    messenger = apprise.Apprise()
    if not messenger.add(address):
        return "ที่อยู่ของผู้รับไม่ถูกต้อง ให้ตรวจช่อง send ใน site.yml"
    try:
        sent = messenger.notify(title=title, body=text, body_format=apprise.NotifyFormat.TEXT)
    except Exception as error:  # a plug-in's bug costs one try
        return f"ส่งไม่สำเร็จ ({type(error).__name__})"
    return "" if sent else "ปลายทางไม่รับข้อความ ให้ตรวจที่อยู่ รหัสผ่าน และเครือข่าย"


def send_waiting(
    site: Site, store: Store, now: dt.datetime | None = None, send: Post = post
) -> list[Sent]:
    """Tell every receiver what waits for it, in one message each."""
    moment = (now or dt.datetime.now(dt.UTC)).astimezone(dt.UTC)
    receivers = {one.called: one for one in site.config.alerts}
    done = (_send_to(receiver, site, store, moment, send) for receiver in receivers.values())
    return [one for one in done if one is not None]


def send_sample(site: Site, receiver: Receiver, send: Post = post) -> Sent:
    """Send a trial message."""
    subject, text = words.sample(site.config.name, site.config.url)
    return Sent(receiver=receiver.called, alerts=0, error=_try(receiver, subject, text, send))


def _send_to(
    receiver: Receiver, site: Site, store: Store, now: dt.datetime, send: Post
) -> Sent | None:
    found = kept.waiting(store, receiver.called, _iso(now))
    if not found:
        return None
    alerts = [alert for alert, _ in found]
    ids = [alert.id for alert in alerts]
    again = any(row["state"] == "trying" for _, row in found)
    kept.set_posts(store, receiver.called, ids, state="trying")
    subject = words.title(site.config.name, alerts)
    text = words.message(site.config.name, site.config.url, alerts, again=again)
    error = _try(receiver, subject, text, send)
    if not error:
        kept.set_posts(store, receiver.called, ids, state="sent", sent_at=_iso(now), error="")
        return Sent(receiver=receiver.called, alerts=len(ids))
    for alert, row in found:
        wait = WAITS[min(row["tries"], len(WAITS) - 1)]
        kept.set_posts(
            store,
            receiver.called,
            [alert.id],
            state="waiting",
            tries=row["tries"] + 1,
            next_at=_iso(now + dt.timedelta(minutes=wait)),
            error=error,
        )
    return Sent(receiver=receiver.called, alerts=len(ids), error=error)


def _try(receiver: Receiver, subject: str, text: str, send: Post) -> str:
    try:
        address = receiver.address()
    except KeyError as error:
        return f"ไม่ได้ตั้งตัวแปร {error.args[0]} ไว้ในเครื่อง"
    return send(address, subject, text)


def _iso(moment: dt.datetime) -> str:
    return moment.isoformat(timespec="seconds")
