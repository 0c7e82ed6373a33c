"""Accuracy of whole audits: real site trees served on localhost, and the demonstration site.

Promises: the same command a person runs (`check_site`) on each site, compared with what people say
of it; nothing of the real material is kept. Prints nothing by itself: see `benchmarks.accuracy`.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import quote

from audit.demo import build, serve
from audit.demo.truth import truth
from audit.documents import Library
from audit.reading import current_readers
from audit.run import CheckOptions, audit_site, check_site
from audit.site import FILE, Site
from audit.store import Store
from audit.summary import summarise
from crawler import canonical
from reports.model import Report
from rules.document import Document
from rules.find import Finder
from rules.model import Evidence
from rules.reader import load_pack

AS_OF = dt.date(2026, 5, 15)
"""Judged as of a day on which the half-year reports of FY2569 are due."""
SILENT = (
    "strategic-plan", "annual-plan", "budget", "procurement", "hr-", "ethics", "complaint",
    "participation", "no-gift", "risk", "anticorruption",
)  # fmt: skip
"""Families of which a private university's website shows nothing (the negative site)."""
OCR_MINUTES = 1
"""Recognition of scans is bounded here, so that the measuring ends: the health office has many."""
_OCR = re.compile(r"(?m)^( *)# ocr_minutes: \d+")
_BASE = re.compile(rb"(?i)(<base\s+href=[\"'])https?://[^/\"']+/")
"""A saved page may still say that its links belong to the live host."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """One audited site: its report, what was fetched, and whether a second audit was equal."""

    name: str
    report: Report
    steady: bool
    fetched: frozenset[str]
    documents: tuple[Document, ...] = ()


class _Tree(SimpleHTTPRequestHandler):
    """A saved site as its server gave it: `/th/contact` is `th/contact.html`, links stay here."""

    def do_GET(self) -> None:  # name is given by http.server
        path = Path(self.translate_path(self.path))
        if len(path.name.encode()) > 250:
            self.send_error(404)
            return
        if not path.exists() and path.with_name(path.name + ".html").is_file():
            path = path.with_name(path.name + ".html")
        if path.suffix != ".html" or not path.is_file():
            super().do_GET()
            return
        body = _BASE.sub(rb"\1/", path.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a tree on localhost; yields its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Tree, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()


def audited(
    name: str,
    url: str,
    kind: str,
    pack: str,
    folder: Path,
    as_of: dt.date = AS_OF,
    *,
    twice: bool = True,
) -> Audited:
    """Check a site as a person would, then (`twice`) judge the same crawl again and compare."""
    site = Site.create(folder, url, kind, pack, name=name)
    text = (folder / FILE).read_text(encoding="utf-8")
    (folder / FILE).write_text(_OCR.sub(rf"\g<1>ocr_minutes: {OCR_MINUTES}", text), "utf-8")
    site = Site.open(folder)
    check_site(site, CheckOptions(delay=0, as_of=as_of, minutes=10))
    with Store(site.paths) as store:
        first = summarise(site, store)
        current = tuple(store.snapshots.current(store.snapshots.latest_crawl() or 0))
        fetched = frozenset(one.url for one in current if one.problem is None)
        documents = Library(store, current_readers(), site.hosts).for_crawl(current)
    if twice:
        audit_site(site, as_of=as_of)
    with Store(site.paths) as store:
        second = summarise(site, store)
    steady = first.indicators == second.indicators
    return Audited(name=name, report=first, steady=steady, fetched=fetched, documents=documents)


def real_site(real: Path, name: str, start: str, kind: str, pack: str) -> Audited:
    """Audit one tree of real material."""
    with served(real / "sites" / name) as url, tempfile.TemporaryDirectory() as work:
        return audited(name, url + start, kind, pack, Path(work) / "site")


Truth = dict[str, set[str]]
"""Code of an indicator → paths of the site that are evidence of it."""
ANNOTATED = {"duties-and-powers": "authority", "reference-price": "procurement-announcements"}
"""Words of the annotated site that are families under another name."""


def ground_truth(real: Path, name: str, year: str) -> Truth:
    """What the site itself offers as evidence in that year's list."""
    found: Truth = {}
    for row in _rows(real, name):
        path = row["local_path_if_it_exists"].strip()
        if path and row["fiscal_year"] == year:
            found.setdefault(row["indicator_id(by the site)"].lower(), set()).add(path)
    return found


def annotated_truth(real: Path, name: str, report: Report) -> Truth:
    """What a person saw on a site without an index, by the report's indicators."""
    codes = {family: line.code for line in report.indicators for family in line.families}
    found: Truth = {}
    for row in _rows(real, name):
        slug = row["slug(annotation, read by eye)"]
        code = codes.get(ANNOTATED.get(slug, slug))
        if code and row["page_or_file"]:
            found.setdefault(code, set()).add(row["page_or_file"])
    return found


