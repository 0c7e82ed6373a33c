"""Signs of an element on a page whose check does not find it: why a person is asked.

Promises: one node an element, in the language of packs, for every list and year; a sign never
passes anything. Refuses to know: documents, outcomes (`rules.judge`), what the check asked.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from pydantic import TypeAdapter

from rules.tree import Node

_NODES: TypeAdapter[dict[str, Node]] = TypeAdapter(dict[str, Node])


@cache
def signs() -> dict[str, Node]:
    """Element → the node that leaves it open."""
    text = files("rules").joinpath("signs.yml").read_text(encoding="utf-8")
    return _NODES.validate_python(_in_full(yaml.safe_load(text)))


def _in_full(node: Any) -> Any:
    """Lists of words as `phrase` nodes."""
    if isinstance(node, list) and all(isinstance(word, str) for word in node):
        return {"phrase": {"one_of": node}}
    if not isinstance(node, dict):
        return node
    return {
        key: [_in_full(one) for one in value]
        if key in ("all", "any", "none")
        else value
        if key in ("phrase", "pattern", "count", "link", "fiscal_year")
        else _in_full(value)
        for key, value in node.items()
    }
