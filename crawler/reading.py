"""The questions asked of the crawler's tables.

Promises: rows become `Snapshot` and `CrawlRow`. Refuses to know: connections, files.
"""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from crawler.model import CrawlPlan, CrawlRow, Snapshot

_SNAPSHOT = """
select s.crawl_id, s.page_id, p.url, s.fetched_at, s.status, s.problem, s.sha256, b.media,
       s.charset, s.etag, s.last_modified, s.location, s.unchanged, s.rendered, s.asked_at
from snapshot s
join page p on p.id = s.page_id
left join blob b on b.sha256 = s.sha256
"""

OF_CRAWL = _SNAPSHOT + "where s.crawl_id = :crawl_id order by s.fetched_at"

WITH_BLOB_AFTER = (
    _SNAPSHOT
    + """where s.crawl_id = :crawl_id and s.fetched_at > :after and s.sha256 is not null
order by s.fetched_at"""
)

# The last complete crawl of the whole site up to this one; rechecks and limits are laid over it.
CURRENT = f"""{_SNAPSHOT}
where s.crawl_id <= :crawl_id
  and s.crawl_id >= coalesce(
    (select max(c.id) from crawl c
     where c.id <= :crawl_id and c.ended = 'complete' and c.reason <> 'recheck'
       and json_array_length(c.plan, '$.only') = 0), 0)
  and s.crawl_id = (select max(n.crawl_id) from snapshot n
                    where n.page_id = s.page_id and n.crawl_id <= :crawl_id)
order by s.crawl_id, s.fetched_at"""  # noqa: S608 (only constants of this module)

PREVIOUS = (
    _SNAPSHOT
    + """where p.url = :url and s.crawl_id < :crawl_id and s.sha256 is not null
order by s.crawl_id desc limit 1"""
)

# The newest snapshot of an address, and since when its bytes are the same.
LOOK = f"""
with latest as ({_SNAPSHOT} where p.url = :url and s.crawl_id < :crawl_id
                order by s.crawl_id desc limit 1)
select latest.*,
  (select min(f.fetched_at) from snapshot f
   where f.page_id = latest.page_id and f.crawl_id < :crawl_id and f.crawl_id > coalesce(
     (select max(d.crawl_id) from snapshot d
      where d.page_id = latest.page_id and d.crawl_id < :crawl_id
        and d.sha256 is not latest.sha256), -1))
from latest"""  # noqa: S608 (only constants of this module)

FED = """
select p.url, f.url, f.sha256 from fed f join page p on p.id = f.page_id where f.crawl_id = ?"""
HISTORY = f"""{_SNAPSHOT}
where p.url in (select value from json_each(:urls)) and s.asked_at is null
order by s.crawl_id, s.fetched_at"""  # noqa: S608 (only constants of this module)

CRAWL = "select id, reason, started_at, finished_at, ended, plan, stats from crawl where id = ?"

WHOLE = """
select id, reason, started_at, finished_at, ended, plan, stats from crawl
where json_array_length(plan, '$.only') = 0 order by id desc limit 1"""

UNFINISHED = """
select id, reason, started_at, finished_at, ended, plan, stats from crawl
where finished_at is null and json_array_length(plan, '$.only') = 0
order by id desc limit 1"""

PROBLEM_COUNTS = """
select problem, count(*) from snapshot where crawl_id = ? and problem is not null
group by problem order by count(*) desc, problem"""

BLOB_SIZES = """
select distinct b.sha256, b.bytes from snapshot s join blob b using (sha256) where s.crawl_id = ?"""

_EARLIER = """(select e.problem is null from snapshot e
  where e.page_id = s.page_id and e.crawl_id < s.crawl_id and e.sha256 is not null
  order by e.crawl_id desc limit 1)"""

# pages, new, changed, gone (answer 'not found' where there was content), absent (had content,
# not met again by a complete crawl)
COUNTS = f"""
select count(*),
  count(*) filter (where p.first_crawl = s.crawl_id and s.sha256 is not null and problem is null),
  count(*) filter (where s.sha256 is not null and s.problem is null and s.unchanged = 0
                   and p.first_crawl < s.crawl_id and {_EARLIER} is not null),
  count(*) filter (where s.problem in ('not_found', 'soft_404')
                   and p.first_crawl < s.crawl_id and {_EARLIER} = 1),
  (select count(*) from page q
   where q.last_crawl = (select max(c.id) from crawl c where c.id < :crawl_id
                         and c.ended = 'complete' and json_array_length(c.plan, '$.only') = 0)
     and exists (select 1 from snapshot f where f.page_id = q.id and f.crawl_id = q.last_crawl
                 and f.problem is null and f.sha256 is not null))
from snapshot s join page p on p.id = s.page_id
where s.crawl_id = :crawl_id"""  # noqa: S608 (only constants of this module)


def snapshot(row: tuple[Any, ...]) -> Snapshot:
    """One row of `_SNAPSHOT`."""
    return Snapshot(
        crawl_id=row[0], page_id=row[1], url=row[2], fetched_at=row[3], status=row[4],
        problem=row[5], sha256=row[6], media=row[7], charset=row[8], etag=row[9],
        last_modified=row[10], location=row[11], unchanged=bool(row[12]), rendered=bool(row[13]),
        asked_at=row[14],
    )  # fmt: skip


def crawl_row(row: tuple[Any, ...]) -> CrawlRow:
    """One row of `CRAWL`."""
    return CrawlRow(
        id=row[0], reason=row[1], started_at=row[2], finished_at=row[3], ended=row[4],
        plan=plan_from(json.loads(row[5])), stats=json.loads(row[6] or "{}"),
    )  # fmt: skip


def plan_from(stored: dict[str, Any]) -> CrawlPlan:
    """A plan as JSON keeps it: lists become tuples, fields of other versions are left out."""
    known = {field.name for field in fields(CrawlPlan)}
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in stored.items()
        if name in known
    }
    return CrawlPlan(**values)
