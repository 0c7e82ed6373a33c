"""The JSON Schema of the report, made from the classes of `reports.model`.

Promises: `python -m reports.schema` prints what docs/report.schema.json must be. Refuses to know:
how a report is written.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from reports.model import SHAPE, Report
from reports.wording import CHANGES, OUTCOMES, STATES

_WORDS = {
    ("ElementLine", "outcome"): OUTCOMES,
    ("IndicatorLine", "state"): STATES,
    ("ChangeLine", "kind"): CHANGES,
}


class _Untitled(GenerateJsonSchema):
    """Leaves out titles that only repeat a field's name."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002  # pydantic's hook
        return False


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of what `as_json.render` writes."""
    adapter: TypeAdapter[Report] = TypeAdapter(Report)
    made = adapter.json_schema(mode="serialization", schema_generator=_Untitled)
    for (name, field), words in _WORDS.items():
        made["$defs"][name]["properties"][field]["enum"] = list(words)
    made["properties"]["shape"] = {"const": SHAPE}
    made["required"].append("shape")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SHAPE, **made}


def text() -> str:
    """The schema as it stands in the documentation."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    print(text(), end="")
