"""The page a reader of a clarification pack opens first.

Promises: everything about one disputed indicator in Thai, with links to the files and pictures
beside it; works without a network or a script. Refuses to know: how the files are kept or sealed.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote as quoted

from markupsafe import Markup

from reports.as_html import asset, environment, policy
from reports.model import IndicatorLine, QuoteLine, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """Published words and the element they are about."""

    element: str
    says: str
    quote: QuoteLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """One address: the file kept of it (empty when nothing is), pictures, and what it proves."""

    url: str
    file: str
    pictures: tuple[str, ...]
    fetched_at: str
    sha256: str
    problem: str
    proven: tuple[Proven, ...]


def render(
    report: Report, line: IndicatorLine, exhibits: tuple[Exhibit, ...], note: str = ""
) -> bytes:
    """`index.html`; `report` and `line` are already harmless text."""
    style = asset("site.css")
    html = (
        environment()
        .get_template("clarification.html.j2")
        .render(
            report=report,
            line=line,
            exhibits=exhibits,
            note=note,
            quoted=quoted,
            style=Markup(style),  # noqa: S704  # our own file, nothing of a site
            policy=policy(style) + "; img-src 'self' file:",
        )
    )
    return html.encode("utf-8", errors="replace")
