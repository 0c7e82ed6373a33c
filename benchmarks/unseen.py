"""How often verdicts are right on small sites whose truth was written before the rules were asked.

Promises: every site of `benchmarks/unseen_sites` served on localhost and checked as a person would;
outcomes against what an assessor says; what nobody stated and yet passed is listed. Refuses to
know: how a document is judged.
"""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.side_by_side import side_by_side
from benchmarks.sites import AS_OF, audited, served
from benchmarks.unseen_files import BATCHES, FOLDER, sites, write

STATES = {"P": "shown", "F": "not shown", "D": "assessors would differ", "-": "not stated"}
WORDS = ("passed", "failed", "cant_tell", "untested", "inapplicable")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One element of one site: what was stated, what was found and why."""

    site: str
    element: str
    stated: str
    outcome: str
    reason: str

    @property
    def wrong(self) -> bool:
        """A false `passed` or a false `failed`."""
        return (self.stated == "F" and self.outcome == "passed") or (
            self.stated == "P" and self.outcome == "failed"
        )


def judged(site: dict[str, Any]) -> list[Verdict]:
    """Write, serve and check one site."""
    with tempfile.TemporaryDirectory() as work:
        tree = Path(work) / "tree"
        write(site, tree)
        with served(tree) as url:
            day = site.get("as_of", AS_OF)
            found = audited(
                site["name"], url, site["kind"], site.get("pack", "oit-2569"), Path(work) / "site",
                as_of=day if isinstance(day, dt.date) else dt.date.fromisoformat(day), twice=False,
            )  # fmt: skip
    return [
        Verdict(
            site=site["name"],
            element=element.id,
            stated=site["truth"].get(element.id, "-"),
            outcome=element.outcome,
            reason=element.reason,
        )
        for indicator in found.report.indicators
        for element in indicator.elements
    ]


def all_judged(only: str = "") -> list[Verdict]:
    """All sites, those of a batch, or those whose name contains a word."""
    wanted = [site for site in sites() if only == site["batch"] or only in site["name"]]
    return [verdict for found in side_by_side(judged, wanted) for verdict in found]


FIRST = FOLDER / "first_sight"
"""What each batch showed before the mending, and what was mended: the code of then made it."""


def section() -> str:
    """The section of `docs/accuracy.md`."""
    every = list(sites())
    stated = sum(len(site["truth"]) for site in every)
    parts = [
        f"""## Small sites of many sorts of agencies

{len(every)} made sites in the manner of local governments, a province, hospitals and health
offices, state enterprises, schools, colleges, universities and departments (HTML, PDF, DOCX, XLSX,
pictures), batch by batch; the truth of {stated} elements was written before the rules were asked
and without looking at them."""
    ]
    for batch in (one for one in BATCHES if any(site["batch"] == one for site in every)):
        again = all_judged(batch)
        first = (FIRST / f"{batch}.md").read_text(encoding="utf-8").strip()
        parts += [first, AGAIN, table(again), _wrong(again)]
    return "\n\n".join(parts) + "\n"


AGAIN = "Judged again, as the rules are now (`python -m benchmarks.unseen` tells of each element):"


def table(seen: Iterable[Verdict]) -> str:
    """What was stated against what was found."""
    counted = Counter((v.stated, v.outcome) for v in seen)
    rows = [
        f"| {said} | " + " | ".join(str(counted[key, word]) for word in WORDS) + " |"
        for key, said in STATES.items()
    ]
    return "\n".join([f"| stated | {' | '.join(WORDS)} |", "|---" * 6 + "|", *rows])


def _wrong(seen: list[Verdict]) -> str:
    lines = [
        f"- {v.site}: `{v.element}` {v.outcome}, stated: {STATES[v.stated]}"
        for v in seen
        if v.wrong
    ]
    return "\n".join(["False `passed` and false `failed`:", "", *(lines or ["- none"])])


def _told(seen: Iterable[Verdict]) -> Iterator[str]:
    for v in seen:
        unstated = v.stated == "-" and v.outcome == "passed"
        if v.wrong or unstated or (v.stated == "P" and v.outcome != "passed"):
            yield f"{v.stated} {v.outcome:10} {v.site} {v.element}: {v.reason}"


def main() -> int:
    """Print the table and everything worth looking at (all, a batch, or sites named by a word)."""
    seen = all_judged(sys.argv[1] if len(sys.argv) > 1 else "")
    print(table(seen))
    print("\n".join(_told(seen)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
