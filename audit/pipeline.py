"""The stages of a check, one function each, over one site that is being worked on.

Promises: crawl and read meet only in the store; judging needs no network; findings, evidence and
gaps of an audit are written in one transaction. Refuses to know: which stages a command wants.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version

from audit import gaps, review
from audit.choice import proposed_pack
from audit.coverage import looked_everywhere
from audit.documents import Library
from audit.errors import UserError, told
from audit.events import CrawlProgress, FindingSeen, OnEvent, Stage, Waiting, silent
from audit.gaps import GapChanges
from audit.judging import Judgement, context_for, judge_pack
from audit.preview import Preview
from audit.reading import Reading, current_readers
from audit.remarks import noted
from audit.rows import Judged, Seen
from audit.site import Site
from audit.store import Store
from audit.targets import find_indicator
from crawler import canonical, crawl
from crawler.model import CrawlPlan, CrawlResult, Progress
from rules.document import Document
from rules.model import Finding, Outcome
from rules.pack import Indicator
from rules.propose import Proposal
from rules.reader import PackFile

RECHECK_OCR_MINUTES = 1.0
"""Fetching a few pages again is a matter of seconds; their pictures come before older ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditResult:
    """What an audit found. `crawl` is None when it judged what was already there.

    `proposal`: another pack that the site's own index follows, when nobody chose one.
    `kept_from`: when the pages were fetched, if an interrupted check had fetched them before.
    """

    audit_id: int
    crawl_id: int
    findings: tuple[Finding, ...]
    gaps: GapChanges
    crawl: CrawlResult | None = None
    proposal: Proposal | None = None
    kept_from: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What all stages share: the site, its open store, the criteria, the day, the listener.

    `trial`: the criteria are not the site's own, so that nothing follows from the findings.
    """

    site: Site
    store: Store
    pack: PackFile
    as_of: dt.date
    on_event: OnEvent = silent
    trial: bool = False


def crawl_and_read(
    site: Site,
    store: Store,
    plan: CrawlPlan,
    on_event: OnEvent,
    preview: Preview | None = None,
    *,
    kept: CrawlResult | None = None,
) -> CrawlResult:
    """Stages 1 and 2: fetch, and read what lands while the fetching goes on.

    `kept`: the crawl is there already, and what is unread of it is read.
    """
    if kept is None:
        on_event(Stage(name="crawl"))
    minutes = site.config.crawl.ocr_minutes
    limit = min(minutes, RECHECK_OCR_MINUTES) if plan.only else minutes
    with Reading(store, on_event, limit) as reading:

        def pump(progress: Progress) -> None:
            reading.pump(progress.crawl_id)
            on_event(_told(progress, reading.read))
            if preview is not None:
                preview.look(progress.crawl_id, reading.read)

        with told():
            result = kept or crawl(plan, site.paths, pump, lambda why: on_event(Waiting(why=why)))
        if result.ended == "cancelled":
            reading.save()
            return result
        on_event(Stage(name="read"))
        reading.finish(result.crawl_id)
    return result


def audit_crawl(
    job: Job, *, only: Iterable[str] | None = None, crawled: CrawlResult | None = None
) -> AuditResult:
    """Stages 3 to 6: place the documents, find evidence, judge, remember.

    `only`: codes of indicators. Raises KeyboardInterrupt when a person stopped the crawl.
    """
    if crawled is not None and crawled.ended == "cancelled":
        raise KeyboardInterrupt
    crawl_id = crawled.crawl_id if crawled else newest_crawl(job.store)
    if crawled is None:
        minutes = job.site.config.crawl.ocr_minutes if only is None else 0
        # Judged again, the same bytes give the same findings; the next check tries once more.
        with Reading(job.store, job.on_event, minutes, again=False) as reading:
            reading.finish(crawl_id)
    wanted = None if only is None else [find_indicator(job.pack.pack, code) for code in only]
    job.on_event(Stage(name="judge"))
    judgement, documents = judge(job, crawl_id, wanted)
    passed = sum(finding.outcome is Outcome.PASSED for finding in judgement.findings)
    job.on_event(
        FindingSeen(passed=passed, elements=len(judgement.findings), documents=len(documents))
    )
    notes = noted(judgement.remarks, documents)
    job.on_event(Stage(name="save"))
    audit_id = begin(job, crawl_id, None if wanted is None else [one.code for one in wanted])
    with job.store.transaction():
        judged = review.apply(job.store, judgement.findings)
        job.store.save_remarks(audit_id, notes)
        changes = keep(job, audit_id, judged, judgement.seen, whole=wanted is None)
    return AuditResult(
        audit_id=audit_id,
        crawl_id=crawl_id,
        findings=tuple(one.finding for one in judged),
        gaps=changes,
        crawl=crawled,
        proposal=None
        if job.trial or wanted is not None
        else proposed_pack(job.site.config, documents),
    )


def judge(
    job: Job, crawl_id: int, only: Iterable[Indicator] | None = None
) -> tuple[Judgement, tuple[Document, ...]]:
    """Stages 3 to 5: documents at their addresses, evidence, findings. Nothing is written."""
    config = job.site.config
    library = Library(job.store, current_readers(), job.site.hosts)
    documents = library.for_crawl(
        job.store.snapshots.current(crawl_id),
        [url for urls in config.declared.values() for url in urls],
    )
    home = canonical(config.url) or config.url
    complete = looked_everywhere(job.store, crawl_id, home)
    judgement = judge_pack(
        job.pack.pack,
        documents,
        context_for(job.pack.pack, config.kind, job.as_of, crawl_complete=complete),
        declared={code: tuple(map(library.resolve, us)) for code, us in config.declared.items()},
        also_named=config.also_named,
        only=None if only is None else [indicator.topic for indicator in only],
        agency=config.name,
        front=library.resolve(home),
    )
    return judgement, tuple(documents)


def begin(job: Job, crawl_id: int, scope: Iterable[str] | None) -> int:
    """An audit that does not count yet; its number."""
    return job.store.begin_audit(
        crawl_id=crawl_id,
        pack=job.pack,
        scope=scope,
        trial=job.trial,
        as_of=job.as_of,
        engine=version("oit"),
    )


def keep(
    job: Job, audit_id: int, judged: Iterable[Judged], seen: Iterable[Seen], *, whole: bool = False
) -> GapChanges:
    """Stage 6: findings, evidence, seal and gaps; call inside a transaction."""
    kept = tuple(judged)
    job.store.finish_audit(audit_id, kept, seen)
    if job.trial:
        return GapChanges()
    return gaps.update(job.store, audit_id, (one.finding for one in kept), whole=whole)


def newest_crawl(store: Store) -> int:
    """The crawl to judge; `UserError` when there was none."""
    crawl_id = store.snapshots.latest_crawl()
    if crawl_id is None:
        raise UserError("ยังไม่เคยเก็บหน้าเว็บของหน่วยงานนี้", "สั่ง oit check ก่อน")
    return crawl_id


def _told(progress: Progress, read: int) -> CrawlProgress:
    return CrawlProgress(
        pages=progress.pages,
        queued=progress.queued,
        problems=progress.problems,
        read=read,
        url=progress.url,
        resting=progress.resting,
    )
