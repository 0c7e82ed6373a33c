"""The Report as it is: the public, versioned JSON shape.

Promises: UTF-8, fields in the order of `reports.model`, `shape` first, text exactly as published.
Refuses to know: Thai wording, layout; what the shape looks like as a schema (`reports.schema`).
"""

from __future__ import annotations

import json
from dataclasses import asdict

from reports.model import Report


def render(report: Report) -> bytes:
    """The report as indented JSON. A lone surrogate, which UTF-8 cannot hold, becomes `?`."""
    values = asdict(report)
    shaped = {"shape": values.pop("shape"), **values}
    text = json.dumps(shaped, ensure_ascii=False, indent=2) + "\n"
    return text.encode("utf-8", errors="replace")
