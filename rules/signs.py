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

_SEVERAL = ("all", "any", "none")
_NODES: TypeAdapter[dict[str, Node]] = TypeAdapter(dict[str, Node])


@cache
def signs() -> dict[str, Node]:
    """Element → the node that leaves it open."""
    text = files("rules").joinpath("signs.yml").read_text(encoding="utf-8")
    written: dict[str, Any] = yaml.safe_load(text)
    return _NODES.validate_python({element: _in_full(node) for element, node in written.items()})


def _in_full(node: Any) -> Any:
    """The node with every list of words as a `phrase`."""
    if isinstance(node, list):
        return {"phrase": {"one_of": node}}
    ((kind, value),) = node.items()
    return {kind: [_in_full(one) for one in value]} if kind in _SEVERAL else node
