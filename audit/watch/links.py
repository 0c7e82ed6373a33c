"""The links that were submitted: gone, moved, behind a sign-in, or with other content.

Promises: what every crawl got for a link, redirects followed, as looks; changed content only when
two looks show the same new words or bytes, so that counters and banners say nothing. Refuses to
know: how pages are fetched, who is told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from audit.coverage import UNSEEN
from audit.links import DEAD_PROBLEMS, DEAD_STATUS, HOPS, LOGIN, Atlas
from audit.watch.kept import moment
from audit.watch.looks import Look, Track, track
from crawler import Snapshot, SnapshotStore, canonical
from crawler.outside import export_of

GONE = "gone"
GONE_PROBLEMS = DEAD_PROBLEMS | {"client_error", "empty"}
SEEN_BEFORE = 6
"""Earlier looks whose lines are known: what comes and goes (a banner) is no change."""

Lines = Callable[[str], tuple[str, ...] | None]
"""SHA-256 → what a person reads there, line by line; None when a machine cannot read it (yet)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one crawl got for a link: where it ended, and with what."""

    crawl_id: int
    at: dt.datetime
    value: str | None
    final: str
    status: int | None
    problem: str | None
    sha256: str | None
    media: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Other content: the first line that went and the first that came; both empty for bytes."""

    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A submitted link, the indicators it stands for, and everything it ever answered."""

    url: str
    codes: tuple[str, ...]
    answers: tuple[Answer, ...]
    track: Track

    def of(self, crawl_id: int) -> Answer:
        """What a crawl got."""
        return next(one for one in self.answers if one.crawl_id == crawl_id)

    @property
    def troubled(self) -> bool:
        """Did it last answer with something that an assessor cannot use?"""
        return self.newest is not None and self.newest.value in {GONE, LOGIN}

    @property
    def newest(self) -> Answer | None:
        """What it answered last."""
        return self.answers[-1] if self.answers else None


def links(
    declared: dict[str, tuple[str, ...]], store: SnapshotStore, apart: dt.timedelta
) -> list[Link]:
    """Every declared link with its history, in the order of `site.yml`."""
    codes: dict[str, list[str]] = {}
    for code, urls in declared.items():
        for url in urls:
            codes.setdefault(canonical(url) or url, []).append(code)
    by_crawl = _by_crawl(store, list(codes))
    found = []
    for url, of in codes.items():
        answers = tuple(
            _answer(crawl_id, url, snapshots)
            for crawl_id, snapshots in by_crawl.items()
            if url in snapshots
        )
        looks = (Look(at=one.at, value=one.value, ref=one.crawl_id) for one in answers)
        kept = track(looks, apart)
        found.append(Link(url=url, codes=tuple(dict.fromkeys(of)), answers=answers, track=kept))
    return found


def same_place(url: str) -> str:
    """An address without what does not matter to a person: scheme, www, a last slash."""
    parts = urlsplit(url)
    host = parts.netloc.lower().removeprefix("www.").removesuffix(":80").removesuffix(":443")
    return f"{host}{parts.path.rstrip('/')}" + (f"?{parts.query}" if parts.query else "")


def change(answers: Sequence[Answer], base: Answer, lines: Lines) -> Change | None:
    """What is different from `base` in both of the last two answers; None when nothing is.

    `answers` are those with content since `base`, oldest first.
    """
    later = [one for one in answers if one.crawl_id > base.crawl_id and one.sha256]
    if len(later) < 2 or not base.sha256 or base.sha256 in {one.sha256 for one in later[-2:]}:
        return None
    first, newest = later[-2], later[-1]
    before, between, now = (lines(one.sha256 or "") for one in (base, first, newest))
    if before is not None and between is not None and now is not None:
        known = {
            line for one in later[:-2][-SEEN_BEFORE:] for line in lines(one.sha256 or "") or ()
        }
        added = [line for line in now if line in {*between} - {*before} - known]
        removed = [line for line in before if line not in {*now, *between}]
        fleeting = sum(line not in between and line not in before for line in now)
        if added or len(removed) > fleeting:
            return Change(before=next(iter(removed), ""), after=next(iter(added), ""))
    same_file = first.sha256 == newest.sha256 and not newest.media.startswith("text/html")
    return Change() if same_file else None


def _by_crawl(store: SnapshotStore, urls: list[str]) -> dict[int, dict[str, Snapshot]]:
    """Crawl → what it got for the links and for everything they lead to."""
    found: dict[int, dict[str, Snapshot]] = {}
    asked: set[str] = set()
    wanted = {*urls, *filter(None, map(export_of, urls))}
    for _ in range(HOPS):
        if not wanted:
            break
        asked |= wanted
        onward: set[str] = set()
        for one in store.history(sorted(wanted)):
            found.setdefault(one.crawl_id, {})[one.url] = one
            if one.location:
                onward |= {one.location, export_of(one.location) or one.location}
        wanted = onward - asked
    return dict(sorted(found.items()))


def _answer(crawl_id: int, url: str, snapshots: dict[str, Snapshot]) -> Answer:
    atlas = Atlas(snapshots.values())
    final = atlas.final(url)
    last = snapshots.get(final)
    return Answer(
        crawl_id=crawl_id,
        at=moment(snapshots[url].fetched_at),
        value=_value(url, final, last),
        final=final,
        status=last.status if last else None,
        problem=last.problem if last else None,
        sha256=last.sha256 if last and last.problem is None else None,
        media=(last.media or "") if last else "",
    )


def _value(url: str, final: str, last: Snapshot | None) -> str | None:
    """What the answer means: `gone`, `login`, `at <place>`, or None when nothing was seen."""
    if last is None or last.problem == "outside":
        return None if final == url else f"at {same_place(final)}"
    if last.problem == LOGIN or last.status == 401:
        return LOGIN
    if last.problem in GONE_PROBLEMS or last.status in DEAD_STATUS or last.location:
        return GONE
    if last.status is None or last.problem in UNSEEN or last.problem:
        return None
    return f"at {same_place(final)}"
