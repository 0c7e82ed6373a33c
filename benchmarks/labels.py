"""Labels that real agencies published, each with what its own list says it stands for.

Promises: the rows of `labels.csv` in a folder of real material (see `real_folder`), and packs whose
vocabulary forgot what only one publisher says. Refuses to know: how anything is measured.
"""

from __future__ import annotations

import csv
import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from rules.naming import Topics
from rules.reader import load_pack
from rules.thai import folded
from rules.vocabulary import Vocabulary, Wordings, wordings

VARIANTS = {"general": "general", "tao": "general", "school": "general", "college": "ovec"}
"""Which list the sites of each kind follow; schools copied the general list in these years."""
HEALTH = "moit-2568"
SAME = {"wewebplusdev": "git-2565", "assystemth": "lao-cms"}
"""Publishers of labels that are also sources of `families.yaml`."""
_MOIT = re.compile(r"^MOIT\s*[0-9]+\s*")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One published label with the families its own number stands for in its own list (`pack`)."""

    publisher: str
    page: str
    pack: str
    label: str
    link: str
    href: str
    families: frozenset[str]

    @property
    def same_link(self) -> tuple[str, str, str]:
        """Equal for rows that a classifier cannot tell apart."""
        return self.publisher, self.link, self.href


def oit_rows(real: Path) -> list[Row]:
    """The OIT rows with a link text, each with the families of its number in its year's list."""
    numbers = _numbers(families_file(real))
    rows = []
    for row in _labels(real):
        if not row["scheme"].startswith("OIT") or not row["link_text"].strip():
            continue
        variant, year = VARIANTS[row["variant"]], row["fiscal_year"]
        pack = f"oit-{year}-ovec" if variant == "ovec" else f"oit-{year}"
        rows.append(_row(row, pack, numbers[(variant, year, row["indicator_id"])]))
    return rows


def moit_rows(real: Path) -> list[Row]:
    """The MOIT rows of the years that number the subjects as the pack does (2566 on)."""
    families = {i.code: set(i.families) for i in load_pack(HEALTH).pack.indicators}
    return [
        _row(row, HEALTH, families[row["indicator_id"].lower()])
        for row in _labels(real)
        if row["scheme"].startswith("MOIT") and row["fiscal_year"] >= "2566"
    ]


def _labels(real: Path) -> list[dict[str, str]]:
    with (real / "labels.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _row(row: dict[str, str], pack: str, families: set[str]) -> Row:
    return Row(
        publisher=row["source"].partition("/")[0],
        page=row["source"],
        pack=pack,
        label=_MOIT.sub("", row["label_text"]),
        link=row["link_text"],
        href=row["href"],
        families=frozenset(families),
    )


def _numbers(path: Path) -> dict[tuple[str, str, str], set[str]]:
    found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for slug, family in yaml.safe_load(path.read_text(encoding="utf-8"))["families"].items():
        for variant, years in family["numbers"].items():
            for year, codes in years.items():
                for code in codes:
                    found[(variant, str(year), code)].add(slug)
    return found


Ask = Callable[[Row], Topics]


def held_out(real: Path) -> Ask:
    """The vocabulary without the wordings that only the row's own publisher vouches for."""
    elsewhere = _Elsewhere(real)

    @cache
    def topics(publisher: str, pack: str) -> Topics:
        return Topics(load_pack(pack).pack, Vocabulary(elsewhere.without(publisher)))

    return lambda row: topics(row.publisher, row.pack)


class _Elsewhere:
    """Who uses which words: the publishers of labels and menus, the sources of the families."""

    def __init__(self, real: Path) -> None:
        self._said: dict[str, list[str]] = defaultdict(list)
        for row in _labels(real):
            words = (row["label_text"], row["link_text"], row["href"])
            self._said[row["source"].partition("/")[0]] += words
        with (real / "menu_links.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                self._said[row["source"].partition("/")[0]].append(row["link_text"])
        known = yaml.safe_load(families_file(real).read_text(encoding="utf-8"))["families"]
        for family in known.values():
            self._said["NACC"] += [family["title_th"], *family["official_names"]]
            for synonym in family["synonyms"]:
                self._said[synonym["source"]].append(synonym["text"])

    def without(self, publisher: str) -> Wordings:
        """The wordings, less what stands in this publisher's rows and nowhere else."""
        own = {publisher, SAME.get(publisher, publisher)}
        mine = folded(" | ".join(t for who in own for t in self._said.get(who, ())))
        others = folded(
            " | ".join(t for who, ts in self._said.items() if who not in own for t in ts)
        )

        def kept(words: Iterable[str]) -> tuple[str, ...]:
            return tuple(w for w in words if others.contains(w) or not mine.contains(w))

        file = wordings()
        families = {
            slug: family.model_copy(
                update={key: kept(getattr(family, key)) for key in ("names", "whole", "files")}
            )
            for slug, family in file.families.items()
        }
        hints = tuple(hint.model_copy(update={"words": kept(hint.words)}) for hint in file.hints)
        return file.model_copy(update={"families": families, "hints": hints})
