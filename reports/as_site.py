"""What a citizen may see, as a small static website in a ZIP.

Promises: a page per indicator and one above them, all working without a network, a script or a
server; nothing internal (`reports.proof.public`). Refuses to know: where it is hosted.
"""

from __future__ import annotations

from reports import archive, safety, view
from reports.as_html import asset, environment
from reports.model import Report
from reports.proof import proofs, public, way

STYLE = "style.css"


def render(report: Report) -> bytes:
    """The ZIP's bytes: `index.html`, one page per indicator, one style sheet."""
    shown = public(safety.cleaned(report))
    style = asset("site.css")
    pages = [("index.html", _page("site_index", shown, None))]
    names = page_names(shown)
    for line in shown.indicators:
        pages.append((names[line.code], _page("site_indicator", shown, line.code)))
    return archive.pack([*pages, (STYLE, style.encode())])


def page_names(report: Report) -> dict[str, str]:
    """Indicator → file: letters only, and no two alike on systems that ignore case."""
    names: dict[str, str] = {}
    for number, line in enumerate(report.indicators, start=1):
        plain = "".join(c for c in line.code.lower() if c.isascii() and c.isalnum())[:20]
        name = f"{plain or number}.html"
        names[line.code] = f"{number}-{name}" if name in {*names.values(), "index.html"} else name
    return names


def _page(template: str, report: Report, code: str | None) -> bytes:
    line = next((one for one in report.indicators if one.code == code), None)
    html = (
        environment()
        .get_template(f"{template}.html.j2")
        .render(
            report=report,
            line=line,
            names=page_names(report),
            groups=view.groups(report),
            proofs=proofs,
            way=way,
            style=STYLE,
            policy="default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'",
        )
    )
    return html.encode("utf-8", errors="replace")
