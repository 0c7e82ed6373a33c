"""A check from address to findings: crawl, read, judge, remember.

Promises: each stage is written whole, so that after Ctrl-C or a power cut the same command goes on;
judging again needs no network. Refuses to know: how anything is shown, how a stage does its work.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version

from audit import gaps, review
from audit.coverage import looked_everywhere
from audit.documents import Library
from audit.errors import UserError, told
from audit.events import CrawlProgress, OnEvent, Stage, silent
from audit.gaps import GapChanges
from audit.judging import context_for, judge_pack
from audit.preview import Preview
from audit.reading import Reading, current_readers
from audit.rows import Judged, Seen, finding_of
from audit.site import Site
from audit.store import Store
from audit.targets import find_element, find_indicator, site_pack
from audit.working import working
from crawler import crawl
from crawler.model import CrawlPlan, CrawlResult, Progress
from rules.model import Finding
from rules.pack import Pack
from rules.reader import PackFile, parse_pack

MOST_RECHECKED = 80
"""Pages fetched by a re-check; more is a crawl."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOptions:
    """What a person may ask for once; None takes what `site.yml` says.

    `delay` in seconds; `minutes` and `pages` limit this crawl; `fresh` begins it anew. `as_of` is
    the day the findings speak of (default: today).
    """

    pack: str | None = None
    as_of: dt.date | None = None
    pages: int | None = None
    minutes: float | None = None
    delay: float | None = None
    fresh: bool = False
    reason: str = "demand"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditResult:
    """What an audit found. `crawl` is None when it judged what was already there."""

    audit_id: int
    crawl_id: int
    findings: tuple[Finding, ...]
    gaps: GapChanges
    crawl: CrawlResult | None = None


DEFAULT = CheckOptions()


def check_site(
    site: Site, options: CheckOptions = DEFAULT, on_event: OnEvent = silent
) -> AuditResult:
    """Crawl, read and judge a site. Raises KeyboardInterrupt when stopped; nothing is lost then."""
    pack = site_pack(site, options.pack)
    day = options.as_of or dt.date.today()
    with working(site) as store:
        preview = Preview(site, store, pack.pack, day, on_event)
        result = _crawl(site, store, _plan(site, options), on_event, preview)
        return _audit(site, store, pack, day, on_event, crawled=result)


def crawl_site(
    site: Site, options: CheckOptions = DEFAULT, on_event: OnEvent = silent
) -> CrawlResult:
    """Crawl and read only. `ended` is `cancelled` when a person stopped it."""
    with working(site) as store:
        return _crawl(site, store, _plan(site, options), on_event)


def audit_site(
    site: Site,
    pack: str | None = None,
    as_of: dt.date | None = None,
    only: Iterable[str] | None = None,
    on_event: OnEvent = silent,
) -> AuditResult:
    """Judge what was crawled before, without the network. `only`: codes of indicators."""
    loaded = site_pack(site, pack)
    with working(site) as store:
        return _audit(site, store, loaded, as_of or dt.date.today(), on_event, only=only)


def recheck(
    site: Site, target: str, on_event: OnEvent = silent, as_of: dt.date | None = None
) -> AuditResult:
    """Fetch again only the pages of an indicator (`o6`) or a gap (`#12`), and judge that.

    Documents that those pages newly link to are fetched too.
    """
    pack = site_pack(site)
    day = as_of or dt.date.today()
    with working(site) as store:
        topic, gap_id = _target(store, pack.pack, target)
        indicator = find_indicator(pack.pack, topic)
        _newest_crawl(store)
        urls = (*site.config.declared.get(indicator.code, ()), *store.pages_of(topic))
        result = _crawl(site, store, _only(site, urls or (site.config.url,)), on_event)
        more = _unfetched(site, store, pack, day, topic)
        if more:
            result = _crawl(site, store, _only(site, more), on_event)
        if gap_id is not None:
            gaps.note_recheck(store, gap_id)
        return _audit(site, store, pack, day, on_event, only=(indicator.code,), crawled=result)


def confirm(site: Site, target: str, outcome: str, *, who: str, why: str) -> AuditResult:
    """Write down a person's outcome (passed, failed, inapplicable) for an element, and let it count.

    `target` is `o2/deputies` or `o2/executives/deputies`. It holds while the evidence is the same.
    """
    with working(site) as store:
        audit, pack = _newest_audit(store)
        indicator, element = find_element(pack.pack, target)
        review.attest(store, indicator.topic, element.id, outcome, who=who, why=why)
        row = store.current_finding(indicator.topic, element.id)
        assert row is not None, "attest has refused an element without a finding"
        judged = review.apply(store, [finding_of(row)])
        with store.transaction():
            audit_id = _begin(
                store, pack, audit["crawl_id"], dt.date.fromisoformat(row["as_of"]),
                scope=(indicator.code,), trial=False,
            )  # fmt: skip
            store.copy_evidence(audit_id, row["audit_id"], indicator.topic)
            return _keep(store, audit_id, audit["crawl_id"], judged, (), trial=False)


def revoke(site: Site, target: str, on_event: OnEvent = silent) -> AuditResult:
    """Take a person's outcome back; the element is judged anew from what was crawled."""
    pack = site_pack(site)
    with working(site) as store:
        indicator, element = find_element(pack.pack, target)
        if not review.revoke(store, indicator.topic, element.id):
            raise UserError(f"ไม่มีคำยืนยันของ {target}", "ดูคำยืนยันด้วย oit explain")
        return _audit(site, store, pack, dt.date.today(), on_event, only=(indicator.code,))


