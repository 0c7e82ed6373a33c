"""Accuracy of `oit classify` on labels that real agencies published.

Asks about the rows of `benchmarks.labels` as `oit classify` does, and counts. Prints nothing by
itself: `benchmarks.accuracy` writes what `section` returns into `docs/accuracy.md`. No text of a
label is ever in it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from benchmarks.labels import Ask, Row, held_out, moit_rows, oit_rows
from rules.classify import Item, classify
from rules.naming import Topics
from rules.reader import load_pack
from rules.vocabulary import bare

_SILENT = re.compile(r"^\W*(?:\[image\]|รายละเอียด|ดาวน์โหลด|คลิก\S*|pdf|[0-9\W]*)\W*$", re.IGNORECASE)


def link_only(row: Row) -> Item:
    """What a link says by itself."""
    return Item(id="1", label=row.link, url=row.href)


def with_row_label(row: Row) -> Item:
    """The link with its row's label, the number cut off, as heading."""
    return Item(id="1", label=row.link, url=row.href, headings=bare(row.label))


@dataclass(slots=True, kw_only=True)
class Tally:
    """Answers against truth: `right` by the first topic, `among` by one of the first three.

    `decided` of the answers say that nothing else was named, `sure` of them are right. `links` and
    `links_right` count what a classifier cannot tell apart once, right by any of its numbers.
    `asked`, `given` and `hits` are per topic: rows, first answers, right first answers. `wrong` are
    decided answers that are not the site's own number: truth → answer.
    """

    rows: int = 0
    answered: int = 0
    right: int = 0
    among: int = 0
    decided: int = 0
    sure: int = 0
    links: int = 0
    links_right: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    given: Counter[str] = field(default_factory=Counter)
    hits: Counter[str] = field(default_factory=Counter)
    misses: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        return _share(self.right, self.answered)

    @property
    def precision_decided(self) -> float:
        return _share(self.sure, self.decided)

    @property
    def precision_by_link(self) -> float:
        return _share(self.links_right, self.links)

    @property
    def recall(self) -> float:
        return _share(self.right, self.rows)

    @property
    def recall_at_3(self) -> float:
        return _share(self.among, self.rows)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def by_pack(name: str) -> Ask:
    """Every row is asked of one pack, as a person does who does not know the site's list."""
    return lambda _row: _topics(name)


def by_own_pack(row: Row) -> Topics:
    """Every row is asked of the list and year that its own page follows."""
    return _topics(row.pack)


@cache
def _topics(name: str) -> Topics:
    return Topics(load_pack(name).pack)


def measure(
    rows: Sequence[Row], ask: Ask, item: Callable[[Row], Item], *, guess: bool = True
) -> Tally:
    """Ask the classifier about every row and count."""
    every: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in rows:
        every[row.same_link].update(row.families)
    tally = Tally(rows=len(rows))
    seen: set[object] = set()
    for row in rows:
        answer = classify(item(row), ask(row), guess=guess)
        hits = [bool(row.families.intersection(topic.families)) for topic in answer]
        truth = _topic_of(row)
        tally.asked[truth] += 1
        if not any(hits[:1]):
            tally.misses[_sort_of_miss(row, hits, len(every[row.same_link]))] += 1
        if not answer:
            continue
        first = answer[0]
        tally.answered += 1
        tally.right += hits[0]
        tally.among += any(hits[:3])
        tally.decided += first.decided
        tally.sure += first.decided and hits[0]
        if first.decided and not hits[0]:
            tally.wrong[f"`{truth}` → `{first.topic}`"] += 1
        tally.given[truth if hits[0] else first.topic] += 1
        tally.hits[truth] += hits[0]
        key = row.same_link if item is link_only else row
        if key not in seen:
            seen.add(key)
            either = every[row.same_link] if item is link_only else row.families
            tally.links += 1
            tally.links_right += bool(either.intersection(first.families))
    return tally


@cache
def _homes(pack: str) -> dict[str, str]:
    indicators = load_pack(pack).pack.indicators
    return {family: i.topic for i in reversed(indicators) for family in i.families}


def _topic_of(row: Row) -> str:
    return next((_homes(row.pack).get(f, f) for f in sorted(row.families)), "")


def _sort_of_miss(row: Row, hits: list[bool], numbers: int) -> str:
    """Which class of miss this is, without its words."""
    if not hits and _SILENT.match(row.link):
        return "the link says only “details”, or is a picture"
    if not hits:
        return "the words are of a single thing (a project, a curriculum, an order), no subject"
    if numbers > 1:
        return "the same link stands under several numbers; another of them was answered"
    if any(hits):
        return "the site put it under a neighbouring number; that is among the first three"
    return "another subject was named"


