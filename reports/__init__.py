"""Turns one plain Report into files. A leaf: nothing else of ours is imported.

Promises: `render` answers with the bytes of one format, equal for equal reports; `filename` with a
name every system accepts. Refuses to know: rules, databases, where files are written.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from reports import as_csv, as_html, as_json, as_xlsx
from reports.model import Report

FORMATS: dict[str, Callable[[Report], bytes]] = {
    "html": as_html.render,
    "xlsx": as_xlsx.render,
    "json": as_json.render,
    "csv": as_csv.render,
}


def render(report: Report, format: str) -> bytes:
    """The report in one of `FORMATS`; KeyError for a format that is not there."""
    return FORMATS[format](report)


def filename(report: Report, format: str) -> str:
    """`oit-2569-www.example.go.th-2026-05-15.html`: letters that every system takes."""
    try:
        host = urlsplit(report.site.url).hostname or "site"
    except ValueError:
        host = "site"
    stem = f"{report.pack.id}-{host}-{report.as_of}"
    return f"{re.sub(r'[^A-Za-z0-9.-]+', '_', stem)[:120]}.{format}"