def _rows(real: Path, name: str) -> list[dict[str, str]]:
    with (real / "sites" / name / "GROUND_TRUTH.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Evidence against truth. Only paths that a visitor can reach (that were fetched) count.

    `indicators`: with truth, `found` of them with at least one true path among the evidence (also
    set aside as unfinished); `listed`: evidence that counts and is somebody's truth, `right` of it
    under its own indicator.
    """

    indicators: int
    found: int
    listed: int
    right: int
    missed: tuple[str, ...]


def evidence_found(site: Audited, truth: Truth) -> Found:
    """Compare the evidence of a report with what is known to be evidence."""
    ends = {code: _fetched(paths, site.fetched) for code, paths in truth.items()}
    ends = {code: urls for code, urls in ends.items() if urls}
    everyone = {url for urls in ends.values() for url in urls}
    missed, listed, right = [], 0, 0
    for line in site.report.indicators:
        own = ends.get(line.code, set())
        if own and not own.intersection(e.url for e in line.evidence if e.aside != "hub"):
            missed.append(line.code)
        counted = {e.url for e in line.evidence if e.aside is None} & everyone
        listed += len(counted)
        right += len(counted & own)
    return Found(
        indicators=len(ends),
        found=len(ends) - len(missed),
        listed=listed,
        right=right,
        missed=tuple(missed),
    )


LEADS_ON = (None, "elsewhere")
"""What a person would follow: counted, or only not counted because it lies on another host."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The rows of a site's own index against evidence, wherever their links lead.

    `found` of `rows` are listed under their own indicator, counted or set aside with the reason
    (another host, gone, no target); `listed` addresses of the index are listed anywhere, `right` of
    them under an indicator the index gives them.
    """

    rows: int
    found: int
    listed: int
    right: int


def rows_found(site: Audited, real: Path, year: str, pack: str) -> Rows:
    """Ask the finder with the list of the index's own year about each of its rows."""
    criteria = load_pack(pack).pack
    finder = Finder(criteria, site.documents)
    seen = {i.code: finder.evidence(i) for i in criteria.indicators}
    rows = [row for row in _rows(real, site.name) if row["fiscal_year"] == year]
    ends = {i: _ending(row) for i, row in enumerate(rows)}
    codes = [row["indicator_id(by the site)"].lower() for row in rows]
    found = sum(
        any(_is_listed(one, ends[i]) for one in seen.get(code, ())) for i, code in enumerate(codes)
    )
    given: dict[str, set[str]] = {}
    for i, code in enumerate(codes):
        if ends[i]:
            given.setdefault(ends[i], set()).add(code)
    listed = [
        code in wanted
        for end, wanted in given.items()
        for code, evidence in seen.items()
        if any(one.document.url.endswith(end) and one.aside in LEADS_ON for one in evidence)
    ]
    return Rows(rows=len(rows), found=found, listed=len(listed), right=sum(listed))


def _is_listed(evidence: Evidence, end: str) -> bool:
    return evidence.document.url.endswith(end) if end else evidence.aside == "unlinked"


def _ending(row: dict[str, str]) -> str:
    """How the address of a row's target ends; '' when it has none."""
    href = row["href_on_site"].strip()
    if href in ("", "#"):
        return ""
    if href.startswith("http"):
        return canonical(href, href) or href
    path = row["local_path_if_it_exists"].strip() or href.lstrip("./")
    return "/" + quote(path)


def _fetched(paths: set[str], fetched: frozenset[str]) -> set[str]:
    ends = tuple("/" + quote(path) for path in paths)
    return {url for url in fetched if url.endswith(ends)}


def outcomes(report: Report) -> Counter[str]:
    """Elements by outcome."""
    return Counter(element.outcome for line in report.indicators for element in line.elements)


def false_passes(report: Report) -> list[str]:
    """Elements passed on subjects that the negative site does not show."""
    return [
        element.id
        for line in report.indicators
        for element in line.elements
        if element.outcome == "passed" and element.id.startswith(SILENT)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoResult:
    """The demonstration site against its truth: `confusion` counts (expected, seen) pairs."""

    elements: int
    right: int
    confusion: Counter[tuple[str, str]]
    wrong: tuple[str, ...]
    steady: bool


def demo(state: str = "before") -> DemoResult:
    """Build, serve, check and compare the demonstration site."""
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        build(folder / "web", state)  # type: ignore[arg-type]  # a word of audit.demo.build.State
        with serve(folder / "web") as server:
            done = audited("demo", server.url, "department", "oit-2569", folder / "site")
    expected = {
        element: wanted.outcome
        for elements in truth(state).values()  # type: ignore[arg-type]
        for element, wanted in elements.items()
    }
    seen = {e.id: e.outcome for line in done.report.indicators for e in line.elements}
    wrong = tuple(
        f"{element}: {outcome} → {seen.get(element)}"
        for element, outcome in expected.items()
        if seen.get(element) != outcome
    )
    confusion: Counter[tuple[str, str]] = Counter(
        (outcome, seen.get(e, "missing")) for e, outcome in expected.items()
    )
    return DemoResult(
        elements=len(expected),
        right=len(expected) - len(wrong),
        confusion=confusion,
        wrong=wrong,
        steady=done.steady,
    )
