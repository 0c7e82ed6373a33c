"""What is to be told after an audit or a look at the links, written down once.

Promises: an alert for every confirmed change for the worse, and for the better when the worse was
told; nothing for first sights, doubt, outages and what happened before alerts began. Refuses to
know: how anything is sent, the words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from audit.rows import now
from audit.site import Site
from audit.store import Store
from audit.targets import site_pack
from audit.watch import kept
from audit.watch.elements import Key, Watched, elements
from audit.watch.kept import Alert
from audit.watch.links import Link, links
from audit.watch.news import of_elements, of_links
from crawler import canonical

OLD = dt.timedelta(days=3)
"""A change confirmed longer ago was seen before anybody asked to be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What is known now of one site: its elements, its submitted links, the crawls in trouble."""

    elements: dict[Key, Watched]
    links: list[Link]
    outages: frozenset[int]

    @property
    def doubtful_codes(self) -> tuple[str, ...]:
        """Indicators that wait for a second look."""
        rows = (one.newest for one in self.elements.values() if one.state == "doubt")
        return tuple(dict.fromkeys(row["code"] for row in rows))

    @property
    def doubtful_links(self) -> bool:
        """Does a link wait for a second look?"""
        return any(link.track.doubt for link in self.links)

    def doubted_at(self) -> dt.datetime | None:
        """The newest look at anything that waits for a second one; None when nothing does."""
        tracks = [
            *(one.track for one in self.elements.values()), *(link.track for link in self.links)
        ]  # fmt: skip
        times = [one.looked_at for one in tracks if one.doubt and one.looked_at]
        return max(times, default=None)


def watch(site: Site, store: Store) -> Watch:
    """Everything that is watched, from the database alone."""
    apart = dt.timedelta(minutes=site.config.schedule.second_look)
    home = canonical(site.config.url) or site.config.url
    outages = kept.outages(store, home)
    return Watch(
        elements=elements(kept.findings(store), outages, apart),
        links=links(dict(site.config.declared), store.snapshots, apart),
        outages=outages,
    )


def refresh(site: Site, store: Store, at: dt.datetime | None = None) -> list[Alert]:
    """Write down what is new to tell, with its receivers; returns it."""
    moment = at or dt.datetime.now(dt.UTC)
    pack = site_pack(site).pack
    known = kept.alerts(store)
    seen = watch(site, store)
    found = [*of_elements(pack, seen.elements), *of_links(site, store, seen.links, known)]
    added: list[Alert] = []
    with store.transaction():
        for alert in sorted(found, key=lambda one: one.found_at):
            if alert.kind in {"fixed", "back"} and not _was_told(alert, [*known, *added]):
                continue
            fresh = moment - kept.moment(alert.found_at) <= OLD
            owner = str(alert.body.get("owner", ""))
            receivers = [
                one.called
                for one in site.config.alerts
                if fresh and any(one.wants(alert.kind, c, owner) for c in alert.code.split(" "))
            ]
            if kept.add(store, alert, receivers, now()) and fresh:
                added.append(alert)
    return added


def _was_told(alert: Alert, known: Iterable[Alert]) -> bool:
    """Was something wrong told of the same thing, before?"""
    same = (alert.topic, alert.element, alert.url if not alert.topic else "")
    return any(
        (one.topic, one.element, one.url if not one.topic else "") == same
        and one.kind not in {"fixed", "back", "changed"}
        and one.found_at <= alert.found_at
        for one in known
    )
