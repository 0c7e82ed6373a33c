"""How often verdicts are right on sites with faults chosen by seeds, and nobody's tuning.

`python -m benchmarks.variants [SEEDS] [FIRST]` prints the section; each site is made, served,
crawled and judged twice. `section()` gives the same text to `benchmarks.accuracy`.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from audit.demo import AGENCY_KIND, PACK, content, serve
from audit.demo.fault import ANY
from audit.demo.variants import Variant, variant
from benchmarks.side_by_side import side_by_side
from benchmarks.sites import audited

SEEDS = 24
NAME = str(content.read("site")["name"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One site: what it is, the outcome and reason of every element, and whether judging held."""

    variant: Variant
    outcomes: dict[str, str]
    reasons: dict[str, str]
    flaps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """One element that an honest assessor would have judged otherwise."""

    seed: int
    form: str
    fault: str
    element: str
    wanted: frozenset[str]
    outcome: str
    reason: str


def measured(seed: int) -> Seen:
    """Make, serve, crawl and judge the site of a seed, twice."""
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        what = variant(folder / "web", seed)
        with serve(folder / "web") as server:
            done = audited(NAME, server.url, AGENCY_KIND, PACK, folder / "site")
    found = [element for line in done.report.indicators for element in line.elements]
    return Seen(
        variant=what,
        outcomes={one.id: one.outcome for one in found},
        reasons={one.id: one.reason for one in found},
        flaps=0 if done.steady else 1,
    )


def all_measured(first: int = 1, seeds: int = SEEDS) -> tuple[Seen, ...]:
    """The sites of `seeds` seeds from `first` on."""
    return side_by_side(measured, range(first, first + seeds))


def misses(sites: tuple[Seen, ...]) -> Iterator[Miss]:
    """Every outcome that is neither accepted nor `cant_tell`."""
    for site in sites:
        for element, wanted in site.variant.truth.items():
            outcome = site.outcomes.get(element, "missing")
            if outcome not in wanted.outcomes | {"cant_tell"}:
                yield Miss(
                    seed=site.variant.seed, form=site.variant.form, fault=wanted.fault,
                    element=element, wanted=wanted.outcomes, outcome=outcome,
                    reason=site.reasons.get(element, ""),
                )  # fmt: skip


def section(sites: tuple[Seen, ...] | None = None) -> str:
    """The Markdown section of docs/accuracy.md."""
    sites = sites if sites is not None else all_measured()
    wrong = tuple(misses(sites))
    counted = _counted(sites)
    total = sum(counted.values()) or 1
    by_outcome = Counter(miss.outcome for miss in wrong)
    doubts = sum(times for (_, outcome), times in counted.items() if outcome == "cant_tell")
    faults = {name for site in sites for name in site.variant.faults}
    return f"""## Made sites with seeded faults

{len(sites)} sites, {total} elements, {len(faults)} sorts of faults in
{len({site.variant.form for site in sites})} forms of the index; each site judged twice. Elements
on which assessors themselves would differ are left out.

- false `passed`: **{by_outcome["passed"]}** ({_share(by_outcome["passed"], total)})
- false `failed`: {by_outcome["failed"]} ({_share(by_outcome["failed"], total)})
- other wrong outcomes: {len(wrong) - by_outcome["passed"] - by_outcome["failed"]}
- `cant_tell`: {doubts} ({_share(doubts, total)})
- sites whose verdicts changed when judged again: {sum(site.flaps for site in sites)}

| fault | elements | accepted | false `passed` | false `failed` | other | `cant_tell` |
|---|---|---|---|---|---|---|
{_table(counted, wrong, lambda miss: miss.fault)}

By form of the index:

| form | elements | accepted | false `passed` | false `failed` | other | `cant_tell` |
|---|---|---|---|---|---|---|
{_table(_counted(sites, by_form=True), wrong, lambda miss: miss.form)}

Differences:

{_listed(wrong)}
"""


def _counted(sites: tuple[Seen, ...], *, by_form: bool = False) -> Counter[tuple[str, str]]:
    """(fault or form, outcome) of every element that counts."""
    return Counter(
        (site.variant.form if by_form else wanted.fault, site.outcomes.get(element, "missing"))
        for site in sites
        for element, wanted in site.variant.truth.items()
        if wanted.outcomes != ANY
    )


def _table(counted: Counter[tuple[str, str]], wrong: tuple[Miss, ...], key: object) -> str:
    assert callable(key)
    bad = Counter((key(miss), miss.outcome) for miss in wrong)
    rows = []
    for name in sorted({name for name, _ in counted}):
        total = sum(times for (one, _), times in counted.items() if one == name)
        false = {word: bad[name, word] for word in ("passed", "failed")}
        other = sum(times for (one, _), times in bad.items() if one == name) - sum(false.values())
        accepted = total - sum(false.values()) - other
        rows.append(
            f"| {name} | {total} | {accepted} | {false['passed']} | {false['failed']} | {other} | "
            f"{counted[name, 'cant_tell']} |"
        )
    return "\n".join(rows)


def _listed(wrong: tuple[Miss, ...]) -> str:
    lines = [
        f"- seed {miss.seed} ({miss.form}), {miss.fault}: {miss.element} "
        f"{'/'.join(sorted(miss.wanted))} → {miss.outcome}"
        for miss in wrong
    ]
    return "\n".join(lines) or "- none"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f} %"


def main() -> int:
    """Print the section; 1 when anything passed that must not."""
    numbers = [int(word) for word in sys.argv[1:3]]
    seeds, first = (*numbers, *(SEEDS, 1)[len(numbers) :])
    sites = all_measured(first, seeds)
    print(section(sites))
    for miss in misses(sites):
        print(f"{miss.seed} {miss.element} {miss.outcome}: {miss.reason}", file=sys.stderr)
    return 1 if any(miss.outcome == "passed" for miss in misses(sites)) else 0


if __name__ == "__main__":
    raise SystemExit(main())
