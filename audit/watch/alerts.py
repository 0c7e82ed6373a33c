"""What is to be told after an audit or a look at the links, written down once.

Promises: an alert for every confirmed change for the worse, and for the better when the worse was
told; nothing for first sights, doubt, outages and what happened before alerts began. Refuses to
know: how anything is sent, the words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from audit.links import LOGIN
from audit.rows import now
from audit.site import Site
from audit.store import Store
from audit.targets import site_pack
from audit.watch import kept
from audit.watch.elements import Key, Watched, elements
from audit.watch.kept import Alert
from audit.watch.links import GONE, Link, links
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
    owners = {indicator.code: indicator.owner for indicator in pack.indicators}
    added: list[Alert] = []
    with store.transaction():
        for alert in sorted(found, key=lambda one: one.found_at):
            if alert.kind in {"fixed", "back"} and not _was_told(alert, [*known, *added]):
                continue
            silent = moment - kept.moment(alert.found_at) > OLD or _said_of_link(alert, seen.links)
            kept_ = replace(alert, body={**alert.body, "silent": silent})
            receivers = [] if silent else _receivers(site, alert, owners)
            if kept.add(store, kept_, receivers, now()) and not silent:
                added.append(kept_)
    return added


def _receivers(site: Site, alert: Alert, owners: Mapping[str, str]) -> list[str]:
    codes = alert.code.split(" ")
    return [
        one.called
        for one in site.config.alerts
        if any(one.wants(alert.kind, code, owners.get(code, "")) for code in codes)
    ]


def _said_of_link(alert: Alert, seen: Iterable[Link]) -> bool:
    """Did an element break because its submitted link did? The link's alert says it all."""
    if alert.kind != "broken":
        return False
    proof = alert.body["before"]["url"]
    return any(
        proof in {link.url, link.of(turn.before.ref).final}
        for link in seen
        if alert.code in link.codes
        for turn in link.track.turns[-1:]
        if turn.before.value not in {GONE, LOGIN}
    )


def _was_told(alert: Alert, known: Iterable[Alert]) -> bool:
    """Was something wrong told of the same thing, before?"""
    same = (alert.topic, alert.element, alert.url if not alert.topic else "")
    return any(
        (one.topic, one.element, one.url if not one.topic else "") == same
        and one.kind not in {"fixed", "back", "changed"}
        and not one.body.get("silent")
        and one.found_at <= alert.found_at
        for one in known
    )
