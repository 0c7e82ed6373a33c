"""Time to judge again what was crawled: the demonstration site, and copies of it up to thousands.

`python -m benchmarks.judge` prints how long a second audit of the demonstration site takes (from
the store, no network), then how finding and judging grow with documents and with indicators (in
seconds of processor time), beside the time that crawling so many pages politely (one a second)
takes; and the peak memory.
"""

from __future__ import annotations

import resource
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from audit.demo import AGENCY_KIND, AS_OF, PACK, build, content, serve
from audit.documents import Library
from audit.judging import context_for, judge_pack
from audit.reading import current_readers
from audit.run import CheckOptions, audit_site, check_site
from audit.site import Site
from audit.store import Store
from rules.document import Document
from rules.model import Context
from rules.pack import Pack
from rules.reader import load_pack

SIZES = (1, 3, 6, 12, 24)
"""How many copies of the demonstration site are judged at once."""
PARTS = (6, 13)
"""How many indicators of the pack are judged besides all."""
TIMES = 2
NAME = str(content.read("site")["name"])


def section() -> str:
    """The Markdown section of docs/speed.md."""
    pack = load_pack(PACK).pack
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        build(folder / "web")
        with serve(folder / "web") as server:
            site = Site.create(folder / "site", server.url, AGENCY_KIND, PACK)
            check_site(site, CheckOptions(delay=0, as_of=AS_OF))
        began = time.process_time()
        audit_site(site, as_of=AS_OF)
        again = time.process_time() - began
        documents = _documents(site)
    many = _copies(documents, SIZES[2])
    parts = [pack.model_copy(update={"indicators": pack.indicators[:part]}) for part in PARTS]
    by_size = "\n".join(_row(pack, _copies(documents, size)) for size in SIZES)
    by_part = "\n".join(_row(part, many) for part in (*parts, pack))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"""## Finding and judging

`python -m benchmarks.judge`: seconds of processor time, the better of {TIMES} runs; a polite crawl
fetches one page a second. Copies of the demonstration site, each under an address of its own.

| documents | indicators | seconds | ms/document | share of a polite crawl |
|---|---|---|---|---|
{by_size}

The same documents against parts of the pack:

| documents | indicators | seconds | ms/document | share of a polite crawl |
|---|---|---|---|---|
{by_part}

A second audit of the demonstration site ({len(documents)} pages and files), reading from the store
and writing what was found included: {again:.1f} s. Peak memory: {peak:.0f} MB.
"""


def main() -> None:
    """Measure and print."""
    print(section())


def _documents(site: Site) -> tuple[Document, ...]:
    with Store(site.paths) as store:
        library = Library(store, current_readers(), site.hosts)
        newest = store.snapshots.latest_crawl() or 0
        return library.for_crawl(store.snapshots.current(newest))


def _copies(documents: Sequence[Document], size: int) -> tuple[Document, ...]:
    """The site so many times over, every copy under an address and with bytes of its own."""
    return tuple(_copy(document, number) for number in range(size) for document in documents)


def _copy(document: Document, number: int) -> Document:
    if not number:
        return document
    labels = tuple(replace(one, url=_moved(one.url, number)) for one in document.labels)
    url, sha256 = _moved(document.url, number), f"{document.sha256}-{number}"
    return replace(document, url=url, sha256=sha256, labels=labels)


def _moved(url: str, number: int) -> str:
    scheme, _, rest = url.partition("://")
    host, _, path = rest.partition("/")
    return f"{scheme}://{host}/copy-{number}/{path}"


def _row(pack: Pack, documents: tuple[Document, ...]) -> str:
    context = context_for(pack, AGENCY_KIND, AS_OF, crawl_complete=True)
    seconds = min(_judged(pack, documents, context) for _ in range(TIMES))
    each = seconds / len(documents)
    return (
        f"| {len(documents)} | {len(pack.indicators)} | {seconds:.2f} | {1000 * each:.2f} "
        f"| {each:.2%} |"
    )


def _judged(pack: Pack, documents: tuple[Document, ...], context: Context) -> float:
    # Work, not waiting: what else the machine does meanwhile is not this program's.
    began = time.process_time()
    judge_pack(pack, documents, context, declared={}, also_named={}, agency=NAME)
    return time.process_time() - began


if __name__ == "__main__":
    main()
