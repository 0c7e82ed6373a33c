"""Confirmed changes as alerts: what was there, what is there now, as raw material for words.

Promises: one alert for one change, under a sign that stays the same however often it is made.
Refuses to know: what was told already (but for the content of links), Thai wording.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from audit.days import in_thailand
from audit.extract import body
from audit.links import LOGIN
from audit.reading import current_readers
from audit.rows import Row
from audit.site import Site
from audit.store import Store
from audit.watch.elements import BAD, Key, Watched
from audit.watch.kept import Alert
from audit.watch.links import GONE, Answer, Change, Lines, Link, change
from audit.watch.looks import Turn
from rules.document import Document, Kind, Legibility
from rules.pack import Pack

LINE = 160
"""Characters of a line that an alert quotes."""

# elements --------------------------------------------------------------------------------------


def of_elements(pack: Pack, seen: Mapping[Key, Watched]) -> Iterator[Alert]:
    """Elements that broke or were fixed."""
    says = {
        (indicator.topic, element.id): (indicator, element)
        for indicator in pack.indicators
        for element in (*indicator.elements, *pack.guards)
    }
    for key, watched in seen.items():
        for turn in watched.track.turns if key in says else ():
            indicator, element = says[key]
            before = watched.findings[turn.before.ref]
            after = watched.findings[turn.newest.ref]
            kind = "broken" if turn.newest.value == BAD else "fixed"
            yield Alert(
                sign=f"{kind} {key[0]} {key[1]} {turn.first.ref}",
                kind=kind,
                ref=turn.newest.ref,
                found_at=after["finished_at"],
                topic=key[0],
                element=key[1],
                code=indicator.code,
                url=next(iter(json.loads(after["looked_at"])), ""),
                body={
                    "title": indicator.title,
                    "says": element.says,
                    "fix": element.fix,
                    "before": _found(before),
                    "after": _found(after),
                    "same": bool(before["basis"]) and before["basis"] == after["basis"],
                    **_confirmed(turn),
                },
            )


def _found(row: Row) -> dict[str, str]:
    quotes = json.loads(row["quotes"])
    return {
        "at": row["finished_at"],
        "outcome": row["outcome"],
        "reason": row["reason"],
        "quote": quotes[0]["text"][:LINE] if quotes else "",
        "url": next(iter(json.loads(row["looked_at"])), ""),
    }


def _confirmed(turn: Turn) -> dict[str, object]:
    minutes = (turn.newest.at - turn.first.at).total_seconds() / 60
    return {"looks": turn.looks, "minutes": round(minutes)}


# links -----------------------------------------------------------------------------------------


def of_links(
    site: Site, store: Store, seen: Iterable[Link], known: Sequence[Alert]
) -> Iterator[Alert]:
    """Links that are gone, moved, closed, changed, or back."""
    readers = current_readers()

    def document(sha256: str | None) -> Document | None:
        text = store.body(sha256, readers) if sha256 else None
        return body.load(sha256, text) if sha256 and text else None

    def lines(sha256: str) -> tuple[str, ...] | None:
        found = document(sha256)
        return _lines(found) if found and found.legibility is not Legibility.NONE else None

    def shown(answer: Answer) -> dict[str, object]:
        found = document(answer.sha256)
        return {
            "at": answer.at.isoformat(),
            "status": answer.status,
            "problem": answer.problem,
            "final": answer.final,
            "sha256": answer.sha256,
            "title": found.title[:LINE] if found else "",
        }

    for link in seen:
        for turn in link.track.turns:
            before, after = link.of(turn.before.ref), link.of(turn.newest.ref)
            kind = _kind(link, turn)
            body_ = {"before": shown(before), "after": shown(after), **_confirmed(turn)}
            yield _alert(link, kind, after, f"{kind} {link.url} {turn.first.ref}", body_)
        found = _other_content(site, link, known, lines)
        if found is not None:
            base, newest, what = found
            lines_ = {"line_before": what.before[:LINE], "line_after": what.after[:LINE]}
            body_ = {"before": shown(base), "after": shown(newest), **lines_}
            sign = f"changed {link.url} {base.crawl_id} {newest.sha256}"
            yield _alert(link, "changed", newest, sign, body_)


def _kind(link: Link, turn: Turn) -> str:
    value = turn.newest.value
    if value in {GONE, LOGIN}:
        return str(value)
    first = next((one.value for one in link.answers if one.value is not None), None)
    return "back" if turn.before.value in {GONE, LOGIN} or value == first else "moved"


def _alert(link: Link, kind: str, answer: Answer, sign: str, body_: dict[str, object]) -> Alert:
    return Alert(
        sign=sign,
        kind=kind,
        ref=answer.crawl_id,
        found_at=answer.at.isoformat(timespec="seconds"),
        code=" ".join(link.codes),
        url=link.url,
        body=body_,
    )


def _other_content(
    site: Site, link: Link, known: Sequence[Alert], lines: Lines
) -> tuple[Answer, Answer, Change] | None:
    """Between submission and confirmation: other content than at submission, or than told last."""
    if link.newest is None or link.track.doubt or link.track.unseen:
        return None
    if not site.config.calendar.watching(in_thailand(link.newest.at).date()):
        return None
    told = [one.ref for one in known if one.kind == "changed" and one.url == link.url]
    content = [one for one in link.answers if one.sha256]
    base = _base(site, content, max(told, default=0))
    if base is None:
        return None
    found = change(content, base, lines)
    return (base, content[-1], found) if found else None


def _base(site: Site, content: list[Answer], told: int) -> Answer | None:
    """The answer that others are compared with: told last, else the one at submission."""
    if told:
        return next((one for one in content if one.crawl_id == told), None)
    first = site.config.calendar.submission
    before = [one for one in content if first and in_thailand(one.at).date() < first]
    return before[-1] if before else next(iter(content), None)


def _lines(document: Document) -> tuple[str, ...]:
    """What a person reads, line by line, and where links lead."""
    found = []
    for block in document.blocks:
        text = " ".join(block.text.split())
        target = f" → {block.href}" if block.kind is Kind.LINK and block.href else ""
        if text or target:
            found.append(text + target)
    return tuple(found)
