"""The SQL of watching: past findings and crawls read, alerts and their posts written.

Promises: an event is written down once, with everybody who is to be told, in one transaction; a
post is never forgotten. Refuses to know: what is worth telling, how it is told.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from audit.coverage import UNSEEN
from audit.rows import Row, to_json
from audit.store import Store

HISTORY = """
select f.topic, f.element, f.code, f.outcome, f.reason, f.basis, f.attestation, f.looked_at,
  f.quotes, a.crawl_id, a.finished_at
from finding f join audit a on a.id = f.audit_id
where a.finished_at is not null and a.trial = 0 and a.pack = (
  select pack from audit where finished_at is not null and trial = 0 order by id desc limit 1)
order by a.id"""

CRAWLS = """
select s.crawl_id, count(*) as pages,
  count(*) filter (where s.problem in (select value from json_each(:unseen))) as unseen,
  max(p.url = :home and s.problem in (select value from json_each(:unseen))) as home
from snapshot s join page p on p.id = s.page_id group by s.crawl_id"""

MOST_UNSEEN = 0.3
"""Share of a crawl's pages without an answer from which on its bad news is not believed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """Something to be told. `body` holds the words' raw material (`audit.watch.words`)."""

    sign: str
    kind: str
    ref: int
    found_at: str
    topic: str = ""
    element: str = ""
    code: str = ""
    url: str = ""
    body: Mapping[str, Any] = field(default_factory=dict)
    id: int = 0


def findings(store: Store) -> list[Row]:
    """Every finding that counted, of the pack in use, oldest first."""
    return list(store.db.query(HISTORY))


def outages(store: Store, home: str) -> frozenset[int]:
    """The crawls that met a site in trouble: no home page, or no answer from many pages."""
    values = {"unseen": to_json(sorted(UNSEEN)), "home": home}
    return frozenset(
        row["crawl_id"]
        for row in store.db.query(CRAWLS, values)
        if row["home"] or row["unseen"] > row["pages"] * MOST_UNSEEN
    )


def newest_check(store: Store) -> Row | None:
    """When the whole site was last crawled for an audit, by which crawl."""
    rows = store.db.query(
        """select a.crawl_id, coalesce(c.finished_at, c.started_at) as at
           from audit a join crawl c on c.id = a.crawl_id
           where a.finished_at is not null and a.trial = 0 and a.scope is null
             and json_array_length(c.plan, '$.only') = 0
           order by a.id desc limit 1"""
    )
    return next(iter(rows), None)


def links_asked(store: Store, url: str) -> str | None:
    """When a crawl last set out to ask for a submitted link."""
    rows = store.db.query(
        """select max(started_at) as at from crawl where json_array_length(plan, '$.only') = 0
           or exists (select 1 from json_each(plan, '$.only') where value = ?)""",
        [url],
    )
    return next(iter(rows))["at"]  # type: ignore[no-any-return]  # text or null


def any_waiting(store: Store, receivers: Iterable[str], now: str) -> bool:
    """Is there a post to be sent now, to somebody who still wants it?"""
    return any(waiting(store, receiver, now) for receiver in receivers)


def add(store: Store, alert: Alert, receivers: Iterable[str], at: str) -> bool:
    """Write an alert down with its posts, unless it is there; call inside a transaction."""
    cursor = store.db.execute(
        """insert or ignore into alert (sign, kind, topic, element, code, url, ref, found_at, body)
           values (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        [alert.sign, alert.kind, alert.topic, alert.element, alert.code, alert.url, alert.ref,
         alert.found_at, to_json(dict(alert.body))],
    )  # fmt: skip
    if not cursor.rowcount:
        return False
    for receiver in dict.fromkeys(receivers):
        store.db.execute(
            "insert into alert_post (alert_id, receiver, next_at) values (?, ?, ?)",
            [cursor.lastrowid, receiver, at],
        )
    return True


def alerts(store: Store, *, newest: int | None = None) -> list[Alert]:
    """Alerts, oldest first; with `newest`, only so many of the last ones."""
    rows = store.db.query(
        "select * from (select * from alert order by id desc limit ?) order by id",
        [-1 if newest is None else newest],
    )
    return [_alert(row) for row in rows]


def posts(store: Store) -> list[Row]:
    """Who was told of what, and what waits; oldest first."""
    return list(store.db.query("select * from alert_post order by alert_id, receiver"))


def waiting(store: Store, receiver: str, now: str) -> list[tuple[Alert, Row]]:
    """What a receiver is to be told now."""
    rows = store.db.query(
        """select a.*, p.state, p.tries from alert_post p join alert a on a.id = p.alert_id
           where p.receiver = ? and p.state <> 'sent' and p.next_at <= ? order by a.id""",
        [receiver, now],
    )
    return [(_alert(row), row) for row in rows]


def set_posts(store: Store, receiver: str, alert_ids: Iterable[int], **values: Any) -> None:
    """Change columns of posts; written at once, so that a crash is seen afterwards."""
    names = ", ".join(f"{name} = ?" for name in values)
    with store.transaction():
        for alert_id in alert_ids:
            store.db.execute(
                f"update alert_post set {names} where receiver = ? and alert_id = ?",  # noqa: S608 names are ours
                [*values.values(), receiver, alert_id],
            )


def moment(iso: str) -> dt.datetime:
    """A time of the database."""
    return dt.datetime.fromisoformat(iso)


def _alert(row: Row) -> Alert:
    return Alert(
        id=row["id"], sign=row["sign"], kind=row["kind"], topic=row["topic"],
        element=row["element"], code=row["code"], url=row["url"], ref=row["ref"],
        found_at=row["found_at"], body=json.loads(row["body"]),
    )  # fmt: skip
