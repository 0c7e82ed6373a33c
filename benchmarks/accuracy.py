"""Writes `docs/accuracy.md`: how often the verdicts are right, on real and on made material.

`python -m benchmarks.accuracy [SECTION …]` measures everything, or the sections named (the keys of
`SECTIONS`), and renews them in the page; without real material (`OIT_REAL`) what needs it is left
as it was.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks import (
    encodings,
    evidence,
    facts,
    fuzz,
    ocr,
    pdf_truth,
    tables,
    topics,
    unseen,
    variants,
)
from benchmarks.cms_sites import SITES
from benchmarks.labels import real_folder
from benchmarks.sites import (
    Audited,
    DemoResult,
    Found,
    Rows,
    annotated_truth,
    demo,
    evidence_found,
    false_passes,
    ground_truth,
    outcomes,
    real_site,
    rows_found,
)

OUT = Path(__file__).parents[1] / "docs" / "accuracy.md"
_SECTION = re.compile(r"<!-- (\w+) -->\n(.*?)(?=\n<!-- |\Z)", re.DOTALL)
WORDS = ("passed", "failed", "cant_tell", "untested", "inapplicable")
COLLEGE, TAO = "thoeng-technical-college", "saiyoi-tao"
MUNICIPALITY = "phonsung-municipality"
NEGATIVE = "negative-private-university"
REAL_SITES = (
    (COLLEGE, "index.html", "college", "oit-2569-ovec"),
    (TAO, "index.html", "local", "oit-2569"),
    ("sopmoei-district-health", "index.html", "other", "oit-2569"),
    (MUNICIPALITY, "index.html", "local", "oit-2569"),
    (NEGATIVE, "th/index.html", "other", "oit-2569"),
)


HEAD = """# Accuracy

Written by `make accuracy` (`python -m benchmarks.accuracy`); every number comes from that command.
The costly mistake is a false `passed`, so it is counted first. The real material is pages and
labels that agencies published; it is measured and never part of the project.
"""


def main(names: list[str]) -> int:
    """Measure the sections named (all, when none is), print them, and renew them in the page."""
    known = dict(_SECTION.findall(OUT.read_text(encoding="utf-8"))) if OUT.is_file() else {}
    for name in names or SECTIONS:
        print(f"measuring: {name}", file=sys.stderr)
        text = SECTIONS[name]()
        if text:
            print(text)
            known[name] = text.strip()
            OUT.write_text(_page(known), encoding="utf-8")
    return 0


def _page(known: dict[str, str]) -> str:
    """The page, its sections in the order of `SECTIONS`."""
    parts = [f"<!-- {name} -->\n{known[name].strip()}\n" for name in SECTIONS if name in known]
    return HEAD + "\n" + "\n".join(parts)


def _demos() -> str:
    return "\n".join(_demo(state, demo(state)) for state in ("before", "after"))


def _of_real(section: Callable[[Path], str]) -> Callable[[], str | None]:
    """A section about real material; nothing on a machine that has none."""

    def measured() -> str | None:
        real = real_folder()
        return section(real) if real else None

    return measured


def _demo(state: str, result: DemoResult) -> str:
    false_passed = sum(
        times for (wanted, seen), times in result.confusion.items() if seen == "passed" != wanted
    )
    rows = [
        f"| {wanted} | "
        + " | ".join(str(result.confusion.get((wanted, seen), 0)) for seen in WORDS)
        + " |"
        for wanted in WORDS
    ]
    wrong = "".join(f"- {line}\n" for line in result.wrong) or "- none\n"
    return f"""## Demonstration site, state “{state}”

- false `passed`: **{false_passed}**
- elements as expected: {result.right} of {result.elements}
- a second audit of the same crawl gave identical findings: {_yes(result.steady)}

Expected (rows) against found (columns):

| | {" | ".join(WORDS)} |
|---|{"---|" * len(WORDS)}
{chr(10).join(rows)}