def _crawl(
    site: Site,
    store: Store,
    plan: CrawlPlan,
    on_event: OnEvent,
    preview: Preview | None = None,
) -> CrawlResult:
    """Stages 1 and 2: fetch, and read what lands while the fetching goes on."""
    on_event(Stage(name="crawl"))
    with Reading(store, on_event) as reading:

        def pump(progress: Progress) -> None:
            reading.pump(progress.crawl_id)
            on_event(
                CrawlProgress(
                    pages=progress.pages,
                    queued=progress.queued,
                    problems=progress.problems,
                    read=reading.read,
                    url=progress.url,
                )
            )
            if preview is not None:
                preview.look(progress.crawl_id, reading.read)

        with told():
            result = crawl(plan, site.paths, pump)
        if result.ended != "cancelled":
            on_event(Stage(name="read"))
            reading.finish(result.crawl_id)
        elif plan.reason != "recheck":
            reading.save()
    return result


def _audit(
    site: Site,
    store: Store,
    pack: PackFile,
    as_of: dt.date,
    on_event: OnEvent,
    *,
    only: Iterable[str] | None = None,
    crawled: CrawlResult | None = None,
) -> AuditResult:
    """Stages 3 to 6: place the documents, find evidence, judge, remember."""
    if crawled is not None and crawled.ended == "cancelled":
        raise KeyboardInterrupt
    crawl_id = crawled.crawl_id if crawled else _newest_crawl(store)
    if crawled is None:
        with Reading(store, on_event) as reading:
            reading.finish(crawl_id)
    on_event(Stage(name="judge"))
    indicators = None if only is None else [find_indicator(pack.pack, code) for code in only]
    topics = None if indicators is None else tuple(one.topic for one in indicators)
    scope = None if indicators is None else tuple(one.code for one in indicators)
    findings, seen = _judge(site, store, pack, crawl_id, as_of, topics)
    trial = pack.pack.pack != site_pack(site).pack.pack
    on_event(Stage(name="save"))
    audit_id = _begin(store, pack, crawl_id, as_of, scope=scope, trial=trial)
    with store.transaction():
        judged = review.apply(store, findings)
        return _keep(
            store, audit_id, crawl_id, judged, seen, trial=trial, whole=scope is None,
            crawled=crawled,
        )  # fmt: skip


def _judge(
    site: Site,
    store: Store,
    pack: PackFile,
    crawl_id: int,
    as_of: dt.date,
    topics: tuple[str, ...] | None,
) -> tuple[list[Finding], list[Seen]]:
    snapshots = tuple(store.snapshots.current(crawl_id))
    library = Library(store, current_readers(), site.hosts)
    declared = site.config.declared
    documents = library.for_crawl(snapshots, [url for urls in declared.values() for url in urls])
    complete = looked_everywhere(store, crawl_id, library.resolve(site.config.url))
    context = context_for(pack.pack, site.config.kind, as_of, crawl_complete=complete)
    placed = {code: tuple(map(library.resolve, urls)) for code, urls in declared.items()}
    return judge_pack(
        pack.pack, documents, context, declared=placed, also_named=site.config.also_named,
        only=topics,
    )  # fmt: skip


def _begin(
    store: Store,
    pack: PackFile,
    crawl_id: int,
    as_of: dt.date,
    *,
    scope: tuple[str, ...] | None,
    trial: bool,
) -> int:
    return store.begin_audit(
        crawl_id=crawl_id, pack=pack, scope=scope, trial=trial, as_of=as_of, engine=version("oit")
    )


def _keep(
    store: Store,
    audit_id: int,
    crawl_id: int,
    judged: Iterable[Judged],
    seen: Iterable[Seen],
    *,
    trial: bool,
    whole: bool = False,
    crawled: CrawlResult | None = None,
) -> AuditResult:
    """Findings, evidence, seal and gaps, inside the caller's transaction."""
    kept = tuple(judged)
    store.finish_audit(audit_id, kept, seen)
    findings = tuple(one.finding for one in kept)
    changes = GapChanges() if trial else gaps.update(store, audit_id, findings, whole=whole)
    return AuditResult(
        audit_id=audit_id, crawl_id=crawl_id, findings=findings, gaps=changes, crawl=crawled
    )


def _plan(site: Site, options: CheckOptions) -> CrawlPlan:
    return site.plan(
        pages=options.pages, minutes=options.minutes, delay=options.delay,
        fresh=options.fresh or None, reason=options.reason,
    )  # fmt: skip


def _only(site: Site, urls: Iterable[str]) -> CrawlPlan:
    wanted = tuple(dict.fromkeys(urls))[:MOST_RECHECKED]
    return site.plan(only=wanted, reason="recheck", resume=False)


def _unfetched(
    site: Site, store: Store, pack: PackFile, as_of: dt.date, topic: str
) -> tuple[str, ...]:
    """Evidence that the pages now link to and that no crawl has fetched yet."""
    _, seen = _judge(site, store, pack, _newest_crawl(store), as_of, (topic,))
    documents = (one.evidence.document for one in seen)
    return tuple(document.url for document in documents if document.problem == "not_reached")


def _target(store: Store, pack: Pack, target: str) -> tuple[str, int | None]:
    """The topic of an indicator's code, or of a gap's number."""
    word = target.strip().lstrip("#")
    if target.strip().startswith("#") or word.isdigit():
        gap = gaps.get(store, int(word) if word.isdigit() else 0)
        return gap.topic, gap.id
    return find_indicator(pack, word).topic, None


def _newest_crawl(store: Store) -> int:
    crawl_id = store.snapshots.latest_crawl()
    if crawl_id is None:
        raise UserError("ยังไม่เคยเก็บหน้าเว็บของหน่วยงานนี้", "สั่ง oit check ก่อน")
    return crawl_id
