"""What an honest, careful assessor would say of the demonstration site.

Promises: an outcome and its reason for every element, in both states. Refuses to know: the tool's
own findings.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from audit.demo.content import HOME, State

PACK = "oit-2569"
AGENCY_KIND = "department"
AS_OF = dt.date(2026, 5, 15)
FILES = {"before": "truth.yml", "after": "truth-after.yml"}


class Expected(BaseModel):
    """The outcome of one element, and why, in Thai."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    outcome: Literal["passed", "failed", "cant_tell", "untested", "inapplicable"]
    why: str


def truth(state: State = "before") -> dict[str, dict[str, Expected]]:
    """Code of the indicator → element id → expected outcome and why (Thai)."""
    shape = TypeAdapter(dict[str, dict[str, Expected]])
    return shape.validate_python(yaml.safe_load((HOME / FILES[state]).read_text("utf-8")))
