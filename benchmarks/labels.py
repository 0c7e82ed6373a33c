"""Accuracy of `oit classify` on labels that real agencies published.

Reads `labels.csv` and the document families of a folder of real material (see `real_folder`), asks
the classifier as `oit classify` does, and counts. Prints nothing by itself: `benchmarks.accuracy`
writes what it returns into `docs/accuracy.md`.
"""

from __future__ import annotations

import csv
import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from rules.classify import Item, classify
from rules.naming import Topics
from rules.pack import Pack
from rules.vocabulary import bare

VARIANTS = {"general": "general", "tao": "general", "school": "general", "college": "ovec"}
"""Which list the sites of each kind follow; schools copied the general list in these years."""


def real_folder() -> Path | None:
    """Where the real material lies (`OIT_REAL`), or None when this machine has none."""
    folder = Path(
        os.environ.get("OIT_REAL", Path(__file__).parents[2] / "shared" / "data" / "real")
    )
    return folder if (folder / "labels.csv").is_file() else None


def families_file(real: Path) -> Path:
    """The families of every list and year (`OIT_FAMILIES`)."""
    return Path(
        os.environ.get("OIT_FAMILIES", real.parents[1] / "domain" / "oit" / "families.yaml")
    )


_MOIT = re.compile(r"^MOIT\s*[0-9]+\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One published label with the families its own number stands for."""

    source: str
    label: str
    link: str
    href: str
    families: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Answers against truth: `right` by the first topic, `among` by one of the first three."""

    rows: int
    answered: int
    right: int
    among: int
    wrong: tuple[str, ...]

    @property
    def precision(self) -> float:
        return self.right / self.answered if self.answered else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.rows if self.rows else 0.0

    @property
    def recall_at_3(self) -> float:
        return self.among / self.rows if self.rows else 0.0


def oit_rows(real: Path) -> list[Row]:
    """The OIT rows with a link text, each with the families of its number in its year's list."""
    numbers = _numbers(families_file(real))
    rows = []
    with (real / "labels.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if not row["scheme"].startswith("OIT") or not row["link_text"].strip():
                continue
            key = (VARIANTS[row["variant"]], row["fiscal_year"], row["indicator_id"])
            rows.append(
                Row(
                    source=row["source"],
                    label=row["label_text"],
                    link=row["link_text"],
                    href=row["href"],
                    families=frozenset(numbers[key]),
                )
            )
    return rows


def moit_rows(real: Path, pack: Pack) -> list[Row]:
    """The MOIT rows of the years that number the subjects as `pack` does (2566 on)."""
    families = {i.code: frozenset(i.families) for i in pack.indicators}
    with (real / "labels.csv").open(encoding="utf-8", newline="") as file:
        return [
            Row(
                source=row["source"],
                label=_MOIT.sub("", row["label_text"]),
                link=row["link_text"],
                href=row["href"],
                families=families[row["indicator_id"].lower()],
            )
            for row in csv.DictReader(file)
            if row["scheme"].startswith("MOIT") and row["fiscal_year"] >= "2566"
        ]


def _numbers(path: Path) -> dict[tuple[str, str, str], set[str]]:
    found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for slug, family in yaml.safe_load(path.read_text(encoding="utf-8"))["families"].items():
        for variant, years in family["numbers"].items():
            for year, codes in years.items():
                for code in codes:
                    found[(variant, str(year), code)].add(slug)
    return found


def link_only(row: Row) -> Item:
    """What a link says by itself."""
    return Item(id="1", label=row.link, url=row.href)


def with_row_label(row: Row) -> Item:
    """The link with its row's label, the number cut off, as heading."""
    return Item(id="1", label=row.link, url=row.href, headings=bare(row.label))


def measure(rows: Iterable[Row], pack: Pack, item: Callable[[Row], Item]) -> Tally:
    """Ask the classifier about every row and count."""
    topics = Topics(pack)
    rows = list(rows)
    answered = right = among = 0
    wrong: list[str] = []
    for row in rows:
        answer = classify(item(row), topics)
        if not answer:
            continue
        answered += 1
        hits = [bool(row.families.intersection(topic.families)) for topic in answer]
        right += hits[0]
        among += any(hits[:3])
        if not hits[0]:
            wrong.append(f"{'/'.join(sorted(row.families))} ≠ {answer[0].topic}")
    return Tally(rows=len(rows), answered=answered, right=right, among=among, wrong=tuple(wrong))
