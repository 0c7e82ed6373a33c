"""Precision and recall of the readers of facts on labelled strings, per sort.

Promises: every string of tests/rules/facts.yml asked once; those used to mend the readers counted
apart from those written afterwards. Refuses to know: how the readers read.

    python -m benchmarks.facts [--wrong]
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from rules.cards import cards
from rules.contacts import addresses, baht, emails, line_ids, phones
from rules.dates import dates
from rules.document import Block, Document, Kind, Legibility
from rules.people import names
from rules.periods import named_periods
from rules.years import claimed_years

FACTS = Path(__file__).parents[1] / "tests" / "rules" / "facts.yml"
YEAR = 2569
"""The fiscal year lent to months that are named without one."""
FIRST_PRECISION, FIRST_RECALL = 0.952, 0.975
"""Of the held strings when they were read for the first time: what a new text may expect."""
LATER_STRINGS, LATER_PRECISION, LATER_RECALL = 57, 1.000, 0.946
"""Of those written later, as they were labelled then (two labels were wrong: a fax is
no phone here)."""
PARTS = ("tuned", "held")


def page(text: str) -> Document:
    """Lines as the blocks of a page; ` | ` makes a line the row of a table."""
    blocks = tuple(
        Block(kind=Kind.ROW if " | " in line else Kind.TEXT, text=line, where="หน้า 1")
        for line in text.split("\n")
    )
    return Document(sha256="", media="text/html", legibility=Legibility.TEXT, blocks=blocks)


READERS: dict[str, Callable[[str], list[str]]] = {
    "dates": lambda text: [date.isoformat() for date, _ in dates(text)],
    "years": lambda text: [str(year) for year in claimed_years(text)],
    "periods": lambda text: list(
        dict.fromkeys(f"{p.start}..{p.end}" for p in named_periods(text, YEAR))
    ),
    "names": lambda text: [name for name, _ in names(text)],
    "phones": lambda text: [number for number, _ in phones(text)],
    "emails": lambda text: [address for address, _ in emails(text)],
    "lines": lambda text: [name for name, _ in line_ids(text)],
    "addresses": lambda text: [text[slice(*span)] for _, span in addresses(text)],
    "money": lambda text: [amount for amount, _ in baht(text)],
}


@dataclass(slots=True)
class Tally:
    """Facts found and wanted, and the strings that were read wrong."""

    strings: int = 0
    right: int = 0
    found: int = 0
    wanted: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0

    def add(self, text: str, found: list[str], wanted: list[str], right: int) -> None:
        """Count one string."""
        self.strings += 1
        self.right += right
        self.found += len(found)
        self.wanted += len(wanted)
        if not right == len(found) == len(wanted):
            self.wrong.append(f"{text!r}: {found} instead of {wanted}")


def read(sort: str, entry: Any) -> tuple[str, list[str], list[str]]:
    """The string of an entry, what was found in it and what should have been."""
    if isinstance(entry, dict):
        holders = cards(page(entry["text"]), (entry["post"],))
        return entry["text"], [card.name for card in holders], list(entry["want"])
    text, *wanted = entry
    return text, READERS[sort](text), [str(want) for want in wanted]


def agree(sort: str, found: list[str], wanted: list[str]) -> int:
    """How many facts are right; an address is when it holds the wanted part."""
    if sort == "addresses":
        return sum(any(want in address for address in found) for want in wanted)
    return (Counter(found) & Counter(wanted)).total()


def measure(path: Path = FACTS) -> dict[str, dict[str, Tally]]:
    """Sort → part → tally."""
    tallies: dict[str, dict[str, Tally]] = {}
    for sort, parts in yaml.safe_load(path.read_text(encoding="utf-8")).items():
        tallies[sort] = {part: Tally() for part in PARTS}
        for part, entries in parts.items():
            for entry in entries:
                text, found, wanted = read(sort, entry)
                tallies[sort][part].add(text, found, wanted, agree(sort, found, wanted))
    return tallies


def total(tallies: dict[str, dict[str, Tally]], part: str) -> Tally:
    """All sorts of one part together."""
    whole = Tally()
    for parts in tallies.values():
        one = parts[part]
        whole.strings += one.strings
        whole.right += one.right
        whole.found += one.found
        whole.wanted += one.wanted
        whole.wrong += one.wrong
    return whole


def section() -> str:
    """The numbers as a part of docs/accuracy.md."""
    tallies = measure()
    tallies["all"] = {part: total(tallies, part) for part in PARTS}
    rows = "\n".join(
        f"| {sort} | " + " | ".join(_cells(parts[part]) for part in PARTS) + " |"
        for sort, parts in tallies.items()
    )
    held = "".join(f"- {line}\n" for line in tallies["all"]["held"].wrong) or "- none\n"
    return f"""## Facts out of Thai text

Made-up strings of `tests/rules/facts.yml`, labelled before any reader saw them. The tuned ones were
used to mend the readers. The held ones were written after that; read for the first time they gave
precision {FIRST_PRECISION:.3f} and recall {FIRST_RECALL:.3f}; what they showed was mended.

{LATER_STRINGS} of the strings came later: at first sight precision {LATER_PRECISION:.3f} and recall
{LATER_RECALL:.3f}. Two of the three misses were fax numbers wrongly labelled as phones; the third
string moved to the tuned ones.

| | tuned: strings | precision | recall | held: strings | precision | recall |
|---|---|---|---|---|---|---|
{rows}

Held strings read wrong:
{held}"""


def _cells(tally: Tally) -> str:
    return f"{tally.strings} | {tally.precision:.3f} | {tally.recall:.3f}"


def main() -> int:
    """Print the section; with `--wrong` every tuned string that was read wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", action="store_true", help="list the tuned strings read wrong")
    wrong = parser.parse_args().wrong
    print(section())
    if wrong:
        for sort, parts in measure().items():
            for line in parts["tuned"].wrong:
                print(f"- {sort}: {line}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