def section(real: Path) -> str:
    """The section of `docs/accuracy.md`."""
    rows, health = oit_rows(real), moit_rows(real)
    alone = measure(rows, by_own_pack, link_only)
    headed = measure(rows, by_own_pack, with_row_label)
    health_alone = measure(health, by_own_pack, link_only)
    held = held_out(real)
    alone_held = measure(rows, held, link_only)
    schemes = [
        ("OIT, link text and href", alone),
        ("— publisher held out", alone_held),
        ("— every row by the pack of 2569", measure(rows, by_pack("oit-2569"), link_only)),
        ("OIT, with the row's label as heading", headed),
        ("— publisher held out", measure(rows, held, with_row_label)),
        ("MOIT, link text and href", health_alone),
        ("MOIT, with the row's label as heading", measure(health, by_own_pack, with_row_label)),
    ]
    strict = [
        ("OIT, link text and href", measure(rows, by_own_pack, link_only, guess=False)),
        ("— publisher held out", measure(rows, held, link_only, guess=False)),
        ("MOIT, link text and href", measure(health, by_own_pack, link_only, guess=False)),
    ]
    repeated = len(rows) - len({row.same_link for row in rows})
    return f"""## Topics from labels (`oit classify`)

{len(rows)} OIT rows with a link text, from {len({row.page for row in rows})} pages of
{len({row.publisher for row in rows})} publishers, and {len(health)} MOIT rows of
{len({row.publisher for row in health})}; truth is the site's own number in its own year's list,
turned into document families. An answer has a decided topic or none, and always the candidates in
order. Precision is counted over decided answers, recall over the candidates of all rows.

| given | rows | decided | share | precision of decided | recall@1 | recall@3 |
|---|---|---|---|---|---|---|
{_lines(f"| {name} | {_contract(tally)} |" for name, tally in schemes)}

“Publisher held out”: every wording that stands in the rows of one publisher and nowhere else (other
publishers' labels and menus, official names) is taken out of the vocabulary before that publisher's
rows are asked; the order of candidates is fitted to nothing. Which words decide nothing (`forks` of
the vocabulary) was written after looking at the wrong answers to these rows, so the first line
flatters itself a little. A number with which a link or its file begins (`o12-…`, `MOIT 4.1`) is a
guess by the list that is asked: right where a site numbers by that list, as its own pack does here,
wrong by another year's (third line).

Whoever takes the first candidate as the answer, decided or not, counts like this; `--strict` leaves
out the guesses, as this command did before:

| given | rows | answered | precision | of decided | by link | recall@1 | recall@3 |
|---|---|---|---|---|---|---|---|
{_lines(f"| {name} | {_cells(tally)} |" for name, tally in schemes)}
{_lines(f"| `--strict`: {name} | {_cells(tally)} |" for name, tally in strict)}

“By link”: {repeated} OIT rows repeat a link (same text, same address) that the same publisher also
lists under another number; no classifier can tell them apart, so here each link counts once and is
right by any of its numbers. EB rows (2561–2564) are not counted: no pack of this project numbers as
they do. The names in the MOIT pack are the ministry's own long titles, which the hospitals repeat
word for word in their row labels: that line says that these titles are read, not that they are hard
to read.

Decided answers that are not the site's own number (truth → answer), OIT:

{_wrong(alone)}

MOIT, link text and href; its second subject repeats what other subjects ask too, and hospitals file
the same words under either:

{_wrong(health_alone)}

By publisher, link text and href:

| publisher | rows | answered | precision | of decided | by link | recall@1 | recall@3 |
|---|---|---|---|---|---|---|---|
{_lines(_by_publisher(rows))}

By topic, link text and href / with the row's label:

| topic | rows | precision | recall | precision | recall |
|---|---|---|---|---|---|
{_lines(_by_topic(alone, headed))}

What the misses are, link text and href:

{_misses(alone)}

The same with the publisher held out:

{_misses(alone_held)}

With the row's label:

{_misses(headed)}
"""


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(lines)


def _contract(tally: Tally) -> str:
    shares = (
        _share(tally.decided, tally.rows), tally.precision_decided, tally.recall, tally.recall_at_3
    )  # fmt: skip
    return f"{tally.rows} | {tally.decided} | " + " | ".join(f"{share:.3f}" for share in shares)


def _wrong(tally: Tally) -> str:
    return "\n".join(f"- {times} × {pair}" for pair, times in tally.wrong.most_common()) or "- none"


def _cells(tally: Tally) -> str:
    shares = (
        tally.precision, tally.precision_decided, tally.precision_by_link, tally.recall,
        tally.recall_at_3,
    )  # fmt: skip
    return f"{tally.rows} | {tally.answered} | " + " | ".join(f"{share:.3f}" for share in shares)


def _by_publisher(rows: list[Row]) -> Iterable[str]:
    sizes = Counter(row.publisher for row in rows)
    for number, (publisher, _) in enumerate(sizes.most_common(), 1):
        own = [row for row in rows if row.publisher == publisher]
        kind = "vocational" if own[0].pack.endswith("ovec") else "general"
        yield f"| {number} ({kind} list) | {_cells(measure(own, by_own_pack, link_only))} |"


def _by_topic(alone: Tally, headed: Tally) -> Iterable[str]:
    for topic, rows in sorted(alone.asked.items()):
        cells = [
            f"{tally.hits[topic]} of {number}"
            for tally in (alone, headed)
            for number in (tally.given[topic], rows)
        ]
        yield f"| `{topic}` | {rows} | {' | '.join(cells)} |"


def _misses(tally: Tally) -> str:
    lines = [f"- {times} × {sort}" for sort, times in tally.misses.most_common()]
    return "\n".join(lines) or "- none"
