"""One office: a folder of sites, its people, its jobs, and what was summarised of late.

Promises: sites are found by the names of their folders and by nothing else; a report is made once
and shown often, until something of its site changed. Refuses to know: requests and pages.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar, cast

from audit import gaps
from audit.board import Card, cards
from audit.days import today
from audit.errors import UserError
from audit.history import TrendPoint, trend
from audit.site import FILE, Site
from audit.store import Store
from audit.summary import summarise
from audit.web.accounts import Accounts
from audit.web.jobs import Jobs
from reports.model import Report
from reports.safety import cleaned

T = TypeVar("T")
MISSING = object()
MOST_KEPT = 200
"""Summaries and drawn pages kept in memory."""
MOST_OPEN = 3
"""Stores a thread keeps open."""


class MissingError(Exception):
    """There is nothing of this name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A folder with a `site.yml`; `error` when the file cannot be used."""

    name: str
    folder: Path
    site: Site | None
    error: UserError | None = None


class Office:
    """What the pages work on. `as_of`: the day to pretend it is, for training and tests."""

    def __init__(self, folder: Path, *, as_of: dt.date | None = None) -> None:
        self.folder = folder
        self.as_of = as_of
        self.accounts = Accounts(folder)
        self.jobs = Jobs()
        self._places: dict[Path, tuple[int, Place]] = {}
        self._kept: OrderedDict[Any, Any] = OrderedDict()
        self._locks: dict[str, threading.RLock] = {}
        self._guard = threading.Lock()
        self._open = threading.local()

    def today(self) -> dt.date:
        """The day decisions are made on."""
        return self.as_of or today()

    def single(self) -> bool:
        """Nobody has an account: whoever sits at this machine works here."""
        return not self.accounts.any()

    def close(self) -> None:
        """Stop the jobs and let go of the database."""
        self.jobs.close()
        self.accounts.db.close()

    # sites ---------------------------------------------------------------------------------

    def places(self) -> tuple[Place, ...]:
        """The folder itself when it is a site's, and the sites' folders in it, by name."""
        try:
            inside = sorted(one for one in self.folder.iterdir() if one.is_dir())
        except OSError:
            inside = []
        found = (self._place(folder) for folder in (self.folder, *inside))
        return tuple(place for place in found if place is not None)

    def site(self, name: str) -> Site:
        """A site by the name of its folder; `MissingError` when there is none."""
        if name in {"", ".", ".."} or set(name) & set("/\\\0"):
            raise MissingError(name)
        own = self.folder if self.folder.resolve().name == name else None
        for folder in filter(None, (self.folder / name, own)):
            place = self._place(folder)
            if place is not None and place.error is not None:
                raise place.error
            if place is not None and place.site is not None:
                return place.site
        raise MissingError(name)

    def _place(self, folder: Path) -> Place | None:
        try:
            changed = (folder / FILE).stat().st_mtime_ns
        except (OSError, ValueError):
            return None
        known = self._places.get(folder)
        if known is not None and known[0] == changed:
            return known[1]
        name = folder.name or folder.resolve().name
        try:
            place = Place(name=name, folder=folder, site=Site.open(folder))
        except UserError as error:
            place = Place(name=name, folder=folder, site=None, error=error)
        self._places[folder] = changed, place
        return place

    # what is shown -------------------------------------------------------------------------

    @contextmanager
    def reading(self, site: Site) -> Iterator[Store]:
        """The store of a site for one page; a thread keeps the ones it used last open."""
        stores: OrderedDict[Path, Store] = self._open.__dict__.setdefault("stores", OrderedDict())
        store = stores.pop(site.folder, None) or Store(site.paths)
        try:
            yield store
        except sqlite3.Error:
            store.close()
            raise
        stores[site.folder] = store
        while len(stores) > MOST_OPEN:
            stores.popitem(last=False)[1].close()

    def report(self, site: Site, store: Store, audit_id: int | None = None) -> Report:
        """The report of an audit, harmless to show; `UserError` when there was none."""
        return self.once(
            site, store, ("report", audit_id), lambda: cleaned(summarise(site, store, audit_id))
        )

    def cards(self, site: Site, store: Store) -> tuple[Card, ...]:
        """All gaps of a site as of today."""
        day = self.today()
        return self.once(
            site,
            store,
            ("cards", day),
            lambda: cards(
                self.report(site, store), gaps.list_gaps(store, everything=True, on=day), day
            ),
        )

    def card(self, site: Site, store: Store, number: int) -> Card:
        """One gap by its number, with its history; `MissingError` when there is none."""
        found = next((card for card in self.cards(site, store) if card.gap.id == number), None)
        if found is None:
            raise MissingError(f"#{number}")
        return replace(found, notes=gaps.notes(store, number))

    def trend(self, site: Site, store: Store, pack: str) -> tuple[TrendPoint, ...]:
        """How the site fared over its audits."""
        return self.once(site, store, ("trend", pack), lambda: trend(store, pack))

    def once(self, site: Site, store: Store, what: Any, make: Callable[[], T]) -> T:
        """What was made of this state of the site before, else made now, by one of all who wait."""
        place = str(site.folder)
        key = (place, what, store.stamp(), (site.folder / FILE).stat().st_mtime_ns)
        kept = self._kept.get(key, MISSING)
        if kept is not MISSING:
            with self._guard, suppress(KeyError):  # what is asked for stays longest
                self._kept.move_to_end(key)
            return cast("T", kept)  # made by the same `make`
        with self._guard:
            lock = self._locks.setdefault(place, threading.RLock())
        with lock:
            kept = self._kept.get(key, MISSING)
            if kept is MISSING:
                kept = make()
                with self._guard:
                    self._kept[key] = kept
                    while len(self._kept) > MOST_KEPT:
                        self._kept.popitem(last=False)
            return cast("T", kept)
