"""What a person asks for: check, crawl, audit, re-check, confirm.

Promises: after Ctrl-C or a power cut the same command goes on; judging again needs no network; a
partial audit touches only its scope. Refuses to know: how a stage does its work, how anything is
shown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from audit import gaps, review
from audit.days import today
from audit.errors import UserError
from audit.events import OnEvent, silent
from audit.leads import leads
from audit.links import bare_host
from audit.pipeline import (
    AuditResult,
    Job,
    audit_crawl,
    begin,
    crawl_and_read,
    judge,
    keep,
    newest_crawl,
)
from audit.preview import Preview
from audit.rows import finding_of
from audit.site import Site
from audit.store import Store
from audit.targets import find_element, find_indicator, site_pack
from audit.working import working
from crawler.model import CrawlPlan, CrawlResult
from crawler.snapshots import RESUME_WITHIN
from rules.pack import Indicator, Pack
from rules.reader import PackFile

__all__ = [
    "AuditResult", "CheckOptions", "audit_site", "check_site", "confirm", "crawl_site",
    "known_target", "recheck", "revoke",
]  # fmt: skip

MOST_RECHECKED = 80
"""Pages fetched by a re-check; more is a crawl."""
MOST_HUBS = 10
"""Index pages fetched by a re-check: a new document is usually announced there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOptions:
    """What a person may ask for once; None takes what `site.yml` says.

    `delay` in seconds; `minutes` and `pages` limit this crawl; `fresh` begins it anew and asks for
    every page. `as_of` is
    the day the findings speak of (default: today).
    """

    pack: str | None = None
    as_of: dt.date | None = None
    pages: int | None = None
    minutes: float | None = None
    delay: float | None = None
    fresh: bool = False
    reason: str = "demand"


DEFAULT = CheckOptions()
CHECK = "check"
"""The purpose of a crawl that is to be judged at once."""


def check_site(
    site: Site, options: CheckOptions = DEFAULT, on_event: OnEvent = silent
) -> AuditResult:
    """Crawl, read and judge a site. Raises KeyboardInterrupt when stopped; nothing is lost then."""
    pack, trial = _criteria(site, options.pack)
    day = options.as_of or today()
    with working(site) as store:
        job = Job(site=site, store=store, pack=pack, as_of=day, on_event=on_event, trial=trial)
        preview = Preview(site, store, pack.pack, day, on_event)
        trodden = () if options.fresh else store.trodden(pack.pack.pack)
        plan = _plan(site, options, pack, trodden, CHECK)
        kept = _unjudged(store, plan)
        result = crawl_and_read(site, store, plan, on_event, preview, kept=kept)
        done = audit_crawl(job, crawled=_nothing_carried(job, result))
        since = store.snapshots.crawl_row(kept.crawl_id).finished_at if kept else None
        return replace(done, kept_from=since or "")


def crawl_site(
    site: Site, options: CheckOptions = DEFAULT, on_event: OnEvent = silent
) -> CrawlResult:
    """Crawl and read only. `ended` is `cancelled` when a person stopped it.

    Every page is asked for: what will be judged later, and by which criteria, is not known yet.
    """
    with working(site) as store:
        pack, _ = _criteria(site, options.pack)
        return crawl_and_read(site, store, _plan(site, options, pack), on_event)


def audit_site(
    site: Site,
    pack: str | None = None,
    as_of: dt.date | None = None,
    only: Iterable[str] | None = None,
    on_event: OnEvent = silent,
) -> AuditResult:
    """Judge what was crawled before, without the network. `only`: codes of indicators."""
    loaded, trial = _criteria(site, pack)
    day = as_of or today()
    with working(site) as store:
        job = Job(site=site, store=store, pack=loaded, as_of=day, on_event=on_event, trial=trial)
        return audit_crawl(job, only=only)


def recheck(
    site: Site, target: str, on_event: OnEvent = silent, as_of: dt.date | None = None
) -> AuditResult:
    """Fetch again only the pages of an indicator (`o6`) or a gap (`#12`), and judge that.

    Documents that those pages newly link to are fetched too.
    """
    pack = site_pack(site)
    day = as_of or today()
    with working(site) as store:
        job = Job(site=site, store=store, pack=pack, as_of=day, on_event=on_event)
        indicator, gap_id = _target(pack.pack, store, target)
        newest_crawl(store)
        known = _known_pages(job, indicator)
        result = crawl_and_read(site, store, _only(site, known), on_event)
        linked = _unfetched(job, result, indicator)
        if linked:
            result = crawl_and_read(site, store, _only(site, linked), on_event)
        if gap_id is not None:
            gaps.note_recheck(store, gap_id)
        return audit_crawl(job, only=(indicator.code,), crawled=result)


def confirm(site: Site, target: str, outcome: str, *, who: str, why: str) -> AuditResult:
    """Let a person's outcome (passed, failed, inapplicable) count for an element from now on.

    `target` is `o2/deputies` or `o2/executives/deputies`. It holds while the evidence is the same.
    """
    pack = site_pack(site)
    with working(site) as store:
        indicator, element = find_element(pack.pack, target)
        with store.transaction():
            review.attest(store, indicator.topic, element.id, outcome, who=who, why=why)
            row = store.current_finding(indicator.topic, element.id)
            assert row is not None, "an element without a finding was refused above"
            day = dt.date.fromisoformat(row["as_of"])
            job = Job(site=site, store=store, pack=pack, as_of=day)
            audit_id = begin(job, row["crawl_id"], (indicator.code,))
            store.copy_evidence(audit_id, row["audit_id"], indicator.topic)
            store.copy_remarks(audit_id, store.newest_audit(pack=pack.pack.pack))
            judged = review.apply(store, [finding_of(row)])
            changes = keep(job, audit_id, judged, ())
        return AuditResult(
            audit_id=audit_id,
            crawl_id=row["crawl_id"],
            findings=tuple(one.finding for one in judged),
            gaps=changes,
        )


