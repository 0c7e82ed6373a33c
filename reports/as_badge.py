"""A badge for a page or a README: how many indicators are surely ready.

Promises: one small SVG that fetches and runs nothing and tells a screen reader what it shows; only
what is certain is counted. Refuses to know: where it is put.
"""

from __future__ import annotations

import unicodedata
from html import escape

from reports import wording
from reports.model import Report
from reports.safety import cleaned

LETTER = 7.2  # pixels, a usual letter at 11 px
PAD = 20  # pixels of both sides of a word together
_COLOURS = {"all": "#0f6b36", "some": "#1f3a5f", "none": "#7d1414"}


def render(report: Report) -> bytes:
    """The badge's bytes."""
    report = cleaned(report)
    ready, asked = report.totals.certain, report.totals.indicators - report.totals.inapplicable
    name, value = f"OIT {report.pack.fiscal_year}", f"พร้อม {ready}/{asked}"
    colour = _COLOURS["all" if ready >= asked else "some" if ready else "none"]
    left, right = _width(name), _width(value)
    day = wording.thai_date(report.as_of)
    title = escape(f"{report.site.name}: {name} {value} ข้อ ข้อมูล ณ {day}")
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="22" role="img" \
aria-labelledby="t" lang="th">
<title id="t">{title}</title>
<rect width="{left}" height="22" fill="#3b3f46"/>
<rect x="{left}" width="{right}" height="22" fill="{colour}"/>
<g fill="#fff" text-anchor="middle" font-family="Sarabun,Tahoma,Loma,sans-serif" font-size="12" \
aria-hidden="true">
<text x="{left / 2:g}" y="15">{escape(name)}</text>
<text x="{left + right / 2:g}" y="15">{escape(value)}</text>
</g>
</svg>
""".encode()


def _width(text: str) -> int:
    """About how wide a text is; vowels and tones above and below take no room."""
    return round(sum(unicodedata.category(letter) != "Mn" for letter in text) * LETTER) + PAD
