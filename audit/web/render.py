"""Pages from templates, in the visitor's language.

Promises: everything printed is escaped by the engine; static files carry their hash in the address.
Refuses to know: what a page is about.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from audit.store import Store
from audit.web import overtaken, words
from audit.web.accounts import ROLE_NAMES
from audit.web.visits import FORM_TOKEN, Visit, url_of
from reports import FORMATS, as_html, wording

STATIC = {
    "report.css": ("reports", "templates/report.css", "text/css; charset=utf-8"),
    "web.css": ("audit.web", "static/web.css", "text/css; charset=utf-8"),
    "htmx.min.js": ("audit.web", "static/htmx.min.js", "text/javascript; charset=utf-8"),
    "app.js": ("audit.web", "static/app.js", "text/javascript; charset=utf-8"),
    "icon.svg": ("audit.web", "static/icon.svg", "image/svg+xml"),
}
FORM_MARK = secrets.token_hex(16)
"""Stands in a drawn page for the token of whoever looks; no site can know it."""
QUOTE_IN_ADDRESS = 400
"""Letters of a quote in an address; they are enough to find the place."""


def page(visit: Visit, template: str, status: int = 200, **values: Any) -> Response:
    """A whole page."""
    return _answer(visit, _drawn(visit, template, **values), status)


def site_page(
    visit: Visit, name: str, store: Store, template: str, make: Callable[[], dict[str, Any]]
) -> Response:
    """A whole page of a site, drawn once for every state of it and every sort of visitor.

    `make` gives what the template shows beside `name`, `site` and `job`; it may depend on nothing
    but the site, the address asked, and who asks.
    """
    site, job, office = visit.site(name), visit.office.jobs.of(name), visit.office

    def drawn() -> str:
        seen = overtaken.seen(store)
        return _drawn(visit, template, name=name, site=site, job=job, seen=seen, **make())

    if job is not None and job.going:
        return _answer(visit, drawn())
    asked = visit.path, visit.request.url.query, visit.language, visit.person
    key = (template, *asked, office.today(), job and job.at, office.accounts.people())
    return _answer(visit, office.once(site, store, key, drawn))


def part(visit: Visit, template: str, **values: Any) -> str:
    """The text of a template."""
    return _drawn(visit, template, **values).replace(FORM_MARK, visit.form_token)


def _answer(visit: Visit, drawn: str, status: int = 200) -> Response:
    response = HTMLResponse(drawn.replace(FORM_MARK, visit.form_token), status)
    visit.remember(response)
    return response


def _drawn(visit: Visit, template: str, **values: Any) -> str:
    """The same with `FORM_MARK` where the visit's own token belongs."""

    def t(text: str, **more: Any) -> str:
        return words.said(text, visit.language, **more)

    query = visit.request.query_params
    done, job = query.get("done", ""), values.get("job")
    if done == "recheck" and job is not None and not job.going:
        done = ""  # the page tells how it ended
    return (
        _environment()
        .get_template(template)
        .render(
            visit=visit,
            t=t,
            done=words.DONE.get(done, ""),
            done_count=query.get("count", "") if query.get("count", "").isdigit() else "",
            **values,
        )
    )


@cache
def static(name: str) -> tuple[bytes, str]:
    """A file of ours and its type; KeyError when it is not one."""
    package, path, media = STATIC[name]
    return files(package).joinpath(path).read_bytes(), media


@cache
def static_url(name: str) -> str:
    """Its address, another one whenever the file changes."""
    return f"/static/{name}?{hashlib.sha256(static(name)[0]).hexdigest()[:12]}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=ChoiceLoader([PackageLoader("audit.web"), PackageLoader("reports")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    as_html.furnish(environment)
    environment.globals.update(
        url_of=url_of,
        static_url=static_url,
        stored_url=stored_url,
        role_names=ROLE_NAMES,
        FORM_TOKEN=FORM_TOKEN,
        FORM_MARK=FORM_MARK,
        listed=as_html.LISTED,
        kinds=wording.KINDS,
        NOTES=words.NOTES,
        DEEDS=words.DEEDS,
        formats=FORMATS,
    )
    return environment


def stored_url(site: str, quote: Any, code: str = "", element: str = "") -> str:
    """Where a quote is shown in what was stored."""
    return url_of(
        "s", site, "stored", quote.sha256,
        url=quote.url, where=quote.where, quote=quote.text[:QUOTE_IN_ADDRESS],
        code=code, element=element,
    )  # fmt: skip