def revoke(site: Site, target: str, on_event: OnEvent = silent) -> AuditResult:
    """Take a person's outcome back; the indicator is judged anew from what was crawled."""
    pack = site_pack(site)
    with working(site) as store:
        indicator, element = find_element(pack.pack, target)
        if not review.revoke(store, indicator.topic, element.id):
            raise UserError(f"ไม่มีคำยืนยันของ {target}", f"ดูผลของข้อนี้ด้วย oit explain {indicator.code}")
        job = Job(site=site, store=store, pack=pack, as_of=today(), on_event=on_event)
        return audit_crawl(job, only=(indicator.code,))


def known_target(site: Site, store: Store, target: str) -> tuple[Indicator, int | None]:
    """The indicator of a code, or of a gap and the gap's number; `UserError` when unknown."""
    return _target(site_pack(site).pack, store, target)


def _criteria(site: Site, name: str | None) -> tuple[PackFile, bool]:
    """The pack to judge by, and whether it is another one than the site's own."""
    pack = site_pack(site, name)
    return pack, name is not None and pack.pack.pack != site_pack(site).pack.pack


def _plan(
    site: Site,
    options: CheckOptions,
    pack: PackFile,
    trodden: tuple[str, ...] = (),
    purpose: str = "",
) -> CrawlPlan:
    """`trodden`: where evidence was seen, and is asked for; other pages may be carried over."""
    return site.plan(
        always=trodden,
        revisit_hours=site.config.crawl.revisit_hours if trodden else 0,
        leads=leads(pack.pack, site.config.also_named),
        pages=options.pages,
        minutes=options.minutes,
        delay=options.delay,
        fresh=options.fresh or None,
        reason=options.reason,
        purpose=purpose,
    )


def _unjudged(store: Store, plan: CrawlPlan) -> CrawlResult | None:
    """The crawl of a check that was interrupted while it read or judged: nothing to fetch again."""
    crawl = None if plan.fresh else store.snapshots.newest_whole()
    if crawl is None or crawl.finished_at is None or crawl.ended == "cancelled":
        return None
    age = dt.datetime.now(dt.UTC) - dt.datetime.fromisoformat(crawl.finished_at)
    if _order(crawl.plan) != _order(plan) or age > RESUME_WITHIN or store.judged_since(crawl.id):
        return None
    return store.snapshots.counts(crawl.id)


def _order(plan: CrawlPlan) -> CrawlPlan:
    """What was asked for, without what earlier audits taught and who asked."""
    return replace(plan, always=(), revisit_hours=0, leads=(), reason="")


def _nothing_carried(job: Job, crawled: CrawlResult) -> CrawlResult:
    """Ask for pages that were carried over and turn out to be evidence, until there are none."""
    while crawled.ended != "cancelled" and (stale := _carried(job, crawled.crawl_id)):
        plan = job.site.plan(only=stale, reason="recheck", resume=False)
        asked = crawl_and_read(job.site, job.store, plan, job.on_event)
        ended = asked.ended if asked.ended == "cancelled" else crawled.ended
        crawled = replace(crawled, crawl_id=asked.crawl_id, ended=ended)
    return crawled


def _carried(job: Job, crawl_id: int) -> tuple[str, ...]:
    """Evidence, and pages that lead to it, for which this check did not ask."""
    carried = {one.url for one in job.store.snapshots.current(crawl_id) if one.asked_at}
    if not carried:
        return ()
    judgement, _ = judge(job, crawl_id)
    seen = {url for one in judgement.seen for url in (one.led_by, one.evidence.document.url)}
    return tuple(sorted(carried & seen))


def _only(site: Site, urls: Iterable[str]) -> CrawlPlan:
    wanted = tuple(dict.fromkeys(urls))[:MOST_RECHECKED]
    return site.plan(only=wanted, reason="recheck", resume=False)


def _known_pages(job: Job, indicator: Indicator) -> tuple[str, ...]:
    """Where the evidence of an indicator was or may appear: declared, looked at, indexes, home."""
    own = {bare_host(host) for host in job.site.hosts}
    declared = job.site.config.declared.get(indicator.code, ())
    known = (*job.store.pages_of(indicator.topic), *job.store.hubs()[:MOST_HUBS])
    return (*declared, *(url for url in known if bare_host(url) in own), job.site.config.url)


def _unfetched(job: Job, crawled: CrawlResult, indicator: Indicator) -> tuple[str, ...]:
    """Evidence that the pages now link to and that no crawl has fetched yet."""
    if crawled.ended == "cancelled":
        return ()
    judgement, _ = judge(job, crawled.crawl_id, (indicator,))
    documents = (one.evidence.document for one in judgement.seen)
    return tuple(document.url for document in documents if document.problem == "not_reached")


def _target(pack: Pack, store: Store, target: str) -> tuple[Indicator, int | None]:
    """The indicator of a code, or of a gap's number."""
    word = target.strip()
    number = word.removeprefix("#")
    if not number.isdigit():
        return find_indicator(pack, word), None
    gap = gaps.get(store, int(number))
    return find_indicator(pack, gap.topic), gap.id
