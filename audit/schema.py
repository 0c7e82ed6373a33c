"""The tables of the trunk, as they were made and as they changed.

Promises: migration set `audit`, which only ever adds; tables point at the crawler's, never the
reverse. Refuses to know: what is done with the rows (`audit.store`).
"""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

migrations = Migrations("audit")
KNOWN = ("first", "remarks", "alerts")
"""Every migration of the set; a database that has others was made by a later oit."""

TABLES = """
create table document (
  sha256     text not null references blob (sha256),
  reader     text not null,                     -- 'pdf/3': name and version; raise it to read again
  legibility text not null check (legibility in ('text', 'ocr', 'none')),
  problem    text,                              -- why there is nothing, or not everything, to read
  body       text not null,                     -- JSON: title, blocks, tables
  primary key (sha256, reader)
) strict, without rowid;

create table pack (
  sha256 text primary key,                      -- of the text: an old audit can always be explained
  name   text not null,
  text   text not null
) strict, without rowid;

create table audit (
  id          integer primary key,
  crawl_id    integer not null references crawl (id),
  pack        text not null,
  pack_sha256 text not null references pack (sha256),
  scope       text,                             -- null: the whole pack; else codes, e.g. 'o6'
  trial       integer not null default 0,       -- 1: another pack than the site's own; no gaps
  as_of       text not null,
  started_at  text not null,
  finished_at text,
  engine      text not null,                    -- our version
  seal        text                              -- hash over the previous seal, findings, evidence
) strict;

create table evidence (
  audit_id integer not null references audit (id) on delete cascade,
  topic    text not null,
  url      text not null,                       -- also addresses that were never fetched
  page_id  integer references page (id),
  sha256   text references blob (sha256),       -- null: nothing was got from there
  via      text not null
           check (via in ('declared', 'link', 'title', 'heading', 'filename', 'attached', 'text')),
  label    text not null,
  strength integer not null,
  aside    text,                                -- why it did not count: hub, unreachable …
  title    text not null default '',
  media    text not null default '',
  years    text not null default '[]',          -- JSON: fiscal years the document claims
  led_by   text not null default '',            -- the page whose link leads here
  rank     integer not null,                    -- 1 is the best
  primary key (audit_id, topic, url)
) strict, without rowid;

create table attestation (
  id         integer primary key,
  topic      text not null,
  element    text not null,
  basis      text not null,                     -- valid only for these bytes
  outcome    text not null check (outcome in ('passed', 'failed', 'inapplicable')),
  who        text not null,
  at         text not null,
  note       text not null default '',
  revoked_at text
) strict;

create table finding (
  audit_id    integer not null references audit (id) on delete cascade,
  topic       text not null,
  element     text not null,
  code        text not null,
  outcome     text not null
              check (outcome in ('passed', 'failed', 'cant_tell', 'untested', 'inapplicable')),
  reason      text not null,
  quotes      text not null default '[]',       -- JSON
  looked_at   text not null default '[]',       -- JSON: addresses read for this element
  basis       text not null,                    -- hash of the evidence looked at
  attestation integer references attestation (id),
  primary key (audit_id, topic, element)
) strict, without rowid;

create index finding_of_element on finding (topic, element, audit_id);

create table gap (
  id           integer primary key,
  topic        text not null,
  element      text not null,
  opened_by    integer not null references audit (id),
  closed_by    integer references audit (id),
  assignee     text,
  due_on       text,
  waived_until text
) strict;
create unique index one_open_gap on gap (topic, element) where closed_by is null;

create table gap_note (
  id     integer primary key,
  gap_id integer not null references gap (id) on delete cascade,
  at     text not null,
  who    text not null,
  what   text not null
         check (what in ('opened', 'assigned', 'comment', 'recheck', 'waived', 'closed',
                         'reopened')),
  text   text not null default ''
) strict;

create view current_finding as
  select f.*, a.as_of, a.crawl_id from finding f join audit a on a.id = f.audit_id
  where f.audit_id = (
    select max(g.audit_id) from finding g join audit b on b.id = g.audit_id
    where g.topic = f.topic and g.element = f.element
      and b.finished_at is not null and b.trial = 0
      and b.pack = (select pack from audit where finished_at is not null and trial = 0
                    order by id desc limit 1));

create view open_gap as
  select g.*, f.code, f.outcome, f.reason, f.as_of from gap g
  left join current_finding f using (topic, element)
  where g.closed_by is null;
"""


@migrations(name="first")
def _first(db: Database) -> None:
    """The tables and views a person can read with any SQLite browser."""
    for statement in _statements(TABLES):
        db.execute(statement)


REMARKS = """
create table remark (
  audit_id integer not null references audit (id) on delete cascade,
  rank     integer not null,
  sort     text not null,                       -- same_file, renamed …, citizen_id …
  text     text not null default '',
  codes    text not null default '[]',          -- JSON: the indicators it is about
  urls     text not null default '[]',          -- JSON
  quotes   text not null default '[]',          -- JSON; personal data is masked
  primary key (audit_id, rank)
) strict, without rowid;
"""


@migrations(name="remarks")
def _remarks(db: Database) -> None:
    """What an audit noticed besides outcomes."""
    for statement in _statements(REMARKS):
        db.execute(statement)


ALERTS = """
create table alert (
  id        integer primary key,
  sign      text not null unique,                -- one event is written down once
  kind      text not null
            check (kind in ('broken', 'fixed', 'gone', 'moved', 'login', 'changed', 'back')),
  topic     text not null default '',
  element   text not null default '',
  code      text not null default '',
  url       text not null default '',            -- the submitted link, or the best evidence
  ref       integer not null,                    -- the audit, or for a link the crawl, that saw it
  found_at  text not null,
  body      text not null                        -- JSON: before, after, reason, looks …
) strict;

create table alert_post (
  alert_id integer not null references alert (id) on delete cascade,
  receiver text not null,                        -- its name in site.yml; addresses stay out of here
  state    text not null default 'waiting' check (state in ('waiting', 'trying', 'sent')),
  tries    integer not null default 0,
  next_at  text not null,
  sent_at  text,
  error    text not null default '',
  primary key (alert_id, receiver)
) strict, without rowid;
"""


@migrations(name="alerts")
def _alerts(db: Database) -> None:
    """What was told, to whom, and what still waits to be told."""
    for statement in _statements(ALERTS):
        db.execute(statement)


def _statements(script: str) -> list[str]:
    """Single statements: a whole script would end the migration's transaction."""
    bare = "\n".join(line.partition("--")[0] for line in script.splitlines())
    return [part for part in (piece.strip() for piece in bare.split(";")) if part]
