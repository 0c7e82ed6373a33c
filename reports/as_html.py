"""One self-contained page for the officer, the web team and the printer.

Promises: nothing is fetched from the network, nothing from a site is run, everything is readable
without the script. Refuses to know: how outcomes come about; Thai labels (`reports.wording`).
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from reports import safety, view, wording
from reports.model import QuoteLine, Report
from reports.rows import coverage_facts

_PAGE_IN_PLACE = re.compile(r"หน้า\s*(\d+)")
LISTED = 40  # addresses in one list of the page; JSON has all of them


def render(report: Report) -> bytes:
    """The report as an HTML page, equal bytes for equal reports."""
    shown = safety.cleaned(report)
    style, script = asset("report.css"), asset("report.js.j2")
    page = environment().get_template("report.html.j2")
    html = page.render(
        report=shown,
        style=Markup(style),  # noqa: S704  # our own file, nothing of a site
        script=Markup(script),  # noqa: S704  # our own file, nothing of a site
        policy=policy(style, script),
        coverage_facts=coverage_facts(shown),
        known={(line.code, element.id) for line in shown.indicators for element in line.elements},
        listed=LISTED,
    )
    return html.encode("utf-8", errors="replace")


def anchor(code: str, element_id: str = "") -> str:
    """The id of an indicator or element on the page: `o6`, `o6-annual-plan_plan`."""
    slug = re.sub(r"[^A-Za-z0-9-]+", "_", element_id)
    return f"{code}-{slug}" if slug else code


def proof_link(quote: QuoteLine) -> str | None:
    """The address of a quote; in a PDF with the page, which browsers open at."""
    url = safety.link(quote.url)
    place = _PAGE_IN_PLACE.search(quote.where)
    if url and place and "#" not in url and url.partition("?")[0].lower().endswith(".pdf"):
        return f"{url}#page={int(place[1])}"
    return url


def policy(style: str, script: str = "") -> str:
    """A Content-Security-Policy that allows just our own inline style and script."""
    scripts = f"script-src {_source(script)}; " if script else ""
    return (
        f"default-src 'none'; style-src {_source(style)}; {scripts}"
        "base-uri 'none'; form-action 'none'"
    )


def _source(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def asset(name: str) -> str:
    """A template's text as it is."""
    loader = environment().loader
    assert loader is not None
    return loader.get_source(environment(), name)[0]


@cache
def environment() -> Environment:
    """The engine that sets every page: it escapes all that it prints."""
    environment = Environment(
        loader=PackageLoader("reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    furnish(environment)
    return environment


def furnish(environment: Environment) -> None:
    """Give an environment the filters and words that the pieces of a page need."""
    environment.filters.update(
        link=safety.link,
        shown=safety.shown,
        proof_link=proof_link,
        date=wording.thai_date,
        datetime=wording.thai_datetime,
        count=wording.count,
        code=wording.code,
    )
    environment.globals.update(anchor=anchor, view=view, wording=wording)
