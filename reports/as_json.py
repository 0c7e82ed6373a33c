"""The Report as it is: the public, versioned JSON shape.

Promises: UTF-8, fields in the order of `reports.model`, `shape` first; a JSON Schema made from the
same classes. Refuses to know: Thai wording, layout.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from pydantic import TypeAdapter

from reports.model import SHAPE, Report
from reports.wording import CHANGES, OUTCOMES, STATES

_WORDS = {
    ("ElementLine", "outcome"): OUTCOMES,
    ("IndicatorLine", "state"): STATES,
    ("ChangeLine", "kind"): CHANGES,
}


def render(report: Report) -> bytes:
    """The report as indented JSON. A lone surrogate, which UTF-8 cannot hold, becomes `?`."""
    values = asdict(report)
    shaped = {"shape": values.pop("shape"), **values}
    text = json.dumps(shaped, ensure_ascii=False, indent=2) + "\n"
    return text.encode("utf-8", errors="replace")


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of what `render` writes."""
    adapter: TypeAdapter[Report] = TypeAdapter(Report)
    made = adapter.json_schema(mode="serialization")
    for (name, field), words in _WORDS.items():
        made["$defs"][name]["properties"][field]["enum"] = list(words)
    made["properties"]["shape"] = {"const": SHAPE}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SHAPE, **made}


if __name__ == "__main__":
    print(json.dumps(schema(), ensure_ascii=False, indent=2))
