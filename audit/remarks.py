"""What an audit notices besides outcomes: what does not fit together, and personal data on show.

Promises: a fault in noticing costs what would have been noticed, never the audit; personal data is
kept masked only. Refuses to know: how a finding came about, how the report shows it.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Sequence

from audit.rows import Noted, Row
from reports.model import PrivacyLine, QuoteLine, RemarkLine
from rules.consistency import Claim, Remark, remarks
from rules.document import Document
from rules.model import Context, Quote
from rules.privacy import SORTS, warnings

log = logging.getLogger("oit.audit")

MOST = 200
"""Personal data of one audit that is kept: more is a matter of the whole site, not of lines."""


def remarks_on(claims: Sequence[Claim], context: Context, agency: str) -> tuple[Remark, ...]:
    """What does not fit together over the evidence of all indicators."""
    try:
        return remarks(claims, context, agency)
    except Exception:
        log.exception("comparing the evidence of all indicators")
        return ()


def noted(found: Iterable[Remark], documents: Iterable[Document]) -> tuple[Noted, ...]:
    """Remarks, then personal data, as they are kept."""
    return (*map(_of_remark, found), *_personal(documents))


def remark_lines(rows: Iterable[Row]) -> tuple[RemarkLine, ...]:
    """The remarks among what an audit kept, for the report."""
    return tuple(
        RemarkLine(
            sort=row["sort"],
            text=row["text"],
            codes=tuple(json.loads(row["codes"])),
            urls=tuple(json.loads(row["urls"])),
            quotes=tuple(QuoteLine(**quote) for quote in json.loads(row["quotes"])),
        )
        for row in rows
        if row["sort"] not in SORTS
    )


def privacy_lines(rows: Iterable[Row]) -> tuple[PrivacyLine, ...]:
    """The personal data among what an audit kept, for the report."""
    return tuple(
        PrivacyLine(sort=row["sort"], url=quote["url"], where=quote["where"], quote=quote["text"])
        for row in rows
        if row["sort"] in SORTS
        for quote in json.loads(row["quotes"])
    )


def _of_remark(remark: Remark) -> Noted:
    return Noted(
        sort=remark.sort,
        text=remark.text,
        codes=remark.codes,
        urls=remark.urls,
        quotes=remark.quotes,
    )


def _personal(documents: Iterable[Document]) -> tuple[Noted, ...]:
    """Each file once, however many addresses it has."""
    found: list[Noted] = []
    seen: set[str] = set()
    for document in documents:
        if not document.sha256 or document.sha256 in seen:
            continue
        seen.add(document.sha256)
        found.extend(_of_document(document))
        if len(found) >= MOST:
            break
    return tuple(found[:MOST])


def _of_document(document: Document) -> list[Noted]:
    try:
        found = warnings(document)
    except Exception:
        log.exception("looking for personal data in %s", document.url)
        return []
    return [
        Noted(
            sort=one.sort,
            urls=(document.url,),
            quotes=(
                Quote(text=one.quote, where=one.where, url=document.url, sha256=document.sha256),
            ),
        )
        for one in found
    ]