Differences:
{wrong}"""


INDEXES = (
    ("college, its index of 2569", COLLEGE, "2569", "oit-2569-ovec"),
    ("college, its index of 2568", COLLEGE, "2568", "oit-2568-ovec"),
    ("municipality, an index without targets", MUNICIPALITY, "2566", "oit-2566"),
)


def _sites(real: Path) -> str:
    done = {site[0]: real_site(real, *site) for site in REAL_SITES}
    lines = [_site_row(one) for one in done.values()]
    college, tao = done[COLLEGE], done[TAO]
    hubs = sorted(
        {e.url for i in college.report.indicators for e in i.evidence if e.aside == "hub"}
    )
    silent = false_passes(done[NEGATIVE].report)
    truths = [
        ("college, its list of 2569", college, ground_truth(real, COLLEGE, "2569")),
        ("TAO, annotated by eye", tao, annotated_truth(real, TAO, tao.report)),
    ]
    indexes = [
        (name, rows_found(done[site], real, year, pack)) for name, site, year, pack in INDEXES
    ]
    return f"""## Real sites, served on localhost

| site | pages | ended | unreadable | {" | ".join(WORDS)} | same twice |
|---|---|---|---|{"---|" * len(WORDS)}---|
{chr(10).join(lines)}

Evidence against ground truth. Recall: indicators with a true page or file that a visitor can
reach, found. Precision: evidence that is on the truth's list, under its own indicator.

| site | recall | missed | precision |
|---|---|---|---|
{chr(10).join(_evidence_row(name, evidence_found(one, truth)) for name, one, truth in truths)}

Rows of a site's own index, wherever their links lead, asked of the list of the index's own year.
Recall: rows whose target (or, without a target, whose lack of one) is listed under the row's
indicator, counted or set aside with the reason. Precision: addresses of the index that are listed,
under an indicator that the index gives them.

| index | recall | precision |
|---|---|---|
{chr(10).join(_rows_row(name, rows) for name, rows in indexes)}

The health office's index follows the older EB scheme, for which there is no pack; nothing can be
counted there. The negative site has no index.

- college: pages set aside as index pages: {len(hubs)}, its OIT index of 2569 among them:
  {_yes(any("ita_2569" in url for url in hubs))}
- negative site (a private university): elements `passed` on plans, budget, procurement, HR,
  ethics, complaints, participation, gifts or corruption: **{len(silent)}** {", ".join(silent)}

## Made sites, in the manner of the systems agencies use

No faults here: indexes in {len(SITES)} manners, documents that say nothing of their subject, so
that only rows, headings, lines, file names and marks lead. Recall and precision of pairs of
indicator and document; every manner is a test too, so this table says what is promised, not how
often it holds elsewhere.

{evidence.table()}
"""


def _rows_row(name: str, rows: Rows) -> str:
    share = rows.found / rows.rows
    return f"| {name} | {rows.found} of {rows.rows} ({share:.3f}) | {rows.right} of {rows.listed} |"


def _evidence_row(name: str, found: Found) -> str:
    missed = ", ".join(found.missed) or "none"
    recall = f"{found.found} of {found.indicators}"
    return f"| {name} | {recall} | {missed} | {found.right} of {found.listed} |"


def _site_row(one: Audited) -> str:
    counts = outcomes(one.report)
    coverage = one.report.coverage
    numbers = " | ".join(str(counts.get(word, 0)) for word in WORDS)
    return (
        f"| {one.name} | {coverage.pages} | {coverage.ended} | {coverage.unreadable} | {numbers} | "
        f"{_yes(one.steady)} |"
    )


def _yes(holds: bool) -> str:
    return "yes" if holds else "**no**"


SECTIONS: dict[str, Callable[[], str | None]] = {
    "demo": _demos,
    "variants": variants.section,
    "unseen": unseen.section,
    "labels": _of_real(topics.section),
    "sites": _of_real(_sites),
    "facts": facts.section,
    "tables": tables.section,
    "pdf": pdf_truth.section,
    "ocr": ocr.section,
    "encodings": encodings.section,
    "fuzz": fuzz.section,
}

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
